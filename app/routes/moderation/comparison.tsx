import type { ReactNode } from "react";
import type { Alike, Compared, Made } from "~/rules/moderation/comparison";
import { Details } from "~/ui/notices";
import { GradeTag } from "~/ui/tags";

type Side = "auditor" | "moderator";

type Props = {
  rows: readonly Compared[];
  /** Names the table for whoever hears it. */
  caption: string;
  /** Whose grades are the reader's own. */
  you?: Side;
  /** Who graded; left out where no names are to be shown. */
  names?: Partial<Record<Side, string | null>>;
  /** Where the final grade is still to be chosen: its field, and what stands beneath the row. */
  decide?: (row: Compared) => { final: ReactNode; why: ReactNode };
};

/** A row for each area and overall: who gave which grade, the steps between, both reasons to open. */
export function CompareTable({ rows, caption, you, names = {}, decide }: Props) {
  const hasFinal = decide !== undefined || rows.some(({ final }) => final !== null);
  const head = (side: Side, word: string) => (
    <th scope="col" className="govuk-table__header">
      {you === side ? `You, the ${side}` : word}
      {names[side] && you !== side ? (
        <span className="los-compare__name">{names[side]}</span>
      ) : null}
    </th>
  );
  return (
    <div className="los-table-box">
      <table className="govuk-table los-compare">
        <caption className="govuk-visually-hidden">{caption}</caption>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            <th scope="col" className="govuk-table__header">
              Area
            </th>
            {head("auditor", "Auditor")}
            {head("moderator", "Moderator")}
            {hasFinal ? (
              <th scope="col" className="govuk-table__header">
                Final
              </th>
            ) : null}
          </tr>
        </thead>
        {rows.map((row) => {
          const asked = decide?.(row);
          return (
            <tbody key={row.code} className="los-compare__area">
              <tr>
                <th scope="row">{row.name}</th>
                <Given label="Auditor" made={row.auditor} />
                <Given label="Moderator" made={row.moderator} step={row.steps.moderator} />
                {asked ? (
                  <td data-label="Final">{asked.final}</td>
                ) : hasFinal ? (
                  <Given label="Final" made={row.final} step={row.steps.final} />
                ) : null}
              </tr>
              <tr>
                <td colSpan={hasFinal ? 4 : 3} className="los-compare__more">
                  <Details
                    summary={
                      <>
                        Both reasons
                        <span className="govuk-visually-hidden"> for {row.name}</span>
                      </>
                    }
                  >
                    <dl className="los-compare__reasons">
                      <Reason of="Auditor" made={row.auditor} />
                      <Reason of="Moderator" made={row.moderator} />
                    </dl>
                  </Details>
                  {asked ? asked.why : <FinalReason row={row} />}
                </td>
              </tr>
            </tbody>
          );
        })}
      </table>
    </div>
  );
}

function Given({ label, made, step }: { label: string; made: Made | null; step?: string | null }) {
  return (
    <td data-label={label}>
      <div>
        {made ? <GradeTag judgement={made.judgement} /> : "Not recorded"}
        {step ? <span className="los-compare__step">{step}</span> : null}
      </div>
    </td>
  );
}

function Reason({ of, made }: { of: string; made: Made }) {
  return (
    <div>
      <dt>{of}</dt>
      <dd className="los-written">{made.reason}</dd>
    </div>
  );
}

/** Why the panel gave another grade than the auditor. */
function FinalReason({ row: { auditor, final } }: { row: Compared }) {
  if (!final || final.judgement === auditor.judgement) return null;
  return (
    <p className="govuk-body-s los-written">
      <strong>The panel:</strong> {final.reason}
    </p>
  );
}

/** The same to read: what is alike is one line, which opens. */
export function ReadComparison({
  rows,
  alike,
  ...table
}: Omit<Props, "decide" | "caption"> & { alike: Alike }) {
  const folded = rows.filter(alike.holds);
  const apart = rows.filter((row) => !alike.holds(row));
  return (
    <>
      {apart.length > 0 ? (
        <CompareTable {...table} rows={apart} caption="Grades that were looked at one by one" />
      ) : null}
      {folded.length > 0 ? (
        <Details summary={alike.words(folded.length, rows.length)}>
          <CompareTable
            {...table}
            rows={folded}
            caption={alike.words(folded.length, rows.length)}
          />
        </Details>
      ) : null}
    </>
  );
}
