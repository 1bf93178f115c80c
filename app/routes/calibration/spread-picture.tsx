import type { PartSpread } from "~/rules/calibration/spread";
import { judgementNames, lookOf } from "~/rules/tools/grades";
import { grades } from "~/rules/tools/scale";
import { ChartFigure } from "~/ui/charts/chart-figure";
import { Table } from "~/ui/table";

type Shown = Pick<PartSpread, "code" | "name" | "given"> & { agreed: string };

const countOf = (part: Shown, judgement: string): number =>
  part.given.find((one) => one.judgement === judgement)?.count ?? 0;

/** A dot a rater in the column of their grade, a row a part; one's own is filled with a ring. */
export function SpreadPicture({ parts, anyMine }: { parts: readonly Shown[]; anyMine: boolean }) {
  const ungraded = (part: Shown) => countOf(part, "not-applicable") + countOf(part, "not-judged");
  return (
    <ChartFigure
      title="Where you part: a dot a person, the widest apart first"
      chartKey={
        <ul className="los-key" aria-label="Key">
          {anyMine ? (
            <li className="los-key__item">
              <span className="los-spread__dot los-spread__dot--mine" aria-hidden="true" /> Yours
            </li>
          ) : null}
          <li className="los-key__item">
            <span className="los-spread__agreed-key" aria-hidden="true" /> Agreed in the session
          </li>
        </ul>
      }
      table={
        <Table
          caption="How many gave each grade"
          hideCaption
          compact
          onNarrow="lines"
          rows={parts}
          rowKey={({ code }) => code}
          columns={[
            { header: "Area", rowHeader: true, cell: ({ name }) => name },
            ...grades.map((grade) => ({
              header: judgementNames[grade],
              numeric: true,
              labelled: true,
              cell: (part: Shown) => countOf(part, grade),
            })),
            { header: "No grade", numeric: true, labelled: true, cell: ungraded },
          ]}
        />
      }
    >
      <div className="los-spread" aria-hidden="true">
        <div className="los-spread__row los-spread__row--head">
          <div />
          {grades.map((grade) => (
            <div key={grade} className="los-spread__grade">
              {judgementNames[grade]}
            </div>
          ))}
        </div>
        {parts.map((part) => (
          <div key={part.code} className="los-spread__row">
            <div className="los-spread__name">{part.name}</div>
            {grades.map((grade) => {
              const given = part.given.find(({ judgement }) => judgement === grade);
              const dots = Array.from({ length: given?.count ?? 0 }, (_, n) => `${grade}-${n}`);
              return (
                <div
                  key={grade}
                  className={`los-spread__cell los-spread__cell--${lookOf(grade)}${part.agreed === grade ? " los-spread__cell--agreed" : ""}`}
                >
                  {dots.map((key, n) => (
                    <span
                      key={key}
                      className={`los-spread__dot${given?.mine && n === 0 ? " los-spread__dot--mine" : ""}`}
                    />
                  ))}
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </ChartFigure>
  );
}
