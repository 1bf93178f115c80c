/**
 * Owns the lists of Ofsted's Annex A that a caseload is made of, and the headings each has.
 * Practice: Lists 6 to 9 hold the children with a plan, in care or leaving care. What an audit
 * does not need is known by its heading and never read.
 */
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

const childId: AnnexColumn = {
  heading: "Child Unique ID",
  also: [
    ...["child id", "unique child id", "child unique identifier", "child identifier"],
    ...["unique id", "unique identifier", "child unique id number", "child unique reference"],
    ...["child reference", "child ref", "child reference number", "person id", "person reference"],
    ...["client id", "case id", "case reference", "case number", "system id", "mosaic id"],
    ...["lcs id", "liquidlogic id", "ics id", "young person unique id", "young person id"],
    ...["yp id", "la child id", "child no", "child number"],
  ],
  needed: true,
};

/** Read in memory for the age alone. */
const dateOfBirth: AnnexColumn = {
  heading: "Date of Birth",
  also: [
    ...["dob", "d o b", "birth date", "birthdate", "date birth", "child dob"],
    ...["child date of birth", "childs date of birth", "date of birth or expected date of birth"],
    ...["date of birth or due date", "dob or edd", "dob edd", "expected date of birth", "edd"],
  ],
};

const common = {
  childId,
  gender: { heading: "Gender", also: ["sex", "child gender", "gender of child"] },
  dateOfBirth,
  age: {
    heading: "Age",
    also: ["age of child", "age of child years", "child age", "age years", "age in years"].concat([
      "current age",
      "age at extract",
      "age today",
    ]),
  },
  team: {
    heading: "Allocated Team",
    also: [
      ...["team", "team name", "allocated team name", "current team", "current allocated team"],
      ...["case team", "responsible team", "social work team", "sw team", "worker team"],
    ],
    needed: true,
  },
  worker: {
    heading: "Allocated Worker",
    also: [
      ...["worker", "worker name", "allocated worker name", "allocated social worker"],
      ...["social worker", "allocated sw", "current worker", "current allocated worker"],
      ...["case worker", "caseworker", "case holder", "key worker", "lead worker", "keyworker"],
      ...[
        "allocated case worker",
        "social worker name",
        "named social worker",
        "lead professional",
      ],
    ],
    needed: true,
  },
} satisfies Partial<Record<AnnexField, AnnexColumn>>;

type Columns = Partial<Record<AnnexField, AnnexColumn>>;

export const annexColumns: Record<AnnexList, Columns> = {
  "List 6": {
    ...common,
    startedOn: {
      heading: "CIN Start Date",
      also: [
        ...["child in need start date", "cin plan start date", "date cin started", "cin started"],
        ...["cin start", "start date of cin", "start date", "cin episode start date"],
        ...["child in need plan start date", "date of start of cin", "start date of cin episode"],
      ],
      needed: true,
    },
    endedOn: {
      heading: "CIN Closure Date",
      also: [
        ...["child in need closure date", "cin end date", "cin plan end date", "cin closed date"],
        ...["cin close date", "cin closure", "closure date", "end date", "date cin closed"],
        ...["date cin ended", "cin episode end date", "child in need end date", "date of closure"],
        ...["child in need plan end date", "case closure date", "closed date", "date closed"],
      ],
      needed: true,
    },
    status: {
      heading: "Case Status",
      also: ["status", "current case status", "cin status", "child case status"],
    },
  },
  "List 7": {
    ...common,
    startedOn: {
      heading: "Child Protection Plan Start Date",
      also: [
        ...["cp plan start date", "cpp start date", "child protection start date", "cp start date"],
        ...["plan start date", "start date of child protection plan", "cp plan start"],
        ...["date child protection plan started", "start date", "date became subject of plan"],
        ...["current child protection plan start date", "date cp plan started"],
      ],
      needed: true,
    },
    endedOn: {
      heading: "Child Protection Plan End Date",
      also: [
        ...["cp plan end date", "cpp end date", "child protection end date", "cp end date"],
        ...["plan end date", "end date of child protection plan", "cp plan end", "end date"],
        ...["date child protection plan ended", "date ceased to be subject of plan"],
        ...["child protection plan closure date", "date cp plan ended", "cp closure date"],
      ],
      needed: true,
    },
  },
  "List 8": {
    ...common,
    startedOn: {
      heading: "Date Started to be Looked After",
      also: [
        ...["date child started to be looked after", "looked after start date", "lac start date"],
        ...["cla start date", "date became looked after", "date started looked after", "date lac"],
        ...["date entered care", "date the child entered care", "care start date", "start date"],
        ...["date of becoming looked after", "date looked after", "period of care start date"],
        ...["date started being looked after", "poc start date", "date came into care"],
      ],
      needed: true,
    },
    endedOn: {
      heading: "Date Ceased to be Looked After",
      also: [
        ...["date child ceased to be looked after", "looked after end date", "lac end date"],
        ...["cla end date", "date ceased looked after", "date ceased being looked after"],
        ...["date left care", "date the child left care", "care end date", "end date"],
        ...["date stopped being looked after", "period of care end date", "poc end date"],
        ...["date ceased care", "date of ceasing to be looked after", "date lac ceased"],
      ],
      needed: true,
    },
  },
  "List 9": {
    ...common,
    worker: { ...common.worker, needed: undefined },
    adviser: {
      heading: "Allocated Personal Advisor",
      also: [
        ...["allocated personal adviser", "personal advisor", "personal adviser", "allocated pa"],
        ...["pa", "pa name", "leaving care personal adviser", "leaving care personal advisor"],
        ...["personal adviser name", "personal advisor name", "leaving care worker"],
      ],
    },
    reviewedOn: {
      heading: "Latest Pathway Plan Review Date",
      also: [
        ...["pathway plan review date", "latest pathway plan review", "pathway plan date"],
        ...["date of latest pathway plan review", "date of last pathway plan review"],
        ...["last pathway plan review date", "latest pathway plan date"],
      ],
    },
    contactOn: {
      heading: "Latest Date of Contact",
      also: [
        ...["date of latest contact", "latest contact date", "date of last contact"],
        ...["last contact date", "date last in touch", "latest contact"],
      ],
    },
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
