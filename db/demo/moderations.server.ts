/**
 * Owns the demonstration's moderations: selected by the real rule as audits arrive, graded by a
 * moderator without a conflict, decided by the panel.
 */
import { addWorkingDays, dateInLondon } from "~/rules/core/dates";
import { certainFrom, certainReasons } from "~/rules/moderation/certain";
import { type Outcome, outcomeOf } from "~/rules/moderation/moderation";
import { allocateModerators } from "~/rules/moderation/moderators";
import type { SelectionReason } from "~/rules/moderation/selection";
import { usualQuestions } from "~/rules/tools/audit-quality";
import { isGoodOrAbove, isGrade } from "~/rules/tools/grades";
import type { Grade } from "~/rules/tools/scale";
import { addJudgements, type DemoAudit } from "./audit-rows.server";
import type { Book } from "./book.server";
import { happens, idAt, roll } from "./chance";
import { at, officeTime } from "./clock";
import { addTakers, recordedWords } from "./deciders";
import { interestsOf } from "./families";
import { type AuditGrades, step } from "./figures";
import { type ArrivedAudit, selectOnArrival } from "./first-selection";
import type { PlacedPerson, Staff } from "./people.server";
import { pick } from "./words/audits";
import { moderatorFeedback, panelReasons, qualityNotes } from "./words/moderation";

export type Selected = { reason: SelectionReason; probability: number; selectedAt: string };

/** Which reasons made an audit certain when the closed cycles ran. */
const thenCertain = certainFrom(["outstanding", "new-auditor", "concern"]);

/** Which audits the panel of a closed cycle saw: the rule of then, run each time one arrived. */
export function selectForModeration(
  seed: string,
  audits: readonly DemoAudit[],
  also: { concerned?: ReadonlySet<string> } = {},
): Map<string, Selected> {
  const selected = new Map<string, Selected>();
  const arrived: ArrivedAudit[] = [];
  const inOrder = audits
    .filter((audit) => audit.submittedAt !== null)
    .toSorted((a, b) => ((a.submittedAt ?? "") < (b.submittedAt ?? "") ? -1 : 1));
  for (const audit of inOrder) {
    arrived.push({
      auditId: audit.id,
      auditorId: audit.auditor.id,
      teamId: audit.case.teamId,
      certain: certainReasons(
        {
          overall: audit.grades.overall,
          areas: Object.values(audit.grades.areas),
          auditorEstablished: audit.auditor.established,
          auditorsFirst: false,
          concernRaised: also.concerned?.has(audit.id) ?? false,
          promptAnswered: false,
          correctionDeclined: false,
        },
        thenCertain,
      ),
      selected: null,
    });
    const now = arrived.map((one) => {
      const held = selected.get(one.auditId);
      return { ...one, selected: held ? { reason: held.reason, committed: false } : null };
    });
    const change = selectOnArrival({ seed, arrived: now });
    for (const id of change.release) selected.delete(id);
    for (const { auditId, reason, probability } of change.select) {
      selected.set(auditId, { reason, probability, selectedAt: audit.submittedAt ?? "" });
    }
  }
  return selected;
}

/** A moderator for each selected audit. */
export function shareModerators(
  staff: Staff,
  audits: readonly DemoAudit[],
  on: string,
  first?: PlacedPerson,
): Map<string, PlacedPerson> {
  const moderators = staff.people.filter((person) => person.isModerator);
  const made = allocateModerators({
    audits: audits.map((audit) => ({
      id: audit.id,
      auditorId: audit.auditor.id,
      readers: [],
      caseFacts: interestsOf(staff, audit.case),
    })),
    moderators: moderators.map((person) => ({
      ...person,
      expected: person === first ? 4 : 2,
      maximum: Math.max(6, Math.ceil((2 * audits.length) / moderators.length)),
      already: 0,
    })),
    on,
  });
  const people = new Map(moderators.map((person) => [person.id, person]));
  return new Map(
    made.assigned.flatMap(({ caseId, auditorId }) => {
      const person = people.get(auditorId);
      return person ? [[caseId, person] as const] : [];
    }),
  );
}

export type Moderated = {
  audit: DemoAudit;
  selected: Selected;
  moderator: PlacedPerson;
  /** Null until committed. */
  moderatorGrades: AuditGrades | null;
  committedAt: string | null;
  /** Null until the panel decides; `final` is null when it returns the audit. */
  decision: { final: AuditGrades | null; at: string; by: string } | null;
  /** What one person has recorded and nobody has confirmed yet. */
  recorded?: { final: AuditGrades; at: string; by: string };
  feedbackReadAt: string | null;
  /** Why the QA lead added it, where they did. */
  note?: string;
};

export const moderationIdOf = (audit: DemoAudit, { selectedAt }: Selected): string =>
  idAt(selectedAt, "moderation", audit.key);

