/** Owns the thanks of the demonstration, all invented: which strength, and what is said of it. */
import type { ThanksState } from "~/rules/learning-log/good-practice";

export type DemoThanks = {
  /** How the strength begins that they are for. */
  strength: string;
  givenOn: string;
  thanks: string;
  entry: string;
  state: ThanksState;
  named: boolean;
};

export const demoThanks: readonly DemoThanks[] = [
  {
    strength: "The child has a plan in their own words",
    givenOn: "2024-03-07",
    thanks:
      "Reading this plan I could hear the child. You let them run part of their own meeting, and it shows in everything that came after. Thank you.",
    entry:
      "A plan written in the child’s own words, and a meeting they helped to run: they chose who came, opened it with what mattered to them, and everyone left knowing what they would do first.",
    ...{ state: "shared", named: true },
  },
  {
    strength: "The father, who lives elsewhere",
    givenOn: "2024-03-11",
    thanks:
      "You found a father whom nobody had spoken to for two years, and took him seriously. That changed the plan. Thank you for not leaving it at a note that he lives elsewhere.",
    entry:
      "A father living elsewhere was traced through the family network, visited twice and heard. What he offered became part of the plan, and the assessment says how his view was weighed.",
    ...{ state: "shared", named: false },
  },
  {
    strength: "A network meeting brought in relatives",
    givenOn: "2024-03-14",
    thanks:
      "The network meeting is the best I have read this year: three relatives who had never been asked now help every week. Well done, and thank you.",
    entry:
      "A network meeting was held at the weekend so that relatives at work could come. Three who had not been asked before now each do one thing every week, and the plan names who and when.",
    ...{ state: "consented", named: true },
  },
  {
    strength: "The chronology is used to explain",
    givenOn: "2024-03-20",
    thanks:
      "Your chronology does what a chronology is for: it explains. I have shown the shape of it to other auditors, without names. Thank you.",
    entry:
      "A chronology of two pages that ends with what it shows: three times the same pattern before each referral, and what was tried each time. The analysis begins there.",
    ...{ state: "asked", named: false },
  },
  {
    strength: "The plan is short",
    givenOn: "2024-03-21",
    thanks:
      "A plan of one page that the family can follow, every step with a name and a day. Thank you.",
    entry: "",
    ...{ state: "thanked", named: false },
  },
];
