/**
 * Owns what the policy needs to know of a record, and the shape of a row of the policy table.
 * Practice: a record says which team and service it belongs to and how people are tied to it.
 */

import type { Readable } from "../reading/reading";
import type { Actor, Role } from "./people";

/** How a person may be tied to a record, apart from the reach of their role. */
export type Relation =
  | "self"
  | "auditor"
  | "moderator"
  | "panel"
  | "worker"
  | "reviewer"
  /** Reviews it for another agency, for as long as it is under way. */
  | "partner"
  | "rater"
  | "owner"
  | "lead"
  /** Writes the agreed view of cases that were answered apart. */
  | "chair"
  | "raiser"
  | "bypassed"
  | "escalated"
  | "doer"
  | "above"
  /** Grades an audit again that was drawn as a double audit. */
  | "peer";

/** What the policy needs to know of a record. */
export type Access = {
  teamId: string | null;
  serviceId: string | null;
  people: Partial<Record<Relation, readonly (string | null)[]>>;
  /** Whoever moderates this audit, or did before, while no grades are committed. */
  blind?: readonly string[];
  /** Those of them who have read its grades all the same: they may not grade it. */
  hasRead?: readonly string[];
  /** What the log of reading calls it. */
  record?: Readable;
};

/** The access of a record that belongs to the whole council. */
export const councilWide: Access = { teamId: null, serviceId: null, people: {} };

/**
 * How a role reaches a record: "any" asks for the role alone, "reach" for a record within the
 * grant's team or service, a relation for a tie between person and record.
 */
export type Reach = "any" | "reach" | Relation;

export type PolicyRow = {
  /** What one can do, as the help page says it: "Plan a core audit cycle". */
  label: string;
  roles: Partial<Record<Role, Reach | readonly Reach[]>>;
  /** Whoever is signed in may, before any role was given and after the last was removed. */
  signedIn?: true;
  /** The roles whose holder lends this to a deputy while they are absent. */
  lent?: readonly Role[];
  /** What it opens: a child's record and what was written of it, or other people's access. */
  opens?: "cases" | "access";
  /** Opening a page under it is a reading of the record, and is logged. */
  logged?: true;
  unless?: readonly { when: (actor: Actor, access: Access) => boolean; because: string }[];
};

export const isTied = (actor: Actor, access: Access, relation: Relation): boolean =>
  access.people[relation]?.includes(actor.id) ?? false;
