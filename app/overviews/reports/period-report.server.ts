/**
 * Owns the report of a period: what was planned and delivered, the grades of its closed cycles, what
 * was found most often, and what became of the actions.
 */
import { paths } from "~/paths";
import { formatMonth, monthOf } from "~/rules/core/dates";
import { counted, insideSentence } from "~/rules/core/words";
import { type ExerciseKind, exerciseKindNames } from "~/rules/exercises/exercises";
import { type ProgrammeState, programmeState } from "~/rules/exercises/programme";
import {
  type ActionStatus,
  actionLevelNames,
  actionLevels,
  actionStatuses,
  actionStatusNames,
  isUnfinished,
} from "~/rules/learning-log/learning-log";
import {
  type Block,
  column,
  type GradesRow,
  nameOf,
  type Report,
  type TableBlock,
} from "~/rules/reports/blocks";
import { groupByTheme, type ThemeFound } from "~/rules/reports/contents";
import { figureOf, gradeMix } from "~/rules/reports/figure";
import { countedInWords, goodInSentence } from "~/rules/reports/figure-words";
import type { ReportPeriod } from "~/rules/reports/periods";
import { countTallies, overall } from "~/rules/reports/reports";
import { countCycles, sumCounts } from "~/rules/reports/trends";
import { editionInWords, isSameEdition } from "~/rules/tools/versions";
import type { Db } from "~db/core/open.server";
import { findToolVersion } from "~db/exercises/exercises.server";
import { type PlannedExercise, unscopedPlannedAhead } from "~db/exercises/planned.server";
import { listReportFindings } from "~db/reports/contents.server";
import { countActionsOf, listExercisesOf } from "~db/reports/period.server";
import { listAreas, listClosedCycles, listTallies } from "~db/reports/reports.server";

export async function readPeriodReport(
  db: Db,
  period: ReportPeriod,
  { today }: { today: string },
): Promise<Report> {
  const [exercises, ahead, cycles] = await Promise.all([
    listExercisesOf(db, period),
    unscopedPlannedAhead(db, period),
    listClosedCycles(db, period),
  ]);
  const thisMonth = monthOf(today);
  const programme: Planned[] = [
    ...exercises.map((one) => ({ kind: one.kind, state: programmeState(one, thisMonth) })),
    ...ahead.map((one) => ({
      kind: one.kind,
      state: programmeState({ ...one, state: null }, thisMonth),
    })),
  ];
  const missed = ahead.filter(({ outcome }) => outcome === "missed");
  const ids = cycles.map(({ id }) => id);
  const [tallies, areas, actions] = await Promise.all([
    listTallies(db, ids, "final"),
    listAreas(db, cycles),
    countActionsOf(
      db,
      exercises.map(({ id }) => id),
      today,
    ),
  ]);
  const byCycle = countCycles(cycles, tallies, overall);
  const whole = gradeMix(sumCounts(byCycle));
  const lead = goodInSentence(`In ${insidePeriod(period)}`, whole.good);
  const last = cycles.at(-1);
  const alike = cycles.every(
    ({ edition }) => last === undefined || isSameEdition(edition, last.edition),
  );
  const rows: GradesRow[] = [
    { key: "whole", name: "The whole period", mix: whole },
    ...byCycle.map(({ id, title, counts }) => ({
      key: id,
      name: title,
      to: paths.exercises.report(id),
      mix: gradeMix(counts),
    })),
  ];
  return {
    title: period.name,
    caption: "Report of a period",
    lead,
    standing: "final",
    about: [
      ["Period", period.name],
      ["Grades", "Final, of closed core cycles"],
    ],
    blocks: [
      {
        kind: "section",
        title: "Delivered against the programme",
        idea: deliveredInWords(programme),
        blocks:
          programme.length > 0
            ? [deliveredTable(programme), ...missedInWords(missed)]
            : [none("Nothing was planned.")],
      },
      {
        kind: "section",
        title: "Grades",
        idea: lead,
        blocks:
          cycles.length === 0
            ? [none("No core cycle of this period is closed.")]
            : [
                {
                  kind: "grades",
                  name: "cycles",
                  title: "Overall grades by cycle",
                  rowsAre: "Cycle",
                  rows,
                },
                ...(alike
                  ? [areasOf(areas, tallies)]
                  : [
                      {
                        kind: "note" as const,
                        text: `The cycles were graded with ${[...new Set(cycles.map(({ edition }) => editionInWords(edition)))].join(" and ")}, which did not grade the same things: practice areas are not added up.`,
                      },
                    ]),
              ],
      },
      {
        kind: "section",
        title: "What auditors found most often",
        idea: "Strengths and areas for development",
        blocks: [{ kind: "beside", blocks: await themesOf(db, cycles) }],
      },
      {
        kind: "section",
        title: "Actions that came of it",
        idea: "What became of the actions",
        blocks: actions.length > 0 ? [actionsTable(actions)] : [none("None was raised.")],
      },
      {
        kind: "section",
        title: "About these figures",
        folded: true,
        blocks: [
          {
            kind: "note",
            text: "An exercise belongs to the month it was planned for. Grades are final and of closed core cycles; re-audits are left out. Percentages are of judgements that carry a grade, in whole numbers. Actions stand where they stand today.",
          },
        ],
      },
    ],
    data: {
      kind: "table",
      name: "grades_by_cycle_and_area",
      caption: "Grades by cycle, practice area and grade",
      columns: [
        column("Month"),
        column("Cycle"),
        column("Practice area"),
        column("Grade"),
        column("Audits", "share"),
      ],
      rows: cycles.flatMap(({ id, month, title }) =>
        [{ code: overall, name: "Overall grade" }, ...areas].flatMap(({ code, name }) => {
          const own = tallies.filter(({ exerciseId }) => exerciseId === id);
          const mix = gradeMix(countTallies(own, code));
          return Object.values(mix.grades).map((figure) => [
            month,
            title,
            name,
            figure.of,
            { figure },
          ]);
        }),
      ),
    },
  };
}

