/**
 * Owns the history: every write appends an event in its own transaction; none is ever changed or
 * deleted. What is typed at every pause becomes one event when the visit is over.
 * Practice: before and after live apart from the event, salted into its digest, so that content
 * can be erased by retention and the log still proves itself.
 */
import { createHash, randomBytes } from "node:crypto";
import type { Expression, ExpressionBuilder, Selectable, SqlBool } from "kysely";
import type { EventKind } from "~/rules/core/event-kinds";
import { newId } from "./ids.server";
import { type Db, type Tx, transact } from "./open.server";
import type { Schema, TypingTable } from "./schema";

/** Who does something, and when by the business clock and by the system's. */
export type Stamp = {
  actorId: string | null;
  at: string;
  systemAt: string;
  /** The absent person for whom a deputy does it. */
  onBehalfOf?: string;
};

export type NewEvent = {
  /** The kind of record, then its id: "audit:0190…". */
  stream: `${string}:${string}`;
  kind: EventKind;
  before?: unknown;
  after?: unknown;
};

const asText = (value: unknown): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value);

/** For whom a deputy acted stands with what they did, and so in its digest. */
function withAbsent(after: unknown, { onBehalfOf }: Stamp): unknown {
  if (onBehalfOf === undefined) return after;
  return after !== null && typeof after === "object" && !Array.isArray(after)
    ? { ...after, onBehalfOf }
    : { value: after, onBehalfOf };
}

/** Who did it, when, and what. */
export type StampedEvent = { stamp: Stamp; event: NewEvent };

/** An event as it is stored: sealed, with its body apart. */
export function sealEvent({ stamp, event }: StampedEvent) {
  const id = newId();
  const salt = randomBytes(16).toString("hex");
  const before = asText(event.before);
  const after = asText(withAbsent(event.after, stamp));
  const digest = createHash("sha256")
    .update(
      JSON.stringify([salt, event.stream, event.kind, stamp.actorId, stamp.at, before, after]),
    )
    .digest("hex");
  return {
    event: {
      id,
      stream: event.stream,
      kind: event.kind,
      actor_id: stamp.actorId,
      at: stamp.at,
      system_at: stamp.systemAt,
      digest,
    },
    body: { event_id: id, salt, before, after },
  };
}

/** Appends one event; must be called in the transaction of the write it tells of. */
export async function appendEvent(tx: Tx, stamp: Stamp, event: NewEvent): Promise<void> {
  await appendEvents(tx, [{ stamp, event }]);
}

/**
 * Appends many events in the order given; must be called in the transaction of their writes. What was
 * being typed into the same records comes before them.
 */
export async function appendEvents(tx: Tx, events: readonly StampedEvent[]): Promise<void> {
  const streams = new Set(events.map(({ event }) => event.stream).filter(isTypedInto));
  if (streams.size > 0) await endTyping(tx, (eb) => eb("stream", "in", [...streams]));
  await insertEvents(tx, events);
}

/** The records whose history tells what was typed into them. */
const isTypedInto = (stream: string): boolean => /^(audit|moderation):/.test(stream);

async function insertEvents(tx: Tx, events: readonly StampedEvent[]): Promise<void> {
  const step = 1000;
  for (let from = 0; from < events.length; from += step) {
    const rows = events.slice(from, from + step).map((event) => sealEvent(event));
    await tx
      .insertInto("event")
      .values(rows.map((row) => row.event))
      .execute();
    await tx
      .insertInto("event_body")
      .values(rows.map((row) => row.body))
      .execute();
  }
}

/** What a visit to a page has typed into a record: each field as it was before, and as it is now. */
export type Typing = {
  stream: NewEvent["stream"];
  visit: string;
  kind: EventKind;
  before: Record<string, string>;
  after: Record<string, string>;
};

/** Keeps what a visit has typed, with what it typed before; the record must be locked. */
export async function keepTyping(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  { stream, visit, kind, before, after }: Typing,
): Promise<void> {
  const held = await tx
    .selectFrom("typing")
    .select(["before", "after"])
    .where("stream", "=", stream)
    .where("visit", "=", visit)
    .executeTakeFirst();
  const row = {
    at: stamp.at,
    system_at: stamp.systemAt,
    before: JSON.stringify({ ...before, ...(held && JSON.parse(held.before)) }),
    after: JSON.stringify({ ...(held && JSON.parse(held.after)), ...after }),
  };
  const who = { person_id: stamp.actorId, on_behalf_of: stamp.onBehalfOf ?? null };
  await tx
    .insertInto("typing")
    .values({ stream, visit, kind, ...who, ...row })
    .onConflict((c) => c.columns(["stream", "visit"]).doUpdateSet(row))
    .execute();
}

