/**
 * One audit goes all the way through moderation: graded blind, sent back with a date, corrected,
 * graded afresh, decided, looked at a second time, and closed; with scripts on one database, and
 * without them on the other: what a form posts is the same either way.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dateInLondon, dateOf, daysBetween } from "~/rules/core/dates";
import { openDatabase } from "~db/core/open.server";
import { gradeBlind, submitAudit } from "../../support/audit-pages";
import { describeBrowser } from "../../support/browser";
import { addSelected, hidden, voicesHeard } from "../../support/moderated";
import { answerMet, choose, fillDate, follow, go, named, press, see } from "../../support/pages";
import { makeWorld, type World, worldMorning } from "../../support/world";

const toCorrect = "Say what the father was asked";
const corrected = "The father was asked twice, and his answer is recorded";
const reasons = "The father’s answer is weighed in none of the reasons";

for (const [database, javaScript] of [
  ["sqlite", true],
  ["postgres", false],
] as const) {
  describeBrowser(
    `Moderation from blind grading to its close (${database})`,
    (browser) => {
      let world: World;
      beforeAll(async () => {
        world = await makeWorld(openDatabase(browser.database));
        await world.addPerson("Nell Archer", "moderator");
        const today = dateInLondon(new Date());
        await browser.later(-daysBetween(dateOf(worldMorning), today));
      });
      afterAll(() => world?.db.destroy());

      it(`goes on ${javaScript ? "with" : "without"} scripts`, async () => {
        const cycle = await addCycle(world);
        const { qaLead, ...people } = world.people;
        const open = (who: { email: string }) =>
          browser.open({ as: who.email, afresh: true, javaScript });
        const moderator = await open(people.moderator);
        const lead = await open(qaLead);
        const auditor = await open(people.auditor);

        await commitBlind(moderator, cycle.auditId, {
          grade: "outstanding",
          found: "Commentary on assessment",
        });
        await sendBack(moderator, lead, cycle.auditId);
        await correct(auditor, cycle.auditId);
        await commitBlind(moderator, cycle.auditId, { grade: "good", found: corrected });
        await decide(moderator, lead, cycle.auditId);
        await askAgain(auditor, cycle.auditId);
        await refuseToClose(lead, cycle);
        await answer(lead, await open({ email: "nell.archer@world.example" }), cycle);
        await close(lead, auditor, cycle);
      });
    },
    { database, demonstration: false },
  );
}

type Cycle = { auditId: string; exerciseId: string };

/** A cycle in moderation with one audit, which its moderator is to grade. */
async function addCycle(world: World): Promise<Cycle> {
  const { id: exerciseId } = await world.addExercise({ state: "moderating" });
  const audit = await addSelected(world, world.people.moderator, { exerciseId });
  await world.addAnswers(audit.id, voicesHeard);
  return { auditId: audit.id, exerciseId };
}

/** Every page of grading keeps the auditor's grades and reasons until the moderator's are committed. */
async function commitBlind(
  moderator: Page,
  auditId: string,
  { grade, found }: { grade: "good" | "outstanding"; found: string },
): Promise<void> {
  await moderator.goto("/");
  await go(moderator, moderator.locator(`main a[href="/moderation/${auditId}"]`).first());
  await see(moderator, "kept from you until you have committed your own");
  for (const page of ["", "/areas/assessment", "/found", "/overall", "/commit", "/compare"]) {
    const shown = await moderator.request.get(`/moderation/${auditId}${page}`);
    expect(await shown.text(), page).not.toContain(hidden);
  }
  const area = await moderator.request.get(`/moderation/${auditId}/areas/assessment`);
  expect(await area.text()).toContain(found);
  await gradeBlind(moderator, grade);
  await choose(moderator, "sure", "yes");
  await press(moderator, "Commit your grades");
  await see(moderator, "The auditor’s are now beside yours", hidden);
}

/** What the panel decides is recorded by its moderator and taken by the lead, from their home. */
async function takenByTwo(moderator: Page, lead: Page, auditId: string): Promise<void> {
  await press(moderator, "Record the decision");
  await see(moderator, "The decision is recorded", "It waits for one of");
  await lead.goto("/");
  await go(lead, lead.locator(`main a[href="/moderation/${auditId}/compare"]`).first());
  await see(lead, "Mo Lindqvist recorded it");
  await press(lead, "Confirm this decision");
}

