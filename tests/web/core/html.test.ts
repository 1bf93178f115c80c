import { createElement as h } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { parseHtml } from "../../support/html";

describe("Reading HTML in tests", () => {
  const page = parseHtml(
    `<!DOCTYPE html>${renderToString(
      h(
        "html",
        { lang: "en" },
        h("head", null, h("title", null, "Error: Tom & Ann’s <audit>")),
        h(
          "body",
          null,
          h("h1", { className: "govuk-heading-l wide" }, "One ", "practice\n area"),
          h("form", { method: "post" }, [
            h("input", { key: 1, name: "reason", defaultValue: 'a "b" > c', type: "text" }),
            h("textarea", { key: 2, name: "notes", defaultValue: "<b>kept</b>\nas typed" }),
          ]),
          h("ul", null, h("li", null, "First"), h("li", { id: "second" }, "Second")),
        ),
      ),
    )}`.replace("</body>", "<script>if (1 < 2) '</p>'</script></body>"),
  );

  it("finds elements by tag, class, id, attribute and descent", () => {
    expect(page.one("title").text).toBe("Error: Tom & Ann’s <audit>");
    expect(page.one("h1.wide").text).toBe("One practice area");
    expect(page.one("body #second").text).toBe("Second");
    expect(page.all("ul li").map((item) => item.text)).toEqual(["First", "Second"]);
    expect(page.one("form[method=post] input[name=reason]").attribute("value")).toBe('a "b" > c');
    expect(page.one("textarea").text).toBe("<b>kept</b> as typed");
    expect(page.all("h1, li").length).toBe(3);
    expect(page.first("ul h1")).toBeUndefined();
  });

  it("leaves scripts out of the text and ends with the document", () => {
    expect(page.one("body").text).toBe("One practice area <b>kept</b> as typed First Second");
  });

  it("complains when there is not exactly one", () => {
    expect(() => page.one("li")).toThrow("found 2");
    expect(() => page.one("table")).toThrow("found 0");
  });
});
