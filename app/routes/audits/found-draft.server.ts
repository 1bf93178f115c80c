/** Owns the draft of a finding or an action: what was typed and not added yet. */
import type { DraftField } from "~/forms/draft";
import type { StoredAnswer } from "~/rules/core/answer-merge";
import { draftOf } from "~/server/drafts.server";
import { readIntent } from "~/server/read-form.server";

/** What was typed and not added, by the names of the form's controls; null when nothing was. */
export function foundDraftOf(
  fields: readonly DraftField[],
  answers: readonly StoredAnswer[],
  today: string,
) {
  const { values, bases, saved } = draftOf(fields, answers, today);
  const begun = Object.values(values).some((value) => value !== "");
  const typed = fields.flatMap(({ name, control = name }) => {
    const value = values[name];
    return value === undefined ? [] : [[control, value]];
  });
  return { bases, saved, begun, typed: begun ? (Object.fromEntries(typed) as Typed) : null };
}

type Typed = Record<string, string>;

/** Whether a form was posted to throw its draft away. */
export const discards = async (request: Request): Promise<boolean> =>
  (await readIntent(request)) === "discard";
