import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { axe, describeBrowser, type TestBrowser } from "../../support/browser";
import { parseHtml } from "../../support/html";
import { choose, named, openAuditOf, press, saved, see } from "../../support/pages";

const area = "assessment";
const field = `area.${area}.commentary`;

async function both(
  browser: TestBrowser,
  { javaScript }: { javaScript: boolean },
): Promise<{ first: Page; second: Page; audit: string }> {
  const first = await browser.open({ as: "auditor@demo.example", javaScript });
  const second = await browser.open({ as: "auditor@demo.example", javaScript });
  const audit = await openAuditOf(first);
  await first.goto(`${audit}/areas/${area}`);
  await second.goto(`${audit}/areas/${area}`);
  return { first, second, audit };
}

async function save(page: Page, words: string): Promise<void> {
  await named(page, field).fill(words);
  await press(page, "Save and come back later");
}

const rationale = `area.${area}.rationale`;
const versions = (page: Page) => page.locator(".los-two-versions");

/** Types into both pages at once, so that the second meets what the first saved. */
async function contest(browser: TestBrowser, words: string) {
  const pages = await both(browser, { javaScript: true });
  await contestOn(pages, words);
  return pages;
}

async function contestOn({ first, second }: { first: Page; second: Page }, words: string) {
  await named(first, field).fill(`First: ${words}`);
  await saved(first);
  await named(second, field).fill(`Second: ${words}`);
  await versions(second).waitFor();
}

/** The first looks at the page anew, so that it knows what was decided before. */
async function contestAgain(first: Page, second: Page, words: string) {
  await first.reload();
  await contestOn({ first, second }, words);
}

/** What a third window, opened now, would show of the field. */
async function holds(page: Page, audit: string, name = field): Promise<string> {
  const answer = await page.request.get(`${audit}/areas/${area}`);
  return parseHtml(await answer.text()).one(`main textarea[name="${name}"]`).written;
}

describeBrowser("Two windows on one field of an audit", (browser) => {
  it("show the second both versions at the field, and save its other fields meanwhile", async () => {
    const { second, audit } = await contest(browser, "shown");
    expect(await versions(second).textContent()).toContain("First: shown");
    expect(await versions(second).textContent()).toContain("Second: shown");
    expect(await named(second, field).inputValue()).toBe("Second: shown");
    await named(second, rationale).fill("A reason nobody contests");
    await expect.poll(() => holds(second, audit, rationale)).toBe("A reason nobody contests");
    expect(await holds(second, audit)).toBe("First: shown");
    expect(await second.locator("main .los-saved").textContent()).toBe("Not saved yet");
    // The buttons wait for the choice: nothing is decided for the person.
    await press(second, "Save and come back later");
    expect(new URL(second.url()).pathname).toBe(`${audit}/areas/${area}`);
    expect(await axe(second)).toEqual([]);
    await second.getByRole("button", { name: "Use theirs" }).click();
    await saved(second);
  });

  it("keep mine, theirs or both, as is chosen", async () => {
    const { first, second, audit } = await contest(browser, "mine");
    await second.getByRole("button", { name: "Keep mine" }).press("Enter");
    await saved(second);
    expect(await second.evaluate(() => document.activeElement?.getAttribute("name"))).toBe(field);
    expect(await named(second, field).inputValue()).toBe("Second: mine");
    expect(await holds(second, audit)).toBe("Second: mine");
    expect(await versions(second).count()).toBe(0);

    await contestAgain(first, second, "theirs");
    await second.getByRole("button", { name: "Use theirs" }).click();
    await saved(second);
    expect(await named(second, field).inputValue()).toBe("First: theirs");
    expect(await holds(second, audit)).toBe("First: theirs");

    await contestAgain(first, second, "both");
    await second.getByRole("button", { name: "Put both in the field" }).click();
    await saved(second);
    expect(await holds(second, audit)).toBe("First: both\n\nSecond: both");
  });

  it("take over quietly what was changed elsewhere and not touched here", async () => {
    const { first, second, audit } = await both(browser, { javaScript: true });
    await named(first, field).fill("Only the commentary");
    await choose(first, `area.${area}.grade`, "requires-improvement");
    await saved(first);
    await named(second, rationale).fill("Only the reason");
    await saved(second);
    await expect.poll(() => named(second, field).inputValue()).toBe("Only the commentary");
    expect(await second.locator(`[name="area.${area}.grade"]:checked`).inputValue()).toBe(
      "requires-improvement",
    );
    expect(await versions(second).count()).toBe(0);
    expect(await holds(second, audit)).toBe("Only the commentary");
    expect(await holds(second, audit, rationale)).toBe("Only the reason");
  });

  for (const keep of ["theirs", "mine"] as const) {
    it(`show the second both versions without scripts, and keep ${keep}`, async () => {
      const { first, second, audit } = await both(browser, { javaScript: false });
      await save(first, `Saved first, then ${keep}`);
      await first.waitForURL(`**${audit}`);
      await named(second, rationale).fill(`A reason nobody contests: ${keep}`);
      await save(second, `Saved second, then ${keep}`);

      await see(second, "This was changed while you were writing", `Saved first, then ${keep}`);
      expect(await named(second, field).inputValue()).toBe(`Saved second, then ${keep}`);
      expect(await holds(second, audit)).toBe(`Saved first, then ${keep}`);
      expect(await holds(second, audit, rationale)).toBe(`A reason nobody contests: ${keep}`);

      const label = keep === "theirs" ? /^Keep the version saved at/ : /^Keep mine/;
      await second.getByRole("radio", { name: label }).check();
      await press(second, "Save and come back later");
      await second.waitForURL(`**${audit}`);
      expect(await holds(second, audit)).toBe(
        keep === "theirs" ? "Saved first, then theirs" : "Saved second, then mine",
      );
    });
  }

  it("leave each other alone without scripts when they write in different fields", async () => {
    const { first, second, audit } = await both(browser, { javaScript: false });
    await save(first, "Only the commentary");
    await first.waitForURL(`**${audit}`);
    await named(second, rationale).fill("Only the reason");
    await press(second, "Save and come back later");
    await second.waitForURL(`**${audit}`);
    expect(await holds(second, audit)).toBe("Only the commentary");
    expect(await holds(second, audit, rationale)).toBe("Only the reason");
  });
});
