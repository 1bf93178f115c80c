/**
 * Owns the rows of one audit of the demonstration: the audit itself, what was typed, and what
 * stands once it is submitted.
 */
import { addWorkingDays, dateInLondon } from "~/rules/dates";
import { type Grade, isGrade, type Judgement, severity } from "~/rules/grades";
import { type CoreArea, coreAreas } from "~db/tools/codes";
import { flag } from "../columns";
import { answersOf, areaWords, type Written } from "./audit-answers";
import { voicesOf } from "./audit-voices";
import type { Book } from "./book.server";
import type { DemoCase } from "./caseload.server";
import { happens, idAt, roll } from "./chance";
import { at, demonstrationDay, demonstrationStart, officeTime, workingDayAfter } from "./clock";
import type { AuditGrades } from "./figures";
import { addAction, usualLife } from "./log.server";
import type { PlacedPerson, Staff } from "./people.server";
import type { PlacedTool } from "./tools.server";
import {
  childActionFor,
  developmentFor,
  overallRationale,
  pick,
  strengthFor,
} from "./words/audits";
import { reflections } from "./words/voices";

/** One audit as the demonstration plans it; instants are UTC ISO. */
export type DemoAudit = {
  id: string;
  key: string;
  exerciseId: string;
  case: DemoCase;
  auditor: PlacedPerson;
  tool: PlacedTool;
  /** The auditor's own grades. */
  grades: AuditGrades;
  index: number;
  releasedAt: string;
  startedAt: string | null;
  submittedAt: string | null;
  finalAt: string | null;
  state: string;
  round: number;
  dueOn: string;
};

export function addAuditRow(book: Book, staff: Staff, audit: DemoAudit): void {
  const team = staff.teamById(audit.case.teamId);
  book.add("audit", {
    id: audit.id,
    exercise_id: audit.exerciseId,
    case_id: audit.case.id,
    team_id: team.id,
    service_id: team.serviceId,
    cohort: audit.case.cohort,
    worker_id: audit.case.workerId,
    auditor_id: audit.auditor.id,
    override_reason: null,
    state: audit.state,
    round: audit.round,
    due_on: audit.dueOn,
    origin: "drawn",
    origin_reason: null,
    previous_audit_id: null,
    started_at: audit.startedAt,
    submitted_at: audit.submittedAt,
    final_at: audit.finalAt,
  });
  const stream = `audit:${audit.id}` as const;
  book.tell(audit.releasedAt, staff.account("qa-lead").id, {
    stream,
    kind: "audit.released",
    after: { auditorId: audit.auditor.id, dueOn: audit.dueOn },
  });
  if (audit.startedAt) {
    book.tell(audit.startedAt, audit.auditor.id, {
      stream,
      kind: "audit.started",
      before: { state: "allocated" },
      after: { state: "started" },
    });
  }
  if (audit.submittedAt) {
    book.tell(audit.submittedAt, audit.auditor.id, {
      stream,
      kind: "audit.submitted",
      before: { state: "started" },
      after: { state: "submitted" },
    });
  }
}

/** Contacts are the front door's work, whoever holds the case now. */
export function responsibleTeam(staff: Staff, audit: DemoAudit, area: string): string {
  const own = audit.case.teamId;
  const applies = audit.grades.areas[area] !== "not-applicable";
  const elsewhere =
    area === "contact-and-referral" && applies && audit.case.cohort !== "early-help";
  return elsewhere ? staff.team("MASH").id : own;
}

const earlier = (a: string, b: string): string => (a < b ? a : b);

type Finding = { id: string; area: CoreArea; text: string };

