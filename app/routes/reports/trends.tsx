import { data } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readTrendsChoice } from "~/forms/trends";
import { paths } from "~/paths";
import { overall } from "~/rules/reports/reports";
import { countCycles, trendSentences, withMix } from "~/rules/reports/trends";
import { goodOrAboveWords } from "~/rules/tools/scale";
import { guarded, noRecord } from "~/server/guard.server";
import { GoodOrAboveChart } from "~/ui/charts/good-or-above-chart";
import { GradeMixChart } from "~/ui/charts/grade-mix-chart";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { listServices, listTeams } from "~db/access/people.server";
import { listAreas, listClosedCycles, listTallies } from "~db/reports/reports.server";
import { CycleFigures } from "./cycle-figures";
import { TrendsChoices } from "./trends-choices";

export const meta = () => [{ title: "Trends - Line of Sight" }];

export const loader = guarded("trends.read", noRecord, async ({ request, db }) => {
  const query = new URL(request.url).searchParams;
  const [all, teams, services] = await Promise.all([
    listClosedCycles(db),
    listTeams(db),
    listServices(db),
  ]);
  const months = [...new Set(all.map(({ month }) => month))];
  const areas = await listAreas(db, all);
  const { value: choice, errors } = readTrendsChoice(query, {
    months,
    areas: areas.map(({ code }) => code),
    teamIds: teams.map(({ id }) => id),
    serviceIds: services.map(({ id }) => id),
  });
  const cycles = all.filter(({ month }) => month >= choice.from && month <= choice.to);
  const ids = cycles.map(({ id }) => id);
  const counted = countCycles(
    cycles,
    await listTallies(db, ids, "final", choice),
    choice.area || overall,
  );
  const named = (list: { id: string; name: string }[], id?: string) =>
    list.find((item) => item.id === id)?.name;
  const whoseName = named(teams, choice.teamId) ?? named(services, choice.serviceId) ?? "";
  const areaName = areas.find(({ code }) => code === choice.area)?.name ?? "";
  const facts = {
    choice,
    errors,
    months,
    areas,
    teams: teams.map(({ id, name }) => ({ id, name })),
    services,
    cycles: counted.map((cycle) => withMix(cycle, { exact: true })),
    whoseName,
    areaName,
    sentences: trendSentences(counted, { whose: whoseName, area: areaName }),
  };
  return data(facts, { status: Object.keys(errors).length > 0 ? 400 : 200 });
});

export default function Trends() {
  const page = useLoaderData<typeof loader>();
  const { cycles, choice } = page;
  const about = `${page.areaName || "Overall grade"}, ${page.whoseName || "all teams"}`;
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading title="Trends" errors={page.errors} lead={page.sentences} />
      {page.months.length === 0 ? (
        <EmptyState title="No cycle is closed yet">
          <p className="govuk-body">
            Trends are made of final grades. They begin when the first core cycle is closed.
          </p>
        </EmptyState>
      ) : (
        <>
          <TrendsChoices key={JSON.stringify([choice, page.errors])} {...page} />
          <GoodOrAboveChart
            title={`${goodOrAboveWords} per cycle: ${about}`}
            cycles={cycles.map(({ mix, ...cycle }) => ({ ...cycle, good: mix.good }))}
          />
          <GradeMixChart title={`Grade mix per cycle: ${about}`} cycles={cycles} />
          <CycleFigures caption={`Figures per cycle: ${about}`} cycles={cycles} />
          <p className="govuk-body-s">
            Closed core cycles and final grades only; re-audits are left out. Percentages are of
            judgements that carry a grade. Cycles on different tools, or on versions of one that
            differ in what is graded, are not joined: they did not grade the same things.
          </p>
          <p className="govuk-body los-no-print">
            <Link to={paths.trendsJson(choice.from, choice.to)} download>
              Download the figures of all teams for this period (JSON)
            </Link>
          </p>
        </>
      )}
    </main>
  );
}
