/**
 * Owns what figures of a cycle's family feedback are made of: who was asked, what came of it, and what
 * was answered.
 * Practice: read by exercise, a cycle at a time; nothing here knows a grade, and no figure of grades
 * knows anything of this.
 */
import type { FeedbackAnswer, FeedbackFor, FeedbackQuestion } from "~/rules/family-feedback/forms";
import {
  type InvitationState,
  invitationMachine,
  type NotAskedReason,
} from "~/rules/family-feedback/invitations";
import { isNotWithdrawn } from "../core/counted.server";
import type { Db } from "../core/open.server";

/** What is open again to be corrected counts nowhere until it is entered anew. */
const answered = invitationMachine.moves.answer.to;

export type AskedOne = {
  id: string;
  auditId: string;
  for: FeedbackFor;
  state: InvitationState;
  reasonCode: NotAskedReason | null;
  teamId: string;
  teamName: string;
};

/**
 * Everyone whom an exercise planned to ask, with the team of their audit. Of an audit that was
 * withdrawn nobody is still to be asked; who was asked counts.
 */
export const listAskedIn = (db: Db, exerciseId: string): Promise<AskedOne[]> =>
  db
    .selectFrom("feedback_invitation as invitation")
    .innerJoin("audit", "audit.id", "invitation.audit_id")
    .select(["invitation.id", "invitation.audit_id as auditId", "invitation.audience as for"])
    .select(["invitation.state", "invitation.reason_code as reasonCode"])
    .innerJoin("team", "team.id", "audit.team_id")
    .select(["audit.team_id as teamId", "team.name as teamName"])
    .where("invitation.exercise_id", "=", exerciseId)
    .where((eb) => eb.or([isNotWithdrawn(), eb("invitation.state", "<>", invitationMachine.first)]))
    .orderBy("invitation.reference")
    .execute();

/** The teams whose cases an exercise audits, and how many audits each has that were not withdrawn. */
export const listAuditedTeams = (db: Db, exerciseId: string) =>
  db
    .selectFrom("audit")
    .innerJoin("team", "team.id", "audit.team_id")
    .select(["team.id", "team.name", "audit.id as auditId"])
    .where("audit.exercise_id", "=", exerciseId)
    .where(isNotWithdrawn())
    .orderBy("team.position")
    .orderBy("team.name_folded")
    .orderBy("audit.id")
    .execute();

export type AnsweredForm = {
  invitationId: string;
  for: FeedbackFor;
  questions: FeedbackQuestion[];
  chosen: Record<string, FeedbackAnswer>;
};

/** What was chosen in each form that came back, with the words it was asked in. */
export async function listAnswersIn(db: Db, exerciseId: string): Promise<AnsweredForm[]> {
  const rows = await db
    .selectFrom("feedback_answer as answer")
    .innerJoin("feedback_invitation as invitation", "invitation.id", "answer.invitation_id")
    .innerJoin("feedback_form_version as form", "form.id", "invitation.form_version_id")
    .select(["answer.invitation_id as invitationId", "invitation.audience as for"])
    .select(["form.questions", "answer.chosen"])
    .where("answer.exercise_id", "=", exerciseId)
    .where("invitation.state", "=", answered)
    .orderBy("form.published_at", "desc")
    .orderBy("invitation.reference")
    .execute();
  return rows.map(({ questions, chosen, ...row }) => ({
    ...row,
    questions: JSON.parse(questions),
    chosen: JSON.parse(chosen),
  }));
}

export type OwnWords = {
  id: string;
  invitationId: string;
  for: FeedbackFor;
  question: string;
  text: string;
  theme: string | null;
};

/** Everything said in own words in an exercise's feedback, to be given a theme. */
export async function listWordsIn(db: Db, exerciseId: string): Promise<OwnWords[]> {
  const rows = await db
    .selectFrom("feedback_words as words")
    .innerJoin("feedback_invitation as invitation", "invitation.id", "words.invitation_id")
    .innerJoin("feedback_form_version as form", "form.id", "invitation.form_version_id")
    .select(["words.id", "words.invitation_id as invitationId", "words.question", "words.text"])
    .select(["words.theme", "invitation.audience as for", "form.questions"])
    .where("words.exercise_id", "=", exerciseId)
    .where("invitation.state", "=", answered)
    .orderBy("invitation.reference")
    .orderBy("words.question")
    .execute();
  return rows.map(({ questions, question, ...row }) => ({
    ...row,
    question:
      (JSON.parse(questions) as FeedbackQuestion[]).find(({ code }) => code === question)?.text ??
      "",
  }));
}
