import { formatMonth } from "~/rules/core/dates";
import {
  type ExerciseKind,
  exerciseKinds,
  exerciseStateColours,
  exerciseStateNames,
} from "~/rules/exercises/exercises";
import { countProgramme, programmeInWords } from "~/rules/exercises/programme";
import { Link } from "~/ui/link";
import { StateTag } from "~/ui/tags";
import type { ProgrammeRow } from "./programme-list";

const plural: Record<ExerciseKind, string> = {
  core: "Core audit cycles",
  thematic: "Thematic audits",
  "dip-sample": "Dip samples",
  "practice-week": "Practice weeks",
};

/** Months down, kinds across; what was planned against what was delivered beneath. */
export function YearTable({
  year,
  rows,
  thisMonth,
}: {
  year: string;
  rows: readonly ProgrammeRow[];
  thisMonth: string;
}) {
  const kinds = exerciseKinds.filter(
    (kind) => kind !== "practice-week" || rows.some((row) => row.kind === kind),
  );
  const months = Array.from(
    { length: 12 },
    (_, at) => `${year}-${String(at + 1).padStart(2, "0")}`,
  );
  return (
    <table className="govuk-table los-year">
      <caption className="govuk-table__caption govuk-visually-hidden">
        Exercises of {year} by month and kind
      </caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          <th scope="col" className="govuk-table__header">
            Month
          </th>
          {kinds.map((kind) => (
            <th key={kind} scope="col" className="govuk-table__header">
              {plural[kind]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {months.map((month) => (
          <tr
            key={month}
            className={`govuk-table__row${month === thisMonth ? " los-year__now" : ""}`}
          >
            <th scope="row" className="govuk-table__header">
              {formatMonth(month).split(" ")[0]}
              {month === thisMonth ? <span className="los-year__note"> (this month)</span> : null}
            </th>
            {kinds.map((kind) => (
              <td key={kind} className="govuk-table__cell">
                {rows
                  .filter((row) => row.month === month && row.kind === kind)
                  .map((row) => (
                    <p key={row.id} className="los-year__exercise">
                      {row.href ? <Link to={row.href}>{row.title}</Link> : row.title}{" "}
                      <StateTag colour={exerciseStateColours[row.state]}>
                        {exerciseStateNames[row.state]}
                      </StateTag>
                    </p>
                  ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="govuk-table__row">
          <th scope="row" className="govuk-table__header">
            The whole year
          </th>
          {kinds.map((kind) => (
            <td key={kind} className="govuk-table__cell">
              {programmeInWords(
                countProgramme(
                  rows.filter((row) => row.kind === kind),
                  `${year}-12`,
                ),
              )}
            </td>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}
