/**
 * Owns the one-page brief for leaders: what changed since the cycle before, what of it is signal,
 * what teams promised, who has not answered, and where actions are overdue.
 * Practice: figures whole and of everyone, no case and none of the auditors' words; a change is
 * called one where it is more than chance explains, and nothing else is.
 */
import type { Actor } from "~/rules/access/people";
import { dateInLondon, formatDate, formatMonth } from "~/rules/core/dates";
import { andList, counted, insideSentence, sentenceCase } from "~/rules/core/words";
import {
  type Block,
  type BlockColumn,
  type Cell,
  column,
  type Report,
  type TableBlock,
} from "~/rules/reports/blocks";
import { type Figure, goodFigure } from "~/rules/reports/figure";
import { goodInSentence } from "~/rules/reports/figure-words";
import { differenceInWords } from "~/rules/reports/more-than-chance";
import { countTallies, overall } from "~/rules/reports/reports";
import { sparklineOf } from "~/rules/reports/sparkline";
import { trendBlock, trendLines } from "~/rules/reports/trend-block";
import { comparable, countCycles } from "~/rules/reports/trends";
import { goodOrAboveWords } from "~/rules/tools/scale";
import { editionInWords } from "~/rules/tools/versions";
import type { Db } from "~db/core/open.server";
import { type ServiceActions, unscopedOpenActions } from "~db/learning-log/open-actions.server";
import { listRebases } from "~db/reports/rebases.server";
import {
  type AreaName,
  type ClosedCycle,
  type CycleTally,
  listAreas,
  listClosedCycles,
  listTallies,
} from "~db/reports/reports.server";
import { section, text } from "./block-parts";
import { type CycleResponses, readResponses, responsesInWords } from "./cycle-responses.server";

/** As many cycles as a control chart is read over. */
const lookedAt = 24;
const drawn = 6;

/** The brief as of `today` (YYYY-MM-DD). */
export async function readBrief(db: Db, actor: Actor, today: string): Promise<Report> {
  const cycles = await listClosedCycles(db, { last: lookedAt });
  const actions = await unscopedOpenActions(db, today);
  const cycle = cycles.at(-1);
  if (!cycle) return withoutCycle(actions, today);
  const [{ found, lead, changed }, responses] = await Promise.all([
    readChanges(db, { cycle, cycles }),
    readResponses(db, actor, { cycle, before: cycles.at(-2) ?? null, today }),
  ]);
  return {
    ...frame(today, lead),
    about: [
      ["As of", formatDate(today)],
      ["Last closed cycle", cycle.title],
      ["Closed on", formatDate(dateInLondon(new Date(cycle.closedAt)))],
    ],
    blocks: [
      section("What changed, and what is signal", changed, { idea: lead }),
      {
        kind: "beside",
        blocks: [
          ...(responses ? [promisedOf(responses, cycle)] : []),
          section("Overdue actions", [overdueTable(actions)], { idea: overdueInWords(actions) }),
        ],
      },
      { kind: "note", text: method },
    ],
    data: dataOf(found),
  };
}

/** What the last of these closed cycles says beside those before it: a sentence, and blocks. */
async function readChanges(
  db: Db,
  { cycle, cycles }: Pick<Found, "cycle" | "cycles">,
): Promise<{ found: Found; lead: string; changed: Block[] }> {
  const ids = cycles.map(({ id }) => id);
  const [found, rebases] = await Promise.all([
    readFound(db, { cycle, cycles }),
    listRebases(db, ids),
  ]);
  return {
    found,
    lead: goodInSentence(`In ${formatMonth(cycle.month)}`, goodOf(found, cycle, overall)),
    changed: changedOf(found, rebases),
  };
}

async function readFound(
  db: Db,
  { cycle, cycles }: Pick<Found, "cycle" | "cycles">,
): Promise<Found> {
  const [tallies, areas] = await Promise.all([
    listTallies(
      db,
      cycles.map(({ id }) => id),
      "final",
    ),
    listAreas(db, [cycle]),
  ]);
  return { cycle, cycles, tallies, areas };
}

