/**
 * Owns the log of reading: who opened which audit, case or concern, and on which days.
 * Practice: one row a reader, record and day, kept apart from the history of deeds; who is passed
 * over in a concern reads nothing of who has been looking since it was raised.
 */
import { type ExpressionBuilder, sql } from "kysely";
import type { Readable, ReadKind } from "~/rules/reading/reading";
import { recordsOf } from "../core/one-person.server";
import { type Db, transact } from "../core/open.server";
import { countUpTo } from "../core/paged.server";
import type { Schema } from "../core/schema";
import { countAll } from "../core/scope.server";

export type Read = Readable & {
  personId: string;
  /** The absent person for whom a deputy reads. */
  forPersonId: string | null;
  /** YYYY-MM-DD in London. */
  day: string;
  at: string;
};

/** Keeps that someone opened a record; a second time on one day changes nothing. */
export async function recordRead(db: Db, read: Read): Promise<void> {
  const known = await db
    .selectFrom("read_log")
    .select("day")
    .where("kind", "=", read.kind)
    .where("record_id", "=", read.id)
    .where("person_id", "=", read.personId)
    .where("day", "=", read.day)
    .executeTakeFirst();
  if (known) return;
  await transact(db, (tx) =>
    tx
      .insertInto("read_log")
      .values({
        kind: read.kind,
        record_id: read.id,
        person_id: read.personId,
        day: read.day,
        first_at: read.at,
        for_person_id: read.forPersonId,
      })
      .onConflict((c) => c.columns(["kind", "record_id", "person_id", "day"]).doNothing())
      .execute(),
  );
}

export type ReadBy = { name: string; forName: string | null; at: string };
export type Page = { limit: number; offset: number };

/** When the first concern was raised here in which this person is left out; null for none. */
export async function passedOverSince(db: Db, record: Readable, viewerId: string) {
  const row = await db
    .selectFrom("concern")
    .innerJoin("concern_bypass", "concern_bypass.concern_id", "concern.id")
    .select((eb) => eb.fn.min("concern.raised_at").as("at"))
    .where("concern_bypass.person_id", "in", recordsOf(viewerId))
    .where((eb) =>
      record.kind === "audit"
        ? eb("concern.case_id", "in", (e) =>
            e.selectFrom("audit").select("audit.case_id").where("audit.id", "=", record.id),
          )
        : eb("concern.case_id", "=", record.id),
    )
    .executeTakeFirst();
  return row?.at ?? null;
}

/**
 * Who opened a record, as this person may know it, the latest first. Whoever is left out in a
 * concern about this child is shown what was read before it, and their own: no gap says why.
 */
export async function listReaders(
  db: Db,
  record: Readable,
  viewerId: string,
  page: Page,
): Promise<{ count: number; rows: ReadBy[] }> {
  const since = record.kind === "concern" ? null : await passedOverSince(db, record, viewerId);
  let query = db
    .selectFrom("read_log")
    .where("read_log.kind", "=", record.kind)
    .where("read_log.record_id", "=", record.id);
  if (since !== null) {
    query = query.where((eb) =>
      eb.or([
        eb("read_log.first_at", "<", since),
        eb("read_log.person_id", "in", recordsOf(viewerId)),
      ]),
    );
  }
  const { count } = await query.select(countAll.as("count")).executeTakeFirstOrThrow();
  const rows = await query
    .innerJoin("one_person as person", "person.record_id", "read_log.person_id")
    .leftJoin("one_person as absent", "absent.record_id", "read_log.for_person_id")
    .select(["person.name", "absent.name as forName", "read_log.first_at as at"])
    .orderBy("read_log.first_at", "desc")
    .orderBy("person.id")
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { count, rows };
}

export type OwnRead = {
  kind: ReadKind;
  recordId: string;
  reference: string;
  /** The exercise of an audit. */
  title: string | null;
  forName: string | null;
  at: string;
};

/** No concern that the reader was left out in since they read it. */
const notPassedOver = (eb: ExpressionBuilder<Schema, "read_log">, personId: string) =>
  eb.not(
    eb.and([
      eb("read_log.kind", "=", "concern"),
      eb.exists(
        eb
          .selectFrom("concern_bypass")
          .select("concern_bypass.person_id")
          .whereRef("concern_bypass.concern_id", "=", "read_log.record_id")
          .where("concern_bypass.person_id", "in", recordsOf(personId)),
      ),
    ]),
  );

/** What someone has opened themselves, the latest first. */
export async function listOwnReads(
  db: Db,
  personId: string,
  page: Page,
): Promise<{ count: number; rows: OwnRead[] }> {
  const own = db
    .selectFrom("read_log")
    .where("read_log.person_id", "in", recordsOf(personId))
    .where((eb) => notPassedOver(eb, personId));
  const count = await countUpTo(db, own.select("read_log.record_id"));
  const rows = await own
    .leftJoin("audit", (join) =>
      join.onRef("audit.id", "=", "read_log.record_id").on("read_log.kind", "=", "audit"),
    )
    .leftJoin("exercise", "exercise.id", "audit.exercise_id")
    .leftJoin("concern", (join) =>
      join.onRef("concern.id", "=", "read_log.record_id").on("read_log.kind", "=", "concern"),
    )
    .innerJoin("case_record", (join) =>
      join.on(
        "case_record.id",
        "=",
        sql<string>`coalesce(audit.case_id, concern.case_id, read_log.record_id)`,
      ),
    )
    .leftJoin("one_person as absent", "absent.record_id", "read_log.for_person_id")
    .select(["read_log.kind", "read_log.record_id as recordId", "case_record.reference"])
    .select(["exercise.title", "absent.name as forName", "read_log.first_at as at"])
    .orderBy("read_log.first_at", "desc")
    .orderBy("read_log.record_id")
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { count, rows };
}
