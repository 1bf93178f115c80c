/**
 * Owns when a record of someone may point to the person who stays, and when that waits for a
 * second person.
 * Practice: one level and no circles, so that it can be lifted exactly; whoever stays is given no
 * role, but answers for what the other record holds, so a second person looks at it.
 */

import { foldName, foldNumber, lowered } from "../core/folding";
import { counted, plural } from "../core/words";
import { type Held, heldInWords } from "./leaving";

/** What is recorded of someone, as far as it tells one person from another. */
export type PersonRecord = {
  id: string;
  name: string;
  email: string | null;
  staffNumber: string | null;
};

export const ownRecord = "Ask another administrator: nobody does this with a record of their own";

/** Why this record can't point to that person; null when it can. `actorId` is who asks for it. */
export function whyNotPoint(
  record: { id: string; name: string; sameAsId: string | null; records: readonly unknown[] },
  stays: { id: string; name: string; sameAsId: string | null } | null,
  actorId: string,
): string | null {
  if (!stays || stays.id === record.id) return "Choose the person who stays";
  if (record.sameAsId !== null) return `${record.name} points to someone already: lift that first`;
  if (record.records.length > 0) {
    return `Choose ${record.name} as the one who stays, or lift what points to them first`;
  }
  if (stays.sameAsId !== null) {
    return "Choose someone else: this is itself another record of someone";
  }
  if ([record.id, stays.id].includes(actorId)) {
    return ownRecord;
  }
  return null;
}

/** What a record brings to the person who stays: what it holds now, and ever had a part in. */
export type Brings = Held & {
  /** Audits, moderations, cases and the like that it ever had a part in, those of today included. */
  parts: number;
  /** Audits whose grades were read under it. */
  gradesRead: number;
  /** Conflicts of interest that newly hold. */
  conflicts: number;
  roles: number;
  hasAccount: boolean;
};

/** Whether it waits for a second person: it does where anything at all changes hands. */
export const pointWaits = ({ parts }: Pick<Brings, "parts">, alone: boolean): boolean =>
  parts > 0 && !alone;

/**
 * Whether lifting it waits: it does where anything changes hands again, so that nobody is freed of a
 * conflict of interest or of what they have read by one person alone, and where roles come back.
 */
export const liftWaits = (
  { parts, opens }: Pick<Brings, "parts"> & { opens: boolean },
  alone: boolean,
): boolean => (parts > 0 || opens) && !alone;

/** What follows, a line each. */
export function bringsInWords(
  brings: Brings,
  { record, stays, waits }: { record: string; stays: string; waits: boolean },
): string[] {
  const held = heldInWords(brings).map((line) => line.replace(/, which .*/, ""));
  const lines = [
    waits ? "A second person confirms it before it holds" : null,
    held.length > 0
      ? `${stays} also has what this record holds: ${held.join(", ")}`
      : "This record holds nothing that is open",
    brings.audits > 0 ? `${stays}’s load of audits counts both` : null,
    brings.gradesRead > 0
      ? `The grades of ${counted(brings.gradesRead, "audit", "audits")} that were read under this record count as read by ${stays}`
      : null,
    brings.conflicts > 0
      ? `${counted(brings.conflicts, "conflict of interest newly holds", "conflicts of interest newly hold")} and will wait for the QA lead`
      : "No conflict of interest newly holds in an open audit",
    brings.roles > 0
      ? `${counted(brings.roles, "role", "roles")} of this record ${plural(brings.roles, "counts", "count")} for nothing meanwhile, and ${stays} gets none of them`
      : null,
    brings.hasAccount
      ? `The account of ${record} is signed out and can’t be used meanwhile`
      : "This record has no account",
  ];
  return lines.filter((line) => line !== null);
}

export type Alike = { why: "number" | "email" | "name"; records: [string, string] };

/** Of more than this many of one name each is paired with the first alone, not with all others. */
const pairedWithAll = 20;

/** Pairs of records that may be one person, the surest first. */
export function findAlike(people: readonly PersonRecord[]): Alike[] {
  const found = new Map<string, Alike>();
  const pair = (why: Alike["why"], one: PersonRecord, other: PersonRecord) => {
    const records = [one.id, other.id].sort() as [string, string];
    const key = records.join();
    if (!found.has(key)) found.set(key, { why, records });
  };
  const by = (why: Alike["why"], keyOf: (one: PersonRecord) => string) => {
    const groups = new Map<string, PersonRecord[]>();
    for (const one of people) {
      const key = keyOf(one);
      if (key === "") continue;
      const group = groups.get(key);
      if (group) group.push(one);
      else groups.set(key, [one]);
    }
    for (const group of groups.values()) {
      const firsts = group.length > pairedWithAll ? group.slice(0, 1) : group;
      for (const [at, one] of firsts.entries()) {
        for (const other of group.slice(at + 1)) pair(why, one, other);
      }
    }
  };
  by("number", ({ staffNumber }) => foldNumber(staffNumber ?? ""));
  by("email", ({ email }) => lowered(email ?? ""));
  by("name", ({ name }) => foldName(name));
  return [...found.values()];
}

export const alikeNames: Record<Alike["why"], string> = {
  number: "The same staff number",
  email: "The same email address",
  name: "The same name",
};
