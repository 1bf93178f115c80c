/**
 * Owns the demonstration's core cycles: when each step took place, and the final grades each
 * cycle came to.
 * Practice: November 2023 and January 2024 together are the published figures (2 Outstanding,
 * 31 Good, 20 Requires improvement; assessment 38 of 53, supervision 22 of 53, case recording
 * 30 of 51 at Good or above); their division and everything before is invented, the moderation of every audit in
 * the first three cycles included.
 */
import type { Grade } from "~/rules/tools/scale";
import type { TeamName } from "./people-shape";

/** How one practice area comes out over a cycle; the rest are Requires improvement. */
export type AreaTarget = {
  goodOrAbove: number;
  /** Of those at Good or above. */
  outstanding?: number;
  inadequate?: number;
  notApplicable?: number;
  notJudged?: number;
};

export type CycleDates = {
  plannedOn: string;
  drawnOn: string;
  releasedOn: string;
  auditsDueOn: string;
  moderationDueOn: string;
  responsesDueOn: string;
};

export type ClosedCycle = CycleDates & {
  month: string;
  toolMajor: 1 | 2;
  size: number;
  /** Sizes set by hand. */
  byHand: Partial<Record<TeamName, number>>;
  /** The auditing window closed; moderation and then the cycle closed. */
  windowClosedOn: string;
  closedOn: string;
  overall: Record<Grade, number>;
  areas: Record<string, AreaTarget>;
  /** Final grades that differ from the auditor's: this many were lowered and raised. */
  lowered: number;
  raised: number;
  /** The QA lead had every audit moderated, in the first year; after it the sealed order selects. */
  moderatesAll?: true;
};

const grades = (o: number, g: number, r: number, i: number): Record<Grade, number> => ({
  outstanding: o,
  good: g,
  "requires-improvement": r,
  inadequate: i,
});

