/**
 * Owns what a team's page says, as blocks: its last closed cycle, how its grades move, what was
 * found, what was promised and what became of it, and its reports so far.
 */
import { paths } from "~/paths";
import type { Scope } from "~/rules/access/permission";
import { formatMonth } from "~/rules/core/dates";
import { dueByInWords } from "~/rules/core/due";
import { counted, insideSentence } from "~/rules/core/words";
import { actionReference, actionStatusNames, isOverdue } from "~/rules/learning-log/learning-log";
import { type Block, type Cell, column, type TableBlock } from "~/rules/reports/blocks";
import { goodFigure } from "~/rules/reports/figure";
import { goodInSentence, isEmpty, since } from "~/rules/reports/figure-words";
import { countTallies, leadingArea, overall } from "~/rules/reports/reports";
import { responseState, responseStateNames } from "~/rules/reports/responses";
import { trendBlock } from "~/rules/reports/trend-block";
import { comparable, countCycles } from "~/rules/reports/trends";
import { goodOrAboveWords } from "~/rules/tools/scale";
import type { Team } from "~db/access/people.server";
import type { Db } from "~db/core/open.server";
import { findExercise } from "~db/exercises/exercises.server";
import { countChildActions, listOpenTeamActions } from "~db/people/team-actions.server";
import { listRebases } from "~db/reports/rebases.server";
import {
  type ClosedCycle,
  type CycleTally,
  listAreas,
  listClosedCycles,
  listTallies,
} from "~db/reports/reports.server";
import { listResponses, type TeamResponse } from "~db/reports/responses.server";
import { outstandingInWords, section, text } from "./block-parts";
import { readTeamReport, type TeamReport } from "./team-report.server";
import { foundOf, gradesOf } from "./team-report-blocks";

/** Two years of cycles, and as many reports at once as fit a page. */
const looked = 12;
const reportsShown = 5;

export async function readTeamPage(db: Db, team: Team, scope: Scope, today: string) {
  const cycles = await listClosedCycles(db, { last: looked });
  const ids = cycles.map(({ id }) => id);
  const [tallies, rebases, open, children, responses] = await Promise.all([
    listTallies(db, ids, "final", { teamId: team.id }),
    listRebases(db, ids),
    listOpenTeamActions(db, team.id),
    countChildActions(db, team.id, today),
    listResponses(db, scope, { teamId: team.id }, looked),
  ]);
  const graded = cycles.filter(({ id }) => tallies.some(({ exerciseId }) => exerciseId === id));
  const last = graded.at(-1);
  const exercise = last ? await findExercise(db, last.id) : null;
  const report = exercise ? await readTeamReport(db, exercise, team, today) : null;
  const alike = comparable(cycles);
  const leading = leadingArea(
    await listAreas(db, alike),
    tallies.filter(({ exerciseId }) => alike.some(({ id }) => id === exerciseId)),
  );
  const late = open.filter((one) => isOverdue(one, today));
  const outstanding = text(
    `Actions of the team: ${insideSentence(outstandingInWords({ open: open.length, overdue: late.length }))} For single children: ${insideSentence(outstandingInWords(children))}`,
  );
  const trend = trendBlock({
    name: "good_or_above",
    title: `${goodOrAboveWords} per cycle: ${leading?.name ?? "Overall grade"}, ${team.name}`,
    cycles: countCycles(graded, tallies, leading?.code ?? overall),
    rebases,
  });
  return {
    lead: leadOf(team, report),
    blocks: report
      ? [
          ...(leading && !team.holdsCases ? [text(withoutCases)] : []),
          section(`Practice areas in ${formatMonth(report.cycle.month)}`, gradesOf(report)),
          section("How its grades move", [
            text(trend.says),
            section("Draw them over the cycles", [trend], { folded: true }),
          ]),
          section(`What auditors found in ${formatMonth(report.cycle.month)}`, foundOf(report)),
          promisedOf(report, outstanding),
          reportsOf({ team, cycles: graded, tallies, responses, today, leading }),
        ]
      : [section("Actions", [outstanding])],
  };
}

const withoutCases =
  "This team holds no cases: these are grades of work it answered for in the cases of other teams.";

function leadOf(team: Team, report: TeamReport | null): string {
  if (report && !isEmpty(report.total)) {
    return goodInSentence(since(report.from), report.total, {
      whose: team.name,
      area: report.leading ?? undefined,
    });
  }
  return team.holdsCases
    ? "No audit of this team is final yet."
    : "This team holds no cases; its reports show work it answered for in the cases of other teams.";
}

/** What was promised after the last report and the one before, and where it stands. */
function promisedOf({ previous, response, cycle, today }: TeamReport, outstanding: Block): Block {
  const rows = [
    ...(response?.actions ?? []).map((action) => ({ month: cycle.month, action })),
    ...(previous?.actions ?? []).map((action) => ({ month: previous?.month ?? "", action })),
  ];
  const title = "What was promised, and what became of it";
  if (rows.length === 0)
    return section(title, [text("No action was promised so far."), outstanding]);
  const table: TableBlock = {
    kind: "table",
    name: "promised",
    caption: "Actions promised in its last two answers",
    columns: ["Reference", "After", "Action", "Due", "State", "Impact"].map((header) =>
      column(header, "text"),
    ),
    rows: rows.map(({ month, action }): Cell[] => [
      { text: actionReference(action.reference), to: paths.log.one(action.id) },
      formatMonth(month),
      action.what,
      dueByInWords(action),
      `${actionStatusNames[action.status]}${isOverdue(action, today) ? ", overdue" : ""}`,
      action.impact,
    ]),
  };
  return section(title, [table, outstanding]);
}

/** Every report so far, the latest first, with what the team answered; the older ones folded. */
function reportsOf({
  team,
  cycles,
  tallies,
  responses,
  today,
  leading,
}: {
  team: Team;
  cycles: readonly ClosedCycle[];
  tallies: readonly CycleTally[];
  responses: readonly TeamResponse[];
  today: string;
  leading: { code: string; name: string } | null;
}): Block {
  const rows = cycles.toReversed().map(({ id, month }): Cell[] => {
    const own = tallies.filter(({ exerciseId }) => exerciseId === id);
    const response = responses.find(({ exerciseId }) => exerciseId === id);
    return [
      { text: formatMonth(month), to: paths.exercises.teamReport(id, team.id) },
      { figure: goodFigure(countTallies(own, leading?.code ?? overall)) },
      response
        ? {
            text: responseStateNames[responseState(response, today)],
            to: paths.responses.one(response.id),
          }
        : "Not asked for",
    ];
  });
  const table = (name: string, some: readonly Cell[][]): TableBlock => ({
    kind: "table",
    name,
    caption: "Reports of the team",
    columns: [
      column("Report", "text"),
      {
        name: "good_or_above",
        header: leading
          ? `${goodOrAboveWords} in ${insideSentence(leading.name)}`
          : goodOrAboveWords,
        kind: "share",
      },
      column("Response", "text"),
    ],
    rows: some,
  });
  const older = rows.slice(reportsShown);
  return section("Reports", [
    table("reports", rows.slice(0, reportsShown)),
    ...(older.length > 0
      ? [
          section(counted(older.length, "earlier report"), [table("earlier_reports", older)], {
            folded: true,
          }),
        ]
      : []),
  ]);
}
