import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { fieldNames } from "~/rules/audits/content";
import { smallest } from "~/rules/reports/figure";
import { placeInWords } from "~/rules/samples/records";
import { isAskedOf } from "~/rules/samples/reviewing";
import { questionAnswerNames } from "~/rules/samples/samples";
import type { QuestionAnswer } from "~/rules/tools/tools";
import { guarded, notFound } from "~/server/guard.server";
import { agreedCaseFromUrl } from "~/server/sample-subjects.server";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { answersInPart, listGridAnswers, partAnswersOf } from "~db/samples/grid.server";
import { questionsOf } from "./grid.server";
import { GridForm, type GridOutcome } from "./grid-form";
import { answersOfCases, postGrid, readGrid } from "./grid-page.server";

export const meta = () => [{ title: "Agreed view of a case - Line of Sight" }];

const agreedOf = (one: Parameters<typeof readGrid>[3][number]) => [
  { ...one, part: null, own: null },
];

export const loader = guarded("exercises.read-agreed", agreedCaseFromUrl, async (guard) => {
  const { db, actor, today, may, subject } = guard;
  const { exercise, one } = subject;
  const questions = await questionsOf(db, exercise);
  const mayAgree = may("exercises.agree", exercise.access);
  const writes = may("exercises.write-agreed", subject.access);
  const stored = (await listGridAnswers(db, [one.auditId])).get(one.auditId) ?? [];
  const cases = agreedOf({ ...one, part: null, own: null });
  const { cases: shown, ...draft } = await readGrid(db, today, questions, cases);
  const [agreed] = await answersOfCases(db, questions, cases);
  // Whoever leads it knows how far the parts are; nobody reads one before all are in.
  const parts = one.opened ? one.parts.filter(({ state }) => state === "committed") : [];
  return {
    id: exercise.id,
    auditId: one.auditId,
    title: exercise.title,
    about: placeInWords(one.cohort, one.teamName),
    reference: one.reference,
    opened: one.opened,
    writes: writes && exercise.state === "auditing" && one.opened,
    without: one.parts.filter(({ state }) => state === "left-out").map(({ agency }) => agency),
    agencies: parts.map(({ agency }) => agency),
    rows: questions.map(({ code, text, agencies }) => ({
      code,
      text,
      agreed: agreed?.[code] ?? null,
      parts: parts.map((part) => ({
        asked: isAskedOf({ code, text, agencies }, part.agency),
        answer: partAnswersOf(questions, stored, part.id)[code] ?? null,
        note:
          answersInPart(stored, part.id).find(
            ({ field }) => field === fieldNames.questionNote(code),
          )?.value ?? "",
      })),
    })),
    questions,
    cases: shown,
    saving: { url: paths.exercises.gridAnswers(exercise.id), personId: actor.id },
    smallest: smallest(),
    dueOn: exercise.auditsDueOn,
    back: mayAgree ? paths.exercises.agreed(exercise.id) : paths.exercises.grid(exercise.id),
    ...draft,
  };
});

export const action = guarded("exercises.write-agreed", agreedCaseFromUrl, async (guard) => {
  const { exercise, one } = guard.subject;
  if (!one.opened) throw notFound();
  const { done } = guard;
  const cases = agreedOf({ ...one, part: null, own: null });
  const posted = await postGrid({ ...guard, subject: exercise }, cases);
  if (!posted.ok) return posted.answer;
  return done(paths.exercises.agreed(exercise.id), `The agreed view of ${one.reference} is saved`);
});

const words = (answer: QuestionAnswer | null): string =>
  answer === null ? "Not answered" : questionAnswerNames[answer];

export default function AgreedCase() {
  const shown = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>() as GridOutcome | undefined;
  const { id, auditId, reference, agencies, rows, writes } = shown;
  return (
    <>
      <BackLink to={shown.back}>{shown.title}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading caption={shown.title} title={reference} lead={shown.about} />
        {shown.opened ? (
          <Table
            caption="What each agency found"
            captionSize="m"
            compact
            onNarrow="stack"
            rows={rows}
            rowKey={(row) => row.code}
            columns={[
              { header: "Question", rowHeader: true, cell: (row) => row.text },
              ...agencies.map((agency, at) => ({
                header: agency,
                cell: (row: (typeof rows)[number]) => (
                  <>
                    {row.parts[at]?.asked === false ? (
                      "Not asked of them"
                    ) : (
                      <strong>{words(row.parts[at]?.answer ?? null)}</strong>
                    )}
                    {row.parts[at]?.note ? (
                      <span className="los-block los-as-typed">{row.parts[at]?.note}</span>
                    ) : null}
                  </>
                ),
              })),
              ...(writes
                ? []
                : [
                    {
                      header: "Agreed view",
                      cell: (row: (typeof rows)[number]) => <strong>{words(row.agreed)}</strong>,
                    },
                  ]),
            ]}
          />
        ) : (
          <EmptyState title="Not every part is in">
            What each agency found is read here once all of them have committed, or you go on
            without those that have not.
          </EmptyState>
        )}
        {shown.without.length > 0 ? (
          <p className="govuk-body">Gone on without: {shown.without.join(", ")}.</p>
        ) : null}
        {writes ? (
          <section aria-labelledby="agreed">
            <h2 className="govuk-heading-m" id="agreed">
              Agreed view
            </h2>
            <p className="govuk-body">
              <Link to={paths.exercises.ownConflict(id, auditId)}>
                Declare a conflict of interest with it
              </Link>
            </p>
            <GridForm
              {...shown}
              action={paths.exercises.agreedCase(id, auditId)}
              elsewhere={[]}
              tallied={false}
              page={1}
              pages={1}
              outcome={outcome}
            />
          </section>
        ) : null}
      </main>
    </>
  );
}
