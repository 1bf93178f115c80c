/**
 * Owns the story of a practice area: what was found in it, what was meant to change it, and what
 * changed.
 * Practice: before and after an action are compared within one run of cycles, over the three on
 * either side; a difference that chance could make is said to be no more than that.
 */
import { counted } from "../core/words";
import { shareChange } from "../statistics/share-change";
import { goodOrAbove, gradedTotal } from "../tools/grades";
import { column, type TableBlock, type TrendPoint } from "./blocks";
import { goodFigure, smallest } from "./figure";
import { figureInWords } from "./figure-words";
import { type CycleCounts, sumCounts } from "./trends";

/** How many cycles on either side of an action are compared. */
export const cyclesAround = 3;

/** What changed from before an action was done (YYYY-MM-DD) to after it, in words. */
export function changeInWords(
  cycles: readonly CycleCounts[],
  points: readonly TrendPoint[],
  on: string,
): string {
  const at = cycles.findIndex(({ month }) => month > on.slice(0, 7));
  if (at < 0) return "No cycle has followed yet.";
  if (at === 0 || points[at]?.breakBefore) return "There is nothing before it to compare with.";
  const start = points.findLastIndex(({ breakBefore }, of) => breakBefore !== "" && of <= at);
  const next = points.findIndex(({ breakBefore }, of) => breakBefore !== "" && of > at);
  const before = sumCounts(cycles.slice(Math.max(0, start, at - cyclesAround), at));
  const after = sumCounts(
    cycles.slice(at, Math.min(at + cyclesAround, next < 0 ? cycles.length : next)),
  );
  const said = `Before: ${figureInWords(goodFigure(before))}. After: ${figureInWords(goodFigure(after))}.`;
  if (Math.min(gradedTotal(before), gradedTotal(after)) < smallest().firm)
    return `${said} Too few to say what changed.`;
  const change = shareChange(
    { count: goodOrAbove(before), of: gradedTotal(before) },
    { count: goodOrAbove(after), of: gradedTotal(after) },
  );
  if (!change) return said;
  const [points100, lower, upper] = [change.difference, change.lower, change.upper].map((share) =>
    Math.round(100 * share),
  ) as [number, number, number];
  const interval = `95% interval ${signed(lower)} to ${signed(upper)}`;
  if (change.lower <= 0 && change.upper >= 0)
    return `${said} The difference could be chance (${interval} points).`;
  const way = points100 > 0 ? "better" : "worse";
  return `${said} ${counted(Math.abs(points100), "point")} ${way}, more than chance explains (${interval}).`;
}

const signed = (n: number): string => (n < 0 ? `−${-n}` : String(n));

/** In how many audits of a cycle a theme was named of an area. */
export type ThemeCount = {
  exerciseId: string;
  kind: "strength" | "development";
  theme: string;
  audits: number;
};

const kindNames = { development: "Area for development", strength: "Strength" } as const;
const themesShown = 3;
/** As many as have room beside each other. */
const cyclesShown = 6;

/** The themes named most often, those to develop first; a column for each of the last cycles. */
export function themesTable(
  cycles: readonly { id: string; month: string }[],
  found: readonly ThemeCount[],
  nameOf: (theme: string) => string,
  monthOf: (month: string) => string,
): TableBlock {
  const shown = cycles.slice(-cyclesShown);
  const own = found.filter(({ exerciseId }) => shown.some(({ id }) => id === exerciseId));
  const rows = (["development", "strength"] as const).flatMap((kind) => {
    const totals = new Map<string, number>();
    for (const one of own)
      if (one.kind === kind) totals.set(one.theme, (totals.get(one.theme) ?? 0) + one.audits);
    return [...totals]
      .sort(([a, some], [b, other]) => other - some || (a < b ? -1 : 1))
      .slice(0, themesShown)
      .map(([theme]) => [
        nameOf(theme),
        kindNames[kind],
        ...shown.map(({ id }) => ({
          number:
            own.find((one) => one.kind === kind && one.theme === theme && one.exerciseId === id)
              ?.audits ?? 0,
        })),
      ]);
  });
  return {
    kind: "table",
    name: "themes_per_cycle",
    caption: "Themes named most often, by the audits that named them",
    columns: [
      column("Theme"),
      column("Kind"),
      ...shown.map(({ month }, at) => column(monthOf(month), "number", `audits_${at + 1}`)),
    ],
    rows,
  };
}
