import { useLoaderData } from "@remix-run/react";
import { readHeatTable } from "~/overviews/reports/heat-table.server";
import { formatMonth } from "~/rules/core/dates";
import { smallestInWords } from "~/rules/reports/figure-words";
import { goodOrAboveWords } from "~/rules/tools/scale";
import { guarded, noRecord } from "~/server/guard.server";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { HeatTable } from "./heat-table";

export const meta = () => [{ title: "Teams - Line of Sight" }];

export const loader = guarded("reports.read-team", noRecord, ({ db, actor, scope }) =>
  readHeatTable(db, actor, scope).then((table) => ({ ...table, few: smallestInWords() })),
);

export default function Teams() {
  const { month, before, apart, areas, teams, few } = useLoaderData<typeof loader>();
  const period = month
    ? `${formatMonth(month)}${before ? ` beside ${formatMonth(before)}` : ""}`
    : "no cycle closed yet";
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Teams"
        lead={month ? `${goodOrAboveWords} by team and practice area, ${period}.` : undefined}
      />
      {apart ? (
        <p className="govuk-body">
          {formatMonth(apart.month)} was graded with {apart.gradedWith}: it can’t be compared, and
          is not shown beside it.
        </p>
      ) : null}
      {teams.length === 0 ? (
        <EmptyState title="No team to show">
          <p className="govuk-body">
            Your role reaches no team yet. Your administrator can change that.
          </p>
        </EmptyState>
      ) : (
        <HeatTable teams={teams} areas={areas} caption={`${goodOrAboveWords}, ${period}`} />
      )}
      <p className="govuk-body-s">
        Final grades of closed core cycles, counted for the team that answered for the work. {few}{" "}
        <strong>*</strong> marks what is indicative only. A dash means that nothing was graded. An
        arrow says which way a share moved, not that it is more than chance.
      </p>
      <p className="govuk-body los-no-print">Open a team for its reports, actions and responses.</p>
    </main>
  );
}
