/**
 * Owns feedback forms: their versions, the draft of the next one, and publishing it.
 * Practice: one draft a form; a published version is never written again; each write of a draft asks
 * for the version that was read.
 */
import {
  type FeedbackFor,
  type FeedbackForm,
  type FeedbackQuestion,
  type FormState,
  feedbackFormMachine,
} from "~/rules/family-feedback/forms";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";

export type FormVersion = FeedbackForm & {
  id: string;
  formId: string;
  number: number;
  state: FormState;
  publishedAt: string | null;
  version: number;
};

export type FormStamp = Stamp & { actorId: string };

const streamOf = (formId: string) => `feedback-form:${formId}` as const;

const query = (db: Db) =>
  db
    .selectFrom("feedback_form_version as form_version")
    .innerJoin("feedback_form as form", "form.id", "form_version.form_id")
    .select(["form_version.id", "form_version.form_id as formId", "form_version.number"])
    .select(["form_version.state", "form_version.title", "form_version.introduction"])
    .select(["form_version.thanks", "form_version.questions", "form_version.version"])
    .select(["form_version.published_at as publishedAt", "form.audience as for"]);

const read = <T extends { questions: string }>({ questions, ...row }: T) => ({
  ...row,
  questions: JSON.parse(questions) as FeedbackQuestion[],
});

/** Every version of every form, the latest of each first: some a council, never more with its audits. */
export async function unscopedFeedbackForms(db: Db): Promise<FormVersion[]> {
  const rows = await query(db)
    .orderBy("form.made_at")
    .orderBy("form_version.form_id")
    .orderBy("form_version.number", "desc")
    .execute();
  return rows.map(read);
}

/** The published version of each form that is asked with now, in the order the forms were made. */
export async function unscopedFormsToAskWith(db: Db): Promise<FormVersion[]> {
  const published = (await unscopedFeedbackForms(db)).filter(({ state }) => state === "published");
  return published.filter(
    (one) => published.find(({ formId }) => formId === one.formId)?.id === one.id,
  );
}

export async function findFormVersion(db: Db, id: string): Promise<FormVersion | null> {
  const row = await query(db).where("form_version.id", "=", id).executeTakeFirst();
  return row ? read(row) : null;
}

/** Begins a form of its own with an empty draft; answers the id of the draft. */
export async function beginForm(
  tx: Tx,
  stamp: FormStamp,
  { for: audience, title }: { for: FeedbackFor; title: string },
): Promise<string> {
  const formId = newId();
  await tx
    .insertInto("feedback_form")
    .values({ id: formId, audience, made_by: stamp.actorId, made_at: stamp.at })
    .execute();
  const id = await addDraft(tx, formId, 1, {
    ...{ title, introduction: "", thanks: "Thank you for telling us.", questions: [] },
  });
  await appendEvent(tx, stamp, {
    stream: streamOf(formId),
    kind: "feedback-form.begun",
    after: { audience, title },
  });
  return id;
}

async function addDraft(
  tx: Tx,
  formId: string,
  number: number,
  words: Omit<FeedbackForm, "for">,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto("feedback_form_version")
    .values({
      ...{ id, form_id: formId, number, state: feedbackFormMachine.first },
      ...{ title: words.title, introduction: words.introduction, thanks: words.thanks },
      questions: JSON.stringify(words.questions),
    })
    .execute();
  return id;
}

/** Begins the next version of a form as a copy of the last; the draft there is, where there is one. */
export async function draftNext(tx: Tx, stamp: FormStamp, from: FormVersion): Promise<string> {
  const latest = await query(tx)
    .where("form_version.form_id", "=", from.formId)
    .orderBy("form_version.number", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  if (latest.state === feedbackFormMachine.first) return latest.id;
  const id = await addDraft(tx, from.formId, latest.number + 1, read(latest));
  await appendEvent(tx, stamp, {
    stream: streamOf(from.formId),
    kind: "feedback-form.drafted",
    after: { number: latest.number + 1 },
  });
  return id;
}

async function update(
  tx: Tx,
  { id, formId }: Pick<FormVersion, "id" | "formId">,
  version: number,
  set: Record<string, string>,
): Promise<void> {
  mustChange(
    streamOf(formId),
    await tx
      .updateTable("feedback_form_version")
      .set((eb) => ({ ...set, version: eb("version", "+", 1) }))
      .where("id", "=", id)
      .where("version", "=", version)
      .where("state", "in", feedbackFormMachine.moves.publish.from)
      .executeTakeFirst(),
  );
}

/** Writes a draft anew. Throws Conflict, also where it was published meanwhile. */
export async function changeDraft(
  tx: Tx,
  stamp: FormStamp,
  draft: FormVersion,
  {
    version,
    title,
    introduction,
    thanks,
    questions,
  }: Omit<FeedbackForm, "for"> & { version: number },
): Promise<void> {
  await update(tx, draft, version, {
    ...{ title, introduction, thanks, questions: JSON.stringify(questions) },
  });
  await appendEvent(tx, stamp, {
    stream: streamOf(draft.formId),
    kind: "feedback-form.changed",
    after: { title, questions: questions.length },
  });
}

/** Publishes a draft: it is asked with from now on, and never changes again. Throws Conflict. */
export async function publishForm(
  tx: Tx,
  stamp: FormStamp,
  draft: FormVersion,
  version: number,
): Promise<void> {
  await update(tx, draft, version, {
    state: feedbackFormMachine.moves.publish.to,
    published_by: stamp.actorId,
    published_at: stamp.at,
  });
  await appendEvent(tx, stamp, {
    stream: streamOf(draft.formId),
    kind: "feedback-form.published",
    after: { number: draft.number },
  });
}
