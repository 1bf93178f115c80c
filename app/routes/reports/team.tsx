import { useLoaderData } from "@remix-run/react";
import { readTeamPage } from "~/overviews/reports/team-page.server";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { teamFromUrl } from "~/server/report-subjects.server";
import { Link } from "~/ui/link";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";

export const meta = () => [{ title: "Team - Line of Sight" }];

export const loader = guarded("reports.read-team", teamFromUrl, async (guard) => {
  const { db, subject, scope, may, today } = guard;
  const { id, name, serviceName } = subject.team;
  const page = await readTeamPage(db, subject.team, scope, today);
  return { team: { id, name, serviceName }, ...page, mayReadLog: may("learning-log.read") };
});

export default function TeamPage() {
  const { team, lead, blocks, mayReadLog } = useLoaderData<typeof loader>();
  return (
    <>
      <Breadcrumbs items={[{ href: paths.teams.list(), label: "Teams" }, { label: team.name }]} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading caption={team.serviceName} title={team.name} lead={lead} />
        <Blocks blocks={blocks} />
        {mayReadLog ? (
          <p className="govuk-body los-no-print">
            <Link to={paths.log.list({ team: team.id })} hidden={`of ${team.name}`}>
              Read its actions in the learning log
            </Link>
          </p>
        ) : null}
      </main>
    </>
  );
}
