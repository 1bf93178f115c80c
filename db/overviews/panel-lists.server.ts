/**
 * Owns the lists of what the panel has to decide, of decisions that wait for someone to confirm
 * them, and of those taken alone.
 * Practice: each is shown to whoever counts for it today; one that nobody can confirm waits for the
 * lead of its exercise.
 */

import { sql } from "kysely";
import { patience, whoseTurn } from "~/rules/access/whose-turn";
import { dateOf, daysBetween } from "~/rules/core/dates";
import { mostOfAKind } from "~/rules/home/attention";
import type { Exception } from "../audits/correction-lists.server";
import { isNotWithdrawn } from "../core/counted.server";
import { recordsOf, whoIn } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { listWhoCount } from "../moderation/panel.server";

export type PanelAudit = {
  auditId: string;
  caseReference: string;
  teamName: string;
  exerciseTitle: string;
  dueOn: string | null;
  moderatorName: string | null;
  isMine: boolean;
  /** Someone has recorded a decision, and it waits for another to confirm it. */
  isRecorded: boolean;
};

/** Committed and not taken by two: what any panel member may open, but for audits of their own. */
export async function listForPanel(db: Db, personId: string): Promise<PanelAudit[]> {
  const rows = await db
    .selectFrom("moderation")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .innerJoin("exercise", "exercise.id", "moderation.exercise_id")
    .leftJoin("one_person as person", "person.record_id", "moderation.moderator_id")
    .select(["audit.id as auditId", "case_record.reference as caseReference"])
    .select(["team.name as teamName", "exercise.title as exerciseTitle"])
    .select(["exercise.moderation_due_on as dueOn", "person.name as moderatorName"])
    .select(["person.id as moderator_id", "moderation.state"])
    .where("moderation.state", "in", ["committed", "recorded"])
    .where(isNotWithdrawn())
    .where((eb) =>
      eb.or([
        eb("audit.auditor_id", "is", null),
        eb("audit.auditor_id", "not in", recordsOf(personId)),
      ]),
    )
    .orderBy(sql`coalesce(exercise.moderation_due_on, '9999')`)
    .orderBy("case_record.reference_folded")
    .limit(mostOfAKind)
    .execute();
  return rows.map(({ moderator_id, state, ...row }) => ({
    ...row,
    isMine: moderator_id === personId,
    isRecorded: state === "recorded",
  }));
}

export type DecisionWaiting = {
  moderationId: string;
  auditId: string;
  caseReference: string;
  teamName: string;
  exerciseId: string;
  exerciseTitle: string;
  recordedByName: string | null;
  /** UTC ISO instant; since when it waits. */
  since: string;
};

type Waiting = DecisionWaiting & {
  takers: string[];
  /** Who was there and has still to say so. */
  named: string[];
  leadId: string;
  free: { id: string; name: string }[];
};

/** Every decision in one of these states, not taken by two, with who could still make or confirm it. */
async function listUndecided(
  db: Db,
  on: string,
  exerciseId: string | null,
  state: "committed" | "recorded",
): Promise<Waiting[]> {
  let query = db
    .selectFrom("moderation")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .innerJoin("exercise", "exercise.id", "moderation.exercise_id")
    .select(["moderation.id as moderationId", "audit.id as auditId"])
    .select(["case_record.reference as caseReference", "team.name as teamName"])
    .select(["exercise.id as exerciseId", "exercise.title as exerciseTitle"])
    .select(["moderation.committed_at", whoIn("exercise.lead_id").as("leadId")])
    .where("moderation.state", "=", state)
    .where(isNotWithdrawn())
    .orderBy("moderation.id")
    .limit(mostOfAKind);
  if (exerciseId !== null) query = query.where("exercise.id", "=", exerciseId);
  const rows = await query.execute();
  if (rows.length === 0) return [];
  const parts = await db
    .selectFrom("decision_part")
    .innerJoin("one_person as person", "person.record_id", "decision_part.person_id")
    .select(["moderation_id", "person.id as person_id", "person.name", "part", "at"])
    .where(
      "moderation_id",
      "in",
      rows.map(({ moderationId }) => moderationId),
    )
    .where("part", "in", ["recorded", "confirmed", "present"])
    .orderBy("at")
    .execute();
  const who = await listWhoCount(db, rows, on);
  return rows.map(({ committed_at, ...row }) => {
    const all = parts.filter(({ moderation_id }) => moderation_id === row.moderationId);
    const own = all.filter(({ part }) => part !== "present");
    const named = all.filter(({ part }) => part === "present").map(({ person_id }) => person_id);
    const takers = own.map(({ person_id }) => person_id);
    return {
      ...row,
      recordedByName: own.find(({ part }) => part === "recorded")?.name ?? null,
      since: own.map(({ at }) => at).sort()[0] ?? committed_at ?? "",
      takers,
      named,
      free: (who.get(row.moderationId) ?? []).filter(({ id }) => !takers.includes(id)),
    };
  });
}

