/**
 * Owns who has read an auditor's grades, of which round.
 * Practice: kept the first time only, apart from the history of deeds; whoever reads for someone
 * absent reads for both. Opening an audit's grades and giving someone its moderation wait for one
 * another, so that nobody does both at once.
 */
import type { Opening, WhereRead } from "~/rules/reading/reading";
import { lockAudit } from "../audits/audits.server";
import { isBlind } from "../audits/blind.server";
import { recordsOf, recordsOfAll, whoIn } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { transact } from "../core/open.server";
import { Conflict } from "../core/versions.server";
import { passedOverSince } from "../reading/reading.server";
import { findModeratorFacts } from "./moderators.server";

/** The provisional grades of one audit, of the round they were given in. */
export type GradesOf = { auditId: string; round: number };

/** Who reads: the person, and whoever they do it for. */
export type Readers = { people: readonly string[]; at: string; where: WhereRead };

const keyOf = (auditId: string, round: number, personId: string) =>
  `${auditId} ${round} ${personId}`;

/** Those of the grades that one of these people has not read before. */
async function unread(db: Db, grades: readonly GradesOf[], people: readonly string[]) {
  if (grades.length === 0 || people.length === 0) return [];
  const rows = await db
    .selectFrom("grades_read")
    .select(["audit_id", "round", whoIn("grades_read.person_id").as("person_id")])
    .where("person_id", "in", recordsOfAll(people))
    .where(
      "audit_id",
      "in",
      grades.map(({ auditId }) => auditId),
    )
    .execute();
  const known = new Set(rows.map((row) => keyOf(row.audit_id, row.round, row.person_id)));
  return grades.flatMap(({ auditId, round }) =>
    people
      .filter((personId) => !known.has(keyOf(auditId, round, personId)))
      .map((person_id) => ({ audit_id: auditId, round, person_id })),
  );
}

async function insert(tx: Tx, rows: Awaited<ReturnType<typeof unread>>, readers: Readers) {
  if (rows.length === 0) return;
  await tx
    .insertInto("grades_read")
    .values(rows.map((row) => ({ ...row, where_read: readers.where, read_at: readers.at })))
    .onConflict((c) => c.columns(["audit_id", "round", "person_id"]).doNothing())
    .execute();
}

/** Keeps that these grades were shown in a list or a report: cheap where that is known already. */
export async function recordGradesRead(
  db: Db,
  readers: Readers,
  grades: readonly GradesOf[],
): Promise<void> {
  const rows = await unread(db, grades, readers.people);
  if (rows.length > 0) await transact(db, (tx) => insert(tx, rows, readers));
}

/** Keeps one reading in the transaction of a deed whose answer tells of the grades. */
export const insertGradesRead = (
  tx: Tx,
  {
    auditId,
    round,
    personId,
    where,
    at,
  }: GradesOf & { personId: string; where: WhereRead; at: string },
): Promise<void> =>
  insert(tx, [{ audit_id: auditId, round, person_id: personId }], {
    people: [personId],
    where,
    at,
  });

/** The round of the grades an audit shows now; null while nobody has graded it. */
export async function findGradedRound(db: Db, auditId: string): Promise<number | null> {
  const row = await db
    .selectFrom("judgement")
    .select((eb) => eb.fn.max("round").as("round"))
    .where("audit_id", "=", auditId)
    .where("source", "=", "auditor")
    .executeTakeFirst();
  return row?.round ?? null;
}

/**
 * Opens the grades of one audit to these people. Throws Conflict where one of them was given its
 * moderation meanwhile.
 */
export async function openGrades(db: Db, readers: Readers, grades: GradesOf): Promise<void> {
  if ((await unread(db, [grades], readers.people)).length === 0) return;
  await transact(db, async (tx) => {
    await lockAudit(tx, grades.auditId);
    const blind = await tx
      .selectFrom("audit")
      .select("id")
      .where("id", "=", grades.auditId)
      .where((eb) => isBlind(eb.ref("audit.id"), readers.people))
      .executeTakeFirst();
    if (blind) throw new Conflict(`audit:${grades.auditId}`);
    await insert(tx, await unread(tx, [grades], readers.people), readers);
  });
}

/** What opening these grades would cost one person; `on` is YYYY-MM-DD. */
export async function findOpening(
  db: Db,
  grades: GradesOf,
  personId: string,
  on: string,
): Promise<Opening> {
  const audit = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .select(["audit.state", "exercise.moderated"])
    .select((eb) =>
      eb
        .selectFrom("moderation")
        .select("moderation.id")
        .whereRef("moderation.audit_id", "=", "audit.id")
        .where("moderation.round", "=", grades.round)
        .where("moderation.committed_at", "is not", null)
        .limit(1)
        .as("committed"),
    )
    .where("audit.id", "=", grades.auditId)
    .executeTakeFirstOrThrow();
  const facts = await findModeratorFacts(db, grades, personId, on);
  return {
    isFinal: audit.state === "final",
    moderated: audit.moderated === 1,
    committed: audit.committed !== null,
    ...facts,
  };
}

export type GradesReader = { name: string; round: number; where: WhereRead; at: string };

/**
 * Who has read the grades of an audit, the first to do so first, 200 at most; as whoever asks may
 * know it, like the log of reading.
 */
export async function listGradesReaders(
  db: Db,
  auditId: string,
  viewerId: string,
): Promise<GradesReader[]> {
  const since = await passedOverSince(db, { kind: "audit", id: auditId }, viewerId);
  return db
    .selectFrom("grades_read")
    .innerJoin("one_person as person", "person.record_id", "grades_read.person_id")
    .select(["person.name", "grades_read.round", "where_read as where", "read_at as at"])
    .where("audit_id", "=", auditId)
    .where((eb) =>
      eb.or([eb("read_at", "<", since ?? "9999"), eb("person_id", "in", recordsOf(viewerId))]),
    )
    .orderBy("grades_read.round", "desc")
    .orderBy("read_at")
    .orderBy("person.id")
    .limit(200)
    .execute();
}
