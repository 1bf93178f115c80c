import { paths } from "~/paths";
import type { Actor } from "~/rules/access/people";
import { may, type Scope } from "~/rules/access/permission";
import { goodFigure } from "~/rules/reports/figure";
import { movedFrom } from "~/rules/reports/movement";
import { countTallies, overall } from "~/rules/reports/reports";
import { comparable } from "~/rules/reports/trends";
import { editionInWords } from "~/rules/tools/versions";
import type { Db } from "~db/core/open.server";
import {
  listAreas,
  listClosedCycles,
  listReportTeams,
  listTeamTallies,
} from "~db/reports/reports.server";

/**
 * Good or above of the last closed cycle by team and practice area, each beside the cycle before
 * it, where both were graded alike.
 */
export async function readHeatTable(db: Db, actor: Actor, scope: Scope) {
  const latest = await listClosedCycles(db, { last: 2 });
  const cycle = latest.at(-1) ?? null;
  const before = comparable(latest).length > 1 ? (latest[0] ?? null) : null;
  const [apart] = latest.length > 1 && !before ? latest : [];
  const ids = [cycle, before].flatMap((one) => (one ? [one.id] : []));
  const teams = await listReportTeams(db, scope);
  const areas = [
    { code: overall, name: "Overall" },
    ...(await listAreas(db, cycle ? [cycle] : [])),
  ];
  const tallies = await listTeamTallies(db, ids, "final");
  return {
    month: cycle?.month ?? null,
    before: before?.month ?? null,
    /** The cycle before, when it was graded with something else and so is not set beside it. */
    apart: apart ? { month: apart.month, gradedWith: editionInWords(apart.edition) } : null,
    areas,
    teams: teams.map(({ id, name, serviceId, serviceName }) => {
      const own = tallies.filter(({ teamId }) => teamId === id);
      const within = { teamId: id, serviceId, people: {} };
      const opens = cycle && may("reports.open-audits", actor, within) ? cycle : null;
      const goodIn = (exerciseId: string | undefined, code: string) =>
        goodFigure(
          countTallies(
            own.filter((one) => one.exerciseId === exerciseId),
            code,
          ),
        );
      return {
        id,
        name,
        serviceName,
        cells: areas.map(({ code, name: area }) => {
          const figure = goodIn(cycle?.id, code);
          return {
            code,
            name: area,
            figure,
            moved: movedFrom(before && goodIn(before.id, code), figure),
            to: opens ? paths.exercises.teamAudits(opens.id, id, { area: code }) : null,
          };
        }),
      };
    }),
  };
}
