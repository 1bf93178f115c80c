/** Owns what auditors wrote about impact on the child in the demonstration; all invented. */
import type { AreaWords } from "./shape";

export const impactWords: AreaWords = {
  outstanding: {
    commentaries: [
      "A year ago the child was frightened at home and rarely out of it. They are now settled, back with friends, and told me what they want to do next. Everyone who knows them sees it.",
      "The change is remarkable and can be traced step by step to the work. The family's own network has taken over, and they have a plan for bad days.",
      "The child, the family and those around them tell the same story of how far things have come. The relationship with the social worker made it possible, and the ending is being prepared with care.",
    ],
    details: [
      "The child scored their own life at eight; it was three when they first met.",
      "A setback in the winter was met quickly and lost nothing.",
    ],
    rationales: [
      "Lasting change with evidence from several sides.",
      "The difference to the child's life is far more than steady progress.",
      "I cannot think what more could have been achieved in the time.",
    ],
  },
  good: {
    commentaries: [
      "Home is calmer and the child says so. Attendance has risen and there have been no further incidents for four months.",
      "The child is safer than when we began: the person who posed a risk no longer visits, and the family's safety plan has been tested once and held.",
      "Steady progress in care and routines, noticed by others who see the child every week.",
      "Time missing has fallen from weekly to once in three months, and the child can say what is different.",
      "The child is settled where they live, sees the people who matter to them and is making plans.",
      "Mum's confidence has grown, and the child is getting the health care that had been missed before.",
      "Help arrived quickly after the assessment and the first changes could be seen within weeks.",
    ],
    details: [
      "The gains are recent, and the plan says how they will be kept up.",
      "Progress is shown on a scale that the family uses too.",
      "A relative has become part of the child's week.",
      "One smaller worry, about sleep, is still being worked on.",
      "Professionals and family agree on what has improved.",
    ],
    rationales: [
      "Clear benefit with evidence beyond the worker's own view. It still has to be shown that it will last.",
      "The child is safer and says that life is better.",
      "Change came in a reasonable time for this child.",
      "Better than Requires improvement because the difference can be named and shown.",
      "Remaining worries are known and are in the plan.",
    ],
  },
  "requires-improvement": {
    commentaries: [
      "Services have been provided, but I cannot see what they achieved. Nobody asked the family or the child what had changed.",
      "There is less conflict at home, while the child's own unhappiness has not been taken up.",
      "Progress was good until the autumn and has stood still since.",
      "The child has come to no harm, but that seems to owe as much to a grandparent as to our plan.",
      "Some improvement in home conditions, which slipped back twice when visits became fewer.",
      "It took five months for the main piece of help to begin. The child's situation is now beginning to improve.",
      "The family is positive about the worker. Evidence that the child is better off is thin.",
    ],
    details: [
      "There is no baseline, so that change is hard to measure.",
      "Risk has not risen.",
      "Attendance is a little better than last year.",
      "It is unclear what would keep things going if help ended.",
      "A waiting list for therapy has slowed everything down.",
    ],
    rationales: [
      "Some benefit, slow and hard to evidence. Measures agreed with the family would help to show more.",
      "Not Good, because one of the child's main needs has been left.",
      "Not Inadequate, because the child is safer than before, if only a little.",
      "Activity is recorded in place of difference.",
      "The gains would not be likely to last as things stand.",
    ],
  },
  inadequate: {
    commentaries: [
      "The child's situation is worse than six months ago, and what we do has not changed.",
      "Neglect has gone on through two plans. The child is tired, misses appointments and has told us so.",
      "Help was ended when the family stopped answering, while the worry was as high as ever.",
      "The child has moved three times without anyone asking what the moves were doing to them.",
      "Harm outside the home has continued, and the response has been to record it.",
      "Nothing in the record shows a benefit to the child from a year of involvement.",
    ],
    details: [
      "Others around the child have raised the same worry.",
      "A meeting to decide what must change has now been held.",
    ],
    rationales: [
      "The child is no safer and time has been lost that matters.",
      "Harm continued without an effective response.",
      "There is no evidence of any difference made.",
      "Below Requires improvement, since important needs have gone unmet for too long.",
    ],
  },
};