const facts = ({ takers: _takers, named: _named, leadId: _lead, free: _free, ...one }: Waiting) =>
  one;

/**
 * Whose turn it is to confirm: whoever was there, failing them the lead of the exercise; what lies
 * goes to everyone who could.
 */
function confirmers({ free, named, leadId, since }: Waiting, on: string): string[] {
  const able = free.map(({ id }) => id);
  const ladder = [
    able.filter((id) => named.includes(id)),
    able.filter((id) => id === leadId),
    able,
  ];
  const days = daysBetween(dateOf(since), on);
  return whoseTurn(ladder, { days, patience: patience.decision });
}

/** What it is this person's turn to confirm on a date (YYYY-MM-DD), the longest waiting first. */
export async function listToConfirm(
  db: Db,
  personId: string,
  on: string,
): Promise<DecisionWaiting[]> {
  return (await listUndecided(db, on, null, "recorded"))
    .filter((one) => confirmers(one, on).includes(personId))
    .map(facts)
    .sort((a, b) => a.since.localeCompare(b.since));
}

/** What nobody could confirm on a date: of one exercise, or of all. */
export async function listUnconfirmable(
  db: Db,
  on: string,
  exerciseId: string | null,
): Promise<DecisionWaiting[]> {
  return (await listUndecided(db, on, exerciseId, "recorded"))
    .filter(({ free }) => free.length === 0)
    .map(facts);
}

/** What is committed and fewer than two people could decide on. */
export async function listWithoutPanel(
  db: Db,
  on: string,
  exerciseId: string | null,
): Promise<DecisionWaiting[]> {
  return (await listUndecided(db, on, exerciseId, "committed"))
    .filter(({ free }) => free.length < 2)
    .map(facts);
}

/** Audits this person was asked to join the panel for, while nothing is recorded. */
export async function listJoinedToDecide(
  db: Db,
  personId: string,
): Promise<Omit<DecisionWaiting, "recordedByName">[]> {
  return db
    .selectFrom("panel_member")
    .innerJoin("moderation", "moderation.id", "panel_member.moderation_id")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .innerJoin("exercise", "exercise.id", "moderation.exercise_id")
    .select(["moderation.id as moderationId", "audit.id as auditId"])
    .select(["case_record.reference as caseReference", "team.name as teamName"])
    .select(["exercise.id as exerciseId", "exercise.title as exerciseTitle"])
    .select("panel_member.named_at as since")
    .where("panel_member.person_id", "in", recordsOf(personId))
    .where("moderation.state", "=", "committed")
    .where(isNotWithdrawn())
    .orderBy("panel_member.named_at")
    .limit(50)
    .execute();
}

/** Decisions of an exercise that its QA lead took alone, with the reason. */
export const listTakenAlone = (db: Db, exerciseId: string): Promise<Exception[]> =>
  db
    .selectFrom("moderation")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .innerJoin("decision_part", (join) =>
      join.onRef("decision_part.moderation_id", "=", "moderation.id").on("counts", "=", 1),
    )
    .innerJoin("one_person as person", "person.record_id", "decision_part.person_id")
    .select(["audit.id as auditId", "team.name as teamName", "person.name as by"])
    .select("moderation.alone_reason as reason")
    .where("moderation.exercise_id", "=", exerciseId)
    .where("moderation.alone_reason", "<>", "")
    .where("decision_part.part", "in", ["recorded", "confirmed"])
    .where(isNotWithdrawn())
    .orderBy("moderation.decided_at")
    .orderBy("moderation.id")
    .execute();

/** How many decisions of an exercise stand as taken by one, from before two were asked for. */
export async function countTakenByOne(db: Db, exerciseId: string): Promise<number> {
  const rows = await db
    .selectFrom("moderation")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .select("moderation.id")
    .where("moderation.exercise_id", "=", exerciseId)
    .where("moderation.state", "=", "decided")
    .where(isNotWithdrawn())
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("decision_part")
            .select("person_id")
            .whereRef("decision_part.moderation_id", "=", "moderation.id"),
        ),
      ),
    )
    .execute();
  return rows.length;
}
