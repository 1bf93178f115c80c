import { describe, expect, test } from "vitest";
import {
  ageInWords,
  type Cohort,
  cohortNames,
  cohortRank,
  cohortShortNames,
  cohorts,
  highestCohort,
  isCohort,
  workerInWords,
} from "~/rules/caseload/caseload";

test("every cohort in its order, with its name and its short name", () => {
  expect(cohorts.map((c) => [c, cohortRank(c), cohortNames[c], cohortShortNames[c]])).toEqual([
    ["child-in-care", 0, "Child in care", "CIC"],
    ["child-protection", 1, "Child protection", "CP"],
    ["child-in-need", 2, "Child in need", "CIN"],
    ["care-leaver", 3, "Care leaver", "CL"],
    ["early-help", 4, "Early help", "EH"],
  ]);
});

test.each([
  ["child-in-need", true],
  ["CIN", false],
  ["", false],
  ["toString", false],
])("%j is a cohort: %s", (value, expected) => {
  expect(isCohort(value)).toBe(expected);
});

describe("a child on several lists", () => {
  test.each<[Cohort[], Cohort | null]>([
    [[], null],
    [["early-help"], "early-help"],
    [["child-in-need", "child-protection"], "child-protection"],
    [["care-leaver", "child-in-need"], "child-in-need"],
    [["child-protection", "child-in-care", "early-help"], "child-in-care"],
    [["early-help", "care-leaver"], "care-leaver"],
  ])("%j stands in %s", (list, expected) => {
    expect(highestCohort(list)).toBe(expected);
  });
});

test.each([
  [null, true, "Unborn"],
  [null, false, "Not known"],
  [0, false, "Under 1 year"],
  [1, false, "1 year"],
  [17, false, "17 years"],
])("age %s, unborn %s: %s", (age, unborn, expected) => {
  expect(ageInWords(age, unborn)).toBe(expected);
});

test("a case that nobody works is said alike everywhere", () => {
  expect([workerInWords("Wren Castle"), workerInWords(null)]).toEqual([
    "Wren Castle",
    "Not allocated",
  ]);
});
