/**
 * Owns the numbers of an audit tool's versions: what a change makes it, and what the lead may say.
 * Practice: a change to what is graded makes a new major version and breaks trends, a wording
 * change a minor one that does not; the lead may raise a minor change to a major one with a
 * reason, never lower one, because figures that are not comparable must not look so.
 */
import type { ToolChange } from "./compare-areas";

export type VersionNumber = { major: number; minor: number };
export type Level = "major" | "minor";

/** "2" for 2.0, "2.1": as versions are spoken of. */
export const versionInWords = ({ major, minor }: VersionNumber): string =>
  minor === 0 ? String(major) : `${major}.${minor}`;

export type Proposal =
  | { level: Level; next: VersionNumber; reasons: string[] }
  /** Nothing changed: there is nothing to publish. */
  | { level: null };

/**
 * The level that the changes make, and why; `latest` is null before the first publication.
 * `highest` is the highest major number given so far: core tools count on together, so that cycles
 * done with different tools never have the same number and trends break between them.
 */
export function proposeVersion(
  changes: readonly ToolChange[],
  latest: VersionNumber | null,
  highest: number,
): Proposal {
  if (latest === null)
    return {
      level: "major",
      next: { major: highest + 1, minor: 0 },
      reasons: ["It is the first version of this tool"],
    };
  if (changes.length === 0) return { level: null };
  const graded = changes.filter((change) => change.graded);
  if (graded.length === 0)
    return {
      level: "minor",
      next: nextVersion(latest, "minor", highest),
      reasons: ["What is graded stays the same: only wording and what is asked change"],
    };
  return {
    level: "major",
    next: nextVersion(latest, "major", highest),
    reasons: graded.map(({ what }) => what),
  };
}

export const nextVersion = (
  { major, minor }: VersionNumber,
  level: Level,
  highest: number,
): VersionNumber =>
  level === "major"
    ? { major: Math.max(major, highest) + 1, minor: 0 }
    : { major, minor: minor + 1 };

/** The level a tool is published at: a minor change is major when it is raised, with a reason. */
export function settleLevel(
  proposed: Level,
  raise: { raised: boolean; reason: string },
): { ok: true; level: Level } | { ok: false; message: string } {
  if (proposed === "major" || !raise.raised) return { ok: true, level: proposed };
  if (raise.reason.trim() === "")
    return { ok: false, message: "Enter why this changes what is graded" };
  return { ok: true, level: "major" };
}

/** Whether a change of this level breaks trends: the first version has none to break. */
export const breaksTrends = (level: Level, latest: VersionNumber | null): boolean =>
  level === "major" && latest !== null;
