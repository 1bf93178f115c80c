import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { themesOf } from "~/overviews/reports/block-parts";
import type { GradesBlock } from "~/rules/reports/blocks";
import { type Figure, type GradeMix, gradeMix } from "~/rules/reports/figure";
import { tallyAnswers } from "~/rules/samples/samples";
import { noJudgements } from "~/rules/tools/grades";
import { GradeBarInWords } from "~/ui/charts/grade-bar";
import { GradeMixChart } from "~/ui/charts/grade-mix-chart";
import { Blocks } from "~/ui/report/blocks";
import { GradesChart } from "~/ui/report/grades-chart";
import { FigureWords } from "../../../app/routes/reports/figure-words";
import { TallySoFar } from "../../../app/routes/samples/grid-tallies";
import { TallyBars } from "../../../app/routes/samples/tally-bars";

const hide = ({ of }: Figure): Figure => ({ standing: "hidden", of });

const hideAll = <Key extends string>(figures: Record<Key, Figure>): Record<Key, Figure> =>
  Object.fromEntries(
    Object.entries<Figure>(figures).map(([key, figure]) => [key, hide(figure)]),
  ) as Record<Key, Figure>;

function hideMix({ grades, without, segments: _, ...others }: GradeMix): GradeMix {
  return { grades: hideAll(grades), without: hideAll(without), segments: [], ...hideAll(others) };
}

const shown = gradeMix({ ...noJudgements(), good: 2, "not-judged": 1 }, { exact: true });
const mix = hideMix(shown);
const edition = { toolId: "core", toolName: "Core audit", major: 2 };
const cycles = [
  { id: "a", title: "November", month: "2023-11", edition, mix: shown, good: shown.good },
  { id: "b", title: "January", month: "2024-01", edition, mix, good: mix.good },
];
const spark = (figure: Figure) => ({ sparkline: [{ month: "2024-01", figure, apart: false }] });
const chart: GradesBlock = {
  kind: "grades",
  name: "areas",
  title: "Areas",
  rowsAre: "Area",
  rows: [
    {
      key: "planning",
      name: "Planning",
      mix: shown,
      beside: [{ figure: mix.good }, spark(mix.good)],
    },
    {
      key: "recording",
      name: "Recording",
      mix,
      beside: [{ figure: shown.good }, spark(shown.good)],
    },
  ],
  beside: [
    { name: "service", header: "Service", kind: "share" },
    { name: "cycles", header: "Cycles", kind: "sparkline" },
  ],
};
const themes = [
  { theme: "voice", name: "Voice", audits: shown.good, texts: [] },
  { theme: null, name: "No theme named", audits: mix.good, texts: [] },
];
const [tally] = tallyAnswers([{ code: "a", text: "Was it?" }], [{ a: "met" }, { a: "partly" }]);
if (!tally) throw new Error("No tally");
const { code, text, segments: _, ...answers } = tally;
const hiddenTally = { code, text, segments: [], ...hideAll(answers) };

describe("What is hidden is shown as hidden", () => {
  it.each([
    ["in words", <FigureWords key="" figure={mix.good} />],
    ["in a bar with its words", <GradeBarInWords key="" label="Overall" mix={mix} />],
    ["in bars", <GradesChart key="" block={chart} />],
    ["in columns of cycles", <GradeMixChart key="" title="Mix" cycles={cycles} />],
    ["in a list of themes", <Blocks key="" blocks={[themesOf("Strengths", themes)]} />],
    ["in bars of answers", <TallyBars key="" tallies={[tally, hiddenTally]} few="" final />],
    ["in the head of a grid", <TallySoFar key="" tally={hiddenTally} />],
  ])("%s", (_where, page) => {
    const html = renderToStaticMarkup(page);
    expect(html).toContain("hidden");
    expect(html.toLowerCase()).toContain("hidden: small numbers");
    expect(html).not.toMatch(/undefined|NaN|none graded/i);
  });
});
