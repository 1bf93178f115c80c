/**
 * Owns the parts that reports of a cycle and of its teams have in common, as blocks.
 */
import { counted } from "~/rules/core/words";
import { type Block, column, type ListItem, type TableBlock } from "~/rules/reports/blocks";
import type { ThemeFound } from "~/rules/reports/contents";
import type { Figure } from "~/rules/reports/figure";
import { countedInWords } from "~/rules/reports/figure-words";

export const section = (
  title: string,
  blocks: readonly Block[],
  more: { folded?: boolean; idea?: string } = {},
): Block => ({ kind: "section", title, blocks, ...more });
export const text = (words: string): Block => ({ kind: "text", text: words });
/** "4 outstanding, none overdue." */
export const outstandingInWords = ({ open, overdue }: { open: number; overdue: number }): string =>
  open === 0
    ? "None is outstanding."
    : `${open} outstanding, ${overdue === 0 ? "none" : overdue} overdue.`;

/** The most frequent, at once; the others folded. */
const mostThemes = 5;

const themeItem = ({ name, audits, texts }: ThemeFound): ListItem => ({
  text: `${name}, in ${countedInWords(audits, "audit")}`,
  under: texts,
});

/** The most frequent themes, each with what auditors wrote behind it. */
export function themesOf(title: string, themes: readonly ThemeFound[]): Block {
  if (themes.length === 0) return section(title, [text("None recorded.")]);
  const others = themes.slice(mostThemes);
  return section(title, [
    { kind: "list", items: themes.slice(0, mostThemes).map(themeItem), folded: true },
    ...(others.length > 0
      ? [
          section(
            `${counted(others.length, "more theme")}`,
            [{ kind: "list", items: others.map(themeItem), folded: true }],
            { folded: true },
          ),
        ]
      : []),
  ]);
}

/** One judgement of one team in one area, counted. */
export type JudgementCounted = {
  service: string;
  team: string;
  area: string;
  grade: string;
  figure: Figure;
};

/** A row for each team, practice area and judgement that was counted. */
export const gradesData = (
  data: readonly JudgementCounted[],
  { month, final }: { month: string; final: boolean },
): TableBlock => ({
  kind: "table",
  name: "grades_by_team_and_area",
  caption: "Grades by team, practice area and grade",
  columns: [
    column("Cycle"),
    column("Basis"),
    column("Service"),
    column("Team"),
    column("Practice area"),
    column("Grade"),
    column("Audits", "share"),
  ],
  rows: data.map(({ service, team, area, grade, figure }) => [
    month,
    final ? "final" : "provisional",
    service,
    team,
    area,
    grade,
    { figure },
  ]),
});
