/**
 * Owns the demonstration's thematic audits and dip samples: cases that fit their terms, answers
 * that add up to their tallies, findings, and the chain of what prompted what.
 */
import { addWorkingDays } from "~/rules/core/dates";
import type { Book } from "./book.server";
import { openOn } from "./caseload.server";
import { idAt, inOrder } from "./chance";
import { at, officeTime } from "./clock";
import { addExercise } from "./exercise-rows.server";
import type { DemoCase } from "./families";
import type { PlacedPerson, Staff } from "./people.server";
import { addSampleActions } from "./sample-actions.server";
import { type PlacedSample, type SampleFinding, samplePlans } from "./sample-plan";
import { addTool } from "./tools.server";
import type { DemoExercise, DemoTally } from "./words/exercise-shape";
import { demoExercises } from "./words/exercises";

export function addSamples(book: Book, staff: Staff, cases: readonly DemoCase[]): void {
  const ids = new Map<string, string>();
  demoExercises.forEach((words) => {
    const plan = samplePlans[words.key];
    if (!plan) throw new Error(`No dates are given for ${words.key}`);
    const plannedAt = at(plan.plannedOn, "13:40");
    const id = idAt(plannedAt, "exercise", words.key);
    ids.set(words.key, id);
    const lead = staff.withTitle(plan.lead)[0];
    if (!lead) throw new Error(`Nobody is ${plan.lead}`);
    const sample = { id, words, plan, lead, reviewers: reviewersOf(staff, words) };
    addExerciseOf(book, staff, sample, ids.get(words.promptedBy ?? "") ?? null, plannedAt);
    addReviewers(book, sample);
    if (!plan.releasedOn || !plan.closedOn) return;
    addCases(book, staff, sample, casesFor(staff, cases, sample, plan.releasedOn));
    const findings = addFindings(book, sample, at(plan.closedOn, "15:10"));
    addSampleActions(book, staff, sample, findings);
  });
}

function addExerciseOf(
  book: Book,
  staff: Staff,
  { id, words, plan, lead }: PlacedSample,
  promptedById: string | null,
  plannedAt: string,
): void {
  const [tool] = addTool(
    book,
    { kind: words.kind, key: words.key, name: words.title, shared: false, position: 0 },
    [{ major: 1, at: plannedAt, definition: words.tool }],
  );
  addExercise(
    book,
    {
      id,
      kind: words.kind,
      title: words.title,
      month: words.month,
      service_id: plan.service ? (staff.serviceIds.get(plan.service) ?? null) : null,
      lead_id: lead.id,
      tool_version_id: tool?.versionId ?? null,
      state: words.state,
      size: words.caseCount,
      trigger_kind: words.triggerKind,
      trigger_text: words.trigger,
      prompted_by_id: promptedById,
      rationale: words.rationale,
      lines_of_enquiry: words.linesOfEnquiry.join("\n"),
      methodology: words.methodology,
      next_steps: words.nextSteps,
      audits_due_on: plan.dueOn,
      released_at: plan.releasedOn ? at(plan.releasedOn, "09:30") : null,
      closed_at: plan.closedOn ? at(plan.closedOn, "15:40") : null,
    },
    plannedAt,
  );
}

/** Those who hold the posts named, as many as were said to take part; nobody twice. */
function reviewersOf(staff: Staff, words: DemoExercise): PlacedPerson[] {
  const found: PlacedPerson[] = [];
  for (const { role, count } of words.reviewerRoles) {
    const inPost = preferred(staff, words, staff.withTitle(role)).filter(
      (person) => !found.includes(person),
    );
    found.push(...inPost.slice(0, count));
  }
  return found;
}

/** A care leavers' audit is read by their team's manager, an exploitation one by the front door's. */
function preferred(staff: Staff, words: DemoExercise, people: PlacedPerson[]): PlacedPerson[] {
  const first = words.key.startsWith("pathway")
    ? ["Care and Leaving Care"]
    : words.key.startsWith("exploitation")
      ? ["MASH", "Referral and Assessment", "Early Help"]
      : ["Referral and Assessment", "Willow", "Rowan", "Children with Disabilities"];
  const rank = (person: PlacedPerson) => {
    const at = first.findIndex((name) => staff.team(name).id === person.teamId);
    return at < 0 ? first.length : at;
  };
  return people.toSorted((a, b) => rank(a) - rank(b));
}

function addReviewers(book: Book, { id, words, reviewers }: PlacedSample): void {
  const roles = words.reviewerRoles.flatMap(({ role, count }) =>
    Array.from({ length: count }, () => role),
  );
  reviewers.forEach((person, n) => {
    book.add("exercise_member", {
      exercise_id: id,
      person_id: person.id,
      part: "reviewer",
      role_text: roles[n] ?? "",
      agency: "",
      expected: 0,
      maximum: 0,
    });
  });
}

