/** Owns the answer to a correction while it is written: its writer's alone to read. */
import type { CorrectionOfAudit } from "~/server/correction-subjects.server";
import type { Guarded } from "~/server/guard.server";
import { listDraft } from "~db/core/drafts.server";
import { transact } from "~db/core/open.server";
import type { Save } from "~db/core/typed.server";
import { answerDraft, saveAnswerDraft } from "~db/operations/audits/corrections.server";

type Own = Pick<Guarded<CorrectionOfAudit>, "db" | "subject" | "stamp" | "actor">;

export const listAnswerDraft = ({ db, subject, actor }: Own) =>
  listDraft(db, answerDraft(subject.correction.id, actor.id));

/** Null once the correction is answered. */
export const keepAnswer = ({ db, subject, stamp, actor }: Own, save: Save) =>
  transact(db, (tx) =>
    saveAnswerDraft(tx, { ...stamp, actorId: actor.id }, subject.correction, save),
  );
