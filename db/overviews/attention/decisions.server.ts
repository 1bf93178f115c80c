/**
 * Owns finding what keeps audits from being final until the lead acts: decisions that nobody can
 * confirm, corrections that no auditor is left to answer, and what is decided and still waits.
 * Practice: as for everything that stands still, the lead of its exercise is meant; where the lead
 * has left, every other one.
 */
import { paths } from "~/paths";
import type { AttentionFact } from "~/rules/home/attention";
import {
  listWaitingExercises,
  unscopedCorrectionsWithoutAuditor,
} from "../../audits/correction-lists.server";
import type { Db } from "../../core/open.server";
import { isSeenToBy } from "../../exercises/leads.server";
import { type LookWaiting, listLooksWaiting } from "../../moderation/second-looks.server";
import { type DecisionWaiting, listUnconfirmable, listWithoutPanel } from "../panel-lists.server";
import type { AttentionAsked } from "./sources.server";

type Lead = { name: string; active: number };

/** The leads of these exercises, for those that the reader is asked about. */
async function leadsOf(
  db: Db,
  asked: AttentionAsked,
  exerciseIds: readonly string[],
): Promise<Map<string, Lead>> {
  if (exerciseIds.length === 0) return new Map();
  let query = db
    .selectFrom("exercise")
    .innerJoin("one_person as lead", "lead.record_id", "exercise.lead_id")
    .select(["exercise.id", "lead.name", "lead.active"])
    .where("exercise.id", "in", [...new Set(exerciseIds)]);
  query =
    asked.exerciseId === null
      ? query.where(isSeenToBy(asked.readerId))
      : query.where("exercise.id", "=", asked.exerciseId);
  const rows = await query.execute();
  return new Map(rows.map(({ id, name, active }) => [id, { name, active }]));
}

const meant = (lead: Lead): string | null => (lead.active === 1 ? lead.name : null);

/** Decisions of the panel that wait for a second person whom there is not, or for any two. */
export async function decisionsUnconfirmed(
  db: Db,
  asked: AttentionAsked,
): Promise<AttentionFact[]> {
  const kept = (kind: "no-second-person" | "no-panel", rows: DecisionWaiting[]) =>
    rows.map((one) => ({ ...one, kind }));
  const waiting = [
    ...kept("no-second-person", await listUnconfirmable(db, asked.today, asked.exerciseId)),
    ...kept("no-panel", await listWithoutPanel(db, asked.today, asked.exerciseId)),
  ];
  const leads = await leadsOf(
    db,
    asked,
    waiting.map(({ exerciseId }) => exerciseId),
  );
  return waiting.flatMap((one): AttentionFact[] => {
    const lead = leads.get(one.exerciseId);
    if (!lead) return [];
    return [
      {
        kind: one.kind,
        subject: `case ${one.caseReference}`,
        count: 1,
        since: one.since,
        href:
          one.kind === "no-panel"
            ? paths.moderation.panel(one.auditId)
            : paths.moderation.compare(one.auditId),
        place: one.exerciseTitle,
        meant: meant(lead),
      },
    ];
  });
}

/** Corrections whose auditor has left, so that a QA lead answers them. */
export async function correctionsUnanswered(
  db: Db,
  asked: AttentionAsked,
): Promise<AttentionFact[]> {
  const waiting = await unscopedCorrectionsWithoutAuditor(db);
  const leads = await leadsOf(
    db,
    asked,
    waiting.map(({ exerciseId }) => exerciseId),
  );
  return waiting.flatMap((one): AttentionFact[] => {
    const lead = leads.get(one.exerciseId);
    if (!lead) return [];
    return [
      {
        kind: "correction-unanswered",
        subject: `the audit of case ${one.caseReference}`,
        count: 1,
        since: one.sentAt,
        href: paths.audits.correction(one.auditId, one.id),
        place: one.exerciseTitle,
        meant: meant(lead),
      },
    ];
  });
}

/** How many audits are decided on and wait for their corrections, by exercise. */
export async function auditsWaiting(db: Db, asked: AttentionAsked): Promise<AttentionFact[]> {
  const waiting = await listWaitingExercises(db, asked);
  return waiting.map((one) => ({
    kind: "waits-for-corrections",
    subject: "",
    count: one.count,
    since: one.since,
    href: paths.exercises.close(one.id),
    place: one.title,
    meant: null,
  }));
}

/** Second looks that the panel has to answer; the lead sees to it that two do. */
export async function secondLooksWaiting(db: Db, asked: AttentionAsked): Promise<AttentionFact[]> {
  const waiting = await listLooksWaiting(db, asked);
  return waiting
    .filter(({ isLeads }) => asked.exerciseId !== null || isLeads)
    .map((one) => ({
      kind: "second-look",
      subject: `case ${one.caseReference}`,
      count: 1,
      detail: lookDetail(one),
      since: one.since,
      href: paths.moderation.answer(one.auditId),
      place: one.exerciseTitle,
      meant: one.leadActive ? one.leadName : null,
    }));
}

const lookDetail = ({ free, isRecorded }: LookWaiting): string => {
  if (free.length < (isRecorded ? 1 : 2)) return "too few people can, so ask a colleague to join";
  return isRecorded ? "an answer is recorded and waits for a second person" : "";
};
