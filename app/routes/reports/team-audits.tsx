import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { scopeOf } from "~/rules/access/permission";
import { formatMonth } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { overall } from "~/rules/reports/reports";
import { isJudgement, judgementNames, judgements } from "~/rules/tools/grades";
import { guarded, notFound } from "~/server/guard.server";
import { teamReportFromUrl } from "~/server/report-subjects.server";
import { Link } from "~/ui/link";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { listAuditsBehind } from "~db/overviews/audits-behind.server";
import { listAreas } from "~db/reports/reports.server";

export const meta = () => [{ title: "Audits behind a figure - Line of Sight" }];

export const loader = guarded("reports.open-audits", teamReportFromUrl, async (guard) => {
  const { db, subject, actor, request } = guard;
  const { cycle, team } = subject;
  const asked = new URL(request.url).searchParams;
  const areas = [
    { code: overall, name: "Overall grade" },
    ...(cycle.toolVersionId ? await listAreas(db, [{ toolVersionId: cycle.toolVersionId }]) : []),
  ];
  const area = areas.find(({ code }) => code === (asked.get("area") ?? overall));
  if (!area) throw notFound();
  const grade = asked.get("grade") ?? "";
  const behind = await listAuditsBehind(db, scopeOf(actor, "audits.read"), {
    exerciseId: cycle.id,
    teamId: team.id,
    area: area.code,
  });
  const { audits, all } = behind ?? { audits: [], all: 0 };
  return {
    kept: behind === null,
    team: { id: team.id, name: team.name },
    cycle: { id: cycle.id, month: cycle.month },
    area,
    grade: isJudgement(grade) ? grade : null,
    given: judgements.filter((code) => audits.some(({ judgement }) => judgement === code)),
    audits: audits.filter(({ judgement }) => !isJudgement(grade) || judgement === grade),
    others: all - audits.length,
  };
});

export default function TeamAudits() {
  const { kept, team, cycle, area, grade, given, audits, others } = useLoaderData<typeof loader>();
  const month = formatMonth(cycle.month);
  const to = (code?: string) =>
    paths.exercises.teamAudits(cycle.id, team.id, {
      area: area.code,
      ...(code ? { grade: code } : {}),
    });
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.teams.list(), label: "Teams" },
          { href: paths.exercises.teamReport(cycle.id, team.id), label: `${team.name}, ${month}` },
          { label: "Audits" },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={`${team.name}, ${month}`}
          title={`Audits behind the figure: ${area.name}`}
        />
        <ul className="los-views" aria-label="Grades">
          <li>
            <Link to={to()} current={grade === null}>
              All
            </Link>
          </li>
          {given.map((code) => (
            <li key={code}>
              <Link to={to(code)} current={grade === code}>
                {judgementNames[code]}
              </Link>
            </li>
          ))}
        </ul>
        {kept ? (
          <p className="govuk-body">Kept back until you have graded your double audit.</p>
        ) : audits.length === 0 ? (
          <p className="govuk-body">No audit that you may read.</p>
        ) : (
          <Table
            caption={`${area.name}: ${counted(audits.length, "audit")}`}
            rows={audits}
            rowKey={({ id }) => id}
            compact
            columns={[
              {
                header: "Case",
                rowHeader: true,
                nowrap: true,
                cell: ({ id, caseReference }) => (
                  <Link to={paths.audits.one(id)}>{caseReference}</Link>
                ),
              },
              { header: "Held by", cell: ({ teamName }) => teamName },
              { header: "Final grade", cell: ({ judgement }) => judgementNames[judgement] },
            ]}
          />
        )}
        {others > 0 ? (
          <p className="govuk-body-s">
            {counted(others, "more audit is", "more audits are")} counted in the figure that you may
            not read.
          </p>
        ) : null}
      </main>
    </>
  );
}
