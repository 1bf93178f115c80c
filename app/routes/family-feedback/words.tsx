import { redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { codingForm, learnForm } from "~/forms/family-feedback";
import { parseForm } from "~/forms/fields";
import { readCycleFeedback } from "~/overviews/family-feedback/cycle-feedback.server";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { feedbackForNames } from "~/rules/family-feedback/forms";
import { countsInWords, countWithTimes } from "~/rules/reports/figure-words";
import { type Guarded, guarded } from "~/server/guard.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { coreExerciseFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Select } from "~/ui/inputs/select";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { listVocabulary } from "~db/core/vocabulary.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { listWordsIn } from "~db/family-feedback/figures.server";
import { codeWords, learnFromTheme } from "~db/operations/family-feedback/themes.server";

export const meta = () => [{ title: "In their own words - Family feedback - Line of Sight" }];

export const loader = guarded(
  "family-feedback.plan",
  coreExerciseFromUrl,
  async ({ db, subject }) => {
    const [words, { themes }, feedback] = await Promise.all([
      listWordsIn(db, subject.id),
      listVocabulary(db),
      readCycleFeedback(db, subject.id),
    ]);
    return {
      id: subject.id,
      title: subject.title,
      vocabulary: themes,
      themes: feedback.themes.map(({ code, name, figure }) => ({
        code,
        said: `${name}: ${countsInWords(figure)}`,
        name,
      })),
      words: words.map(({ id, question, text, theme, ...one }) => ({
        ...{ id, question, text, theme },
        who: feedbackForNames[one.for],
      })),
    };
  },
);

export const action = guarded("family-feedback.plan", coreExerciseFromUrl, async (guard) => {
  if ((await readIntent(guard.request)) === "learn") return learn(guard);
  const { request, db, actor, stamp, subject, done } = guard;
  const [words, { themes }] = await Promise.all([listWordsIn(db, subject.id), listVocabulary(db)]);
  const form = await readForm(
    request,
    codingForm(
      words.map(({ id }) => id),
      themes,
    ),
  );
  if (!form.ok) return refuse(form);
  const coded = form.value.filter(({ was, theme }) => was !== theme);
  const saved = await save(db, (tx) =>
    codeWords(tx, { ...stamp, actorId: actor.id }, subject.id, coded),
  );
  if (!saved.ok)
    return overtaken(
      form.typed,
      "Open this page again: someone else gave one of these another theme meanwhile. What you chose is kept here",
    );
  return done(paths.familyFeedback.words(subject.id), "The themes are saved");
});

/** A theme becomes a source of learning that names nobody, and waits to be filed. */
async function learn(guard: Guarded<Exercise>) {
  const { request, db, actor, stamp, subject, today } = guard;
  const form = await readForm(request, learnForm);
  if (!form.ok) return refuse(form);
  const [feedback, words] = await Promise.all([
    readCycleFeedback(db, subject.id),
    listWordsIn(db, subject.id),
  ]);
  const theme = feedback.themes.find(({ code }) => code === form.value.theme);
  if (!theme) return refuseWith(form.typed, "Save the themes first: nobody spoke of this one");
  const parentsOnly = words
    .filter((one) => one.theme === theme.code)
    .every((one) => one.for === "parent");
  const sourceId = await transact(db, (tx) =>
    learnFromTheme(tx, { ...stamp, actorId: actor.id }, subject.id, {
      ...{ theme: theme.code, kind: parentsOnly ? "parents" : "children", saidOn: today },
      says: `${theme.name}: ${countWithTimes(theme.figure)}, of ${counted(feedback.wrote, "person", "people")} who answered in their own words. Feedback of children and families in ${subject.title}.`,
    }),
  );
  return redirect(paths.learning.source(sourceId));
}

export default function OwnWords() {
  const page = useLoaderData<typeof loader>();
  const back = paths.familyFeedback.cycle(page.id);
  return (
    <>
      <BackLink to={back}>Family feedback</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={page.title}
          title="In their own words"
          lead="Give each answer the theme it speaks of most. A theme can become learning, which counts and names nobody."
        />
        {page.words.length === 0 ? (
          <EmptyState title="Nobody has answered in their own words yet">
            <p className="govuk-body">
              <Link to={back}>Back to family feedback</Link>
            </p>
          </EmptyState>
        ) : (
          <Coding key={page.words.map(({ id, theme }) => `${id}${theme}`).join()} page={page} />
        )}
      </main>
    </>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Coding({ page: { words, vocabulary, themes } }: { page: Page }) {
  const form = useGovForm({
    check: (entries) =>
      parseForm(
        codingForm(
          words.map(({ id }) => id),
          vocabulary,
        ),
        entries,
      ),
    stored: { themes: Object.fromEntries(words.map(({ id, theme }) => [id, theme ?? ""])) },
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      {themes.length > 0 ? (
        <section>
          <h2 className="govuk-heading-m">Themes so far</h2>
          <ul className="govuk-list">
            {themes.map(({ code, said, name }) => (
              <li key={code} className="los-theme-said">
                {said}
                <Form method="post">
                  <input type="hidden" name="intent" value="learn" />
                  <input type="hidden" name="theme" value={code} />
                  <Button variant="secondary" hidden={name}>
                    Make it learning
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <h2 className="govuk-heading-m">What was said</h2>
      <GovFormBody form={form}>
        {words.map(({ id, question, text, theme, who }, at) => (
          <div key={id} className="los-own-words">
            <div>
              <p className="govuk-body-s govuk-!-margin-bottom-1">
                {who}: {question}
              </p>
              <p className="govuk-body los-as-typed">{text}</p>
            </div>
            <input type="hidden" name={`was.${id}`} value={theme ?? ""} />
            <Select
              {...form.field(`themes.${id}`)}
              label={`Theme of answer ${at + 1}`}
              emptyLabel="No theme yet"
              options={vocabulary.map(({ code, name }) => ({ value: code, label: name }))}
            />
          </div>
        ))}
        <ButtonGroup>
          <Button>Save the themes</Button>
        </ButtonGroup>
      </GovFormBody>
    </>
  );
}
