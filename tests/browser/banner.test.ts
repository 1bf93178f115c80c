import { expect, it } from "vitest";
import { describeBrowser, signIn } from "../support/browser";
import { choose, named, openAuditOf, press, scripted, see } from "../support/pages";

describeBrowser("What was just done", (browser) => {
  it("is not said above an error of the same page, and is said again when it is done again", async () => {
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
});
