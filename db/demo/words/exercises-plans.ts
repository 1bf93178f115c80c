/**
 * Owns the demonstration's dip samples that come round again: the child in need and child
 * protection plans of December 2023, and the two samples planned for April and May 2024.
 */
import type { DemoExercise } from "./exercise-shape";
import { exploitationSampleTool } from "./tools-exploitation";
import { planSampleTool } from "./tools-plans";

export const planSample: DemoExercise = {
  key: "plans-2023-12",
  kind: "dip-sample",
  title: "Child in need and child protection plans",
  month: "2023-12",
  state: "closed",
  tool: planSampleTool,
  rationale:
    "A new plan format was introduced in October 2023. Two months on, this sample asks what difference it has made.",
  triggerKind: "other",
  trigger: "Roll-out of the new plan format in October 2023",
  methodology:
    "Eighteen plans, six child in need and twelve child protection, read by the quality assurance and safeguarding service manager and four child protection chairs.",
  linesOfEnquiry: [
    "Would the family understand the plan?",
    "Do actions lead to the outcomes, with dates and named people?",
    "What does the plan say will happen if things do not improve?",
  ],
  cohortMix: { "child-in-need": 6, "child-protection": 12 },
  caseCount: 18,
  reviewerRoles: [
    { role: "Service manager, quality assurance and safeguarding", count: 1 },
    { role: "Child protection chair", count: 4 },
  ],
  strengths: [
    {
      text: "The language of most plans was clear, and a family could follow them.",
      published: true,
      area: "planning",
      theme: "smart-planning",
    },
    {
      text: "Most of the actions on record helped the family towards what was needed and said by when.",
      published: true,
      area: "planning",
      theme: "smart-planning",
    },
    {
      text: "Plans were put on the record within the timescale.",
      published: true,
      area: "case-recording",
      theme: "timeliness",
    },
  ],
  developments: [
    {
      text: "Outcomes were not always brief, and some shared a box when each needed its own.",
      published: true,
      area: "planning",
      theme: "smart-planning",
    },
    {
      text: "Some actions could have been tied more plainly to the outcome they were meant to bring about.",
      published: true,
      area: "planning",
      theme: "smart-planning",
    },
    {
      text: "Dates and time frames were often not exact enough.",
      published: true,
      area: "planning",
      theme: "timeliness",
    },
    {
      text: "In some plans the professional responsible for an action was not named, or their role was missing.",
      published: true,
      area: "planning",
      theme: "multi-agency",
    },
    {
      text: "Some contingency plans needed to be stronger.",
      published: true,
      area: "planning",
      theme: "contingency",
    },
    {
      text: "Plans did not regularly say who the child's safe and supportive person is.",
      published: true,
      area: "planning",
      theme: "fathers-and-network",
    },
  ],
  actions: [
    {
      what: "Share what was found with the teams concerned.",
      month: "2024-01",
      ownerRole: "QA lead",
      level: "service",
      area: "planning",
      theme: "smart-planning",
      successMeasure: "Every long-term team has discussed the findings in a team meeting.",
      state: "completed",
      progress: [
        {
          on: "2024-01-16",
          text: "One-page summary sent out; discussed at the managers' meeting.",
        },
      ],
      completedOn: "2024-01-25",
      evidence: "Notes of three team meetings.",
      published: true,
    },
    {
      what: "Write new guidance on contingency planning.",
      month: "2024-02",
      ownerRole: "QA lead",
      level: "service",
      area: "planning",
      theme: "contingency",
      successMeasure:
        "In the April sample, three in four contingency plans name a trigger and what would then happen.",
      state: "completed",
      progress: [
        { on: "2024-02-13", text: "Draft tested with child protection chairs on five plans." },
        { on: "2024-02-27", text: "Published to all teams with two worked examples." },
      ],
      completedOn: "2024-02-27",
      evidence:
        "Guidance and examples in the practice library. To be verified on the April sample.",
      published: true,
    },
    {
      what: "Carry out a further dip sample of plans.",
      month: "2024-04",
      ownerRole: "Service manager",
      level: "service",
      area: "planning",
      theme: "smart-planning",
      successMeasure: "Sample reported, with the same questions, so that the two can be compared.",
      state: "in-progress",
      progress: [{ on: "2024-04-08", text: "Reviewers agreed; cases to be chosen this month." }],
      published: true,
    },
  ],
  nextSteps: "The same questions will be asked again in April 2024.",
  promptedBy: null,
  tallies: [
    {
      question: "plan-plain-words",
      met: 15,
      partly: 3,
      notMet: 0,
      notApplicable: 0,
      published: "invented",
    },
    {
      question: "plan-outcomes-concise",
      met: 8,
      partly: 7,
      notMet: 3,
      notApplicable: 0,
      published: "invented",
    },
    {
      question: "plan-actions-aligned",
      met: 10,
      partly: 6,
      notMet: 2,
      notApplicable: 0,
      published: "invented",
    },
    {
      question: "plan-dates-clear",
      met: 10,
      partly: 6,
      notMet: 2,
      notApplicable: 0,
      published: "invented",
    },
    {
      question: "plan-named-people",
      met: 12,
      partly: 4,
      notMet: 2,
      notApplicable: 0,
      published: "invented",
    },
    {
      question: "plan-contingency",
      met: 7,
      partly: 7,
      notMet: 4,
      notApplicable: 0,
      published: "invented",
    },
    {
      question: "plan-safety-person",
      met: 5,
      partly: 4,
      notMet: 9,
      notApplicable: 0,
      published: "invented",
    },
    {
      question: "plan-recorded-in-time",
      met: 17,
      partly: 0,
      notMet: 1,
      notApplicable: 0,
      published: "invented",
    },
  ],
};

