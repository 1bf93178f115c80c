import { useLoaderData } from "@remix-run/react";
import { readTeamReport, type TeamReport } from "~/overviews/reports/team-report.server";
import { paths } from "~/paths";
import { formatDate, formatMonth } from "~/rules/core/dates";
import { insideSentence } from "~/rules/core/words";
import { goodInSentence, isEmpty, since } from "~/rules/reports/figure-words";
import { goodOrAboveWords } from "~/rules/tools/scale";
import { guarded } from "~/server/guard.server";
import { teamReportFromUrl } from "~/server/report-subjects.server";
import { Button } from "~/ui/button";
import { GradeBars } from "~/ui/charts/grade-bars";
import { InsetText } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { transact } from "~db/core/open.server";
import { saveResponseRead } from "~db/reports/responses.server";
import { AreaFigures } from "./area-figures";
import { FigureWords } from "./figure-words";
import { LastCycles } from "./last-cycles";
import { PromisedActions } from "./promised-actions";
import { Themes } from "./themes";

export const meta = () => [{ title: "Team report - Line of Sight" }];

export const loader = guarded("reports.read-team", teamReportFromUrl, async (guard) => {
  const { db, subject, may, stamp, today } = guard;
  const { cycle, team, access } = subject;
  const mayRespond = may("reports.respond", access);
  const report = await readTeamReport(db, cycle, team, today);
  const { response } = report;
  if (response && !response.readAt && mayRespond) {
    await transact(db, (tx) => saveResponseRead(tx, stamp, response.id));
  }
  return { report, mayRespond, today };
});

export default function TeamReportPage() {
  const { report, mayRespond, today } = useLoaderData<typeof loader>();
  const { team, cycle, from, leading, previous, childActions } = report;
  // A team that was graded in some areas only shows those; the others are named beneath.
  const [areas, ungraded] = leading ? apart(report.areas) : [report.areas, []];
  const month = formatMonth(cycle.month);
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.teams.list(), label: "Teams" },
          { href: paths.teams.one(team.id), label: team.name },
          { label: month },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={`Team report, ${month}${team.since ? ` (${team.since})` : ""}`}
          title={team.name}
          lead={goodInSentence(since(from), report.total, {
            whose: team.name,
            area: leading ?? undefined,
          })}
        />
        {leading || isEmpty(report.total) ? (
          <p className="govuk-body">
            {team.holdsCases
              ? "No case of this team was graded overall in the cycles compared here."
              : "This team holds no cases. Its figures below are of work it answered for in the cases of other teams."}
          </p>
        ) : null}
        <h2 className="govuk-heading-m">Practice areas in {month}</h2>
        <GradeBars
          title={`Grades by practice area: ${team.name} and its service, ${team.serviceName}`}
          subject={team.name}
          beside={team.serviceName}
          rows={areas}
        />
        <AreaFigures caption={`Figures of ${team.name} by practice area`} rows={areas} />
        {ungraded.length > 0 ? (
          <p className="govuk-body">
            Not graded: {ungraded.map(({ name }) => name.toLowerCase()).join(", ")}.
          </p>
        ) : null}
        {from === cycle.month ? null : (
          <SinceTable
            team={team}
            areas={areas}
            caption={`${goodOrAboveWords} ${insideSentence(since(from))}`}
          />
        )}
        <h2 className="govuk-heading-m">
          The last cycles{leading ? `: ${leading.toLowerCase()}` : ""}
        </h2>
        <LastCycles
          cycles={report.cycles}
          label={`${leading ? `Grades in ${leading.toLowerCase()}` : "Overall grades"} of ${team.name} by cycle`}
        />
        <h2 className="govuk-heading-m">What auditors found in {month}, in their words</h2>
        <div className="los-side-by-side">
          <Themes title="Strengths" themes={report.strengths} shown={4} />
          <Themes title="Areas for development" themes={report.developments} shown={4} />
        </div>
        {previous ? <Previous previous={previous} today={today} /> : null}
        <h2 className="govuk-heading-m">Actions for single children</h2>
        <p className="govuk-body">
          {childActions.open === 0
            ? "None is outstanding."
            : `${childActions.open} outstanding, ${childActions.overdue === 0 ? "none" : childActions.overdue} overdue.`}
        </p>
        <Response response={report.response} mayRespond={mayRespond} today={today} />
        <h2 className="govuk-heading-m">About these figures</h2>
        <p className="govuk-body">
          Final grades of closed core cycles; re-audits are left out. Work is counted for the team
          that answered for it, which may not be the team that held the case. Fewer than ten are
          indicative only; fewer than five are shown without a percentage.
        </p>
      </main>
    </>
  );
}

