/**
 * Owns the rows of one audit of the demonstration: the audit itself, what was typed, and the
 * judgements made on it.
 */
import { correctionsUntil } from "~/rules/audits/corrections";
import type { Judgement } from "~/rules/tools/grades";
import { areaWords } from "./audit-answers";
import type { Book } from "./book.server";
import { idAt } from "./chance";
import type { Swap } from "./draws.server";
import type { DemoCase } from "./families";
import type { AuditGrades } from "./figures";
import type { PlacedPerson, Staff } from "./people.server";
import type { PlacedTool } from "./tools.server";
import { overallRationale } from "./words/audits";

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
  /** Set when it came in as a reserve. */
  swap?: Swap;
  /** The audit that it repeats, where it is a re-audit. */
  repeats?: string;
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
    origin: audit.repeats ? "re-audit" : audit.swap ? "swapped" : "drawn",
    origin_reason: audit.swap?.reason ?? null,
    swap_reason: audit.swap?.code ?? null,
    previous_audit_id: audit.repeats ?? audit.swap?.withdrawnId ?? null,
    started_at: audit.startedAt,
    submitted_at: audit.submittedAt,
    final_at: audit.finalAt,
    corrections_until: audit.submittedAt ? correctionsUntil(audit.submittedAt, 5) : null,
  });
  const stream = `audit:${audit.id}` as const;
  if (audit.swap) {
    const lead = staff.account("qa-lead").id;
    book.add("swap", {
      audit_id: audit.id,
      swapped_by: lead,
      swapped_at: audit.releasedAt,
      left_out: "[]",
    });
    book.tell(audit.releasedAt, lead, {
      stream,
      kind: "audit.swapped",
      after: { caseId: audit.case.id, reason: audit.swap.reason, passedOver: [] },
    });
  }
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
  /** In place of the auditor's words, where someone else decided. */
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
