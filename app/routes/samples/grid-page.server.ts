/** Owns what a page with a grid reads, and what a post of it does: for the answers of reviewers, and for the agreed view. */
import { type Cell, cellName, gridCells, noteName, parseGrid } from "~/forms/sample-grid";
import { formatInstant } from "~/rules/core/dates";
import type { CaseAnswers } from "~/rules/samples/samples";
import type { Question } from "~/rules/tools/tools";
import { draftOf } from "~/server/drafts.server";
import type { Guarded } from "~/server/guard.server";
import { formOf } from "~/server/posted.server";
import { notRead, refuse, refuseWith } from "~/server/read-form.server";
import { type Db, transact } from "~db/core/open.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { caseAnswersOf, listGridAnswers, partAnswersOf, saveGrid } from "~db/samples/grid.server";
import { cellsAsked, cellsOfSaves, questionsOf, storedByCell } from "./grid.server";
import { mayTypeIn, type OwnCase } from "./own-cases.server";

type Guard = Pick<Guarded<Exercise>, "db" | "subject" | "request" | "actor" | "stamp" | "today">;

/** What stands in the cells of some cases, for the form that saves each as it is given. */
export async function readGrid(
  db: Db,
  today: string,
  questions: readonly Question[],
  cases: readonly OwnCase[],
) {
  const stored = await listGridAnswers(
    db,
    cases.map(({ auditId }) => auditId),
  );
  const cells = gridCells(cases, questions);
  const kept = storedByCell(
    cells,
    [...stored].flatMap(([auditId, list]) => list.map((answer) => ({ ...answer, auditId }))),
  );
  const { values, bases, saveId, saved } = draftOf(cells, kept, today);
  const value = (name: string) => values[name] ?? "";
  return {
    bases,
    saveId,
    saved,
    cases: cases.map(({ auditId, reference, cohort, teamName }) => ({
      ...{ auditId, reference, cohort },
      team: teamName,
      cells: questions.map(({ code }) => ({
        code,
        answer: value(cellName(auditId, code)),
        note: value(noteName(auditId, code)),
      })),
    })),
  };
}

/** The answers of cases as they stand: of the part that is answered for, where it is one. */
export async function answersOfCases(
  db: Db,
  questions: readonly Question[],
  cases: readonly OwnCase[],
): Promise<CaseAnswers[]> {
  const stored = await listGridAnswers(
    db,
    cases.map(({ auditId }) => auditId),
  );
  return cases.map(({ auditId, part }) => {
    const held = stored.get(auditId) ?? [];
    return part === null ? caseAnswersOf(questions, held) : partAnswersOf(questions, held, part);
  });
}

/** Saves a posted grid; what someone else changed first comes back with both versions. */
export async function postGrid(
  { db, subject, request, actor, stamp }: Guard,
  cases: readonly OwnCase[],
): Promise<{ ok: true; form: FormData } | { ok: false; answer: ReturnType<typeof refuse> }> {
  const form = await formOf(request).catch(notRead);
  const no = (answer: ReturnType<typeof refuse>) => ({ ok: false, answer }) as const;
  if ("errors" in form) return no(refuse(form));
  const cells = cellsAsked(cases, await questionsOf(db, subject));
  const read = parseGrid(cells, form);
  if (!read.ok) return no(refuse(read));
  if (subject.state !== "auditing") {
    return no(refuseWith({}, "Read the report instead: this exercise is closed"));
  }
  const { saveId, answers } = read.value;
  const saves = cellsOfSaves(cells, answers);
  const saved = await transact(db, (tx) =>
    saveGrid(tx, { ...stamp, actorId: actor.id }, saveId, saves, mayTypeIn(tx, stamp, subject)),
  );
  if (saved.contested.length > 0) return no(contest(cells, answers, saved.contested));
  return { ok: true, form };
}

/** The cells that someone else changed first, with both versions; every other cell is saved. */
function contest(
  cells: readonly Cell[],
  answers: readonly { field: string; value: string }[],
  saved: Parameters<typeof storedByCell>[1],
) {
  const contested = storedByCell(cells, saved).flatMap((theirs) => {
    const cell = cells.find(({ name }) => name === theirs.field);
    const mine = answers.find(({ field }) => field === theirs.field);
    if (!cell || !mine) return [];
    const say = (value: string) => cell.words?.[value] ?? (value || "Left empty");
    return {
      name: cell.name,
      label: cell.label,
      mine: mine.value,
      mineInWords: say(mine.value),
      theirsInWords: say(theirs.value),
      by: theirs.byName,
      at: formatInstant(new Date(theirs.at)),
    };
  });
  return refuse({
    errors: {},
    typed: { contested },
    conflict: { by: contested[0]?.by ?? "", at: "", version: 0, theirs: {} },
  });
}
