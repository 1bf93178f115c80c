/**
 * Owns second looks as they are kept: what an auditor asked, what the panel answers, who took it, and
 * which wait.
 * Practice: one an audit, but for those that were overtaken; what stood before an answer is kept with it.
 */

import { type SqlBool, sql } from "kysely";
import type { ExerciseState } from "~/rules/exercises/exercises";
import { mostOfAKind } from "~/rules/home/attention";
import type { ModerationState } from "~/rules/moderation/moderation";
import {
  type Answer,
  mayNotAsk,
  readAnswer,
  type SecondLookState,
  secondLookMachine,
  secondLookWaits,
} from "~/rules/moderation/second-look";
import type { Judgement } from "~/rules/tools/grades";
import { isNotWithdrawn } from "../core/counted.server";
import { appendEvent, type Stamp } from "../core/events.server";
import { whoIn } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { isSeenToBy } from "../exercises/leads.server";
import { listWhoCount } from "./panel.server";

/** Judgements with their reasons, by area. */
export type Judged = Record<string, { judgement: Judgement; reason: string }>;

export type LookPart = {
  personId: string;
  name: string;
  part: "recorded" | "confirmed";
  counts: boolean;
  at: string;
};

export type SecondLook = {
  id: string;
  moderationId: string;
  auditId: string;
  askedByName: string | null;
  /** UTC ISO instant */
  askedAt: string;
  reasons: string;
  state: SecondLookState;
  answer: Answer | null;
  /** What stood before the answer; null until then. */
  stoodBefore: Judged | null;
  answeredAt: string | null;
  aloneReason: string;
  version: number;
  parts: LookPart[];
};

/** The second look at an audit, with who took the answer: the latest, and none that was overtaken. */
export async function findSecondLook(db: Db, auditId: string): Promise<SecondLook | null> {
  const row = await db
    .selectFrom("second_look")
    .leftJoin("one_person as asker", "asker.record_id", "second_look.asked_by")
    .selectAll("second_look")
    .select("asker.name as asker_name")
    .where("audit_id", "=", auditId)
    .where("state", "<>", secondLookMachine.moves.overtake.to)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    moderationId: row.moderation_id,
    auditId: row.audit_id,
    askedByName: row.asker_name,
    askedAt: row.asked_at,
    reasons: row.reasons,
    state: row.state as SecondLookState,
    answer: readAnswer(row.answer),
    stoodBefore: row.stood_before === "" ? null : JSON.parse(row.stood_before),
    answeredAt: row.answered_at,
    aloneReason: row.alone_reason,
    version: row.version,
    parts: await listLookParts(db, row.id),
  };
}

/** Who has taken the answer as it stands, the first of them first; each person once. */
export async function listLookParts(db: Db, secondLookId: string): Promise<LookPart[]> {
  const rows = await db
    .selectFrom("second_look_part")
    .innerJoin("one_person as person", "person.record_id", "second_look_part.person_id")
    .select(["person.id as personId", "person.name", "part", "counts", "at"])
    .where("second_look_id", "=", secondLookId)
    .orderBy("at")
    .orderBy("person.name_folded")
    .execute();
  const parts = rows.map(({ counts, ...row }) => ({ ...row, counts: counts === 1 }));
  return parts.filter((one, at) => parts.findIndex((p) => p.personId === one.personId) === at);
}

/** Why a second look can't be asked for at this audit now; null when it can. */
export async function whyNotAsk(
  db: Db,
  auditId: string,
  moderation: ModerationState,
): Promise<string | null> {
  const exercise = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .select("exercise.state")
    .where("audit.id", "=", auditId)
    .executeTakeFirstOrThrow();
  const before = await db
    .selectFrom("second_look")
    .select("state")
    .where("audit_id", "=", auditId)
    .execute();
  return mayNotAsk({
    moderation,
    exercise: exercise.state as ExerciseState,
    before: before.map(({ state }) => state as SecondLookState),
  });
}

