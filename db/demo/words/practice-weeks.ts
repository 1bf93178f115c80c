/** Owns what was seen in the demonstration's practice week, invented. */
import type { DemoObservation } from "./observations";

type Seen = Pick<DemoObservation, "on" | "about" | "observer" | "observed" | "family"> & {
  startsAt: string;
  place: string;
  seen: string;
  familyView?: string;
  strengths: readonly string[];
  toDevelop: readonly string[];
  themes: NonNullable<DemoObservation["themes"]>;
  answer: string;
};

export const demoWeek = {
  theme: "Recognising neglect early",
  startsOn: "2024-01-22",
  endsOn: "2024-01-26",
  plannedOn: "2023-12-04",
  publishedOn: "2024-01-08",
  signedOff: "2024-02-02",
  plannedMonth: "2024-01",
  changes:
    "Each team keeps one picture of daily life for a child with worries about neglect, and looks at it again each month in supervision. A short course on talking about money and housing is added for March.",
  /** A part that is no observation. */
  others: [
    {
      day: "2024-01-23",
      startsAt: "13:00",
      kind: "focus-group",
      about: "Parents who came through early help",
      place: "Children’s centre",
      by: "Imogen Farrant",
      note: "Seven parents came. They would have liked to be told sooner what the worry was.",
    },
    {
      day: "2024-01-26",
      startsAt: "15:00",
      kind: "feedback",
      about: "What we saw this week",
      place: "By video call",
      by: "Quinn Ashby",
      note: "Ninety people joined.",
    },
  ],
} as const;

export const seenInWeek: readonly Seen[] = [
  {
    on: "2024-01-22",
    startsAt: "09:30",
    about: "Home visit",
    place: "With the worker",
    observer: "Sam Okafor",
    observed: ["Nora Pettifer"],
    family: "given",
    familyView: "He looked at the boiler with us and rang about it.",
    seen: "A visit before school. The worker asked what the morning had been like and looked at the kitchen with the parent.",
    strengths: ["Asked about the child’s morning hour by hour"],
    toDevelop: ["What was agreed was not written down while there"],
    themes: { strength: ["childs-voice"], develop: ["recording-visits"] },
    answer: "Good to be seen at the door and not only on paper.",
  },
  {
    on: "2024-01-22",
    startsAt: "14:00",
    about: "Core group",
    place: "School",
    observer: "Imogen Farrant",
    observed: ["Cora Wetherall"],
    family: "given",
    familyView: "There were many people, but she looked at us when she spoke.",
    seen: "A core group with seven professionals. The worker had drawn the family’s week on one sheet.",
    strengths: ["One sheet showed the child’s week, and everyone worked from it"],
    toDevelop: ["Nobody said what would happen if nothing changed by spring"],
    themes: { strength: ["multi-agency"], develop: ["contingency"] },
    answer: "I will add a “what if not” to the sheet.",
  },
  {
    on: "2024-01-23",
    startsAt: "10:00",
    about: "First visit after a referral",
    place: "With the worker",
    observer: "Delphine Wray",
    observed: ["Priya Mahtani"],
    family: "given",
    familyView: "",
    seen: "A first visit. The worker read out the referral and asked the parent what was right in it.",
    strengths: ["Read the referral aloud and asked what was true"],
    toDevelop: ["The older child was seen for two minutes only"],
    themes: { strength: [], develop: ["seen-alone"] },
    answer: "I went back to see him the day after.",
  },
  {
    on: "2024-01-24",
    startsAt: "11:00",
    about: "Direct work in school",
    place: "School",
    observer: "Tobias Lund",
    observed: ["Ruth Ansah-Cole"],
    family: "not-applicable",
    seen: "Direct work with cards and a talking mat with a child who does not speak.",
    strengths: ["The child led, by pointing", "Had learnt the signs the child uses at home"],
    toDevelop: ["The record said less than what the child had shown"],
    themes: { strength: ["childs-voice"], develop: ["recording-visits"] },
    answer: "Photographs of the mat go into the record now.",
  },
  {
    on: "2024-01-25",
    startsAt: "09:00",
    about: "Pathway plan review",
    place: "Civic Centre",
    observer: "Nerys Colclough",
    observed: ["Jodie Penhallow"],
    family: "not-given",
    seen: "The young person did not want me there. I saw how the review was prepared and what was written up.",
    strengths: ["The plan was in the young person’s own words"],
    toDevelop: ["Money was left to the last five minutes of the preparation"],
    themes: { strength: ["childs-voice"], develop: [] },
    answer: "Money comes first next time.",
  },
  {
    on: "2024-01-25",
    startsAt: "13:30",
    about: "Family meeting",
    place: "Family hub",
    observer: "Imogen Farrant",
    observed: ["Carys Blythe"],
    family: "given",
    familyView: "It was the first time that my mother was asked as well.",
    seen: "A family meeting with two grandparents. The worker wrote on a wall sheet.",
    strengths: ["Grandparents were asked what they can do, and for how long"],
    toDevelop: ["The date of the next meeting was left open"],
    themes: { strength: ["fathers-and-network"], develop: ["contingency"] },
    answer: "The date is set now.",
  },
];
