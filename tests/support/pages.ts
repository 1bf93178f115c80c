/**
 * Short ways to use a page as a person does: by the words on it. Each waits until the page answers.
 *
 *   await press(page, "Save and continue");
 *   await see(page, "2 of 3 submitted");
 *   expect(await heading(page)).toContain("Overall");
 */
import type { Locator, Page } from "playwright-core";
import { settled } from "./settled";

/** Presses the button with these words. */
export async function press(page: Page, words: string | RegExp): Promise<void> {
  const exact = typeof words === "string";
  await go(page, page.getByRole("button", { name: words, exact }));
}

/** Follows the first link with these words. */
export async function follow(page: Page, words: string | RegExp): Promise<void> {
  await go(page, page.getByRole("link", { name: words }).first());
}

/** Presses something that may lead to another page, and waits until that is there as a whole. */
export async function go(page: Page, control: Locator): Promise<void> {
  await control.click();
  await settled(page);
}

/**
 * Goes to a page as a link does, without loading the document anew: what was read into it stays, axe
 * above all. Answers the status; what a page answers when it is loaded, tests/web/core/walk.test.ts asks.
 */
export async function visit(page: Page, path: string): Promise<number> {
  const status = await page.evaluate(async (to) => {
    const { __remixRouter: router } = window as unknown as {
      __remixRouter: {
        navigate(to: string): Promise<void>;
        state: { errors: Record<string, { status?: number }> | null };
      };
    };
    await router.navigate(to);
    const [error] = Object.values(router.state.errors ?? {});
    return error ? (error.status ?? 500) : 200;
  }, path);
  await settled(page);
  return status;
}

/** Waits until the words stand on the page, banner or main content, where a reader sees them. */
export async function see(page: Page, ...words: (string | RegExp)[]): Promise<void> {
  for (const some of words) {
    await page
      .locator(".govuk-notification-banner, main")
      .getByText(some)
      .filter({ visible: true })
      .first()
      .waitFor()
      .catch(async () => {
        const text = await page.locator("main").textContent();
        throw new Error(`Not on ${new URL(page.url()).pathname}: “${some}”. It says:\n${text}`);
      });
  }
}

/** Waits for a page whose heading holds these words. */
export async function seeHeading(page: Page, words: string): Promise<void> {
  await page
    .locator("h1", { hasText: words })
    .waitFor()
    .catch(async () => {
      const text = await page.locator("body").textContent();
      throw new Error(`No heading “${words}” on ${new URL(page.url()).pathname}:\n${text}`);
    });
}

/** The control of this name: names hold dots, which a plain selector would misread. */
export const named = (page: Page, name: string) => page.locator(`main [name="${name}"]`);

/** Chooses a radio button or ticks a checkbox. */
export const choose = (page: Page, name: string, value: string) =>
  page.locator(`main [name="${name}"][value="${value}"]`).check();

/**
 * Answers every question whose name begins so with "met": the first as a person does, by a control that
 * can be seen and reached; the others, which are like it, by clicks that follow at once.
 */
export async function answerMet(page: Page, prefix: string): Promise<void> {
  const met = page.locator(`main [name^="${prefix}"][value="met"]`);
  if ((await met.count()) === 0) return;
  await met.first().check();
  await met.evaluateAll((all) => {
    for (const one of all.slice(1) as HTMLInputElement[]) if (!one.checked) one.click();
  });
}

/** Fills in the three boxes of a date given as YYYY-MM-DD. */
export async function fillDate(page: Page, name: string, date: string): Promise<void> {
  const [year = "", month = "", day = ""] = date.split("-");
  await named(page, `${name}.day`).fill(String(Number(day)));
  await named(page, `${name}.month`).fill(String(Number(month)));
  await named(page, `${name}.year`).fill(year);
}

/** The last part of the address, which names the record. */
export const idIn = (page: Page, at: number): string =>
  new URL(page.url()).pathname.split("/")[at] ?? "";

/** The address of an audit that the person on this page still writes, found by its link on the home page. */
export async function openAuditOf(page: Page, exercise = ""): Promise<string> {
  await page.goto("/");
  const links = page.locator("main li", { hasText: exercise }).locator("a[href^='/audits/']");
  for (const href of await links.evaluateAll((all) => all.map((a) => a.getAttribute("href")))) {
    const audit = href?.match(/^\/audits\/[\w-]+/)?.[0];
    if (audit && (await page.request.get(`${audit}/voices`, { maxRetries: 2 })).ok()) return audit;
  }
  throw new Error("No audit waits on this home page");
}

/** Opens what is folded on this page. */
export async function unfold(page: Page): Promise<void> {
  for (const summary of await page.locator("main details:not([open]) > summary").all())
    await summary.click();
}

/** Waits until everything that was typed into a page that saves as one types is saved. */
export async function saved(page: Page): Promise<void> {
  // Until what was typed last is drawn, the page still says when the letters before it were saved.
  await settled(page);
  await page
    .locator("main .los-saved")
    .filter({ hasText: /^Saved \d\d:\d\d$/ })
    .waitFor({ timeout: 120_000 });
}

/** Waits until the scripts have taken over a page that was not opened by `goto`, which waits itself. */
export const scripted = settled;
