/**
 * Owns the words of agreement: what its numbers say, which way a gap goes, and how sure that is.
 * Practice: a direction is named only where its interval leaves none out; the two coefficients are
 * explained where they stand, since they part where most audits have one grade.
 */
import { counted, plural } from "../core/words";
import { judgementNames } from "../tools/grades";
import type { Agreement, Estimate } from "./agreement";
import type { Figure, ShownFigure } from "./figure";
import { countsInWords, figureInWords, percentInWords } from "./figure-words";

/** "0.54"; a minus that can be told from a hyphen. */
export const decimal = (value: number): string =>
  (Math.abs(value) < 0.005 ? 0 : value).toFixed(2).replace("-", "−");

/** "0.54 (0.41 to 0.67)". */
export const estimateInWords = ({ value, interval }: Estimate): string =>
  interval
    ? `${decimal(value)} (${decimal(interval.lower)} to ${decimal(interval.upper)})`
    : `${decimal(value)}, no interval: nothing varies`;

/** "67% to 91%"; empty where no percentage is to be read. */
export function rangeInWords(figure: Figure): string {
  if (figure.standing === "hidden" || percentInWords(figure) === "" || !figure.interval) return "";
  const { lower, upper } = figure.interval;
  return `${Math.round(lower)}% to ${Math.round(upper)}%`;
}

/** "31 of 38 (82%)", or the counts alone where there are too few to say. */
export const agreedInWords = (figure: Figure, few: boolean): string =>
  few ? countsInWords(figure) : figureInWords(figure, "none");

/** "on average 0.12 of a grade more generous", "on average as the panel"; `level` is what it stands from. */
export function gapInWords(gap: Estimate, level = "the panel"): string {
  const size = decimal(Math.abs(gap.value));
  if (size === decimal(0)) return `on average as ${level}`;
  return `on average ${size} of a grade ${gap.value < 0 ? "more generous" : "harsher"}`;
}

/** Whether the interval leaves no direction out but one. */
const isClear = ({ interval }: Estimate): boolean =>
  interval !== null && (interval.lower > 0 || interval.upper < 0);

/** "More than chance explains (95% interval …)": how sure the direction of a gap is. */
export function sureInWords(gap: Estimate): string {
  const { value, interval } = gap;
  if (!interval) return "No interval: nothing varies.";
  const range = `95% interval ${decimal(interval.lower)} to ${decimal(interval.upper)}; minus is more generous`;
  return isClear(gap)
    ? `More than chance explains (${range}).`
    : value === 0
      ? `No direction (${range}).`
      : `Chance alone could explain it (${range}).`;
}

const shown = (figure: Figure): figure is ShownFigure => figure.standing !== "hidden";

/** What a QA lead can repeat: how often the panel confirmed, and which way the rest went. */
export function headlineOf(agreement: Agreement, of: string): string {
  const { n, few, same, generous, harsh, gap } = agreement;
  if (n === 0) return `No moderated audit has two ${of} to compare yet.`;
  const confirmed = `The panel confirmed ${agreedInWords(same, few)} ${of}`;
  const parts = [generous, harsh].map((figure) => (shown(figure) ? figure.count : 0));
  const [better = 0, worse = 0] = parts;
  const rest =
    better + worse === 0
      ? ""
      : `; ${counted(better, "auditor’s grade was", "auditors’ grades were")} better than the panel’s and ${worse} worse`;
  const said = `${confirmed}${rest}.`;
  if (few) return `${said} ${n} ${plural(n, "pair is", "pairs are")} too few to say more.`;
  if (!gap) return said;
  return isClear(gap)
    ? `${said} Auditors were ${gapInWords(gap)}.`
    : `${said} Neither way is more than chance explains.`;
}

/** What kappa and AC2 mean, and why they may part, with what is so here. */
export function meaningInWords({ n, kappa, ac2, prevalent }: Agreement): string {
  const both =
    "Kappa and AC2 count how far grades agree beyond chance, a near miss for less than a far one: 1 is full agreement, 0 no more than chance.";
  if (!prevalent) return both;
  const most = `${prevalent.count} of ${n} final grades here are ${judgementNames[prevalent.grade]}`;
  if (!kappa) return `${both} Kappa is not defined here: everyone used one grade.`;
  const apart = ac2 !== null && Math.abs(ac2.value - kappa.value) >= 0.2;
  return apart
    ? `${both} They part because grades bunch (${most}): kappa takes that as agreement by chance and falls, AC2 hardly does. Read both, and the counts.`
    : `${both} Kappa falls where nearly all audits have one grade, AC2 hardly does; ${most}.`;
}
