import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { demonstrationAccounts } from "~db/demo/accounts";
import { axe, describeBrowser, type TestBrowser } from "../support/browser";

const mostPages = 60;
const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Addresses of one kind of page are alike but for the record, the practice area and the filters. */
const kindOf = (path: string): string =>
  (path.split("?")[0] ?? "").replace(id, ":id").replace(/\/areas\/[\w-]+$/, "/areas/:area");

/** The addresses a person can follow from this page: no files, no signing out, no other sites. */
const linksOn = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>("a[href]")]
      .filter((a) => a.origin === location.origin && !a.hasAttribute("download"))
      .map((a) => a.pathname + a.search)
      .filter((path) => !/\.(csv|json|pdf)(\?|$)/.test(path)),
  );

/** The main contents that axe has looked at: help pages and the like are the same for everybody. */
const lookedAt = new Set<string>();

/** What is wrong with the page as it stands, in words. */
async function faultsOf(page: Page): Promise<string[]> {
  const path = new URL(page.url()).pathname;
  const main = await page.locator("main").evaluate((element) => element.outerHTML);
  const faults = lookedAt.has(main) ? [] : await axe(page);
  lookedAt.add(main);
  const headings = await page.locator("h1").count();
  if (headings !== 1) faults.push(`${path}: has ${headings} h1 elements`);
  const title = await page.title();
  if (!title.endsWith("Line of Sight")) faults.push(`${path}: is titled “${title}”`);
  await page.setViewportSize({ width: 390, height: 844 });
  const wide = await page.evaluate(widest);
  if (wide) faults.push(`${path}: is wider than a phone because of ${wide}`);
  await page.setViewportSize({ width: 1280, height: 900 });
  return faults;
}

/** The innermost element that reaches over the right edge of the window, if the page scrolls sideways. */
function widest(): string | null {
  if (document.documentElement.scrollWidth <= window.innerWidth) return null;
  const over = [...document.querySelectorAll("body *")].filter(
    (el) => el.getBoundingClientRect().right > window.innerWidth + 1,
  );
  const inner = over.at(-1);
  return inner ? `<${inner.tagName.toLowerCase()} class="${inner.className}">` : "its content";
}

/** Visits one page of every kind that this person can reach by links, and gathers what is wrong. */
async function walk(browser: TestBrowser, as: string | undefined, from: string[]) {
  const page = await browser.open({ as });
  const seen = new Set<string>();
  const queue = [...from];
  const faults: string[] = [];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(kindOf(path)) || seen.size >= mostPages) continue;
    seen.add(kindOf(path));
    const answer = await page.goto(path);
    const status = answer?.status() ?? 0;
    if (status !== 200) faults.push(`${path}: answers ${status}`);
    seen.add(kindOf(new URL(page.url()).pathname));
    faults.push(...(await faultsOf(page)));
    queue.push(...(await linksOn(page)));
  }
  return { seen: [...seen].sort(), faults };
}

const least: Record<string, number> = {
  "qa-lead@demo.example": 25,
  "auditor@demo.example": 12,
  "moderator@demo.example": 8,
  "team-manager@demo.example": 10,
  "service-manager@demo.example": 12,
  "practitioner@demo.example": 5,
  "leader@demo.example": 8,
  "scrutiny@demo.example": 3,
  "admin@demo.example": 8,
};

describeBrowser("Every page without a barrier", (browser) => {
  describe.each(demonstrationAccounts)("for $email", ({ email }) => {
    it("has none that axe finds, one heading, a title, and fits a phone", async () => {
      const { seen, faults } = await walk(browser, email, ["/"]);
      expect(faults).toEqual([]);
      // A walk that stops at the door would find nothing.
      expect(seen.length, seen.join("\n")).toBeGreaterThanOrEqual(least[email] ?? 1);
    });
  });

  it("has none before signing in", async () => {
    const { faults } = await walk(browser, undefined, ["/sign-in"]);
    expect(faults).toEqual([]);
  });

  it("has none on the pages that refuse", async () => {
    const page = await browser.open({ as: "scrutiny@demo.example" });
    for (const [path, status] of [
      ["/caseload", 403],
      ["/no-such-page", 404],
    ] as const) {
      expect((await page.goto(path))?.status()).toBe(status);
      expect(await faultsOf(page)).toEqual([]);
    }
  });
});
