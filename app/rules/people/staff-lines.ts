/**
 * Owns what a line of a staff list would do, and what is known of those who are here.
 * Practice: shapes alone, for the rules that work them out and the views that show them.
 */
import type { Grant } from "../access/people";

/** Someone who is here. */
export type KnownPerson = {
  id: string;
  name: string;
  email: string | null;
  staffNumber: string | null;
  active: boolean;
  grants: Grant[];
};

export type StaffPlanLine = {
  line: number;
  name: string;
  email: string | null;
  staffNumber: string | null;
  jobTitle: string;
  teamId: string | null;
  /** Someone who is here, or a line of the same file. */
  manager: { personId: string } | { line: number } | null;
  /**
   * "fill" where someone of this name is here whom only a caseload has named so far: they get the
   * number, the address and what else is empty; "same" where the person is here and has all of it.
   */
  outcome: "add" | "fill" | "roles" | "same" | "bad";
  /** Whom someone new is much like, of those here or on lines before. */
  alike: string[];
  /** The person who is here. */
  personId: string | null;
  /** What is given: roles they have already are left out. */
  grants: Grant[];
  problems: string[];
  /** Teams that it names and nobody has. */
  missing: string[];
};
