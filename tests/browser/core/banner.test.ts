import { expect, it } from "vitest";
import { paths } from "~/paths";
import { openDatabase } from "~db/core/open.server";
import { axe, describeBrowser, screenshot, signIn } from "../../support/browser";
import { choose, named, openAuditOf, press, scripted, see } from "../../support/pages";

describeBrowser("What a page says above itself", (browser) => {
  it("of what was just done is not said above an error of the same page, and is said again when it is done again", async () => {
    const page = await browser.open();
    await signIn(page, "auditor@demo.example");
    await page.goto(`${await openAuditOf(page)}/findings`);
    await scripted(page);
    const success = page.locator(".govuk-notification-banner--success");
    const add = async (text: string) => {
      await choose(page, "kind", "strength");
      await named(page, "text").fill(text);
      await press(page, "Add the finding");
    };
    await add("The chronology shows what changed for her");
    await see(page, "The finding is saved", "The chronology shows what changed for her");
    // The browser refuses the next one: the old words go, and stay away.
    await press(page, "Add the finding");
    await page.locator(".govuk-error-summary").waitFor();
    expect(await success.count()).toBe(0);
    await add("He was seen alone each time");
    await see(page, "The finding is saved", "He was seen alone each time");
    expect(await page.locator(".govuk-error-summary").count()).toBe(0);
    expect(await success.count()).toBe(1);
  });

  it("of a session that nobody uses is said before it ends, and nothing that was typed is lost", async () => {
    const db = openDatabase(browser.database);
    const as = "qa-lead@demo.example";
    const page = await browser.open({ as, afresh: true });
    const phone = { width: 390, height: 844 };
    const wide = page.viewportSize() ?? phone;
    /** As if nothing had been done in any session for so long, here and on the server. */
    const unusedFor = async (minutes: number) => {
      const seen_at = new Date(Date.now() - minutes * 60_000).toISOString();
      await db.updateTable("auth_session").set({ seen_at }).execute();
      await page.clock.fastForward(minutes * 60_000);
    };
    const isTold = () =>
      page.waitForResponse((answer) => new URL(answer.url()).pathname === paths.session());
    try {
      await page.clock.install();
      await page.goto(paths.exercises.planDipSample());
      await scripted(page);
      const text = named(page, "rationale");
      const typed = "Ten plans are read together, and what each is for is asked.";
      await text.fill(typed);
      const warning = page.getByRole("alert").filter({ hasText: "You will be signed out at" });
      // Whoever types is not idle: the server is told, and the hour begins again.
      await Promise.all([isTold(), unusedFor(56)]);
      expect(await warning.count()).toBe(0);

      await unusedFor(56);
      await warning.filter({ hasText: "What you typed stays on this page" }).waitFor();
      for (const size of [phone, wide]) {
        await page.setViewportSize(size);
        expect(await axe(page)).toEqual([]);
        await screenshot(page, `session-soon-${size.width}`);
      }
      expect(await text.inputValue()).toBe(typed);
      await warning.getByRole("button", { name: "Stay signed in" }).click();
      await warning.waitFor({ state: "detached" });
      expect(await text.inputValue()).toBe(typed);

      await unusedFor(61);
      const ended = page.getByRole("dialog", { name: "You’ve been signed out" });
      await ended.waitFor();
      for (const size of [phone, wide]) {
        await page.setViewportSize(size);
        expect(await axe(page)).toEqual([]);
        await screenshot(page, `session-ended-${size.width}`);
      }
      await ended.getByRole("button", { name: "Go on" }).click();
      await ended.getByText("Not signed in yet").waitFor();
      const link = ended.getByRole("link", { name: "Sign in again" });
      const [tab] = await Promise.all([page.waitForEvent("popup"), link.click()]);
      await tab.fill('input[name="email"]', as);
      await tab.fill('input[name="password"]', "line-of-sight-demo");
      await tab.press('input[name="password"]', "Enter");
      await tab.locator("h1", { hasText: "close this tab" }).waitFor();
      await tab.close();
      await ended.getByRole("button", { name: "Go on" }).click();
      await ended.waitFor({ state: "detached" });
      expect(await text.inputValue()).toBe(typed);
    } finally {
      await db.destroy();
    }
  });
});
