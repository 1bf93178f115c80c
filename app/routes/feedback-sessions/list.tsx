import { useLoaderData } from "@remix-run/react";
import { pageAsked } from "~/forms/feedback-sessions";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { nextDue } from "~/rules/feedback-sessions/feedback-sessions";
import { guarded, noRecord } from "~/server/guard.server";
import { Button } from "~/ui/button";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { findSettings } from "~db/core/settings.server";
import {
  findLastHeld,
  unscopedHeldSessions,
  unscopedSessionsToCome,
} from "~db/feedback-sessions/sessions.server";
import { SessionTag } from "./session-tag";

export const meta = () => [{ title: "Feedback sessions - Line of Sight" }];

const onPage = 12;

export const loader = guarded("feedback-sessions.read", noRecord, async (guard) => {
  const { db, request, may, today } = guard;
  const runs = may("feedback-sessions.run");
  const { page } = pageAsked.parse(Object.fromEntries(new URL(request.url).searchParams));
  const [toCome, held, last, settings] = await Promise.all([
    unscopedSessionsToCome(db, { prepared: runs }),
    unscopedHeldSessions(db, { limit: onPage, offset: (page - 1) * onPage }),
    findLastHeld(db),
    findSettings(db),
  ]);
  const months = settings["feedback-sessions.months"];
  return {
    runs,
    page,
    months,
    toCome,
    held: held.slice(0, onPage),
    more: held.length > onPage,
    dueOn: toCome.length === 0 ? nextDue(last?.heldOn ?? null, months, today) : null,
  };
});

type Row = ReturnType<typeof useLoaderData<typeof loader>>["held"][number];

const when = {
  header: "Session",
  rowHeader: true as const,
  nowrap: true,
  cell: ({ id, heldOn }: Row) => (
    <Link to={paths.feedbackSessions.one(id)}>{formatDate(heldOn)}</Link>
  ),
};

export default function FeedbackSessions() {
  const { runs, page, months, toCome, held, more, dueOn } = useLoaderData<typeof loader>();
  return (
    <>
      <Breadcrumbs
        items={[{ href: paths.log.list(), label: "Learning log" }, { label: "Feedback sessions" }]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="Feedback sessions"
          lead={`What audits found goes back to those who do the work, ${months === 1 ? "every month" : `every ${months} months`}, and what they say is kept.`}
        />
        {runs ? <Button to={paths.feedbackSessions.plan()}>Plan a session</Button> : null}
        {toCome.length === 0 ? (
          <EmptyState title="No session is planned">
            {runs && dueOn ? (
              <p className="govuk-body">The next is due by {formatDate(dueOn)}.</p>
            ) : null}
          </EmptyState>
        ) : (
          <Table
            caption="To come"
            captionSize="m"
            onNarrow="lines"
            rows={toCome}
            rowKey={({ id }) => id}
            columns={[
              when,
              { header: "Starts at", labelled: true, cell: ({ startsAt }) => startsAt },
              { header: "Where", cell: ({ place }) => place || "To be said" },
              { header: "Led by", labelled: true, cell: ({ ledBy }) => ledBy },
              { header: "State", cell: ({ state }) => <SessionTag state={state} /> },
            ]}
          />
        )}
        {held.length > 0 ? (
          <Table
            caption="Held"
            captionSize="m"
            onNarrow="lines"
            rows={held}
            rowKey={({ id }) => id}
            columns={[
              when,
              { header: "Led by", labelled: true, cell: ({ ledBy }) => ledBy },
              { header: "Who came", cell: ({ came }) => counted(came, "person", "people") },
              { header: "What was said", cell: ({ said }) => counted(said, "thing") },
            ]}
          />
        ) : null}
        {page > 1 || more ? (
          <nav aria-label="Earlier sessions" className="govuk-button-group los-no-print">
            {page > 1 ? (
              <Link to={paths.feedbackSessions.list({ page: String(page - 1) })}>
                Later sessions
              </Link>
            ) : null}
            {more ? (
              <Link to={paths.feedbackSessions.list({ page: String(page + 1) })}>
                Earlier sessions
              </Link>
            ) : null}
          </nav>
        ) : null}
      </main>
    </>
  );
}
