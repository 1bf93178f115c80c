import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { exerciseStateColours, exerciseStateNames } from "~/rules/exercises/exercises";
import { smallest } from "~/rules/reports/figure";
import { questionsFor } from "~/rules/samples/reviewing";
import { isCaseComplete, tallyAnswers } from "~/rules/samples/samples";
import { type Guarded, guarded, notFound } from "~/server/guard.server";
import { answeredSampleFromUrl } from "~/server/subjects.server";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { StateTag } from "~/ui/tags";
import type { Exercise } from "~db/exercises/exercises.server";
import { findPerson } from "~db/people/people-list.server";
import { questionsOf } from "./grid.server";
import { GridForm, type GridOutcome } from "./grid-form";
import { GridMatrix } from "./grid-matrix";
import { answersOfCases, postGrid, readGrid } from "./grid-page.server";
import { navOf } from "./nav.server";
import { findClosedCases, findOwnCases, type OwnCase } from "./own-cases.server";
import { OwnParts } from "./own-parts";
import { SampleNav } from "./sample-nav";
import { SubjectContext } from "./subject-words";

export const meta = () => [{ title: "Answer the questions - Line of Sight" }];

const pageSize = 25;

/** The cases of one page of the grid, with what the page's number came to. */
async function findPage(guard: Guarded<Exercise>) {
  const { db, subject, request, today } = guard;
  const found = await (subject.state === "auditing"
    ? findOwnCases(guard)
    : findClosedCases(db, subject, today));
  const all = found.cases;
  const pages = Math.max(1, Math.ceil(all.length / pageSize));
  const asked = Math.trunc(Number(new URL(request.url).searchParams.get("page"))) || 1;
  const page = Math.min(pages, Math.max(1, asked));
  return { ...found, all, pages, page, cases: all.slice((page - 1) * pageSize, page * pageSize) };
}

const none: OwnCase[] = [];
const nothing = { all: none, cases: none, settled: none, agency: null, pages: 1, page: 1 };

export const loader = guarded("exercises.review", answeredSampleFromUrl, async (guard) => {
  const { db, subject, actor, today, may } = guard;
  // Before release its cases are a plan that only the lead may see.
  const released = subject.releasedAt !== null;
  const { all, pages, page, cases, settled, agency } = released ? await findPage(guard) : nothing;
  const mayManage = may("exercises.manage", subject.access);
  const byAgencies = subject.reviewing === "agencies";
  const open = subject.state === "auditing";
  if (open && byAgencies && agency === null && may("exercises.agree", subject.access)) {
    throw redirect(paths.exercises.agreed(subject.id));
  }
  const questions = questionsFor(await questionsOf(db, subject), open ? agency : null);
  const answers = await answersOfCases(db, questions, all);
  const { cases: shown, ...draft } = await readGrid(db, today, questions, cases);
  // Someone of another agency reads no figure, nor does anyone while agencies answer apart.
  const outside = !may("exercises.read-report", subject.access);
  const tallied = !outside && !(open && byAgencies);
  return {
    id: subject.id,
    title: subject.title,
    state: subject.state,
    reviewing: subject.reviewing,
    released,
    open,
    dueOn: subject.auditsDueOn,
    questions,
    cases: shown,
    elsewhere: answers.filter((_, at) => !cases.includes(all[at] as OwnCase)),
    tallies: tallied ? tallyAnswers(questions, answers) : [],
    tallied,
    smallest: smallest(),
    saving: { url: paths.exercises.gridAnswers(subject.id), personId: actor.id },
    ...draft,
    page,
    pages,
    parts: byAgencies && open ? { agency, settled: settled.map(asSettled) } : null,
    ready: answers.filter((one) => isCaseComplete(questions, one)).length,
    conflicts:
      open && !mayManage ? cases.map(({ auditId, reference }) => ({ auditId, reference })) : [],
    lead: outside ? ((await findPerson(db, subject.leadId))?.name ?? "") : null,
    outside,
    nav: navOf(guard),
  };
});

const asSettled = ({ auditId, reference, own, opened }: OwnCase) => ({
  ...{ auditId, reference, opened },
  state: own?.state ?? ("committed" as const),
});

export const action = guarded("exercises.review", answeredSampleFromUrl, async (guard) => {
  const { subject, done } = guard;
  if (subject.releasedAt === null) throw notFound();
  const { cases, page, pages } = await findPage(guard);
  const posted = await postGrid(guard, cases);
  if (!posted.ok) return posted.answer;
  const goOn = posted.form.get("then") === "next" && page < pages;
  return done(
    paths.exercises.grid(subject.id, { page: String(goOn ? page + 1 : page) }),
    "Your answers are saved",
  );
});

export default function Grid() {
  const shown = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>() as GridOutcome | undefined;
  const { id, title, state, page, pages } = shown;
  return (
    <SubjectContext.Provider value={shown.nav.subject}>
      {shown.outside ? (
        <BackLink to={paths.home()}>Home</BackLink>
      ) : (
        <BackLink to={paths.exercises.summary(id)}>{title}</BackLink>
      )}
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={title}
          title={shown.parts?.agency ? `Answers of ${shown.parts.agency}` : "Answers"}
          tag={
            <StateTag colour={exerciseStateColours[state]}>{exerciseStateNames[state]}</StateTag>
          }
        />
        <SampleNav id={id} current="grid" {...shown.nav} />
        {shown.outside ? (
          <p className="govuk-body">
            If a child may be in danger now, follow your agency’s safeguarding procedure at once,
            and tell {shown.lead}, who leads this.
          </p>
        ) : null}
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
          <EmptyState title={nothingTitle(shown)}>{nothingWords(shown)}</EmptyState>
        )}
        <OwnParts {...shown} />
      </main>
    </SubjectContext.Provider>
  );
}

type Nothing = { released: boolean; parts: { settled: unknown[] } | null };

const nothingTitle = ({ released, parts }: Nothing): string =>
  parts && parts.settled.length > 0
    ? "Nothing left to answer"
    : released
      ? "No cases are yours to answer for"
      : "No cases to answer for yet";

const nothingWords = ({ released, parts }: Nothing): string =>
  parts && parts.settled.length > 0
    ? "Everything that is your agency’s is committed. Thank you."
    : released
      ? "They appear here once the lead has given you some."
      : "They appear here once the lead has released them.";
