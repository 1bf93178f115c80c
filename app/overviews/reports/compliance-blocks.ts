/**
 * Owns what a report shows of answers to prompts beside grades: whether it was done, and how well.
 * Practice: shares are of what was answered yes, partly or no; what did not apply stands apart.
 */
import { type Block, column, type TableBlock } from "~/rules/reports/blocks";
import { type Figure, figureOf, goodFigure } from "~/rules/reports/figure";
import {
  answeredTotal,
  countPromptAnswers,
  type PromptCounts,
  type PromptTally,
} from "~/rules/reports/prompt-counts";
import { countTallies, type Tally } from "~/rules/reports/reports";
import { goodOrAboveWords } from "~/rules/tools/scale";
import { type PracticeArea, type PromptAnswer, promptAnswerNames } from "~/rules/tools/tools";
import { section, text } from "./block-parts";

const shown = ["yes", "partly", "no"] as const satisfies readonly PromptAnswer[];

const figureOfAnswer = (counts: PromptCounts, answer: (typeof shown)[number]): Figure =>
  figureOf(promptAnswerNames[answer], counts[answer], answeredTotal(counts));

const answerColumns = [
  column(promptAnswerNames.yes, "share"),
  column(promptAnswerNames.partly, "part"),
  column(promptAnswerNames.no, "part"),
  column(promptAnswerNames["not-applicable"], "number"),
];

const answerCells = (counts: PromptCounts) => [
  ...shown.map((answer) => ({ figure: figureOfAnswer(counts, answer) })),
  { number: counts["not-applicable"] },
];

/** Each practice area: how often its prompts were met, beside how good the work was. */
export function complianceBlocks(
  areas: readonly PracticeArea[],
  tallies: readonly PromptTally[],
  graded: readonly Tally[],
): Block[] {
  const asked = areas.filter(({ code }) => tallies.some(({ area }) => area === code));
  if (asked.length === 0) return [text("No prompt was answered in these audits.")];
  const countsOf = (area: string) => countPromptAnswers(tallies, (one) => one.area === area);
  return [
    {
      kind: "table",
      name: "compliance",
      caption: "Answers to prompts beside the grades of each practice area",
      columns: [column("Practice area"), column(goodOrAboveWords, "share"), ...answerColumns],
      rows: asked.map(({ code, name }) => [
        name,
        { figure: goodFigure(countTallies(graded, code)) },
        ...answerCells(countsOf(code)),
      ]),
    },
    section(
      "Each prompt",
      asked.map((area) => promptsTable(area, tallies)),
      { folded: true },
    ),
  ];
}

const promptsTable = (area: PracticeArea, tallies: readonly PromptTally[]): TableBlock => ({
  kind: "table",
  name: `prompts_${area.code.replaceAll("-", "_")}`,
  caption: area.name,
  columns: [column("Prompt"), ...answerColumns],
  rows: area.prompts
    .map((prompt) => ({
      words: prompt.text,
      counts: countPromptAnswers(
        tallies,
        (one) => one.area === area.code && one.prompt === prompt.code,
      ),
    }))
    .filter(({ counts }) => answeredTotal(counts) + counts["not-applicable"] > 0)
    .map(({ words, counts }) => [words, ...answerCells(counts)]),
});
