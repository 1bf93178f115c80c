import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { questionsForm } from "~/forms/observations";
import { paths } from "~/paths";
import { dateOf, formatDate } from "~/rules/core/dates";
import { observationKindNames, observationKinds } from "~/rules/observations/observations";
import { mostQuestions, type ObservationQuestion } from "~/rules/observations/questions";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { PageHeading, TwoThirds } from "~/ui/page";
import { forgetWritten } from "~db/core/written.server";
import { publishQuestions, unscopedQuestionsNow } from "~db/observations/questions.server";
import { ObservationsNav } from "./observations-nav";
import { observationsMay } from "./state.server";

export const meta = () => [{ title: "Questions for observers - Line of Sight" }];

/** So many empty rows are offered below the questions there are. */
const spare = 3;

export const loader = guarded("observations.ask", noRecord, async (guard) => {
  const now = await unscopedQuestionsNow(guard.db);
  const shown = Math.min(now.questions.length + spare, mostQuestions);
  return {
    number: now.number,
    published: now.publishedAt
      ? `Version ${now.number}, published by ${now.publishedBy} on ${formatDate(dateOf(now.publishedAt))}.`
      : "The questions that Line of Sight came with.",
    rows: Array.from({ length: shown }, (_, n) => ({
      text: now.questions[n]?.text ?? "",
      kind: now.questions[n]?.kind ?? "",
    })),
    may: observationsMay(guard),
    written: await writtenSoFar(guard, writtenAt(guard, "observation-questions", "all"), {
      url: paths.written(paths.observations.questions()),
      version: now.number,
    }),
  };
});

/** A question that stays as it is worded keeps its code; another text is another question. */
const withCodes = (
  rows: readonly Omit<ObservationQuestion, "code">[],
  before: readonly ObservationQuestion[],
  number: number,
): ObservationQuestion[] =>
  rows.map((row, n) => ({
    ...row,
    code: before.find(({ text }) => text === row.text)?.code ?? `v${number}q${n + 1}`,
  }));

export const action = guarded("observations.ask", noRecord, async (guard) => {
  const { request, db, actor, stamp, done } = guard;
  const form = await readForm(request, questionsForm);
  if (!form.ok) return refuse(form);
  const { version, rows } = form.value;
  const now = await unscopedQuestionsNow(db);
  const questions = withCodes(rows, now.questions, version + 1);
  if (new Set(questions.map(({ code }) => code)).size < questions.length)
    return refuse({ errors: { "": "Word each question once" }, typed: form.typed });
  const saved = await save(db, async (tx) => {
    await publishQuestions(tx, { ...stamp, actorId: actor.id }, version, questions);
    await forgetWritten(tx, writtenAt(guard, "observation-questions", "all"));
  });
  if (!saved.ok)
    return overtaken(
      form.typed,
      "Look at the questions again: someone else published others meanwhile. What you typed is kept here",
    );
  return done(
    paths.observations.questions(),
    "The questions are published: observations begun from now on are asked them",
  );
});

export default function Questions() {
  const page = useLoaderData<typeof loader>();
  const form = useWrittenForm({
    written: page.written,
    check: (entries) => parseForm(questionsForm, entries),
    stored: { rows: page.rows },
    outcome: useActionData<typeof action>(),
  });
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Questions for observers"
        lead="Each is answered in words and none in grades. What was seen, strengths, what to develop and the family’s view are always asked."
      />
      <ObservationsNav current="questions" may={page.may} />
      <p className="govuk-body">
        {page.published} An observation keeps the questions it was begun with.
      </p>
      <TwoThirds>
        <WrittenBody form={form} version={page.number}>
          {page.rows.map((_, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place
            <div key={n}>
              <TextArea
                {...form.field(`rows.${n}.text`)}
                label={`Question ${n + 1}`}
                labelSize="s"
                rows={2}
              />
              <Select
                {...form.field(`rows.${n}.kind`)}
                label={`Asked for, question ${n + 1}`}
                hideLabel
                emptyLabel="Every observation"
                options={observationKinds.map((kind) => ({
                  value: kind,
                  label: observationKindNames[kind],
                }))}
              />
            </div>
          ))}
          <ButtonGroup>
            <Button>Publish the questions</Button>
          </ButtonGroup>
        </WrittenBody>
      </TwoThirds>
    </main>
  );
}