const none = (text: string): Block => ({ kind: "text", text });

const insidePeriod = ({ kind, name }: ReportPeriod): string =>
  kind === "year" ? `the ${insideSentence(name)}` : name;

type Planned = { kind: ExerciseKind; state: ProgrammeState };

/** What was cancelled is no longer of the programme. */
const isPlanned = ({ state }: Planned): boolean => state !== "cancelled";

function deliveredInWords(programme: readonly Planned[]): string {
  const planned = programme.filter(isPlanned);
  const delivered = planned.filter(({ state }) => state === "delivered").length;
  return `${delivered} of ${counted(planned.length, "exercise")} delivered`;
}

/** Each that was missed, and why. */
function missedInWords(missed: readonly PlannedExercise[]): Block[] {
  if (missed.length === 0) return [];
  const items = missed.map(
    ({ title, month, outcomeReason }) => `${title}, ${formatMonth(month)}: ${outcomeReason}`,
  );
  return [
    { kind: "section", title: "What was missed, and why", blocks: [{ kind: "list", items }] },
  ];
}

const kinds = Object.keys(exerciseKindNames) as ExerciseKind[];

function deliveredTable(programme: readonly Planned[]): TableBlock {
  const of = (list: readonly Planned[], ...states: ProgrammeState[]) => ({
    number: list.filter(({ state }) => states.includes(state)).length,
  });
  const row = (name: string, list: readonly Planned[]) => {
    const planned = list.filter(isPlanned);
    const delivered = planned.filter(({ state }) => state === "delivered").length;
    return [
      name,
      { figure: figureOf("Delivered", delivered, planned.length) },
      of(list, "under-way"),
      of(list, "missed"),
      of(list, "planned", "not-begun"),
      of(list, "cancelled"),
    ];
  };
  return {
    kind: "table",
    name: "delivered",
    caption: "Exercises planned and delivered",
    columns: [
      column("Kind"),
      column("Delivered", "share"),
      column("Under way", "number"),
      column("Missed", "number"),
      column("Not begun", "number"),
      column("Cancelled", "number"),
    ],
    rows: [
      ...kinds
        .map((kind) => [kind, programme.filter((one) => one.kind === kind)] as const)
        .filter(([, list]) => list.length > 0)
        .map(([kind, list]) => row(exerciseKindNames[kind], list)),
      row("All", programme),
    ],
  };
}

const areasOf = (
  areas: readonly { code: string; name: string }[],
  tallies: Parameters<typeof countTallies>[0],
): Block => ({
  kind: "grades",
  name: "practice_areas",
  title: "Grades by practice area over the period",
  rowsAre: "Practice area",
  rows: areas.map(({ code, name }) => ({
    key: code,
    name,
    mix: gradeMix(countTallies(tallies, code)),
  })),
});

const mostThemes = 5;

const listOf = (title: string, themes: readonly ThemeFound[]): Block => ({
  kind: "section",
  title,
  blocks: [
    themes.length > 0
      ? {
          kind: "list",
          items: themes
            .slice(0, mostThemes)
            .map(({ name, audits }) => `${name}, in ${countedInWords(audits, "audit")}`),
        }
      : none("None recorded."),
  ],
});

/** Of all its closed cycles together, by name. */
async function themesOf(
  db: Db,
  cycles: readonly { id: string; toolVersionId: string }[],
): Promise<Block[]> {
  const found = (await Promise.all(cycles.map(({ id }) => listReportFindings(db, id)))).flat();
  const versions = [...new Set(cycles.map(({ toolVersionId }) => toolVersionId))];
  const tools = await Promise.all(versions.map((id) => findToolVersion(db, id)));
  const names = new Map(
    tools.flatMap(
      (tool) => tool?.definition.themes.map(({ code, name }) => [code, name] as const) ?? [],
    ),
  );
  return [
    listOf("Strengths", groupByTheme(found, "strength", names)),
    listOf("Areas for development", groupByTheme(found, "development", names)),
  ];
}

function actionsTable(
  counts: readonly { level: string; status: string; count: number; overdue: number }[],
): TableBlock {
  const sum = (
    list: readonly { count: number; overdue: number }[],
    what: "count" | "overdue",
  ): number => list.reduce((all, one) => all + one[what], 0);
  const row = (name: string, list: typeof counts) => [
    name,
    { number: sum(list, "count") },
    ...actionStatuses.map((status) => ({
      number: sum(
        list.filter((one) => one.status === status),
        "count",
      ),
    })),
    {
      number: sum(
        list.filter(({ status }) => isUnfinished(status as ActionStatus)),
        "overdue",
      ),
    },
  ];
  return {
    kind: "table",
    name: "actions",
    caption: "Actions by level",
    columns: [
      column("Level"),
      column("Raised", "number"),
      ...actionStatuses.map((status) =>
        column(actionStatusNames[status], "number", nameOf(status)),
      ),
      column("Overdue", "number"),
    ],
    rows: [
      ...actionLevels
        .map((level) => [level, counts.filter((one) => one.level === level)] as const)
        .filter(([, list]) => list.length > 0)
        .map(([level, list]) => row(actionLevelNames[level], list)),
      row("All", counts),
    ],
  };
}
