import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { moderationPagesFor } from "~/rules/access/navigation";
import { scopeOf } from "~/rules/access/permission";
import { formatDate } from "~/rules/core/dates";
import { guarded, noRecord } from "~/server/guard.server";
import { Button } from "~/ui/button";
import { Link } from "~/ui/link";
import { ModerationNav } from "~/ui/moderation-nav";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { listOpenMeetings, listPastMeetings } from "~db/moderation/meetings.server";
import { MeetingTag } from "./meeting-tag";

export const meta = () => [{ title: "Panel meetings - Moderation - Line of Sight" }];

const onPage = 20;

export const loader = guarded("moderation.read-meeting", noRecord, async (guard) => {
  const { db, actor, request, may } = guard;
  const scope = scopeOf(actor, "moderation.read-meeting");
  const asked = Number(new URL(request.url).searchParams.get("page") ?? "1");
  const page = Number.isInteger(asked) && asked > 0 && asked < 10_000 ? asked : 1;
  const past = await listPastMeetings(db, scope, { limit: onPage, offset: (page - 1) * onPage });
  return {
    nav: moderationPagesFor(actor),
    mayPlan: may("moderation.plan-meeting"),
    open: await listOpenMeetings(db, scope),
    past: past.slice(0, onPage),
    page,
    more: past.length > onPage,
  };
});

type Row = ReturnType<typeof useLoaderData<typeof loader>>["open"][number];

const columns = [
  {
    header: "Meeting",
    rowHeader: true as const,
    nowrap: true,
    cell: (row: Row) => (
      <Link to={paths.moderation.meeting(row.id)}>{formatDate(row.meetsOn)}</Link>
    ),
  },
  { header: "Audits of", cell: (row: Row) => row.exerciseTitle },
  { header: "Chair", cell: (row: Row) => row.chairName },
  { header: "State", cell: (row: Row) => <MeetingTag state={row.state} /> },
];

export default function PanelMeetings() {
  const { nav, open, past, page, more, mayPlan } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Panel meetings"
        lead="The panel meets on the audits of a cycle: what its auditor and moderator agree on passes by consent, the rest is decided one by one."
      />
      <ModerationNav pages={nav} page="meetings" />
      {mayPlan ? <Button to={paths.moderation.planMeeting()}>Plan a meeting</Button> : null}
      {open.length === 0 ? (
        <EmptyState title="No meeting is planned" />
      ) : (
        <Table
          caption="To be held, or to be signed off"
          captionSize="m"
          rows={open}
          rowKey={({ id }) => id}
          columns={columns}
        />
      )}
      {past.length > 0 ? (
        <Table
          caption="Earlier"
          captionSize="m"
          rows={past}
          rowKey={({ id }) => id}
          columns={columns}
        />
      ) : null}
      {page > 1 || more ? (
        <nav aria-label="Earlier meetings" className="govuk-button-group los-no-print">
          {page > 1 ? (
            <Link to={paths.moderation.meetings({ page: String(page - 1) })}>Later meetings</Link>
          ) : null}
          {more ? (
            <Link to={paths.moderation.meetings({ page: String(page + 1) })}>Earlier meetings</Link>
          ) : null}
        </nav>
      ) : null}
    </main>
  );
}
