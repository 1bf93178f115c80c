/**
 * Owns how the figures of a report hang together, and which of them an edition for publication
 * hides: a table of any number of directions with its margins, the editions before it, and the
 * figures made of its cells.
 * Practice: one suppression over everything that was or is published, never one a table.
 */
import type { LinkedCell, LinkedCells } from "../statistics/linked-cells";
import { type Judgement, type JudgementCounts, judgements, ungraded } from "../tools/grades";
import { type Grade, goodGrades, grades } from "../tools/scale";
import { type Figure, type GradeMix, segmentsOf } from "./figure";

/** One line of a direction: teams, a service of teams, all services. Without parts it is counted. */
export type Line = { code: string; parts?: readonly string[] };

/** What is counted at once: by team, by practice area, by grade. */
export type Direction = readonly Line[];

/** Hiding a sum costs as much as this many of its parts, in each direction it sums over. */
const sumWeight = 2;

export const cellKey = (codes: readonly string[]): string => JSON.stringify(codes);

/** Sums of judgements that a grade mix shows. */
export type JudgementSum = "good-or-above" | "graded" | "ungraded" | "all";

/** Grades, what is not graded, and the sums that a grade mix shows of them. */
export const judgementLines: readonly (Line & { code: Judgement | JudgementSum })[] = [
  ...judgements.map((code) => ({ code })),
  { code: "good-or-above", parts: goodGrades },
  {
    code: "graded",
    parts: ["good-or-above", ...grades.filter((grade) => !goodGrades.includes(grade))],
  },
  { code: "ungraded", parts: ungraded },
  { code: "all", parts: ["graded", "ungraded"] },
];

/** Every choice of one line a direction. */
const crossed = (directions: readonly Direction[]): Line[][] =>
  directions.reduce<Line[][]>(
    (so, direction) => so.flatMap((lines) => direction.map((line) => [...lines, line])),
    [[]],
  );

/**
 * The cells of a table with all its margins, and how they add up. `countOf` is asked once for each
 * choice of counted lines. Keys are the codes in the order of the directions, by `cellKey`.
 */
export function linkedTable(
  directions: readonly Direction[],
  countOf: (...codes: string[]) => number,
): LinkedCells<string> {
  const counts = new Map<string, number>();
  const lineOf = (at: number, code: string) => directions[at]?.find((line) => line.code === code);
  const partsOf = (codes: readonly string[], at: number) =>
    (lineOf(at, codes[at] ?? "")?.parts ?? []).map((part) => codes.with(at, part));
  const count = (codes: readonly string[]): number => {
    const key = cellKey(codes);
    const known = counts.get(key);
    if (known !== undefined) return known;
    const sumAt = codes.findIndex((code, at) => lineOf(at, code)?.parts !== undefined);
    const found =
      sumAt === -1
        ? countOf(...codes)
        : partsOf(codes, sumAt).reduce((sum, part) => sum + count(part), 0);
    counts.set(key, found);
    return found;
  };
  const all = crossed(directions);
  const cells = all.map((lines) => {
    const codes = lines.map(({ code }) => code);
    const weight = sumWeight ** lines.filter(({ parts }) => parts !== undefined).length;
    return { key: cellKey(codes), count: count(codes), weight };
  });
  const sums = all.flatMap((lines) => {
    const codes = lines.map(({ code }) => code);
    return lines.flatMap(({ parts }, at) =>
      parts === undefined
        ? []
        : [{ total: cellKey(codes), parts: partsOf(codes, at).map(cellKey) }],
    );
  });
  return { cells, sums };
}

/** One team's, area's or cycle's counts of judgements as a leaf of a table. */
export const countOfJudgement = (counts: JudgementCounts, code: string): number =>
  counts[code as Judgement] ?? 0;

/** What an edition said, and the keys of what it hid. */
export type Edition = Pick<LinkedCells<string>, "cells" | "sums"> & { hidden: ReadonlySet<string> };

/**
 * An edition beside those that are out, the oldest first: a count that is the same as before is one
 * cell with it, shown or hidden as it was first; a count that changed is a new one. `keyOf` finds a
 * cell of the new edition among all of them.
 */
export function besideEditions(
  next: Pick<LinkedCells<string>, "cells" | "sums">,
  out: readonly Edition[],
): LinkedCells<string> & { keyOf: (key: string) => string } {
  const cells = new Map<string, LinkedCell<string>>();
  const sums = new Map<string, LinkedCells<string>["sums"][number]>();
  const keysOf = (edition: Pick<LinkedCells<string>, "cells">) =>
    new Map(edition.cells.map(({ key, count }) => [key, cellKey([key, String(count)])]));
  const add = (
    edition: Pick<LinkedCells<string>, "cells" | "sums">,
    publishedAs: (key: string) => LinkedCell<string>["publishedAs"],
  ) => {
    const keys = keysOf(edition);
    const keyOf = (key: string) => keys.get(key) ?? key;
    for (const cell of edition.cells) {
      const key = keyOf(cell.key);
      // Whoever saw it once keeps it, even where another edition hid it.
      const before = cells.get(key)?.publishedAs;
      const now = before === "shown" ? before : (publishedAs(cell.key) ?? before);
      cells.set(key, { ...cell, key, publishedAs: now });
    }
    for (const { total, parts } of edition.sums) {
      const sum = { total: keyOf(total), parts: parts.map(keyOf) };
      sums.set(cellKey([sum.total, ...sum.parts]), sum);
    }
    return keyOf;
  };
  for (const edition of out) add(edition, (key) => (edition.hidden.has(key) ? "hidden" : "shown"));
  const keyOf = add(next, () => undefined);
  return { cells: [...cells.values()], sums: [...sums.values()], keyOf };
}

/** A figure as it is published: without its numbers where its count or what that is of is hidden. */
export const publishedFigure = (figure: Figure, ...isHidden: readonly boolean[]): Figure =>
  isHidden.includes(true) ? { standing: "hidden", of: figure.of } : figure;

/** A grade mix as it is published, each of its figures by the cells it is made of. */
export function publishedMix(
  mix: GradeMix,
  isHidden: (code: Judgement | JudgementSum) => boolean,
): GradeMix {
  const figure = (of: Figure, code: Judgement | JudgementSum, base: JudgementSum) =>
    publishedFigure(of, isHidden(code), isHidden(base));
  const each = Object.fromEntries(
    grades.map((grade) => [grade, figure(mix.grades[grade], grade, "graded")]),
  ) as Record<Grade, Figure>;
  return {
    grades: each,
    good: figure(mix.good, "good-or-above", "graded"),
    graded: figure(mix.graded, "graded", "all"),
    ungraded: figure(mix.ungraded, "ungraded", "all"),
    without: Object.fromEntries(
      ungraded.map((code) => [code, figure(mix.without[code], code, "all")]),
    ) as GradeMix["without"],
    segments: segmentsOf(grades.map((grade) => [grade, each[grade]] as const)),
  };
}
