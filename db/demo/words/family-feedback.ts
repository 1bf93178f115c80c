/** Owns what families of the demonstration answered, and what was published of it, invented. */
import type { FeedbackAnswer, FeedbackFor } from "~/rules/family-feedback/forms";
import type { FeedbackWay } from "~/rules/family-feedback/invitations";

type Said = { text: string; theme: string };

export type DemoFamily = {
  for: Exclude<FeedbackFor, "young-person">;
  way: FeedbackWay;
  /** Answers to the questions of the shipped form in order; or what came of it. */
  came:
    | { chosen: readonly FeedbackAnswer[]; said: Readonly<Record<string, Said>>; forWorker?: true }
    | "declined"
    | "not-reached"
    | "not-safe";
};

const voice = "childs-voice";
const plan = "smart-planning";

/** Of January’s cycle, one family after the other. */
export const demoFamilies: readonly DemoFamily[] = [
  {
    ...{ for: "child", way: "link" },
    came: {
      chosen: ["happy", "very-happy", "in-between", "happy"],
      said: {
        q5: { text: "She plays with me first and then we talk", theme: voice },
        q6: { text: "Tell me before things change", theme: plan },
      },
      forWorker: true,
    },
  },
  {
    ...{ for: "child", way: "phone" },
    came: {
      chosen: ["happy", "happy", "sad", "happy"],
      said: { q6: { text: "I want to know what the meeting was about", theme: plan } },
    },
  },
  {
    ...{ for: "child", way: "link" },
    came: {
      chosen: ["in-between", "happy", "sad", "in-between"],
      said: { q5: { text: "He always asks about school", theme: voice } },
      forWorker: true,
    },
  },
  {
    ...{ for: "child", way: "paper" },
    came: { chosen: ["very-happy", "very-happy", "happy", "very-happy"], said: {} },
  },
  {
    ...{ for: "child", way: "paper" },
    came: {
      chosen: ["sad", "in-between", "very-sad", "in-between"],
      said: { q6: { text: "I have had three workers and I tell it all again", theme: voice } },
    },
  },
  { for: "child", way: "link", came: "not-reached" },
  { for: "child", way: "phone", came: "declined" },
  {
    ...{ for: "parent", way: "phone" },
    came: {
      chosen: ["agree-strongly", "agree-strongly", "agree", "agree", "agree"],
      said: {
        q6: { text: "She came when she said she would", theme: voice },
        q7: { text: "Give us the plan on paper, in words we use", theme: plan },
      },
      forWorker: true,
    },
  },
  {
    ...{ for: "parent", way: "phone" },
    came: {
      chosen: ["agree", "agree", "disagree", "neither", "agree"],
      said: { q7: { text: "We did not see the plan until the meeting", theme: plan } },
    },
  },
  {
    ...{ for: "parent", way: "link" },
    came: {
      chosen: ["agree", "disagree", "disagree", "disagree", "neither"],
      said: { q7: { text: "Ask us, not only the school", theme: voice } },
    },
  },
  {
    ...{ for: "parent", way: "phone" },
    came: { chosen: ["agree-strongly", "agree", "agree", "agree", "agree-strongly"], said: {} },
  },
  {
    ...{ for: "parent", way: "paper" },
    came: {
      chosen: ["agree", "agree", "neither", "agree", "agree"],
      said: { q6: { text: "Being listened to as a dad", theme: voice } },
      forWorker: true,
    },
  },
  { for: "parent", way: "phone", came: "declined" },
  { for: "parent", way: "phone", came: "not-safe" },
];

/** To be asked in the cycle under way. */
export const demoToAsk: readonly Pick<DemoFamily, "for" | "way">[] = [
  { for: "child", way: "link" },
  { for: "parent", way: "phone" },
  { for: "child", way: "paper" },
];

export const demoYouSaid = [
  {
    ...{ writtenOn: "2024-02-26", publishedOn: "2024-02-28" },
    said: "You told us that you do not always know what happens after a meeting.",
    did: "Your worker now comes to tell you what was decided, within three days, and writes it down for you.",
    changed:
      "We asked again in January. More of you know what comes next, but not all of you yet, so we keep going.",
  },
  {
    ...{ writtenOn: "2024-03-25", publishedOn: "2024-03-27" },
    said: "You told us that plans are too long and full of words nobody uses.",
    did: "We made a one-page plan with you and not only about you. Children drew the pictures for it.",
    changed: "Every new plan has the page now. We ask families each time whether it helped.",
  },
  {
    ...{ writtenOn: "2024-04-08", publishedOn: "2024-04-10" },
    said: "You told us that it is hard to start again with a new worker.",
    did: "When your worker changes, the old one and the new one come to see you together.",
    changed: "We are still finding out if this makes it easier. Tell us what you think.",
  },
] as const;
