/**
 * Owns what a report says to everyone: its figures with small counts hidden, and no team, no person
 * and none of the auditors' words.
 * Practice: one suppression over all that this edition shows and all that others have shown of the
 * same cycles, so that nothing hidden can be worked out by putting two side by side.
 */
import { formatMonth } from "~/rules/core/dates";
import {
  type Block,
  column,
  type GradesRow,
  type Report,
  type TableBlock,
} from "~/rules/reports/blocks";
import type { Figure, GradeMix } from "~/rules/reports/figure";
import { isHidden } from "~/rules/reports/figure";
import { goodInSentence } from "~/rules/reports/figure-words";
import {
  besideEditions,
  cellKey,
  countOfJudgement,
  type Edition,
  judgementLines,
  linkedTable,
  publishedMix,
} from "~/rules/reports/linked-figures";
import { fillNarrative } from "~/rules/reports/narrative";
import { overall } from "~/rules/reports/reports";
import { suppressLinked } from "~/rules/statistics/suppression";
import { type JudgementCounts, judgementNames, noJudgements, ungraded } from "~/rules/tools/grades";
import { goodOrAboveWords, grades } from "~/rules/tools/scale";
import type { CycleReport } from "./cycle-report.server";
import { cycleReportOf } from "./cycle-report-blocks";
import { nameOfCell, sameAudits } from "./publication-cells";

/** The counts that a mix was made of. */
function countsOf(mix: GradeMix): JudgementCounts {
  const counts = noJudgements();
  const countOf = (figure: Figure) => (isHidden(figure) ? 0 : figure.count);
  for (const grade of grades) counts[grade] = countOf(mix.grades[grade]);
  for (const code of ungraded) counts[code] = countOf(mix.without[code]);
  return counts;
}

export type Publication = {
  report: Report;
  /** What it published, for the suppression of those that come after. */
  edition: Edition;
  /** Counts that editions which are out give away, whatever is hidden now. */
  open: number;
  /** Hidden counts, by name, that a reader who knows how they are hidden narrows, though not to one value. */
  weak: string[];
};

/** The report of a closed cycle for publication, beside the editions that are out, the oldest first. */
export function publicationOf(report: CycleReport, out: readonly Edition[]): Publication {
  const { exercise, areas, cycles } = report;
  const own = [{ key: overall, name: "Overall grade", mix: report.mix }, ...areas];
  const others = cycles.filter(({ id }) => id !== exercise.id);
  const counts = new Map([
    ...own.map(({ key, mix }) => [cellKey([exercise.id, key]), countsOf(mix)] as const),
    ...others.map(({ id, mix }) => [cellKey([id, overall]), countsOf(mix)] as const),
  ]);
  const table = (ids: readonly string[], codes: readonly string[]) =>
    linkedTable(
      [ids.map((code) => ({ code })), codes.map((code) => ({ code })), judgementLines],
      (id = "", area = "", code = "") =>
        countOfJudgement(counts.get(cellKey([id, area])) ?? noJudgements(), code),
    );
  const tables = [
    table(
      [exercise.id],
      own.map(({ key }) => key),
    ),
    ...(others.length > 0
      ? [
          table(
            others.map(({ id }) => id),
            [overall],
          ),
        ]
      : []),
  ];
  const next = {
    cells: tables.flatMap(({ cells }) => cells),
    sums: [
      ...tables.flatMap(({ sums }) => sums),
      ...sameAudits(
        exercise.id,
        own.map(({ key }) => key),
        tables.flatMap(({ cells }) => cells),
      ),
    ],
  };
  const linked = besideEditions(next, out);
  const { hidden, open, weak } = suppressLinked(linked);
  const hides = (key: string) => hidden.has(linked.keyOf(key));
  const mixOf = (id: string, area: string, mix: GradeMix) =>
    publishedMix(mix, (code) => hides(cellKey([id, area, code])));
  const published = {
    ...report,
    mix: mixOf(exercise.id, overall, report.mix),
    areas: areas.map((area) => ({ ...area, mix: mixOf(exercise.id, area.key, area.mix) })),
    cycles: cycles.map((cycle) => ({ ...cycle, mix: mixOf(cycle.id, overall, cycle.mix) })),
  };
  return {
    report: reportOf(published),
    edition: {
      ...next,
      hidden: new Set(next.cells.map(({ key }) => key).filter(hides)),
    },
    open: open.size,
    weak: next.cells
      .filter(({ key }) => weak.has(linked.keyOf(key)))
      .map(({ key }) => nameOfCell(key, own, others)),
  };
}

