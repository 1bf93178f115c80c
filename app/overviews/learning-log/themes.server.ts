/**
 * Owns how common each theme is over time: a row a theme, and the line of one.
 * Practice: a share of the final audits of each closed cycle, with its counts; a line is drawn for
 * one theme at a time, so that it can be read.
 */
import { paths } from "~/paths";
import { formatMonth } from "~/rules/core/dates";
import { insideSentence } from "~/rules/core/words";
import {
  type BlockColumn,
  column,
  type SparkPoint,
  type TableBlock,
  type TrendBlock,
} from "~/rules/reports/blocks";
import { figureOf } from "~/rules/reports/figure";
import { figureInWords } from "~/rules/reports/figure-words";
import type { Db } from "~db/core/open.server";
import { listVocabulary, nameOf } from "~db/core/vocabulary.server";
import { countFinalAudits, listThemeAudits } from "~db/learning-log/themes.server";
import { listClosedCycles } from "~db/reports/reports.server";

const lookedAt = 12;

type ThemeChoice = { code: string; name: string };

/** Themes over the last closed cycles; `asked` is the theme of the line, else the commonest. */
export async function readThemes(
  db: Db,
  asked: string,
): Promise<{
  theme: ThemeChoice | null;
  line: TrendBlock | null;
  lineTable: TableBlock | null;
  table: TableBlock | null;
}> {
  const cycles = await listClosedCycles(db, { last: lookedAt });
  const ids = cycles.map(({ id }) => id);
  const [counts, finals, vocabulary] = await Promise.all([
    listThemeAudits(db, ids),
    countFinalAudits(db, ids),
    listVocabulary(db),
  ]);
  const totals = new Map<string, number>();
  for (const { theme, audits } of counts) totals.set(theme, (totals.get(theme) ?? 0) + audits);
  const themes = [...totals]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([code]) => ({ code, name: nameOf(vocabulary.themes, code) }));
  const figureIn = ({ code, name }: ThemeChoice, exerciseId: string) =>
    figureOf(
      name,
      counts.find((one) => one.theme === code && one.exerciseId === exerciseId)?.audits ?? 0,
      finals.get(exerciseId) ?? 0,
      { exact: true },
    );
  const theme = themes.find(({ code }) => code === asked) ?? themes[0] ?? null;
  const latest = cycles.at(-1);
  if (!theme || !latest) return { theme, line: null, lineTable: null, table: null };
  const last = figureIn(theme, latest.id);
  const sparks = (one: ThemeChoice): SparkPoint[] =>
    cycles.map(({ id, month }) => ({ month, figure: figureIn(one, id), apart: false }));
  const recent = cycles.slice(-2);
  const columns: BlockColumn[] = [
    column("Theme"),
    ...recent.map(({ month }) => column(formatMonth(month), "share", `in_${month}`)),
    column("Last twelve cycles", "sparkline", "over_time"),
  ];
  return {
    theme,
    lineTable: {
      kind: "table",
      name: "theme",
      caption: theme.name,
      columns: [column("Cycle"), column("Final audits with it to develop", "share", "audits")],
      rows: cycles.map(({ id, month }) => [formatMonth(month), { figure: figureIn(theme, id) }]),
    },
    line: {
      kind: "trend",
      name: "theme",
      title: `${theme.name}: an area for development in how many audits`,
      of: `with ${insideSentence(theme.name)} to develop`,
      points: cycles.map(({ id, month }) => ({
        key: id,
        month,
        figure: figureIn(theme, id),
        ...{ centre: null, lower: null, upper: null },
        ...{ signal: "", breakBefore: "", marks: [] },
      })),
      says: `${formatMonth(latest.month)}: ${figureInWords(last)}.`,
    },
    table: {
      kind: "table",
      name: "themes",
      caption: "Every theme, the commonest first: its share of each cycle’s final audits",
      columns,
      rows: themes.map((one) => [
        { text: one.name, to: paths.learning.themes({ theme: one.code }) },
        ...recent.map(({ id }) => ({ figure: figureIn(one, id) })),
        { sparkline: sparks(one) },
      ]),
    },
  };
}