/** The areas with a grade in these cycles, and those without. */
function apart(areas: TeamReport["areas"]): [TeamReport["areas"], TeamReport["areas"]] {
  const isGraded = ({ since }: TeamReport["areas"][number]) => !isEmpty(since);
  return [areas.filter(isGraded), areas.filter((area) => !isGraded(area))];
}

/** The cycles that can be compared, together: the team beside its service. */
function SinceTable({
  team,
  areas,
  caption,
}: Pick<TeamReport, "team" | "areas"> & { caption: string }) {
  return (
    <Table
      caption={caption}
      rows={areas}
      rowKey={({ key }) => key}
      compact
      columns={[
        { header: "Practice area", rowHeader: true, cell: ({ name }) => name },
        {
          header: team.name,
          numeric: true,
          cell: (row) => <FigureWords figure={row.since} />,
        },
        {
          header: team.serviceName === team.name ? "Whole service" : team.serviceName,
          numeric: true,
          cell: (row) => <FigureWords figure={row.serviceSince} />,
        },
      ]}
    />
  );
}

function Previous({
  previous,
  today,
}: {
  previous: NonNullable<TeamReport["previous"]>;
  today: string;
}) {
  const { month, actions, answered, noneNeededReason } = previous;
  return (
    <section>
      <h2 className="govuk-heading-m">What was promised after {formatMonth(month)}</h2>
      {actions.length > 0 ? (
        <PromisedActions
          caption={`Actions promised after ${formatMonth(month)}`}
          actions={actions}
          today={today}
        />
      ) : (
        <p className="govuk-body">
          {answered
            ? `No action was needed: ${noneNeededReason || "no reason was given."}`
            : "That report was not answered."}
        </p>
      )}
    </section>
  );
}

function Response({
  response,
  mayRespond,
  today,
}: {
  response: TeamReport["response"];
  mayRespond: boolean;
  today: string;
}) {
  const title = mayRespond ? "Your response" : "The team’s response";
  if (!response) {
    return (
      <section>
        <h2 className="govuk-heading-m">{title}</h2>
        <p className="govuk-body">No response was asked for.</p>
      </section>
    );
  }
  const { answeredAt, comment, noneNeededReason, actions } = response;
  return (
    <section>
      <h2 className="govuk-heading-m">{title}</h2>
      {answeredAt ? (
        <>
          {comment ? <InsetText>{comment}</InsetText> : null}
          {noneNeededReason ? (
            <p className="govuk-body">No action needed: {noneNeededReason}</p>
          ) : null}
          {actions.length > 0 ? (
            <PromisedActions caption="Actions of this response" actions={actions} today={today} />
          ) : null}
        </>
      ) : (
        <p className="govuk-body">
          {response.dueOn < today ? "It was" : "It is"} due by {formatDate(response.dueOn)} and has
          not been given yet.
        </p>
      )}
      {mayRespond ? (
        <Button
          to={paths.responses.one(response.id)}
          variant={answeredAt ? "secondary" : "primary"}
        >
          {answeredAt ? "Add to your response" : "Respond to this report"}
        </Button>
      ) : null}
    </section>
  );
}
