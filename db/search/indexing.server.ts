/**
 * Owns keeping the index as the records are: what changed is noted by the database itself, in the
 * deed's own transaction, and indexed before the next search and now and then.
 * Practice: no deed knows of the search, so none can forget it; one goes about it at a time.
 */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import { type SearchKind, searchKinds } from "~/rules/search/search";
import { dialectOf } from "../core/columns";
import { type Db, type Tx, transact } from "../core/open.server";
import { listTexts, type SearchText } from "./texts.server";
import { addWords, type IndexedWords, indexedWords } from "./words.server";

/** How many changes one transaction sees to: others write in between. */
const batch = 200;

export const digestOf = (text: SearchText, words: IndexedWords): string =>
  createHash("sha256")
    .update(JSON.stringify([text.at, words.title, words.body, words.tags]))
    .digest("base64url")
    .slice(0, 22);

/** Puts these records in the index as they are now, or out of it. */
async function indexAnew(tx: Tx, kind: SearchKind, ids: readonly string[]): Promise<void> {
  const indexed = await tx
    .selectFrom("search_record")
    .select(["record_id", "digest"])
    .where("kind", "=", kind)
    .where("record_id", "in", ids)
    .execute();
  const texts = new Map((await listTexts(tx, kind, ids)).map((text) => [text.id, text]));
  for (const id of ids) {
    const before = indexed.find(({ record_id }) => record_id === id);
    const text = texts.get(id);
    const words = text && indexedWords(kind, text);
    const digest = text && words ? digestOf(text, words) : null;
    if ((before?.digest ?? null) === digest) continue;
    if (before) {
      await tx
        .deleteFrom("search_record")
        .where("kind", "=", kind)
        .where("record_id", "=", id)
        .execute();
    }
    if (text && words && digest)
      await addWords(tx, { kind, record_id: id, at: text.at, digest }, words);
  }
}

async function indexSome(tx: Tx): Promise<number> {
  // Two at once could each write what the other has read before; SQLite has one writer anyway.
  if (dialectOf(tx) === "postgres") {
    await sql`select pg_advisory_xact_lock(hashtext('search_due'))`.execute(tx);
  }
  const due = await tx
    .selectFrom("search_due")
    .selectAll()
    .orderBy("number")
    .limit(batch)
    .execute();
  for (const kind of searchKinds) {
    const ids = due.flatMap((one) => (one.kind === kind ? [one.record_id] : []));
    if (ids.length > 0) await indexAnew(tx, kind, [...new Set(ids)]);
  }
  const numbers = due.map(({ number }) => number);
  if (numbers.length > 0)
    await tx.deleteFrom("search_due").where("number", "in", numbers).execute();
  return due.length;
}

/**
 * Indexes what changed, so many changes at most; answers whether nothing is left. Nobody waits for
 * thousands: the rest is done in the background.
 */
export async function indexChanges(db: Db, most = 1_000): Promise<boolean> {
  for (let done = 0; ; ) {
    const next = await db.selectFrom("search_due").select("number").limit(1).executeTakeFirst();
    if (!next) return true;
    if (done >= most) return false;
    done += await transact(db, indexSome);
  }
}

/** Where the index is not what the records say, a sentence each; reads all of it. */
export async function unscopedIndexDifferences(db: Db): Promise<string[]> {
  const due = await db.selectFrom("search_due").select(["kind", "record_id"]).execute();
  const isDue = new Set(due.map((one) => `${one.kind} ${one.record_id}`));
  const found: string[] = [];
  for (const kind of searchKinds) {
    const kept = await db
      .selectFrom("search_record")
      .select(["record_id", "digest"])
      .where("kind", "=", kind)
      .execute();
    const digests = new Map(kept.map((one) => [one.record_id, one.digest]));
    const ids = new Set([...digests.keys(), ...(await listIds(db, kind))]);
    const all = [...ids].filter((id) => !isDue.has(`${kind} ${id}`)).sort();
    for (let at = 0; at < all.length; at += batch) {
      const some = all.slice(at, at + batch);
      const texts = new Map((await listTexts(db, kind, some)).map((text) => [text.id, text]));
      for (const id of some) {
        const text = texts.get(id);
        const now = text ? digestOf(text, indexedWords(kind, text)) : null;
        const was = digests.get(id) ?? null;
        if (now === was) continue;
        const how = was === null ? "is not indexed" : now === null ? "is gone" : "says other words";
        found.push(`Search index, ${kind} ${id}: the record ${how}`);
      }
    }
  }
  return found;
}

const tables = {
  finding: "finding",
  learning: "learning",
  action: "action",
  exercise: "exercise",
  report: "report_edition",
} as const satisfies Record<SearchKind, string>;

async function listIds(db: Db, kind: SearchKind): Promise<string[]> {
  const rows = await db.selectFrom(tables[kind]).select("id").execute();
  return rows.map(({ id }) => id);
}
