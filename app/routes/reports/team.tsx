import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { dateInLondon, formatMonth } from "~/rules/core/dates";
import { goodFigure } from "~/rules/reports/figure";
import { goodInSentence, isEmpty, since } from "~/rules/reports/figure-words";
import { leadingArea, overall } from "~/rules/reports/reports";
import { responseState } from "~/rules/reports/responses";
import { comparable, countCycles, sumCounts, withGood } from "~/rules/reports/trends";
import { goodOrAboveWords } from "~/rules/tools/scale";
import { guarded } from "~/server/guard.server";
import { teamFromUrl } from "~/server/report-subjects.server";
import { GoodOrAboveChart } from "~/ui/charts/good-or-above-chart";
import { Link } from "~/ui/link";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { countChildActions, listOpenTeamActions } from "~db/people/team-actions.server";
import { listAreas, listClosedCycles, listTallies } from "~db/reports/reports.server";
import { listResponses } from "~db/reports/responses.server";
import { FigureWords } from "./figure-words";
import { PromisedActions } from "./promised-actions";
import { ResponsesTable } from "./responses-table";

export const meta = () => [{ title: "Team - Line of Sight" }];

/** Two years of cycles. */
const cyclesShown = 12;

export const loader = guarded("reports.read-team", teamFromUrl, async (guard) => {
  const { db, subject, scope, today } = guard;
  const { team } = subject;
  const cycles = await listClosedCycles(db, { last: cyclesShown });
  const ids = cycles.map(({ id }) => id);
  const [tallies, actions, childActions, responses] = await Promise.all([
    listTallies(db, ids, "final", { teamId: team.id }),
    listOpenTeamActions(db, team.id),
    countChildActions(db, team.id, today),
    listResponses(db, scope, { teamId: team.id }, cyclesShown),
  ]);
  const alike = comparable(cycles);
  const leading = leadingArea(
    await listAreas(db, alike),
    tallies.filter(({ exerciseId }) => alike.some(({ id }) => id === exerciseId)),
  );
  const counted = countCycles(cycles, tallies, leading?.code ?? overall);
  return {
    team,
    leading: leading?.name ?? null,
    today,
    actions,
    childActions,
    cycles: counted.map((cycle) => withGood(cycle, { exact: true })),
    /** The first month of the cycles that can be compared, and what they come to together. */
    from: alike[0]?.month ?? null,
    total: goodFigure(sumCounts(comparable(counted))),
    reported: [...new Set(tallies.map(({ exerciseId }) => exerciseId))],
    responses: responses.map(({ access: _, ...response }) => ({
      ...response,
      state: responseState(response, today),
      askedOn: dateInLondon(new Date(response.askedAt)),
      readOn: response.readAt && dateInLondon(new Date(response.readAt)),
      answeredOn: response.answeredAt && dateInLondon(new Date(response.answeredAt)),
    })),
  };
});

export default function TeamPage() {
  const page = useLoaderData<typeof loader>();
  const { team, leading, from, total, cycles, reported, actions, childActions, responses, today } =
    page;
  const graded = cycles.some(({ good }) => !isEmpty(good));
  const reports = cycles.filter(({ id }) => reported.includes(id)).reverse();
  return (
    <>
      <Breadcrumbs items={[{ href: paths.teams.list(), label: "Teams" }, { label: team.name }]} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={team.serviceName}
          title={team.name}
          lead={
            from && graded
              ? goodInSentence(since(from), total, {
                  whose: team.name,
                  area: leading ?? undefined,
                })
              : team.holdsCases
                ? "No audit of this team is final yet."
                : "This team holds no cases; its reports show work it answered for in the cases of other teams."
          }
        />
        {graded ? (
          <GoodOrAboveChart
            title={`${goodOrAboveWords} per cycle: ${leading?.toLowerCase() ?? "overall grade"}, ${team.name}`}
            cycles={cycles}
          />
        ) : null}
        {leading && !team.holdsCases ? (
          <p className="govuk-body">
            This team holds no cases: these are grades of work it answered for in the cases of other
            teams.
          </p>
        ) : null}
        <h2 className="govuk-heading-m">Reports</h2>
        {reports.length === 0 ? <p className="govuk-body">No report yet.</p> : null}
        <ul className="govuk-list govuk-list--spaced">
          {reports.map(({ id, month, good }) => (
            <li key={id}>
              <Link to={paths.exercises.teamReport(id, team.id)}>{formatMonth(month)}</Link>: Good
              or above{leading ? ` in ${leading.toLowerCase()}` : ""} <FigureWords figure={good} />
            </li>
          ))}
        </ul>
        <h2 className="govuk-heading-m">Open actions</h2>
        {actions.length > 0 ? (
          <PromisedActions caption="Open actions of the team" actions={actions} today={today} />
        ) : (
          <p className="govuk-body">The team has no open action.</p>
        )}
        <p className="govuk-body">
          Actions for single children:{" "}
          {childActions.open === 0
            ? "none is outstanding."
            : `${childActions.open} outstanding, ${childActions.overdue === 0 ? "none" : childActions.overdue} overdue.`}
        </p>
        {responses.length > 0 ? (
          <ResponsesTable
            caption="Responses to reports"
            responses={responses}
            today={today}
            by="cycle"
          />
        ) : null}
      </main>
    </>
  );
}
