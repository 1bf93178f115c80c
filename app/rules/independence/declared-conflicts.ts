/**
 * Owns conflicts of interest that people declare themselves: with whom, and how they are said.
 * Practice: declared at any time, before work is offered or while it is under way; it counts for a
 * child's whole family, or for every case that the member of staff holds or held, until a QA lead
 * other than whoever declared it withdraws it with a reason.
 */
import type { Access } from "../access/access";

/** What someone may choose: with a child and the family, or with a member of staff. */
export const conflictWith = ["child", "worker"] as const;
/** A record of a dip sample is declared from that sample alone. */
export type ConflictWith = (typeof conflictWith)[number] | "record";

export type DeclaredConflict = {
  id: string;
  personId: string;
  personName: string;
  with: ConflictWith;
  /** The reference of the case or the record, or the name of the member of staff. */
  whom: string;
  note: string;
  declaredAt: string;
  withdrawn: { at: string; by: string; reason: string } | null;
  access: Access;
};

/** "the child or family of DB-1042", "record SUP-014", "Pat Lindley". */
export const withWhom = (one: Pick<DeclaredConflict, "with" | "whom">): string => {
  if (one.with === "record") return `record ${one.whom}`;
  return one.with === "child" ? `the child or family of case ${one.whom}` : one.whom;
};

/** What it keeps its person from, for whoever reads the list. */
export const barsInWords: Record<ConflictWith, string> = {
  child: "This case and those of brothers and sisters",
  worker: "Every case they hold or supervise, or did",
  record: "This record",
};
