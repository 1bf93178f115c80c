/**
 * Owns the columns of a staff list, and reading its roles: "Auditor; Team manager for Willow".
 * Practice: a list from personnel is enough; a role says how far it reaches, or has a usual reach.
 */

import { type Grant, type Role, roleInSentence, roleNames, roles } from "../access/people";
import { naturalName } from "../core/folding";
import type { StateMachine } from "../core/state-machine";
import { tidy } from "../imports/cell-text";
import { said } from "../imports/file-words";
import { teamFinder } from "../imports/team-names";

export type StaffImportState = "read" | "confirmed" | "undone";

export const staffImportMachine = {
  first: "read",
  moves: {
    confirm: { from: ["read"], to: "confirmed" },
    undo: { from: ["confirmed"], to: "undone" },
  },
} as const satisfies StateMachine<StaffImportState, "confirm" | "undo">;

export const staffFields = [
  "name",
  "email",
  "staffNumber",
  "jobTitle",
  "team",
  "managerNumber",
  "roles",
] as const;
export type StaffField = (typeof staffFields)[number];

/** The heading that the template carries, and what else is understood for it. */
const columns: Record<StaffField, { heading: string; also: readonly string[] }> = {
  name: { heading: "Name", also: ["full name", "employee", "employee name", "staff name"] },
  email: { heading: "Email", also: ["e-mail", "email address", "e-mail address", "work email"] },
  staffNumber: {
    heading: "Staff number",
    also: [
      ...["staff no", "staff id", "staff ref", "personnel number", "personnel no"],
      ...["employee number", "employee no", "employee id", "payroll number", "payroll no"],
      ...["payroll id", "assignment number"],
    ],
  },
  jobTitle: { heading: "Job title", also: ["job", "post", "position", "title"] },
  team: { heading: "Team", also: ["team name"] },
  managerNumber: {
    heading: "Manager's number",
    also: [
      ...["manager number", "manager no", "manager id", "managers staff number"],
      ...["manager staff number", "managers staff no", "line manager number", "line manager no"],
      ...["line manager id", "line managers number", "line manager staff number"],
      ...["managers employee number", "managers payroll number", "reports to number"],
    ],
  },
  roles: { heading: "Roles", also: ["role", "access"] },
};

/** The most people of one file: more would be confirmed by nobody who had read them. */
export const mostStaff = 1000;

const plain = (heading: string): string =>
  heading
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

const fieldOf = new Map<string, StaffField>(
  staffFields.flatMap((field) =>
    [columns[field].heading, ...columns[field].also].map((name): [string, StaffField] => [
      plain(name),
      field,
    ]),
  ),
);

const fieldsIn = (cells: readonly string[]): StaffField[] =>
  cells.flatMap((cell) => fieldOf.get(plain(cell)) ?? []);

/** The cells that are headings of a staff list, with what they head. */
export const headingsOfStaff = (cells: readonly string[]) =>
  cells.flatMap((cell) => {
    const field = fieldOf.get(plain(cell));
    return field ? [{ field, heading: cell.trim() }] : [];
  });

/** How many cells of a line are headings: the separator that makes most of them is the file's. */
export const knownStaffHeadings = (cells: readonly string[]): number => fieldsIn(cells).length;

/** Titles may stand above the headings: a name, or two columns that are known, make headings. */
export function isStaffHeadings(cells: readonly string[]): boolean {
  const known = fieldsIn(cells);
  return known.length >= 2 || known.includes("name");
}

/** One line of the file as it was read. */
export type StaffRow = { line: number } & Record<StaffField, string> & {
    /** Why nothing of the line can be believed. */
    broken?: string;
  };

export type StaffColumns =
  | { ok: true; read(line: number, cells: readonly string[]): StaffRow; ignored: string[] }
  | { ok: false; problem: string };