/** Cases of the stated mix, one child of a family, open when they were chosen. */
function casesFor(
  staff: Staff,
  cases: readonly DemoCase[],
  { words, plan }: PlacedSample,
  on: string,
): DemoCase[] {
  const service = plan.service ? staff.serviceIds.get(plan.service) : undefined;
  const exploitation = words.key.startsWith("exploitation");
  const families = new Set<string | null>();
  return Object.entries(words.cohortMix).flatMap(([cohort, count]) => {
    const fitting = inOrder(openOn(cases, on), words.key, cohort).filter(
      (one) =>
        one.cohort === cohort &&
        !one.sensitive &&
        (!service || staff.teamById(one.teamId).serviceId === service) &&
        (!exploitation || (one.age ?? 0) >= 11),
    );
    const chosen: DemoCase[] = [];
    for (const one of fitting) {
      if (chosen.length === count) break;
      if (families.has(one.familyReference)) continue;
      families.add(one.familyReference);
      chosen.push(one);
    }
    if (chosen.length < count) throw new Error(`Too few cases fit ${words.key}`);
    return chosen;
  });
}

const answerCodes = {
  met: "met",
  partly: "partly",
  notMet: "not-met",
  notApplicable: "not-applicable",
} as const;

/** One answer a case, as many of each as the tally says, in an order of its own. */
function answersOf(tally: DemoTally, key: string): string[] {
  const all = Object.entries(answerCodes).flatMap(([part, code]) =>
    Array.from({ length: tally[part as keyof typeof answerCodes] }, () => code),
  );
  return inOrder(all, "tally", key, tally.question);
}

function addCases(book: Book, staff: Staff, sample: PlacedSample, cases: DemoCase[]): void {
  const { id, words, plan, lead, reviewers } = sample;
  const releasedOn = plan.releasedOn ?? plan.plannedOn;
  const answers = words.tallies.map((tally) => ({
    code: tally.question,
    byCase: answersOf(tally, words.key),
  }));
  cases.forEach((one, n) => {
    const reader = reviewers[n % reviewers.length] ?? lead;
    const team = staff.teamById(one.teamId);
    const releasedAt = at(releasedOn, "09:30");
    const readOn = addWorkingDays(releasedOn, 2 + (n % 8));
    const savedAt = at(readOn, officeTime(n * 11));
    const closedAt = at(plan.closedOn ?? readOn, "15:40");
    const auditId = idAt(releasedAt, "audit", words.key, one.reference);
    book.add("audit", {
      id: auditId,
      exercise_id: id,
      case_id: one.id,
      team_id: team.id,
      service_id: team.serviceId,
      cohort: one.cohort,
      worker_id: one.workerId,
      auditor_id: null,
      override_reason: null,
      state: "final",
      round: 1,
      due_on: plan.dueOn,
      origin: "chosen",
      origin_reason: "Fits the cohort and was open when cases were chosen.",
      previous_audit_id: null,
      started_at: savedAt,
      submitted_at: savedAt,
      final_at: closedAt,
    });
    answers.forEach(({ code, byCase }) => {
      book.add("answer", {
        audit_id: auditId,
        field: `question.${code}`,
        value: byCase[n] ?? "not-applicable",
        version: 1,
        save_id: idAt(savedAt, "save", words.key, one.reference),
        saved_by: reader.id,
        saved_at: savedAt,
      });
    });
    const stream = `audit:${auditId}` as const;
    book.tell(releasedAt, lead.id, { stream, kind: "audit.chosen" });
    book.tell(savedAt, reader.id, { stream, kind: "audit.answers-saved" });
    book.tell(closedAt, lead.id, { stream, kind: "audit.final" });
  });
}

/** Strengths and areas for development; answers the latter. */
function addFindings(book: Book, sample: PlacedSample, madeAt: string): SampleFinding[] {
  const { id, words, lead } = sample;
  const add = (kind: "strength" | "development") =>
    (kind === "strength" ? words.strengths : words.developments).map((finding, n) => {
      const findingId = idAt(madeAt, "finding", words.key, kind, n);
      book.add("finding", {
        id: findingId,
        exercise_id: id,
        audit_id: null,
        kind,
        area: finding.area ?? null,
        theme: finding.theme ?? null,
        text: finding.text,
        case_count: finding.caseCount ?? null,
        made_by: lead.id,
        made_at: madeAt,
      });
      return { id: findingId, ...finding };
    });
  add("strength");
  return add("development");
}
