/**
 * Owns the policy table in words: for each feature, what one can do, and who.
 * Practice: made from the table that decides, so that the page can't say anything else.
 */
import { orList, sentenceCase } from "../core/words";
import type { PolicyRow, Reach } from "./access";
import { type Role, roleInSentence, roles } from "./people";
import { type Capability, policy } from "./policy";

const featureNames: Record<string, string> = {
  home: "For everyone",
  help: "For everyone",
  account: "For everyone",
  people: "People, teams and settings",
  access: "People, teams and settings",
  teams: "People, teams and settings",
  settings: "People, teams and settings",
  outbox: "People, teams and settings",
  caseload: "Caseload",
  programme: "Exercises",
  exercises: "Exercises",
  sampling: "Sampling and allocation",
  tools: "Audit tools",
  audits: "Audits",
  conflicts: "Audits",
  "re-audits": "Audits",
  concerns: "Safeguarding concerns",
  reading: "Who has read what",
  moderation: "Moderation",
  register: "Training and calibration",
  calibration: "Training and calibration",
  "double-audits": "Training and calibration",
  reports: "Reports and trends",
  brief: "Reports and trends",
  trends: "Reports and trends",
  feed: "Reports and trends",
  "learning-log": "Learning log",
  observations: "Observations of practice",
  "family-feedback": "Feedback of children and families",
  attachments: "Files",
  "practice-weeks": "Practice weeks",
  "feedback-sessions": "Feedback sessions",
  search: "Search",
};

const reachWords: Record<Reach, string> = {
  any: "",
  reach: "in their team or service",
  self: "about themselves",
  auditor: "of audits allocated to them",
  peer: "of cases they grade again",
  panel: "where they were asked to join the panel",
  moderator: "of audits they moderate",
  worker: "of their own cases",
  reviewer: "where they are a reviewer",
  partner: "where they review for another agency, while it is under way",
  rater: "that they were asked to grade",
  owner: "of actions they own",
  lead: "of exercises they lead",
  chair: "of exercises they chair",
  raiser: "of what they raised",
  bypassed: "where they are left out",
  escalated: "once it has been escalated to them",
  doer: "of what they did",
  above: "of a team of theirs that has no manager",
};

/** A role, and how far it may: "of audits allocated to them"; "" everywhere. */
export type Doer = { role: Role; how: string };
export type Deed = {
  capability: Capability;
  label: string;
  doers: Doer[];
  unless: string[];
  /** "team manager or service manager": whose deputy can do this too; "" when nobody's. */
  deputiesOf: string;
};
export type Feature = { name: string; deeds: Deed[] };

const asList = (reach: Reach | readonly Reach[]): readonly Reach[] =>
  typeof reach === "string" ? [reach] : reach;

function deedOf(capability: Capability, shown: readonly Role[]): Deed {
  const row: PolicyRow = policy[capability];
  const doers = shown.flatMap((role) => {
    const reach = row.roles[role];
    if (reach === undefined) return [];
    const how = asList(reach).map((one) => reachWords[one]);
    return [{ role, how: how.includes("") ? "" : how.join(", or ") }];
  });
  const unless = (row.unless ?? []).map((condition) => condition.because);
  const lenders = (row.lent ?? []).filter((role) => doers.some((doer) => doer.role === role));
  const deputiesOf = orList(lenders.map(roleInSentence));
  return { capability, label: row.label, doers, unless, deputiesOf };
}

/** Every feature with what these roles can do in it, and which of them. */
export function listFeatures(shown: readonly Role[] = roles): Feature[] {
  const features = new Map<string, Deed[]>();
  for (const capability of Object.keys(policy) as Capability[]) {
    const key = capability.slice(0, capability.indexOf("."));
    const deed = deedOf(capability, shown);
    if (deed.doers.length === 0) continue;
    const name = featureNames[key] ?? key;
    features.set(name, [...(features.get(name) ?? []), deed]);
  }
  return [...features].map(([name, deeds]) => ({ name, deeds }));
}

/** How far they may, as one sentence: "Everywhere"; "As auditor of …; as team manager in …". */
export function howFarInWords(doers: readonly Doer[]): string {
  if (doers.some(({ how }) => how === "")) return "Everywhere";
  const [first, ...others] = new Set(doers.map(({ how }) => how));
  if (first !== undefined && others.length === 0) return sentenceCase(first);
  return sentenceCase(doers.map(({ role, how }) => `as ${roleInSentence(role)} ${how}`).join("; "));
}

/** Who may, as one sentence: "QA lead; auditor of audits allocated to them". */
export const whoInWords = (doers: readonly Doer[]): string =>
  doers.length === roles.length
    ? "Everyone"
    : sentenceCase(
        doers.map(({ role, how }) => `${roleInSentence(role)}${how ? ` ${how}` : ""}`).join("; "),
      );
