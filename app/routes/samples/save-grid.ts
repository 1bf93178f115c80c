/** Saves each answer and note of a grid as it is given; several reviewers answer at once. */
import { redirect } from "@remix-run/node";
import { paths } from "~/paths";
import { guarded, notFound } from "~/server/guard.server";
import { closedAnswer, saveAsTyped } from "~/server/save-as-typed.server";
import { answeredSampleFromUrl } from "~/server/subjects.server";
import { transact } from "~db/core/open.server";
import { listGridAnswers, saveGrid } from "~db/samples/grid.server";
import { cellsAsked, cellsOfSaves, questionsOf, storedByCell } from "./grid.server";
import { findOwnCases, mayTypeIn } from "./own-cases.server";

/** The address is for saving only. */
export const loader = guarded("exercises.review", answeredSampleFromUrl, async ({ subject }) =>
  redirect(paths.exercises.grid(subject.id)),
);

const closed =
  "This exercise was closed, or a case of this page was committed, taken out or given to someone else.";

export const action = guarded("exercises.review", answeredSampleFromUrl, async (guard) => {
  const { db, subject, stamp, actor } = guard;
  if (subject.releasedAt === null) throw notFound();
  if (subject.state !== "auditing") return closedAnswer(closed);
  const { cases, toAgree } = await findOwnCases(guard);
  const cells = cellsAsked([...cases, ...toAgree], await questionsOf(db, subject));
  let asked: string[] = [];
  return saveAsTyped(guard, {
    fields: (names) => {
      const wanted = new Set(names);
      const onPage = cells.filter(({ name }) => wanted.has(name));
      asked = [...new Set(onPage.map(({ auditId }) => auditId))];
      return onPage;
    },
    save: async ({ saveId, answers }) => {
      const saves = cellsOfSaves(cells, answers);
      const saved = await transact(db, (tx) =>
        saveGrid(tx, { ...stamp, actorId: actor.id }, saveId, saves, mayTypeIn(tx, stamp, subject)),
      );
      if (saved.passedOver.length > 0) return null;
      return { written: [], contested: storedByCell(cells, saved.contested) };
    },
    list: async () => {
      const stored = await listGridAnswers(db, asked);
      const all = [...stored].flatMap(([auditId, answers]) =>
        answers.map((answer) => ({ ...answer, auditId })),
      );
      return storedByCell(cells, all);
    },
    closed: () => closed,
    notAsked:
      "This case was committed, taken out or given to someone else, so this is no longer asked",
  });
});
