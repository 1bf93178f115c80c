/**
 * Owns what families answered: taken once, as it was said, and read beside the words that were asked.
 * Practice: a code opens one form once; of two that send it at the same moment one counts; own words
 * are rows of their own, so that each can be given a theme.
 */
import type {
  FeedbackAnswer,
  FeedbackFor,
  FeedbackForm,
  FeedbackQuestion,
} from "~/rules/family-feedback/forms";
import { invitationMachine } from "~/rules/family-feedback/invitations";
import { flag } from "../core/columns";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { Conflict } from "../core/versions.server";
import { type Invitation, invitationStream } from "./invitations.server";

const { answer } = invitationMachine.moves;

export type Answers = {
  chosen: Record<string, FeedbackAnswer>;
  /** Own words by the code of their question; none is empty. */
  words: Record<string, string>;
  /** Whether the worker may read what was said. */
  forWorker: boolean;
};

/** The invitation that a code opens on a day (YYYY-MM-DD): asked, not answered, not over; else null. */
export async function findByCode(db: Db, codeDigest: string, today: string) {
  const row = await db
    .selectFrom("feedback_invitation")
    .select(["id", "form_version_id as formVersionId", "version", "exercise_id as exerciseId"])
    .where("code_digest", "=", codeDigest)
    .where("state", "in", answer.from)
    .where("answers_by", ">=", today)
    .executeTakeFirst();
  return row ?? null;
}

/** What was asked of the family whose code this is or was; null where there is no such code. */
export async function findQuestionsOf(
  db: Db,
  codeDigest: string,
): Promise<FeedbackForm["questions"] | null> {
  const row = await db
    .selectFrom("feedback_invitation as invitation")
    .innerJoin("feedback_form_version as form", "form.id", "invitation.form_version_id")
    .select("form.questions")
    .where("invitation.code_digest", "=", codeDigest)
    .executeTakeFirst();
  return row ? JSON.parse(row.questions) : null;
}

type Taken = { entered: boolean; codeDigest?: string; version?: number };

/**
 * Takes the answers of one invitation. Throws Conflict where it is no longer open, was changed since
 * `version`, or its code is another by now.
 */
export async function takeAnswers(
  tx: Tx,
  stamp: Stamp,
  { id, exerciseId }: Pick<Invitation, "id" | "exerciseId">,
  answers: Answers,
  { entered, codeDigest, version }: Taken,
): Promise<void> {
  let taking = tx
    .updateTable("feedback_invitation")
    .set((eb) => ({
      ...{ state: answer.to, ended_at: stamp.at },
      asked_at: eb.fn.coalesce("asked_at", eb.val(stamp.at)),
      version: eb("version", "+", 1),
    }))
    .where("id", "=", id)
    .where("state", "in", answer.from);
  if (codeDigest !== undefined) taking = taking.where("code_digest", "=", codeDigest);
  if (version !== undefined) taking = taking.where("version", "=", version);
  const { numUpdatedRows } = await taking.executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Conflict(invitationStream(id));
  await tx
    .insertInto("feedback_answer")
    .values({
      ...{ invitation_id: id, exercise_id: exerciseId, chosen: JSON.stringify(answers.chosen) },
      ...{ for_worker: flag(answers.forWorker), entered_by: entered ? stamp.actorId : null },
      entered_at: stamp.at,
    })
    .execute();
  for (const [question, text] of Object.entries(answers.words))
    await tx
      .insertInto("feedback_words")
      .values({ id: newId(), invitation_id: id, exercise_id: exerciseId, question, text })
      .execute();
  // What was said stays out of the history: it goes with the record.
  await appendEvent(tx, stamp, {
    stream: invitationStream(id),
    kind: "feedback-invitation.answered",
    after: { state: answer.to, entered },
  });
}

/** Whether a code was used to send these very answers: the button was pressed twice. */
export async function wasSentWith(db: Db, codeDigest: string, answers: Answers): Promise<boolean> {
  const row = await db
    .selectFrom("feedback_invitation as invitation")
    .innerJoin("feedback_answer as answer", "answer.invitation_id", "invitation.id")
    .select(["invitation.id", "answer.chosen"])
    .where("invitation.code_digest", "=", codeDigest)
    .where("answer.entered_by", "is", null)
    .executeTakeFirst();
  if (!row || row.chosen !== JSON.stringify(answers.chosen)) return false;
  const words = await listWords(db, [row.id]);
  return (
    words.length === Object.keys(answers.words).length &&
    words.every(({ question, text }) => answers.words[question] === text)
  );
}

const listWords = (db: Db, invitationIds: readonly string[]) =>
  db
    .selectFrom("feedback_words")
    .select(["invitation_id as invitationId", "question", "text"])
    .where("invitation_id", "in", invitationIds.length > 0 ? [...invitationIds] : [""])
    .orderBy("question")
    .execute();

/** What one of a family said; null where nothing was. */
export async function findInvitationAnswers(db: Db, id: string): Promise<Answers | null> {
  const row = await db
    .selectFrom("feedback_answer")
    .select(["chosen", "for_worker as forWorker"])
    .where("invitation_id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const words = await listWords(db, [id]);
  return {
    chosen: JSON.parse(row.chosen),
    words: Object.fromEntries(words.map(({ question, text }) => [question, text])),
    forWorker: row.forWorker === 1,
  };
}

/** What one of a family was asked and said, or what became of asking them. */
export type SaidByFamily = {
  id: string;
  for: FeedbackFor;
  number: number;
  state: Invitation["state"];
  endedAt: string | null;
  /** In the order they were asked; empty where nothing was answered. */
  answers: { text: string; answer: FeedbackAnswer | null; words: string }[];
  /** What they said is kept from the worker, who reads: they asked for it. */
  keptBack: boolean;
};

/**
 * What the family of an audit said, for whoever may read the audit; its worker is shown nothing of
 * what the family kept from them.
 */
export async function listSaidByFamily(
  db: Db,
  auditId: string,
  reader: { isWorker: boolean },
): Promise<SaidByFamily[]> {
  const rows = await db
    .selectFrom("feedback_invitation as invitation")
    .innerJoin("feedback_form_version as form", "form.id", "invitation.form_version_id")
    .leftJoin("feedback_answer as answer", "answer.invitation_id", "invitation.id")
    .select(["invitation.id", "invitation.audience as for", "invitation.number"])
    .select(["invitation.state", "invitation.ended_at as endedAt", "form.questions"])
    .select(["answer.chosen", "answer.for_worker as forWorker"])
    .where("invitation.audit_id", "=", auditId)
    .orderBy("invitation.reference")
    .execute();
  const words = await listWords(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map(({ questions, chosen, forWorker, ...row }) => {
    const own = words.filter(({ invitationId }) => invitationId === row.id);
    const keptBack = reader.isWorker && forWorker === 0;
    const picked: Record<string, FeedbackAnswer> = chosen ? JSON.parse(chosen) : {};
    return {
      ...row,
      keptBack,
      answers: (keptBack ? [] : (JSON.parse(questions) as FeedbackQuestion[]))
        .map(({ code, text }) => ({
          text,
          answer: picked[code] ?? null,
          words: own.find(({ question }) => question === code)?.text ?? "",
        }))
        .filter(({ answer, words: said }) => answer !== null || said !== ""),
    };
  });
}
