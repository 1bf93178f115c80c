/** A chart of the trends page as a file: drawn for paper and slides, or its numbers. */
import { chartsOf, collectTrends } from "~/overviews/reports/trends.server";
import { councilWide } from "~/rules/access/access";
import { tableOfGrades, tableOfTrend, valueTableOf } from "~/rules/reports/block-tables";
import type { GradesBlock, TrendBlock } from "~/rules/reports/blocks";
import { type Find, type Guardable, guarded } from "~/server/guard.server";

const charts = ["good-or-above", "grade-mix"] as const;
const mediaTypes = {
  svg: "image/svg+xml; charset=utf-8",
  png: "image/png",
  csv: "text/csv; charset=utf-8",
} as const;
type Kind = keyof typeof mediaTypes;

type Wanted = Guardable & { chart: (typeof charts)[number]; kind: Kind };

const fileFromUrl: Find<Wanted> = async ({ params }) => {
  const [name = "", kind = "", ...more] = params.file?.split(".") ?? [];
  const chart = charts.find((one) => one === name);
  if (!chart || !Object.hasOwn(mediaTypes, kind) || more.length > 0) return null;
  return { chart, kind: kind as Kind, access: councilWide };
};

async function contentOf(block: TrendBlock | GradesBlock, kind: Kind): Promise<BodyInit> {
  if (kind === "csv") {
    const { csvOf } = await import("~/files/csv.server");
    const table = block.kind === "trend" ? tableOfTrend(block) : tableOfGrades(block);
    return new Uint8Array(csvOf(valueTableOf(table)));
  }
  const { drawingOf, pngOf } = await import("~/files/drawing.server");
  const drawn = drawingOf(block);
  return kind === "svg" ? drawn.svg : new Uint8Array(await pngOf(drawn));
}

export const loader = guarded("trends.read", fileFromUrl, async ({ request, db, subject }) => {
  const trends = await collectTrends(db, new URL(request.url).searchParams);
  const block = chartsOf(trends)[subject.chart];
  const wrong = Object.values(trends.errors);
  if (!block) wrong.push("Choose an audit tool: several were in use side by side");
  if (!block || wrong.length > 0)
    return Response.json({ error: wrong.join(". ") }, { status: 400 });
  return new Response(await contentOf(block, subject.kind), {
    headers: {
      "Content-Type": mediaTypes[subject.kind],
      "Content-Disposition": `attachment; filename="trends-${subject.chart}.${subject.kind}"`,
      "Cache-Control": "no-store",
    },
  });
});
