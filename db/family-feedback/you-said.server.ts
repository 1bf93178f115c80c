/**
 * Owns the entries of "You said, we did": writing, publishing and withdrawing them, and what everyone reads.
 * Practice: whoever reads the page is given words and a date, never what an entry rests on or who
 * wrote it; each write asks for the version that was read, and the history keeps the words.
 */
import type { Access } from "~/rules/access/access";
import { councilWide } from "~/rules/access/access";
import { type YouSaidState, youSaidMachine } from "~/rules/family-feedback/you-said";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";

export type YouSaidWords = { said: string; did: string; changed: string };
export type RestsOn = { learningId: string | null; actionId: string | null };

export type YouSaid = YouSaidWords &
  RestsOn & {
    id: string;
    state: YouSaidState;
    learningReference: number | null;
    actionReference: number | null;
    publishedAt: string | null;
    withdrawnReason: string;
    version: number;
  };

type By = Stamp & { actorId: string };
const streamOf = (id: string) => `you-said:${id}` as const;
const { first, moves } = youSaidMachine;

const query = (db: Db) =>
  db
    .selectFrom("you_said")
    .leftJoin("learning", "learning.id", "you_said.learning_id")
    .leftJoin("action", "action.id", "you_said.action_id")
    .select(["you_said.id", "you_said.state", "you_said.said", "you_said.did", "you_said.changed"])
    .select(["you_said.learning_id as learningId", "you_said.action_id as actionId"])
    .select(["learning.reference as learningReference", "action.reference as actionReference"])
    .select(["you_said.published_at as publishedAt", "you_said.version"])
    .select("you_said.withdrawn_reason as withdrawnReason");

export async function findYouSaid(
  db: Db,
  id: string,
): Promise<(YouSaid & { access: Access }) | null> {
  const row = await query(db).where("you_said.id", "=", id).executeTakeFirst();
  return row ? { ...row, access: councilWide } : null;
}

type Paged = { limit: number; offset: number };

/** Every entry, the latest first; one more than `limit` where there are more. */
export const unscopedYouSaid = (db: Db, { limit, offset }: Paged): Promise<YouSaid[]> =>
  query(db)
    .orderBy("you_said.written_at", "desc")
    .orderBy("you_said.id", "desc")
    .limit(limit + 1)
    .offset(offset)
    .execute();

export type PublishedEntry = YouSaidWords & { id: string; publishedAt: string | null };

/** What everyone reads: words and when they were published, the latest first; one more than `limit`. */
export const unscopedPublishedYouSaid = (
  db: Db,
  { limit, offset }: Paged,
): Promise<PublishedEntry[]> =>
  db
    .selectFrom("you_said")
    .select(["id", "said", "did", "changed", "published_at as publishedAt"])
    .where("state", "=", moves.publish.to)
    .orderBy("published_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .offset(offset)
    .execute();

/** The learning and the action that references name; null for one that there is not. */
export async function findRestsOn(
  db: Db,
  { learning, action }: { learning: number | null; action: number | null },
): Promise<RestsOn> {
  const [learnt, done] = await Promise.all([
    db
      .selectFrom("learning")
      .select("id")
      .where("reference", "=", learning ?? -1)
      .executeTakeFirst(),
    db
      .selectFrom("action")
      .select("id")
      .where("reference", "=", action ?? -1)
      .executeTakeFirst(),
  ]);
  return { learningId: learnt?.id ?? null, actionId: done?.id ?? null };
}

/** Writes an entry; the same words by the same person stand once, as when a button is pressed twice. */
export async function writeYouSaid(
  tx: Tx,
  stamp: By,
  { said, did, changed, learningId, actionId }: YouSaidWords & RestsOn,
): Promise<string> {
  const there = await tx
    .selectFrom("you_said")
    .select("id")
    .where("written_by", "=", stamp.actorId)
    .where("state", "=", first)
    .where("said", "=", said)
    .where("did", "=", did)
    .orderBy("written_at", "desc")
    .limit(1)
    .executeTakeFirst();
  if (there) return there.id;
  const id = newId();
  await tx
    .insertInto("you_said")
    .values({
      ...{ id, state: first, said, did, changed, learning_id: learningId, action_id: actionId },
      ...{ written_by: stamp.actorId, written_at: stamp.at },
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream: streamOf(id),
    kind: "you-said.written",
    after: { said, did, changed },
  });
  return id;
}

async function update(
  tx: Tx,
  id: string,
  version: number,
  from: readonly YouSaidState[],
  set: Record<string, string | null>,
): Promise<void> {
  mustChange(
    streamOf(id),
    await tx
      .updateTable("you_said")
      .set((eb) => ({ ...set, version: eb("version", "+", 1) }))
      .where("id", "=", id)
      .where("version", "=", version)
      .where("state", "in", from)
      .executeTakeFirst(),
  );
}

/** Words an entry anew that is not out. Throws Conflict. */
export async function changeYouSaid(
  tx: Tx,
  stamp: By,
  before: YouSaid,
  {
    version,
    said,
    did,
    changed,
    learningId,
    actionId,
  }: YouSaidWords & RestsOn & { version: number },
): Promise<void> {
  await update(tx, before.id, version, moves.publish.from, {
    ...{ said, did, changed, learning_id: learningId, action_id: actionId },
  });
  await appendEvent(tx, stamp, {
    stream: streamOf(before.id),
    kind: "you-said.changed",
    before: { said: before.said, did: before.did, changed: before.changed },
    after: { said, did, changed },
  });
}

/** Publishes an entry for everyone. Throws Conflict. */
export async function publishYouSaid(
  tx: Tx,
  stamp: By,
  { id }: Pick<YouSaid, "id">,
  version: number,
): Promise<void> {
  const { from, to } = moves.publish;
  await update(tx, id, version, from, {
    ...{ state: to, published_at: stamp.at, withdrawn_reason: "" },
  });
  await appendEvent(tx, stamp, {
    stream: streamOf(id),
    kind: "you-said.published",
    after: { state: to },
  });
}

/** Takes an entry off the page. Throws Conflict. */
export async function withdrawYouSaid(
  tx: Tx,
  stamp: By,
  { id }: Pick<YouSaid, "id">,
  { version, reason }: { version: number; reason: string },
): Promise<void> {
  const { from, to } = moves.withdraw;
  await update(tx, id, version, from, { state: to, withdrawn_reason: reason });
  await appendEvent(tx, stamp, {
    stream: streamOf(id),
    kind: "you-said.withdrawn",
    after: { state: to, reason },
  });
}
