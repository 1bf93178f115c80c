import { teamThen } from "~/rules/people/team-changes";
import { groupByTheme } from "~/rules/reports/contents";
import { goodFigure, gradeMix } from "~/rules/reports/figure";
import { differenceInWords } from "~/rules/reports/more-than-chance";
import { countTallies, leadingArea, overall } from "~/rules/reports/reports";
import { responseState, responseStateNames } from "~/rules/reports/responses";
import { sparklineOf } from "~/rules/reports/sparkline";
import { type CycleCounts, comparable, countCycles, sumCounts } from "~/rules/reports/trends";
import { gradedAreas } from "~/rules/tools/tools";
import { editionInWords, isSameEdition } from "~/rules/tools/versions";
import type { Team } from "~db/access/people.server";
import type { Db } from "~db/core/open.server";
import { type Exercise, findToolVersion } from "~db/exercises/exercises.server";
import { listTeamsThen } from "~db/operations/people/team-changes.server";
import {
  countChildActions,
  findPreviousResponse,
  listResponseActions,
} from "~db/people/team-actions.server";
import { listReportFindings } from "~db/reports/contents.server";
import {
  type CycleTally,
  listTallies,
  listTeamTallies,
  type TeamTally,
} from "~db/reports/reports.server";
import { findTeamResponse } from "~db/reports/responses.server";
import { judgementsCounted } from "./judgements-counted";
import { lastCycles } from "./last-cycles.server";

/**
 * Everything a team's report of one closed cycle shows: each practice area with its last cycles,
 * its service's and all teams' figures beside it, what auditors found, and what was promised.
 */
export async function readTeamReport(db: Db, cycle: Exercise, now: Team, today: string) {
  const then = (await listTeamsThen(db, cycle.id)).get(now.id);
  const team = { ...now, ...teamThen(now, then), serviceId: then?.serviceId ?? now.serviceId };
  const tool = cycle.toolVersionId ? await findToolVersion(db, cycle.toolVersionId) : null;
  const areas = tool ? gradedAreas(tool.definition) : [];
  const whole = await lastCycles(db, cycle, null, { teamId: team.id });
  const own = await listTallies(
    db,
    whole.map(({ id }) => id),
    "final",
    { teamId: team.id },
  );
  const all = await listTeamTallies(db, [cycle.id], "final");
  const alike = comparable(whole);
  const ids = new Set(alike.map(({ id }) => id));
  const leading = leadingArea(
    areas,
    own.filter(({ exerciseId }) => ids.has(exerciseId)),
  );
  const rowOf = areaFigures({ cycles: whole, own, all, team });
  const themes = new Map(tool?.definition.themes.map(({ code, name }) => [code, name]));
  const findings = await listReportFindings(db, cycle.id, team.id);
  const total = rowOf({ code: leading?.code ?? overall, name: leading?.name ?? "Overall grade" });
  return {
    cycle: { id: cycle.id, title: cycle.title, month: cycle.month, closedAt: cycle.closedAt },
    gradedWith: tool ? editionInWords(tool) : "",
    team,
    today,
    /** The first month of the cycles that can be compared with this one. */
    from: alike[0]?.month ?? cycle.month,
    breaks: breaksOf(whole),
    /** The practice area that it leads with, where nothing was graded overall. */
    leading: leading?.name ?? null,
    total: total.since,
    rows: [...(leading ? [] : [total]), ...areas.map(rowOf)],
    strengths: groupByTheme(findings, "strength", themes),
    developments: groupByTheme(findings, "development", themes),
    childActions: await countChildActions(db, team.id, today),
    ...(await readPromises(db, team.id, cycle, today)),
    data: judgementsCounted(
      [team],
      [{ code: overall, name: "Overall grade" }, ...areas],
      own
        .filter(({ exerciseId }) => exerciseId === cycle.id)
        .map((one) => ({ ...one, teamId: team.id })),
    ),
  };
}

export type TeamReport = Awaited<ReturnType<typeof readTeamReport>>;

/** What was graded with something else than the cycle before it. */
const breaksOf = (cycles: readonly CycleCounts[]) =>
  cycles.flatMap(({ month, edition }, at) => {
    const before = cycles[at - 1];
    return before && !isSameEdition(before.edition, edition)
      ? [{ month, gradedWith: editionInWords(edition) }]
      : [];
  });

/** The figures of one practice area: the team's, and those it can be set against. */
function areaFigures(of: {
  /** Oldest first; the last is the one reported. */
  cycles: readonly CycleCounts[];
  own: readonly CycleTally[];
  /** Every team's of the cycle reported. */
  all: readonly TeamTally[];
  team: { id: string; serviceId: string };
}) {
  const last = of.cycles.at(-1)?.id;
  const ofCycle = of.own.filter(({ exerciseId }) => exerciseId === last);
  const service = of.all.filter(({ serviceId }) => serviceId === of.team.serviceId);
  const others = service.filter(({ teamId }) => teamId !== of.team.id);
  const wanted = { interval: true };
  return ({ code, name }: { code: string; name: string }) => {
    const cycles = countCycles(of.cycles, of.own, code);
    const mix = gradeMix(countTallies(ofCycle, code), wanted);
    return {
      key: code,
      name,
      mix,
      service: goodFigure(countTallies(service, code)),
      all: goodFigure(countTallies(of.all, code)),
      cycles: sparklineOf(cycles),
      differs: differenceInWords(mix.good, goodFigure(countTallies(others, code))),
      since: goodFigure(sumCounts(comparable(cycles)), wanted),
    };
  };
}

/** What the team promised after the cycle before, and after this one. */
async function readPromises(db: Db, teamId: string, cycle: Exercise, today: string) {
  const response = await findTeamResponse(db, cycle.id, teamId);
  const previous = await findPreviousResponse(db, teamId, cycle.month);
  return {
    previous: previous && {
      month: previous.month,
      answered: previous.answeredAt !== null,
      noneNeededReason: previous.noneNeededReason,
      actions: await listResponseActions(db, previous.id),
    },
    response: response && {
      id: response.id,
      dueOn: response.dueOn,
      readAt: response.readAt,
      answeredAt: response.answeredAt,
      agreed: response.agreedAt !== null,
      state: responseStateNames[responseState(response, today)],
      comment: response.comment,
      noneNeededReason: response.noneNeededReason,
      actions: await listResponseActions(db, response.id),
    },
  };
}
