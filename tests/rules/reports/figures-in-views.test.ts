/** Pages and charts show figures and work none out: this reads the sources of all of them. */
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /(?<!\.server)\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`);

/** A route's loader and action run on the server, and what it imports says nothing yet. */
function isForView(statement: ts.Statement): boolean {
  if (ts.isImportDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return false;
  if (!ts.isVariableStatement(statement)) return true;
  return !statement.declarationList.declarations.some(({ name }) =>
    ["loader", "action"].includes(name.getText()),
  );
}

/** What of a file runs in a view, without its comments. */
function viewCode(source: string): string {
  const file = ts.createSourceFile("view.tsx", source, ts.ScriptTarget.Latest, true);
  const code = file.statements.filter(isForView).map((statement) => statement.getText());
  return code.join("\n").replace(/^\s*(\/\*\*?|\*|\/\/).*$/gm, "");
}

/** The functions that a file of rules hands out, but for those that only write words. */
const functionsOf = (file: string): string[] =>
  [...readFileSync(file, "utf8").matchAll(/^export (?:function|const) (\w+).*?(?:\(|=>)/gm)]
    .map(([, name = ""]) => name)
    .filter((name) => !/(Words|Names|Parts)$/.test(name));

const makers = [
  "app/rules/reports/figure.ts",
  "app/rules/reports/content-figures.ts",
  "app/rules/reports/reports.ts",
  "app/rules/statistics/interval.ts",
  "app/rules/statistics/percent.ts",
].flatMap(functionsOf);

/** Whatever else counts judgements or answers, or adds them up. */
const counters = [
  ...["withMix", "withGood", "sumCounts", "countCycles", "comparable", "trendSentences"],
  ...["gradedTotal", "goodOrAbove", "countJudgements", "noJudgements", "tallyAnswers"],
  ...["panelChanges", "coverageOf", "summariseConcerns", "groupByTheme"],
];

type Rule = { said: string; wrong: RegExp; except: RegExp; examples: string[] };

const rules: Rule[] = [
  {
    said: "No view makes a figure",
    wrong: new RegExp(`\\b(${[...makers, ...counters].join("|")})\\b(?=[(),])`),
    // What is being typed is counted before the server knows of it.
    except: /^app\/routes\/samples\/grid-form\.tsx$/,
    examples: [
      'const words = percent(count, of, 0) + "%";',
      "const { lower } = wilson(met, base);",
      "const words = <FigureWords figure={goodFigure(counts)} />;",
      "const graded = rows.map(gradedTotal);",
    ],
  },
  {
    said: "No view works with the numbers of a figure",
    wrong:
      /\b100 \*|\* 100\b|\.reduce\(|\.toFixed\(|Math\.round\(|\b(count|base|share|total)s?(\.\w+|\["[\w-]+"\])? [-+*/] (?!pageSize|onPage|search\.size)|[-+*/] (\w+\.)*(count|base|share|total)s?\b/,
    // The length of a bar of work done, which its words say.
    except: /^app\/ui\/progress-bar\.tsx$/,
    examples: [
      "const width = (100 * count) / base;",
      "const all = rows.reduce((sum, row) => sum + row.count, 0);",
      "const ungraded = all - mix.graded.count;",
      'const ungraded = counts["not-applicable"] + counts["not-judged"];',
      "const twice = (tally.met.share * 2).toFixed(1);",
    ],
  },
];

const views = new Map(
  ["app/ui", "app/routes"]
    .flatMap(filesUnder)
    .map((file) => [file, viewCode(readFileSync(file, "utf8"))]),
);

describe.each(rules)("$said", ({ wrong, except, examples }) => {
  it("in every page and chart", () => {
    const straying = [...views].filter(([file, code]) => wrong.test(code) && !except.test(file));
    expect(straying.map(([file, code]) => `${file}: ${code.match(wrong)?.[0]}`)).toEqual([]);
  });

  it.each(examples)("and would be noticed in a view, not in a loader: %s", (example) => {
    const view = `export default function Page() {\n  ${example}\n}`;
    const loader = `export const loader = guarded("x", noRecord, () => {\n  ${example}\n});`;
    expect(viewCode(`${loader}\n${view}`)).toMatch(wrong);
    expect(viewCode(loader)).not.toMatch(wrong);
  });
});
