import { data } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { collectTrends } from "~/overviews/reports/trends.server";
import { paths } from "~/paths";
import { formatMonth } from "~/rules/core/dates";
import { trendsQuery } from "~/rules/reports/trends-choices";
import { guarded, noRecord } from "~/server/guard.server";
import { GradeMixChart } from "~/ui/charts/grade-mix-chart";
import { CopyAddress } from "~/ui/copy-address";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { TrendChart } from "~/ui/report/trend-chart";
import { listSavedViews } from "~db/reports/saved-views.server";
import { ChartFiles } from "./chart-files";
import { TrendsChoices } from "./trends-choices";

export const meta = () => [{ title: "Trends - Line of Sight" }];

export const loader = guarded("trends.read", noRecord, async ({ request, db, actor, may }) => {
  const trends = await collectTrends(db, new URL(request.url).searchParams);
  const page = {
    ...trends,
    mayRebase: may("trends.rebase"),
    mayConnect: may("feed.make-token"),
    views: (await listSavedViews(db, actor.id)).map(({ id, name, query }) => ({
      id,
      name,
      path: `${paths.trends()}?${query}`,
    })),
  };
  return data(page, { status: Object.keys(trends.errors).length > 0 ? 400 : 200 });
});

export default function Trends() {
  const page = useLoaderData<typeof loader>();
  const { cycles, choice, about, trends } = page;
  const query = trendsQuery(choice);
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
          <Views views={page.views} query={query} />
          <TrendsChoices key={JSON.stringify([choice, page.errors])} {...page} />
          {trends.map(({ toolId, block }) => (
            <div key={block.name}>
              <TrendChart block={block} />
              <ChartFiles
                of={block.title}
                name="good-or-above"
                query={{ ...query, tool: toolId }}
              />
            </div>
          ))}
          <GradeMixChart title={`Grade mix per cycle: ${about}`} cycles={cycles} />
          <ChartFiles of={`Grade mix per cycle: ${about}`} name="grade-mix" query={query} />
          <p className="govuk-body">
            The story of a practice area:{" "}
            {page.areas.map(({ code, name }, at) => (
              <span key={code}>
                {at > 0 ? ", " : ""}
                <Link to={paths.trendsArea(code)}>{name}</Link>
              </span>
            ))}
          </p>
          <p className="govuk-body">
            Reports of these cycles:{" "}
            {cycles.map(({ id, month }, at) => (
              <span key={id}>
                {at > 0 ? ", " : ""}
                <Link to={paths.exercises.report(id)}>{formatMonth(month)}</Link>
              </span>
            ))}
          </p>
          <p className="govuk-body-s">
            Closed core cycles and final grades only; re-audits are left out. Percentages are of
            judgements that carry a grade. Cycles on different tools, or on versions of one that
            differ in what is graded, are not joined: they did not grade the same things.
          </p>
          <ul className="los-views los-no-print">
            {page.mayConnect ? (
              <li>
                <Link to={paths.feed.connect()}>Connect Power BI or Excel</Link>
              </li>
            ) : null}
            <li>
              <Link to={paths.trendsJson(choice.from, choice.to)} download>
                Download the figures of all teams for this period (JSON)
              </Link>
            </li>
            {page.mayRebase ? (
              <li>
                <Link to={paths.trendRebase()}>Say where trends start anew</Link>
              </li>
            ) : null}
          </ul>
          <CopyAddress path={paths.trends(query)} />
        </>
      )}
    </main>
  );
}

/** What the reader saved, and a way to save what is shown. */
function Views({
  views,
  query,
}: {
  views: readonly { id: string; name: string; path: string }[];
  query: ReturnType<typeof trendsQuery>;
}) {
  return (
    <ul className="los-views los-no-print">
      {views.map(({ id, name, path }) => (
        <li key={id}>
          <Link to={path}>{name}</Link>
        </li>
      ))}
      <li>
        <Link to={paths.trendsViews(query)}>Save this view</Link>
      </li>
    </ul>
  );
}
