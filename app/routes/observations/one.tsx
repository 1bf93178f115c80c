import { redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { learnFromForm } from "~/forms/observations";
import { paths } from "~/paths";
import { dateOf, formatDate, formatInstant } from "~/rules/core/dates";
import { eventInWords } from "~/rules/core/event-words";
import { andList } from "~/rules/core/words";
import { learningReference } from "~/rules/learning-log/learning";
import {
  mayAnswer,
  observationPointKinds,
  observationPointNames,
  observationTitle,
} from "~/rules/observations/observations";
import { guarded, notFound, refusal } from "~/server/guard.server";
import { observationFromUrl } from "~/server/observation-subjects.server";
import { readForm } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { Link } from "~/ui/link";
import { Details, InsetText } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { Timeline } from "~/ui/timeline";
import { listEvents } from "~db/core/events.server";
import { listVocabulary, nameOf } from "~db/core/vocabulary.server";
import { listObservationPoints } from "~db/observations/points.server";
import { learnFromPoint } from "~db/operations/observations/learning.server";
import { ObservationTag } from "./observation-tag";
import { ObservationWords } from "./observation-words";
import { toldOf } from "./told.server";

export const meta = () => [{ title: "Observation - Line of Sight" }];

export const loader = guarded("observations.read", observationFromUrl, async (guard) => {
  const { db, subject, actor, may } = guard;
  const { id, state, kind, observedOn, about, teamName, observerName, withdrawnReason } = subject;
  const [told, points, { themes }, events] = await Promise.all([
    toldOf(guard),
    listObservationPoints(db, id),
    listVocabulary(db),
    listEvents(db, `observation:${id}`, 20),
  ]);
  const own = subject.observed.find((one) => one.id === actor.id);
  const writes = may("observations.write", subject.access);
  const learns = mayAnswer(state) && may("observations.learn", subject.access);
  return {
    ...{ id, state, about, teamName, observerName, withdrawnReason, told, learns },
    title: observationTitle(kind, observedOn),
    feedbackOn: subject.feedbackOn,
    isRead: own ? own.readAt !== null : null,
    moves: {
      write: writes && state === "draft",
      feedback: writes && state === "shared",
      close: writes && state === "shared" && subject.feedbackOn !== null,
      withdraw:
        (state === "draft" || state === "shared") && may("observations.withdraw", subject.access),
      answer: own !== undefined && mayAnswer(state) && may("observations.answer", subject.access),
    },
    observed: subject.observed.map(({ id: of, name, readAt, response }) => ({
      id: of,
      name,
      response,
      readOn: readAt ? formatDate(dateOf(readAt)) : null,
    })),
    points: observationPointKinds.map((of) => ({
      kind: of,
      name: observationPointNames[of],
      themes: subject.themes[of].map((code) => nameOf(themes, code)),
      points: points
        .filter((one) => one.kind === of)
        .map((one) => ({
          ...{ id: one.id, text: one.text, sourceId: one.sourceId },
          learning: one.learning && {
            id: one.learning.id,
            words: `${learningReference(one.learning.reference)} ${one.learning.what}`,
          },
        })),
    })),
    history: events.map((event) => ({
      id: event.id,
      at: event.at,
      title: eventInWords(event),
      meta: `${event.actorName ?? "Line of Sight"}, ${formatInstant(new Date(event.at))}`,
    })),
  };
});

/** A point becomes a source of learning, and is filed where that is. */
export const action = guarded("observations.learn", observationFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp } = guard;
  const form = await readForm(request, learnFromForm);
  if (!form.ok) throw notFound();
  if (!mayAnswer(subject.state))
    throw refusal(409, {
      title: "Nothing is learnt from this observation",
      because: "It is not shared, or it was withdrawn.",
    });
  const saved = await save(db, (tx) =>
    learnFromPoint(tx, { ...stamp, actorId: actor.id }, subject, form.value.point),
  );
  if (!saved.ok) throw notFound();
  return redirect(paths.learning.source(saved.value));
});

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function ObservationPage() {
  const page = useLoaderData<typeof loader>();
  const { state, observed } = page;
  return (
    <>
      <BackLink to={paths.observations.list()}>Observations</BackLink>
      <main className="govuk-main-wrapper los-short" id="main-content" tabIndex={-1}>
        <PageHeading
          title={page.title}
          tag={<ObservationTag state={state} />}
          lead={[
            page.about,
            observed.length > 0 ? andList(observed.map(({ name }) => name)) : "",
            page.teamName,
            `observed by ${page.observerName}`,
          ]
            .filter(Boolean)
            .join(", ")}
        />
        {state === "withdrawn" ? (
          <InsetText>It was withdrawn: {page.withdrawnReason}</InsetText>
        ) : null}
        {state === "draft" ? (
          <InsetText>
            Nobody but {page.observerName} and QA leads sees it until it is shared.
          </InsetText>
        ) : null}
        <Moves page={page} />
        <Points page={page} />
        <div className="los-side-by-side">
          <div>
            <ObservationWords told={page.told} />
          </div>
          <Answers observed={observed} state={state} />
        </div>
        <Details summary="History">
          <Timeline items={page.history} />
        </Details>
      </main>
    </>
  );
}

