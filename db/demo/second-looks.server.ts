/**
 * Owns the demonstration's second look, invented like everything else in it: asked by the auditor of
 * an audit that the panel graded lower, and answered by the QA lead and someone new to it, that the
 * decision stands.
 */
import { addWorkingDays, dateInLondon } from "~/rules/core/dates";
import { moderatorConflicts } from "~/rules/moderation/moderators";
import { type Answer, secondLookMachine } from "~/rules/moderation/second-look";
import { grades } from "~/rules/tools/scale";
import type { DemoAudit } from "./audit-rows.server";
import type { Book } from "./book.server";
import { idAt } from "./chance";
import { at } from "./clock";
import { interestsOf } from "./families";
import type { AuditGrades } from "./figures";
import { moderationIdOf, type Selected } from "./moderations.server";
import type { PlacedPerson, Staff } from "./people.server";
import { secondLookWords } from "./words/moderation";

/** The audit of a closed cycle that was looked at a second time: one that the panel graded lower. */
export const lookedAtAgain = (
  month: string,
  moderated: readonly DemoAudit[],
  final: (audit: DemoAudit) => AuditGrades,
): DemoAudit | undefined =>
  month === "2024-01"
    ? moderated.find(
        (one) => grades.indexOf(final(one).overall) > grades.indexOf(one.grades.overall),
      )
    : undefined;

/** Adds the second look at a decided audit, with its history; throws where there is no room for it. */
export function addSecondLook(
  book: Book,
  staff: Staff,
  {
    audit,
    selected,
    moderator,
    closedAt,
  }: { audit: DemoAudit; selected: Selected; moderator: PlacedPerson; closedAt: string },
): void {
  const decidedOn = dateInLondon(new Date(audit.finalAt ?? closedAt));
  const askedAt = at(addWorkingDays(decidedOn, 1), "11:20");
  const recordedAt = at(addWorkingDays(decidedOn, 2), "14:10");
  const answeredAt = at(addWorkingDays(decidedOn, 2), "15:35");
  const lead = staff.account("qa-lead");
  const facts = {
    auditorId: audit.auditor.id,
    readers: [],
    caseFacts: interestsOf(staff, audit.case),
  };
  const fresh = staff.people.find(
    (person) =>
      person.isModerator &&
      person !== moderator &&
      person !== lead &&
      moderatorConflicts(person, facts, decidedOn).length === 0,
  );
  if (!fresh || answeredAt >= closedAt) throw new Error("A second look finds no room");
  const id = idAt(askedAt, "second-look", audit.key);
  const answer: Answer = { kind: "stands", reason: secondLookWords.answer };
  book.add("second_look", {
    id,
    moderation_id: moderationIdOf(audit, selected),
    audit_id: audit.id,
    asked_by: audit.auditor.id,
    asked_at: askedAt,
    reasons: secondLookWords.reasons,
    state: secondLookMachine.moves.answer.to,
    answer: JSON.stringify(answer),
    answered_at: answeredAt,
    version: 3,
  });
  const part = { second_look_id: id, counts: 1 as const };
  book.add(
    "second_look_part",
    { ...part, person_id: lead.id, part: "recorded", at: recordedAt },
    { ...part, person_id: fresh.id, part: "confirmed", at: answeredAt },
  );
  const stream = `audit:${audit.id}` as const;
  const { reasons } = secondLookWords;
  const after = { secondLookId: id };
  book.tell(askedAt, audit.auditor.id, {
    stream,
    kind: "audit.second-look-asked",
    after: { ...after, reasons },
  });
  book.tell(recordedAt, lead.id, {
    stream,
    kind: "audit.second-look-recorded",
    after: { ...after, answer },
  });
  book.tell(answeredAt, fresh.id, {
    stream,
    kind: "audit.second-look-answered",
    after: { ...after, answer },
  });
}
