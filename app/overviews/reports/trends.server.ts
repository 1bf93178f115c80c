/** Owns what the trends page and its files show alike, as one query asks for it. */

import { cohortNames, isCohort } from "~/rules/caseload/caseload";
import { formatMonth } from "~/rules/core/dates";
import { insideSentence } from "~/rules/core/words";
import { actionReference, actionStatusNames } from "~/rules/learning-log/learning-log";
import type { GradesBlock, TrendBlock } from "~/rules/reports/blocks";
import { overall } from "~/rules/reports/reports";
import { trendBlock, trendLines } from "~/rules/reports/trend-block";
import {
  type CycleMix,
  countCycles,
  type TrendsFile,
  trendSentences,
  trendsFile,
  withMix,
} from "~/rules/reports/trends";
import { readTrendsChoice, type TrendsChoice } from "~/rules/reports/trends-choices";
import { goodOrAboveWords } from "~/rules/tools/scale";
import { editionInWords } from "~/rules/tools/versions";
import { listServices, listTeams } from "~db/access/people.server";
import type { Db } from "~db/core/open.server";
import { type DoneAction, unscopedDoneActions } from "~db/learning-log/done-actions.server";
import { listRebases } from "~db/reports/rebases.server";
import { listAreas, listClosedCycles, listTallies } from "~db/reports/reports.server";

type Named = { id: string; name: string };

const nameIn = (list: readonly Named[], id: string | undefined): string =>
  list.find((item) => item.id === id)?.name ?? "";

/** Everything that can be chosen: what closed cycles were of. */
export async function findTrendsOptions(db: Db) {
  const [cycles, teams, services] = await Promise.all([
    listClosedCycles(db),
    listTeams(db),
    listServices(db),
  ]);
  const tools = new Map(cycles.map(({ edition }) => [edition.toolId, edition.toolName]));
  return {
    cycles,
    teams: teams.map(({ id, name }): Named => ({ id, name })),
    services: services.map(({ id, name }): Named => ({ id, name })),
    tools: [...tools].map(([id, name]): Named => ({ id, name })),
    months: [...new Set(cycles.map(({ month }) => month))],
    areas: await listAreas(db, cycles),
  };
}

/** What the figures are of: "Assessment, Willow, child in need". */
function aboutOf(choice: TrendsChoice, { area, whose }: { area: string; whose: string }): string {
  const cohort = isCohort(choice.cohort) ? insideSentence(cohortNames[choice.cohort]) : "";
  return [area || "Overall grade", whose || "all teams", cohort].filter(Boolean).join(", ");
}

/** What was done of the actions meant for the area that is shown, in words that name nobody. */
async function findDone(db: Db, { area, from, teamId, serviceId }: TrendsChoice) {
  if (area === "") return [];
  const actions = await unscopedDoneActions(db, { area, since: `${from}-01`, teamId, serviceId });
  return actions.map((one) => ({ on: one.completedOn, words: doneInWords(one) }));
}

/** "A-0042 of Willow, impact verified". */
export const doneInWords = ({ reference, teamName, status }: DoneAction): string =>
  `${actionReference(reference)}${teamName ? ` of ${teamName}` : ""}, ${actionStatusNames[status].toLowerCase()}`;

type TrendsOptions = Awaited<ReturnType<typeof findTrendsOptions>>;

/** What a query asks for; what can't be shown takes its default, with words for it. */
export const readChoiceAmong = (options: TrendsOptions, query: URLSearchParams) =>
  readTrendsChoice(query, {
    months: options.months,
    areas: options.areas.map(({ code }) => code),
    teamIds: options.teams.map(({ id }) => id),
    serviceIds: options.services.map(({ id }) => id),
    toolIds: options.tools.map(({ id }) => id),
  });

/** What a choice shows: "Assessment, Willow, November 2023 to April 2024". */
export function choiceInWords(
  choice: TrendsChoice,
  { areas, teams, services, tools }: TrendsOptions,
): string {
  const area = areas.find(({ code }) => code === choice.area)?.name ?? "";
  const whose = nameIn(teams, choice.teamId) || nameIn(services, choice.serviceId);
  const tool = nameIn(tools, choice.tool);
  const period = choice.from ? `${formatMonth(choice.from)} to ${formatMonth(choice.to)}` : "";
  return [aboutOf(choice, { area, whose }), tool, period].filter(Boolean).join(", ");
}

/** The trends that a query asks for. */
export async function collectTrends(db: Db, query: URLSearchParams) {
  const options = await findTrendsOptions(db);
  const { cycles: all, areas, teams, services, tools, months } = options;
  const { value: choice, errors } = readChoiceAmong(options, query);
  const cycles = all.filter(
    ({ month, edition }) =>
      month >= choice.from &&
      month <= choice.to &&
      (choice.tool === "" || edition.toolId === choice.tool),
  );
  const ids = cycles.map(({ id }) => id);
  const [tallies, rebases, actions] = await Promise.all([
    listTallies(db, ids, "final", choice),
    listRebases(db, ids),
    findDone(db, choice),
  ]);
  const counted = countCycles(cycles, tallies, choice.area || overall);
  const area = areas.find(({ code }) => code === choice.area)?.name ?? "";
  const whose = nameIn(teams, choice.teamId) || nameIn(services, choice.serviceId);
  const about = aboutOf(choice, { area, whose });
  const lines = trendLines(counted);
  return {
    ...{ choice, errors, months, areas, teams, services, tools, about },
    sentences: trendSentences(counted, { whose, area }),
    cycles: counted.map((cycle) => withMix(cycle, { exact: true })),
    trends: lines.map((line, at) => {
      const tool = lines.length > 1 ? line[0]?.edition : undefined;
      return {
        toolId: tool?.toolId ?? choice.tool,
        block: trendBlock({
          name: tool ? `good_or_above_${at + 1}` : "good_or_above",
          title: `${goodOrAboveWords} per cycle: ${about}${tool ? `, ${tool.toolName}` : ""}`,
          cycles: line,
          rebases,
          actions,
        }),
      };
    }),
  };
}

export type Trends = Awaited<ReturnType<typeof collectTrends>>;

/** The grade mix of each cycle, a row each. */
export const gradeMixBlock = (about: string, cycles: readonly CycleMix[]): GradesBlock => ({
  kind: "grades",
  name: "grade_mix",
  title: `Grade mix per cycle: ${about}`,
  rowsAre: "Cycle",
  rows: cycles.map(({ id, month, edition, mix }) => ({
    key: id,
    name: `${formatMonth(month)}, ${editionInWords(edition)}`,
    mix,
  })),
});

/** The charts of the trends page as files call them; null where several tools have a line each. */
export function chartsOf({ trends, about, cycles }: Trends) {
  const [first, ...more] = trends;
  return {
    "good-or-above": (more.length > 0 ? null : (first?.block ?? null)) as TrendBlock | null,
    "grade-mix": gradeMixBlock(about, cycles),
  };
}

/** The figures of a period for other programs. */
export async function readTrendsFile(
  db: Db,
  period: Parameters<typeof listClosedCycles>[1],
): Promise<TrendsFile> {
  const cycles = await listClosedCycles(db, period);
  const ids = cycles.map(({ id }) => id);
  const [tallies, areas] = await Promise.all([
    listTallies(db, ids, "final"),
    listAreas(db, cycles),
  ]);
  return trendsFile(
    cycles,
    tallies,
    areas.map(({ code }) => code),
  );
}
