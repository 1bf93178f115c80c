/** Fields that stand beneath one answer of a form, and what the form posts with another chosen. */
import type { HtmlNode } from "./html";

export type Revealed = {
  route: string;
  address: string;
  email: string;
  form: HtmlNode;
  /** The answer that reveals them: its question, its value and its words. */
  question: string;
  answer: string;
  label: string;
  /** Texts that are empty as the page is opened: nothing stands in them but what is typed. */
  texts: string[];
};

const kinds = ["item", "conditional"].flatMap((part) =>
  ["radios", "checkboxes"].map((kind) => `.govuk-${kind}__${part}`),
);

/** Each part of a form that only one answer shows: it comes right behind its answer. */
export function revealedBy(
  form: HtmlNode,
  at: Pick<Revealed, "route" | "address" | "email">,
): Revealed[] {
  const parts = form.all(kinds.join(", "));
  return parts.flatMap((part, index) => {
    const item = parts[index - 1];
    if (!item || !part.attribute("class")?.includes("__conditional")) return [];
    const choice = item.one("input");
    return {
      ...at,
      form,
      question: choice.attribute("name") ?? "",
      answer: choice.attribute("value") ?? "",
      label: item.one("label").text,
      texts: emptyTexts(part),
    };
  });
}

const isDatePart = (name: string) => /\.(day|month|year)$/.test(name);

const emptyTexts = (part: HtmlNode): string[] =>
  part
    .all('textarea, input[type="text"]')
    .filter((box) => (box.tag === "textarea" ? box.written : (box.attribute("value") ?? "")) === "")
    .map((box) => box.attribute("name") ?? "")
    .filter((name) => !isDatePart(name));

/** The other answers of a question; "" is none, where it is a box to tick. */
export function otherAnswers({ form, question, answer }: Revealed): string[] {
  const choices = form.all("input").filter((input) => input.attribute("name") === question);
  const others = choices
    .filter((input) => input.attribute("type") === "radio")
    .map((input) => input.attribute("value") ?? "")
    .filter((value) => value !== answer);
  return others.length > 0 ? others : [""];
}

/** What the form posts as its page was opened. */
export function postedAsShown(form: HtmlNode): Record<string, string[]> {
  const posted: Record<string, string[]> = {};
  const add = (name: string, value: string) => {
    posted[name] = [...(posted[name] ?? []), value];
  };
  for (const box of form.all("input, textarea, select")) {
    const name = box.attribute("name") ?? "";
    const type = box.attribute("type") ?? "";
    if (name === "" || type === "file") continue;
    if (box.tag === "textarea") add(name, box.written);
    else if (box.tag === "select") {
      const chosen = box.first("option[selected]") ?? box.first("option");
      add(name, chosen?.attribute("value") ?? "");
    } else if (type !== "radio" && type !== "checkbox") add(name, box.attribute("value") ?? "");
    else if (box.attribute("checked") !== undefined) add(name, box.attribute("value") ?? "on");
  }
  const button = form.first("button[name]:not([formnovalidate])");
  if (button) posted[button.attribute("name") ?? ""] = [button.attribute("value") ?? ""];
  return posted;
}
