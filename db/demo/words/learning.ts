/**
 * Owns what the demonstration's council learnt, invented, from the findings of its exercises: each by
 * the beginning of its words. Practice: a learning names no child, worker or team.
 */
import type { LearningSource } from "~/rules/learning-log/learning";
import type { CoreArea, CoreTheme } from "~db/tools/codes";

export type DemoLearning = {
  what: string;
  area: CoreArea | null;
  theme: CoreTheme;
  begunOn: string;
  /** Findings of whole exercises. */
  findings: readonly string[];
  /** How many audits' findings of this theme are filed with them. */
  ofAudits: number;
  actions: readonly string[];
};

export const demoLearnings: readonly DemoLearning[] = [
  {
    what: "Plans and letters say what is wanted, and too seldom who does what by when and how anyone will see that it is done.",
    area: "planning",
    theme: "smart-planning",
    begunOn: "2024-03-04",
    findings: [
      "Outcomes were not always brief",
      "Some actions could have been tied",
      "Only five of the meetings ended with SMART",
      "Some letters needed clearer",
    ],
    ofAudits: 6,
    actions: [
      "Share what was found with the teams concerned",
      "Copy the assessment team's SMART",
      "Give the teams further guidance on letters",
    ],
  },
  {
    what: "Whether the threshold for a section 47 enquiry is reached is judged differently from one manager to the next.",
    area: "assessment",
    theme: "management-oversight",
    begunOn: "2024-02-05",
    findings: [
      "The decision about a section 47 enquiry was wholly",
      "The audit team doubted whether the threshold",
    ],
    ofAudits: 0,
    actions: [
      "Carry out a further dip sample on section 47",
      "Team managers to put together a workshop",
    ],
  },
  {
    what: "What is to happen if a plan does not work is missing or thin.",
    area: "planning",
    theme: "contingency",
    begunOn: "2024-02-05",
    findings: ["Some contingency plans needed", "Some plans are incomplete, and lack SMART"],
    ofAudits: 5,
    actions: ["Write new guidance on contingency planning"],
  },
  {
    what: "Why something was decided, or was late, is not always written down.",
    area: "case-recording",
    theme: "recording-visits",
    begunOn: "2024-01-08",
    findings: ["The reason for a late meeting", "Only six of the records came up"],
    ofAudits: 4,
    actions: ["Remind every manager to record why", "Make the recording standard plain"],
  },
  {
    what: "Other agencies are asked late, or not all of those who know the family are asked.",
    area: "assessment",
    theme: "multi-agency",
    begunOn: "2024-02-05",
    findings: [
      "Agency checks are approached in different ways",
      "Some enquiries were concluded before",
      "Other agencies should be part of reviews",
    ],
    ofAudits: 0,
    actions: ["Team managers to put together a workshop"],
  },
  {
    what: "Fathers and the wider family are known of, and left out of plans.",
    area: "direct-work",
    theme: "fathers-and-network",
    begunOn: "2024-02-12",
    findings: ["Plans did not regularly say who the child's safe"],
    ofAudits: 5,
    actions: [],
  },
];

/** The one action that is tested again, by the beginning of its words, and the sample that does it. */
export const demoRetest = {
  action: "Write new guidance on contingency planning",
  sample: "plans-2024-04",
  question: "Does the plan say what happens if it does not work?",
  orderedOn: "2024-03-12",
} as const;

export type DemoSource = {
  kind: LearningSource;
  saidOn: string;
  enteredOn: string;
  sourceReference: string;
  says: string;
  area: CoreArea | null;
  theme: CoreTheme;
  /** The place of the learning it is filed under; null where it waits. */
  learning: number | null;
};

export const demoSources: readonly DemoSource[] = [
  {
    kind: "parents",
    saidOn: "2024-02-20",
    enteredOn: "2024-02-26",
    sourceReference: "Survey after conferences, winter",
    says: "Three of eleven fathers who answered had first heard of the plan from their child’s mother.",
    area: null,
    theme: "fathers-and-network",
    learning: 5,
  },
  {
    kind: "iro-challenge",
    saidOn: "2024-03-06",
    enteredOn: "2024-03-11",
    sourceReference: "Challenges of the third quarter",
    says: "In two of five challenges the review had no plan for what would happen if the placement ended.",
    area: "planning",
    theme: "contingency",
    learning: 2,
  },
  {
    kind: "complaint",
    saidOn: "2024-03-28",
    enteredOn: "2024-04-09",
    sourceReference: "Complaint upheld in part, March",
    says: "A decision to end support was given by telephone; nobody could find where its reasons were recorded.",
    area: "case-recording",
    theme: "recording-visits",
    learning: null,
  },
];
