/** Owns what the demonstration's feedback sessions were about and what was said there, invented. */
import type { PointKind } from "~/rules/feedback-sessions/feedback-sessions";

type DemoPoint = {
  kind: PointKind;
  text: string /** The beginning of what it was filed under. */;
  learning?: string;
};

export type DemoSession = {
  heldOn: string;
  sinceOn: string;
  plannedOn: string;
  sharedOn: string;
  place: string;
  introduction: string;
  /** Null for one that is to come. */
  held: { others: number; points: readonly DemoPoint[] } | null;
};

export const demoSessions: readonly DemoSession[] = [
  {
    heldOn: "2024-02-13",
    sinceOn: "2023-12-12",
    plannedOn: "2024-01-22",
    sharedOn: "2024-02-06",
    place: "Council chamber, and by video call",
    introduction:
      "Thank you for taking part in the audits of the autumn. I would like us to talk about plans: what makes one that a family can use?",
    held: {
      others: 3,
      points: [
        {
          kind: "works",
          text: "Sitting down with the auditor before the form was finished made it a conversation and no inspection.",
        },
        {
          kind: "change",
          text: "Plans have no place for what happens if something does not work, so it is left out.",
          learning: "What is to happen if a plan does not work",
        },
        {
          kind: "idea",
          text: "Show one good plan of each kind of case where everyone can find it.",
        },
      ],
    },
  },
  {
    heldOn: "2024-04-18",
    sinceOn: "2024-02-13",
    plannedOn: "2024-03-26",
    sharedOn: "2024-04-11",
    place: "Council chamber, and by video call",
    introduction:
      "Supervision is what most audits named this time. Bring one thing that helps you in supervision, and one that you miss.",
    held: null,
  },
];
