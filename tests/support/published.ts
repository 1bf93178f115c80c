/**
 * The two published cycles of the demonstration, November 2023 and January 2024, with the counts
 * that their figures fix and any others for the rest: for tests of what the figures become.
 */
import type { Judgement } from "~/rules/tools/grades";
import type { Grade } from "~/rules/tools/scale";
import { addCycle, type CycleAudit } from "./cycles";
import type { World } from "./world";

/** Judgements of 53 audits in order: so many Good, then Requires improvement, then others. */
const spread =
  (good: number, improve: number, other: Judgement = "not-judged") =>
  (n: number) =>
    n < good ? "good" : n < good + improve ? "requires-improvement" : other;

const areas: Record<string, (n: number) => Judgement> = {
  assessment: spread(38, 15),
  supervision: spread(22, 31),
  "case-recording": spread(30, 21),
  "contact-and-referral": spread(20, 5, "not-applicable"),
};

const overallOf = (n: number): Grade =>
  n < 2 ? "outstanding" : n < 33 ? "good" : "requires-improvement";

export async function addPublishedCycles(world: World) {
  const teams = [world.teams.willow, world.teams.rowan, world.teams.care];
  const audits = Array.from({ length: 53 }, (_, n): CycleAudit => {
    const judged = Object.entries(areas).map(([area, of]) => [area, of(n)] as const);
    const team = teams[n % 3] ?? world.teams.willow;
    return { team, overall: overallOf(n), areas: Object.fromEntries(judged) };
  });
  const even = audits.filter((_, n) => n % 2 === 1);
  const odd = audits.filter((_, n) => n % 2 === 0);
  return {
    november: await addCycle(world, "2023-11", even),
    january: await addCycle(world, "2024-01", odd),
  };
}
