import { useLoaderData } from "@remix-run/react";
import { formatMonth } from "~/rules/core/dates";
import { goodFigure } from "~/rules/reports/figure";
import { countTallies, overall } from "~/rules/reports/reports";
import { comparable } from "~/rules/reports/trends";
import { goodOrAboveWords } from "~/rules/tools/scale";
import { editionInWords } from "~/rules/tools/versions";
import { guarded, noRecord } from "~/server/guard.server";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import {
  listAreas,
  listClosedCycles,
  listReportTeams,
  listTeamTallies,
} from "~db/reports/reports.server";
import { HeatTable } from "./heat-table";

export const meta = () => [{ title: "Teams - Line of Sight" }];

/** How many closed cycles the table adds up. */
const cyclesShown = 2;

export const loader = guarded("reports.read-team", noRecord, async ({ db, scope }) => {
  const latest = await listClosedCycles(db, { last: cyclesShown });
  const cycles = comparable(latest);
  const [apart] = latest;
  const [teams, areas, tallies] = await Promise.all([
    listReportTeams(db, scope),
    listAreas(db, cycles),
    listTeamTallies(
      db,
      cycles.map(({ id }) => id),
      "final",
    ),
  ]);
  return {
    months: cycles.map(({ month }) => month),
    /** The cycle before, when it was graded with something else and so is not added. */
    apart:
      apart && cycles.length < latest.length
        ? { month: apart.month, gradedWith: editionInWords(apart.edition) }
        : null,
    areas,
    teams: teams.map(({ id, name, serviceName }) => {
      const own = tallies.filter(({ teamId }) => teamId === id);
      return {
        id,
        name,
        serviceName,
        overall: goodFigure(countTallies(own, overall)),
        areas: Object.fromEntries(
          areas.map(({ code }) => [code, goodFigure(countTallies(own, code))]),
        ),
      };
    }),
  };
});

export default function Teams() {
  const { months, apart, areas, teams } = useLoaderData<typeof loader>();
  const period = months.map(formatMonth).join(" and ");
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Teams"
        lead={
          months.length > 0
            ? `${goodOrAboveWords} by team and practice area, ${period}${months.length > 1 ? " together" : ""}.`
            : undefined
        }
      />
      {apart ? (
        <p className="govuk-body">
          {formatMonth(apart.month)} was graded with {apart.gradedWith}: it can’t be compared, and
          is not added.
        </p>
      ) : null}
      {teams.length === 0 ? (
        <EmptyState title="No team to show">
          <p className="govuk-body">
            Your role reaches no team yet. Your administrator can change that.
          </p>
        </EmptyState>
      ) : (
        <HeatTable
          teams={teams}
          areas={areas}
          caption={`${goodOrAboveWords}, ${period || "no cycle closed yet"}`}
        />
      )}
      <p className="govuk-body-s">
        Final grades of closed core cycles, counted for the team that answered for the work.{" "}
        <strong>*</strong> marks fewer than ten, indicative only; fewer than five stand without a
        percentage. A dash means that nothing was graded.
      </p>
      <p className="govuk-body los-no-print">Open a team for its reports, actions and responses.</p>
    </main>
  );
}
