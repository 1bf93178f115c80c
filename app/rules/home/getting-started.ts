/**
 * Owns the steps of a new installation to its first audit cycle, and where each stands.
 * Practice: state comes from what is stored, so nobody ticks anything off; a step leads to its page
 * for whoever does it and says whose it is to anyone else. Once a cycle was released there are none.
 */

import { type Actor, type Role, roleInSentence } from "../access/people";
import { mayEver } from "../access/permission";
import type { Capability } from "../access/policy";
import { plural } from "../core/words";

/** What is stored by now. */
export type StartingFacts = {
  /** Teams that hold cases. */
  teams: number;
  /** Active people with a role, by role. */
  holders: Partial<Record<Role, number>>;
  /** Active people who audit, moderate or lead, and have no account yet. */
  withoutAccount: number;
  /** A published audit tool for core cycles: its name and version. */
  tool: string | null;
  openCases: number;
  /** The first core cycle that is not cancelled. */
  cycle: { id: string; title: string; drawn: boolean; cases: number; allocated: number } | null;
};

export type StepState = "done" | "to-do" | "later";

export type StepKey =
  | "teams"
  | "staff"
  | "invite"
  | "tool"
  | "caseload"
  | "plan"
  | "draw"
  | "allocate"
  | "release";

export type StartingStep = {
  key: StepKey;
  title: string;
  state: StepState;
  /** What is there, or what is missing. */
  hint: string;
  /** Whether its page is of use to the reader by now. */
  open: boolean;
  /** "the administrator", where the reader is not who does it. */
  whose: string | null;
};

const count = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;

/** Without these no cycle can be planned, audited and moderated. */
const needed = ["qa-lead", "auditor", "moderator"] as const satisfies readonly Role[];

type Step = {
  key: StepKey;
  title: string;
  by: Role;
  capability: Capability;
  isDone: (facts: StartingFacts) => boolean;
  /** Steps before which it cannot be started. */
  after: readonly StepKey[];
  hint: (facts: StartingFacts) => string;
};

const lacking = ({ holders }: StartingFacts) => needed.filter((role) => !holders[role]);

const steps: readonly Step[] = [
  {
    key: "teams",
    title: "Add your services and teams",
    by: "administrator",
    capability: "teams.manage",
    isDone: ({ teams }) => teams > 0,
    after: [],
    hint: ({ teams }) =>
      teams > 0
        ? count(teams, "team that holds cases", "teams that hold cases")
        : "Cases and reports belong to teams",
  },
  {
    key: "staff",
    title: "Add your staff and their roles",
    by: "administrator",
    capability: "people.manage",
    isDone: (facts) => lacking(facts).length === 0,
    after: ["teams"],
    hint: (facts) => {
      const missing = lacking(facts).map(roleInSentence);
      if (missing.length === 0) {
        return needed
          .map((role) => count(facts.holders[role] ?? 0, roleInSentence(role)))
          .join(", ");
      }
      return `From one list, or one by one. Nobody yet has the role ${missing.join(", ").replace(/, ([^,]*)$/, " or $1")}`;
    },
  },
  {
    key: "invite",
    title: "Invite them to sign in",
    by: "administrator",
    capability: "people.manage",
    isDone: (facts) => lacking(facts).length === 0 && facts.withoutAccount === 0,
    after: ["staff"],
    hint: ({ withoutAccount }) =>
      withoutAccount > 0
        ? `${count(withoutAccount, "person", "people")} who lead, audit or moderate ${plural(withoutAccount, "has", "have")} no account`
        : "A link lets each of them choose a password",
  },
  {
    key: "tool",
    title: "Read the audit tool, and change it to yours",
    by: "qa-lead",
    capability: "tools.edit",
    isDone: ({ tool }) => tool !== null,
    after: [],
    hint: ({ tool }) =>
      tool === null
        ? "No audit tool is published"
        : `${tool} is published and can be used as it is`,
  },
  {
    key: "caseload",
    title: "Import the caseload",
    by: "qa-lead",
    capability: "caseload.import",
    isDone: ({ openCases }) => openCases > 0,
    after: ["teams"],
    hint: ({ openCases }) =>
      openCases > 0
        ? count(openCases, "open case")
        : "From a CSV file or Ofsted’s Annex A workbook",
  },
  {
    key: "plan",
    title: "Plan the first audit cycle",
    by: "qa-lead",
    capability: "exercises.plan",
    isDone: ({ cycle }) => cycle !== null,
    after: ["staff", "tool"],
    hint: ({ cycle }) => cycle?.title ?? "Its month, its dates, how many cases, who audits",
  },
  {
    key: "draw",
    title: "Draw its cases",
    by: "qa-lead",
    capability: "sampling.draw",
    isDone: ({ cycle }) => cycle?.drawn === true,
    after: ["caseload", "plan"],
    hint: ({ cycle }) =>
      cycle?.drawn ? `${count(cycle.cases, "case")} drawn` : "By chance, spread over your teams",
  },
  {
    key: "allocate",
    title: "Allocate them to auditors",
    by: "qa-lead",
    capability: "sampling.allocate",
    isDone: ({ cycle }) =>
      cycle?.drawn === true && cycle.cases > 0 && cycle.allocated === cycle.cases,
    after: ["draw"],
    hint: ({ cycle }) =>
      cycle?.drawn
        ? `${cycle.allocated} of ${count(cycle.cases, "case")} allocated`
        : "Nobody audits their own team’s work",
  },
  {
    key: "release",
    title: "Release it, so that auditors can begin",
    by: "qa-lead",
    capability: "exercises.manage",
    // Once it is, the steps are over.
    isDone: () => false,
    after: ["allocate"],
    hint: () => "Auditors and practitioners are told",
  },
];

/** Who is shown the steps: those who set up the installation or run its cycles. */
export const seesSteps = (actor: Actor): boolean =>
  mayEver(actor, "people.manage") || mayEver(actor, "exercises.plan");

/** The steps as this reader sees them. */
export function startingSteps(facts: StartingFacts, actor: Actor): StartingStep[] {
  const done = new Set(steps.filter(({ isDone }) => isDone(facts)).map(({ key }) => key));
  return steps.map(({ key, title, by, capability, after, hint }) => {
    const state: StepState = done.has(key)
      ? "done"
      : after.every((one) => done.has(one))
        ? "to-do"
        : "later";
    const mine = mayEver(actor, capability);
    return {
      key,
      title,
      state,
      hint: hint(facts),
      open: mine && state !== "later",
      whose: mine ? null : `the ${roleInSentence(by)}`,
    };
  });
}
