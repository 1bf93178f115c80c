/**
 * Owns what becomes of a conflict of interest that holds after someone was chosen: who is sent back
 * to the lead, what waits for the lead, what a setting lets pass, and what has gone away by itself.
 * Practice: independence is a rule about now, looked at again until the grade is final; work that
 * someone began is never thrown away, and no conflict reaches a final grade unnamed.
 */
import { type IndependenceRule, isSetAside } from "./conflicts";
import { auditorRuleNames } from "./objections";

export type Part = "auditor" | "moderator" | "taker";

/** What someone has to do with an audit, after their name: "Sam Ode, its auditor". */
export const partInWords: Record<Part, string> = {
  auditor: "its auditor",
  moderator: "its moderator",
  taker: "who took the panel’s decision on it",
};

/** The same before their name: "audited by Sam Ode". */
export const deedInWords: Record<Part, string> = {
  auditor: "audited by",
  moderator: "moderated by",
  taker: "decided on the panel by",
};

/** What made us look again. */
export type NoticedBecause =
  | "chosen"
  | "released"
  | "opened"
  | "submitted"
  | "committed"
  | "imported"
  | "import-undone"
  | "people-changed"
  | "declared"
  | "one-child"
  | "one-person"
  | "plan-changed"
  | "final";

export const noticedInWords: Record<NoticedBecause, string> = {
  chosen: "when they were chosen",
  released: "at the release",
  opened: "when it was opened",
  submitted: "when it was submitted",
  committed: "when the grades were committed",
  imported: "after a caseload import",
  "import-undone": "after a caseload import was undone",
  "people-changed": "after a change of teams, managers or roles",
  declared: "after someone declared a conflict",
  "one-child": "after someone said whether two references are of one child",
  "one-person": "after someone said whether two records are of one person",
  "plan-changed": "after the plan was changed",
  final: "before it became final",
};

/**
 * How it was settled: the lead let it stand, or chose the person in spite of it; someone else has
 * the work, it was sent back unbegun, it no longer held, or the plan's settings let it pass.
 */
export type SettledHow = "stands" | "overridden" | "reassigned" | "sent-back" | "gone" | "setting";

const ruleNames: Record<string, string> = {
  ...auditorRuleNames,
  "own-audit": "audited it",
  "has-read": "had read its grades, under another record of theirs",
  "took-twice": "took the decision under two records of theirs, so that one person decided",
};

const declaredBy: Record<Part, string> = {
  auditor: "declared by the auditor",
  moderator: "declared by the moderator",
  taker: "declared by them",
};

/** "their own team; its line of management". */
export const conflictRulesInWords = (rules: readonly string[], part: Part): string =>
  rules
    .map((rule) => (rule === "declared" ? declaredBy[part] : (ruleNames[rule] ?? rule)))
    .join("; ");

/** What the lead can never let stand: nobody moderates or decides on what they audited. */
export const mayStand = (rules: readonly string[]): boolean => !rules.includes("own-audit");

export type Held = {
  /** Every rule that holds today, whatever the plan's settings say, in their order. */
  holds: readonly string[];
  rulesOff: readonly IndependenceRule[];
  /** The rules that the lead let pass for this person, with a reason; "all" where it was not kept which. */
  accepted: readonly string[] | "all";
  /** The rules that the plan's settings let pass, as far as that is kept. */
  passed: readonly string[];
  /** What is open with the lead already. */
  open: readonly string[] | null;
  /** Whether the person has begun, or the work is not out yet, so that nothing is sent back. */
  stays: boolean;
};

export type Weighed = {
  /** Rules that bar the person now: the lead has to decide. */
  bars: string[];
  /** Rules that the settings let pass and that are not kept yet. */
  passes: string[];
  step: "none" | "notice" | "change" | "clear" | "send-back";
  /** How what was open is settled, where it is cleared. */
  how: "gone" | "overridden" | "setting";
};

/** What to do about one person's part in one audit. */
export function weigh({ holds, rulesOff, accepted, passed, open, stays }: Held): Weighed {
  const off = (rule: string) => isSetAside(rule, rulesOff);
  const bars = holds.filter((rule) => !off(rule) && accepted !== "all" && !accepted.includes(rule));
  const passes = holds.filter((rule) => off(rule) && !passed.includes(rule));
  const still = open?.filter((rule) => holds.includes(rule)) ?? [];
  const how = still.length === 0 ? "gone" : still.every(off) ? "setting" : "overridden";
  const weighed = (step: Weighed["step"]): Weighed => ({ bars, passes, step, how });
  if (bars.length === 0) return weighed(open === null ? "none" : "clear");
  if (!stays) return weighed("send-back");
  if (open === null) return weighed("notice");
  const same = open.length === bars.length && bars.every((rule) => open.includes(rule));
  return weighed(same ? "none" : "change");
}
