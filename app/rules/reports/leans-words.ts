/**
 * Owns the words of leans and of the gap over time: what an auditor reads of their own grades is
 * written to help, and what isn't sure is said not to be.
 */
import { formatMonth } from "../core/dates";
import { andList, counted, insideSentence } from "../core/words";
import type { AdjustedLean } from "../statistics/adjusted-lean";
import { trialBelow } from "../statistics/control-chart";
import { judgementNames } from "../tools/grades";
import type { Grade } from "../tools/scale";
import type { Agreement } from "./agreement";
import { agreedInWords, decimal, gapInWords } from "./agreement-words";
import type { GapPoint } from "./leans";
import { signalInWords } from "./signal-words";

/** "a quarter of a step": a size that can be pictured. */
export function sizeInWords(steps: number): string {
  const size = Math.abs(steps);
  if (size < 0.15) return "slightly";
  if (size < 0.375) return "a quarter of a grade";
  if (size < 0.625) return "half a grade";
  if (size < 0.875) return "three quarters of a grade";
  return size < 1.25 ? "a grade" : "more than a grade";
}

/**
 * Whether a lean is told at all: half of what agreement needs is enough, since it is drawn towards the
 * others and shown with an interval that says how little is known.
 */
export const isTold = (one: AdjustedLean, least: number): boolean =>
  one.lean !== null && isEnough(one, least);
const isEnough = ({ n }: AdjustedLean, least: number): boolean => n >= Math.ceil(least / 2);

/** "24 moderated audits and 3 calibrations": what a lean rests on. */
export const basisInWords = ({ n, calibrations }: AdjustedLean): string =>
  andList([
    counted(n, "moderated audit"),
    ...(calibrations > 0 ? [counted(calibrations, "calibration")] : []),
  ]);

/** "Half a grade more generous than the panel"; what isn't sure is said to be so. */
export function leanInWords(one: AdjustedLean, least: number): string {
  const { lean, named, raw } = one;
  if (!isEnough(one, least)) return "Too few to say";
  // Nothing to draw a lean from: nobody's grades differ, or there is nobody to set them beside.
  if (!lean) return raw === 0 ? "Always the panel’s grade" : "No other auditor to compare with";
  if (!named) return "No clear lean";
  const size = sizeInWords(lean.value);
  return named === "generous" ? `More generous: ${size}` : `Harsher: ${size}`;
}

type OwnArea = { name: string; lean: AdjustedLean; between: [Grade, Grade] | null };

/** The sentence an auditor reads of all their grades; written to help, not to rank. */
export function ownLeanInWords(own: AdjustedLean | undefined, least: number): string {
  const n = own?.n ?? 0;
  if (!own || !isEnough(own, least))
    return `${n === 0 ? "None" : n} of your audits ${n === 1 ? "has" : "have"} been moderated in these cycles. That is too few to say how your grades compare.`;
  // Nothing to draw a lean from, however many there are.
  if (!own.lean)
    return own.raw === 0
      ? `Over ${basisInWords(own)} your overall grades were always the panel’s.`
      : `${basisInWords(own)}, and no other auditor’s to compare them with: that says nothing of how your grades lean.`;
  if (!own.named)
    return `Over ${basisInWords(own)} your overall grades do not differ from the panel’s by more than chance explains.`;
  const way = own.named === "generous" ? "above" : "below";
  return `Over ${basisInWords(own)} you tend to grade ${sizeInWords(own.lean.value)} ${way} the panel overall.`;
}

/** "In assessment you tend to grade half a grade above the panel: look at …". */
export function ownAreaInWords({ name, lean: { lean, named }, between }: OwnArea): string {
  if (!lean || !named) return "";
  const way = named === "generous" ? "above" : "below";
  const look = between
    ? `: look at what parts ${judgementNames[between[0]]} from ${judgementNames[between[1]]}`
    : "";
  return `In ${insideSentence(name)} you tend to grade ${sizeInWords(lean.value)} ${way} the panel${look}.`;
}

/** "−0.31 (−0.62 to 0.01)"; empty where it can't be told. */
export const leanInNumbers = ({ lean }: AdjustedLean): string =>
  lean ? `${decimal(lean.value)} (${decimal(lean.lower)} to ${decimal(lean.upper)})` : "";

/** What a chart of gaps says, and how far its limits can be trusted. */
export function gapsInWords(points: readonly GapPoint[]): string {
  const known = points.filter(({ value }) => value !== null);
  const signals = known.filter(({ signal }) => signalInWords(signal) !== "");
  const said =
    signals.length > 0
      ? `Signal: ${andList(signals.map(({ month, signal }) => `${formatMonth(month)} (${signalInWords(signal)})`))}.`
      : known.length > 1
        ? "No signal: what moves from cycle to cycle is within what chance explains."
        : "A second cycle is needed before anything can be said of movement.";
  const trial =
    known.length > 1 && known.length < trialBelow
      ? ` Limits from fewer than ${trialBelow} cycles are provisional.`
      : "";
  const rebased = new Set(known.map(({ centre }) => centre)).size > 1;
  return `${said}${trial}${rebased ? " Limits begin anew where the audit tool changed." : ""}`;
}

/** What calibrations say beside the lean: they are of one case that everyone graded. */
export function calibratedInWords({
  calibrations,
  figures,
}: {
  calibrations: number;
  figures: Agreement;
}): string {
  const { same, few, gap, n } = figures;
  const where = `In ${counted(calibrations, "calibration")}`;
  const first = `${where}, ${agreedInWords(same, few)} grades were those agreed afterwards`;
  if (few) return `${first}: ${n} is too few to say more.`;
  return gap ? `${first}; they were ${gapInWords(gap, "agreed")}.` : `${first}.`;
}
