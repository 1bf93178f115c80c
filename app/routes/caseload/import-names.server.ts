/** Owns what is offered for each name of an import, and which answer stands already. */
import { asValue } from "~/forms/caseload-names";
import type { MappingKind } from "~/rules/caseload/mapping";
import { foldName, foldNumber } from "~/rules/core/folding";
import { suggest } from "~/rules/imports/likeness";
import type { NameInImport, unscopedStaff } from "~db/caseload/mappings.server";
import type { Named } from "./name-choice";

type Staff = Awaited<ReturnType<typeof unscopedStaff>>;

const isSame = (one: Staff[number], name: string, number: string): boolean =>
  number === ""
    ? foldName(one.name) === foldName(name)
    : one.staffNumber !== null && foldNumber(one.staffNumber) === foldNumber(number);

/** Whom the name may mean, whoever is chosen already first. */
function likelyStaff({ name, number, why, personId }: NameInImport, staff: Staff): Named[] {
  const alike =
    why === "several" || why === "left"
      ? staff.filter((one) => isSame(one, name, number)).slice(0, 6)
      : suggest(name, staff);
  const chosen = staff.find(({ id }) => id === personId);
  const all = chosen && !alike.includes(chosen) ? [chosen, ...alike] : alike;
  return all.map(({ id, name: called, staffNumber, team, active }) => ({
    ...{ id, name: called },
    note: [staffNumber, team, active === 1 ? null : "no longer active"].filter(Boolean).join(", "),
  }));
}

export const likely = (
  kind: MappingKind,
  name: NameInImport,
  among: { teams: readonly { id: string; name: string }[]; staff: Staff },
): Named[] =>
  kind === "team"
    ? suggest<Named>(name.name, among.teams)
    : kind === "worker"
      ? likelyStaff(name, among.staff)
      : [];

export const asked = <T extends { id: string }>(name: NameInImport, suggested: T[]) => ({
  suggested,
  value: standing(name, suggested),
});

/** A new worker is added, and one who left is that person, unless someone says otherwise. */
export const standing = (name: NameInImport, suggested: readonly { id: string }[]): string => {
  const { kind, why, choice, answer } = name;
  // What was asked for and not added is asked again.
  if (answer !== "") return "";
  if (choice !== null) return asValue({ ...name, choice });
  if (why === "left" && suggested[0]) return `use:${suggested[0].id}`;
  return kind === "worker" && why === "unknown" ? "add" : "";
};

/** Leaving a name for later is a choice of its own, so that none is forgotten. */
export function stillToChoose({ kind, name, number, rows }: NameInImport): string {
  if (kind === "cohort") return `Choose which cohort ${name} means, or leave its cases out`;
  if (kind === "worker") return `Choose who ${name || `number ${number}`} is, or No worker`;
  const cannot = rows === 1 ? "its row can’t" : `its ${rows.toLocaleString("en-GB")} rows can’t`;
  return `Choose what ${name.slice(0, 60)} means, or have it added: ${cannot} be imported until then`;
}