export function addModeration(book: Book, staff: Staff, moderated: Moderated): void {
  const { audit, selected, moderator, decision, committedAt, moderatorGrades } = moderated;
  const id = moderationIdOf(audit, selected);
  const outcome = decision === null ? null : outcomeFor(audit, decision.final);
  const words = outcome ?? "confirmed";
  book.add("moderation", {
    id,
    audit_id: audit.id,
    exercise_id: audit.exerciseId,
    round: 1,
    reason: selected.reason,
    reason_note: selected.reason === "added" ? (moderated.note ?? "") : "",
    probability: selected.probability,
    selected_at: selected.selectedAt,
    moderator_id: moderator.id,
    state: decision
      ? decision.final
        ? "decided"
        : "returned"
      : moderated.recorded
        ? "recorded"
        : committedAt
          ? "committed"
          : "selected",
    committed_at: committedAt,
    quality: committedAt ? JSON.stringify(qualityOf(audit)) : "{}",
    feedback: decision ? pick(moderatorFeedback[words], audit.index) : "",
    outcome,
    decision_reason: decision ? pick(panelReasons[words], audit.index) : "",
    decided_by: decision?.by ?? null,
    decided_at: decision?.at ?? null,
    feedback_read_at: moderated.feedbackReadAt,
    decision: moderated.recorded
      ? recordedWords(audit, moderated.recorded.final, qualityOf(audit))
      : "",
  });
  addTakers(book, id, moderated);
  book.add("moderation_holder", {
    moderation_id: id,
    person_id: moderator.id,
    given_at: selected.selectedAt,
  });
  const stream = `moderation:${id}` as const;
  const auditStream = `audit:${audit.id}` as const;
  book.tell(selected.selectedAt, null, { stream, kind: "moderation.selected" });
  book.tell(selected.selectedAt, null, { stream: auditStream, kind: "audit.selected" });
  if (committedAt && moderatorGrades) {
    addJudgements(book, staff, audit, {
      source: "moderator",
      grades: moderatorGrades,
      madeBy: moderator.id,
      madeAt: committedAt,
      round: 1,
    });
    book.tell(committedAt, moderator.id, { stream, kind: "moderation.committed" });
    book.tell(committedAt, moderator.id, { stream: auditStream, kind: "audit.moderated" });
  }
  if (!decision) return;
  if (!decision.final) {
    book.tell(decision.at, decision.by, { stream, kind: "moderation.returned" });
    book.tell(decision.at, decision.by, { stream: auditStream, kind: "audit.returned" });
    return;
  }
  const { final } = decision;
  const reason = pick(panelReasons[words], audit.index);
  addJudgements(book, staff, audit, {
    source: "final",
    grades: final,
    madeBy: decision.by,
    madeAt: decision.at,
    round: 1,
    reason: (area, judgement) => {
      const theirs = area === "overall" ? audit.grades.overall : audit.grades.areas[area];
      return judgement === theirs ? null : reason;
    },
  });
  book.tell(decision.at, decision.by, { stream, kind: "moderation.decided", after: { outcome } });
  book.tell(decision.at, decision.by, {
    stream: auditStream,
    kind: "audit.decided",
    after: { state: "final", overall: final.overall },
  });
}

const outcomeFor = (audit: DemoAudit, final: AuditGrades | null): Outcome =>
  final === null ? "returned" : outcomeOf(audit.grades.overall, final.overall);

/** The moderator's own grades: mostly the final ones, with a difference of emphasis here and there. */
export function moderatorsView(audit: DemoAudit, final: AuditGrades): AuditGrades {
  const areas = Object.entries(final.areas).map(([area, judgement]) => {
    const differs = isGrade(judgement) && happens(14, "moderator", audit.key, area);
    if (!differs) return [area, judgement];
    return [area, isGoodOrAbove(judgement) ? neighbour(judgement, 1) : neighbour(judgement, -1)];
  });
  return { overall: final.overall, areas: Object.fromEntries(areas) };
}

const neighbour = (grade: Grade, by: -1 | 1): Grade =>
  grade === "outstanding" ? "good" : grade === "inadequate" ? "inadequate" : step(grade, by);

export function qualityOf(audit: DemoAudit): Record<string, { answer: string; note: string }> {
  return Object.fromEntries(
    usualQuestions.map(({ code }) => {
      const chance = roll(100, "quality", audit.key, code);
      if (chance < 78) return [code, { answer: "met", note: "" }];
      if (chance < 97) return [code, { answer: "partly", note: qualityNotes[code].partly }];
      return [code, { answer: "not-met", note: qualityNotes[code]["not-met"] }];
    }),
  );
}

/** When a moderator commits: a few working days after the selection. */
export const committedAfter = (audit: DemoAudit, selected: Selected): string => {
  const on = addWorkingDays(
    dateInLondon(new Date(selected.selectedAt)),
    3 + roll(4, "commit", audit.key),
  );
  return at(on, officeTime(audit.index * 5));
};
