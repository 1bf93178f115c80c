import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { submitAudit, writeAudit } from "../../support/audit-pages";
import { describeBrowser, type TestBrowser } from "../../support/browser";
import { auditByRequest, gradeByRequest } from "../../support/by-request";
import { figures } from "../../support/council-cycle";
import { cycleTitle, importCases, planAndRelease } from "../../support/cycle-pages";
import {
  answerMet,
  choose,
  fillDate,
  follow,
  go,
  named,
  press,
  see,
  seeHeading,
} from "../../support/pages";

const weakArea = "supervision";
const owner = "Taylor Brook";

// On SQLite a cycle goes the same way in empty.test.ts and re-audits.test.ts; the responses, actions
// and concerns of one are asked of both databases by tests/web and tests/db.
describeBrowser(
  "The whole thread of a core cycle",
  (browser) => {
    it("goes from the imported case to the verified action", async () => {
      const lead = await browser.open({ as: "qa-lead@demo.example" });
      await importCases(lead);
      const exerciseId = await planAndRelease(lead);
      const auditIds = await writeAndSubmit(browser, lead, exerciseId);
      await moderate(browser, lead, exerciseId, auditIds[0] ?? "");
      await closeAndReport(browser, lead, exerciseId);
      await respondAndLearn(browser, lead, exerciseId);
      await readTrends(lead);
    });
  },
  { database: "postgres" },
);

const strength = "The worker knows this child well";
const development = "Supervision does not come back to the plan";

/** The auditor writes all three, raises a concern on the first, and submits. Their ids, in order. */
async function writeAndSubmit(
  browser: TestBrowser,
  lead: Page,
  exerciseId: string,
): Promise<string[]> {
  const auditor = await browser.open({ as: "auditor@demo.example" });
  const auditIds = await listAudits(auditor, lead, exerciseId);
  const [first = "", ...others] = auditIds;

  await writeAudit(auditor, first, {
    usual: "requires-improvement",
    areas: { [weakArea]: "inadequate" },
    overall: "inadequate",
    strength,
    development,
    actions: { [weakArea]: "Bring the plan to the next supervision" },
  });
  await raiseAndAcknowledge(browser, auditor, first);
  await auditor.goto(`/audits/${first}/check`);
  await press(auditor, "Submit the audit");
  await auditor.locator(".govuk-error-summary").waitFor();
  await submitAudit(auditor);
  await see(auditor, "the panel will moderate it");

  const manager = await browser.open({ as: "team-manager@demo.example" });
  await manager.goto(`/audits/${first}/read`);
  await see(manager, strength, "Bring the plan to the next supervision", /provisional/i);

  // Its pages are walked: these are filled in by the same forms.
  for (const auditId of others) await auditByRequest(auditor, auditId, () => "good");
  await lead.goto(`/exercises/${exerciseId}`);
  await see(lead, "3 of 3 submitted");
  return auditIds;
}

/**
 * The audits of the cycle, as they wait on the auditor's own home page; first one that the only
 * moderator with an account has no part in, so that it can be theirs to grade.
 */
async function listAudits(auditor: Page, lead: Page, exerciseId: string): Promise<string[]> {
  await lead.goto(`/exercises/${exerciseId}/allocate`);
  const references = await lead.locator("main table").last().locator("tbody th").allInnerTexts();
  expect(references).toHaveLength(3);
  const free: string[] = [];
  const tied: string[] = [];
  await auditor.goto("/");
  for (const reference of references.map((words) => words.trim())) {
    const link = auditor.locator("main a[href^='/audits/']", { hasText: reference }).first();
    const auditId = (await link.getAttribute("href"))?.split("/")[2] ?? "";
    await lead.goto(`/caseload?reference=${reference}`);
    await go(lead, lead.locator("main table a", { hasText: reference }).first());
    await see(lead, "Reviewing officer");
    const words = await lead.locator("main").textContent();
    (words?.includes("Morgan Selby") ? tied : free).push(auditId);
  }
  return [...free, ...tied];
}

