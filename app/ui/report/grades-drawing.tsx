import { scaleLinear } from "d3-scale";
import { sentenceCase } from "~/rules/core/words";
import type { GradesBlock, GradesRow } from "~/rules/reports/blocks";
import { figureWithCaveat, hiddenWords, isEmpty, mixInWords } from "~/rules/reports/figure-words";
import { judgementNames } from "~/rules/tools/grades";
import { grades } from "~/rules/tools/scale";
import { usePrefix } from "../charts/chart-figure";
import { shortName } from "../charts/figures";
import {
  gradeSeries,
  ink,
  onSeries,
  quietInk,
  SeriesPatterns,
  seriesFill,
} from "../charts/patterns";

export const gradesDrawing = { width: 760, rowHeight: 52, top: 44 } as const;

const bar = { left: 320, right: 752, height: 26 };
/** Where each grade of the key begins: their names differ in length. */
const keyAt = [0, 160, 270, 500];
/** Longer names are cut: the table has them whole. */
const most = 36;

/** A count is written where its part is at least this wide. */
const room = 16;

export const gradesInWords = ({ rows }: GradesBlock): string =>
  `${rows.map(({ name, mix }) => `${name}: ${mixInWords(mix)}`).join("; ")}.`;

/** A chart of grades as one drawing that stands alone: for files, and to download. */
export function GradesDrawing({ block }: { block: GradesBlock }) {
  const prefix = usePrefix();
  const { rowHeight, top } = gradesDrawing;
  return (
    <>
      <SeriesPatterns prefix={prefix} series={gradeSeries} />
      {grades.map((grade, at) => (
        <g key={grade}>
          <rect x={keyAt[at]} y={6} width="18" height="18" fill={seriesFill(grade, prefix)} />
          <text x={(keyAt[at] ?? 0) + 26} y={20} fontSize="15" fill={ink}>
            {judgementNames[grade]}
          </text>
        </g>
      ))}
      {block.rows.map((row, at) => (
        <g key={row.key} transform={`translate(0 ${top + at * rowHeight})`}>
          <Row row={row} prefix={prefix} />
        </g>
      ))}
    </>
  );
}

function Row({ row: { name, mix }, prefix }: { row: GradesRow; prefix: string }) {
  const x = scaleLinear([0, 100], [bar.left, bar.right]);
  return (
    <>
      <text x={0} y={16} fontSize="14" fontWeight="700" fill={ink}>
        {shortName(name, most)}
      </text>
      <text x={0} y={35} fontSize="13" fill={quietInk}>
        {mix.good.of}: {figureWithCaveat(mix.good)}
      </text>
      {mix.segments.length === 0 ? (
        <text x={bar.left} y={22} fontSize="14" fill={quietInk}>
          {isEmpty(mix.good) ? "None graded" : sentenceCase(hiddenWords)}
        </text>
      ) : null}
      {mix.segments.map(({ code, count, from, to }) => (
        <g key={code}>
          <rect
            x={x(from)}
            y={4}
            width={x(to) - x(from)}
            height={bar.height}
            fill={seriesFill(code, prefix)}
            stroke="#ffffff"
            strokeWidth="1.5"
          />
          {x(to) - x(from) >= room ? (
            <text x={(x(from) + x(to)) / 2} y={22} fontSize="14" {...onSeries(gradeSeries[code])}>
              {count}
            </text>
          ) : null}
        </g>
      ))}
    </>
  );
}
