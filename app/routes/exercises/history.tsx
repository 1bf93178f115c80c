import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { formatInstant } from "~/rules/core/dates";
import { eventInWords, reasonOf } from "~/rules/core/event-words";
import { guarded } from "~/server/guard.server";
import { exerciseFromUrl } from "~/server/subjects.server";
import { ExerciseNav } from "~/ui/exercise-nav";
import { BackLink, Breadcrumbs, PageHeading } from "~/ui/page";
import { Timeline } from "~/ui/timeline";
import { listEvents } from "~db/core/events.server";

export const meta = () => [{ title: "History of an exercise - Line of Sight" }];

export const loader = guarded("exercises.read", exerciseFromUrl, async ({ subject, db }) => ({
  id: subject.id,
  title: subject.title,
  state: subject.state,
  nav: subject.graded ? subject.kind : null,
  events: (await listEvents(db, `exercise:${subject.id}`)).map((event) => ({
    id: event.id,
    at: event.at,
    by: event.actorName ?? "Line of Sight",
    title: eventInWords(event),
    reason: reasonOf(event),
  })),
}));

export default function History() {
  const { id, title, state, nav, events } = useLoaderData<typeof loader>();
  return (
    <>
      {nav ? (
        <Breadcrumbs
          items={[
            { href: paths.programme(), label: "Programme" },
            { href: paths.exercises.one(id), label: title },
            { label: "History" },
          ]}
        />
      ) : (
        <BackLink to={paths.exercises.one(id)} />
      )}
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading caption={title} title="History" />
        {nav ? <ExerciseNav exerciseId={id} kind={nav} state={state} page="history" /> : null}
        {events.length === 0 ? (
          <p className="govuk-body">Nothing is recorded of this exercise yet.</p>
        ) : (
          <Timeline
            items={events.map(({ id: eventId, at, by, title: what, reason }) => ({
              id: eventId,
              title: what,
              at,
              meta: `${by}, ${formatInstant(new Date(at))}`,
              body: reason ? <p className="govuk-body">Reason: {reason}</p> : undefined,
            }))}
          />
        )}
      </main>
    </>
  );
}
