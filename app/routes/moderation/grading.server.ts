/** Owns the moderator's draft of their grades, for the pages of grading: theirs alone to read. */
import type { Guarded } from "~/server/guard.server";
import { listDraft } from "~db/core/drafts.server";
import { transact } from "~db/core/open.server";
import type { Save } from "~db/core/typed.server";
import type { ModeratedAudit } from "~db/moderation/moderations.server";
import { gradesOf, saveGrades } from "~db/operations/moderation/grading.server";

type Grading = Pick<Guarded<ModeratedAudit>, "db" | "subject" | "stamp" | "actor">;

export const listGrades = ({ db, subject }: Grading) =>
  listDraft(db, gradesOf(subject.moderation.id));

/** Null when they are no longer this moderator's to write. */
export const keepGrades = ({ db, subject, stamp, actor }: Grading, save: Save) =>
  transact(db, (tx) =>
    saveGrades(tx, { ...stamp, actorId: actor.id }, subject.moderation.id, save),
  );
