/**
 * Owns the rows for programs: what was counted of each team, area and judgement.
 */
import { figureOf } from "~/rules/reports/figure";
import { countTallies, type Tally } from "~/rules/reports/reports";
import { gradedTotal, isGrade, judgementNames, judgements } from "~/rules/tools/grades";
import type { JudgementCounted } from "./block-parts";

type TeamTally = Tally & { teamId: string };

/** Of each team and area, each judgement that was counted; grades of what carries one. */
export function judgementsCounted(
  teams: readonly { id: string; name: string; serviceName: string }[],
  areas: readonly { code: string; name: string }[],
  tallies: readonly TeamTally[],
  wanted: { provisional?: boolean } = {},
): JudgementCounted[] {
  return teams.flatMap((team) => {
    const own = tallies.filter(({ teamId }) => teamId === team.id);
    if (own.length === 0) return [];
    return areas.flatMap((area) => {
      const counts = countTallies(own, area.code);
      const graded = gradedTotal(counts);
      const all = judgements.reduce((sum, code) => sum + counts[code], 0);
      if (all === 0) return [];
      return judgements.map((code) => ({
        service: team.serviceName,
        team: team.name,
        area: area.name,
        grade: judgementNames[code],
        figure: figureOf(judgementNames[code], counts[code], isGrade(code) ? graded : all, wanted),
      }));
    });
  });
}