async function raiseAndAcknowledge(browser: TestBrowser, auditor: Page, auditId: string) {
  await auditor.goto(`/audits/${auditId}/areas/${weakArea}`);
  await follow(auditor, /safeguarding concern/i);
  await seeHeading(auditor, "Raise a safeguarding concern");
  await named(auditor, "what").fill("No one has seen the child for three weeks");
  await named(auditor, "spokenTo").fill("The team manager, by telephone");
  await auditor.getByText(": change when").click();
  await named(auditor, "spokenTime").fill("00:01");
  await press(auditor, "Send the concern");
  await see(auditor, "Waiting to be acknowledged");
  const concern = new URL(auditor.url()).pathname;

  for (const who of ["service-manager", "team-manager"]) {
    const alerted = await browser.open({ as: `${who}@demo.example` });
    await alerted.goto("/");
    await go(alerted, alerted.locator(`main a[href="${concern}"]`).first());
    await see(alerted, "No one has seen the child for three weeks");
    if (who === "service-manager") continue;
    await press(alerted, "Acknowledge");
    await see(alerted, /^Enter/);
    await named(alerted, "done").fill("Visited this morning; the child is safe");
    await press(alerted, "Acknowledge");
    await see(alerted, "You have acknowledged this concern");
  }
  await auditor.goto(concern);
  await see(auditor, "Visited this morning; the child is safe");
}

/** The selection is the Inadequate one; graded blind, compared, decided a grade higher. */
async function moderate(browser: TestBrowser, lead: Page, exerciseId: string, auditId: string) {
  await lead.goto(`/exercises/${exerciseId}/moderation`);
  await see(lead, "1 of 3 submitted audits is selected", "0 decided", "Morgan Selby");

  const moderator = await browser.open({ as: "moderator@demo.example" });
  await moderator.goto("/moderation");
  await go(moderator, moderator.locator(`main a[href="/moderation/${auditId}"]`).first());
  await see(moderator, "kept from you until you have committed your own");
  const supervision = await moderator.request.get(`/moderation/${auditId}/areas/supervision`);
  const content = await supervision.text();
  expect(content).not.toContain("Why supervision is graded so");
  expect(content).toContain("What the record shows of supervision");
  // Page by page whole-moderation.test.ts grades, with and without scripts.
  await gradeByRequest(moderator, auditId, () => "requires-improvement");
  await moderator.goto(`/moderation/${auditId}/compare`);
  await see(moderator, "One step up");

  await press(moderator, "Record the decision");
  await moderator.locator(".govuk-error-summary").waitFor();
  for (const part of [`areas.${weakArea}`, "overall"]) {
    await named(moderator, `${part}.grade`).selectOption("requires-improvement");
    await named(moderator, `${part}.reason`).fill("Weak, but the child was seen");
  }
  await answerMet(moderator, "quality.");
  await choose(moderator, "accept", "yes");
  await choose(moderator, "decision", "final");
  await named(moderator, "feedback").fill("A careful audit; weigh what the child said more");
  await press(moderator, "Record the decision");
  await see(moderator, "The decision is recorded", "It waits for one of");

  // A second person takes it, by their own sign-in; then its corrections are waited for.
  await lead.goto("/");
  await go(lead, lead.locator(`main a[href="/moderation/${auditId}/compare"]`).first());
  await see(lead, "Morgan Selby recorded it", "Weak, but the child was seen");
  await press(lead, "Confirm this decision");
  await see(lead, "The decision is taken", "corrections are taken until 22 April 2024");
  await lead.goto(`/audits/${auditId}/read`);
  await see(lead, "Waits for corrections");
  await browser.later(8);
  // The server makes it final in its own time, soon after it has started.
  const shown = async () => {
    await lead.goto(`/audits/${auditId}/read`);
    return lead.locator("main").textContent();
  };
  await expect.poll(shown).toContain("Upgraded on 15 April 2024, by Morgan Selby and");

  const auditor = await browser.open({ as: "auditor@demo.example" });
  await auditor.goto("/");
  await go(auditor, auditor.locator(`main a[href="/moderation/${auditId}/feedback"]`).first());
  await see(auditor, "A careful audit; weigh what the child said more");
  await press(auditor, "I have read this feedback");
  await see(auditor, "It is recorded that you have read the panel’s feedback");
}