/** Which column is what; a name is needed, everything else may be left out. */
export function matchStaffColumns(headings: readonly string[]): StaffColumns {
  const at = new Map<StaffField, number>();
  const ignored: string[] = [];
  for (const [index, heading] of headings.entries()) {
    const field = fieldOf.get(plain(heading));
    if (!field) {
      if (heading.trim() !== "") ignored.push(heading.trim().slice(0, 60));
    } else if (at.has(field)) {
      return {
        ok: false,
        problem: `Keep one column of the two that both mean ${columns[field].heading}`,
      };
    } else at.set(field, index);
  }
  if (!at.has("name")) {
    return { ok: false, problem: "Add a column with the heading Name, as the template has it" };
  }
  const cell = (cells: readonly string[], field: StaffField): string => {
    const index = at.get(field);
    const text = index === undefined ? "" : (cells[index] ?? "").slice(0, 500);
    // A name stays as it is written, but for its order: someone may be called Null.
    if (field === "name") return naturalName(tidy(text));
    return field === "staffNumber" || field === "managerNumber"
      ? said(text)
          .replace(/^['’‘`](?=\S)/, "")
          .replace(/^(\d+)\.0+$/, "$1")
      : said(text);
  };
  return {
    ok: true,
    ignored,
    read: (line, cells) => ({
      line,
      ...(Object.fromEntries(staffFields.map((field) => [field, cell(cells, field)])) as Record<
        StaffField,
        string
      >),
    }),
  };
}

/** The template: its headings, and lines that show how to fill them in. */
export const staffTemplate = (): string[][] => [
  staffFields.map((field) => columns[field].heading),
  [
    "Sal Senior",
    "sal.senior@council.example",
    "S1",
    "Team manager",
    "Willow",
    "",
    "Team manager for Willow",
  ],
  [
    "Wyn Worker",
    "wyn.worker@council.example",
    "W1",
    "Social worker",
    "Willow",
    "S1",
    "Practitioner",
  ],
  [
    "Avi Audit",
    "avi.audit@council.example",
    "A1",
    "Senior practitioner",
    "Rowan",
    "",
    "Auditor; Moderator",
  ],
  ["Ola Lead", "ola.lead@council.example", "Q1", "QA manager", "", "", "QA lead for everything"],
];

export type Place = { id: string; name: string };
export type Places = {
  services: readonly Place[];
  /** By every name that stands for one: its own, and those that were said to mean it. */
  teams: readonly (Place & { serviceId: string })[];
};

type Read<T> = { ok: true; value: T } | { ok: false; problem: string; missing?: string };

/** Compared without case, and with one space for many. */
export const foldedPlace = (name: string): string =>
  name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();

const roleOf = (words: string): Role | undefined =>
  roles.find((role) => plain(roleNames[role]) === plain(words) || plain(role) === plain(words));

const nameOf = (part: string) => /^(.*?)(?:\s+for\s+(.*))?$/i.exec(part.trim()) ?? [];

/** Roles stand apart by semicolons or lines, or by commas and "and" where each part names a role. */
function partsOf(text: string): string[] {
  return text.split(/[;\n]/).flatMap((part) => {
    const parts = part.split(/,|\band\b|&/i).filter((one) => one.trim() !== "");
    return parts.every((one) => roleOf(nameOf(one)[1] ?? "")) ? parts : [part];
  });
}

/** Reads "Auditor; Team manager for Willow": roles with their reach, the usual one where none is said. */
export function readRoles(text: string, places: Places, teamId: string | null): Read<Grant[]> {
  const grants: Grant[] = [];
  for (const part of partsOf(text)) {
    if (part.trim() === "") continue;
    const [, words = "", where = ""] = nameOf(part);
    const role = roleOf(words);
    if (!role) {
      const known = roles.map((one) => roleNames[one]).join(", ");
      return { ok: false, problem: `Write one of these roles, not “${words}”: ${known}` };
    }
    const reach = where === "" ? usualReach(role, places, teamId) : readReach(role, where, places);
    if (!reach.ok) return reach;
    if (!grants.some((one) => JSON.stringify(one) === JSON.stringify(reach.value))) {
      grants.push(reach.value);
    }
  }
  return { ok: true, value: grants };
}

/** A team manager's team, a service manager's service; everything for most others. */
function usualReach(role: Role, { teams }: Places, teamId: string | null): Read<Grant> {
  if (role !== "team-manager" && role !== "service-manager") {
    return { ok: true, value: { role, reach: "all" } };
  }
  const team = teams.find(({ id }) => id === teamId);
  if (!team) {
    return {
      ok: false,
      problem: `Say how far the role reaches, like “${roleNames[role]} for ${role === "team-manager" ? "Willow" : "Safeguarding"}”`,
    };
  }
  return {
    ok: true,
    value:
      role === "team-manager"
        ? { role, reach: "team", teamId: team.id }
        : { role, reach: "service", serviceId: team.serviceId },
  };
}

function readReach(role: Role, where: string, { services, teams }: Places): Read<Grant> {
  const folded = foldedPlace(where);
  if (/^(everything|all|everyone|the whole council)$/.test(folded)) {
    return { ok: true, value: { role, reach: "all" } };
  }
  const [, kind = "", name = ""] = /^(?:the )?(?:(team|service) )?(.*)$/.exec(folded) ?? [];
  const named = ({ name: one }: Place) => foldedPlace(one) === name || foldedPlace(one) === folded;
  const service = kind === "team" ? undefined : services.find(named);
  const findTeam = teamFinder(teams);
  const found = [name, folded].flatMap((words) => findTeam(words).named ?? []);
  const team = kind === "service" ? undefined : found[0];
  if (service && team) {
    return {
      ok: false,
      problem: `Write “for the team ${team.name}” or “for the service ${service.name}”: both are called that`,
    };
  }
  if (service) return { ok: true, value: { role, reach: "service", serviceId: service.id } };
  if (team) return { ok: true, value: { role, reach: "team", teamId: team.id } };
  return {
    ok: false,
    problem: `Write a team or service that is here, for the role ${roleInSentence(role)}, not “${where}”`,
    ...(kind === "service" ? {} : { missing: where.replace(/^(the )?team /i, "") }),
  };
}
