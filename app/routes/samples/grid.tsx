import { useActionData, useLoaderData } from "@remix-run/react";
import { type Cell, cellName, gridCells, noteName, parseGrid } from "~/forms/sample-grid";
import { paths } from "~/paths";
import { formatInstant } from "~/rules/core/dates";
import { exerciseStateColours, exerciseStateNames } from "~/rules/exercises/exercises";
import { smallest } from "~/rules/reports/figure";
import { tallyAnswers } from "~/rules/samples/samples";
import { draftOf } from "~/server/drafts.server";
import { guarded, notFound } from "~/server/guard.server";
import { formOf } from "~/server/posted.server";
import { notRead, refuse, refuseWith } from "~/server/read-form.server";
import { sampleFromUrl } from "~/server/subjects.server";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { StateTag } from "~/ui/tags";
import { type Db, transact } from "~db/core/open.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { listSampleCases } from "~db/samples/cases.server";
import { caseAnswersOf, listGridAnswers, saveGrid } from "~db/samples/grid.server";
import { cellsOfSaves, questionsOf, storedByCell } from "./grid.server";
import { GridForm, type GridOutcome } from "./grid-form";
import { GridMatrix } from "./grid-matrix";
import { SampleNav } from "./sample-nav";

export const meta = () => [{ title: "Answer the questions - Line of Sight" }];

const pageSize = 25;

/** The cases of one page of the grid, with what the page's number came to. */
async function findPage(db: Db, subject: Exercise, url: string) {
  const all = await listSampleCases(db, subject.id);
  const pages = Math.max(1, Math.ceil(all.length / pageSize));
  const asked = Math.trunc(Number(new URL(url).searchParams.get("page"))) || 1;
  const page = Math.min(pages, Math.max(1, asked));
  return { all, pages, page, cases: all.slice((page - 1) * pageSize, page * pageSize) };
}

export const loader = guarded("exercises.review", sampleFromUrl, async (guard) => {
  const { db, subject, request, actor, today, may } = guard;
  // Before release its cases are a plan that only the lead may see.
  const released = subject.releasedAt !== null;
  const { all, pages, page, cases } = released
    ? await findPage(db, subject, request.url)
    : { all: [], pages: 1, page: 1, cases: [] };
  const questions = await questionsOf(db, subject);
  const stored = await listGridAnswers(
    db,
    all.map(({ auditId }) => auditId),
  );
  const answersOf = ({ auditId }: { auditId: string }) =>
    caseAnswersOf(questions, stored.get(auditId) ?? []);
  const cells = gridCells(cases, questions);
  const kept = storedByCell(
    cells,
    [...stored].flatMap(([auditId, list]) => list.map((answer) => ({ ...answer, auditId }))),
  );
  const { values, bases, saveId, saved } = draftOf(cells, kept, today);
  const value = (name: string) => values[name] ?? "";
  return {
    id: subject.id,
    title: subject.title,
    state: subject.state,
    released,
    open: subject.state === "auditing",
    dueOn: subject.auditsDueOn,
    questions,
    cases: cases.map(({ auditId, reference, cohort, teamName }) => ({
      auditId,
      reference,
      cohort,
      team: teamName,
      cells: questions.map(({ code }) => ({
        code,
        answer: value(cellName(auditId, code)),
        note: value(noteName(auditId, code)),
      })),
    })),
    elsewhere: all.filter((one) => !cases.includes(one)).map(answersOf),
    tallies: tallyAnswers(questions, all.map(answersOf)),
    smallest: smallest(),
    saving: { url: paths.exercises.gridAnswers(subject.id), personId: actor.id },
    bases,
    saveId,
    saved,
    page,
    pages,
    mayManage: may("exercises.manage", subject.access),
  };
});

export const action = guarded("exercises.review", sampleFromUrl, async (guard) => {
  const { db, subject, request, actor, stamp, done } = guard;
  if (subject.releasedAt === null) throw notFound();
  const form = await formOf(request).catch(notRead);
  if ("errors" in form) return refuse(form);
  const { cases, page, pages } = await findPage(db, subject, request.url);
  const cells = gridCells(cases, await questionsOf(db, subject));
  const read = parseGrid(cells, form);
  if (!read.ok) return refuse(read);
  if (subject.state !== "auditing") {
    return refuseWith({}, "Read the report instead: this exercise is closed");
  }
  const { saveId, answers } = read.value;
  const saves = cellsOfSaves(cells, answers);
  const saved = await transact(db, (tx) =>
    saveGrid(tx, { ...stamp, actorId: actor.id }, saveId, saves),
  );
  if (saved.contested.length > 0) return contest(cells, answers, saved.contested);
  const goOn = form.get("then") === "next" && page < pages;
  return done(
    paths.exercises.grid(subject.id, { page: String(goOn ? page + 1 : page) }),
    "Your answers are saved",
  );
});

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

export default function Grid() {
  const shown = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>() as GridOutcome | undefined;
  const { id, title, state, page, pages } = shown;
  return (
    <>
      <BackLink to={paths.exercises.summary(id)}>{title}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={title}
          title="Answers"
          tag={
            <StateTag colour={exerciseStateColours[state]}>{exerciseStateNames[state]}</StateTag>
          }
        />
        <SampleNav id={id} current="grid" mayManage={shown.mayManage} mayReview />
        {shown.released && shown.cases.length > 0 ? (
          <>
            {shown.open ? (
              <GridForm key={page} {...shown} outcome={outcome} />
            ) : (
              <GridMatrix {...shown} />
            )}
            <Pagination
              page={page}
              pages={pages}
              hrefFor={(n) => paths.exercises.grid(id, { page: String(n) })}
              label="Cases"
            />
          </>
        ) : (
          <EmptyState title="No cases to answer for yet">
            They appear here once the lead has released them.
          </EmptyState>
        )}
      </main>
    </>
  );
}
