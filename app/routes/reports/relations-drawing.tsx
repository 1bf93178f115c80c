import { feedSets } from "~/rules/reports/feed-model";
import { TwoThirds } from "~/ui/page";

/** What is counted, on the left, and what it is counted by, on the right. */
const columns = [
  ["Grades", "Audits", "Findings", "Prompts", "Actions", "Responses"],
  ["PracticeAreas", "Themes", "PromptTexts", "Teams", "Services", "Exercises", "Calendar"],
];

const [boxWidth, boxHeight, stepY] = [160, 44, 62];
const lefts = [45, 365];
const height = 10 + 7 * stepY;

type Place = { column: number; left: number; top: number };

function placeOf(name: string): Place {
  const column = columns.findIndex((names) => names.includes(name));
  const names = columns[column] ?? [];
  // The shorter column stands in the middle.
  const above = ((7 - names.length) * stepY) / 2;
  return { column, left: lefts[column] ?? 0, top: 10 + above + names.indexOf(name) * stepY };
}

type Line = { from: string; to: string };

/** Each pair of sets once, however many relations it has. */
const lines = (): Line[] =>
  feedSets.flatMap(({ name, links }) =>
    [...new Set(links.map(({ to }) => to))].map((to) => ({ from: name, to })),
  );

/** Straight from one column to the other; beside the column where both are in it. */
function pathOf({ from, to }: Line): string {
  const [one, other] = [placeOf(from), placeOf(to)];
  const [y1, y2] = [one.top + boxHeight / 2, other.top + boxHeight / 2];
  if (one.column !== other.column) {
    const [first, last] = one.column < other.column ? [y1, y2] : [y2, y1];
    return `M ${(lefts[0] ?? 0) + boxWidth} ${first} L ${lefts[1]} ${last}`;
  }
  const side = one.column === 0 ? one.left : one.left + boxWidth;
  const out = side + (one.column === 0 ? -40 : 40);
  return `M ${side} ${y1} C ${out} ${y1} ${out} ${y2} ${side} ${y2}`;
}

/** The model with its relations; the list beneath says the same in words. */
export function RelationsDrawing() {
  return (
    <TwoThirds>
      <svg
        viewBox={`0 0 570 ${height}`}
        width="100%"
        role="img"
        aria-label="The sets of the feed and which of them belong together. The list beneath says the same."
        fill="none"
        stroke="currentColor"
      >
        {lines().map((line) => (
          <path key={`${line.from} ${line.to}`} d={pathOf(line)} strokeOpacity="0.5" />
        ))}
        {columns.flat().map((name) => {
          const { left, top } = placeOf(name);
          return (
            <g key={name}>
              <rect
                x={left}
                y={top}
                width={boxWidth}
                height={boxHeight}
                fill="Canvas"
                strokeWidth="2"
              />
              <text
                x={left + boxWidth / 2}
                y={top + boxHeight / 2 + 7}
                textAnchor="middle"
                fill="currentColor"
                stroke="none"
                fontSize="20"
              >
                {name}
              </text>
            </g>
          );
        })}
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