export const closedCycles: readonly ClosedCycle[] = [
  {
    month: "2023-02",
    toolMajor: 1,
    size: 24,
    byHand: { "Early Help": 4, "Care and Leaving Care": 5 },
    plannedOn: "2023-01-23",
    drawnOn: "2023-02-06",
    releasedOn: "2023-02-07",
    auditsDueOn: "2023-03-03",
    moderationDueOn: "2023-03-24",
    responsesDueOn: "2023-04-18",
    windowClosedOn: "2023-03-08",
    closedOn: "2023-03-31",
    overall: grades(0, 9, 14, 1),
    areas: {
      "contact-and-referral": { goodOrAbove: 7, notApplicable: 11 },
      assessment: { goodOrAbove: 9 },
      planning: { goodOrAbove: 8, inadequate: 1 },
      supervision: { goodOrAbove: 7, inadequate: 1 },
      "case-recording": { goodOrAbove: 9 },
      impact: { goodOrAbove: 12, inadequate: 1 },
    },
    lowered: 5,
    raised: 1,
    moderatesAll: true,
  },
  {
    month: "2023-05",
    toolMajor: 1,
    size: 24,
    byHand: { "Early Help": 4, "Care and Leaving Care": 5 },
    plannedOn: "2023-04-24",
    drawnOn: "2023-05-09",
    releasedOn: "2023-05-10",
    auditsDueOn: "2023-06-09",
    moderationDueOn: "2023-06-30",
    responsesDueOn: "2023-07-19",
    windowClosedOn: "2023-06-14",
    closedOn: "2023-07-05",
    overall: grades(0, 11, 12, 1),
    areas: {
      "contact-and-referral": { goodOrAbove: 8, notApplicable: 11 },
      assessment: { goodOrAbove: 12 },
      planning: { goodOrAbove: 8, inadequate: 1 },
      supervision: { goodOrAbove: 8 },
      "case-recording": { goodOrAbove: 11 },
      impact: { goodOrAbove: 13, inadequate: 1 },
    },
    lowered: 5,
    raised: 1,
    moderatesAll: true,
  },
  {
    month: "2023-08",
    toolMajor: 1,
    size: 24,
    byHand: { "Early Help": 4, "Care and Leaving Care": 5 },
    plannedOn: "2023-07-24",
    drawnOn: "2023-08-07",
    releasedOn: "2023-08-08",
    auditsDueOn: "2023-09-08",
    moderationDueOn: "2023-09-29",
    responsesDueOn: "2023-10-18",
    windowClosedOn: "2023-09-13",
    closedOn: "2023-10-04",
    overall: grades(1, 12, 11, 0),
    areas: {
      "contact-and-referral": { goodOrAbove: 9, outstanding: 1, notApplicable: 11 },
      assessment: { goodOrAbove: 14, outstanding: 1 },
      planning: { goodOrAbove: 9 },
      supervision: { goodOrAbove: 10 },
      "case-recording": { goodOrAbove: 13 },
      impact: { goodOrAbove: 16, outstanding: 1 },
    },
    lowered: 4,
    raised: 1,
    moderatesAll: true,
  },
  {
    month: "2023-11",
    toolMajor: 2,
    size: 26,
    byHand: { "Early Help": 4, "Care and Leaving Care": 6 },
    plannedOn: "2023-10-23",
    drawnOn: "2023-11-06",
    releasedOn: "2023-11-07",
    auditsDueOn: "2023-12-01",
    moderationDueOn: "2023-12-22",
    responsesDueOn: "2024-01-26",
    windowClosedOn: "2023-12-06",
    closedOn: "2024-01-10",
    overall: grades(1, 14, 11, 0),
    areas: {
      "contact-and-referral": { goodOrAbove: 10, outstanding: 1, notApplicable: 14 },
      assessment: { goodOrAbove: 18, outstanding: 1 },
      planning: { goodOrAbove: 11 },
      "direct-work": { goodOrAbove: 16, outstanding: 2 },
      supervision: { goodOrAbove: 10, inadequate: 1 },
      "case-recording": { goodOrAbove: 14, outstanding: 1, notJudged: 1 },
      impact: { goodOrAbove: 21, outstanding: 2 },
    },
    lowered: 2,
    raised: 1,
  },
  {
    month: "2024-01",
    toolMajor: 2,
    size: 27,
    byHand: { "Early Help": 4, "Care and Leaving Care": 6 },
    plannedOn: "2023-12-18",
    drawnOn: "2024-01-08",
    releasedOn: "2024-01-09",
    auditsDueOn: "2024-02-09",
    moderationDueOn: "2024-03-08",
    responsesDueOn: "2024-04-05",
    windowClosedOn: "2024-02-14",
    closedOn: "2024-03-20",
    overall: grades(1, 17, 9, 0),
    areas: {
      "contact-and-referral": { goodOrAbove: 10, outstanding: 1, notApplicable: 15 },
      assessment: { goodOrAbove: 20, outstanding: 2 },
      planning: { goodOrAbove: 13, outstanding: 1 },
      "direct-work": { goodOrAbove: 17, outstanding: 2 },
      supervision: { goodOrAbove: 12, outstanding: 1 },
      "case-recording": { goodOrAbove: 16, outstanding: 1, notJudged: 1 },
      impact: { goodOrAbove: 22, outstanding: 2 },
    },
    lowered: 1,
    raised: 2,
  },
];

/** The cycle under way on 15 April 2024. Early help's share is set by hand. */
export const openCycle: CycleDates & {
  month: string;
  size: number;
  byHand: Partial<Record<TeamName, number>>;
} = {
  month: "2024-03",
  size: 28,
  byHand: { "Early Help": 4 },
  plannedOn: "2024-02-26",
  drawnOn: "2024-03-11",
  releasedOn: "2024-03-12",
  auditsDueOn: "2024-04-12",
  moderationDueOn: "2024-05-03",
  responsesDueOn: "2024-05-24",
};
