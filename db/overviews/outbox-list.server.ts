/**
 * Owns the outbox as the administrator reads it: who was to be told what, and what became of it.
 * Practice: there is no case content in it to keep back, but a message may tell by being there: of
 * a grade to who must still grade that audit blind or could be asked to, of what the panel changed to
 * who grades it again, of a concern to someone implicated in it. A
 * message that failed can be tried again.
 */

import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import { paths } from "~/paths";
import type { DuePrecision } from "~/rules/core/due";
import type { MessageKind } from "~/rules/messages/messages";
import { type MessageState, messageMachine, messageStates } from "~/rules/messages/outbox";
import { isBlind, isKept } from "../audits/blind.server";
import { containsWords } from "../core/columns";
import { appendEvent, type Stamp } from "../core/events.server";
import { recordsOf } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { countUpTo } from "../core/paged.server";
import type { Schema } from "../core/schema";
import { precisionOfDue } from "../messages/outbox-due.server";

export type ListedMessage = {
  id: string;
  name: string;
  forName: string | null;
  kind: MessageKind;
  link: string;
  dueOn: string | null;
  duePrecision: DuePrecision;
  urgent: boolean;
  state: MessageState;
  madeAt: string;
  attempts: number;
  problem: string;
};

export type OutboxFilters = { state: MessageState | ""; search: string };

/** Of a final audit: which of them was sent says whether the panel changed its grades. */
const tellOfFinal: MessageKind[] = [
  "audit-final",
  "audit-final-changed",
  "audit-final-changed-team",
  "audit-regraded",
];

/** That a message may be shown to this reader, whatever other role they hold. */
export function mayBeShown(
  eb: ExpressionBuilder<Schema, "outbox">,
  readerId: string,
): Expression<SqlBool> {
  const told = sql<string>`substr(outbox.key, length('audit-needs-attention:') + 1)`;
  const kept = eb.and([eb("outbox.kind", "=", "audit-needs-attention"), isKept(told, [readerId])]);
  const final = sql<string>`replace(replace(outbox.link, '/audits/', ''), '/read', '')`;
  const again = eb.and([eb("outbox.kind", "in", tellOfFinal), isBlind(final, [readerId])]);
  const implicated = eb
    .selectFrom("concern_bypass")
    .select("concern_bypass.concern_id")
    .where("concern_bypass.person_id", "in", recordsOf(readerId))
    .where(
      "concern_bypass.concern_id",
      "=",
      sql<string>`substr(outbox.link, ${sql.lit(paths.concerns.one("").length + 1)})`,
    )
    .where("outbox.link", "like", `${paths.concerns.one("")}%`);
  return eb.and([eb.not(kept), eb.not(again), eb.not(eb.exists(implicated))]);
}

/**
 * Messages as this reader may see them, the newest first, a page of them (from 1), and how many
 * there are.
 */
export async function listMessages(
  db: Db,
  readerId: string,
  filters: OutboxFilters,
  page: number,
  pageSize: number,
): Promise<{ count: number; messages: ListedMessage[] }> {
  let query = joined(db).where((eb) => mayBeShown(eb as never, readerId));
  if (filters.state) query = query.where("outbox.state", "=", filters.state);
  if (filters.search) query = query.where(containsWords("person.name_folded", filters.search));
  const count = await countUpTo(db, query.select("outbox.id"));
  const rows = await asListed(query)
    .orderBy("outbox.id", "desc")
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { count, messages: rows.map(typed) };
}

const asListed = (query: ReturnType<typeof joined>) =>
  query
    .leftJoin("one_person as absent", "absent.record_id", "outbox.for_person_id")
    .select(["outbox.id", "person.name", "absent.name as forName", "outbox.kind", "outbox.link"])
    .select(["outbox.due_on as dueOn", "outbox.urgent", "outbox.state", "outbox.problem"])
    .select(precisionOfDue.as("duePrecision"))
    .select(["outbox.made_at as madeAt", "outbox.attempts", "outbox.digest_id as digestId"]);
const joined = (db: Db) =>
  db.selectFrom("outbox").innerJoin("person", "person.id", "outbox.person_id");
type Row = Awaited<ReturnType<ReturnType<typeof asListed>["execute"]>>[number];

const typed = ({ urgent, kind, digestId: _digest, ...row }: Row): ListedMessage => ({
  ...row,
  kind: kind as MessageKind,
  urgent: urgent === 1,
});

/** What each of these daily summaries lists, in the order it was made; at most 50 a summary. */
export async function listDigestContents(
  db: Db,
  readerId: string,
  digestIds: readonly string[],
): Promise<Map<string, ListedMessage[]>> {
  const contents = new Map<string, ListedMessage[]>(digestIds.map((id) => [id, []]));
  if (digestIds.length === 0) return contents;
  const rows = await asListed(joined(db))
    .where("outbox.digest_id", "in", [...digestIds])
    .where((eb) => mayBeShown(eb as never, readerId))
    .orderBy("outbox.id")
    .limit(50 * digestIds.length)
    .execute();
  for (const row of rows) contents.get(row.digestId ?? "")?.push(typed(row));
  return contents;
}

/** How many messages are in each state, each up to a thousand, of those this reader may see. */
export async function countMessages(
  db: Db,
  readerId: string,
): Promise<Record<MessageState, number>> {
  const counts: Partial<Record<MessageState, number>> = {};
  for (const state of messageStates) {
    const found = db
      .selectFrom("outbox")
      .select("id")
      .where("state", "=", state)
      .where((eb) => mayBeShown(eb, readerId));
    counts[state] = await countUpTo(db, found);
  }
  return counts as Record<MessageState, number>;
}

const { hold, "try-again": again } = messageMachine.moves;

/** Has a message tried again from the start, or all that failed; returns how many. */
export async function tryAgain(tx: Tx, stamp: Stamp, messageId: string | null): Promise<number> {
  let update = tx
    .updateTable("outbox")
    .set({
      state: again.to,
      send_after: stamp.systemAt,
      attempts: 0,
      problem: "",
      settled_at: null,
      leased_by: null,
      leased_until: null,
    })
    .where("state", "in", again.from);
  if (messageId !== null) update = update.where("id", "=", messageId);
  const result = await update.executeTakeFirst();
  // What a summary lists goes out with it again.
  await tx
    .updateTable("outbox")
    .set({ state: hold.to, problem: "", settled_at: null })
    .where("state", "=", "failed")
    .where("digest_id", "is not", null)
    .where("digest_id", "in", (eb) =>
      eb.selectFrom("outbox as digest").select("digest.id").where("digest.state", "=", "waiting"),
    )
    .execute();
  const count = Number(result.numUpdatedRows);
  if (count > 0) {
    await appendEvent(tx, stamp, {
      stream: `outbox:${messageId ?? "all"}`,
      kind: "outbox.tried-again",
      after: { count },
    });
  }
  return count;
}
