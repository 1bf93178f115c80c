/**
 * Owns telling a caseload from a staff list by their headings, where one was taken to the import of
 * the other.
 * Practice: whoever took a file to the wrong place is told the right one, not what the file lacks;
 * children are never offered as staff.
 */
import { headingsOfStaff } from "../people/staff-import";
import { listByHeadings } from "./annex-a-columns";
import { headingsOfCaseload } from "./columns";

const named = (headings: readonly string[]): string =>
  new Intl.ListFormat("en-GB").format(headings.slice(0, 4));

/** What to do with a caseload where staff are imported; null where it is none. */
export function whyNotStaff(headings: readonly string[]): string | null {
  const cases = headingsOfCaseload(headings);
  const telling = cases.some(({ field }) => field === "cohort" || field === "worker");
  const isCaseload =
    telling && cases.length >= 3 && cases.length > headingsOfStaff(headings).length;
  const isList = listByHeadings(headings.map((text) => ({ text }))) !== null;
  if (!isCaseload && !isList) return null;
  const because = isCaseload ? ` (${named(cases.map(({ heading }) => heading))})` : "";
  return `Take this file to “Import a caseload”, under Caseload, which a QA lead may do: it has the columns of a caseload${because}, not of a staff list`;
}

/** What to do with a staff list where a caseload is imported; null where it is none. */
export function whyNotCaseload(headings: readonly string[]): string | null {
  const staff = headingsOfStaff(headings);
  const telling = staff.some(({ field }) => field !== "name" && field !== "team");
  const isStaff =
    telling && staff.length >= 2 && staff.length > headingsOfCaseload(headings).length;
  return isStaff
    ? `Take this file to “Import staff”, under People, which an administrator may do: it has the columns of a staff list (${named(staff.map(({ heading }) => heading))}), not of a caseload`
    : null;
}
