import { Fragment } from "react";
import { wrapWords } from "~/rules/exercises/chain";
import { type ProgrammeState, programmeStateNames } from "~/rules/exercises/programme";
import { Link } from "./link";

export type ChainBoxShown = {
  id: string;
  from: string | null;
  title: string;
  about: string;
  state: ProgrammeState | null;
  href: string | null;
  current: boolean;
  column: number;
  row: number;
};

const box = { width: 246, height: 96, across: 50, down: 18 };
const colours: Record<ProgrammeState, { fill: string; line: string }> = {
  planned: { fill: "#ffffff", line: "#858686" },
  "under-way": { fill: "#d9e8f5", line: "#1d70b8" },
  delivered: { fill: "#d5ebe1", line: "#0f7a52" },
  missed: { fill: "#f8dcd9", line: "#b8372c" },
  "not-begun": { fill: "#fde5d8", line: "#f46a25" },
  cancelled: { fill: "#f3f3f3", line: "#505a5f" },
};

const left = ({ column }: ChainBoxShown) => column * (box.width + box.across) + 2;
const top = ({ row }: ChainBoxShown) => row * (box.height + box.down) + 2;

/** What prompted what: drawn where there is room, as a list on a phone. */
export function ExerciseChain({ boxes }: { boxes: readonly ChainBoxShown[] }) {
  if (boxes.length === 0) return null;
  const columns = Math.max(...boxes.map(({ column }) => column)) + 1;
  const rows = Math.max(...boxes.map(({ row }) => row)) + 1;
  const width = columns * (box.width + box.across) - box.across + 4;
  const height = rows * (box.height + box.down) - box.down + 4;
  return (
    <section className="los-chain" aria-labelledby="chain">
      <h2 className="govuk-heading-m" id="chain">
        What led to what
      </h2>
      <figure className="los-chain__drawing">
        <svg viewBox={`0 0 ${width} ${height}`} width={width}>
          <title>{boxes.map((one) => inWords(one, boxes)).join(". ")}</title>
          {boxes.map((one) => {
            const before = boxes.find(({ id }) => id === one.from);
            return before ? <Arrow key={one.id} from={before} to={one} /> : null;
          })}
          {boxes.map((one) =>
            one.href ? (
              <a key={one.id} href={one.href} className="los-chain__link">
                <Box one={one} />
              </a>
            ) : (
              <Box key={one.id} one={one} />
            ),
          )}
        </svg>
      </figure>
      <div className="los-chain__list">
        <Steps boxes={boxes} from={null} />
      </div>
    </section>
  );
}

function inWords(one: ChainBoxShown, boxes: readonly ChainBoxShown[]): string {
  const before = boxes.find(({ id }) => id === one.from);
  return before ? `${before.title} led to ${one.title}` : one.title;
}

function Arrow({ from, to }: { from: ChainBoxShown; to: ChainBoxShown }) {
  const start = { x: left(from) + box.width, y: top(from) + box.height / 2 };
  const end = { x: left(to) - 2, y: top(to) + box.height / 2 };
  const middle = end.x - box.across / 2;
  return (
    <g fill="none" stroke="#505a5f" strokeWidth="2">
      <path d={`M${start.x} ${start.y} H${middle} V${end.y} H${end.x}`} />
      <path d={`M${end.x - 8} ${end.y - 6} L${end.x} ${end.y} L${end.x - 8} ${end.y + 6}`} />
    </g>
  );
}

function Box({ one }: { one: ChainBoxShown }) {
  const { fill, line } = one.state ? colours[one.state] : { fill: "#f3f5f8", line: "#12436d" };
  const x = left(one);
  const lines = wrapWords(one.title, 25, one.state ? 2 : 3);
  return (
    <>
      <rect
        x={x}
        y={top(one)}
        width={box.width}
        height={box.height}
        rx={one.state ? 0 : 16}
        fill={fill}
        stroke={one.current ? "#0b0c0c" : line}
        strokeWidth={one.current ? 3 : 2}
        strokeDasharray={one.state === "planned" ? "6 4" : undefined}
      />
      <text x={x + 12} y={top(one) + 24} fontSize="16" fill="#0b0c0c">
        {lines.map((words, at) => (
          <tspan
            key={words}
            x={x + 12}
            dy={at === 0 ? 0 : 20}
            fontWeight="700"
            textDecoration={one.href ? "underline" : undefined}
          >
            {words}
          </tspan>
        ))}
        {one.about ? (
          <tspan x={x + 12} dy={lines.length === 1 ? 24 : 22} fontSize="14">
            {one.about}
          </tspan>
        ) : null}
        {one.state ? (
          <tspan x={x + 12} dy={18} fontSize="14">
            {programmeStateNames[one.state]}
            {one.current ? ", this one" : ""}
          </tspan>
        ) : null}
      </text>
    </>
  );
}

/** The same as a list in a list. */
function Steps({ boxes, from }: { boxes: readonly ChainBoxShown[]; from: string | null }) {
  const known = new Set(boxes.map(({ id }) => id));
  const own = boxes.filter((one) =>
    from === null ? one.from === null || !known.has(one.from) : one.from === from,
  );
  if (own.length === 0) return null;
  return (
    <ul className="govuk-list govuk-list--bullet">
      {own.map((one) => (
        <li key={one.id}>
          {one.href ? <Link to={one.href}>{one.title}</Link> : <strong>{one.title}</strong>}
          {one.state ? (
            <Fragment>
              {" "}
              {one.about}, {programmeStateNames[one.state].toLowerCase()}
              {one.current ? " (this one)" : ""}
            </Fragment>
          ) : null}
          <Steps boxes={boxes} from={one.id} />
        </li>
      ))}
    </ul>
  );
}
