/** Owns what was observed in the demonstration, invented. */
import type { ObservationKind } from "~/rules/observations/observations";

export type DemoObservation = {
  on: string;
  kind: ObservationKind;
  about: string;
  /** By the names of the staff list. */
  observer: string;
  observed: readonly string[];
  family: "given" | "not-given" | "not-applicable";
  familyView?: string;
  seen: string;
  strengths: readonly string[];
  toDevelop: readonly string[];
  themes?: { strength?: readonly string[]; develop?: readonly string[] };
  /** Null while it is a draft. */
  sharedOn: string | null;
  /** What came back, and on which day; none yet where it is left out. */
  answer?: { on: string; says: string };
  feedbackOn?: string;
  closed?: boolean;
};

export const demoObservations: readonly DemoObservation[] = [
  {
    on: "2023-07-11",
    kind: "supervision",
    about: "Monthly supervision",
    observer: "Winifred Oduya",
    observed: ["Femi Garrick"],
    family: "not-applicable",
    seen: "Supervision of an hour and a half in a quiet room. Four children were talked about; the first took half of the time.",
    strengths: [
      "The child’s day was told before the plan",
      "What worried the worker was asked twice",
    ],
    toDevelop: ["Decisions were not written down before the end"],
    themes: { strength: ["reflective-supervision"], develop: ["recording-visits"] },
    sharedOn: "2023-07-13",
    answer: { on: "2023-07-17", says: "I have asked that we write decisions down together." },
    feedbackOn: "2023-07-11",
    closed: true,
  },
  {
    on: "2023-11-08",
    kind: "meeting",
    about: "Core group",
    observer: "Taylor Brook",
    observed: ["Bethan Royle"],
    family: "given",
    familyView: "We were asked first. It was too long for the baby.",
    seen: "A core group at the children’s centre: both parents, school, health visitor. The worker chaired for the first time.",
    strengths: [
      "Parents spoke before professionals",
      "Who does what by when was read out at the end",
    ],
    toDevelop: ["The plan was not at hand, so its dates were guessed"],
    themes: { strength: ["fathers-and-network"], develop: ["smart-planning"] },
    sharedOn: "2023-11-09",
    answer: { on: "2023-11-13", says: "I was nervous. I will bring copies of the plan." },
    feedbackOn: "2023-11-08",
    closed: true,
  },
  {
    on: "2024-02-20",
    kind: "direct-practice",
    about: "Home visit",
    observer: "Taylor Brook",
    observed: ["Pat Lindley"],
    family: "given",
    familyView: "She explains things so that we understand them.",
    seen: "An announced visit of fifty minutes to a family with three children. The worker saw each child alone.",
    strengths: [
      "Used drawings so that the youngest could say what bedtime is like",
      "Said openly what has to change and why",
    ],
    toDevelop: ["What the children said was summed up and not written in their words"],
    themes: { strength: ["childs-voice"], develop: ["recording-visits"] },
    sharedOn: "2024-02-22",
    answer: {
      on: "2024-02-26",
      says: "I am proud of the time with the children. I write their words down in the car now.",
    },
    feedbackOn: "2024-02-21",
    closed: true,
  },
  {
    on: "2024-03-19",
    kind: "direct-practice",
    about: "Visit to a young person",
    observer: "Winifred Oduya",
    observed: ["Saskia Holm"],
    family: "not-given",
    seen: "The young person did not want a second adult in the room, so I saw how the worker arrived, how she asked, and how she took the answer.",
    strengths: ["Took a no for a no, and came back to it without pressing"],
    toDevelop: ["The plan for the visit had only one way to go"],
    sharedOn: "2024-03-20",
    feedbackOn: "2024-03-19",
  },
  {
    on: "2024-04-09",
    kind: "meeting",
    about: "Strategy meeting",
    observer: "Taylor Brook",
    observed: ["Pat Lindley"],
    family: "not-applicable",
    seen: "A strategy meeting by video call with police, health and school, called within the day.",
    strengths: [
      "Facts and worries were kept apart",
      "Health was asked what it would look like to the child",
    ],
    toDevelop: ["The time of the next contact with the child was left open"],
    themes: { strength: ["multi-agency"], develop: ["timeliness"] },
    sharedOn: "2024-04-10",
  },
  {
    on: "2024-04-12",
    kind: "direct-practice",
    about: "Family time",
    observer: "Taylor Brook",
    observed: ["Idris Calloway"],
    family: "given",
    familyView: "",
    seen: "Supervised family time of an hour at the contact centre.",
    strengths: [],
    toDevelop: [],
    sharedOn: null,
  },
];