/** Everything that a submission leaves behind: answers, judgements, voices, findings, actions. */
export function addSubmission(book: Book, staff: Staff, audit: DemoAudit): void {
  if (!audit.startedAt || !audit.submittedAt) throw new Error("This audit was not submitted");
  const heldOn = workingDayAfter(dateInLondon(new Date(audit.startedAt)), 3);
  const latest = dateInLondon(new Date(audit.submittedAt));
  const voices = voicesOf(audit.case, audit.index, earlier(heldOn, latest));
  const { weak, strong } = ranked(audit);
  const developments = weak
    .slice(0, 2)
    .map((area, n) => addFinding(book, audit, area, "development", n));
  for (const [n, area] of strong.slice(0, 2).entries())
    addFinding(book, audit, area, "strength", n);
  const actions = addChildActions(book, staff, audit, developments);
  const written: Written = {
    key: audit.key,
    cohort: audit.case.cohort,
    index: audit.index,
    tool: audit.tool.definition,
    grades: audit.grades,
    voices,
    teamOf: (area) => {
      const team = responsibleTeam(staff, audit, area);
      return team === audit.case.teamId ? null : team;
    },
    counted: {
      findings: { strengths: 2, developments: developments.length },
      actions: actions.map((area) => ({ area })),
    },
  };
  addAnswers(book, audit, answersOf(written), audit.submittedAt);
  addJudgements(book, staff, audit, {
    source: "auditor",
    grades: audit.grades,
    madeBy: audit.auditor.id,
    madeAt: audit.submittedAt,
    round: audit.round,
  });
  for (const voice of voices) {
    book.add("voice", {
      audit_id: audit.id,
      key: voice.key,
      kind: voice.kind,
      label: voice.label,
      status: voice.status ?? "obtained",
      reason: voice.reason,
      said: voice.said,
      method: voice.method,
      held_on: voice.heldOn || null,
      not_shared: flag(voice.notShared),
    });
  }
  const stillToReflect = audit.case.workerId === staff.account("practitioner").id;
  if (!(stillToReflect && audit.state === "submitted")) addReflection(book, audit);
}

/** What was typed, as if saved page by page until `until`. */
export function addAnswers(
  book: Book,
  audit: DemoAudit,
  answers: Record<string, string>,
  until: string,
): void {
  const fields = Object.entries(answers);
  const from = Date.parse(audit.startedAt ?? until);
  const span = Math.max(0, Date.parse(until) - from);
  fields.forEach(([field, value], n) => {
    const page = Math.floor(n / 10);
    const pages = Math.ceil(fields.length / 10);
    const savedAt = new Date(from + (span * (page + 1)) / (pages + 1)).toISOString();
    book.add("answer", {
      audit_id: audit.id,
      field,
      value,
      version: 1,
      save_id: idAt(savedAt, "save", audit.key, page),
      saved_by: audit.auditor.id,
      saved_at: savedAt,
    });
  });
}

export type Graded = {
  source: "auditor" | "moderator" | "final";
  grades: AuditGrades;
  madeBy: string;
  madeAt: string;
  round: number;
  /** In place of the auditor's words, where somebody else decided. */
  reason?: (area: string, judgement: Judgement) => string | null;
};

export function addJudgements(book: Book, staff: Staff, audit: DemoAudit, graded: Graded): void {
  const put = (area: string, judgement: Judgement, reason: string, teamId: string) => {
    book.add("judgement", {
      audit_id: audit.id,
      area,
      source: graded.source,
      round: graded.round,
      judgement,
      reason: graded.reason?.(area, judgement) ?? reason,
      team_id: teamId,
      service_id: staff.teamById(teamId).serviceId,
      made_by: graded.madeBy,
      made_at: graded.madeAt,
    });
  };
  const words = { cohort: audit.case.cohort, index: audit.index };
  for (const { code } of audit.tool.definition.areas) {
    const judgement = graded.grades.areas[code] ?? "not-judged";
    const { rationale } = areaWords(words, code, judgement);
    put(code, judgement, rationale, responsibleTeam(staff, audit, code));
  }
  const { overall } = graded.grades;
  const reason = overallRationale(overall, words.cohort, words.index);
  put("overall", overall, reason, audit.case.teamId);
}

const isCoreArea = (code: string): code is CoreArea => coreAreas.some((area) => area === code);

