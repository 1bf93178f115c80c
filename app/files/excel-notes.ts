/**
 * Owns the notes of a workbook: what its marks mean, how its numbers come about, and every note of
 * the report.
 */
import type { ValueTable } from "~/rules/reports/block-tables";
import { eachBlock, type Report } from "~/rules/reports/blocks";
import { marks, marksMean } from "./value-words";

const about: readonly (readonly [string, string])[] = [
  ["Percentages", "Whole numbers, rounded half up; they are never made to add up to 100."],
  [
    "How far to rely on it",
    "final; provisional: what is counted may still change; indicative: of few; too few: of so few that no percentage is given; hidden. The notes of the report say how few.",
  ],
  ["Grades", "The basis of the grades stands in the notes of the report, and on the cover."],
];

const elsewhere = [
  "Rows for programs",
  "They are too many for a workbook: the CSV file of the same report has them all.",
] as const;

const keys = ["hidden", "not available", "not applicable", "low"] as const;

export function notesTable(report: Report, withoutData: boolean): ValueTable {
  const own: string[] = [];
  for (const { block } of eachBlock(report.blocks)) if (block.kind === "note") own.push(block.text);
  return {
    name: "notes",
    caption: "Notes",
    columns: [
      { name: "note", header: "Note", kind: "text" },
      { name: "meaning", header: "What it means", kind: "text" },
    ],
    rows: [
      ...keys.map((key) => [marks[key], marksMean[key]]),
      ...about,
      ...(withoutData ? [elsewhere] : []),
      ...own.map((text, at) => [`Note ${at + 1}`, text]),
    ],
  };
}
