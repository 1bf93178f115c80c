import { feedSets } from "~/rules/reports/feed-model";
import { TwoThirds } from "~/ui/page";

/** Where each set stands: what is counted in the middle, what it is counted by around it. */
const places: Record<string, [number, number]> = {
  Services: [0, 0],
  Teams: [1, 0],
  PracticeAreas: [2, 0],
  Audits: [0, 1],
  Grades: [1, 1],
  Actions: [2, 1],
  Exercises: [0, 2],
  Responses: [1, 2],
  Calendar: [2, 2],
};

const [boxWidth, boxHeight, stepX, stepY] = [160, 48, 195, 110];
const leftOf = (column: number) => 10 + column * stepX;
const topOf = (row: number) => 10 + row * stepY;

type Line = { from: string; to: string };

/** Each pair of sets once, however many relations it has. */
const lines = (): Line[] =>
  feedSets.flatMap(({ name, links }) =>
    [...new Set(links.map(({ to }) => to))].map((to) => ({ from: name, to })),
  );

const middle = (name: string): [number, number] => {
  const [column, row] = places[name] ?? [0, 0];
  return [leftOf(column) + boxWidth / 2, topOf(row) + boxHeight / 2];
};

/** The model with its relations; the list beneath says the same in words. */
export function RelationsDrawing() {
  return (
    <TwoThirds>
      <svg
        viewBox="0 0 570 290"
        width="100%"
        role="img"
        aria-label="The sets of the feed and which of them belong together. The list beneath says the same."
        fill="none"
        stroke="currentColor"
      >
        {lines().map(({ from, to }) => {
          const [x1, y1] = middle(from);
          const [x2, y2] = middle(to);
          return <line key={`${from} ${to}`} x1={x1} y1={y1} x2={x2} y2={y2} strokeOpacity="0.5" />;
        })}
        {Object.entries(places).map(([name, [column, row]]) => (
          <g key={name}>
            <rect
              x={leftOf(column)}
              y={topOf(row)}
              width={boxWidth}
              height={boxHeight}
              fill="Canvas"
              strokeWidth="2"
            />
            <text
              x={leftOf(column) + boxWidth / 2}
              y={topOf(row) + boxHeight / 2 + 7}
              textAnchor="middle"
              fill="currentColor"
              stroke="none"
              fontSize="20"
            >
              {name}
            </text>
          </g>
        ))}
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
