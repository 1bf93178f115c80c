/** What second auditors of the demonstration gave as their reasons: all invented. */
import type { Judgement } from "~/rules/tools/grades";

export const secondReasons: Record<Judgement, readonly string[]> = {
  outstanding: [
    "Read without the first audit, this is work I would show to a new colleague.",
    "Every step has a reason, and the child’s own words decide the next one.",
  ],
  good: [
    "Clear and on time. Nothing that matters is missing.",
    "The record says what changed, and I could follow why.",
    "Steady work; the child is seen and heard throughout.",
    "Sound, with a late note or two that changed nothing.",
  ],
  "requires-improvement": [
    "I see what was done, and seldom what it was for.",
    "Weeks pass between what is known and what is done about it.",
    "The father is in the record by name alone.",
    "Tasks are listed; nobody asks whether they helped.",
  ],
  inadequate: ["What is in the record does not keep the child safe."],
  "not-judged": ["The record does not let me say."],
  "not-applicable": ["It does not apply to this child."],
};
