/**
 * Owns the history: every write appends an event in its own transaction; none is ever deleted.
 * Practice: before and after live apart from the event, salted into its digest, so that content
 * can be erased by retention and the log still proves itself.
 */
import { createHash, randomBytes } from "node:crypto";
import { newId } from "./ids.server";
import type { Db, Tx } from "./open.server";

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
  /** What happened, as capability words: "audit.submitted". */
  kind: string;
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
export function sealEvent({ stamp, event }: StampedEvent, known?: { id: string; salt: string }) {
  const id = known?.id ?? newId();
  const salt = known?.salt ?? randomBytes(16).toString("hex");
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

/** Appends many events in the order given; must be called in the transaction of their writes. */
export async function appendEvents(tx: Tx, events: readonly StampedEvent[]): Promise<void> {
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

export type LastEvent = {
  id: string;
  salt: string;
  kind: string;
  actorId: string | null;
  before: unknown;
  after: unknown;
};

/** The newest event of one record, with what it takes to extend it; null when there is none. */
export async function findLastEvent(tx: Tx, stream: string): Promise<LastEvent | null> {
  const row = await tx
    .selectFrom("event")
    .innerJoin("event_body", "event_body.event_id", "event.id")
    .select(["event.id", "kind", "actor_id as actorId", "salt", "before", "after"])
    .where("stream", "=", stream)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const read = (text: string | null) => (text === null ? null : JSON.parse(text));
  return { ...row, before: read(row.before), after: read(row.after) };
}

/** Makes the newest event of its record tell of one more save of the same visit to a page. */
export async function extendEvent(
  tx: Tx,
  stamp: Stamp,
  last: Pick<LastEvent, "id" | "salt">,
  event: NewEvent,
): Promise<void> {
  const rows = sealEvent({ stamp, event }, last);
  const { at, system_at, digest } = rows.event;
  await tx.updateTable("event").set({ at, system_at, digest }).where("id", "=", last.id).execute();
  const { before, after } = rows.body;
  await tx
    .updateTable("event_body")
    .set({ before, after })
    .where("event_id", "=", last.id)
    .execute();
}

export type EventRow = {
  id: string;
  kind: string;
  stream: string;
  at: string;
  /** "Rae Holt", or "Rae Holt for Toni Vale" when it was done as a deputy. */
  actorName: string | null;
  before: unknown;
  after: unknown;
};

/** The history of one record, or of several together, newest first, at most `limit` events. */
export async function listEvents(
  db: Db,
  streams: string | readonly string[],
  limit = 200,
): Promise<EventRow[]> {
  const rows = await db
    .selectFrom("event")
    .leftJoin("one_person as person", "person.record_id", "event.actor_id")
    .leftJoin("event_body", "event_body.event_id", "event.id")
    .select(["event.id", "event.kind", "event.at", "event.stream", "person.name as actorName"])
    .select(["event_body.before", "event_body.after"])
    .where("event.stream", "in", typeof streams === "string" ? [streams] : [...streams])
    .orderBy("event.seq", "desc")
    .limit(limit)
    .execute();
  const told = rows.map((row) => ({
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

async function listNames(db: Db, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("person")
    .select(["id", "name"])
    .where("id", "in", ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
