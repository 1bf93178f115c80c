import { feedSets } from "~/rules/reports/feed-model";
import { TwoThirds } from "~/ui/page";

/** What is counted, a row each, and what it is counted by, a column each. */
const rows = ["Grades", "Audits", "Findings", "Prompts", "Actions", "Responses"];
const columns = "PracticeAreas Themes PromptTexts Teams Services Exercises Calendar".split(" ");

const [boxWidth, boxHeight, stepX, stepY] = [130, 36, 48, 48];
const [left, top] = [46, 120];
const [width, height] = [600, 460];
/** How far an arc stands out that joins two rows, or two columns. */
const bow = 36;

const xOf = (column: string): number => left + boxWidth + 40 + columns.indexOf(column) * stepX;
const yOf = (row: string): number => top + boxHeight / 2 + rows.indexOf(row) * stepY;
const bottom = yOf(rows.at(-1) ?? "") + boxHeight / 2 + 10;

type Line = { from: string; to: string };

/** Each pair of sets once, however many relations it has. */
const lines = (): Line[] =>
  feedSets.flatMap(({ name, links }) =>
    [...new Set(links.map(({ to }) => to))].map((to) => ({ from: name, to })),
  );

const crosses = ({ from, to }: Line): boolean => rows.includes(from) && columns.includes(to);

/** Beside the rows, or beneath the columns, where both are of one kind. */
function arcOf({ from, to }: Line): string {
  if (rows.includes(from)) {
    const [y1, y2] = [yOf(from), yOf(to)];
    return `M ${left} ${y1} C ${left - bow} ${y1} ${left - bow} ${y2} ${left} ${y2}`;
  }
  const [x1, x2] = [xOf(from), xOf(to)];
  return `M ${x1} ${bottom} C ${x1} ${bottom + bow} ${x2} ${bottom + bow} ${x2} ${bottom}`;
}

/** The model with its relations: a dot where a row belongs to a column. The list beneath says the same. */
export function RelationsDrawing() {
  const all = lines();
  const far = xOf(columns.at(-1) ?? "");
  return (
    <TwoThirds>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width="100%"
        role="img"
        aria-label="The sets of the feed and which of them belong together. The list beneath says the same."
        fill="none"
        stroke="currentColor"
        fontSize="18"
      >
        {columns.map((name) => (
          <g key={name}>
            <path d={`M ${xOf(name)} ${top - 8} V ${bottom}`} strokeOpacity="0.4" />
            <text
              transform={`translate(${xOf(name) - 4} ${top - 14}) rotate(-42)`}
              fill="currentColor"
              stroke="none"
            >
              {name}
            </text>
          </g>
        ))}
        {rows.map((name) => (
          <g key={name}>
            <path d={`M ${left + boxWidth} ${yOf(name)} H ${far}`} strokeOpacity="0.4" />
            <rect
              x={left}
              y={yOf(name) - boxHeight / 2}
              width={boxWidth}
              height={boxHeight}
              strokeWidth="2"
            />
            <text
              x={left + boxWidth / 2}
              y={yOf(name) + 6}
              textAnchor="middle"
              fill="currentColor"
              stroke="none"
            >
              {name}
            </text>
          </g>
        ))}
        {all.map((line) =>
          crosses(line) ? (
            <circle
              key={`${line.from} ${line.to}`}
              cx={xOf(line.to)}
              cy={yOf(line.from)}
              r="8"
              fill="currentColor"
            />
          ) : (
            <path key={`${line.from} ${line.to}`} d={arcOf(line)} strokeWidth="2" />
          ),
        )}
      </svg>
    </TwoThirds>
  );
}

export function RelationsList() {
  return (
    <ul className="govuk-list govuk-list--bullet">
      {feedSets
        .filter(({ links }) => links.length > 0)
        .map(({ name, links }) => (
          <li key={name}>
            {name}: {links.map(({ by, to }) => `${by} to ${to}`).join(", ")}
          </li>
        ))}
    </ul>
  );
}
