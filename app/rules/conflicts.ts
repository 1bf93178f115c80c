/**
 * Owns conflicts of interest between a person and a case, and which exercises they block.
 * Practice: nobody judges work they were part of. In a core cycle a conflict blocks; in a dip
 * sample, thematic audit or practice week managers may review their own service, so it is shown.
 */

export type ConflictKind =
  | "own-team"
  | "holds"
  | "held"
  | "supervises"
  | "supervised"
  | "reviewing-officer"
  | "supervises-worker"
  | "supervised-by-worker"
  | "declared";

export type HoldingRelation = "worker" | "supervisor" | "reviewing-officer";

/**
 * One person's part in a case over time, with who manages that person today. "declared": they
 * said themselves that they have a conflict with the case or its family. "team-manager": the
 * case's team is theirs to manage, whatever team they sit in.
 */
export type Holding = {
  personId: string;
  relation: HoldingRelation | "declared" | "team-manager";
  /** YYYY-MM-DD */
  fromOn: string;
  /** YYYY-MM-DD, the last day; null while it goes on. */
  toOn: string | null;
  managerId: string | null;
};

export type CaseInterests = { teamId: string | null; holdings: Holding[] };

export type InterestedPerson = { id: string; teamId: string | null; managerId: string | null };

export type Conflict = { kind: ConflictKind; message: string };

const sentences: Record<ConflictKind, string> = {
  "own-team": "This case belongs to their own team.",
  holds: "They are the allocated worker for this case.",
  held: "They used to be the allocated worker for this case.",
  supervises: "They supervise this case.",
  supervised: "They used to supervise this case.",
  "reviewing-officer": "They are the reviewing officer or conference chair for this case.",
  "supervises-worker": "They manage the worker who holds this case.",
  "supervised-by-worker": "The worker who holds this case is their manager.",
  declared: "They have declared a conflict of interest with this case or family.",
};

/** The same rules as a report names them. */
export const conflictNames: Record<ConflictKind, string> = {
  "own-team": "their own team",
  holds: "its allocated worker",
  held: "its earlier worker",
  supervises: "its supervisor",
  supervised: "its earlier supervisor",
  "reviewing-officer": "its reviewing officer or conference chair",
  "supervises-worker": "manages the worker",
  "supervised-by-worker": "managed by the worker",
  declared: "declared by the auditor",
};

/** Conflict kinds in the order they are listed on screen. */
const kinds = Object.keys(sentences) as ConflictKind[];

/**
 * Every conflict there is, at most one of each kind, on the given date (YYYY-MM-DD).
 * A past part in a case counts for its worker and its supervisor; a reviewing officer and the
 * worker's line of management count only while they last. Past is left out where present is named. What
 * somebody declared counts for good.
 */
export function conflictsBetween(
  person: InterestedPerson,
  caseFacts: CaseInterests,
  on: string,
): Conflict[] {
  const found = new Set<ConflictKind>();
  if (person.teamId !== null && person.teamId === caseFacts.teamId) found.add("own-team");
  for (const holding of caseFacts.holdings) {
    const current = holding.toOn === null || holding.toOn >= on;
    if (holding.personId === person.id) {
      if (holding.relation === "worker") found.add(current ? "holds" : "held");
      else if (holding.relation === "declared") found.add("declared");
      else if (holding.relation === "team-manager") found.add("own-team");
      else if (holding.relation === "supervisor") found.add(current ? "supervises" : "supervised");
      else if (current) found.add("reviewing-officer");
    } else if (holding.relation === "worker" && current) {
      if (holding.managerId === person.id) found.add("supervises-worker");
      if (person.managerId === holding.personId) found.add("supervised-by-worker");
    }
  }
  if (found.has("holds")) found.delete("held");
  if (found.has("supervises")) found.delete("supervised");
  return kinds
    .filter((kind) => found.has(kind))
    .map((kind) => ({ kind, message: sentences[kind] }));
}

/** Whether a conflict blocks (an override needs a reason) in this kind of exercise. */
export function conflictsBlock(
  exerciseKind: "core" | "thematic" | "dip-sample" | "practice-week",
): boolean {
  return exerciseKind === "core";
}
