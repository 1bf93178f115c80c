/**
 * Owns the lists of Ofsted's Annex A that a caseload is made of, and the headings each has.
 * Practice: Lists 6 to 9 hold the children with a plan, in care or leaving care. What an audit
 * does not need is known by its heading and never read.
 */

import { spellings } from "../imports/file-headings";
import type { Cohort } from "./caseload";

export const annexLists = ["List 6", "List 7", "List 8", "List 9"] as const;
export type AnnexList = (typeof annexLists)[number];

export const listCohorts: Record<AnnexList, Cohort> = {
  "List 6": "child-in-need",
  "List 7": "child-protection",
  "List 8": "child-in-care",
  "List 9": "care-leaver",
};

/** What is read of a row. */
export const annexFields = [
  "childId",
  "gender",
  "dateOfBirth",
  "age",
  "startedOn",
  "endedOn",
  "status",
  "team",
  "worker",
  "adviser",
  "reviewedOn",
  "contactOn",
] as const;
export type AnnexField = (typeof annexFields)[number];

/** The heading Ofsted gives a column, and what councils write for it. */
export type AnnexColumn = { heading: string; also: readonly string[]; needed?: true };

const common = {
  childId: { heading: "Child Unique ID", also: spellings.reference, needed: true },
  gender: { heading: "Gender", also: spellings.gender },
  /** Read in memory for the age alone. */
  dateOfBirth: { heading: "Date of Birth", also: spellings.dateOfBirth },
  age: { heading: "Age", also: spellings.age },
  team: { heading: "Allocated Team", also: spellings.team, needed: true },
  worker: { heading: "Allocated Worker", also: spellings.worker, needed: true },
} satisfies Partial<Record<AnnexField, AnnexColumn>>;

type Columns = Partial<Record<AnnexField, AnnexColumn>>;

const spans = (
  [start, startSpellings]: [string, readonly string[]],
  [end, endSpellings]: [string, readonly string[]],
): Columns => ({
  startedOn: { heading: start, also: startSpellings, needed: true },
  endedOn: { heading: end, also: endSpellings, needed: true },
});

export const annexColumns: Record<AnnexList, Columns> = {
  "List 6": {
    ...common,
    ...spans(["CIN Start Date", spellings.cinStart], ["CIN Closure Date", spellings.cinEnd]),
    status: { heading: "Case Status", also: spellings.caseStatus },
  },
  "List 7": {
    ...common,
    ...spans(
      ["Child Protection Plan Start Date", spellings.planStart],
      ["Child Protection Plan End Date", spellings.planEnd],
    ),
  },
  "List 8": {
    ...common,
    ...spans(
      ["Date Started to be Looked After", spellings.careStart],
      ["Date Ceased to be Looked After", spellings.careEnd],
    ),
  },
  "List 9": {
    ...common,
    worker: { ...common.worker, needed: undefined },
    adviser: { heading: "Allocated Personal Advisor", also: spellings.adviser },
    reviewedOn: { heading: "Latest Pathway Plan Review Date", also: spellings.pathwayReview },
    contactOn: { heading: "Latest Date of Contact", also: spellings.lastContact },
  },
};

/** Headings of Annex A that an audit has no need of: their cells are not read, and not reported. */
export const unreadHeadings: Record<AnnexList, readonly string[]> = {
  "List 6": [
    ...["Ethnicity", "Does the Child have a Disability", "Primary Need Code"],
    ...["Date Child Was Last Seen", "Reason for Closure"],
  ],
  "List 7": [
    ...["Ethnicity", "Does the Child have a Disability", "Initial Category of Abuse"],
    ...["Latest Category of Abuse", "Date of the Last Statutory Visit"],
    ...["Was the Child Seen Alone?", "Date of latest review conference"],
    "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
    "Number of Previous Child Protection Plans",
  ],
  "List 8": [
    "Ethnicity",
    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))",
    ...["Does the Child have a Disability", "Child's Category of Need"],
    "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
    ...["Start date of current legal status", "Child's Legal Status"],
    ...["Date of Latest Statutory Review", "Date of Last Social Work Visit"],
    ...["What is the permanence plan for this child?"],
    ...["Date of Last IRO Visit / Contact to the Child", "Date of Last Health Assessment"],
    ...["Date of Last Dental Check", "Number of Placements in the Last 12 months"],
    ...["Reason Ceased to be Looked After", "Start Date of Most Recent Placement"],
    ...["Placement Type", "Placement Provider", "Placement postcode", "URN of Placement"],
    ...["Placement Location", "LA of Placement"],
    "Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months",
    "Number of Episodes the Child has been ‘Absent’ from their Placement in the last 12 months",
    "Was the child offered a Return Interview after their last missing episode (Y/N)?",
    "Did the child accept a Return Interview after their last missing episode (Y/N)?",
  ],
  "List 9": [
    "Ethnicity",
    "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)",
    ...["Does the Child have a Disability", "Eligibility Category", "LA in Touch"],
    ...["Type of Accommodation", "Suitability of Accommodation", "Activity Status"],
  ],
};
