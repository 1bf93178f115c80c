/**
 * Owns the practitioner's own part of an audit: their reflection and factual corrections, and once
 * it is final their comment and whether the reflective conversation took place.
 * Practice: an audit is done with the worker; what they wrote is theirs and stays as they wrote it.
 */
import { paths } from "~/paths";
import { appendEvent, type Stamp } from "./events.server";
import type { Db, Tx } from "./open.server";
import { addMessages } from "./outbox.server";
import { mustChange } from "./versions.server";

export type Reflection = {
  proudOf: string;
  doDifferently: string;
  childWouldSay: string;
  raiseGrade: string;
  correction: string;
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
    .select(["proud_of as proudOf", "do_differently as doDifferently", "correction", "version"])
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
  correction?: string;
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
    const empty = { proud_of: "", do_differently: "", child_would_say: "", correction: "" };
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

export type OwnWords = Pick<
  Reflection,
  "proudOf" | "doDifferently" | "childWouldSay" | "raiseGrade" | "correction" | "version"
>;

/** Saves the reflection, and tells the auditor of a new correction. Throws Conflict as above. */
export async function saveReflection(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  auditId: string,
  words: OwnWords,
): Promise<void> {
  const before = await findReflection(tx, auditId);
  await write(tx, stamp, auditId, words.version, {
    proud_of: words.proudOf,
    do_differently: words.doDifferently,
    child_would_say: words.childWouldSay,
    raise_grade: words.raiseGrade,
    correction: words.correction,
  });
  const corrects = words.correction !== (before?.correction ?? "");
  await appendEvent(tx, stamp, {
    stream: `audit:${auditId}`,
    kind: corrects ? "audit.corrected" : "audit.reflected",
    before,
    after: words,
  });
  if (!corrects || words.correction === "") return;
  const { auditor_id: to } = await tx
    .selectFrom("audit")
    .select("auditor_id")
    .where("id", "=", auditId)
    .executeTakeFirstOrThrow();
  if (!to) return;
  const key = `${auditId}:${words.version}`;
  const link = paths.audits.read(auditId);
  await addMessages(tx, stamp, [{ to, kind: "audit-corrected", key, link }]);
}

export type LastWord = {
  version: number;
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
  await write(tx, stamp, auditId, word.version, {
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
