/**
 * Owns what is typed into an audit: a row a field, each with its own version and last save.
 * Practice: every field is saved on its own; repeating a save succeeds, two people meet a
 * conflict per field, and saves of one audit go one after another.
 */
import { type AnswerBase, baseOf, type StoredAnswer } from "~/rules/core/answer-merge";
import type { Stamp } from "../core/events.server";
import { recordsOf } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { type Keep, type Save, saveTyped, type TypedSaved } from "../core/typed.server";

/** Everything typed into an audit so far, by field name. */
export async function listAnswers(db: Db, auditId: string): Promise<StoredAnswer[]> {
  return db
    .selectFrom("answer")
    .innerJoin("one_person as person", "person.record_id", "answer.saved_by")
    .select(["field", "value", "answer.version", "save_id as saveId"])
    .select(["saved_by as by", "person.name as byName", "saved_at as at"])
    .where("audit_id", "=", auditId)
    .orderBy("field")
    .execute();
}

/** Whether this person has ever saved an answer of the audit: they have read the case. */
export async function hasWritten(db: Db, auditId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom("answer")
    .select("field")
    .where("audit_id", "=", auditId)
    .where("saved_by", "in", recordsOf(personId))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export const valuesOf = (answers: readonly StoredAnswer[]): Record<string, string> =>
  Object.fromEntries(answers.map(({ field, value }) => [field, value]));

export const basesOf = (
  answers: readonly StoredAnswer[],
  fields: readonly string[],
): Record<string, AnswerBase> =>
  Object.fromEntries(
    fields.map((field) => [field, baseOf(answers.find((answer) => answer.field === field))]),
  );

/** An audit's answers as a place to save into. */
const answersOf = (auditId: string): Keep => ({
  stream: `audit:${auditId}`,
  kind: "audit.answers-saved",
  list: (tx) => listAnswers(tx, auditId),
  put: async (tx, field, row, change) => {
    await tx
      .insertInto("answer")
      .values({ audit_id: auditId, field, ...row })
      .onConflict((c) => c.columns(["audit_id", "field"]).doUpdateSet(change))
      .execute();
  },
});

/** Saves what was typed into an audit; it must be locked in the same transaction (`lockAudit`). */
export const saveAnswers = (
  tx: Tx,
  stamp: Stamp & { actorId: string },
  { auditId, ...save }: Save & { auditId: string },
): Promise<TypedSaved> => saveTyped(tx, stamp, answersOf(auditId), save);

/** Forgets a draft that was added to the audit's lists, or thrown away; `names` are its fields. */
export async function removeAnswers(
  tx: Tx,
  auditId: string,
  names: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom("answer")
    .where("audit_id", "=", auditId)
    .where("field", "in", [...names])
    .execute();
}
