/** Owns a correction while it is written: its writer's alone to read, until it is sent. */
import type { Guarded } from "~/server/guard.server";
import type { Audit } from "~db/audits/audits.server";
import { listDraft } from "~db/core/drafts.server";
import { transact } from "~db/core/open.server";
import type { Save } from "~db/core/typed.server";
import { correctionDraft, saveCorrectionDraft } from "~db/operations/audits/corrections.server";

type Own = Pick<Guarded<Audit>, "db" | "subject" | "stamp" | "actor">;

export const listCorrectionDraft = ({ db, subject, actor }: Own) =>
  listDraft(db, correctionDraft(subject.id, actor.id));

/** Null once corrections are no longer taken. */
export const keepCorrection = ({ db, subject, stamp, actor }: Own, save: Save) =>
  transact(db, (tx) => saveCorrectionDraft(tx, { ...stamp, actorId: actor.id }, subject.id, save));
