import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { isOpenToAuditor } from "~/rules/audits/audits";
import { formatInstant } from "~/rules/core/dates";
import { eventInWords, reasonOf } from "~/rules/core/event-words";
import { guarded, notFound } from "~/server/guard.server";
import { findGradesDoor } from "~/server/reading.server";
import { auditFromUrl } from "~/server/subjects.server";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { Timeline } from "~/ui/timeline";
import { findConcern } from "~db/concerns/concerns.server";
import { type EventRow, listEvents } from "~db/core/events.server";
import { RaiseConcern } from "./audit-page";
import { foldSaves } from "./fold-saves";

export const meta = () => [{ title: "History of an audit - Line of Sight" }];

export const loader = guarded("audits.read", auditFromUrl, async (guard) => {
  const { db, subject, actor, now, may } = guard;
  const isAuditor = subject.auditorId === actor.id;
  if (!subject.submittedAt && !isAuditor && !may("audits.withdraw", subject.access)) {
    throw notFound();
  }
  // That someone read it for the service tells how it was graded.
  const known = (await findGradesDoor(guard)) === "open";
  const events: EventRow[] = [];
  for (const event of await listEvents(db, `audit:${subject.id}`)) {
    if (!known && event.kind === "audit.inadequate-read") continue;
    if (isOfConflict(event) && !may("audits.settle-conflict")) continue;
    // That a concern was raised is for those alone who may read it.
    const concernId = concernOf(event);
    const concern = concernId ? await findConcern(db, concernId, now) : null;
    if (concernId === null || (concern && may("concerns.read", concern.access))) events.push(event);
  }
  return {
    id: subject.id,
    reference: subject.caseReference,
    toForm: isAuditor && isOpenToAuditor(subject.state),
    mayRaise: may("concerns.raise", subject.access),
    readers: may("reading.see", subject.access),
    toRead: subject.submittedAt !== null && subject.state !== "withdrawn",
    events: foldSaves(events).map((event) => ({
      id: event.id,
      at: event.at,
      words: eventInWords(event),
      meta: `${event.actorName ?? "Line of Sight"}, ${formatInstant(new Date(event.at))}`,
      reason: isOfStaff(event) && !may("sampling.allocate") ? null : reasonOf(event),
    })),
  };
});

const concernOf = ({ kind, after }: EventRow): string | null =>
  kind === "concern.raised" ? String((after as { concernId?: unknown } | null)?.concernId) : null;

/** That someone has a conflict of interest, and so who judges, is for those who settle it. */
const isOfConflict = ({ kind }: EventRow): boolean => kind.startsWith("audit.conflict-");

/** Why an auditor gave an audit back is theirs and the QA lead's: an illness, a tie to the family. */
const isOfStaff = ({ kind }: EventRow): boolean =>
  kind === "audit.declined" || kind === "audit.reallocated";

export default function History() {
  const { id, reference, toForm, toRead, mayRaise, readers, events } =
    useLoaderData<typeof loader>();
  const back = toForm ? paths.audits.one(id) : toRead ? paths.audits.read(id) : paths.home();
  return (
    <>
      <BackLink to={back}>{toForm || toRead ? "The audit" : "Your work"}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={`Audit of ${reference}`} title="History" lead="Newest first." />
          {mayRaise ? <RaiseConcern auditId={id} /> : null}
          {readers ? (
            <p className="govuk-body los-no-print">
              <Link to={paths.audits.readers(id)}>Who has read this audit</Link>
            </p>
          ) : null}
          {events.length === 0 ? <EmptyState title="Nothing has happened yet" /> : null}
          <Timeline
            items={events.map(({ id, at, words, meta, reason }) => ({
              id,
              at,
              title: words,
              meta,
              body: reason ? <p className="govuk-body los-as-written">{reason}</p> : undefined,
            }))}
          />
        </TwoThirds>
      </main>
    </>
  );
}
