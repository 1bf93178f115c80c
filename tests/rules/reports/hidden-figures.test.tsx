import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { type Figure, type GradeMix, gradeMix } from "~/rules/reports/figure";
import { tallyAnswers } from "~/rules/samples/samples";
import { noJudgements } from "~/rules/tools/grades";
import { GoodOrAboveChart } from "~/ui/charts/good-or-above-chart";
import { GradeBarInWords } from "~/ui/charts/grade-bar";
import { GradeBars } from "~/ui/charts/grade-bars";
import { GradeMixChart } from "~/ui/charts/grade-mix-chart";
import { AreaFigures } from "../../../app/routes/reports/area-figures";
import { FigureWords } from "../../../app/routes/reports/figure-words";
import { LastCycles } from "../../../app/routes/reports/last-cycles";
import { Themes } from "../../../app/routes/reports/themes";
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
const rows = [
  { key: "planning", name: "Planning", mix: shown, beside: mix },
  { key: "recording", name: "Recording", mix, beside: shown },
];
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
    ["in bars", <GradeBars key="" title="Areas" subject="Willow" beside="Service" rows={rows} />],
    ["in a line of cycles", <GoodOrAboveChart key="" title="Good" cycles={cycles} />],
    ["in columns of cycles", <GradeMixChart key="" title="Mix" cycles={cycles} />],
    ["in a list of cycles", <LastCycles key="" label="Cycles" cycles={cycles} />],
    ["in a table", <AreaFigures key="" caption="Areas" rows={rows} />],
    ["in a list of themes", <Themes key="" title="Strengths" themes={themes} />],
    ["in bars of answers", <TallyBars key="" tallies={[tally, hiddenTally]} final />],
    ["in the head of a grid", <TallySoFar key="" tally={hiddenTally} />],
  ])("%s", (_where, page) => {
    const html = renderToStaticMarkup(page);
    expect(html).toContain("hidden");
    expect(html.toLowerCase()).toContain("hidden: small numbers");
    expect(html).not.toMatch(/undefined|NaN|none graded/i);
  });
});
