/**
 * Owns the form of the grid: a cell an answer, named by case and question.
 * Practice: a grid is saved as far as it is filled; only sizes and codes are checked.
 */

import { fieldNames } from "~/rules/audits/content";
import type { PostedAnswer } from "~/rules/core/answer-merge";
import { questionAnswerNames } from "~/rules/samples/samples";
import { type Question, questionAnswers } from "~/rules/tools/tools";
import { noteText } from "./audit-draft";
import { typedValues } from "./autosave";
import { type DraftField, free, parseDraft } from "./draft";
import { choice, type FormValue } from "./fields";

/** The name of a cell in the form: no dots, which would nest. */
export const cellName = (auditId: string, code: string): string => `${auditId}:${code}`;
export const noteName = (auditId: string, code: string): string => `${auditId}:${code}:note`;
/** Takes an answer away again: a radio can't be unticked. */
export const clearName = (auditId: string, code: string): string => `clear:${auditId}:${code}`;

/** `part` is the part that is answered for; left out, the case itself. */
type GridCase = { auditId: string; reference: string; part?: string | null };
export type Cell = DraftField & {
  auditId: string;
  part: string | null;
  field: string;
  reference: string;
};

const fieldIn = (part: string | null, field: string): string =>
  part === null ? field : fieldNames.inPart(part, field);

/** Every cell of these cases, answers and notes. */
export const gridCells = (cases: readonly GridCase[], questions: readonly Question[]): Cell[] =>
  cases.flatMap(({ auditId, reference, part = null }) =>
    questions.flatMap(({ code, text }, n): Cell[] => [
      {
        ...{ auditId, reference, part },
        field: fieldIn(part, fieldNames.question(code)),
        name: cellName(auditId, code),
        label: `${reference}, question ${n + 1}: ${text}`,
        schema: choice(
          ["", ...questionAnswers],
          "Choose met, partly met, not met or not applicable",
        ),
        words: questionAnswerNames,
      },
      {
        ...{ auditId, reference, part },
        field: fieldIn(part, fieldNames.questionNote(code)),
        name: noteName(auditId, code),
        label: `${reference}, note on question ${n + 1}: ${text}`,
        ...free(noteText),
      },
    ]),
  );

/**
 * What stands in the grid, cell by cell. A group of which nothing is ticked posts nothing; only keys
 * untick one, so a form posted without scripts says nothing of it.
 */
export const typedCells = (
  cells: readonly Cell[],
  form: Iterable<[string, FormDataEntryValue]>,
): Record<string, string> =>
  typedValues(
    cells.map((cell) => (cell.words ? { ...cell, besides: "saveId" } : cell)),
    form,
  );

export type GridDraft = { saveId: string; answers: PostedAnswer[] };

/**
 * Reads what was posted for these cells. `rest` names a case whose open questions are all met: only
 * those that were answered neither here nor before.
 */
export function parseGrid(
  cells: readonly Cell[],
  form: Iterable<[string, FormDataEntryValue]>,
): FormValue<GridDraft> {
  const posted = [...form];
  const cleared = new Set(
    posted.flatMap(([name]) => (name.startsWith("clear:") ? [name.slice("clear:".length)] : [])),
  );
  const rest = posted.find(([name]) => name === "rest")?.[1];
  const answered = new Set(posted.flatMap(([name, value]) => (value === "" ? [] : [name])));
  const met = cells.filter(
    ({ auditId, name, words }) => words && auditId === rest && !answered.has(name),
  );
  return parseDraft(cells, [
    ...posted.filter(([name]) => !cleared.has(name)),
    ...[...cleared].map((name): [string, string] => [name, ""]),
    ...met.map(({ name }): [string, string] => [name, "met"]),
  ]);
}
