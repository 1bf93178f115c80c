/** Owns a practitioner's own words while they write them: theirs alone to read, until they are sent. */
import type { Guarded } from "~/server/guard.server";
import { type Audit, lockAudit } from "~db/audits/audits.server";
import {
  type LastWord,
  listOwnWords,
  type OwnWords,
  saveLastWord,
  saveOwnWords,
  saveReflection,
} from "~db/audits/reflections.server";
import type { Stamp } from "~db/core/events.server";
import { type Tx, transact } from "~db/core/open.server";
import type { Save } from "~db/core/typed.server";

type Own = Pick<Guarded<Audit>, "db" | "subject" | "stamp" | "actor">;

export const listWords = ({ db, subject, actor }: Own) => listOwnWords(db, subject.id, actor.id);

/** Null when the audit became final or was withdrawn meanwhile: the page is another then. */
export const keepOwnWords = (own: Own, save: Save) =>
  whileOpen(own, (tx, by) => saveOwnWords(tx, by, own.subject.id, save));

/** Sends what was written: from now on others read it. Null as above. */
export const sendOwnWords = (own: Own, sent: { reflection: OwnWords } | { lastWord: LastWord }) =>
  whileOpen(own, async (tx, by) => {
    if ("reflection" in sent) await saveReflection(tx, by, own.subject.id, sent.reflection);
    else await saveLastWord(tx, by, own.subject.id, sent.lastWord);
    return true;
  });

function whileOpen<T>(
  { db, subject, stamp, actor }: Own,
  work: (tx: Tx, by: Stamp & { actorId: string }) => Promise<T>,
): Promise<T | null> {
  const by = { ...stamp, actorId: actor.id };
  return transact(db, async (tx) => {
    const state = (await lockAudit(tx, subject.id))?.state;
    const isSame = state !== "withdrawn" && (state === "final") === (subject.state === "final");
    return isSame ? work(tx, by) : null;
  });
}
