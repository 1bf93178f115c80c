/** Owns the way between the cells of the grid and the answers of its cases, for its two addresses. */
import { type Cell, gridCells } from "~/forms/sample-grid";
import type { PostedAnswer, StoredAnswer } from "~/rules/core/answer-merge";
import { questionsFor } from "~/rules/samples/reviewing";
import type { Question } from "~/rules/tools/tools";
import type { Db } from "~db/core/open.server";
import { type Exercise, findToolVersion } from "~db/exercises/exercises.server";
import type { GridSave } from "~db/samples/grid.server";
import type { OwnCase } from "./own-cases.server";

export const questionsOf = async (db: Db, subject: Exercise) =>
  subject.toolVersionId
    ? ((await findToolVersion(db, subject.toolVersionId))?.definition.questions ?? [])
    : [];

/** The cells of cases, of each the questions that whoever answers for it is asked. */
export const cellsAsked = (cases: readonly OwnCase[], questions: readonly Question[]): Cell[] =>
  cases.flatMap((one) => gridCells([one], questionsFor(questions, one.own?.agency)));

/** What was typed into cells, case by case. */
export function cellsOfSaves(cells: readonly Cell[], answers: readonly PostedAnswer[]): GridSave[] {
  const cellOf = new Map(cells.map((cell) => [cell.name, cell]));
  const byCase = new Map<string, GridSave>();
  for (const answer of answers) {
    const cell = cellOf.get(answer.field);
    if (!cell) continue;
    const { auditId, part } = cell;
    const one = byCase.get(auditId) ?? { auditId, part, answers: [] };
    byCase.set(auditId, { ...one, answers: [...one.answers, { ...answer, field: cell.field }] });
  }
  return [...byCase.values()];
}

/** What is stored of cases, by the names of the cells. */
export function storedByCell(
  cells: readonly Cell[],
  stored: readonly (StoredAnswer & { auditId: string })[],
): StoredAnswer[] {
  const nameOf = new Map(cells.map(({ auditId, field, name }) => [`${auditId} ${field}`, name]));
  return stored.flatMap(({ auditId, ...answer }) => {
    const name = nameOf.get(`${auditId} ${answer.field}`);
    return name ? [{ ...answer, field: name }] : [];
  });
}
