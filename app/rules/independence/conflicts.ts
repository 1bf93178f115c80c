/**
 * Owns conflicts of interest between a person and a case, and which exercises they block.
 * Practice: nobody judges work they were part of or answer for: not their team's, not that of whom
 * they manage up to the service manager, not a case they have or had a part in. In a core cycle a conflict blocks; in a dip
 * sample, thematic audit or practice week managers may review their own service, so it is shown.
 */

export type ConflictKind =
  | "own-team"
  | "line"
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
 * said themselves that they have a conflict with the case, its family or who works on it.
 */
export type Holding = {
  personId: string;
  relation: HoldingRelation | "declared";
  /** YYYY-MM-DD */
  fromOn: string;
  /** YYYY-MM-DD, the last day; null while it goes on. */
  toOn: string | null;
  managerId: string | null;
};

export type CaseInterests = {
  /** The team of the case today, and the one that its audit recorded. */
  teamIds: readonly string[];
  holdings: readonly Holding[];
  /** Everyone in the line of management over those teams and whoever holds the case. */
  line: readonly string[];
  /** The rules that the exercise sets aside for everyone; none where left out. */
  rulesOff?: readonly IndependenceRule[];
  /** By person, what other records of them say: a person recorded twice is in both teams. */
  others?: ReadonlyMap<string, readonly OtherRecord[]>;
};

/** What another record of one person says of them. */
export type OtherRecord = { teamId: string | null; managerId: string | null };

export type InterestedPerson = { id: string; teamId: string | null; managerId: string | null };

export type Conflict = { kind: ConflictKind; message: string };

/** The rules of independence, each of which an exercise can switch off. */
export const independenceRules = [
  "own-team",
  "line",
  "holders",
  "supervisors",
  "reviewing-officer",
  "declared",
] as const;
export type IndependenceRule = (typeof independenceRules)[number];

const ruleOf: Record<ConflictKind, IndependenceRule> = {
  "own-team": "own-team",
  line: "line",
  "supervises-worker": "line",
  holds: "holders",
  held: "holders",
  "supervised-by-worker": "holders",
  supervises: "supervisors",
  supervised: "supervisors",
  "reviewing-officer": "reviewing-officer",
  declared: "declared",
};

/** The rule that a kind of conflict goes by; null for what no plan can set aside. */
export const ruleOfKind = (kind: string): IndependenceRule | null =>
  kind in ruleOf ? ruleOf[kind as ConflictKind] : null;

/** Whether a plan that sets these rules aside lets a conflict of this kind pass. */
export const isSetAside = (kind: string, rulesOff: readonly IndependenceRule[]): boolean =>
  rulesOff.some((rule) => rule === ruleOfKind(kind));

/** What each rule keeps apart, as the plan, the help and the report say it. */
export const independenceRuleNames: Record<IndependenceRule, string> = {
  "own-team": "People of the case’s own team",
  line: "Its line of management, up to and including the service manager",
  holders: "Whoever holds or held the case, or is managed by its worker",
  supervisors: "Whoever supervises or supervised the case",
  "reviewing-officer": "Its present reviewing officer or conference chair",
  declared: "Whoever declared a conflict of interest with the child, the family or its worker",
};

/** "None", or the rules one after the other. */
export const rulesOffInWords = (rules: readonly IndependenceRule[]): string =>
  rules.length === 0 ? "None" : rules.map((rule) => independenceRuleNames[rule]).join("; ");

const isIndependenceRule = (code: string): code is IndependenceRule =>
  independenceRules.some((rule) => rule === code);

/** The rules as kept with an exercise. */
export const rulesOffIn = (kept: string): IndependenceRule[] =>
  (JSON.parse(kept) as string[]).filter(isIndependenceRule);

const sentences: Record<ConflictKind, string> = {
  "own-team": "This case belongs to their own team.",
  line: "They are in the line of management of this case.",
  holds: "They are the allocated worker for this case.",
  held: "They used to be the allocated worker for this case.",
  supervises: "They supervise this case.",
  supervised: "They used to supervise this case.",
  "reviewing-officer": "They are the reviewing officer or conference chair for this case.",
  "supervises-worker": "They manage the worker who holds this case.",
  "supervised-by-worker": "The worker who holds this case is their manager.",
  declared: "They have declared a conflict of interest with this case, its family or its worker.",
};

/** The same rules as a report names them. */
export const conflictNames: Record<ConflictKind, string> = {
  "own-team": "their own team",
  line: "its line of management",
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
 * Every conflict there is, at most one of each kind, on the given date (YYYY-MM-DD), by the rules
 * that are on.
 * A past part in a case counts for its worker and its supervisor; a reviewing officer and the
 * worker's line of management count only while they last. Past is left out where present is named. What
 * someone declared counts until it is withdrawn.
 */
export function conflictsBetween(
  person: InterestedPerson,
  caseFacts: CaseInterests,
  on: string,
): Conflict[] {
  const found = new Set<ConflictKind>();
  const records = [person, ...(caseFacts.others?.get(person.id) ?? [])];
  if (records.some(({ teamId }) => teamId !== null && caseFacts.teamIds.includes(teamId))) {
    found.add("own-team");
  }
  if (caseFacts.line.includes(person.id)) found.add("line");
  for (const holding of caseFacts.holdings) {
    const current = holding.toOn === null || holding.toOn >= on;
    if (holding.personId === person.id) {
      if (holding.relation === "worker") found.add(current ? "holds" : "held");
      else if (holding.relation === "declared") found.add("declared");
      else if (holding.relation === "supervisor") found.add(current ? "supervises" : "supervised");
      else if (current) found.add("reviewing-officer");
    } else if (holding.relation === "worker" && current) {
      if (holding.managerId === person.id) found.add("supervises-worker");
      if (records.some(({ managerId }) => managerId === holding.personId)) {
        found.add("supervised-by-worker");
      }
    }
  }
  if (found.has("holds")) found.delete("held");
  if (found.has("supervises")) found.delete("supervised");
  // The nearest of the line is named as what they are.
  if (found.has("supervises-worker")) found.delete("line");
  return kinds
    .filter((kind) => found.has(kind) && !isSetAside(kind, caseFacts.rulesOff ?? []))
    .map((kind) => ({ kind, message: sentences[kind] }));
}
