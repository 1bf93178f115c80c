/**
 * Owns the numbers of an audit tool's versions: what a change makes it, what the lead may say, and
 * which versions' figures can be compared.
 * Practice: a change to what is graded makes a new major version and breaks trends, a wording
 * change a minor one that does not; the lead may raise a minor change to a major one with a
 * reason, never lower one, because figures that are not comparable must not look so.
 */
import type { StateMachine } from "../core/state-machine";
import type { ToolChange } from "./compare-areas";

/** A version is written as a draft, and published once. */
export type VersionState = "draft" | "published";

export const versionMachine = {
  first: "draft",
  moves: { publish: { from: ["draft"], to: "published" } },
} as const satisfies StateMachine<VersionState, "publish">;

export type VersionNumber = { major: number; minor: number };
export type Level = "major" | "minor";

/**
 * What graded a cycle, as far as its figures go: one tool at one major version. Every tool counts
 * its own versions, so the number alone says nothing about what was graded.
 */
export type Edition = { toolId: string; toolName: string; major: number };

/** Whether figures graded by these can be joined. */
export const isSameEdition = (one: Edition, other: Edition): boolean =>
  one.toolId === other.toolId && one.major === other.major;

/** "Core audit, version 2". */
export const editionInWords = ({ toolName, major }: Edition): string =>
  `${toolName}, version ${major}`;

/** "2" for 2.0, "2.1": as versions are spoken of. */
export const versionInWords = ({ major, minor }: VersionNumber): string =>
  minor === 0 ? String(major) : `${major}.${minor}`;

/** Where every tool begins. */
export const firstVersion: VersionNumber = { major: 1, minor: 0 };

export type Proposal =
  | { level: Level; next: VersionNumber; reasons: string[] }
  /** Nothing changed: there is nothing to publish. */
  | { level: null };

/** The level that the changes make, and why; `latest` is null before the first publication. */
export function proposeVersion(
  changes: readonly ToolChange[],
  latest: VersionNumber | null,
): Proposal {
  if (latest === null)
    return {
      level: "major",
      next: firstVersion,
      reasons: ["It is the first version of this tool"],
    };
  if (changes.length === 0) return { level: null };
  const graded = changes.filter((change) => change.graded);
  if (graded.length === 0)
    return {
      level: "minor",
      next: nextVersion(latest, "minor"),
      reasons: ["What is graded stays the same: only wording and what is asked change"],
    };
  return {
    level: "major",
    next: nextVersion(latest, "major"),
    reasons: graded.map(({ what }) => what),
  };
}

export const nextVersion = ({ major, minor }: VersionNumber, level: Level): VersionNumber =>
  level === "major" ? { major: major + 1, minor: 0 } : { major, minor: minor + 1 };

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
