import { formatInstant } from "~/rules/core/dates";
import { Timeline } from "./timeline";

type Told = { id: string; title: string; by: string | null; at: string; body: string | null };

/** What happened to a record, newest first, under its own heading. */
export function History({ events, none }: { events: readonly Told[]; none: string }) {
  return (
    <>
      <h2 className="govuk-heading-m">History</h2>
      {events.length === 0 ? (
        <p className="govuk-body">{none}</p>
      ) : (
        <Timeline
          items={events.map((event) => ({
            id: event.id,
            title: event.title,
            meta: `${event.by ?? "The system"}, ${formatInstant(new Date(event.at))}`,
            at: event.at,
            body: event.body,
          }))}
        />
      )}
    </>
  );
}