/** What is shown to everyone of a report whose figures are ready to be. */
function reportOf(report: CycleReport): Report {
  const { exercise, mix, areas } = report;
  const whole = cycleReportOf(report);
  const named = [
    { name: goodOrAboveWords, figure: mix.good },
    ...grades.map((grade) => ({ name: judgementNames[grade], figure: mix.grades[grade] })),
    ...areas.map((area) => ({ name: area.name, figure: area.mix.good })),
  ];
  const lead = goodInSentence(`In ${formatMonth(exercise.month)}`, mix.good);
  const rows: GradesRow[] = [{ key: overall, name: "Overall grade", mix }, ...areas];
  const blocks: Block[] = [
    ...(exercise.narrative
      ? [
          {
            kind: "section" as const,
            title: "In short",
            blocks: [{ kind: "text" as const, text: fillNarrative(exercise.narrative, named) }],
          },
        ]
      : []),
    ...whole.blocks
      .filter(
        (block) => block.kind === "section" && ["Grades", "Cycle by cycle"].includes(block.title),
      )
      .map(withoutLinks),
    {
      kind: "section",
      title: "What auditors found most often",
      idea: "Strengths and areas for development",
      blocks: [
        {
          kind: "beside",
          blocks: [
            namesOf("Strengths", report.strengths),
            namesOf("Areas for development", report.developments),
          ],
        },
      ],
    },
    {
      kind: "section",
      title: "About these figures",
      blocks: [
        {
          kind: "note",
          text: `Counts of 1 to 5 are hidden so that no child can be recognised, and so is whatever they could be worked out from. Percentages are of audits that carry a grade, in whole numbers, and need not add up to 100. ${report.gradedWith ? `Graded with ${report.gradedWith}. ` : ""}Re-audits are left out.`,
        },
      ],
    },
  ];
  return { ...whole, lead, blocks, data: dataOf(exercise.month, rows) };
}

/** Whoever reads it may open nothing behind it. */
function withoutLinks(block: Block): Block {
  if (block.kind === "section") return { ...block, blocks: block.blocks.map(withoutLinks) };
  if (block.kind !== "grades") return block;
  return { ...block, rows: block.rows.map(({ to: _, ...row }) => row) };
}

/** The most frequent, by name alone: how often each was found could point at a child. */
const mostNamed = 5;

const namesOf = (title: string, themes: CycleReport["strengths"]): Block => ({
  kind: "section",
  title,
  blocks: [
    themes.length > 0
      ? { kind: "list", items: themes.slice(0, mostNamed).map(({ name }) => name) }
      : { kind: "text", text: "None recorded." },
  ],
});

/** A row for each practice area and judgement, of the whole service. */
const dataOf = (month: string, rows: readonly GradesRow[]): TableBlock => ({
  kind: "table",
  name: "grades_by_area",
  caption: "Grades by practice area and grade",
  columns: [
    column("Cycle"),
    column("Basis"),
    column("Practice area"),
    column("Grade"),
    column("Audits", "share"),
  ],
  rows: rows.flatMap(({ name, mix }) => [
    ...grades.map((grade) => [
      month,
      "final",
      name,
      judgementNames[grade],
      { figure: mix.grades[grade] },
    ]),
    ...ungraded.map((code) => [
      month,
      "final",
      name,
      judgementNames[code],
      { figure: mix.without[code] },
    ]),
  ]),
});
