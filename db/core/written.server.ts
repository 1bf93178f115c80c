/**
 * Owns what is typed into a form that its button sends, kept until then for its writer.
 * Practice: a draft is read by whoever writes it and by nobody else, leaves no history of its own,
 * goes when the form is sent or thrown away, and is never sent by itself.
 */
import { sql } from "kysely";
import type { StoredAnswer } from "~/rules/core/answer-merge";
import { mostFields, type WrittenForm } from "~/rules/core/written";
import { draftAt, listDraft, removeDraft } from "./drafts.server";
import type { Stamp } from "./events.server";
import type { Db, Tx } from "./open.server";
import type { Schema } from "./schema";
import { type Save, saveTyped, type TypedSaved } from "./typed.server";

/** Which form, about which record, of whom. */
export type WrittenAt = { form: WrittenForm; record: string; personId: string };

/** The version of the record that a draft was begun over, kept beside its fields. */
export const overField = "version";

const streamOf = ({ form, record, personId }: WrittenAt) =>
  `form:${form}:${record}:${personId}` as const;

export const listWritten = (db: Db, at: WrittenAt): Promise<StoredAnswer[]> =>
  listDraft(db, streamOf(at));

/** The parts of a record in which this person has something kept that was not sent. */
export async function listBegunParts(
  db: Db,
  at: WrittenAt,
  parts: readonly string[],
): Promise<string[]> {
  const streams = new Map(
    parts.map((part) => [streamOf({ ...at, record: `${at.record}~${part}` }), part] as const),
  );
  const rows = await db
    .selectFrom("draft")
    .select("stream")
    .distinct()
    .where("stream", "in", [...streams.keys()])
    .execute();
  const begun = new Set(rows.map(({ stream }) => stream));
  return [...streams].flatMap(([stream, part]) => (begun.has(stream) ? [part] : []));
}

/** Saves what is typed; two pages of one person meet a conflict per field. Null when it is too much. */
export async function saveWritten(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  at: WrittenAt,
  { saveId, answers }: Save,
  over: string,
): Promise<TypedSaved | null> {
  // Their own pages save one after another.
  await tx
    .updateTable("person")
    .set({ name: sql.ref("person.name") })
    .where("id", "=", at.personId)
    .execute();
  const stream = streamOf(at);
  const begun = await listDraft(tx, stream);
  if (begun.length + answers.length > 2 * mostFields) return null;
  // A field emptied that the record fills is typed too: it stands against what the page showed.
  const list = async () => [
    ...begun,
    ...answers
      .filter(({ field, base }) => base.version === 0 && !begun.some((one) => one.field === field))
      .map(({ field }) => untouched(field)),
  ];
  const isFirst = over !== "" && !begun.some(({ field }) => field === overField);
  const base = { version: 0, digest: "" };
  const first = isFirst ? [{ field: overField, value: over, base, choice: null }] : [];
  return saveTyped(
    tx,
    stamp,
    { ...draftAt(stream, null, list) },
    {
      saveId,
      answers: [...first, ...answers],
    },
  );
}

/** A field before anything is kept of it: like no text that can be typed. */
const untouched = (field: string): StoredAnswer => ({
  field,
  value: "\u0000",
  version: 0,
  saveId: "",
  by: "",
  byName: "",
  at: "",
});

/** Ends a draft: its form was sent, or its writer threw it away. */
export const forgetWritten = (tx: Tx, at: WrittenAt): Promise<void> =>
  removeDraft(tx, streamOf(at));

/** The table of the records that each form is about; none for a form that makes one. */
const recordsOf: Record<WrittenForm, keyof Schema | null> = {
  acknowledgement: "concern",
  action: null,
  "action-step": "action",
  "calibration-grade": "calibration",
  "close-window": "exercise",
  concern: "audit",
  conversation: "audit",
  decision: "moderation",
  decline: "audit",
  minutes: "panel_meeting",
  "double-audit": "double_audit",
  "family-feedback": "feedback_invitation",
  learning: "learning",
  "log-minutes": null,
  "learning-source": null,
  narrative: "exercise",
  observation: "observation",
  "observation-answer": "observation",
  "observation-questions": null,
  response: "response",
  "session-briefing": "feedback_session",
  "session-point": "feedback_session",
  "sample-findings": "exercise",
  "second-look": "moderation",
  "second-look-answer": "second_look",
  thanks: "finding",
};

const keptDays = 90;

/** Removes drafts whose record is gone, and those nobody has typed in for ninety days. */
export async function removeOldWriting(db: Db, { at }: Stamp): Promise<number> {
  const oldest = new Date(Date.parse(at) - keptDays * 86_400_000).toISOString();
  const drafts = await db
    .selectFrom("draft")
    .select("stream")
    .select((eb) => eb.fn.max("saved_at").as("last"))
    .where("stream", ">=", "form:")
    .where("stream", "<", "form;")
    .groupBy("stream")
    .execute();
  const gone: string[] = [];
  for (const { stream, last } of drafts) {
    const [, form = "", record = ""] = stream.split(":");
    const table = recordsOf[form as WrittenForm];
    if (last < oldest || (table && !(await isThere(db, table, record)))) gone.push(stream);
  }
  if (gone.length > 0) await db.deleteFrom("draft").where("stream", "in", gone).execute();
  return gone.length;
}

async function isThere(db: Db, table: keyof Schema, record: string): Promise<boolean> {
  const { ref } = db.dynamic;
  const row = await db
    .selectFrom(db.dynamic.table(table).as("record"))
    .select(ref<string>("record.id"))
    .where(ref<string>("record.id"), "=", record.split("~")[0])
    .executeTakeFirst();
  return row !== undefined;
}
