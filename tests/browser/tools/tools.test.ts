import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { axe, describeBrowser } from "../../support/browser";
import { planAndRelease } from "../../support/cycle-pages";
import { choose, follow, go, named, press, see, seeHeading } from "../../support/pages";

const added = "What stood in the way of seeing the child alone?";
const newWords = "The assessment is current, and the child was seen alone and listened to.";
const seenAlone = "area.assessment.prompt.assessment-child-seen";

/** Opens the draft of the core tool, begun if it is not there yet. */
async function openDraft(lead: Page): Promise<string> {
  await lead.goto("/programme");
  await follow(lead, /^Audit tools/);
  await follow(lead, "Reflective core audit");
  const begun = lead.getByRole("link", { name: "Go on with the draft" });
  if ((await begun.count()) > 0) await go(lead, begun);
  else await press(lead, "Start a draft");
  await seeHeading(lead, "Draft of Reflective core audit");
  return new URL(lead.url()).pathname;
}

/** The page passes axe as it stands, wide and on a phone. */
async function passes(page: Page): Promise<void> {
  expect(await axe(page)).toEqual([]);
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await axe(page)).toEqual([]);
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wider, `${page.url()} scrolls sideways on a phone`).toBeLessThanOrEqual(0);
  if (size) await page.setViewportSize(size);
}

