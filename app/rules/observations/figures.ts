/**
 * Owns how many observations there were, as typed blocks: by service and kind, by team, and by theme.
 * Practice: in the order of services and teams, never by how many; never by person; themes are not
 * counted of so few that they tell whose they are.
 */
import { counted } from "../core/words";
import { type Block, type Cell, column } from "../reports/blocks";
import { figureOf, smallest } from "../reports/figure";
import {
  type ObservationKind,
  type ObservationPointKind,
  observationKindNames,
  observationKinds,
  observationPointNames,
} from "./observations";

export type ObservationCount = {
  serviceName: string;
  teamName: string;
  kind: ObservationKind;
  count: number;
  /** Of them, those with a family that agreed; and those in which its own view is recorded. */
  families: number;
  views: number;
};

/** In how many observations a theme was named. */
export type ThemeCount = { kind: ObservationPointKind; theme: string; count: number };

export const sum = (
  rows: readonly ObservationCount[],
  of: "count" | "families" | "views",
): number => rows.reduce((total, row) => total + row[of], 0);

const groupedBy = (
  rows: readonly ObservationCount[],
  name: (row: ObservationCount) => string,
): [string, ObservationCount[]][] => {
  const groups = new Map<string, ObservationCount[]>();
  for (const row of rows) groups.set(name(row), [...(groups.get(name(row)) ?? []), row]);
  return [...groups];
};

const numbersOf = (rows: readonly ObservationCount[]): Cell[] => [
  ...observationKinds.map((kind) => ({
    number: sum(
      rows.filter((row) => row.kind === kind),
      "count",
    ),
  })),
  { number: sum(rows, "count") },
  sum(rows, "families") > 0
    ? { figure: figureOf("Families’ views", sum(rows, "views"), sum(rows, "families")) }
    : "no family agreed",
];

const numberColumns = [
  ...observationKinds.map((kind) => column(observationKindNames[kind], "number")),
  column("All", "number"),
  column("Family’s view", "share"),
];

/** Whether teams are told apart; and of how many observations a theme is told at least. */
type Shown = { byTeam: boolean; leastOfTheme: number };

export function observationBlocks(
  counts: readonly ObservationCount[],
  themes: readonly ThemeCount[],
  nameOfTheme: (code: string) => string,
  { byTeam, leastOfTheme }: Shown = { byTeam: true, leastOfTheme: 1 },
): Block[] {
  const all = sum(counts, "count");
  if (all === 0) return [];
  return [
    {
      kind: "table",
      name: "observations_by_service",
      caption: "By service and kind",
      columns: [column("Service"), ...numberColumns],
      rows: groupedBy(counts, ({ serviceName }) => serviceName).map(([name, rows]) => [
        name,
        ...numbersOf(rows),
      ]),
    },
    ...(byTeam ? [ofTeams(counts)] : []),
    themesBlock(all, themes, nameOfTheme, leastOfTheme),
    {
      kind: "note",
      text: "Counted for the team that was observed, as it was then; in the order of services and teams. Family’s view: of the observations to which the family agreed. Nothing here is counted by person.",
    },
  ];
}

const ofTeams = (counts: readonly ObservationCount[]): Block => ({
  kind: "section",
  title: "By team",
  folded: true,
  blocks: [
    {
      kind: "table",
      name: "observations_by_team",
      caption: "By team and kind",
      columns: [column("Team"), ...numberColumns],
      rows: groupedBy(counts, ({ teamName }) => teamName).map(([name, rows]) => [
        name,
        ...numbersOf(rows),
      ]),
    },
  ],
});

function themesBlock(
  all: number,
  themes: readonly ThemeCount[],
  nameOfTheme: (code: string) => string,
  least: number,
): Block {
  if (all < smallest().percentage)
    return {
      kind: "text",
      text: `Themes are not counted of fewer than ${counted(smallest().percentage, "observation")}.`,
    };
  const told = themes.filter(({ count }) => count >= least);
  if (told.length === 0) return { kind: "text", text: "No theme is named yet." };
  const of = (theme: string, kind: ThemeCount["kind"]): Cell => {
    const count = themes.find((one) => one.theme === theme && one.kind === kind)?.count ?? 0;
    // Whether it is none or one of few is not told, and neither is shown as the other.
    return least > 1 && count < least
      ? `fewer than ${least}`
      : { figure: figureOf(observationPointNames[kind], count, all) };
  };
  const codes = [...new Set(told.map(({ theme }) => theme))];
  return {
    kind: "table",
    name: "observation_themes",
    caption: "Themes, of all observations",
    columns: [
      column("Theme"),
      column(observationPointNames.strength, "share"),
      column(observationPointNames.develop, "share"),
    ],
    rows: codes
      .map((code) => ({ code, name: nameOfTheme(code) }))
      .toSorted((a, b) => a.name.localeCompare(b.name, "en-GB"))
      .map(({ code, name }) => [name, of(code, "strength"), of(code, "develop")]),
  };
}
