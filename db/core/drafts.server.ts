/**
 * Owns what someone is still writing before it is committed or sent: a row a field.
 * Practice: a draft is read by the person who writes it and by nobody else, whatever their role;
 * so no list, search or file reads this table.
 */

import { sql } from "kysely";
import type { StoredAnswer } from "~/rules/core/answer-merge";
import type { EventKind } from "~/rules/core/event-kinds";
import type { Stamp } from "./events.server";
import type { Db, Tx } from "./open.server";
import type { Keep } from "./typed.server";

export type DraftStream =
  | `moderation:${string}`
  | `reflection:${string}`
  | `correction:${string}`
  | `answer:${string}`
  | `form:${string}:${string}:${string}`;

/** What is written so far, by field name. */
export async function listDraft(db: Db, stream: DraftStream): Promise<StoredAnswer[]> {
  return db
    .selectFrom("draft")
    .innerJoin("one_person as person", "person.record_id", "draft.saved_by")
    .select(["field", "value", "draft.version", "save_id as saveId"])
    .select(["saved_by as by", "person.name as byName", "saved_at as at"])
    .where("stream", "=", stream)
    .orderBy("field")
    .execute();
}

/** A draft as a place to save into; `list` where more stands in its fields than the draft. */
export const draftAt = (
  stream: DraftStream,
  kind: EventKind | null,
  list?: Keep["list"],
): Keep => ({
  stream,
  kind,
  list: list ?? ((tx) => listDraft(tx, stream)),
  put: async (tx, field, row, change) => {
    await tx
      .insertInto("draft")
      .values({ stream, field, ...row })
      .onConflict((c) => c.columns(["stream", "field"]).doUpdateSet(change))
      .execute();
  },
});

export async function removeDraft(tx: Tx, stream: DraftStream): Promise<void> {
  await tx.deleteFrom("draft").where("stream", "=", stream).execute();
}

/**
 * Empties a draft whose words were sent, so that the next one starts anew: a save that comes late,
 * from the page before, meets a later version and brings nothing back.
 */
export async function emptyDraft(tx: Tx, stamp: Stamp, stream: DraftStream): Promise<void> {
  await tx
    .updateTable("draft")
    .set((eb) => ({ value: "", version: eb("version", "+", 1), save_id: "", saved_at: stamp.at }))
    .where("stream", "=", stream)
    .execute();
}

/** 1 in the column `begun` where something the moderator typed is kept; for reads of moderations. */
export const begunFlag = sql<number>`(case when exists (
  select 1 from draft where draft.stream = 'moderation:' || moderation.id
) then 1 else 0 end)`.as("begun");

/** 1 in the column `correcting` where this person has written a correction and not sent it. */
export const correctingFlag = (personId: string) =>
  sql<number>`(case when exists (
    select 1 from draft
    where draft.stream = 'correction:' || audit.id || ':' || ${personId} and draft.value <> ''
  ) then 1 else 0 end)`.as("correcting");

/** 1 in the column `writing` where this person writes about the audit of the row; for reads of audits. */
export const writingFlag = (personId: string) =>
  sql<number>`(case when exists (
    select 1 from draft where draft.stream = 'reflection:' || audit.id || ':' || ${personId}
  ) then 1 else 0 end)`.as("writing");