async function sendBack(moderator: Page, lead: Page, auditId: string): Promise<void> {
  await answerQuality(moderator);
  await choose(moderator, "decision", "returned");
  await press(moderator, "Record the decision");
  await see(moderator, "Enter what the auditor must correct");
  await named(moderator, "whatToMend").fill(toCorrect);
  await fillDate(moderator, "dueOn", "2024-04-24");
  await takenByTwo(moderator, lead, auditId);
  await see(lead, toCorrect);
}

const answerQuality = async (page: Page) => {
  await answerMet(page, "quality.");
};

async function correct(auditor: Page, auditId: string): Promise<void> {
  await auditor.goto("/");
  await go(auditor, auditor.locator(`main a[href="/moderation/${auditId}/feedback"]`).first());
  await see(auditor, toCorrect, "Submit the audit again by 24 April 2024");
  expect(await auditor.locator("main").textContent()).not.toContain("The moderator’s reason");
  await follow(auditor, "Open the audit");
  await auditor.goto(`/audits/${auditId}/areas/assessment`);
  await named(auditor, "area.assessment.commentary").fill(corrected);
  await press(auditor, "Save and continue");
  await auditor.waitForURL((url) => !url.pathname.endsWith("/areas/assessment"));
  await auditor.goto(`/audits/${auditId}/check`);
  await submitAudit(auditor);
}

async function decide(moderator: Page, lead: Page, auditId: string): Promise<void> {
  for (const grade of await moderator.locator("main select[name$='.grade']:visible").all())
    await grade.selectOption("good");
  for (const reason of await moderator.locator("main textarea[name$='.reason']:visible").all())
    await reason.fill("The panel read the same record together");
  await answerQuality(moderator);
  if (await named(moderator, "accept").count()) await choose(moderator, "accept", "yes");
  await choose(moderator, "decision", "final");
  await named(moderator, "feedback").fill("A careful audit; weigh the father’s answer");
  await takenByTwo(moderator, lead, auditId);
  await see(lead, "Decided on");
}

async function askAgain(auditor: Page, auditId: string): Promise<void> {
  await auditor.goto("/");
  await go(auditor, auditor.locator(`main a[href="/moderation/${auditId}/feedback"]`).first());
  await see(auditor, "A careful audit; weigh the father’s answer");
  await press(auditor, "I have read this feedback");
  await see(auditor, "It is recorded that you have read the panel’s feedback");
  await follow(auditor, "ask the panel for a second look");
  await press(auditor, "Ask for a second look");
  await see(auditor, "Enter why the panel should look again");
  await named(auditor, "reasons").fill(reasons);
  await press(auditor, "Ask for a second look");
  await see(auditor, "Waits for the panel", reasons);
}

async function refuseToClose(lead: Page, { exerciseId }: Cycle): Promise<void> {
  await lead.goto(`/exercises/${exerciseId}/close`);
  await see(lead, "Still outstanding", "waits for the panel’s answer to a second look");
  expect(await lead.getByRole("button", { name: "Close moderation" }).count()).toBe(0);
}

/** The lead took the first decision, so that the answer waits for someone who did not. */
async function answer(lead: Page, fresh: Page, { auditId }: Cycle): Promise<void> {
  const at = `/moderation/${auditId}/second-look/answer`;
  await lead.goto("/");
  await go(lead, lead.locator(`main a[href^="${at}"]`).first());
  await see(lead, reasons, "one of them is new to it: Nell Archer");
  await named(lead, "areas.plo").selectOption("requires-improvement");
  await named(lead, "reason").fill("The letter was late, seen again");
  await press(lead, "Record the answer");
  await see(lead, "Quinn Ashby recorded it", /It waits for one of: .*Nell Archer/);
  await fresh.goto("/");
  await go(fresh, fresh.locator(`main a[href^="${at}"]`).first());
  await press(fresh, "Confirm this answer");
  await see(fresh, "Answered");
}

async function close(lead: Page, auditor: Page, { auditId, exerciseId }: Cycle): Promise<void> {
  await auditor.goto(`/moderation/${auditId}/second-look`);
  await see(auditor, "Good to Requires improvement", "The letter was late, seen again");
  await lead.goto(`/exercises/${exerciseId}/close`);
  await choose(lead, "sure", "yes");
  await press(lead, "Close moderation");
  await see(lead, "Moderation is closed");
}
