import { formatMonth } from "~/rules/core/dates";
import type { CycleMix } from "~/rules/reports/trends";
import { editionInWords } from "~/rules/tools/versions";
import { GradeKey } from "~/ui/charts/chart-figure";
import { withBreaks } from "~/ui/charts/figures";
import { GradeBarOrNone } from "~/ui/charts/grade-bar";
import { FigureWords } from "./figure-words";

/** Up to six cycles small, oldest first: a bar each, with a line where the tool changed. */
export function LastCycles({ cycles, label }: { cycles: readonly CycleMix[]; label: string }) {
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
                  {slot.cycle.mix.good.of}: <FigureWords figure={slot.cycle.mix.good} />
                </p>
              </div>
              <GradeBarOrNone label={formatMonth(slot.cycle.month)} mix={slot.cycle.mix} thin />
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
