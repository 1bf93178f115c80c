import { teamThen } from "~/rules/people/team-changes";
import { groupByTheme } from "~/rules/reports/contents";
import { goodFigure, gradeMix } from "~/rules/reports/figure";
import { countTallies, leadingArea } from "~/rules/reports/reports";
import { comparable, sumCounts, withMix } from "~/rules/reports/trends";
import { gradedAreas } from "~/rules/tools/tools";
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
import { listTallies } from "~db/reports/reports.server";
import { findTeamResponse } from "~db/reports/responses.server";
import { lastCycles } from "./last-cycles.server";

/**
 * Everything a team's report of one closed cycle shows: the cycle's own figures, and those since
 * the tool last changed, with the service's beside them.
 */
export async function readTeamReport(db: Db, cycle: Exercise, now: Team, today: string) {
  const then = (await listTeamsThen(db, cycle.id)).get(now.id);
  const team = {
    ...now,
    ...teamThen(now, then),
    serviceId: then?.serviceId ?? now.serviceId,
  };
  const tool = cycle.toolVersionId ? await findToolVersion(db, cycle.toolVersionId) : null;
  const definition = tool?.definition;
  const areas = definition ? gradedAreas(definition) : [];
  const whole = await lastCycles(db, cycle, null, { teamId: team.id });
  const ids = comparable(whole).map(({ id }) => id);
  const own = await listTallies(db, ids, "final", { teamId: team.id });
  const leading = leadingArea(areas, own);
  const cycles = leading
    ? await lastCycles(db, cycle, null, { teamId: team.id }, leading.code)
    : whole;
  const alike = comparable(cycles);
  const service = await listTallies(db, ids, "final", { serviceId: team.serviceId });
  const ofCycle = (tallies: typeof own) =>
    tallies.filter(({ exerciseId }) => exerciseId === cycle.id);
  const themes = new Map(definition?.themes.map(({ code, name }) => [code, name]));
  const findings = await listReportFindings(db, cycle.id, team.id);
  const response = await findTeamResponse(db, cycle.id, team.id);
  const previous = await findPreviousResponse(db, team.id, cycle.month);
  return {
    cycle: { id: cycle.id, title: cycle.title, month: cycle.month },
    team,
    cycles: cycles.map((one) => withMix(one)),
    /** The first month of the cycles that can be compared with this one. */
    from: alike[0]?.month ?? cycle.month,
    /** The practice area that it leads with, where nothing was graded overall. */
    leading: leading?.name ?? null,
    total: goodFigure(sumCounts(alike)),
    areas: areas.map(({ code, name }) => ({
      key: code,
      name,
      mix: gradeMix(countTallies(ofCycle(own), code)),
      beside: gradeMix(countTallies(ofCycle(service), code)),
      since: goodFigure(countTallies(own, code)),
      serviceSince: goodFigure(countTallies(service, code)),
    })),
    strengths: groupByTheme(findings, "strength", themes),
    developments: groupByTheme(findings, "development", themes),
    previous: previous && {
      month: previous.month,
      answered: previous.answeredAt !== null,
      noneNeededReason: previous.noneNeededReason,
      actions: await listResponseActions(db, previous.id),
    },
    childActions: await countChildActions(db, team.id, today),
    response: response && {
      id: response.id,
      dueOn: response.dueOn,
      readAt: response.readAt,
      answeredAt: response.answeredAt,
      answeredBy: response.answeredBy,
      comment: response.comment,
      noneNeededReason: response.noneNeededReason,
      actions: await listResponseActions(db, response.id),
    },
  };
}

export type TeamReport = Awaited<ReturnType<typeof readTeamReport>>;
