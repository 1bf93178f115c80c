/**
 * Owns what a page needs of what was typed before, and saving the whole of it when its form is
 * posted: with scripts after the saves that came while it was typed, without them instead of those.
 */
import { data } from "@remix-run/node";
import { typedValues } from "~/forms/autosave";
import { type Draft, type DraftField, parseDraft } from "~/forms/draft";
import { keepName, type StoredAnswer } from "~/rules/core/answer-merge";
import { whoElse } from "~/rules/core/changed-elsewhere";
import { dateInLondon, formatDate, timeInLondon } from "~/rules/core/dates";
import type { Theirs } from "~/rules/core/save-queue";
import { splitDate } from "~/rules/core/typed-date";
import { basesOf, valuesOf } from "~db/audits/answers.server";
import { newId } from "~db/core/ids.server";
import type { TypedSaved } from "~db/core/typed.server";
import { formOf } from "./posted.server";
import { notRead, refuse } from "./read-form.server";

/** What a page's draft starts from: values, the versions they are typed over, a save's own id. */
export function draftOf(
  fields: readonly DraftField[],
  answers: readonly StoredAnswer[],
  today: string,
) {
  const names = new Set(fields.map(({ name }) => name));
  const here = answers.filter(({ field }) => names.has(field));
  // An empty form holds nothing that was saved: what stood in it was sent, or taken out again.
  const isEmpty = here.every(({ value }) => value === "");
  const last = isEmpty
    ? undefined
    : here
        .map(({ at }) => at)
        .sort()
        .at(-1);
  return {
    values: valuesOf(here),
    bases: basesOf(answers, [...names]),
    saveId: newId(),
    saved: last ? savedInWords(last, today) : null,
  };
}

function savedInWords(at: string, today: string): string {
  const instant = new Date(at);
  const date = dateInLondon(instant);
  const time = timeInLondon(instant);
  return date === today ? `Saved ${time}` : `Saved ${formatDate(date)} at ${time}`;
}

/** Whose request it is, and the date. */
type Asker = { actor: { id: string }; today: string };

/** What was saved elsewhere, and whose it is, in words. */
export function contestedWords({ actor, today }: Asker, theirs: StoredAnswer): Theirs {
  const instant = new Date(theirs.at);
  const date = dateInLondon(instant);
  return {
    value: theirs.value,
    version: theirs.version,
    by: whoElse({ id: theirs.by, name: theirs.byName }, actor.id),
    at: `${date === today ? "" : `on ${formatDate(date)} `}at ${timeInLondon(instant)}`,
  };
}

/** Why a form is empty that could not be read. */
const unread = new WeakMap<FormData, unknown>();

/** The entries of a posted form; one that can't be read counts as empty, and is not saved. */
export async function readEntries(request: Request): Promise<FormData> {
  try {
    return await formOf(request);
  } catch (error) {
    const empty = new FormData();
    unread.set(empty, error);
    return empty;
  }
}

/** The texts of a posted form, by name. */
export const textsOf = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );

/** The fields a form holds, by the names of their boxes, with what is kept of them now. */
const shownOf = (
  fields: readonly DraftField[],
  form: FormData,
  values: Record<string, string>,
): Record<string, string> => {
  const onPage = typedValues(fields, form);
  const shown = fields.flatMap(({ name, isDate }): [string, string][] => {
    if (onPage[name] === undefined) return [];
    const value = values[name] ?? "";
    const parts = isDate ? Object.entries(splitDate(value)) : [];
    return [
      [name, value],
      ...parts.map(([part, text]): [string, string] => [`${name}.${part}`, text]),
    ];
  });
  return Object.fromEntries(shown);
};

/**
 * Saves what was typed on a page; null when it is saved, else the answer to give: 400 with
 * messages, or 409 with both versions of every contested field (the others are then saved).
 */
export async function saveWhole(
  asker: Asker,
  page: {
    fields: readonly DraftField[];
    form: FormData;
    /** Everything kept by now. */
    list: () => Promise<StoredAnswer[]>;
    /** Throws the refusal where the record may no longer be written in. */
    save: (draft: Draft) => Promise<TypedSaved>;
  },
) {
  const { fields, form } = page;
  if (unread.has(form)) return refuse(notRead(unread.get(form)));
  const draft = parseDraft(fields, form);
  if (!draft.ok) return refuse(draft);
  const saved = await page.save(draft.value);
  if (saved.contested.length === 0) return null;
  const { values, bases, saveId } = draftOf(fields, await page.list(), asker.today);
  const open = new Set(saved.contested.map(({ field }) => field));
  const settled = fields.filter(({ name }) => !open.has(name));
  const contested = saved.contested.map((theirs) => {
    const field = fields.find(({ name }) => name === theirs.field);
    const words = (value: string) => field?.words?.[value] ?? value;
    return {
      ...contestedWords(asker, theirs),
      field: theirs.field,
      label: field?.label ?? theirs.field,
      theirs: words(theirs.value),
      mine: words(draft.value.answers.find((answer) => answer.field === theirs.field)?.value ?? ""),
    };
  });
  const errors = Object.fromEntries(
    contested.map(({ field, label }) => [
      keepName(field),
      `Choose which version to keep: ${label}`,
    ]),
  );
  // What only the other page changed is shown as it stands: posted again as it was, it would undo it.
  const typed = { ...textsOf(form), ...shownOf(settled, form, values) };
  return data({ errors, typed, contested, bases, saveId }, { status: 409 });
}
