/**
 * Owns the practitioner's own part of an audit: their reflection, and once it is final their comment
 * and whether the reflective conversation took place.
 * Practice: an audit is done with the worker; what they wrote is theirs, stays as they wrote it, and
 * is read by nobody else before they send it.
 */
import type { StoredAnswer } from "~/rules/core/answer-merge";
import { draftAt, listDraft } from "../core/drafts.server";
import { appendEvent, type Stamp } from "../core/events.server";
import type { Db, Tx } from "../core/open.server";
import { type Save, saveTyped, type TypedSaved } from "../core/typed.server";
import { mustChange } from "../core/versions.server";

export type Reflection = {
  proudOf: string;
  doDifferently: string;
  childWouldSay: string;
  raiseGrade: string;
  writtenAt: string;
  comment: string;
  conversation: "" | "yes" | "no";
  /** YYYY-MM-DD */
  conversationOn: string | null;
  confirmedAt: string | null;
  version: number;
};

/** The worker's part in an audit; null while they have written nothing. */
export async function findReflection(db: Db, auditId: string): Promise<Reflection | null> {
  const row = await db
    .selectFrom("reflection")
    .select(["proud_of as proudOf", "do_differently as doDifferently", "version"])
    .select(["child_would_say as childWouldSay", "raise_grade as raiseGrade"])
    .select(["written_at as writtenAt", "comment", "conversation"])
    .select(["conversation_on as conversationOn", "confirmed_at as confirmedAt"])
    .where("audit_id", "=", auditId)
    .executeTakeFirst();
  return row ?? null;
}

type Columns = {
  proud_of?: string;
  do_differently?: string;
  child_would_say?: string;
  raise_grade?: string;
  comment?: string;
  conversation?: "yes" | "no";
  conversation_on?: string | null;
  confirmed_at?: string;
};

/** Writes some of the worker's part; `version` 0 stands for the first. Throws Conflict when it changed. */
async function write(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  auditId: string,
  version: number,
  columns: Columns,
): Promise<void> {
  const stream = `audit:${auditId}` as const;
  const values = { ...columns, written_at: stamp.at, version: version + 1 };
  if (version === 0) {
    const empty = { proud_of: "", do_differently: "", child_would_say: "" };
    const { numInsertedOrUpdatedRows = 0n } = await tx
      .insertInto("reflection")
      .values({ audit_id: auditId, person_id: stamp.actorId, ...empty, ...values })
      .onConflict((c) => c.column("audit_id").doNothing())
      .executeTakeFirstOrThrow();
    mustChange(stream, { numUpdatedRows: numInsertedOrUpdatedRows });
    return;
  }
  mustChange(
    stream,
    await tx
      .updateTable("reflection")
      .set(values)
      .where("audit_id", "=", auditId)
      .where("version", "=", version)
      .executeTakeFirst(),
  );
}

/** The columns of what a practitioner writes, by the names of the form's fields. */
const written = [
  "proudOf",
  "doDifferently",
  "childWouldSay",
  "raiseGrade",
  "comment",
  "conversation",
  "conversationOn",
] as const;
export type WrittenField = (typeof written)[number];

const draftStream = (auditId: string, personId: string) =>
  `reflection:${auditId}:${personId}` as const;

/**
 * What a practitioner is writing, field by field, and where they have not changed it, what they
 * sent before. Theirs alone.
 */
export async function listOwnWords(
  db: Db,
  auditId: string,
  personId: string,
): Promise<StoredAnswer[]> {
  const draft = await listDraft(db, draftStream(auditId, personId));
  const sent = await findReflection(db, auditId);
  const begun = new Set(draft.map(({ field }) => field));
  const rest = written.flatMap((field): StoredAnswer[] => {
    const value = sent?.[field] ?? "";
    if (!sent || value === "" || begun.has(field)) return [];
    const at = sent.writtenAt;
    return [{ field, value, version: 0, saveId: "", by: personId, byName: "You", at }];
  });
  return [...draft, ...rest];
}

/** What is written and differs from what was sent. */
export const unsentOf = (
  own: readonly StoredAnswer[],
  sent: Reflection | null,
): Partial<Record<WrittenField, string>> =>
  Object.fromEntries(
    own.flatMap(({ field, value }) =>
      value.trim() === (sent?.[field as WrittenField] ?? "") ? [] : [[field, value]],
    ),
  );

/**
 * Saves what a practitioner types, for themselves. The audit must be locked in the same
 * transaction, so that it doesn't become final or go in between.
 */
export const saveOwnWords = (
  tx: Tx,
  stamp: Stamp & { actorId: string },
  auditId: string,
  save: Save,
): Promise<TypedSaved> => {
  const list = (within: Tx) => listOwnWords(within, auditId, stamp.actorId);
  const stream = draftStream(auditId, stamp.actorId);
  return saveTyped(tx, stamp, draftAt(stream, "reflection.typed", list), save);
};

export type OwnWords = Pick<
  Reflection,
  "proudOf" | "doDifferently" | "childWouldSay" | "raiseGrade"
>;

/** Sends the reflection. Throws Conflict as above. */
export async function saveReflection(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  auditId: string,
  words: OwnWords,
): Promise<void> {
  const before = await findReflection(tx, auditId);
  const version = before?.version ?? 0;
  await write(tx, stamp, auditId, version, {
    proud_of: words.proudOf,
    do_differently: words.doDifferently,
    child_would_say: words.childWouldSay,
    raise_grade: words.raiseGrade,
  });
  await appendEvent(tx, stamp, {
    stream: `audit:${auditId}`,
    kind: "audit.reflected",
    before,
    after: words,
  });
}

export type LastWord = {
  comment: string;
  conversation: "yes" | "no";
  conversationOn: string | null;
};

/** Once final: the comment, and whether and when the conversation took place. Throws Conflict as above. */
export async function saveLastWord(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  auditId: string,
  word: LastWord,
): Promise<void> {
  const before = await findReflection(tx, auditId);
  await write(tx, stamp, auditId, before?.version ?? 0, {
    comment: word.comment,
    conversation: word.conversation,
    conversation_on: word.conversationOn,
    confirmed_at: stamp.at,
  });
  const stream = `audit:${auditId}` as const;
  if (word.comment !== (before?.comment ?? "")) {
    await appendEvent(tx, stamp, {
      stream,
      kind: "audit.commented",
      before: before && { comment: before.comment },
      after: { comment: word.comment },
    });
  }
  const { conversation, conversationOn } = word;
  if (conversation !== before?.conversation || conversationOn !== before.conversationOn) {
    await appendEvent(tx, stamp, {
      stream,
      kind: "audit.conversation-confirmed",
      before: before && {
        conversation: before.conversation,
        conversationOn: before.conversationOn,
      },
      after: { conversation, conversationOn },
    });
  }
}
