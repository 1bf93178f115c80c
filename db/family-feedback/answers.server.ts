/**
 * Owns taking what families answer: once, as it was said.
 * Practice: a code opens one form once; of two that send it at the same moment one counts; own words
 * are rows of their own, so that each can be given a theme. What someone here entered can be opened again and
 * entered anew; until then it counts nowhere.
 */
import type { FeedbackForm } from "~/rules/family-feedback/forms";
import { invitationMachine } from "~/rules/family-feedback/invitations";
import { flag } from "../core/columns";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { Conflict, mustChange } from "../core/versions.server";
import { type Invitation, invitationStream } from "./invitations.server";
import { type Answers, listWords } from "./said.server";

const { answer, correct } = invitationMachine.moves;

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
  const given = {
    ...{ chosen: JSON.stringify(answers.chosen), for_worker: flag(answers.forWorker) },
    ...{ entered_by: entered ? stamp.actorId : null, entered_at: stamp.at },
  };
  await tx
    .insertInto("feedback_answer")
    .values({ invitation_id: id, exercise_id: exerciseId, ...given })
    .onConflict((earlier) => earlier.column("invitation_id").doUpdateSet(given))
    .execute();
  await putWords(tx, { id, exerciseId }, answers.words);
  // What was said stays out of the history: it goes with the record.
  await appendEvent(tx, stamp, {
    stream: invitationStream(id),
    kind: "feedback-invitation.answered",
    after: { state: answer.to, entered },
  });
}

/** Words that stayed as they were keep the theme they were given. */
async function putWords(
  tx: Tx,
  { id, exerciseId }: Pick<Invitation, "id" | "exerciseId">,
  words: Answers["words"],
): Promise<void> {
  const earlier = await listWords(tx, [id]);
  const stays = ({ question, text }: { question: string; text: string }) =>
    words[question] === text;
  for (const { question } of earlier.filter((one) => !stays(one)))
    await tx
      .deleteFrom("feedback_words")
      .where("invitation_id", "=", id)
      .where("question", "=", question)
      .execute();
  for (const [question, text] of Object.entries(words))
    if (!earlier.some((one) => one.question === question && stays(one)))
      await tx
        .insertInto("feedback_words")
        .values({ id: newId(), invitation_id: id, exercise_id: exerciseId, question, text })
        .execute();
}

/** Whether what was answered was entered by someone here, and not sent by the family itself. */
export async function wasEnteredHere(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom("feedback_answer")
    .select("entered_by")
    .where("invitation_id", "=", id)
    .executeTakeFirst();
  return row !== undefined && row.entered_by !== null;
}

/**
 * Opens again what someone here entered, to be corrected by `answersBy`: it counts nowhere until it is
 * entered anew, and a code that was given opens nothing. Throws Conflict where the family sent it.
 */
export async function reopenAnswers(
  tx: Tx,
  stamp: Stamp,
  { id, state }: Pick<Invitation, "id" | "state">,
  { version, reason, answersBy }: { version: number; reason: string; answersBy: string },
): Promise<void> {
  if (!(await wasEnteredHere(tx, id))) throw new Conflict(invitationStream(id));
  mustChange(
    invitationStream(id),
    await tx
      .updateTable("feedback_invitation")
      .set((eb) => ({
        ...{ state: correct.to, answers_by: answersBy, ended_at: null },
        ...{ code_digest: null, code_made_at: null, version: eb("version", "+", 1) },
      }))
      .where("id", "=", id)
      .where("version", "=", version)
      .where("state", "in", correct.from)
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream: invitationStream(id),
    kind: "feedback-invitation.reopened",
    before: { state },
    after: { state: correct.to, answersBy, reason },
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
