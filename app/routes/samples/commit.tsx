import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { commitForm } from "~/forms/sample-reviewing";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { questionsFor } from "~/rules/samples/reviewing";
import { isCaseComplete } from "~/rules/samples/samples";
import { type Guarded, guarded, notFound } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { answeredSampleFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { commitParts } from "~db/operations/samples/parts.server";
import { questionsOf } from "./grid.server";
import { answersOfCases } from "./grid-page.server";
import { findOwnCases } from "./own-cases.server";

export const meta = () => [{ title: "Commit - Line of Sight" }];

/** Their agency's parts that are still open, with how many questions of each are answered. */
async function findToCommit(guard: Guarded<Exercise>) {
  const { db, subject } = guard;
  if (subject.reviewing !== "agencies" || subject.state !== "auditing") throw notFound();
  const { cases, agency } = await findOwnCases(guard);
  if (agency === null) throw notFound();
  const all = await questionsOf(db, subject);
  const questions = questionsFor(all, agency);
  const answers = await answersOfCases(db, questions, cases);
  return {
    agency,
    questions,
    all,
    parts: cases.map(({ part, reference }, at) => ({
      id: part ?? "",
      reference,
      answered: questions.filter(({ code }) => (answers[at]?.[code] ?? null) !== null).length,
      complete: isCaseComplete(questions, answers[at] ?? {}),
    })),
  };
}

export const loader = guarded("exercises.review", answeredSampleFromUrl, async (guard) => {
  const { agency, questions, parts } = await findToCommit(guard);
  const { id, title } = guard.subject;
  return { id, title, agency, parts, of: questions.length };
});

export const action = guarded("exercises.review", answeredSampleFromUrl, async (guard) => {
  const { request, db, subject, stamp, done } = guard;
  const { parts, all } = await findToCommit(guard);
  const form = await readForm(request, commitForm);
  if (!form.ok) return refuse(form);
  const asked = parts.filter((one) => form.value.parts.includes(one.id));
  const incomplete = asked.find((one) => !one.complete);
  if (incomplete) {
    const message = `Answer every question of ${incomplete.reference} first`;
    return refuseWith(form.typed, message, "parts");
  }
  const ids = asked.map((one) => one.id);
  const count = await transact(db, (tx) => commitParts(tx, stamp, subject, ids, all));
  if (count === 0) {
    return refuseWith(form.typed, "Look at the cases again: these are committed already", "parts");
  }
  return done(
    paths.exercises.grid(subject.id),
    `${counted(count, "case is", "cases are")} committed`,
  );
});

export default function Commit() {
  const { id, title, agency, parts, of } = useLoaderData<typeof loader>();
  const outcome: FormOutcome | undefined = useActionData<typeof action>();
  const form = useGovForm({ check: (entries) => parseForm(commitForm, entries), outcome });
  const complete = parts.filter((one) => one.complete);
  const open = parts.filter((one) => !one.complete);
  return (
    <>
      <BackLink to={paths.exercises.grid(id)}>Answers</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={title} title={`Commit the answers of ${agency}`} />
          {open.length > 0 ? (
            <p className="govuk-body">
              Not complete yet:{" "}
              {open.map((one) => `${one.reference} (${one.answered} of ${of} answered)`).join(", ")}
              .
            </p>
          ) : null}
          {complete.length === 0 ? (
            <EmptyState title="No case is complete yet">
              A case can be committed once each of its questions has an answer; not applicable is
              one too.
            </EmptyState>
          ) : (
            <GovFormBody form={form}>
              <Checkboxes
                {...form.list("parts")}
                legend="Cases to commit"
                legendSize="m"
                options={complete.map((one) => ({ value: one.id, label: one.reference }))}
              />
              <Checkboxes
                {...form.list("confirmed")}
                legend="Confirm"
                hideLegend
                options={[
                  {
                    value: "yes",
                    label: "These answers are my agency’s, and stay as they are",
                  },
                ]}
              />
              <ButtonGroup>
                <Button>Commit</Button>
                <Link to={paths.exercises.grid(id)}>Go back to the answers</Link>
              </ButtonGroup>
            </GovFormBody>
          )}
        </TwoThirds>
      </main>
    </>
  );
}
