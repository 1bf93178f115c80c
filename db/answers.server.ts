/**
 * Owns what is typed into an audit: a row a field, each with its own version and last save.
 * Practice: every field is saved on its own; repeating a save succeeds, two people meet a
 * conflict per field, and saves of one audit go one after another.
 */
import {
  type AnswerBase,
  baseOf,
  leavesMark,
  mergeAnswer,
  type PostedAnswer,
  readSaveId,
  type StoredAnswer,
} from "~/rules/answer-merge";
import { appendEvent, extendEvent, findLastEvent, type Stamp } from "./events.server";
import type { Db, Tx } from "./open.server";

/** Everything typed into an audit so far, by field name. */
export async function listAnswers(db: Db, auditId: string): Promise<StoredAnswer[]> {
  return db
    .selectFrom("answer")
    .innerJoin("person", "person.id", "answer.saved_by")
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
    .where("saved_by", "=", personId)
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

export type AnswersSaved = {
  /** The names of the fields that changed. */
  written: string[];
  /** What somebody else saved in the meantime, and this save therefore left alone. */
  contested: StoredAnswer[];
};

/**
 * Saves what was typed, field by field; contested fields are left as they are and given back.
 * The audit must be locked in the same transaction (`lockAudit`).
 */
export async function saveAnswers(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  save: { auditId: string; saveId: string; answers: readonly PostedAnswer[] },
): Promise<AnswersSaved> {
  const held = new Map(
    (await listAnswers(tx, save.auditId)).map((answer) => [answer.field, answer]),
  );
  const contested: StoredAnswer[] = [];
  const before: Record<string, string> = {};
  const after: Record<string, string> = {};
  for (const posted of save.answers) {
    const stored = held.get(posted.field);
    const outcome = mergeAnswer(stored, posted, save.saveId);
    if (outcome === "conflict" && stored) contested.push(stored);
    if (outcome === "keep" && leavesMark(stored, posted, save.saveId)) {
      await mark(tx, stamp, save, posted.field);
    }
    if (outcome !== "write") continue;
    before[posted.field] = stored?.value ?? "";
    after[posted.field] = posted.value;
    const values = {
      value: posted.value,
      version: (stored?.version ?? 0) + 1,
      save_id: save.saveId,
      saved_by: stamp.actorId,
      saved_at: stamp.at,
    };
    await tx
      .insertInto("answer")
      .values({ audit_id: save.auditId, field: posted.field, ...values })
      .onConflict((c) => c.columns(["audit_id", "field"]).doUpdateSet(values))
      .execute();
  }
  const written = Object.keys(after);
  if (written.length > 0) await tellOfTyping(tx, stamp, save, held, { before, after });
  return { written, contested };
}

/** Leaves the id of this save at an answer it kept; an answer never given gets a row, version 0. */
async function mark(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  save: { auditId: string; saveId: string },
  field: string,
): Promise<void> {
  const first = { value: "", version: 0, saved_by: stamp.actorId, saved_at: stamp.at };
  await tx
    .insertInto("answer")
    .values({ audit_id: save.auditId, field, save_id: save.saveId, ...first })
    .onConflict((c) => c.columns(["audit_id", "field"]).doUpdateSet({ save_id: save.saveId }))
    .execute();
}

/**
 * One event a visit to a page, not one a save: while the newest event of the audit tells of this
 * visit's typing, it is made to tell of this save too.
 */
async function tellOfTyping(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  save: { auditId: string; saveId: string },
  held: ReadonlyMap<string, StoredAnswer>,
  change: { before: Record<string, string>; after: Record<string, string> },
): Promise<void> {
  const stream = `audit:${save.auditId}` as const;
  const kind = "audit.answers-saved";
  const { visit, number } = readSaveId(save.saveId);
  const last = number > 0 ? await findLastEvent(tx, stream) : null;
  const told = (last?.after ?? {}) as Record<string, string>;
  const isOurs =
    last?.kind === kind &&
    last.actorId === stamp.actorId &&
    Object.keys(told).every((field) => readSaveId(held.get(field)?.saveId ?? "").visit === visit);
  if (!last || !isOurs) return appendEvent(tx, stamp, { stream, kind, ...change });
  const before = { ...change.before, ...(last.before as Record<string, string>) };
  await extendEvent(tx, stamp, last, { stream, kind, before, after: { ...told, ...change.after } });
}

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
