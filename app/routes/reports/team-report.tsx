import { useLoaderData } from "@remix-run/react";
import { readTeamReport } from "~/overviews/reports/team-report.server";
import { teamReportOf } from "~/overviews/reports/team-report-blocks";
import { paths } from "~/paths";
import { formatMonth } from "~/rules/core/dates";
import { guarded } from "~/server/guard.server";
import { teamReportFromUrl } from "~/server/report-subjects.server";
import { Button } from "~/ui/button";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { FileLinks } from "~/ui/report/file-links";
import { transact } from "~db/core/open.server";
import { saveResponseRead } from "~db/reports/asking.server";

export const meta = () => [{ title: "Team report - Line of Sight" }];

export const loader = guarded("reports.read-team", teamReportFromUrl, async (guard) => {
  const { db, subject, may, stamp, today } = guard;
  const { cycle, team, access } = subject;
  const mayRespond = may("reports.respond", access);
  const facts = await readTeamReport(db, cycle, team, today);
  const { response } = facts;
  if (response && !response.readAt && mayRespond) {
    await transact(db, (tx) => saveResponseRead(tx, stamp, response.id));
  }
  const { title, caption, lead, blocks } = teamReportOf(facts);
  return {
    team: { id: facts.team.id, name: facts.team.name },
    cycle: facts.cycle,
    report: { title, caption, lead, blocks },
    respond:
      response && mayRespond
        ? { id: response.id, answered: response.answeredAt !== null, agreed: response.agreed }
        : null,
  };
});

export default function TeamReportPage() {
  const { team, cycle, report, respond } = useLoaderData<typeof loader>();
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.teams.list(), label: "Teams" },
          { href: paths.teams.one(team.id), label: team.name },
          { label: formatMonth(cycle.month) },
        ]}
      />
      <main className="govuk-main-wrapper los-short" id="main-content" tabIndex={-1}>
        <PageHeading caption={report.caption} title={report.title} lead={report.lead} />
        {respond ? (
          <Button
            to={paths.responses.one(respond.id)}
            variant={respond.answered ? "secondary" : "primary"}
          >
            {respond.agreed
              ? "Read your response"
              : respond.answered
                ? "Add to your response"
                : "Respond to this report"}
          </Button>
        ) : null}
        <FileLinks hrefFor={(file) => paths.exercises.teamReportFile(cycle.id, team.id, file)} />
        <Blocks blocks={report.blocks} />
      </main>
    </>
  );
}
