/**
 * Owns the demonstration's open cycle of March 2024: audits in every state from allocated to
 * final, one of them Inadequate, two of them late, and a safeguarding concern that waits.
 */

import { addWorkingDays } from "~/rules/core/dates";
import { moderatorConflicts } from "~/rules/moderation/moderators";
import type { PastPair } from "~/rules/sampling/allocation";
import type { Grade } from "~/rules/tools/scale";
import { answersOf, type Written } from "./audit-answers";
import { addAnswers, addAuditRow, type DemoAudit } from "./audit-rows.server";
import { voicesOf } from "./audit-voices";
import type { Book } from "./book.server";
import { idAt, inOrder } from "./chance";
import { at, officeTime } from "./clock";
import { addPassedOverConcern, addWaitingConcern } from "./concerns.server";
import { type AreaTarget, openCycle } from "./core-cycles";
import { addDraw, allocateCases } from "./draws.server";
import { addExercise, addMembers, exerciseTitle, usualLoad } from "./exercise-rows.server";
import { type DemoCase, giveCase, interestsOf } from "./families";
import { dealGrades } from "./figures";
import { addNotice } from "./follow-ups.server";
import { addOpenModerations, openPlan } from "./open-moderations.server";
import type { PlacedPerson, Staff } from "./people.server";
import { addOrder, drawOver, sealedColumns } from "./sealed.server";
import { addSubmission } from "./submissions.server";
import type { PlacedTool } from "./tools.server";

/** The auditors' grades of the 21 submitted so far; all provisional but one. */
const overall: Record<Grade, number> = {
  outstanding: 1,
  good: 12,
  "requires-improvement": 7,
  inadequate: 1,
};
const areas: Record<string, AreaTarget> = {
  "contact-and-referral": { goodOrAbove: 8, notApplicable: 11 },
  assessment: { goodOrAbove: 15, outstanding: 1 },
  planning: { goodOrAbove: 10, inadequate: 1 },
  "direct-work": { goodOrAbove: 14, outstanding: 1 },
  supervision: { goodOrAbove: 10, inadequate: 1 },
  "case-recording": { goodOrAbove: 13 },
  impact: { goodOrAbove: 17, outstanding: 1, inadequate: 1 },
};

/** Not submitted: state, and the date it is due, where two were not extended. */
const unfinished = [
  { state: "started", dueOn: "2024-04-19" },
  { state: "started", dueOn: "2024-04-12" },
  { state: "started", dueOn: "2024-04-12" },
  { state: "started", dueOn: "2024-04-26" },
  { state: "allocated", dueOn: "2024-04-22" },
  { state: "allocated", dueOn: "2024-04-26" },
  { state: "allocated", dueOn: "2024-04-30" },
] as const;

export function addOpenCycle(
  book: Book,
  staff: Staff,
  cases: readonly DemoCase[],
  tool: PlacedTool,
  pastPairs: PastPair[],
  firstIndex: number,
): void {
  const plannedAt = at(openCycle.plannedOn, "11:20");
  const exerciseId = idAt(plannedAt, "exercise", openCycle.month);
  const moderationSeed = `demo-borough-moderation-${openCycle.month}`;
  const { drawn } = addDraw(book, staff, cases, { ...openCycle, exerciseId, careLeavers: true });
  const willow = staff.team("Willow").id;
  const practitioner = staff.account("practitioner");
  const ours = drawn.find((one) => one.teamId === willow);
  if (ours) giveCase(ours, practitioner);
  const auditors = staff.people.filter((person) => person.isAuditor);
  const auditor = staff.account("auditor");
  const load = (person: PlacedPerson) =>
    person === auditor ? { expected: 4, maximum: 5 } : usualLoad();
  addMembers(book, staff, exerciseId, auditors, load);
  const allocated = allocateCases(staff, drawn, openCycle.drawnOn, auditors, load, pastPairs);
  const audits = allocated.map(
    ({ case: one, auditor: person }, n): DemoAudit => ({
      id: idAt(at(openCycle.drawnOn, "10:12"), "audit", openCycle.month, one.reference),
      key: `${openCycle.month} ${one.reference}`,
      exerciseId,
      case: one,
      auditor: person,
      tool,
      grades: { overall: "good", areas: {} },
      index: firstIndex + n,
      releasedAt: at(openCycle.releasedOn, "09:05"),
      startedAt: null,
      submittedAt: null,
      finalAt: null,
      state: "allocated",
      round: 1,
      dueOn: openCycle.auditsDueOn,
    }),
  );
  const waiting = addUnfinished(book, staff, audits);
  const submitted = audits.filter((audit) => !waiting.has(audit));
  gradeSubmitted(staff, submitted);
  for (const audit of submitted) {
    addSubmission(book, staff, audit);
    if (audit.grades.overall === "inadequate") addNotice(book, staff, audit);
  }
  const order = drawOver(moderationSeed, audits, openPlan);
  addExercise(
    book,
    {
      id: exerciseId,
      kind: "core",
      title: exerciseTitle(openCycle.month),
      month: openCycle.month,
      lead_id: staff.account("qa-lead").id,
      tool_version_id: tool.versionId,
      state: "auditing",
      size: openCycle.size,
      moderated: 1,
      audits_due_on: openCycle.auditsDueOn,
      moderation_due_on: openCycle.moderationDueOn,
      responses_due_on: openCycle.responsesDueOn,
      ...sealedColumns(moderationSeed, order, openPlan),
      released_at: at(openCycle.releasedOn, "09:05"),
    },
    plannedAt,
  );
  addOrder(book, exerciseId, order, audits);
  addOpenModerations(book, staff, order, audits);
  for (const audit of audits) addAuditRow(book, staff, audit);
}

