/**
 * Owns what a report shows by the age of the child: the grades of each band, and whether those drawn
 * are like the caseload.
 */
import { type AgeBand, ageBandNames, ageBandOf, ageBands } from "~/rules/caseload/age-bands";
import { counted } from "~/rules/core/words";
import { type Block, column } from "~/rules/reports/blocks";
import { figureOf, gradeMix } from "~/rules/reports/figure";
import { countTallies, overall, type Tally } from "~/rules/reports/reports";

type Aged = { age: number | null; unborn: 0 | 1; count: number };

const inBand =
  (band: AgeBand) =>
  ({ age, unborn }: Pick<Aged, "age" | "unborn">): boolean =>
    ageBandOf({ age, unborn: unborn === 1 }) === band;

const totalOf = (list: readonly { count: number }[]): number =>
  list.reduce((sum, { count }) => sum + count, 0);

/** Overall grades by age band, with its share of the audits and of the open caseload beside it. */
export function ageBlocks(
  month: string,
  audited: readonly (Tally & Aged)[],
  caseload: readonly Aged[],
): Block[] {
  const bands = ageBands.filter(
    (band) => audited.some(inBand(band)) || caseload.some(inBand(band)),
  );
  const share = (of: string, list: readonly Aged[], band: AgeBand) => ({
    figure: figureOf(of, totalOf(list.filter(inBand(band))), totalOf(list)),
  });
  return [
    {
      kind: "grades",
      name: "ages",
      title: `Overall grades by age band, ${month}`,
      rowsAre: "Age band",
      rows: bands.map((band) => ({
        key: band,
        name: ageBandNames[band],
        mix: gradeMix(countTallies(audited.filter(inBand(band)), overall)),
        beside: [share("Of the audits", audited, band), share("Of the caseload", caseload, band)],
      })),
      beside: [
        column(`Of ${counted(totalOf(audited), "audit")}`, "part", "of_the_audits"),
        column(`Of ${counted(totalOf(caseload), "open case")}`, "part", "of_the_caseload"),
      ],
    },
    {
      kind: "note",
      text: "Ages and open cases are as they are recorded today, not as they were when the cases were drawn. Your role alone sees this.",
    },
  ];
}
