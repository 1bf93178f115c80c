import { paths } from "~/paths";
import { Link } from "~/ui/link";
import { Table } from "~/ui/table";
import type { CycleReport } from "./cycle-report-facts.server";

const cases = (n: number) => `${n} ${n === 1 ? "case" : "cases"}`;

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
          : `${swaps.total} ${swaps.total === 1 ? "was" : "were"} swapped, each for a reason on record, and the next reserve of the same group came in.`}{" "}
        {mayReadDraw ? (
          <Link to={paths.exercises.draw(exercise.id)}>See the draw and every swap</Link>
        ) : null}
      </p>
      {swaps.total > 0 ? (
        <div className="los-side-by-side">
          <SwapTable who="Team" rows={swaps.teams} />
          <SwapTable who="Auditor" rows={swaps.auditors} />
        </div>
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
  return (
    <Table
      caption={`Swaps by ${who.toLowerCase()}`}
      captionSize="s"
      compact
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { header: who, rowHeader: true, cell: ({ name }) => name },
        { header: "Cases", numeric: true, cell: ({ cases: n }) => n },
        { header: "Swapped out", numeric: true, cell: ({ swapped }) => swapped },
        {
          header: "Why",
          cell: ({ reasons }) =>
            reasons.length === 0 ? (
              "–"
            ) : (
              <ul className="los-flags">
                {reasons.map(({ name, count }) => (
                  <li key={name}>
                    {name}
                    {count > 1 ? ` (${count})` : ""}
                  </li>
                ))}
              </ul>
            ),
        },
      ]}
    />
  );
}
