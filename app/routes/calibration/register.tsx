import { useLoaderData } from "@remix-run/react";
import { registerFilters } from "~/forms/calibration";
import { paths } from "~/paths";
import { moderationPagesFor } from "~/rules/access/navigation";
import { formatDate } from "~/rules/core/dates";
import {
  type RegisterKind,
  type Standing,
  standingNames,
  standingOf,
} from "~/rules/people/register";
import { guarded, noRecord } from "~/server/guard.server";
import { Button } from "~/ui/button";
import { CountLinks } from "~/ui/count-links";
import { Link } from "~/ui/link";
import { ModerationNav } from "~/ui/moderation-nav";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import { findSettings } from "~db/core/settings.server";
import { unscopedRegister } from "~db/people/register.server";

export const meta = () => [{ title: "Auditors and moderators - Line of Sight" }];

const onPage = 25;

const dateIn = (standing: Standing, kind: RegisterKind): string =>
  standing.last[kind]
    ? formatDate(standing.last[kind])
    : standing.has.includes(kind)
      ? "Date not known"
      : "Never";

export const loader = guarded("register.keep", noRecord, async ({ db, request, today, actor }) => {
  const url = new URL(request.url);
  const { show, page: asked } = registerFilters.parse(Object.fromEntries(url.searchParams));
  const { "register.refresh-months": months } = await findSettings(db);
  const all = (await unscopedRegister(db)).map(({ entries, ...person }) => ({
    ...person,
    standing: standingOf(entries, { today, months }),
  }));
  const of = (state: Standing["state"]) => all.filter(({ standing }) => standing.state === state);
  const shown = show === "all" ? all : of(show);
  const pages = Math.max(1, Math.ceil(shown.length / onPage));
  const page = Math.min(asked, pages);
  return {
    nav: moderationPagesFor(actor),
    months,
    show,
    page,
    pages,
    counts: { all: all.length, due: of("due").length, new: of("new").length },
    rows: shown.slice((page - 1) * onPage, page * onPage).map(({ standing, ...person }) => ({
      id: person.id,
      name: person.name,
      does: [person.isAuditor ? "Audits" : "", person.isModerator ? "Moderates" : ""]
        .filter(Boolean)
        .join(", "),
      trained: dateIn(standing, "trained"),
      calibrated: dateIn(standing, "calibrated"),
      refreshed: dateIn(standing, "refreshed"),
      next: standing.nextOn ? formatDate(standing.nextOn) : "Once trained",
      state: standing.state,
    })),
  };
});

export default function Register() {
  const { nav, months, show, page, pages, counts, rows } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Auditors and moderators"
        lead={`Who is trained for it, and when they are to be refreshed: ${months} months after they were last trained, calibrated or refreshed. The first audit of an auditor who is not trained yet is always moderated.`}
      />
      <ModerationNav pages={nav} page="register" />
      <CountLinks
        label="Show"
        items={[
          { count: counts.all, label: "everyone", href: paths.register.list() },
          { count: counts.due, label: "to refresh", href: paths.register.list({ show: "due" }) },
          {
            count: counts.new,
            label: "not trained yet",
            href: paths.register.list({ show: "new" }),
          },
        ]}
      />
      <Button to={paths.register.record(show === "all" ? {} : { show })}>Record training</Button>
      {rows.length === 0 ? (
        <EmptyState
          title={show === "all" ? "Nobody audits or moderates yet" : "Nobody at present"}
        />
      ) : (
        <Table
          caption="Auditors and moderators, by name"
          hideCaption
          compact
          onNarrow="lines"
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "Name",
              rowHeader: true,
              cell: ({ id, name }) => <Link to={paths.register.one(id)}>{name}</Link>,
            },
            { header: "Part", cell: ({ does }) => does },
            {
              header: "State",
              cell: ({ state }) =>
                state === "in-date" ? (
                  standingNames[state]
                ) : (
                  <StateTag colour={state === "due" ? "orange" : "yellow"}>
                    {standingNames[state]}
                  </StateTag>
                ),
            },
            {
              header: "Trained",
              nowrap: true,
              labelled: true,
              ownLine: true,
              cell: ({ trained }) => trained,
            },
            {
              header: "Calibrated",
              nowrap: true,
              labelled: true,
              cell: ({ calibrated }) => calibrated,
            },
            {
              header: "Refreshed",
              nowrap: true,
              labelled: true,
              cell: ({ refreshed }) => refreshed,
            },
            { header: "Next by", nowrap: true, labelled: true, cell: ({ next }) => next },
          ]}
        />
      )}
      <Pagination
        page={page}
        pages={pages}
        hrefFor={(n) => paths.register.list({ show, page: String(n) })}
      />
    </main>
  );
}
