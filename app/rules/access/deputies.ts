/**
 * Owns who may stand in for whom, and when a deputy is in force.
 * Practice: anyone names a deputy for an absence of up to a year; the deputy is someone who works
 * with cases themselves, so that nobody lends what their deputy's own role is kept from.
 */
import { addMonths } from "../core/dates";
import type { Grant, Role } from "./people";

/** Days are YYYY-MM-DD, both included. */
export type Term = { fromOn: string; toOn: string; endedAt: string | null };

const withCases: readonly Role[] = [
  "practitioner",
  "auditor",
  "moderator",
  "team-manager",
  "service-manager",
  "qa-lead",
];

/** Whether someone with these roles may stand in for someone with those. */
export function mayStandIn(
  deputy: readonly Pick<Grant, "role">[],
  absent: readonly Pick<Grant, "role">[],
): boolean {
  if (deputy.some(({ role }) => withCases.includes(role))) return true;
  // A leader reads no case content, and lends none but what was escalated to them.
  return (
    deputy.some(({ role }) => role === "leader") && absent.every(({ role }) => role === "leader")
  );
}

export const termStates = ["to-come", "in-force", "over"] as const;
export type TermState = (typeof termStates)[number];

/** Where a term stands on a date. */
export function termState(term: Term, today: string): TermState {
  if (term.endedAt !== null || term.toOn < today) return "over";
  return term.fromOn > today ? "to-come" : "in-force";
}

type Naming = {
  personId: string;
  deputyId: string;
  namedBy: string;
  fromOn: string;
  toOn: string;
};

export type NamingRefusal = { field: "deputyId" | "fromOn" | "toOn"; message: string };

/**
 * Why a deputy cannot be named like this; null when they can. `others` are the terms of the same
 * two people that are not over.
 */
export function whyNotName(
  naming: Naming,
  { deputyFits, others, today }: { deputyFits: boolean; others: readonly Term[]; today: string },
): NamingRefusal | null {
  const { personId, deputyId, namedBy, fromOn, toOn } = naming;
  if (deputyId === personId) {
    return { field: "deputyId", message: "Choose someone else to stand in" };
  }
  if (deputyId === namedBy) {
    return {
      field: "deputyId",
      message: "Choose someone other than yourself: nobody makes themselves a deputy",
    };
  }
  if (!deputyFits) {
    return {
      field: "deputyId",
      message: "Choose someone who can sign in and works with cases themselves",
    };
  }
  if (toOn < fromOn) {
    return { field: "toOn", message: "Enter a last day that is not before the first" };
  }
  if (toOn < today) return { field: "toOn", message: "Enter a last day from today on" };
  if (toOn > addMonths(today, 12)) {
    return { field: "toOn", message: "Enter a last day within a year from today" };
  }
  if (others.some((term) => term.fromOn <= toOn && term.toOn >= fromOn)) {
    return {
      field: "fromOn",
      message: "Enter other days: this person is the deputy on some of these already",
    };
  }
  return null;
}