/** Good or above overall and of each practice area, beside the cycle before where it is comparable. */
export type GoodNow = { name: string; now: Figure; before: Figure | null };

/** The same of the last of these cycles, the overall grade first. */
export async function readGoodNow(db: Db, cycles: readonly ClosedCycle[]): Promise<GoodNow[]> {
  const cycle = cycles.at(-1);
  if (!cycle) return [];
  const found = await readFound(db, { cycle, cycles: cycles.slice(-2) });
  return [whole, ...found.areas].map((area) => goodNow(found, area));
}

const cycleBefore = ({ cycle, cycles }: Found): ClosedCycle | null => {
  const before = cycles.at(-2);
  return before && comparable([before, cycle]).length > 1 ? before : null;
};

function goodNow(found: Found, { code, name }: AreaName): GoodNow {
  const alike = cycleBefore(found);
  return {
    name,
    now: goodOf(found, found.cycle, code),
    before: alike ? goodOf(found, alike, code) : null,
  };
}

/** A row for each of the cycles that are drawn and each practice area, for programs. */
function dataOf(found: Found): TableBlock {
  const { cycles, areas } = found;
  return {
    kind: "table",
    name: "good_or_above_by_cycle_and_area",
    caption: `${goodOrAboveWords} by cycle and practice area`,
    columns: [
      column("Month", "text"),
      column("Cycle", "text"),
      column("Graded with", "text"),
      column("Practice area", "text"),
      column(goodOrAboveWords, "share"),
    ],
    rows: cycles
      .slice(-drawn)
      .flatMap((cycle) =>
        [whole, ...areas].map(({ code, name }): Cell[] => [
          cycle.month,
          cycle.title,
          editionInWords(cycle.edition),
          name,
          { figure: goodOf(found, cycle, code) },
        ]),
      ),
  };
}

const whole: AreaName = { code: overall, name: "Overall grade" };

const frame = (today: string, lead: string) =>
  ({
    title: "Brief for leaders",
    caption: `On one page, ${formatDate(today)}`,
    lead,
    standing: "final",
  }) satisfies Partial<Report>;

const withoutCycle = (actions: readonly ServiceActions[], today: string): Report => ({
  ...frame(today, "No core cycle is closed yet, so there are no final grades to tell of."),
  about: [["As of", formatDate(today)]],
  blocks: [section("Overdue actions", [overdueTable(actions)])],
  data: null,
});

const method =
  "Final grades of closed core cycles, of all teams; re-audits are left out. Two cycles differ by more than chance where the 95% interval of their difference leaves out nought; over many cycles the rules of a control chart say what is signal. Actions count from when their audit is submitted.";

type Found = {
  cycle: ClosedCycle;
  cycles: readonly ClosedCycle[];
  tallies: readonly CycleTally[];
  areas: readonly AreaName[];
};

const goodOf = ({ tallies }: Found, { id }: { id: string }, area: string): Figure =>
  goodFigure(
    countTallies(
      tallies.filter(({ exerciseId }) => exerciseId === id),
      area,
    ),
  );

