/**
 * Owns the words for a case: its cohort, and how old the child is.
 * Practice: a child on several lists of Annex A stands in the highest cohort. The order is a
 * choice: in care, child protection, child in need, care leaver, early help.
 */
import { counted } from "../core/words";

/** Highest first. */
export const cohorts = [
  "child-in-care",
  "child-protection",
  "child-in-need",
  "care-leaver",
  "early-help",
] as const;
export type Cohort = (typeof cohorts)[number];

export const cohortNames: Record<Cohort, string> = {
  "child-in-care": "Child in care",
  "child-protection": "Child protection",
  "child-in-need": "Child in need",
  "care-leaver": "Care leaver",
  "early-help": "Early help",
};

/** As practitioners write them; give the full name at first use on a page. */
export const cohortShortNames: Record<Cohort, string> = {
  "child-in-care": "CIC",
  "child-protection": "CP",
  "child-in-need": "CIN",
  "care-leaver": "CL",
  "early-help": "EH",
};

export const isCohort = (value: string): value is Cohort => cohorts.some((c) => c === value);

/** 0 for the highest cohort to 4 for the lowest: the order of lists and of strata. */
export const cohortRank = (cohort: Cohort): number => cohorts.indexOf(cohort);

/** The cohort a child on several lists stands in; null for a child on none. */
export function highestCohort(list: Iterable<Cohort>): Cohort | null {
  let highest: Cohort | null = null;
  for (const cohort of list) {
    if (highest === null || cohortRank(cohort) < cohortRank(highest)) highest = cohort;
  }
  return highest;
}

/** Who works a case, as every page says it; null where nobody is allocated. */
export const workerInWords = (name: string | null): string => name ?? "Not allocated";

/** How a child's age is shown; `age` in whole years, null when it was not given. */
export function ageInWords(age: number | null, unborn: boolean): string {
  if (unborn) return "Unborn";
  if (age === null) return "Not known";
  if (age === 0) return "Under 1 year";
  return counted(age, "year", "years");
}
