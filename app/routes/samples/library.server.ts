/** Owns the library of questions as the plan of a sample offers it, and what of it is picked. */
import { namedRows, rowsAsTyped } from "~/forms/samples";
import {
  addPicked,
  type LibraryQuestion,
  type Offered,
  offerQuestions,
} from "~/rules/samples/library";
import { questionLimits } from "~/rules/tools/tools";
import type { Db } from "~db/core/open.server";
import { findToolVersion } from "~db/exercises/exercises.server";
import { listPublishedTools } from "~db/operations/exercises/planning.server";
import { listAsked } from "~db/samples/earlier.server";
import { shippedQuestions } from "~db/tools/question-library";

type Typed = Record<string, unknown>;

/** The prompts of the audit tools that core cycles use. */
async function listPrompts(db: Db): Promise<LibraryQuestion[]> {
  const found: LibraryQuestion[] = [];
  for (const { versionId, name } of await listPublishedTools(db, "core")) {
    const areas = (await findToolVersion(db, versionId))?.definition.areas ?? [];
    for (const { code: area, prompts } of areas)
      for (const { code, text, guidance } of prompts)
        found.push({ code, text, ...(guidance ? { guidance } : {}), area, from: name });
  }
  return found;
}

export async function findLibrary(db: Db): Promise<Offered[]> {
  const shipped = shippedQuestions.map((one) => ({ ...one, from: "Question library" }));
  return offerQuestions([...shipped, ...(await listPrompts(db))], await listAsked(db));
}

/** The plan as typed, with the questions that are ticked in the library, and how many had no room. */
export async function withPicked(db: Db, typed: Typed): Promise<{ typed: Typed; left: number }> {
  const keys = [typed.picked].flat().map(String);
  const picked = (await findLibrary(db)).filter(({ key }) => keys.includes(key));
  if (picked.length === 0) return { typed, left: 0 };
  const questions = picked.map(({ code, text, guidance = "" }) => ({ code, text, guidance }));
  const rows = addPicked(rowsAsTyped(typed, "questions"), questions);
  const { picked: _, ...rest } = typed;
  return {
    typed: { ...rest, questions: namedRows("questions", rows.slice(0, questionLimits.most)) },
    left: Math.max(0, rows.length - questionLimits.most),
  };
}

/** What was posted, with the questions that were picked in place of those typed. */
export function asEntries(form: FormData, typed: Typed, posted: Typed) {
  if (typed === posted) return form.entries();
  const others = [...form.entries()].filter(([name]) => !name.startsWith("questions."));
  const rows = Object.entries(typed.questions as Record<string, Record<string, unknown>>);
  const questions = rows.flatMap(([key, row]) =>
    Object.entries(row).map(([name, value]): [string, string] => [
      `questions.${key}.${name}`,
      String(value ?? ""),
    ]),
  );
  return [...others, ...questions];
}
