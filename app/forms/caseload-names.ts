/**
 * Owns how a choice for a name is posted: one value a name, a typed person beside it.
 * Practice: what can't be understood is refused with what to do, and nothing else is saved.
 */
import { type Cohort, isCohort } from "~/rules/caseload/caseload";
import type { MappingChoice, MappingKind } from "~/rules/caseload/mapping";
import { foldName, foldNumber } from "~/rules/core/folding";
import { likeness } from "~/rules/imports/likeness";
import type { Near } from "~/rules/imports/near";

export type Chosen = {
  choice: MappingChoice;
  teamId: string | null;
  personId: string | null;
  cohort?: Cohort | null;
  sameName?: string;
  sameNumber?: string;
};

export type Among = {
  teams: readonly { id: string; name: string; holdsCases: boolean }[];
  staff: readonly { id: string; name: string; staffNumber: string | null }[];
  /** The names of the same file that are much like it. */
  near?: readonly Near[];
};

/** The value of a choice in a form. */
export const asValue = ({ choice, teamId, personId, cohort, ...same }: Chosen): string => {
  if (choice === "use") return `use:${teamId ?? personId ?? cohort ?? ""}`;
  if (choice !== "same") return choice;
  return sameValue({ name: same.sameName ?? "", number: same.sameNumber ?? "" });
};

/** The value of being another name of the same file. */
export const sameValue = ({ name, number }: Near): string => `same:${number}|${name}`;

const plain = (choice: MappingChoice): Chosen => ({ choice, teamId: null, personId: null });

/** A posted choice, or what to do about it. `other` is the person typed for "other". */
export function readChoice(
  kind: MappingKind,
  value: string,
  other: string,
  { teams, staff, near = [] }: Among,
): { chosen: Chosen } | { problem: string } {
  const again = { problem: "Choose what the name means from the list" };
  const used = value.startsWith("use:") ? value.slice(4) : null;
  if (kind === "team") {
    if (value === "leave-out" || value === "waiting") return { chosen: plain(value) };
    const team = teams.find(({ id, holdsCases }) => id === used && holdsCases);
    return team ? { chosen: { choice: "use", teamId: team.id, personId: null } } : again;
  }
  if (kind === "cohort") {
    if (value === "leave-out") return { chosen: plain(value) };
    return used !== null && isCohort(used)
      ? { chosen: { choice: "use", teamId: null, personId: null, cohort: used } }
      : again;
  }
  const same = near.find((one) => sameValue(one) === value);
  if (same) {
    return { chosen: { ...plain("same"), sameName: same.name, sameNumber: same.number } };
  }
  if (value === "add" || value === "nobody") return { chosen: plain(value) };
  if (value === "other") return readPerson(other, staff);
  const person = staff.find(({ id }) => id === used);
  return person ? { chosen: { choice: "use", teamId: null, personId: person.id } } : again;
}

function readPerson(typed: string, staff: Among["staff"]) {
  const text = typed.trim();
  if (text === "") return { problem: "Enter the name or the staff number of the person" };
  // The list that is offered writes the number behind the name.
  const number = /\(([^()]+)\)$/.exec(text)?.[1] ?? text;
  const byNumber = staff.filter(
    (one) => one.staffNumber !== null && foldNumber(one.staffNumber) === foldNumber(number),
  );
  const name = foldName(text.replace(/\s*\([^()]*\)$/, ""));
  const found = byNumber.length > 0 ? byNumber : staff.filter((one) => foldName(one.name) === name);
  if (found.length > 1) {
    return { problem: `Enter the staff number: ${found.length} people are called ${text}` };
  }
  const [person] = found;
  if (person) {
    return { chosen: { choice: "use" as const, teamId: null, personId: person.id } };
  }
  const near = staff.find((one) => likeness(text, one.name) !== null);
  return {
    problem: near
      ? `Check the name: there is nobody called ${text.slice(0, 60)}. Do you mean ${near.name}?`
      : `Check the name: there is nobody called ${text.slice(0, 60)} in the staff list`,
  };
}