/** Each area once: now, before, and whether the step between them is more than chance. */
function changedOf(found: Found, rebases: Awaited<ReturnType<typeof listRebases>>): Block[] {
  const { cycle, cycles, tallies, areas } = found;
  const before = cycles.at(-2);
  const alike = cycleBefore(found);
  const rows = [whole, ...areas].map((area) => {
    const counts = countCycles(cycles, tallies, area.code);
    const says = trendOf(counts, area.name, rebases);
    return { ...goodNow(found, area), says, lasts: sparklineOf(counts.slice(-drawn)) };
  });
  const columns: BlockColumn[] = [
    column("Practice area", "text"),
    { name: "now", header: formatMonth(cycle.month), kind: "share" },
    ...(alike
      ? [
          { name: "before", header: formatMonth(alike.month), kind: "share" } as const,
          { name: "change", header: "Change", kind: "text" } as const,
        ]
      : []),
    column("Last cycles", "sparkline"),
  ];
  const table: TableBlock = {
    kind: "table",
    name: "changes",
    caption: `${goodOrAboveWords}, now and in the cycle before`,
    columns,
    rows: rows.map(({ name, now, before: earlier, lasts }): Cell[] => [
      name,
      { figure: now },
      ...(earlier
        ? [{ figure: earlier }, differenceInWords(now, earlier, "Not graded before")]
        : []),
      { sparkline: lasts },
    ]),
  };
  const signals = rows.slice(1).filter(({ says }) => says.signal !== "");
  return [
    table,
    ...(before && !alike
      ? [
          text(
            `${formatMonth(before.month)} was graded with ${editionInWords(before.edition)}, and can’t be compared.`,
          ),
        ]
      : []),
    text(`Over the cycles, overall: ${insideSentence(rows[0]?.says.words ?? "")}`),
    text(
      signals.length > 0
        ? `Signal in ${andList(signals.map(({ name, says }) => `${insideSentence(name)} (${says.signal})`))}; in no other practice area.`
        : "No practice area shows a signal: what moved in one is no more than chance explains.",
    ),
  ];
}

/** What the line that is in use now says, and what its last cycle breaks. */
function trendOf(
  counts: ReturnType<typeof countCycles>,
  title: string,
  rebases: Awaited<ReturnType<typeof listRebases>>,
): { words: string; signal: string } {
  const latest = counts.at(-1);
  const line = trendLines(counts).find((one) => one.at(-1)?.id === latest?.id) ?? counts;
  const { says, points } = trendBlock({ name: "trend", title, cycles: line, rebases });
  return { words: says, signal: points.at(-1)?.signal ?? "" };
}

/** What teams promised, and who has not answered. */
function promisedOf(responses: CycleResponses, cycle: ClosedCycle): Block {
  const { counts, rows, before } = responses;
  const promised = rows.reduce((sum, row) => sum + row.promised, 0);
  const items = rows
    .filter(({ answered }) => !answered)
    .map(
      ({ teamName, state, dueOn }) =>
        `${teamName}: ${insideSentence(state)}, due on ${formatDate(dueOn)}`,
    );
  return section(
    "What was promised",
    [
      text(
        [
          `After ${formatMonth(cycle.month)}: ${insideSentence(responsesInWords(counts))}`,
          promised > 0 ? `${sentenceCase(counted(promised, "action"))} promised so far.` : "",
          before ? promisedBefore(before) : "",
        ]
          .filter(Boolean)
          .join(" "),
      ),
      ...(items.length > 0
        ? [section("Who has not answered", [{ kind: "list", items }])]
        : counts.asked > 0
          ? [text("Every team has answered.")]
          : []),
    ],
    counts.asked > 0 ? { idea: responsesInWords(counts) } : {},
  );
}

function promisedBefore({ month, done, overdue, promises }: NonNullable<CycleResponses["before"]>) {
  const { length } = promises;
  if (length === 0) return `After ${formatMonth(month)} no action was promised.`;
  return `Of ${counted(length, "action")} promised after ${formatMonth(month)}, ${done} ${done === 1 ? "is" : "are"} completed and ${overdue} overdue.`;
}

const overdueInWords = (actions: readonly ServiceActions[]): string => {
  const overdue = actions.reduce((sum, one) => sum + one.overdue, 0);
  return overdue === 0
    ? "No action is overdue"
    : `${sentenceCase(counted(overdue, "action is", "actions are"))} overdue`;
};

function overdueTable(actions: readonly ServiceActions[]): TableBlock {
  const sum = (what: "open" | "overdue") => actions.reduce((all, one) => all + one[what], 0);
  return {
    kind: "table",
    name: "overdue_actions",
    caption: "Actions of the learning log by service",
    columns: [
      column("Service", "text"),
      column("Not finished", "number"),
      column("Overdue", "number"),
    ],
    rows: [
      ...actions.map(({ serviceName, open, overdue }) => [
        serviceName,
        { number: open },
        { number: overdue },
      ]),
      ["All", { number: sum("open") }, { number: sum("overdue") }],
    ],
  };
}