const typingOf = (row: Selectable<TypingTable>): StampedEvent => ({
  stamp: {
    actorId: row.person_id,
    at: row.at,
    systemAt: row.system_at,
    ...(row.on_behalf_of ? { onBehalfOf: row.on_behalf_of } : {}),
  },
  event: {
    stream: row.stream as NewEvent["stream"],
    kind: row.kind,
    before: JSON.parse(row.before),
    after: JSON.parse(row.after),
  },
});

/** Makes an event of each visit's typing that is over, in the order of the last key. */
async function endTyping(tx: Tx, over: (eb: TypingExpressions) => Expression<SqlBool>) {
  const ended = await tx.deleteFrom("typing").where(over).returningAll().execute();
  ended.sort((a, b) => (a.at < b.at ? -1 : 1));
  await insertEvents(tx, ended.map(typingOf));
}

type TypingExpressions = ExpressionBuilder<Schema, "typing">;

/** How long nothing is typed before a visit counts as over, in milliseconds. */
const quiet = 10 * 60_000;

/** A job: the typing of visits that have been quiet for ten minutes becomes their events. */
export async function endQuietTyping(db: Db, { at }: Pick<Stamp, "at">): Promise<void> {
  const before = new Date(Date.parse(at) - quiet).toISOString();
  const some = await db
    .selectFrom("typing")
    .select("at")
    .where("at", "<", before)
    .limit(1)
    .executeTakeFirst();
  if (some) await transact(db, (tx) => endTyping(tx, (eb) => eb("at", "<", before)));
}

export type EventRow = {
  id: string;
  kind: EventKind;
  stream: string;
  at: string;
  /** "Rae Holt", or "Rae Holt for Toni Vale" when it was done as a deputy. */
  actorName: string | null;
  before: unknown;
  after: unknown;
};

/**
 * The history of one record, or of several together, newest first, at most `limit` events; what is
 * being typed stands first.
 */
export async function listEvents(
  db: Db,
  streams: string | readonly string[],
  limit = 200,
  /** Only events of this kind; left out, all. */
  only?: EventKind,
): Promise<EventRow[]> {
  const of = typeof streams === "string" ? [streams] : [...streams];
  if (of.length === 0) return [];
  let query = db
    .selectFrom("event")
    .leftJoin("one_person as person", "person.record_id", "event.actor_id")
    .leftJoin("event_body", "event_body.event_id", "event.id")
    .select(["event.id", "event.kind", "event.at", "event.stream", "person.name as actorName"])
    .select(["event_body.before", "event_body.after"])
    .where("event.stream", "in", of);
  if (only) query = query.where("event.kind", "=", only);
  const rows = await query.orderBy("event.seq", "desc").limit(limit).execute();
  const typed = only ? [] : await listTyping(db, of);
  const told = [...typed, ...rows].slice(0, limit).map((row) => ({
    ...row,
    before: row.before === null ? null : JSON.parse(row.before),
    after: row.after === null ? null : JSON.parse(row.after),
  }));
  const absent = await listNames(db, [
    ...new Set(told.flatMap(({ after }) => (after?.onBehalfOf ? [String(after.onBehalfOf)] : []))),
  ]);
  return told.map((row) => {
    const name = absent.get(row.after?.onBehalfOf);
    return name ? { ...row, actorName: `${row.actorName ?? "Someone"} for ${name}` } : row;
  });
}

/** What is being typed into these records, told as the events it will be. */
async function listTyping(db: Db, streams: readonly string[]) {
  const within = streams.filter(isTypedInto);
  if (within.length === 0) return [];
  const rows = await db
    .selectFrom("typing")
    .leftJoin("one_person as person", "person.record_id", "typing.person_id")
    .select(["typing.visit as id", "typing.kind", "typing.at", "typing.stream"])
    .select(["person.name as actorName", "typing.before", "typing.after", "on_behalf_of"])
    .where("typing.stream", "in", within)
    .orderBy("typing.at", "desc")
    .execute();
  return rows.map(({ on_behalf_of, after, ...row }) => ({
    ...row,
    after: on_behalf_of
      ? JSON.stringify({ ...JSON.parse(after), onBehalfOf: on_behalf_of })
      : after,
  }));
}

async function listNames(db: Db, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("person")
    .select(["id", "name"])
    .where("id", "in", ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
