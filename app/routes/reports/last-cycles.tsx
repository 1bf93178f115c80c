import { formatMonth } from "~/rules/core/dates";
import { shareOf } from "~/rules/reports/reports";
import type { CycleCounts } from "~/rules/reports/trends";
import { gradedTotal } from "~/rules/tools/grades";
import { goodOrAboveWords } from "~/rules/tools/scale";
import { editionInWords } from "~/rules/tools/versions";
import { GradeKey } from "~/ui/charts/chart-figure";
import { withBreaks } from "~/ui/charts/figures";
import { GradeBar } from "~/ui/charts/grade-bar";
import { ShareWords } from "./share-words";

/** Up to six cycles small, oldest first: a bar each, with a line where the tool changed. */
export function LastCycles({ cycles, label }: { cycles: readonly CycleCounts[]; label: string }) {
  return (
    <>
      <GradeKey />
      <ol className="los-grade-rows" aria-label={label}>
        {withBreaks(cycles).map((slot) =>
          slot.cycle ? (
            <li key={slot.key} className="los-grade-rows__row">
              <div>
                <p className="los-grade-rows__name">{formatMonth(slot.cycle.month)}</p>
                <p className="los-grade-rows__words">
                  {goodOrAboveWords}: <ShareWords {...shareOf(slot.cycle.counts)} />
                </p>
              </div>
              {gradedTotal(slot.cycle.counts) > 0 ? (
                <GradeBar label={formatMonth(slot.cycle.month)} counts={slot.cycle.counts} thin />
              ) : (
                <p className="los-grade-rows__none">None graded</p>
              )}
            </li>
          ) : (
            <li key={slot.key} className="los-grade-rows__break">
              {editionInWords(slot.edition)}, from here: not to be compared with what is above
            </li>
          ),
        )}
      </ol>
    </>
  );
}
