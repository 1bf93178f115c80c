/**
 * Owns the words of figures: how each is written in a table, beside a bar and in a sentence.
 * Practice: a count stands with its base, a percentage only where there are enough for one, and a
 * figure that is hidden says so and why.
 */
import { formatMonth } from "../core/dates";
import { counted, plural } from "../core/words";
import { judgementNames } from "../tools/grades";
import { goodOrAboveWords, grades } from "../tools/scale";
import { type Figure, type GradeMix, type Smallest, type Standing, smallest } from "./figure";

/** What stands where a figure is hidden. */
export const hiddenWords = "hidden: small numbers";

/** What stands in a cell of a report that holds no number. */
export const absentInWords = {
  hidden: hiddenWords,
  "not available": "not available",
  "not applicable": "not applicable",
} as const;

const numbers = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
const numberInWords = (n: number): string => numbers[n] ?? (n === 10 ? "Ten" : String(n));

/** "Fewer than ten are indicative only; fewer than five are shown without a percentage." */
export function smallestInWords({ percentage, firm }: Smallest = smallest()): string {
  const [few, tooFew] = [firm, percentage].map((n) => numberInWords(n).toLowerCase());
  const without = `ewer than ${tooFew} are shown without a percentage.`;
  if (firm <= 1) return "";
  if (percentage === firm) return `F${without}`;
  return `Fewer than ${few} are indicative only${percentage > 1 ? `; f${without}` : "."}`;
}

/**
 * What is said beside a figure that cannot be relied on; a page that shows provisional figures says
 * so once, and a hidden one says so in its place.
 */
const caveats: Record<Standing, string> = {
  final: "",
  provisional: "",
  indicative: "indicative only",
  "too few": "too few for a percentage",
  hidden: "",
};

/** Whether there was nothing to count. */
export const isEmpty = (figure: Figure): boolean =>
  figure.standing !== "hidden" && figure.base === 0;

/** Whether it counts at least one; a hidden figure may. */
export const isAny = (figure: Figure): boolean => figure.standing === "hidden" || figure.count > 0;

/** Whether it can be read, but rests on too few to be firm. */
export const isFew = (figure: Figure): boolean => caveatOf(figure) !== "";

/** "indicative only"; empty for what is firm, hidden, or of nothing. */
export const caveatOf = (figure: Figure): string =>
  isEmpty(figure) ? "" : caveats[figure.standing];

/** "31"; the count alone. */
export const countInWords = (figure: Figure): string =>
  figure.standing === "hidden" ? "hidden" : String(figure.count);

/** "31 audits", "1 audit": how many. */
export const countedInWords = (figure: Figure, one: string): string =>
  figure.standing === "hidden" ? `${one}s (${hiddenWords})` : counted(figure.count, one);

/** "31 of 53". */
export const countsInWords = (figure: Figure): string =>
  figure.standing === "hidden" ? hiddenWords : `${figure.count} of ${figure.base}`;

/** "31 of 53 cases", "1 of 1 case". */
export const countsOf = (figure: Figure, one: string): string =>
  figure.standing === "hidden" ? hiddenWords : `${figure.count} of ${counted(figure.base, one)}`;

/** "Case is closed (3)": what it is of, and how often where that is more than once. */
export const countWithTimes = (figure: Figure): string =>
  figure.standing !== "hidden" && figure.count === 1
    ? figure.of
    : `${figure.of} (${countInWords(figure)})`;

/** "58%"; empty where there are too few for a percentage, or none is to be read. */
export function percentInWords(figure: Figure): string {
  if (figure.standing === "hidden" || figure.standing === "too few") return "";
  return `${figure.share}%`;
}

/** "31 of 53 (58%)", "3 of 4", "none graded" or whatever else `none` calls it. */
export function figureInWords(figure: Figure, none = "none graded"): string {
  if (isEmpty(figure)) return none;
  const percent = percentInWords(figure);
  return percent ? `${countsInWords(figure)} (${percent})` : countsInWords(figure);
}

/** The same with what to think of it: "3 of 5 (60%), indicative only". */
export const figureWithCaveat = (figure: Figure): string =>
  [figureInWords(figure), caveatOf(figure)].filter(Boolean).join(", ");

/** "3 (12%)", never broken over two lines; the share is left out of what was counted 0 times. */
export function countWithShare(figure: Figure): string {
  const percent = isAny(figure) ? percentInWords(figure) : "";
  return percent ? `${countInWords(figure)}\u00a0(${percent})` : countInWords(figure);
}

/** "2 Outstanding, 31 Good, 20 Requires improvement"; "none graded" for nothing. */
export function mixInWords(mix: GradeMix): string {
  const parts = grades
    .filter((grade) => isAny(mix.grades[grade]))
    .map((grade) => `${countInWords(mix.grades[grade])} ${judgementNames[grade]}`);
  return parts.join(", ") || "none graded";
}

/** "Since November 2023", of a month YYYY-MM. */
export const since = (month: string): string => `Since ${formatMonth(month)}`;

/**
 * The sentence a manager can repeat: "Since November 2023, 6 of 9 audits of Willow were Good or
 * above (67%). Nine audits are few: indicative only." `when` opens it; `area` is a practice area's
 * name when the figure is not of the overall grade.
 */
export function goodInSentence(
  when: string,
  good: Figure,
  { whose, area }: { whose?: string; area?: string } = {},
): string {
  const of = whose ? ` of ${whose}` : "";
  const within = area ? ` in ${area.toLowerCase()}` : "";
  if (good.standing === "hidden") {
    return `${when}, how many audits${of} were ${goodOrAboveWords}${within} is ${hiddenWords}.`;
  }
  if (isEmpty(good)) return `${when}, no audit${of} was graded${within}.`;
  const percent = percentInWords(good);
  const counts = `${countsOf(good, "audit")}${of}`;
  const were = plural(good.count, "was", "were");
  const first = `${when}, ${counts} ${were} ${goodOrAboveWords}${within}${percent && ` (${percent})`}.`;
  const few = `${numberInWords(good.base)} ${plural(good.base, "audit is", "audits are")}`;
  if (good.standing === "too few") return `${first} ${few} too few for a percentage.`;
  return good.standing === "indicative" ? `${first} ${few} few: indicative only.` : first;
}
