/**
 * Owns what team managers answered to their team reports in the demonstration.
 * Practice: a team report asks its manager for strategic actions by a date; answers are tracked
 * and their actions go into the learning log. All invented.
 */
import type { CoreArea, CoreTheme } from "~db/tools/codes";
import type { DemoTeam } from "./exercise-shape";

export type ResponseActionWords = {
  team: DemoTeam;
  area: CoreArea;
  theme: CoreTheme;
  what: string;
  successMeasure: string;
  /** Calendar days from the answer to the due date. */
  days: number;
  evidence: string;
  impact: string;
};

export const responseActions: ResponseActionWords[] = [
  {
    team: "MASH",
    area: "contact-and-referral",
    theme: "analysis",
    what: "Hold a weekly 30-minute session in which two screenings are read aloud and improved together.",
    successMeasure: "In the next cycle history is weighed in every contact audited.",
    days: 56,
    evidence: "Eight sessions held, with notes of what was learned.",
    impact: "History was weighed in all six contacts audited since.",
  },
  {
    team: "MASH",
    area: "contact-and-referral",
    theme: "timeliness",
    what: "Review at noon each day any contact still waiting for a decision.",
    successMeasure: "Nine in ten contacts are decided within a working day.",
    days: 42,
    evidence: "Daily list kept for six weeks.",
    impact: "Share decided in a day rose from 81% to 93% on the team's own count.",
  },
  {
    team: "Referral and Assessment",
    area: "assessment",
    theme: "fathers-and-network",
    what: "Ask at allocation who the father is and how he will be reached, and check it at the mid-point discussion.",
    successMeasure: "Fathers' views are in nine of ten assessments.",
    days: 63,
    evidence: "Mid-point records sampled monthly.",
    impact: "Eleven of twelve assessments sampled in March held the father's views.",
  },
  {
    team: "Referral and Assessment",
    area: "assessment",
    theme: "analysis",
    what: "Use one team meeting a month to practise analysis on an anonymised assessment.",
    successMeasure: "Assessment at Good or above in four of five audits.",
    days: 84,
    evidence: "Three sessions held.",
    impact: "Too soon to say; auditors' comments are warmer.",
  },
  {
    team: "Willow",
    area: "supervision",
    theme: "reflective-supervision",
    what: "Swap supervision records between assistant managers each month and give each other feedback on reflection.",
    successMeasure: "Reflection, scaling and analysis are completed in nine records out of ten.",
    days: 63,
    evidence: "Two rounds of swaps completed, 16 records read.",
    impact: "Reflection was complete in 13 of 16 records, against 6 of 16 before.",
  },
  {
    team: "Willow",
    area: "planning",
    theme: "smart-planning",
    what: "Rewrite every plan with more than six outcomes at its next review.",
    successMeasure: "No plan in the team has more than six outcomes.",
    days: 84,
    evidence: "List of plans with the date each was rewritten.",
    impact: "Two families told their worker that they now understand the plan.",
  },
  {
    team: "Willow",
    area: "planning",
    theme: "childs-voice",
    what: "Give each child over four a version of their plan, made with them.",
    successMeasure: "Three in four children have one by the summer.",
    days: 105,
    evidence: "Examples shared in the team folder.",
    impact: "Children asked for changes in five plans.",
  },
  {
    team: "Rowan",
    area: "supervision",
    theme: "management-oversight",
    what: "Begin each supervision with the child's plan and end by writing what has changed for the child.",
    successMeasure: "The plan is worked through in every record sampled.",
    days: 56,
    evidence: "Ten records sampled by the team manager.",
    impact: "Eight of ten went through the plan, and drift was caught in two.",
  },
  {
    team: "Rowan",
    area: "direct-work",
    theme: "childs-voice",
    what: "Ask for at least one quotation or observation of the child in every visit record before it is authorised.",
    successMeasure: "Nine in ten visit records hold the child's words or an observation.",
    days: 42,
    evidence: "Assistant managers' checks over six weeks.",
    impact: "26 of 30 visit records checked met the standard.",
  },
  {
    team: "Rowan",
    area: "case-recording",
    theme: "chronology",
    what: "Set aside a protected morning each month for chronologies and summaries.",
    successMeasure: "Summaries are no more than three months old.",
    days: 70,
    evidence: "Two mornings held; list of summaries with dates.",
    impact: "Out-of-date summaries fell from 31 to 12.",
  },
  {
    team: "Children with Disabilities",
    area: "direct-work",
    theme: "seen-alone",
    what: "Run a workshop for other teams on observing and communicating with children who do not use words.",
    successMeasure: "Each long-term team has taken part.",
    days: 84,
    evidence: "Workshop run twice, 24 people attended.",
    impact: "Two auditors noted stronger observations in other teams.",
  },
  {
    team: "Children with Disabilities",
    area: "planning",
    theme: "contingency",
    what: "Agree with each family what would happen if their main carer were ill.",
    successMeasure: "Every plan has an emergency care arrangement.",
    days: 105,
    evidence: "Arrangements recorded for two thirds of families.",
    impact: "Used twice since, without the child having to stay with strangers.",
  },
  {
    team: "Care and Leaving Care",
    area: "planning",
    theme: "timeliness",
    what: "Send each adviser a weekly list of pathway plans and reviews coming due.",
    successMeasure: "Eight in ten plans are up to date by August 2024.",
    days: 140,
    evidence: "List in use since February.",
    impact: "Up-to-date plans rose from 52% to 61%.",
  },
  {
    team: "Care and Leaving Care",
    area: "supervision",
    theme: "reflective-supervision",
    what: "Bring personal advisers into the same supervision template as social workers.",
    successMeasure: "All advisers have monthly supervision on the template.",
    days: 63,
    evidence: "Template adopted; first month complete.",
    impact: "Advisers say that they have more room to think about complicated situations.",
  },
  {
    team: "Early Help",
    area: "case-recording",
    theme: "recording-visits",
    what: "Agree a short format for recording home visits, and stop pasting emails.",
    successMeasure: "Visits are written up within five working days.",
    days: 56,
    evidence: "Format agreed and in use.",
    impact: "Four of five visits sampled were recorded in time.",
  },
  {
    team: "Early Help",
    area: "impact",
    theme: "timeliness",
    what: "Ring each waiting family every fortnight and record how they are.",
    successMeasure: "No family waits without a call for more than two weeks.",
    days: 42,
    evidence: "Call log kept by the duty worker.",
    impact: "Fewer families withdrew before help began.",
  },
];

/** A manager's covering words with their actions. */
export const responseComments = [
  "Thank you. The team talked the report through and recognised itself in it. We have chosen two things and will do them properly.",
  "The numbers are small, so I have looked at the commentaries as much as the grades. They point the same way as my own file checks.",
  "Encouraging to see direct work described so warmly. Supervision is mine to put right, and the action below is for me and my assistants.",
  "We had two vacancies in this period. That explains some of it and excuses none of it.",
  "I have shared the strengths with the practitioners by name. The action follows the panel's theme on plans.",
  "Last cycle's action is beginning to show. I would rather carry it on than begin another, with one addition.",
  "The team asked for examples of what Good looks like; we will use the two that the panel suggested.",
  "Small sample, fair comments. One thing to work on, below.",
];

/** When a manager answers that no new action is needed. */
export const noneNeededReasons = [
  "No case of this team was in the draw; last cycle's action continues.",
  "Every audit was Good or better. We will keep up what we are doing and share two examples with other teams.",
];

/** What was missing in Rowan's answer to the report of January 2024. */
export const missingInRowan =
  "Good that the team will act. Please say who looks at it each month, and how I will see that it works.";