/** Areas from the weakest, and from the strongest. */
function ranked(audit: DemoAudit): { weak: CoreArea[]; strong: CoreArea[] } {
  const graded = Object.entries(audit.grades.areas).flatMap(([area, judgement]) =>
    isCoreArea(area) && isGrade(judgement) ? [{ area, grade: judgement }] : [],
  );
  const order = (a: { area: string; grade: Grade }, b: { area: string; grade: Grade }) =>
    severity(b.grade) - severity(a.grade) ||
    roll(100, "rank", audit.key, a.area) - roll(100, "rank", audit.key, b.area);
  const weak = graded.toSorted(order).map(({ area }) => area);
  return { weak, strong: weak.toReversed() };
}

function addFinding(
  book: Book,
  audit: DemoAudit,
  area: CoreArea,
  kind: "strength" | "development",
  n: number,
): Finding {
  const words = kind === "strength" ? strengthFor : developmentFor;
  const { theme, text } = words(area, audit.case.cohort, audit.index + n);
  const madeAt = audit.submittedAt ?? demonstrationStart;
  const id = idAt(madeAt, "finding", audit.key, kind, n);
  book.add("finding", {
    id,
    exercise_id: audit.exerciseId,
    audit_id: audit.id,
    kind,
    area,
    theme,
    text,
    case_count: null,
    made_by: audit.auditor.id,
    made_at: madeAt,
  });
  return { id, area, text };
}

/** An action for each weakness below Good, and for some of the others; the areas they answer. */
function addChildActions(
  book: Book,
  staff: Staff,
  audit: DemoAudit,
  developments: readonly Finding[],
): string[] {
  const raisedAt = audit.submittedAt ?? demonstrationStart;
  const raisedOn = dateInLondon(new Date(raisedAt));
  const answered: string[] = [];
  for (const [n, finding] of developments.entries()) {
    const judgement = audit.grades.areas[finding.area] ?? "good";
    const weak = judgement === "requires-improvement" || judgement === "inadequate";
    if (!weak && !(n === 0 && happens(55, "good-action", audit.key))) continue;
    const words = childActionFor(finding.area, audit.case.cohort, audit.index + n * 3);
    const dueOn = workingDayAfter(raisedOn, words.days);
    const key = `${audit.key} ${n}`;
    const team = staff.teamById(audit.case.teamId);
    answered.push(finding.area);
    addAction(book, {
      key,
      what: words.what,
      why: finding.text,
      area: words.area,
      theme: words.theme,
      level: "child",
      success_measure: words.successMeasure,
      owner_id: audit.case.workerId,
      owner_role: "",
      team_id: team.id,
      service_id: team.serviceId,
      due_on: dueOn,
      due_precision: "day",
      source: "audit",
      raised_by: audit.auditor.id,
      raised_at: raisedAt,
      exercise_id: audit.exerciseId,
      audit_id: audit.id,
      finding_id: finding.id,
      life: usualLife({
        key,
        raisedOn,
        dueOn,
        ownerId: audit.case.workerId,
        verifierId: staff.managerOf(team.id).id,
        evidence: words.evidence,
        impact: words.impact,
        progress: "Talked through in supervision; first steps taken.",
      }),
    });
  }
  return answered;
}

/** Within five working days; four of five practitioners write one. */
function addReflection(book: Book, audit: DemoAudit): void {
  const submittedOn = dateInLondon(new Date(audit.submittedAt ?? demonstrationStart));
  const on = addWorkingDays(submittedOn, 1 + roll(4, "reflection", audit.key));
  if (on >= demonstrationDay || !happens(80, "reflects", audit.key)) return;
  const words = pick(reflections, audit.index * 3);
  const writtenAt = at(on, officeTime(audit.index * 7));
  book.add("reflection", {
    audit_id: audit.id,
    person_id: audit.case.workerId,
    proud_of: words.proudOf,
    do_differently: words.doDifferently,
    child_would_say: words.childWouldSay,
    correction: happens(12, "correction", audit.key)
      ? "One date is wrong: the last visit was two days later than the audit says."
      : "",
    written_at: writtenAt,
  });
  book.tell(writtenAt, audit.case.workerId, {
    stream: `audit:${audit.id}`,
    kind: "audit.reflected",
  });
}
