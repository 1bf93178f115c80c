/**
 * Owns which team a name in a file means.
 * Practice: a name as it stands here counts first, then the name folded, and only where it is one
 * team’s; several are asked about.
 */
import { fold, lowered } from "../core/folding";

export const teamKey = (name: string): string => fold(name);

export type KnownTeam = { id: string; name: string; holdsCases: boolean };

/** A team by its name as it stands here, else by its name folded where that is one team's. */
export function teamFinder<T extends { id: string; name: string }>(teams: readonly T[]) {
  const exact = new Map(teams.map((team) => [lowered(team.name), team]));
  const folded = new Map<string, T[]>();
  for (const team of teams) {
    const others = folded.get(teamKey(team.name)) ?? [];
    // A team that has ended is the one that goes on.
    if (!others.some(({ id }) => id === team.id)) {
      folded.set(teamKey(team.name), [...others, team]);
    }
  }
  return (name: string): { named: T | undefined; several: boolean } => {
    const named = exact.get(lowered(name));
    if (named) return { named, several: false };
    const all = folded.get(teamKey(name)) ?? [];
    return { named: all.length === 1 ? all[0] : undefined, several: all.length > 1 };
  };
}
