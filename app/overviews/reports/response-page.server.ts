/**
 * Owns what stands beside a team's answer to its report: its figures, what it promised last time,
 * and what the report suggests to act on.
 */
import { overall } from "~/rules/reports/reports";
import { suggestActions } from "~/rules/reports/suggestions";
import { listTeams } from "~db/access/people.server";
import type { Db } from "~db/core/open.server";
import { findExercise, findToolVersion } from "~db/exercises/exercises.server";
import type { TeamResponse } from "~db/reports/responses.server";
import { readTeamReport } from "./team-report.server";

/** The practice areas of an exercise: an action may belong to one that is not graded. */
export async function areasOf(db: Db, exerciseId: string) {
  const exercise = await findExercise(db, exerciseId);
  const tool = exercise?.toolVersionId ? await findToolVersion(db, exercise.toolVersionId) : null;
  return (tool?.definition.areas ?? []).map(({ code, name }) => ({ code, name }));
}

export async function readBesideResponse(
  db: Db,
  response: Pick<TeamResponse, "exerciseId" | "teamId">,
  today: string,
) {
  const [cycle, teams] = await Promise.all([findExercise(db, response.exerciseId), listTeams(db)]);
  const team = teams.find(({ id }) => id === response.teamId);
  if (!cycle || !team) return null;
  const report = await readTeamReport(db, cycle, team, today);
  const areas = report.rows.map(({ key, name, mix, since }) => ({
    code: key,
    name,
    good: since,
    now: mix.good,
  }));
  return {
    figures: areas.map(({ code, name, now }) => ({ key: code, name, good: now })),
    previous: report.previous,
    suggestions: suggestActions({
      areas: areas.filter(({ code }) => code !== overall),
      developments: report.developments,
      whose: team.name,
      from: report.from,
      month: cycle.month,
    }),
  };
}
