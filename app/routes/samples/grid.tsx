import { useActionData, useLoaderData } from "@remix-run/react";
import { cellName, gridCells, noteName, parseGrid } from "~/forms/sample-grid";
import { paths } from "~/paths";
import { baseOf } from "~/rules/answer-merge";
import { fieldNames } from "~/rules/audit-content";
import { formatInstant } from "~/rules/dates";
import { exerciseStateColours, exerciseStateNames } from "~/rules/exercises";
import { isCaseComplete } from "~/rules/samples";
import { guarded, notFound } from "~/server/guard.server";
import { formOf } from "~/server/posted.server";
import { notRead, refuse, refuseWith } from "~/server/read-form.server";
import { sampleFromUrl } from "~/server/subjects.server";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { ProgressBar } from "~/ui/progress-bar";
import { StateTag } from "~/ui/tags";
import { type Exercise, findToolVersion } from "~db/exercises.server";
import { newId } from "~db/ids.server";
import { type Db, transact } from "~db/open.server";
import { listSampleCases } from "~db/sample-cases.server";
import { caseAnswersOf, type GridSaved, listGridAnswers, saveGrid } from "~db/sample-grid.server";
import { GridForm, type GridOutcome } from "./grid-form";
import { SampleNav } from "./sample-nav";

export const meta = () => [{ title: "Answer the questions - Line of Sight" }];

const pageSize = 10;

/** The cases of one page of the grid, with what the page's number came to. */
async function findPage(db: Db, subject: Exercise, url: string) {
  const all = await listSampleCases(db, subject.id);
  const pages = Math.max(1, Math.ceil(all.length / pageSize));
  const asked = Math.trunc(Number(new URL(url).searchParams.get("page"))) || 1;
  const page = Math.min(pages, Math.max(1, asked));
  return { all, pages, page, cases: all.slice((page - 1) * pageSize, page * pageSize) };
}

const questionsOf = async (db: Db, subject: Exercise) =>
  subject.toolVersionId
    ? ((await findToolVersion(db, subject.toolVersionId))?.definition.questions ?? [])
    : [];

export const loader = guarded("exercises.review", sampleFromUrl, async (guard) => {
  const { db, subject, request, may } = guard;
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
  const answersOf = (auditId: string) => caseAnswersOf(questions, stored.get(auditId) ?? []);
  const complete = all.filter((one) => isCaseComplete(questions, answersOf(one.auditId)));
  const shown = cases.map((one) => {
    const values = new Map((stored.get(one.auditId) ?? []).map((a) => [a.field, a]));
    return {
      auditId: one.auditId,
      reference: one.reference,
      cohort: one.cohort,
      team: one.teamName,
      complete: complete.includes(one),
      cells: questions.map(({ code }) => {
        const answer = values.get(fieldNames.question(code));
        const note = values.get(fieldNames.questionNote(code));
        return {
          code,
          answer: answer?.value ?? "",
          note: note?.value ?? "",
          bases: { answer: baseOf(answer), note: baseOf(note) },
        };
      }),
    };
  });
  const bases = Object.fromEntries(
    shown.flatMap(({ auditId, cells }) =>
      cells.flatMap(({ code, bases: held }) => [
        [cellName(auditId, code), held.answer],
        [noteName(auditId, code), held.note],
      ]),
    ),
  );
  return {
    id: subject.id,
    title: subject.title,
    state: subject.state,
    released,
    open: subject.state === "auditing",
    dueOn: subject.auditsDueOn,
    questions,
    cases: shown,
    bases: JSON.stringify(bases),
    saveId: newId(),
    page,
    pages,
    progress: { complete: complete.length, of: all.length },
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
  const { saveId, saves } = read.value;
  const saved = await transact(db, (tx) =>
    saveGrid(tx, { ...stamp, actorId: actor.id }, saveId, saves),
  );
  if (saved.contested.length > 0) return contest(cells, saves, saved);
  const goOn = form.get("then") === "next" && page < pages;
  return done(
    paths.exercises.grid(subject.id, { page: String(goOn ? page + 1 : page) }),
    saved.written === 0 ? "There was nothing new to save" : "Your answers are saved",
  );
});

/** The cells that somebody else changed first, with both versions; every other cell is saved. */
function contest(
  cells: ReturnType<typeof gridCells>,
  saves: { auditId: string; answers: { field: string; value: string }[] }[],
  saved: GridSaved,
) {
  const contested = saved.contested.flatMap((theirs) => {
    const cell = cells.find((c) => c.auditId === theirs.auditId && c.field === theirs.field);
    const mine = saves
      .find(({ auditId }) => auditId === theirs.auditId)
      ?.answers.find(({ field }) => field === theirs.field);
    if (!cell || !mine) return [];
    const say = (value: string) => cell.words?.[value] ?? (value || "Left empty");
    return {
      name: cell.name,
      reference: cell.reference,
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
  const { id, title, state, progress, page, pages } = shown;
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
            <ProgressBar
              words={`${progress.complete} of ${progress.of} cases complete`}
              count={progress.complete}
              of={progress.of}
            />
            <GridForm key={page} {...shown} outcome={outcome} />
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
