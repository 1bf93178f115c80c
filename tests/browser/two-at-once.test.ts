import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeBrowser, type TestBrowser } from "../support/browser";
import { named, openAuditOf, press, see } from "../support/pages";

const area = "assessment";
const field = `area.${area}.commentary`;

async function both(browser: TestBrowser): Promise<{ first: Page; second: Page; audit: string }> {
  const first = await browser.open({ as: "auditor@demo.example" });
  const second = await browser.open({ as: "auditor@demo.example" });
  const audit = await openAuditOf(first);
  await first.goto(`${audit}/areas/${area}`);
  await second.goto(`${audit}/areas/${area}`);
  return { first, second, audit };
}

async function save(page: Page, words: string): Promise<void> {
  await named(page, field).fill(words);
  await press(page, "Save and come back later");
}

describeBrowser("Two windows on one field of an audit", (browser) => {
  for (const keep of ["theirs", "mine"] as const) {
    it(`show the second both versions, and keep ${keep}`, async () => {
      const { first, second, audit } = await both(browser);
      await save(first, `Saved first, then ${keep}`);
      await first.waitForURL(`**${audit}`);
      const rationale = `area.${area}.rationale`;
      await named(second, rationale).fill(`A reason nobody contests: ${keep}`);
      await save(second, `Saved second, then ${keep}`);

      await see(
        second,
        "This audit was changed while you were writing",
        `Saved first, then ${keep}`,
      );
      expect(await named(second, field).inputValue()).toBe(`Saved second, then ${keep}`);
      const meanwhile = await browser.open({ as: "auditor@demo.example" });
      await meanwhile.goto(`${audit}/areas/${area}`);
      expect(await named(meanwhile, field).inputValue()).toBe(`Saved first, then ${keep}`);
      expect(await named(meanwhile, rationale).inputValue()).toBe(
        `A reason nobody contests: ${keep}`,
      );

      const label = keep === "theirs" ? /^Keep the version saved at/ : /^Keep mine/;
      await second.getByRole("radio", { name: label }).check();
      await press(second, "Save and come back later");
      await second.waitForURL(`**${audit}`);
      await meanwhile.goto(`${audit}/areas/${area}`);
      expect(await named(meanwhile, field).inputValue()).toBe(
        keep === "theirs" ? "Saved first, then theirs" : "Saved second, then mine",
      );
    });
  }

  it("leave each other alone when they write in different fields", async () => {
    const { first, second, audit } = await both(browser);
    await save(first, "Only the commentary");
    await first.waitForURL(`**${audit}`);
    await named(second, `area.${area}.rationale`).fill("Only the reason");
    await press(second, "Save and come back later");
    await second.waitForURL(`**${audit}`);
    await second.goto(`${audit}/areas/${area}`);
    expect(await named(second, field).inputValue()).toBe("Only the commentary");
    expect(await named(second, `area.${area}.rationale`).inputValue()).toBe("Only the reason");
  });
});
