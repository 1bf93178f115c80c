/**
 * Owns commentaries that only fit one cohort: a pathway plan, a core group, family time, a
 * family plan in early help. Used beside the general ones. All invented.
 */
import type { Cohort } from "~/rules/caseload/caseload";
import type { Grade } from "~/rules/tools/scale";
import type { CoreArea } from "~db/tools/codes";

type Commentaries = Partial<Record<CoreArea, Partial<Record<Grade, readonly string[]>>>>;

export const commentariesByCohort: Partial<Record<Cohort, Commentaries>> = {
  "care-leaver": {
    assessment: {
      good: [
        "The needs assessment covers health, money, housing and friends, and says plainly what the young person can already do. Their hopes come first.",
        "Past trauma and immigration worries are understood together, with advice from people who know the subject. The young person's own account leads.",
      ],
      "requires-improvement": [
        "The needs assessment was last revised before the move to independent living, so that tenancy and money worries are missing from it.",
      ],
    },
    planning: {
      good: [
        "The pathway plan reads as the young person's own, with quotations on each page and actions that they chose. It was reviewed on time and signed off the same week.",
        "A realistic pathway plan with a savings goal, a course and a named person to ring when things go wrong. The contingency for losing the tenancy is clear.",
      ],
      "requires-improvement": [
        "The pathway plan is friendly in tone and half empty. Health and employment have no actions, and the review was seven weeks late.",
        "The review took place by telephone without the housing officer, and a manager signed it off two months later. The young person has not had a copy.",
      ],
    },
    "direct-work": {
      good: [
        "The personal adviser stays in touch by message between visits and goes to the appointments that matter. Visits are more frequent after a hard month.",
        "The young person chooses where to meet, and conversations are recorded in their words. Cooking together has led to talk of much else.",
        "Contact was rebuilt with patience after a long silence. The personal adviser kept writing, without pressure, until there was an answer.",
      ],
      "requires-improvement": [
        "Keeping in touch is mostly by text. The last visit to where the young person lives was five months ago, and no reason is given.",
        "The personal adviser has tried the same telephone number nine times. Other ways of reaching this young person were not thought about.",
      ],
    },
    impact: {
      good: [
        "The young person has kept a tenancy for eight months, is in work three days a week and has people to turn to.",
        "Debt is being paid off, health appointments are kept and the young person describes themselves as less lonely.",
      ],
      "requires-improvement": [
        "Housing is secure, but plans for college have come to nothing twice and loneliness is not being dealt with.",
      ],
    },
  },
  "child-in-care": {
    planning: {
      good: [
        "The care plan settles where the child will grow up and what has to happen to make that secure. The reviewing officer checked progress between reviews and said so on the record.",
        "Family time is planned round the child and not the adults, and the plan was altered when the child asked for it.",
      ],
      "requires-improvement": [
        "Permanence is named as the aim, but no date is set for deciding on the long-term match. The reviewing officer raised it twice.",
      ],
    },
    "direct-work": {
      good: [
        "Life story work is under way with the carer's help, and the child asks for the next part of it.",
      ],
      "requires-improvement": [
        "Life story work is mentioned in three reviews as about to begin. The child still asks why they cannot live with their brothers.",
      ],
    },
    impact: {
      good: [
        "The child is thriving with carers who expect to keep them, sees brothers and sisters each month and is catching up at school.",
      ],
    },
  },
  "child-protection": {
    planning: {
      good: [
        "Core groups are held every month and go through the plan line by line. When the safety plan was broken the group met within the week.",
        "The plan separates what must change at once from what can wait, and the parents can say which is which.",
      ],
      "requires-improvement": [
        "Core groups take place, but two were without the health visitor and the notes do not say what has changed since the conference.",
      ],
    },
    supervision: {
      "requires-improvement": [
        "The plan has run for fourteen months. Supervision does not ask whether it is the right plan or whether legal advice is needed.",
      ],
    },
  },
  "early-help": {
    planning: {
      good: [
        "The family plan came out of a meeting that mum led. It has three goals and the early help worker is responsible for only one of them.",
      ],
      "requires-improvement": [
        "The family plan lists courses to attend. When the first was full nothing was put in its place.",
      ],
    },
    impact: {
      good: [
        "Mornings are calmer, the child is at school on time and the family has ended our involvement with a plan of its own.",
      ],
      "requires-improvement": [
        "The family waited ten weeks for help to begin and then used little of it. Nobody has asked what would have suited them better.",
      ],
    },
  },
};
