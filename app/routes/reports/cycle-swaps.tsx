import type { CycleReport } from "~/overviews/reports/cycle-report.server";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { countsOf, countWithTimes, isAny } from "~/rules/reports/figure-words";
import { Link } from "~/ui/link";
import { Table } from "~/ui/table";

const cases = (n: number) => `${counted(n, "case", "cases")}`;

/** Drawn cases that gave way to a reserve, counted by whose they were when they went out. */
export function CycleSwaps({ swaps, drawn, exercise, mayReadDraw }: CycleReport) {
  return (
    <section aria-labelledby="swaps">
      <h3 className="govuk-heading-s" id="swaps">
        Cases swapped
      </h3>
      <p className="govuk-body">
        {drawn.planned === drawn.drawn
          ? `${cases(drawn.drawn)} drawn. `
          : `${cases(drawn.planned)} planned and ${drawn.drawn} drawn. `}
        {swaps.total === 0
          ? "None was swapped."
          : `${counted(swaps.total, "was", "were")} swapped for a reason on record, and the next reserve of the same group came in.`}{" "}
        {mayReadDraw ? (
          <Link to={paths.exercises.draw(exercise.id)}>See the draw and every swap</Link>
        ) : null}
      </p>
      {swaps.total > 0 ? (
        <>
          <SwapTable who="Team" rows={swaps.teams} />
          <SwapTable who="Auditor" rows={swaps.auditors} />
        </>
      ) : null}
    </section>
  );
}

function SwapTable({
  who,
  rows,
}: {
  who: "Team" | "Auditor";
  rows: CycleReport["swaps"]["teams"];
}) {
  const swapped = rows.filter((row) => isAny(row.swapped));
  const others = rows.filter((row) => !isAny(row.swapped)).length;
  const one = who.toLowerCase();
  return (
    <>
      <Table
        caption={`Swaps by ${one}`}
        captionSize="s"
        compact
        rows={swapped}
        rowKey={({ id }) => id}
        columns={[
          { header: who, rowHeader: true, cell: ({ name }) => name },
          {
            header: "Swapped out",
            cell: (row) => countsOf(row.swapped, "case"),
          },
          {
            header: "Why",
            cell: ({ reasons }) => (
              <ul className="los-flags">
                {reasons.map((reason) => (
                  <li key={reason.of}>{countWithTimes(reason)}</li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      {others > 0 ? (
        <p className="govuk-body">
          No case of {others === 1 ? `the one other ${one}` : `the ${others} other ${one}s`} was
          swapped.
        </p>
      ) : null}
    </>
  );
}
