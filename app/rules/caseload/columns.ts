/**
 * Owns the columns of a caseload file: their names, which must be there, and which may never be.
 * Practice: a case reference and an age in years are enough; names of children and dates of birth
 * are refused, not skipped, so that nobody goes on exporting them.
 */

import { andList, plural } from "../core/words";
import { plainHeading, spellings } from "../imports/file-headings";

export const importFields = [
  "reference",
  "familyReference",
  "cohort",
  "team",
  "worker",
  "workerNumber",
  "supervisor",
  "supervisorNumber",
  "reviewingOfficer",
  "age",
  "openedOn",
  "closedOn",
  "planSince",
] as const;
export type ImportField = (typeof importFields)[number];

/** The heading that the template carries, and what else is understood for it. */
export const importColumns: Record<ImportField, { heading: string; also: readonly string[] }> = {
  reference: { heading: "Reference", also: spellings.reference },
  familyReference: { heading: "Family reference", also: spellings.familyReference },
  cohort: { heading: "Cohort", also: spellings.cohort },
  team: { heading: "Team", also: spellings.team },
  worker: { heading: "Worker", also: spellings.worker },
  workerNumber: { heading: "Worker number", also: spellings.workerNumber },
  supervisor: { heading: "Supervisor", also: spellings.supervisor },
  supervisorNumber: { heading: "Supervisor number", also: spellings.supervisorNumber },
  reviewingOfficer: { heading: "Reviewing officer", also: spellings.reviewingOfficer },
  age: { heading: "Age", also: spellings.age },
  openedOn: { heading: "Opened", also: spellings.openedOn },
  closedOn: { heading: "Closed", also: spellings.closedOn },
  planSince: { heading: "Plan since", also: spellings.planSince },
};

const required: readonly ImportField[] = ["reference", "cohort", "team", "worker", "openedOn"];

const fieldOf = new Map<string, ImportField>(
  importFields.flatMap((field) => {
    const { heading, also } = importColumns[field];
    return [heading, ...also].map((name): [string, ImportField] => [plainHeading(name), field]);
  }),
);

/** Whether a heading is one of the template's, or a known variant. */
export const understands = (heading: string): boolean => fieldOf.has(plainHeading(heading));

/** The headings that are the template's, or a known variant, with what they head. */
export const headingsOfCaseload = (headings: readonly string[]) =>
  headings.flatMap((heading) => {
    const field = fieldOf.get(plainHeading(heading));
    return field ? [{ field, heading: heading.trim() }] : [];
  });

/** Whether a heading announces who the child is. Names of staff and teams are known columns. */
function tellsWhoTheChildIs(heading: string): boolean {
  const text = plainHeading(heading);
  if (/birth|^dob|dob$|childdob|^edd$|duedate/.test(text)) return true;
  if (/forename|surname|firstname|lastname|givenname|familyname|middlename|fullname/.test(text)) {
    return true;
  }
  return /^(the)?(child|childs|children|youngperson|youngpersons|client|person|patient)?names?$/.test(
    text,
  );
}

export type MatchedColumns = {
  /** Where each column stands, from 0. */
  at: Partial<Record<ImportField, number>>;
  /** Headings that were not understood; their cells are not read. */
  ignored: string[];
};

export type HeaderVerdict = { ok: true; columns: MatchedColumns } | { ok: false; problem: string };

/** Finds the columns of a file by its first line, or says what to correct. */
export function matchColumns(headings: readonly string[]): HeaderVerdict {
  const at: Partial<Record<ImportField, number>> = {};
  const ignored: string[] = [];
  for (const [index, heading] of headings.entries()) {
    const field = fieldOf.get(plainHeading(heading));
    if (field === undefined) {
      if (tellsWhoTheChildIs(heading)) {
        return {
          ok: false,
          problem: `Take the column “${heading.trim().slice(0, 60)}” out of the file: names of children and dates of birth are never stored here`,
        };
      }
      if (heading.trim()) ignored.push(heading.trim().slice(0, 60));
    } else if (at[field] !== undefined) {
      return {
        ok: false,
        problem: `Keep one column for “${importColumns[field].heading}”: the file has two`,
      };
    } else at[field] = index;
  }
  const missing = required.filter((field) => at[field] === undefined);
  if (missing.length > 0) {
    const names = andList(missing.map((field) => `“${importColumns[field].heading}”`));
    return {
      ok: false,
      problem: `Add the ${plural(missing.length, "column", "columns")} ${names} to the first line of the file`,
    };
  }
  return { ok: true, columns: { at, ignored } };
}

/** The lines of the template: the headings, and two cases that show how to fill them in. */
export const importTemplate = (): string[][] => {
  const people = ["Pat Lindley", "10234", "Taylor Brook", "10011"];
  return [
    importFields.map((field) => importColumns[field].heading),
    ["DB-0001", "F-0001", "CIN", "Willow", ...people, "", "7", "05/04/2024", "", ""],
    [
      ...["DB-0002", "F-0001", "CP", "Willow", ...people, "Iris Calder"],
      ...["unborn", "2024-04-05", "", "2024-04-12"],
    ],
  ];
};
