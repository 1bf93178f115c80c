/**
 * Owns where the demonstration's auditors and its panel saw things differently.
 */
import type { Judgement } from "~/rules/tools/grades";
import type { DemoAudit } from "./audit-rows.server";
import { inOrder } from "./chance";
import type { ClosedCycle } from "./core-cycles";
import type { Selected } from "./moderations.server";

/** Who tends to be kinder than the panel, so that a lean can be seen. */
const kind: readonly string[] = ["Rosalind Pym", "Philippa Ndiaye"];
export const isKind = ({ name }: { name: string }): boolean => kind.includes(name);

/** 1 for whoever tends to this grade where the panel saw another. */
const isLikely = (audit: DemoAudit, to: Judgement): number =>
  isKind(audit.auditor) === (to === "good") ? 1 : 0;

/** Lets a few auditors be kinder or harsher than the panel, so that moderation had work to do. */
export function misjudge(
  cycle: ClosedCycle,
  audits: DemoAudit[],
  selected: ReadonlyMap<string, Selected>,
): void {
  const candidates = inOrder(
    audits.filter((audit) => selected.has(audit.id)),
    "misjudged",
    cycle.month,
  );
  const shift = (from: Judgement, to: Judgement, count: number) => {
    const of = candidates
      .filter((audit) => audit.grades.overall === from)
      .toSorted((one, other) => isLikely(other, to) - isLikely(one, to))
      .slice(0, count);
    if (of.length < count) throw new Error(`Too few moderated audits to change in ${cycle.month}`);
    for (const audit of of) {
      candidates.splice(candidates.indexOf(audit), 1);
      const areas = Object.entries(audit.grades.areas);
      const moved = areas.filter(([, judgement]) => judgement === from).slice(0, 2);
      audit.grades = {
        overall: to === "good" ? "good" : "requires-improvement",
        areas: { ...audit.grades.areas, ...Object.fromEntries(moved.map(([a]) => [a, to])) },
      };
    }
  };
  shift("requires-improvement", "good", cycle.lowered);
  shift("good", "requires-improvement", cycle.raised);
}
