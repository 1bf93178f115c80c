/**
 * Owns where a row belongs: the team and the cohort that its words mean here, by what is known and
 * what was chosen before.
 * Practice: words that nobody chose a meaning for keep their row waiting; more different words for
 * cohorts than there can be are another column.
 */

import { type KnownTeam, teamFinder, teamKey } from "../imports/team-names";
import type { Cohort } from "./caseload";
import type { ReadCase } from "./import";
import { cohortKey, type Mapping, type MappingKind, type UnplacedName } from "./mapping";

export type Unplacing = Omit<UnplacedName, "rows" | "near"> & { ref?: string | null };

export type Refused = { ok: false; outcome: "left-out" | "unmapped" | "bad"; problem: string };
type TeamVerdict = { ok: true; teamId: string | null } | Refused;
type CohortVerdict = { ok: true; cohort: Cohort } | Refused;

const mostCohorts = 40;

const chosenOf = (mappings: readonly Mapping[], of: MappingKind) =>
  new Map(mappings.filter(({ kind }) => kind === of).map((one) => [one.key, one]));

/** Places the rows of one file. */
export function makePlaces(teams: readonly KnownTeam[], mappings: readonly Mapping[]) {
  const findTeam = teamFinder(teams);
  const teamById = new Map(teams.map((team) => [team.id, team]));
  const chosenTeams = chosenOf(mappings, "team");
  const chosenCohorts = chosenOf(mappings, "cohort");
  const cohortsMet = new Set<string>();

  /** The team that a name means: its id, or why the row is not taken. */
  function placeTeam(name: string, unplaced: Unplacing[]): TeamVerdict {
    if (name === "") return { ok: true, teamId: null };
    const key = teamKey(name);
    const { named, several } = findTeam(name);
    if (named?.holdsCases) return { ok: true, teamId: named.id };
    const why = several ? "several" : named ? "no-cases" : "unknown";
    unplaced.push({ kind: "team", key, name, number: "", why });
    const chosen = chosenTeams.get(key);
    const meant = chosen?.teamId ? teamById.get(chosen.teamId) : undefined;
    if (chosen?.choice === "use" && meant?.holdsCases) return { ok: true, teamId: meant.id };
    const short = name.slice(0, 60);
    if (chosen?.choice === "leave-out") {
      return { ok: false, outcome: "left-out", problem: `The team ${short} is not in use here` };
    }
    if (chosen?.choice === "waiting" && !named && !several) {
      const problem = `Wait for the team ${short}: an administrator has been asked to add it`;
      return { ok: false, outcome: "unmapped", problem };
    }
    return {
      ok: false,
      outcome: "unmapped",
      problem: named
        ? `Choose another team: ${named.name} holds no cases`
        : several
          ? `Choose which team is meant: more than one is called ${short}`
          : `Choose what to do with the team ${short}: there is no team called that here`,
    };
  }

  /** The cohort that the file's words mean, or why the row is not taken. */
  function placeCohort(
    { cohort, cohortWords = "" }: ReadCase,
    unplaced: Unplacing[],
  ): CohortVerdict {
    if (cohort !== null) return { ok: true, cohort };
    const key = cohortKey(cohortWords);
    if (!cohortsMet.has(key) && cohortsMet.size >= mostCohorts) {
      const problem =
        "Check the column Cohort: it holds more different words than cohorts can have";
      return { ok: false, outcome: "bad", problem };
    }
    cohortsMet.add(key);
    unplaced.push({ kind: "cohort", key, name: cohortWords, number: "", why: "unknown" });
    const chosen = chosenCohorts.get(key);
    if (chosen?.choice === "use" && chosen.cohort) return { ok: true, cohort: chosen.cohort };
    if (chosen?.choice === "leave-out") {
      const problem = `The cohort ${cohortWords} is not in use here`;
      return { ok: false, outcome: "left-out", problem };
    }
    const problem = `Choose which cohort ${cohortWords} means`;
    return { ok: false, outcome: "unmapped", problem };
  }

  return { team: placeTeam, cohort: placeCohort };
}
