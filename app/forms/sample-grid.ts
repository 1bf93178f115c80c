/**
 * Owns the form of the grid: a cell an answer, named by case and question.
 * Practice: a grid is saved as far as it is filled; only sizes and codes are checked.
 */
import type { PostedAnswer } from "~/rules/answer-merge";
import { fieldNames } from "~/rules/audit-content";
import { questionAnswerNames } from "~/rules/samples";
import { type Question, questionAnswers } from "~/rules/tools";
import { noteText } from "./audit-draft";
import { type DraftField, parseDraft } from "./draft";
import { choice, type FormValue, optionalText } from "./fields";

/** The name of a cell in the form: no dots, which would nest. */
export const cellName = (auditId: string, code: string): string => `${auditId}:${code}`;
export const noteName = (auditId: string, code: string): string => `${auditId}:${code}:note`;
/** Takes an answer away again: a radio can't be unticked. */
export const clearName = (auditId: string, code: string): string => `clear:${auditId}:${code}`;

type GridCase = { auditId: string; reference: string };
type Cell = DraftField & { auditId: string; field: string; reference: string };

/** Every cell of these cases, answers and notes. */
export const gridCells = (cases: readonly GridCase[], questions: readonly Question[]): Cell[] =>
  cases.flatMap(({ auditId, reference }) =>
    questions.flatMap(({ code, text }): Cell[] => [
      {
        auditId,
        reference,
        field: fieldNames.question(code),
        name: cellName(auditId, code),
        label: text,
        schema: choice(
          ["", ...questionAnswers],
          "Choose met, partly met, not met or not applicable",
        ),
        words: questionAnswerNames,
      },
      {
        auditId,
        reference,
        field: fieldNames.questionNote(code),
        name: noteName(auditId, code),
        label: `Note on “${text}”`,
        schema: optionalText(noteText),
      },
    ]),
  );

export type GridDraft = { saveId: string; saves: { auditId: string; answers: PostedAnswer[] }[] };

/** Reads what was posted for these cells, case by case. */
export function parseGrid(
  cells: readonly Cell[],
  form: Iterable<[string, FormDataEntryValue]>,
): FormValue<GridDraft> {
  const posted = [...form];
  const cleared = new Set(
    posted.flatMap(([name]) => (name.startsWith("clear:") ? [name.slice("clear:".length)] : [])),
  );
  const entries: [string, FormDataEntryValue][] = [
    ...posted.filter(([name]) => !cleared.has(name)),
    ...[...cleared].map((name): [string, string] => [name, ""]),
  ];
  const draft = parseDraft(cells, entries);
  if (!draft.ok) return draft;
  const byCase = new Map<string, PostedAnswer[]>();
  const cellOf = new Map(cells.map((cell) => [cell.name, cell]));
  for (const answer of draft.value.answers) {
    const cell = cellOf.get(answer.field);
    if (!cell) continue;
    const list = byCase.get(cell.auditId) ?? [];
    list.push({ ...answer, field: cell.field });
    byCase.set(cell.auditId, list);
  }
  const saves = [...byCase].map(([auditId, answers]) => ({ auditId, answers }));
  return { ok: true, value: { saveId: draft.value.saveId, saves } };
}
