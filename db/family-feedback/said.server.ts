/**
 * Owns what families said, as it is read: beside the words that were asked, by whoever may read the audit.
 * Practice: what a family keeps from its worker is kept from them; what is open again to be corrected is
 * read by nobody but whoever corrects it.
 */
import type { FeedbackAnswer, FeedbackFor, FeedbackQuestion } from "~/rules/family-feedback/forms";
import { invitationMachine } from "~/rules/family-feedback/invitations";
import type { Db } from "../core/open.server";
import type { Invitation } from "./invitations.server";

const { answer } = invitationMachine.moves;

export type Answers = {
  chosen: Record<string, FeedbackAnswer>;
  /** Own words by the code of their question; none is empty. */
  words: Record<string, string>;
  /** Whether the worker may read what was said. */
  forWorker: boolean;
};

/** The own words of these, by question. */
export const listWords = (db: Db, invitationIds: readonly string[]) =>
  db
    .selectFrom("feedback_words")
    .select(["invitation_id as invitationId", "question", "text"])
    .where("invitation_id", "in", invitationIds.length > 0 ? [...invitationIds] : [""])
    .orderBy("question")
    .execute();

/** What one of a family said, or what stands there to be corrected; null where nothing does. */
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
    const isAnswered = row.state === answer.to;
    const keptBack = isAnswered && reader.isWorker && forWorker === 0;
    const picked: Record<string, FeedbackAnswer> = chosen ? JSON.parse(chosen) : {};
    return {
      ...row,
      keptBack,
      answers: (keptBack || !isAnswered ? [] : (JSON.parse(questions) as FeedbackQuestion[]))
        .map(({ code, text }) => ({
          text,
          answer: picked[code] ?? null,
          words: own.find(({ question }) => question === code)?.text ?? "",
        }))
        .filter(({ answer, words: said }) => answer !== null || said !== ""),
    };
  });
}
