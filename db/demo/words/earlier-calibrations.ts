/** Two earlier calibrations of the demonstration, in short: invented like the last one. */
import type { Grade } from "~/rules/tools/scale";

export type EarlierCalibration = {
  title: string;
  narrative: string;
  made: string;
  asked: string;
  days: readonly string[];
  dueOn: string;
  session: string;
  agreed: Record<string, readonly [Grade, string]>;
  learnt: string;
};

const [g, r] = ["good", "requires-improvement"] as const;

export const earlierCalibrations: readonly EarlierCalibration[] = [
  {
    title: "A baby and a hostel place, May 2023",
    narrative: `Invented for this calibration; nobody in it exists. A mother of nineteen and her baby of five months live in a hostel. The health visitor wrote that the baby’s weight had stood still for three weeks and that the mother no longer comes to the clinic.

The assessment took 31 working days. The mother was seen four times, the baby each time, and how they are with one another is described well. The hostel’s key worker was asked; the grandmother, who has the baby at weekends, was not. The plan has six steps with names and dates. The manager’s notes ask twice who is with the baby at night, and twice there is no answer in the record.`,
    made: "2023-05-02",
    asked: "2023-05-03",
    days: ["2023-05-10", "2023-05-11", "2023-05-12"],
    dueOn: "2023-05-15",
    session: "2023-05-16",
    agreed: {
      "contact-and-referral": [g, ""],
      assessment: [g, "What is seen between mother and baby carries it."],
      planning: [r, "Nobody asked who is there at night."],
      supervision: [r, "A question asked twice and not answered is not oversight."],
      "case-recording": [g, ""],
      impact: [r, "Weight is better; nights are not known."],
      overall: [r, "The baby’s nights decide."],
    },
    learnt:
      "Where a manager asks and the record does not answer, the grade is for the answer. Weigh what a baby lives with by the hour, nights too.",
  },
  {
    title: "Two brothers going home, October 2023",
    narrative: `Invented for this calibration; nobody in it exists. Two brothers of eleven and thirteen go home to their father after fourteen months with a foster carer. A plan for the first twelve weeks was made with them; each wrote what should happen when it gets loud.

They were visited weekly, alone and together. School and the youth club send notes that the plan uses. The mother’s part is hardly mentioned. Two visits of week seven are written up a month late. At the end both boys are at home, and say that they would ring their worker.`,
    made: "2023-10-02",
    asked: "2023-10-03",
    days: ["2023-10-09", "2023-10-10", "2023-10-11"],
    dueOn: "2023-10-13",
    session: "2023-10-17",
    agreed: {
      "contact-and-referral": [g, ""],
      assessment: [g, ""],
      planning: [g, "The boys’ own words are in it and are used."],
      supervision: [g, ""],
      "case-recording": [r, "A month late in the weeks that mattered most."],
      impact: [g, "Both at home, and they know whom to ring."],
      overall: [g, "Strong work with one thin place."],
    },
    learnt:
      "Outstanding asks for more than work that pleases us: name what is better than good, or leave it. Late notes weigh most where the risk was highest.",
  },
];

/** Short reasons, by where a grade stands to what was agreed. */
export const earlierReasons = {
  same: [
    "The evidence is there, and it fits this descriptor.",
    "As the descriptor has it, with one gap named.",
    "Read twice: this one, not its neighbours.",
    "Enough of it is seen in the record.",
  ],
  better: [
    "The relationship carries more than the paper shows.",
    "What was done well outweighs what is late.",
    "I can see the difference that it made.",
  ],
  worse: [
    "It is described and not weighed.",
    "The gap is in the place that matters.",
    "I could not find what came of it.",
  ],
} as const;