export const planSampleNext: DemoExercise = {
  key: "plans-2024-04",
  kind: "dip-sample",
  title: "Child in need and child protection plans, second sample",
  month: "2024-04",
  state: "planned",
  tool: planSampleTool,
  rationale:
    "To see whether plans have become sharper since December, above all in contingency, dates and naming the child's safe person.",
  triggerKind: "finding",
  trigger: "Dip sample of plans, December 2023",
  methodology:
    "Eighteen plans of the same mix as before, read by the quality assurance and safeguarding service manager with child protection chairs.",
  linesOfEnquiry: [
    "Has the guidance on contingency planning changed what is written?",
    "Are dates exact and people named?",
    "Does the plan say who the child can turn to?",
  ],
  cohortMix: { "child-in-need": 6, "child-protection": 12 },
  caseCount: 18,
  reviewerRoles: [
    { role: "Service manager, quality assurance and safeguarding", count: 1 },
    { role: "Child protection chair", count: 4 },
  ],
  strengths: [],
  developments: [],
  actions: [],
  nextSteps: "",
  promptedBy: "plans-2023-12",
  tallies: [],
};

export const exploitationSampleNext: DemoExercise = {
  key: "exploitation-2024-05",
  kind: "dip-sample",
  title: "Exploitation: follow-up sample",
  month: "2024-05",
  state: "planned",
  tool: exploitationSampleTool,
  rationale:
    "To check whether the actions agreed after the thematic audit of November 2023 can be seen in day-to-day practice.",
  triggerKind: "finding",
  trigger: "Thematic audit of early signs of exploitation, November 2023",
  methodology:
    "Twelve children with a contact since February 2024 in which exploitation was a worry, read by the service manager with two team managers.",
  linesOfEnquiry: [
    "Is the short screening tool used, and is it on file?",
    "Do managers set lines of enquiry at the point of contact?",
    "Does supervision keep risks and associates under review?",
    "Has early help become quicker?",
  ],
  cohortMix: { "early-help": 3, "child-in-need": 6, "child-protection": 3 },
  caseCount: 12,
  reviewerRoles: [
    { role: "Service manager, early help and front door", count: 1 },
    { role: "Team manager", count: 2 },
  ],
  strengths: [],
  developments: [],
  actions: [],
  nextSteps: "",
  promptedBy: "exploitation-2023-11",
  tallies: [],
};
