import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import type { Agreement } from "~/rules/reports/agreement";
import type { PairGap } from "~/rules/reports/agreement-choices";
import {
  agreedInWords,
  estimateInWords,
  gapInWords,
  meaningInWords,
  rangeInWords,
  sureInWords,
} from "~/rules/reports/agreement-words";
import type { Figure } from "~/rules/reports/figure";
import { isAny } from "~/rules/reports/figure-words";
import { Link } from "~/ui/link";
import { SummaryList } from "~/ui/summary-list";

/** The figures of agreement with their intervals, each with the way to its audits. */
export function AgreementFigures({
  figures,
  asked,
  least,
}: {
  figures: Agreement;
  asked: Record<string, string>;
  least: number;
}) {
  const { few, same, withinOne, generous, harsh, kappa, ac2, gap, n, ungraded } = figures;
  const audits = (figure: Figure, by: PairGap) => (
    <>
      {isAny(figure) ? (
        <Link to={paths.moderation.pairs({ ...asked, gap: by })} hidden={`audits, ${figure.of}`}>
          {agreedInWords(figure, few)}
        </Link>
      ) : (
        agreedInWords(figure, few)
      )}
      {few || rangeInWords(figure) === "" ? null : (
        <span className="los-standing">95% interval {rangeInWords(figure)}</span>
      )}
    </>
  );
  const rows = [
    { key: "The same grade", value: audits(same, "same") },
    { key: "Within one grade", value: audits(withinOne, "within-one") },
    { key: "Better than the panel", value: audits(generous, "generous") },
    { key: "Worse than the panel", value: audits(harsh, "harsh") },
    ...(few
      ? []
      : [
          { key: "Kappa, quadratic", value: kappa ? estimateInWords(kappa) : "not defined" },
          { key: "AC2, quadratic", value: ac2 ? estimateInWords(ac2) : "not defined" },
          {
            key: "Direction",
            value: gap ? (
              <>
                {gapInWords(gap)}
                <span className="los-standing">{sureInWords(gap)}</span>
              </>
            ) : (
              "none"
            ),
          },
        ]),
  ];
  return (
    <section className="los-agreement__figures" aria-label="Figures of agreement">
      <p className="govuk-body-s">
        {n > 0 ? (
          <Link to={paths.moderation.pairs(asked)}>{counted(n, "pair")} of grades</Link>
        ) : (
          "No pairs of grades"
        )}
        , as auditors first gave them and as they became final
        {ungraded > 0 ? `; ${ungraded} more without a grade on one side` : ""}.
      </p>
      <SummaryList rows={rows} />
      <p className="govuk-body-s">
        {few ? `Under ${least} pairs is too few to say more than counts.` : meaningInWords(figures)}
      </p>
    </section>
  );
}
