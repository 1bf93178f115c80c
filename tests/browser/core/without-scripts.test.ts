import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { gradeBlind, submitAudit, writeAudit } from "../../support/audit-pages";
import { describeBrowser } from "../../support/browser";
import {
  answerMet,
  choose,
  fillDate,
  follow,
  go,
  named,
  openAuditOf,
  press,
  see,
  seeHeading,
} from "../../support/pages";

/** The messages of the error summary, each of which has to lead to a control of the page. */
async function summaryOf(page: Page): Promise<string[]> {
  const links = page.locator(".govuk-error-summary__list a");
  await links.first().waitFor();
  await page.waitForLoadState("domcontentloaded");
  for (const href of await links.evaluateAll((all) => all.map((a) => a.getAttribute("href")))) {
    if (!href?.startsWith("#")) continue;
    const target = page.locator(`[id="${decodeURIComponent(href.slice(1))}"]`);
    expect(await target.count(), `the summary leads to ${href}`).toBe(1);
  }
  return links.allInnerTexts();
}

describeBrowser("Without scripts", (browser) => {
  it("an auditor writes and submits an audit, and is told what is wrong on the way", async () => {
    const page = await browser.open({ as: "auditor@demo.example", javaScript: false });
    const audit = await openAuditOf(page);

    await page.goto(`${audit}/voices`);
    await choose(page, "voice.child.status", "obtained");
    await named(page, "voice.child.said").fill("“They asked me twice”");
    await fillDate(page, "voice.child.held-on", "2024-02-31");
    await press(page, "Save and continue");
    expect(await summaryOf(page)).toEqual([expect.stringMatching(/^Date .* must be a real date/)]);
    await page.locator(".govuk-error-summary__list a").first().click();
    expect(await page.locator(":target").count()).toBe(1);
    expect(await named(page, "voice.child.said").inputValue()).toBe("“They asked me twice”");
    expect(await named(page, "voice.child.held-on.day").inputValue()).toBe("31");
    expect(await page.locator("main .govuk-error-message").count()).toBe(1);

    await writeAudit(page, audit.split("/")[2] ?? "", {
      usual: "requires-improvement",
      overall: "good",
      strength: "A plan in plain words",
      development: "Supervision is rare",
    });
    await press(page, "Submit the audit");
    const missing = await summaryOf(page);
    expect(missing).toEqual([
      expect.stringMatching(/^Give your reason: .* below Good and no action\. /),
      "Tick to confirm before you submit",
    ]);
    await submitAudit(page);
    await see(page, "What happens next");
    await page.goto(`${audit}/read`);
    await see(page, "A plan in plain words", "Supervision is rare");
    expect((await page.goto(`${audit}/voices`))?.status()).not.toBe(500);
    expect(await page.locator("main form[data-gov-form] textarea").count()).toBe(0);
  });

  it("shows only what an answer calls for, and what to do before what to know", async () => {
    const page = await browser.open({
      as: "team-manager@demo.example",
      javaScript: false,
      phone: true,
    });
    await page.goto("/");
    await page.locator("main a[href^='/responses/']").first().click();
    const action = named(page, "actions.0.what");
    const reason = named(page, "noneNeededReason");
    expect([await action.isVisible(), await reason.isVisible()]).toEqual([false, false]);
    await choose(page, "answer", "actions");
    expect([await action.isVisible(), await reason.isVisible()]).toEqual([true, false]);
    await action.fill("Put the plan on every agenda");
    await choose(page, "answer", "none-needed");
    expect([await action.isVisible(), await reason.isVisible()]).toEqual([false, true]);
    const top = async (what: string) => (await page.locator(what).first().boundingBox())?.y ?? 0;
    // What helps is folded between what is asked and the form.
    const order = [await top(".los-next"), await top("main aside"), await top("main form")];
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    const suggestion = page.locator("main aside button").first();
    expect(await suggestion.isVisible()).toBe(false);
    await page.locator("main aside summary", { hasText: "Where to act" }).click();
    expect(await suggestion.isVisible()).toBe(true);
    // What stands in a hidden part and contradicts the answer is told, and kept.
    await press(page, "Send the response");
    expect(await summaryOf(page)).toEqual([
      expect.stringMatching(/^Choose “Yes, with these actions” to keep the actions you typed/),
      "Enter why no action is needed",
    ]);
    expect(await top(".govuk-error-summary")).toBeLessThan(await top("h1"));
    expect(await reason.isVisible()).toBe(true);
    await choose(page, "answer", "actions");
    expect(await action.inputValue()).toBe("Put the plan on every agenda");
    expect(await reason.isVisible()).toBe(true);
    // Nor is anything lost by a suggestion: it begins the next action.
    await reason.fill("Not yet");
    await page.locator("main aside summary", { hasText: "Where to act" }).click();
    await go(page, suggestion);
    await see(page, "is in your second action as a draft");
    expect(await page.title()).not.toContain("Error");
    expect(await action.inputValue()).toBe("Put the plan on every agenda");
    expect(await named(page, "actions.1.what").inputValue()).not.toBe("");
    expect(await reason.inputValue()).toBe("Not yet");
  });

  it("a QA lead meets what to do before what to know on a phone", async () => {
    const page = await browser.open({ as: "qa-lead@demo.example", phone: true });
    await page.goto("/programme?year=2023");
    const cycle = page.locator("main a", { hasText: "March 2024 core cycle" }).first();
    await page.goto((await cycle.getAttribute("href")) ?? "");
    const top = async (what: string) => (await page.locator(what).first().boundingBox())?.y ?? 0;
    const order = [await top(".los-next"), await top("main aside"), await top(".los-steps")];
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(new Set(order).size).toBe(3);
  });

  it("a moderator grades blind, commits, compares, and the panel decides", async () => {
    const page = await browser.open({ as: "moderator@demo.example", javaScript: false });
    await page.goto("/moderation");
    const waiting = page.locator("main table a[href^='/moderation/']:not([href*='compare'])");
    const href = (await waiting.first().getAttribute("href")) ?? "";
    await go(page, waiting.first());
    await see(page, "kept from you until you have committed your own");
    await page.goto(`${href}/overall`);
    await named(page, "overall.reason").fill("Typed before anything else");
    await press(page, "Save and come back later");
    await follow(page, "Check your grades and commit");
    await see(page, "9 parts are left");
    expect(await page.locator("main").textContent()).toContain("Typed before anything else");
    expect(await page.locator("main [name=sure]").count()).toBe(0);
    await page.goto(href);
    await gradeBlind(page, "good");
    await press(page, "Commit your grades");
    expect(await summaryOf(page)).toHaveLength(1);
    await choose(page, "sure", "yes");
    await press(page, "Commit your grades");
    await see(page, "The auditor’s are now beside yours");

    await named(page, "feedback").fill("Read every month of the record");
    await press(page, "Record the decision");
    expect(await summaryOf(page)).toContain("Choose what the panel decides");
    expect(await named(page, "feedback").inputValue()).toBe("Read every month of the record");
    // A reason is asked for where the final grade is another than the auditor's, and nowhere else.
    const reasons = page.locator("main textarea[name$='.reason']:visible");
    expect(await reasons.count()).toBe(0);
    const apart = await page.locator("main select[name$='.grade']:visible").all();
    expect(apart.length).toBeGreaterThan(0);
    for (const grade of apart) await grade.selectOption("good");
    expect(await reasons.count()).toBe(apart.length);
    for (const reason of await reasons.all()) {
      await reason.fill("The panel read the same record together");
    }
    await answerMet(page, "quality.");
    // Which case is first hangs on chance: where both gave the same nowhere, there is nothing to accept.
    if ((await named(page, "accept").count()) > 0) await choose(page, "accept", "yes");
    await choose(page, "decision", "final");
    await press(page, "Record the decision");
    await see(page, /^The decision is recorded/);
    const lead = await browser.open({ as: "qa-lead@demo.example", javaScript: false });
    await lead.goto(`${href}/compare`);
    await press(lead, "Confirm this decision");
    await see(lead, /^The decision is taken/);
    await page.goto(href);
    await seeHeading(page, "The panel’s decision on");
  });
});
