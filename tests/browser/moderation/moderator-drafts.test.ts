import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { gradeBlind } from "../../support/audit-pages";
import { describeBrowser, type TestBrowser } from "../../support/browser";
import { choose, go, named, press, saved, seeHeading } from "../../support/pages";

const moderator = "moderator@demo.example";
const reason = "overall.reason";

const trouble = (page: Page, words: string) =>
  page.locator(".los-save-trouble").filter({ hasText: words }).waitFor();
const troubleOver = (page: Page) =>
  page.locator(".los-save-trouble__words").waitFor({ state: "detached", timeout: 120_000 });

async function openGrading(browser: TestBrowser, at?: string, phone = false): Promise<Page> {
  const page = await browser.open({ as: moderator, phone });
  await page.goto(at ?? "/moderation");
  if (!at) {
    await go(
      page,
      page.locator("main table a[href^='/moderation/']:not([href*='compare'])").first(),
    );
    await go(page, page.locator("main a[href$='/overall']").first());
  }
  await seeHeading(page, "Overall");
  return page;
}

describeBrowser("Grading blind", (browser) => {
  it("has no page of more than two screens", async () => {
    const page = await openGrading(browser);
    const start = new URL(page.url()).pathname.replace(/\/overall$/, "");
    await page.goto(start);
    const parts = await page
      .locator(`main a[href^='${start}/']`)
      .evaluateAll((links) => links.map((link) => link.getAttribute("href")?.split("#")[0] ?? ""));
    const areas = new Set(parts.filter((path) => path.includes("/areas/")));
    expect(areas.size).toBeGreaterThan(5);
    const heights: [string, number][] = [];
    for (const path of [start, ...areas, `${start}/overall`, `${start}/found`]) {
      await page.goto(path);
      heights.push([path, await page.evaluate(() => document.documentElement.scrollHeight)]);
    }
    const screen = page.viewportSize()?.height ?? 0;
    expect(heights.filter(([, height]) => height > 2 * screen)).toEqual([]);
  });
});

describeBrowser("What a moderator types", (browser) => {
  it("outlives the server and the connection, meets a second device, and is closed by committing", async () => {
    const laptop = await openGrading(browser);
    const at = new URL(laptop.url()).pathname;
    const box = named(laptop, reason);
    await box.pressSequentially("Before the server dies.");
    await saved(laptop);
    await browser.crash();
    await box.pressSequentially(" While it is gone.");
    await trouble(laptop, "You’re not connected");
    await browser.restart();
    await troubleOver(laptop);
    await saved(laptop);
    await laptop.context().setOffline(true);
    await box.pressSequentially(" Offline.");
    await trouble(laptop, "You’re not connected");
    await laptop.context().setOffline(false);
    await troubleOver(laptop);
    await saved(laptop);

    const phone = await openGrading(browser, at, true);
    const all = "Before the server dies. While it is gone. Offline.";
    expect(await named(phone, reason).inputValue()).toBe(all);
    await named(phone, reason).fill("On the phone");
    await saved(phone);
    await box.pressSequentially(" On the laptop.");
    const versions = laptop.locator(".los-two-versions");
    await versions.waitFor();
    expect(await versions.textContent()).toContain("On the phone");
    await versions.getByRole("button", { name: /^Put both in the field/ }).click();
    await saved(laptop);
    expect(await box.inputValue()).toBe(`On the phone\n\n${all} On the laptop.`);

    await phone.goto(at.replace(/\/overall$/, ""));
    await gradeBlind(phone, "good");
    await choose(phone, "sure", "yes");
    await press(phone, "Commit your grades");
    await seeHeading(phone, "Compare");
    await box.fill("After it was committed");
    await trouble(laptop, "Your grades were committed");
    expect(await box.inputValue()).toBe("After it was committed");
    await phone.reload();
    expect(await phone.locator("main").textContent()).not.toContain("After it was committed");
  });
});