/** The ids of those who took the decision that is looked at again; of old ones, who recorded it. */
export async function listFirstTakers(db: Db, moderationId: string): Promise<string[]> {
  const takers = await db
    .selectFrom("decision_part")
    .select(whoIn("decision_part.person_id").as("id"))
    .where("moderation_id", "=", moderationId)
    .where("part", "in", ["recorded", "confirmed"])
    .execute();
  if (takers.length > 0) return takers.map(({ id }) => id);
  const old = await db
    .selectFrom("moderation")
    .select(whoIn("moderation.decided_by").as("id"))
    .where("id", "=", moderationId)
    .where("decided_by", "is not", null)
    .execute();
  return old.map(({ id }) => id);
}

export type LookWaiting = {
  auditId: string;
  caseReference: string;
  teamName: string;
  exerciseId: string;
  exerciseTitle: string;
  leadName: string;
  leadActive: boolean;
  /** Whether the reader sees to the exercise. */
  isLeads: boolean;
  isRecorded: boolean;
  /** UTC ISO instant; since when it waits. */
  since: string;
  /** Who counts for the answer today and has not taken it. */
  free: { id: string; name: string }[];
};

/** Every second look that waits, of one exercise or of all, the longest waiting first. */
export async function listLooksWaiting(
  db: Db,
  asked: { readerId: string; exerciseId: string | null; today: string },
): Promise<LookWaiting[]> {
  let query = db
    .selectFrom("second_look")
    .innerJoin("audit", "audit.id", "second_look.audit_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .innerJoin("one_person as lead", "lead.record_id", "exercise.lead_id")
    .select(["second_look.id", "second_look.state", "second_look.asked_at as since"])
    .select(["second_look.moderation_id as moderationId", "audit.id as auditId"])
    .select(["case_record.reference as caseReference", "team.name as teamName"])
    .select(["exercise.id as exerciseId", "exercise.title as exerciseTitle"])
    .select(["lead.name as leadName", "lead.active as leadActive"])
    .select((eb) => eb.case().when(isSeenToBy(asked.readerId)).then(1).else(0).end().as("isLeads"))
    // Said as they stand in the index of those that wait.
    .where(
      sql<SqlBool>`second_look.state in (${sql.join(secondLookWaits.map((one) => sql.lit(one)))})`,
    )
    .where(isNotWithdrawn())
    .orderBy("second_look.asked_at")
    .orderBy("second_look.id")
    .limit(mostOfAKind);
  if (asked.exerciseId !== null) query = query.where("exercise.id", "=", asked.exerciseId);
  const rows = await query.execute();
  const who = await listWhoCount(db, rows, asked.today);
  return Promise.all(
    rows.map(async ({ id, state, moderationId, leadActive, isLeads, ...row }) => {
      const took = new Set((await listLookParts(db, id)).map(({ personId }) => personId));
      return {
        ...row,
        leadActive: leadActive === 1,
        isLeads: isLeads === 1,
        isRecorded: state === "recorded",
        free: (who.get(moderationId) ?? []).filter((one) => !took.has(one.id)),
      };
    }),
  );
}

/** Ends one that waits: the panel has to take its decision again. The audit must be locked. */
export async function overtakeSecondLook(tx: Tx, stamp: Stamp, auditId: string): Promise<void> {
  const { from, to } = secondLookMachine.moves.overtake;
  const ended = await tx
    .updateTable("second_look")
    .set((eb) => ({ state: to, version: eb("version", "+", 1) }))
    .where("audit_id", "=", auditId)
    .where("state", "in", from)
    .returning("id")
    .executeTakeFirst();
  if (!ended) return;
  await appendEvent(tx, stamp, {
    stream: `audit:${auditId}`,
    kind: "audit.second-look-overtaken",
    after: { secondLookId: ended.id },
  });
}
