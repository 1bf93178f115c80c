/**
 * Owns telling a staff list's people by their names alone, where neither number nor address does.
 * Practice: whom a caseload has named and nobody knows more of is the one of that name, if there is
 * but one; whoever else is much like someone is asked about, never decided.
 */

import { foldName } from "../core/folding";
import { suggest } from "../imports/likeness";
import { nearNames } from "../imports/near";
import type { StaffRow } from "./staff-import";
import type { KnownPerson, StaffPlanLine } from "./staff-lines";

/**
 * Finds the one person of a line's name who has neither number nor address: a caseload named them.
 * Two lines of that name leave it open which of the two they are.
 */
export function bareFinder(rows: readonly StaffRow[], people: readonly KnownPerson[]) {
  const inFile = new Map<string, number>();
  for (const { name } of rows) inFile.set(foldName(name), (inFile.get(foldName(name)) ?? 0) + 1);
  const byName = new Map<string, KnownPerson[]>();
  for (const one of people) {
    if (one.active)
      byName.set(foldName(one.name), [...(byName.get(foldName(one.name)) ?? []), one]);
  }
  return ({ name }: StaffRow): KnownPerson | undefined => {
    const [one, ...others] = byName.get(foldName(name)) ?? [];
    const alone = others.length === 0 && inFile.get(foldName(name)) === 1;
    return alone && one && !one.staffNumber && !one.email ? one : undefined;
  };
}

/**
 * Says of each new person whom they are much like: someone has to say that they are two. Other
 * than in a caseload, two lines of the very same name are asked about too, whatever else they hold.
 */
export function tellAlike(lines: StaffPlanLine[], people: readonly KnownPerson[]): StaffPlanLine[] {
  const added = lines.filter(({ outcome }) => outcome === "add");
  const near = nearNames(
    added.map(({ line, name, staffNumber, email }) => ({
      ...{ ref: String(line), name, staffNumber, email, teamId: null },
    })),
    people,
  );
  const before = new Map<string, string>();
  for (const one of added) {
    const key = foldName(one.name);
    const namesake = before.get(key);
    before.set(key, one.name);
    const found = near.get(String(one.line));
    const here = found?.known ? suggest(one.name, people).map(({ name }) => name) : [];
    const inFile = found?.near.map(({ name }) => name) ?? [];
    one.alike = [...new Set([...here, ...(namesake ? [namesake] : []), ...inFile])];
  }
  return lines;
}