async function closeAndReport(browser: TestBrowser, lead: Page, exerciseId: string) {
  await lead.goto(`/exercises/${exerciseId}`);
  await follow(lead, "Close auditing");
  await see(lead, "Every audit is submitted");
  await press(lead, "Close auditing");
  await see(lead, "Auditing is closed. Moderation goes on from here");
  await lead.goto(`/exercises/${exerciseId}/moderation`);
  await see(lead, /of 3 audits is no whole number, so the nearest above is taken: 1/, "1 decided");
  await go(lead, lead.locator("main").getByRole("link", { name: "Close moderation" }));
  await see(lead, "2 audits that nobody moderated keep the auditor’s grades");
  await choose(lead, "sure", "yes");
  await press(lead, "Close moderation");
  await see(lead, "2 audits made final, 1 team asked to respond by");
  expect(await lead.locator("main").textContent()).not.toContain("graded Inadequate overall");

  await follow(lead, "Read the report");
  await lead.waitForURL("**/report");
  await seeHeading(lead, cycleTitle);
  await see(lead, "Cycle report", "Final");
  const [overall] = await figures(lead, /^Grades by practice area/);
  expect(overall).toEqual(["Overall grade", "0", "2", "1", "0"]);
  await see(lead, "2 of 3");

  const leader = await browser.open({ as: "leader@demo.example" });
  await leader.goto(`/exercises/${exerciseId}/report`);
  await see(leader, "2 of 3");
}

const promised = "Put the plan on every supervision agenda";

/** The team manager promises an action; its owner completes it; someone else verifies it. */
async function respondAndLearn(browser: TestBrowser, lead: Page, exerciseId: string) {
  const manager = await browser.open({ as: "team-manager@demo.example" });
  await manager.goto("/");
  await go(
    manager,
    manager.locator("main a[href^='/responses/']", { hasText: "May 2024" }).first(),
  );
  await seeHeading(manager, "Respond to the report");
  await choose(manager, "answer", "actions");
  await named(manager, "actions.0.what").fill(promised);
  await named(manager, "actions.0.why").fill("The report shows supervision as the weakest area");
  await named(manager, "actions.0.area").selectOption(weakArea);
  await named(manager, "actions.0.ownerId").selectOption({ label: `${owner}, team manager` });
  await fillDate(manager, "actions.0.dueOn", "2024-06-28");
  await named(manager, "actions.0.successMeasure").fill("Ten files in ten show it in July");
  await press(manager, "Send the response");
  await see(manager, "its actions are in the learning log");
  await lead.goto(`/exercises/${exerciseId}/responses`);
  await see(lead, "Willow", "Answered");

  await manager.goto("/learning-log");
  await follow(manager, promised);
  await manager.waitForURL(/\/learning-log\/[\w-]+$/);
  const action = new URL(manager.url()).pathname;
  await choose(manager, "move", "complete");
  await named(manager, "evidence").fill("The agenda, and ten supervision records of April");
  await press(manager, "Save");
  await see(manager, "Completed", "Someone else will now verify");
  expect(await named(manager, "impact").count()).toBe(0);

  const service = await browser.open({ as: "service-manager@demo.example" });
  await service.goto(action);
  await named(service, "impact").fill("The plan is discussed in each supervision");
  await named(service, "howKnown").fill("I read ten files of May");
  await press(service, "Verify its impact");
  await see(service, "The plan is discussed in each supervision", "Impact verified");
}

async function readTrends(lead: Page): Promise<void> {
  await lead.goto("/trends");
  expect(await lead.locator("main").textContent()).toContain("May 2024");
  const answer = await lead.request.get("/trends.json?from=2024-05&to=2024-05");
  expect((await answer.json()).cycles).toEqual([
    {
      month: "2024-05",
      toolVersion: 2,
      audits: 3,
      overall: { outstanding: 0, good: 2, requiresImprovement: 1, inadequate: 0 },
      goodOrAbove: { count: 2, of: 3, percent: 67 },
    },
  ]);
}
