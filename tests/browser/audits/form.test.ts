import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { axe, describeBrowser, screenshot } from "../../support/browser";
import {
  choose,
  fillDate,
  go,
  named,
  openAuditOf,
  press,
  saved,
  see,
  visit,
} from "../../support/pages";
import { settled } from "../../support/settled";

const as = "auditor@demo.example";
const pages = [
  "",
  "/voices",
  "/areas/assessment",
  "/overall",
  "/findings",
  "/actions",
  "/check",
  "/print",
  "/print?blank=yes",
];
const tooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

describeBrowser("Every page of the audit form", (browser) => {
  it("has no barrier that axe finds, and fits a phone", async () => {
    const page = await browser.open({ as });
    const audit = await openAuditOf(page);
    for (const path of pages) {
      expect(await visit(page, `${audit}${path}`), path).toBe(200);
      expect(await axe(page), path).toEqual([]);
      await screenshot(page, `form${path.replace(/\W/g, "-")}`);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await tooWide(page), path).toBe(false);
      await page.setViewportSize({ width: 1280, height: 900 });
    }
  });

  it("is as easy to use while saving is in trouble", async () => {
    const page = await browser.open({ as });
    const audit = await openAuditOf(page);
    await page.goto(`${audit}/areas/planning`);
    await page.context().setOffline(true);
    await named(page, "area.planning.commentary").fill("Kept");
    await see(page, "Keep this page open");
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await tooWide(page)).toBe(false);
    await screenshot(page, "form-offline-phone");
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.context().setOffline(false);
    expect(await axe(page)).toEqual([]);
    await saved(page);
  });

  it("works without scripts, and offers nothing that needs them", async () => {
    const page = await browser.open({ as, javaScript: false });
    const audit = await openAuditOf(page);
    for (const path of pages) {
      expect((await page.goto(`${audit}${path}`))?.status(), path).toBe(200);
      expect(await page.locator("h1").count(), path).toBe(1);
    }
    await page.goto(`${audit}/areas/planning`);
    expect(await page.getByText("Keyboard shortcuts").count()).toBe(0);
    await named(page, "area.planning.commentary").fill("Without scripts");
    await press(page, "Save and come back later");
    await page.waitForURL(`**${audit}`);
    await page.goto(`${audit}/areas/planning`);
    expect(await named(page, "area.planning.commentary").inputValue()).toBe("Without scripts");
  });

  it("answers and moves by single keys while a prompt has the focus, unless turned off", async () => {
    const page = await browser.open({ as });
    const audit = await openAuditOf(page);
    await page.goto(`${audit}/areas/planning`);
    const prompts = page.locator(".los-prompt:not([hidden])");
    const chosen = (at: number) => prompts.nth(at).locator("input:checked").inputValue();
    await prompts.nth(0).locator("input[type=radio]").first().focus();
    await page.keyboard.press("p");
    await expect.poll(() => chosen(0)).toBe("partly");
    await page.keyboard.press("j");
    await page.keyboard.press("n");
    await expect.poll(() => chosen(1)).toBe("no");
    await page.keyboard.press("k");
    await page.keyboard.press("1");
    await expect.poll(() => chosen(0)).toBe("yes");
    // In a text the same keys are letters.
    await named(page, "area.planning.commentary").fill("");
    await named(page, "area.planning.commentary").pressSequentially("any pupil");
    expect(await named(page, "area.planning.commentary").inputValue()).toBe("any pupil");
    expect(await chosen(0)).toBe("yes");

    await page.getByText("Keyboard shortcuts", { exact: true }).click();
    await press(page, "Turn shortcuts off");
    await prompts.nth(0).locator("input[type=radio]").first().focus();
    await page.keyboard.press("n");
    await settled(page);
    expect(await chosen(0)).toBe("yes");
    await saved(page);
    await page.reload();
    expect(await chosen(1)).toBe("no");
    await see(page, "Keyboard shortcuts: off");
  });

  it("asks of a voice what its answer calls for, and hides nothing that was written", async () => {
    for (const javaScript of [true, false]) {
      const page = await browser.open({ as, javaScript });
      const audit = await openAuditOf(page);
      await page.goto(`${audit}/voices`);
      const said = named(page, "voice.child.said");
      const why = named(page, "voice.child.reason");
      const answer = async (status: string) => {
        await choose(page, "voice.child.status", status);
        await settled(page);
      };
      await said.evaluate((box: HTMLTextAreaElement) => box.value === "" || box.form?.reset());
      await answer("not-safe");
      expect([await said.isVisible(), await why.isVisible()]).toEqual([false, true]);
      await answer("obtained");
      expect([await said.isVisible(), await why.isVisible()]).toEqual([true, false]);
      await said.fill("“I was listened to”");
      await answer("declined");
      expect([await said.isVisible(), await why.isVisible()]).toEqual([true, true]);
      await said.fill("");
      // Emptied to be written again: it goes once something else is looked at.
      expect(await said.isVisible()).toBe(true);
      await why.focus();
      expect(await said.isVisible()).toBe(false);
      await answer("obtained");
    }
  });

  it("has the focus where the next thing is to be done", async () => {
    const page = await browser.open({ as });
    const audit = await openAuditOf(page);
    const focused = (id: string) =>
      page.waitForFunction((wanted) => document.activeElement?.id === wanted, id);
    await page.goto(`${audit}/voices`);
    const parents = () => page.locator("main section.los-voice [id^='parent-'][id$='-heading']");
    const before = await parents().count();
    await press(page, "Add another parent or carer");
    await page.waitForURL("**#voice.parent-*.label");
    const label = new URL(page.url()).hash.slice(1);
    await focused(label);
    await page.keyboard.type("Grandmother");
    await saved(page);
    const added = page
      .locator("section.los-voice")
      .filter({ has: page.locator(`[name="${label}"]`) });
    await go(page, added.getByRole("button", { name: "Remove this parent or carer" }));
    await focused(`${label.split(".")[1]}-removal`);
    expect(await named(page, label).inputValue()).toBe("Grandmother");
    await press(page, "Remove it all");
    await see(page, "The parent or carer is removed");
    expect(await parents().count()).toBe(before);

    await page.goto(`${audit}/findings`);
    await page.locator("main [name=kind][value=strength]").check();
    await named(page, "text").fill("Found to be changed");
    await press(page, "Add the finding");
    await see(page, "The finding is saved");
    await focused("main-content");
    const found = page.locator(".los-found", { hasText: "Found to be changed" });
    await go(page, found.getByRole("link", { name: /^Change/ }));
    await focused("finding");
    await go(page, found.getByRole("link", { name: /^Remove/ }));
    await focused("removal");
    await press(page, "Remove it");
    await see(page, "The finding is removed");
    await focused("main-content");
  });

  it("says how long a text is, and keeps one that is too long until it is shortened", async () => {
    const page = await browser.open({ as });
    const audit = await openAuditOf(page);
    await page.goto(`${audit}/areas/planning`);
    const box = named(page, "area.planning.rationale");
    await box.fill("Clear and kind. ".repeat(510));
    await see(page, "You have 159 characters too many");
    await saved(page);
    await press(page, "Save and continue");
    await see(page, "Shorten this to 8,000 characters or fewer");
    await page.goto(`${audit}/areas/planning`);
    expect((await box.inputValue()).length).toBe(8160);
    await page.goto(`${audit}/check`);
    await see(page, /Shorten this to 8,000 characters or fewer: Planning/);
    await page.goto(`${audit}/areas/planning`);
    await box.fill("Clear and kind.");
    await saved(page);
  });

  it("keeps a finding and an action that were typed and not added", async () => {
    const page = await browser.open({ as });
    const audit = await openAuditOf(page);
    await page.goto(`${audit}/findings`);
    await named(page, "text").fill("Half a find");
    await saved(page);
    await page.goto(`${audit}/actions`);
    await named(page, "what").fill("Visit agai");
    await fillDate(page, "dueOn", "2024-05-20");
    await named(page, "dueOn.year").fill("");
    await saved(page);
    await page.goto(`${audit}/check`);
    await see(page, "You typed a finding and have not added it", "You typed an action");

    await page.goto(`${audit}/findings`);
    await see(page, "You typed this before and have not added it yet");
    expect(await named(page, "text").inputValue()).toBe("Half a find");
    await named(page, "text").fill("A whole finding");
    await page.locator("main [name=kind][value=strength]").check();
    await press(page, "Add the finding");
    await see(page, "The finding is saved", "A whole finding");
    expect(await named(page, "text").inputValue()).toBe("");

    await page.goto(`${audit}/actions`);
    expect(await named(page, "dueOn.day").inputValue()).toBe("20");
    expect(await named(page, "ownerId").inputValue()).not.toBe("");
    await press(page, "Throw this away");
    await page.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>("main [name=what]")?.value === "",
    );
    await page.goto(`${audit}/check`);
    expect(await page.getByText("have not added it").count()).toBe(0);
  });

  it("keeps any other form on the page, too, while there is no connection", async () => {
    const page = await browser.open({ as });
    const audit = await openAuditOf(page);
    await page.goto(`${audit}/concern`);
    const text = page.locator("main form[data-gov-form] textarea").first();
    await text.fill("What was seen");
    await page.locator('main [name="spokenTo"]').fill("The team manager");
    await page.context().setOffline(true);
    await go(page, page.locator("main form[data-gov-form] button[type=submit]").first());
    await see(page, "Wait until you are connected");
    expect(await text.inputValue()).toBe("What was seen");
    await page.context().setOffline(false);
  });

  it("keeps it while the server is gone, and sends it once the server is back", async () => {
    const page = await browser.open({ as });
    const audit = await openAuditOf(page);
    await page.goto(`${audit}/concern`);
    await page.locator("main form[data-gov-form] textarea").first().fill("What was seen");
    await page.locator('main [name="spokenTo"]').fill("The team manager");
    const send = page.locator("main form[data-gov-form] button[type=submit]").first();
    await browser.crash();
    await go(page, send);
    await see(page, "Wait until you are connected");
    await browser.restart();
    await go(page, send);
    await see(page, "Waiting to be acknowledged");
    await see(page, "What was seen");
  });
});