describeBrowser("The audit tool", (browser) => {
  it("is changed, previewed, compared and published, and an auditor meets it", async () => {
    const lead = await browser.open({ as: "qa-lead@demo.example" });
    const draft = await openDraft(lead);
    await passes(lead);
    await follow(lead, "Assessment");
    await seeHeading(lead, "Assessment");
    await passes(lead);
    await named(lead, "descriptors.good").fill(newWords);
    await press(lead, "Add a prompt");
    await seeHeading(lead, "Prompt 7 of 7");
    await named(lead, "text").fill(added);
    await choose(lead, "answer", "text");
    await choose(lead, "required", "yes");
    await choose(lead, "asked", "if");
    await named(lead, "ifPrompt").selectOption("assessment-child-seen");
    await choose(lead, "ifAnswers", "no");
    await passes(lead);
    await press(lead, "Save this prompt");
    await seeHeading(lead, "Assessment");
    // It stands last: it is moved up to the prompt that it depends on.
    for (let place = 7; place > 4; place -= 1) {
      await press(lead, `Move up of prompt ${place}`);
      await lead
        .locator(`li:nth-child(${place - 1}) textarea`)
        .filter({ hasText: added })
        .waitFor();
    }
    expect(await named(lead, "descriptors.good").inputValue()).toBe(newWords);

    await lead.goto(draft);
    await see(lead, "Changed");
    await follow(lead, "Preview as an auditor");
    await see(lead, "This is how an auditor sees it");
    await follow(lead, "Assessment");
    await seeHeading(lead, "Assessment");
    const asked = lead.getByLabel(added);
    expect(await asked.isVisible()).toBe(false);
    await choose(lead, seenAlone, "no");
    await asked.waitFor({ state: "visible" });
    await choose(lead, seenAlone, "yes");
    await asked.waitFor({ state: "hidden" });
    await passes(lead);

    await lead.goto(draft);
    await follow(lead, /^See what changed/);
    await see(lead, "A prompt is added", "The descriptor of Good changes", added);
    expect(await lead.locator("ins").first().textContent()).not.toBe("");
    await passes(lead);
    await lead.goto(draft);
    await follow(lead, "Publish version 2.1");
    await see(lead, "trends run on");
    await passes(lead);
    await named(lead, "note").fill("Asks why a child was not seen alone");
    await press(lead, "Publish");
    await see(lead, "Version 2.1 is published", "Asks why a child was not seen alone");
    await see(lead, "March 2024 core cycle");
    await passes(lead);

    await planAndRelease(lead);
    await see(lead, "Reflective core audit, version 2.1");
    const auditor = await browser.open({ as: "auditor@demo.example" });
    const audit = await findNew(auditor);
    await auditor.goto(`${audit}/areas/assessment`);
    await see(auditor, newWords);
    const prompt = auditor.getByLabel(added);
    expect(await prompt.isVisible()).toBe(false);
    await choose(auditor, seenAlone, "no");
    await prompt.waitFor({ state: "visible" });
    await press(auditor, "Save and continue");
    await seeHeading(auditor, "Planning");
    await auditor.goto(`${audit}/check`);
    await see(auditor, `Answer “${added}”`);
    await auditor.goto(`${audit}/areas/assessment`);
    await auditor.getByLabel(added).fill("The family was abroad");
    await press(auditor, "Save and continue");
    await seeHeading(auditor, "Planning");
    await auditor.goto(`${audit}/check`);
    await seeHeading(auditor, "Check your answers");
    expect(await auditor.getByText(`Answer “${added}”`).count()).toBe(0);
    // Answered otherwise, it is asked no more, and what was written is kept for when it is.
    await auditor.goto(`${audit}/areas/assessment`);
    await choose(auditor, seenAlone, "yes");
    await auditor.getByLabel(added).waitFor({ state: "hidden" });
    await press(auditor, "Save and continue");
    await seeHeading(auditor, "Planning");
    await auditor.goto(`${audit}/check`);
    await seeHeading(auditor, "Check your answers");
    expect(await auditor.getByText("The family was abroad").count()).toBe(0);
    await auditor.goto(`${audit}/areas/assessment`);
    await choose(auditor, seenAlone, "no");
    expect(await auditor.getByLabel(added).inputValue()).toBe("The family was abroad");
  });

  it("brings up a prompt without scripts once the page is saved", async () => {
    const lead = await browser.open({ as: "qa-lead@demo.example", javaScript: false });
    await lead.goto("/tools");
    await follow(lead, "Reflective core audit");
    await follow(lead, "See it as an auditor does");
    await see(lead, "This is how an auditor sees it");
    await follow(lead, "Assessment");
    expect(await lead.getByLabel(added).isVisible()).toBe(false);
    await choose(lead, seenAlone, "no");
    await press(lead, "See what these answers bring up");
    expect(await lead.getByLabel(added).isVisible()).toBe(true);

    const auditor = await browser.open({ as: "auditor@demo.example", javaScript: false });
    const audit = await findNew(auditor, "last");
    await auditor.goto(`${audit}/areas/assessment`);
    await choose(auditor, seenAlone, "yes");
    await press(auditor, "Save and continue");
    await auditor.goto(`${audit}/areas/assessment`);
    expect(await auditor.getByLabel(added).isVisible()).toBe(false);
    await choose(auditor, seenAlone, "no");
    await press(auditor, "Save and continue");
    // The page comes again, because its answers brought up what could not be seen before.
    expect(new URL(auditor.url()).pathname).toBe(`${audit}/areas/assessment`);
    expect(await auditor.getByLabel(added).isVisible()).toBe(true);
  });

  it.each([true, false])(
    "asks questions of its own about the audit; with scripts: %s",
    async (javaScript) => {
      const lead = await browser.open({ as: "qa-lead@demo.example", javaScript });
      const draft = await openDraft(lead);
      await follow(lead, "Questions about the audit itself");
      await seeHeading(lead, "Questions about the audit itself");
      await see(lead, "This tool asks the usual questions");
      if (javaScript) await passes(lead);
      await press(lead, "Change them for this tool");
      const questions = lead.getByLabel(/^Question \d$/);
      await questions.first().waitFor();
      const before = await questions.count();
      await press(lead, "Add a question");
      await questions.nth(before).waitFor();
      await questions.nth(before).fill("Was the record read before anyone was asked?");
      await lead.getByLabel("What to look for").nth(before).fill("x".repeat(3000));
      await press(lead, "Save");
      await see(lead, /Shorten what to look for to [\d,]+ characters or fewer/);
      expect(await questions.nth(before).inputValue()).toContain("Was the record read");
      if (javaScript) await passes(lead);
      await lead.getByLabel("What to look for").nth(before).fill("Dates of reading");
      await press(lead, `Move up question ${before + 1}`);
      await lead
        .locator(`li:nth-child(${before}) textarea`)
        .filter({ hasText: "Was the record read" })
        .waitFor();
      await press(lead, "Save");
      await seeHeading(lead, "Draft of Reflective core audit");
      await see(lead, "The questions about the audit are saved");
      await lead.goto(`${draft}/audit-quality`);
      await press(lead, "Go back to the usual questions");
      await see(lead, "This tool asks the usual questions");
    },
  );

  it("becomes a major version when an area is not graded any more", async () => {
    const lead = await browser.open({ as: "qa-lead@demo.example" });
    const draft = await openDraft(lead);
    await follow(lead, "Case recording");
    await seeHeading(lead, "Case recording");
    await named(lead, "graded").uncheck();
    await press(lead, "Save");
    await seeHeading(lead, "Draft of Reflective core audit");
    await see(lead, "break trends");
    await lead.goto(`${draft}/publish`);
    await see(lead, "Publish version 3", "Case recording is not graded any more");
    await see(lead, "Trends will show a break from the first cycle that uses it.");
    await press(lead, "Publish");
    await see(lead, "Version 3 is published", "Breaks trends");
    await follow(lead, "See it as an auditor does");
    await see(lead, "This is how an auditor sees it");
    await follow(lead, "Case recording");
    await seeHeading(lead, "Case recording");
    await see(lead, "Commentary");
    expect(await lead.getByText("Why this grade?").count()).toBe(0);
  });
});

/** An audit on the list that is done with the new version: its Assessment holds the added prompt. */
async function findNew(page: Page, which: "first" | "last" = "first"): Promise<string> {
  await page.goto("/");
  const links = page.locator("main a[href^='/audits/']");
  const hrefs = await links.evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  for (const href of which === "first" ? hrefs : hrefs.reverse()) {
    const audit = href?.match(/^\/audits\/[\w-]+/)?.[0];
    if (!audit) continue;
    const answer = await page.request.get(`${audit}/areas/assessment`);
    if (answer.ok() && (await answer.text()).includes(added)) return audit;
  }
  throw new Error("No audit of the new version waits on this home page");
}