/** Seven not submitted: one allocated and one started of them are auditor@'s. */
function addUnfinished(book: Book, staff: Staff, audits: readonly DemoAudit[]): Set<DemoAudit> {
  const auditor = staff.account("auditor");
  const practitioner = staff.account("practitioner");
  const willow = staff.team("Willow").id;
  const mayWait = inOrder(audits, "unfinished").filter(
    (audit) => audit.case.workerId !== practitioner.id && audit.auditor.established,
  );
  const own = mayWait.filter((audit) => audit.auditor === auditor).slice(0, 2);
  const others = mayWait.filter((audit) => audit.auditor !== auditor);
  const concerned = others.find((audit) => audit.case.teamId === willow);
  const rest = others.filter((audit) => audit !== concerned).slice(0, 4);
  if (!concerned || !own[0] || !own[1]) throw new Error("The open cycle lacks an unfinished audit");
  const waiting = [own[0], concerned, ...rest.slice(0, 2), own[1], ...rest.slice(2)];
  waiting.forEach((audit, n) => {
    const plan = unfinished[n];
    if (!plan) return;
    audit.dueOn = plan.dueOn;
    audit.state = plan.state;
    if (plan.state === "allocated") return;
    audit.startedAt = at(addWorkingDays("2024-04-12", -(1 + n)), officeTime(audit.index));
    addAnswers(book, audit, partlyFilled(audit, 2 + (n % 3)), "2024-04-12T15:20:00.000Z");
  });
  addWaitingConcern(book, staff, concerned);
  const passedOver = rest.find((audit) => audit.state === "started");
  if (passedOver) addPassedOverConcern(book, staff, passedOver);
  return new Set(waiting);
}

/** The practitioner's voice and the first few areas. */
function partlyFilled(audit: DemoAudit, areasDone: number): Record<string, string> {
  const definition = audit.tool.definition;
  const done = definition.areas.slice(0, areasDone).map(({ code }) => `area.${code}.`);
  const written: Written = {
    key: audit.key,
    cohort: audit.case.cohort,
    index: audit.index,
    tool: definition,
    grades: {
      overall: "good",
      areas: Object.fromEntries(
        definition.areas.map(({ code }, n) => [
          code,
          n % 3 === 2 ? "requires-improvement" : "good",
        ]),
      ),
    },
    voices: voicesOf(audit.case, audit.index, "2024-04-11"),
    teamOf: () => null,
    counted: { findings: { strengths: 0, developments: 0 }, actions: [] },
  };
  return Object.fromEntries(
    Object.entries(answersOf(written)).filter(
      ([field]) =>
        field.startsWith("voice.practitioner.") || done.some((area) => field.startsWith(area)),
    ),
  );
}

/** Deals the grades, and sees that the one Outstanding is auditor@'s and moderator@ can read the Inadequate one. */
function gradeSubmitted(staff: Staff, submitted: readonly DemoAudit[]): void {
  const disabilities = staff.team("Children with Disabilities").id;
  const finals = dealGrades(
    openCycle.month,
    submitted.map(({ case: one }) => ({
      key: one.reference,
      alwaysGood: one.teamId === disabilities,
      longTerm: one.cohort === "child-in-care" || one.cohort === "care-leaver",
    })),
    overall,
    areas,
  );
  for (const audit of submitted) audit.grades = finals.get(audit.case.reference) ?? audit.grades;
  const auditor = staff.account("auditor");
  const moderator = staff.account("moderator");
  const swap = (grade: Grade, suits: (audit: DemoAudit) => boolean) => {
    const holder = submitted.find((audit) => audit.grades.overall === grade);
    const wanted = submitted.find((audit) => suits(audit));
    if (!holder || !wanted) throw new Error(`No audit of March suits ${grade}`);
    if (suits(holder)) return;
    [holder.grades, wanted.grades] = [wanted.grades, holder.grades];
  };
  swap("outstanding", (audit) => audit.auditor === auditor && audit.case.teamId !== disabilities);
  swap(
    "inadequate",
    (audit) =>
      audit.auditor !== auditor &&
      audit.auditor.established &&
      audit.case.teamId !== disabilities &&
      moderatorConflicts(
        moderator,
        {
          auditorId: audit.auditor.id,
          readers: [],
          caseFacts: interestsOf(staff, audit.case),
        },
        "2024-04-12",
      ).length === 0,
  );
  const first = (audit: DemoAudit) =>
    audit.grades.overall === "outstanding" ||
    audit.grades.overall === "inadequate" ||
    !audit.auditor.established;
  const arrivals = inOrder(submitted, "arrivals").toSorted((a, b) => +first(b) - +first(a));
  arrivals.forEach((audit, n) => {
    const submittedOn = addWorkingDays(openCycle.releasedOn, 8 + Math.floor(n / 2));
    const startedOn = addWorkingDays(submittedOn, -(3 + (audit.index % 4)));
    audit.startedAt = at(startedOn, officeTime(audit.index));
    audit.submittedAt = at(submittedOn, officeTime(audit.index * 3 + 1));
    audit.state = "submitted";
    audit.case.lastAuditedOn = submittedOn;
  });
}
