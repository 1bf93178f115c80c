import { useLoaderData } from "@remix-run/react";
import { readThemes } from "~/overviews/learning-log/themes.server";
import { paths } from "~/paths";
import { guarded, noRecord } from "~/server/guard.server";
import { ChartFigure, Drawing } from "~/ui/charts/chart-figure";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { BlockTable } from "~/ui/report/block-table";
import { TrendDrawing, trendInWords, trendSizes } from "~/ui/report/trend-drawing";
import { LogNav } from "./log-nav";

export const meta = () => [{ title: "Themes over time - Learning log - Line of Sight" }];

export const loader = guarded("learning-log.read-learning", noRecord, async (guard) => {
  const { request, db, may } = guard;
  const asked = new URL(request.url).searchParams.get("theme") ?? "";
  return {
    ...(await readThemes(db, asked)),
    mayKeep: may("learning-log.keep-learning"),
  };
});

export default function Themes() {
  const { theme, line, lineTable, table, mayKeep } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Themes over time"
        lead="In how many audits of each closed cycle auditors named a theme as an area for development."
      />
      <LogNav current="themes" mayKeep={mayKeep} />
      {line && lineTable && table && theme ? (
        <>
          <ChartFigure title={line.title} table={<BlockTable block={lineTable} />}>
            {(["wide", "narrow"] as const).map((size) => (
              <Drawing
                key={size}
                kind={size}
                {...trendSizes[size]}
                title={line.title}
                desc={trendInWords(line)}
              >
                <TrendDrawing block={line} size={size} />
              </Drawing>
            ))}
            <p className="los-grade-bar__words">{line.says}</p>
          </ChartFigure>
          <p className="govuk-body">
            <Link to={paths.learning.list({ theme: theme.code })}>
              What we learnt about {theme.name}
            </Link>
          </p>
          <BlockTable block={table} />
        </>
      ) : (
        <EmptyState title="No closed cycle names a theme yet">
          <p className="govuk-body">
            When a core audit cycle is closed, the themes of its findings are counted here.
          </p>
        </EmptyState>
      )}
    </main>
  );
}
