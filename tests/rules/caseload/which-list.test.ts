import { describe, expect, it } from "vitest";
import { importColumns } from "~/rules/caseload/columns";
import { whyNotCaseload, whyNotStaff } from "~/rules/caseload/which-list";

const caseload = Object.values(importColumns).map(({ heading }) => heading);
const staff = ["Name", "Email", "Staff number", "Job title", "Team", "Manager's number", "Roles"];

describe("A file under the headings of another list", () => {
  it.each([
    ["the template", caseload],
    ["the columns that must be there", ["Reference", "Cohort", "Team", "Worker", "Opened"]],
    ["as a case system names them", ["Person ID", "Allocated Worker", "Allocated Team", "Age"]],
    ["with the child's name, which is no member of staff", ["Name", "Case ID", "Cohort", "Team"]],
  ])("is a caseload: %s", (_, headings) => {
    expect(whyNotStaff(headings)).toMatch(/^Take this file to “Import a caseload”/);
    expect(whyNotCaseload(headings)).toBeNull();
  });

  it.each([
    ["the template", staff],
    ["with a name and a number", ["Employee name", "Payroll number", "Notes"]],
    ["from personnel", ["Full name", "Personnel number", "Post", "Team", "Start date"]],
    ["without a name", ["Email", "Staff number", "Team"]],
  ])("is a staff list: %s", (_, headings) => {
    expect(whyNotCaseload(headings)).toMatch(/^Take this file to “Import staff”/);
    expect(whyNotStaff(headings)).toBeNull();
  });

  it.each([[["Name", "Team"]], [["Colour", "Weight"]], [["Team"]], [[]]])(
    "is neither for sure under %j",
    (headings) => {
      expect([whyNotStaff(headings), whyNotCaseload(headings)]).toEqual([null, null]);
    },
  );

  it("names some of the columns by which it was known", () => {
    expect(whyNotStaff(caseload)).toContain("(Reference, Family reference, Cohort and Team)");
    expect(whyNotCaseload(staff)).toContain("(Name, Email, Staff number and Job title)");
  });
});
