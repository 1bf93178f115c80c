import { formatMonth } from "~/rules/core/dates";
import { type ExerciseKind, exerciseKinds } from "~/rules/exercises/exercises";
import { type ProgrammeState, programmeStateNames } from "~/rules/exercises/programme";
import { Link } from "~/ui/link";
import type { ProgrammeRow } from "./programme-list";

const plural: Record<ExerciseKind, string> = {
  core: "Core audit cycles",
  thematic: "Thematic audits",
  "dip-sample": "Dip samples",
  "practice-week": "Practice weeks",
};

/** What the colour of a box says too. */
const marks: Record<ProgrammeState, string> = {
  planned: "○",
  "under-way": "◐",
  delivered: "✓",
  missed: "✕",
  "not-begun": "!",
  cancelled: "–",
};

type Line = { key: string; name: string; of: string; rows: ProgrammeRow[] };

/** A line a kind, of dip samples a line a service. */
function linesOf(rows: readonly ProgrammeRow[]): Line[] {
  return exerciseKinds.flatMap((kind) => {
    const own = rows.filter((row) => row.kind === kind);
    if (own.length === 0) return [];
    if (kind !== "dip-sample") return [{ key: kind, name: plural[kind], of: "", rows: own }];
    const services = new Map(own.map((row) => [row.serviceId ?? "", row.serviceName]));
    const sorted = [...services].sort((a, b) => (a[1] ?? "~").localeCompare(b[1] ?? "~", "en-GB"));
    return sorted.map(([id, name]) => ({
      key: `${kind} ${id}`,
      name: plural[kind],
      of: name ?? "All services",
      rows: own.filter((row) => (row.serviceId ?? "") === id),
    }));
  });
}

/** Twelve months across, a line a kind and service: the whole year in view. */
export function YearCalendar({
  name,
  months,
  rows,
  thisMonth,
}: {
  name: string;
  months: readonly string[];
  rows: readonly ProgrammeRow[];
  thisMonth: string;
}) {
  return (
    <>
      <table className="govuk-table los-calendar">
        <caption className="govuk-table__caption govuk-visually-hidden">
          The programme of {name} by month
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="govuk-visually-hidden">What</span>
            </th>
            {months.map((month) => (
              <th
                key={month}
                scope="col"
                className={month === thisMonth ? "los-calendar__now" : undefined}
                aria-current={month === thisMonth ? "date" : undefined}
              >
                <abbr title={formatMonth(month)} className="los-abbr">
                  {formatMonth(month).slice(0, 3)}
                </abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {linesOf(rows).map((line) => (
            <tr key={line.key}>
              <th scope="row">
                {line.name}
                {line.of ? <span className="los-calendar__of">{line.of}</span> : null}
              </th>
              {months.map((month) => (
                <td key={month} className={month === thisMonth ? "los-calendar__now" : undefined}>
                  {line.rows
                    .filter((row) => row.month === month)
                    .map((row) => (
                      <Box key={row.id} row={row} />
                    ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Legend states={new Set(rows.map(({ state }) => state))} />
    </>
  );
}

/** A title that its line and month say already. */
const isSaid = ({ kind, title, serviceName }: ProgrammeRow): boolean =>
  kind === "core" ||
  title.startsWith("Practice week,") ||
  title === "Thematic audit" ||
  (serviceName !== null && title === `Dip sample, ${serviceName}`);

function Box({ row }: { row: ProgrammeRow }) {
  const state = programmeStateNames[row.state];
  const inside = (
    <>
      <span aria-hidden="true" className="los-calendar__mark">
        {marks[row.state]}
      </span>{" "}
      {isSaid(row) ? (
        <>
          <span className="govuk-visually-hidden">{row.title}, </span>
          {state}
        </>
      ) : (
        <>
          {row.title}
          <span className="govuk-visually-hidden">, {state.toLowerCase()}</span>
        </>
      )}
    </>
  );
  const look = `los-calendar__box los-calendar__box--${row.state}`;
  return row.href ? (
    <Link to={row.href} className={look}>
      {inside}
    </Link>
  ) : (
    <span className={look}>{inside}</span>
  );
}

function Legend({ states }: { states: ReadonlySet<ProgrammeState> }) {
  return (
    <ul className="los-calendar__legend" aria-hidden="true">
      {(Object.keys(marks) as ProgrammeState[])
        .filter((state) => states.has(state))
        .map((state) => (
          <li key={state}>
            <span className={`los-calendar__box los-calendar__box--${state}`}>
              <span className="los-calendar__mark">{marks[state]}</span>{" "}
              {programmeStateNames[state]}
            </span>
          </li>
        ))}
    </ul>
  );
}