function Moves({ page: { id, moves, isRead, feedbackOn } }: { page: Page }) {
  if (!Object.values(moves).some(Boolean)) return null;
  return (
    <ButtonGroup>
      {moves.answer ? (
        <Button to={paths.observations.answer(id)} variant={isRead ? "secondary" : "primary"}>
          {isRead ? "Change your answer" : "Say that you read it, and answer"}
        </Button>
      ) : null}
      {moves.write ? <Button to={paths.observations.write(id)}>Write on</Button> : null}
      {moves.close ? <Button to={paths.observations.close(id)}>Close it</Button> : null}
      {moves.feedback ? (
        <Button
          to={paths.observations.feedback(id)}
          variant={feedbackOn === null ? "primary" : "secondary"}
        >
          {feedbackOn === null ? "Say when feedback was given" : "Change when feedback was given"}
        </Button>
      ) : null}
      {moves.withdraw ? <Link to={paths.observations.withdraw(id)}>Withdraw it</Link> : null}
    </ButtonGroup>
  );
}

function Points({ page: { points, learns } }: { page: Page }) {
  return (
    <div className="los-side-by-side">
      {points.map(({ kind, name, themes, points: lines }) => (
        <section key={kind}>
          <h2 className="govuk-heading-m">{name}</h2>
          {lines.length === 0 ? <p className="govuk-body">Nothing is named.</p> : null}
          <ul className="govuk-list govuk-list--bullet">
            {lines.map((one) => (
              <li key={one.id}>
                {one.text}
                <Becomes one={one} learns={learns} />
              </li>
            ))}
          </ul>
          {themes.length > 0 ? (
            <p className="govuk-body-s">
              {themes.length === 1 ? "Theme" : "Themes"}: {andList(themes)}
            </p>
          ) : null}
        </section>
      ))}
    </div>
  );
}

function Becomes({
  one,
  learns,
}: {
  one: Page["points"][number]["points"][number];
  learns: boolean;
}) {
  if (!learns) return null;
  return (
    <div className="govuk-body-s govuk-!-margin-bottom-0 los-no-print">
      {one.learning ? (
        <>
          Learning: <Link to={paths.learning.one(one.learning.id)}>{one.learning.words}</Link>
        </>
      ) : one.sourceId ? (
        <Link to={paths.learning.source(one.sourceId)} hidden={one.text}>
          File it
        </Link>
      ) : (
        <Form method="post">
          <input type="hidden" name="point" value={one.id} />
          <button type="submit" className="los-link-button">
            Learn from it<span className="govuk-visually-hidden">: {one.text}</span>
          </button>
        </Form>
      )}
    </div>
  );
}

function Answers({ observed, state }: Pick<Page, "observed" | "state">) {
  if (state === "draft") return null;
  return (
    <section>
      <h2 className="govuk-heading-m">What {observed.length === 1 ? "they say" : "each says"}</h2>
      {observed.map(({ id, name, readOn, response }) => (
        <div key={id}>
          <h3 className="govuk-heading-s govuk-!-margin-bottom-1">{name}</h3>
          {response ? <p className="govuk-body los-as-typed">{response}</p> : null}
          <p className="govuk-hint">{readOn ? `Read on ${readOn}` : "Not read yet"}</p>
        </div>
      ))}
    </section>
  );
}
