/**
 * Owns what else a reader of a published report knows of its counts, and what a count is called.
 * Practice: what anyone can tell without being told is told to the suppression too.
 */
import { formatMonth } from "~/rules/core/dates";
import { cellKey, type Edition, type JudgementSum } from "~/rules/reports/linked-figures";
import { overall } from "~/rules/reports/reports";
import { type Judgement, judgementNames } from "~/rules/tools/grades";
import { goodOrAboveWords } from "~/rules/tools/scale";

/**
 * Every audit is judged in every area, whatever the judgement: how many audits there were is the same
 * count in each, and who reads it in one knows it in all.
 */
export function sameAudits(
  exerciseId: string,
  areas: readonly string[],
  cells: Edition["cells"],
): Edition["sums"] {
  const keyOf = (area: string) => cellKey([exerciseId, area, "all"]);
  const countOf = (key: string) => cells.find((cell) => cell.key === key)?.count;
  const total = keyOf(overall);
  return areas
    .map(keyOf)
    .filter((key) => key !== total && countOf(key) === countOf(total))
    .map((key) => ({ total, parts: [key] }));
}

const sumNames: Record<JudgementSum, string> = {
  "good-or-above": goodOrAboveWords,
  graded: "Graded",
  ungraded: "Not graded",
  all: "All audits",
};

/** "Assessment, Inadequate"; of another cycle "November 2023, Inadequate". */
export function nameOfCell(
  key: string,
  own: readonly { key: string; name: string }[],
  others: readonly { id: string; month: string }[],
): string {
  const [id, area, code] = JSON.parse(key) as [string, string, Judgement | JudgementSum];
  const other = others.find((cycle) => cycle.id === id);
  const where = other ? formatMonth(other.month) : own.find((one) => one.key === area)?.name;
  return `${where}, ${code in sumNames ? sumNames[code as JudgementSum] : judgementNames[code as Judgement]}`;
}
