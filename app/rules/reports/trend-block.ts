/**
 * Owns the trend of Good or above over the cycles: what in it is signal and what is noise, where it
 * is broken, and which actions were done meanwhile.
 * Practice: a p chart as the NHS draws it, improvement upwards; values either side of a change of
 * the tool's major version, or of a new start the lead gave a reason for, are never joined.
 */
import { formatMonth } from "../core/dates";
import { andList, counted, plural, sentenceCase } from "../core/words";
import { type Chart, pChart, trialBelow } from "../statistics/control-chart";
import { goodOrAbove, gradedTotal } from "../tools/grades";
import { goodOrAboveWords } from "../tools/scale";
import { editionInWords, isSameEdition } from "../tools/versions";
import type { TrendBlock, TrendPoint } from "./blocks";
import { goodFigure } from "./figure";
import { isEmpty } from "./figure-words";
import { signalInWords } from "./signal-words";
import type { CycleCounts } from "./trends";

/** On fewer points than this there are no limits, and nothing is called a signal. */
export const leastPoints = 5;

/** From which cycle on the lead has the limits start anew, why, and who. */
export type Rebase = { exerciseId: string; reason: string; by: string };

/** Something that was completed on a day (YYYY-MM-DD), in words that name no child or person. */
export type DoneAction = { on: string; words: string };

export type TrendOf = {
  /** What programs call it, unique within a report. */
  name: string;
  title: string;
  /** Oldest first. */
  cycles: readonly CycleCounts[];
  rebases?: readonly Rebase[];
  actions?: readonly DoneAction[];
};

/** Good or above of each cycle with its limits, breaks and marks. */
export function trendBlock({
  name,
  title,
  cycles,
  rebases = [],
  actions = [],
}: TrendOf): TrendBlock {
  const breaks = breaksOf(cycles, rebases);
  const rebaseAt = breaks.flatMap((why, at) => (why ? [at] : []));
  const chart = pChart(
    cycles.map(({ counts }) => goodOrAbove(counts)),
    cycles.map(({ counts }) => gradedTotal(counts)),
    { improvementDirection: "increase", rebaseAt },
  );
  const enough = periodOfEach(breaks, chart.value).map((points) => points >= leastPoints);
  const marks = marksOf(cycles, actions);
  const points = cycles.map(({ id, month, counts }, at): TrendPoint => {
    const line = (values: (number | null)[]) => {
      const value = enough[at] ? (values[at] ?? null) : null;
      return value === null ? null : 100 * value;
    };
    return {
      key: id,
      month,
      figure: goodFigure(counts, { exact: true }),
      centre: line(chart.centre),
      lower: line(chart.lower),
      upper: line(chart.upper),
      signal: enough[at] ? signalOf(chart, at) : "",
      breakBefore: breaks[at] ?? "",
      marks: marks[at] ?? [],
    };
  });
  return { kind: "trend", name, title, of: goodOrAboveWords, points, says: trendSays(points) };
}

/** Why each cycle is not joined with the one before; empty where it is. */
function breaksOf(cycles: readonly CycleCounts[], rebases: readonly Rebase[]): string[] {
  return cycles.map(({ id, edition }, at) => {
    const before = cycles[at - 1];
    if (!before) return "";
    const own = rebases.filter(({ exerciseId }) => exerciseId === id);
    return [
      ...(isSameEdition(before.edition, edition) ? [] : [editionInWords(edition)]),
      ...own.map(({ reason, by }) => `limits start anew, ${by}: ${reason}`),
    ].join("; ");
  });
}

/** Of each cycle, how many graded ones stand between the breaks around it. */
function periodOfEach(breaks: readonly string[], values: readonly (number | null)[]): number[] {
  const periods: number[] = [];
  let period = 0;
  const periodAt = breaks.map((why, at) => {
    if (why) period += 1;
    periods[period] = (periods[period] ?? 0) + (values[at] === null ? 0 : 1);
    return period;
  });
  return periodAt.map((of) => periods[of] ?? 0);
}

const better = "better than noise: ";
const worse = "worse than noise: ";

function signalOf(chart: Chart, at: number): string {
  const words = signalInWords(chart.rule[at] ?? null);
  if (!words) return "";
  return `${chart.pointType[at] === "special_cause_improvement" ? better : worse}${words}`;
}

/** What was done stands at the first cycle of a later month, where its effect could show first. */
function marksOf(cycles: readonly CycleCounts[], actions: readonly DoneAction[]): string[][] {
  const marks = cycles.map((): string[] => []);
  for (const { on, words } of actions) {
    const month = on.slice(0, 7);
    const at = cycles.findIndex((cycle) => cycle.month > month);
    // What was done before the first cycle shown has no place in the picture.
    if (at > 0) marks[at]?.push(words);
  }
  return marks;
}

/** The points of one way, those that follow one another by the same rule as one. */
function signalsInWords(points: readonly TrendPoint[], way: string): string {
  const runs: { from: TrendPoint; to: TrendPoint; at: number }[] = [];
  points.forEach((point, at) => {
    if (!point.signal.startsWith(way)) return;
    const last = runs.at(-1);
    if (last && last.at === at - 1 && last.to.signal === point.signal && !point.breakBefore) {
      last.to = point;
      last.at = at;
    } else runs.push({ from: point, to: point, at });
  });
  if (runs.length === 0) return "";
  const said = runs.map(({ from, to }) => {
    const rule = from.signal.slice(way.length);
    const when =
      from === to
        ? formatMonth(from.month)
        : `${formatMonth(from.month)} to ${formatMonth(to.month)}`;
    return `${when} (${rule})`;
  });
  return `${sentenceCase(way)}${andList(said)}.`;
}

/** What a manager is told of it, in a few sentences. */
function trendSays(points: readonly TrendPoint[]): string {
  const graded = points.filter(({ figure }) => !isEmpty(figure));
  if (graded.length === 0) return "No cycle has a grade here.";
  const start = Math.max(
    0,
    points.findLastIndex(({ breakBefore }) => breakBefore !== ""),
  );
  const now = points.slice(start).filter(({ figure }) => !isEmpty(figure));
  const signals = [signalsInWords(points, better), signalsInWords(points, worse)].filter(Boolean);
  const since = start > 0 ? ` since ${formatMonth(points[start]?.month ?? "")}` : "";
  if (now.length < leastPoints) {
    const few = `${sentenceCase(counted(now.length, "cycle"))}${since} ${plural(now.length, "is", "are")} too few to tell signal from noise: limits are drawn from ${leastPoints} on.`;
    return [few, ...signals].join(" ");
  }
  const trial =
    now.length < trialBelow
      ? `Limits on fewer than ${trialBelow} cycles are on trial, and these rest on ${now.length}.`
      : "";
  const quiet =
    signals.length === 0
      ? `No signal${since}: what moves from cycle to cycle is no more than chance explains.`
      : "";
  return [quiet, ...signals, trial].filter(Boolean).join(" ");
}

/**
 * The cycles as lines: one where tools followed one another, with breaks between them, and one a
 * tool where they were in use side by side, so that none is broken at every cycle of another.
 */
export function trendLines<C extends CycleCounts>(cycles: readonly C[]): C[][] {
  const tools: string[] = [];
  let sideBySide = false;
  cycles.forEach(({ edition }, at) => {
    if (cycles[at - 1]?.edition.toolId === edition.toolId) return;
    if (tools.includes(edition.toolId)) sideBySide = true;
    else tools.push(edition.toolId);
  });
  if (!sideBySide) return [[...cycles]];
  return tools.map((tool) => cycles.filter(({ edition }) => edition.toolId === tool));
}
