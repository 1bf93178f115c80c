/**
 * Owns why auditors of the demonstration chose their overall grade.
 * Practice: the overall grade is a judgement about this child, not an average, and says so.
 * Any opening can be followed by any closing of its grade. All invented.
 */
import type { Grade } from "~/rules/tools/scale";

export const overallWords: Record<Grade, { openings: string[]; closings: string[] }> = {
  outstanding: {
    openings: [
      "The child's life is much better, and I can follow how the work brought that about. Thinking, planning and relationship are all strong, and the manager's part is visible.",
      "Skilled and patient practice in a situation that could easily have gone wrong. The child is known, heard and now safe, and the family say who made the difference.",
      "Everything fits: a sharp assessment, a plan the family owns, a worker the child trusts and supervision that thinks. It shows in how the child is.",
    ],
    closings: [
      "I would like others to learn from it.",
      "What could be better is slight and did not touch the child.",
      "I tested this grade with the worker and the family, and it held.",
    ],
  },
  good: {
    openings: [
      "The child is safe and is benefiting from steady, purposeful work. Assessment and plan fit together and the family has a say.",
      "A worker who knows the child well and a plan that is moving. The child's situation has improved in ways that others have noticed too.",
      "Sound practice throughout, with direct work the strongest part. The manager keeps an eye on pace.",
      "The right help came at the right time, and the child can say what is different. Partners are pulling in the same direction.",
      "Risk is understood and has come down. The family was worked with honestly, including when they disagreed.",
      "This was a difficult piece of work, done with care. The child's needs stayed at the centre while the adults argued.",
      "There is a clear thread from what we were worried about to what is better now.",
      "The child has had consistent care and attention from us, and their wishes have counted.",
      "Thoughtful work that took account of who this family is and what it has been through.",
    ],
    closings: [
      "Supervision could add more, but its weakness has not held the child back.",
      "A few actions lack dates; nothing important has been missed because of it.",
      "Recording falls behind the work at times, which I weighed and found minor.",
      "Change is recent, so I stop at Good.",
      "The child-level actions are about polish and not safety.",
      "To go further I would want to see wider family more involved.",
      "I weighed impact most, and impact is good.",
    ],
  },
  "requires-improvement": {
    openings: [
      "The child is not unsafe because of our practice, but help has been slower than it should have been. The plan does not say clearly what has to change.",
      "There is a good relationship here and real effort. Without sharper analysis and firmer oversight it has not yet turned into enough change.",
      "Important people are missing from the assessment and the plan, so we are working with half a picture.",
      "Things have been done in the right order and mostly on time. What they achieved for the child is hard to see.",
      "Progress was made and then stalled, and supervision did not ask why.",
      "The child is seen, but their voice has not shaped what we do.",
      "The right worry was found early, and the plan has carried the same actions ever since.",
      "Practice is uneven: strong at the beginning, with less direction since the worker changed.",
    ],
    closings: [
      "The worker and manager know what is needed and can put it right with the actions agreed.",
      "I considered Good because of the relationship, but drift in the plan weighs more.",
      "I considered whether this was Inadequate. It is not: risk is understood and is watched.",
      "A current plan with dates, and supervision that goes through it, would make the difference.",
      "The family's own account supports this grade.",
      "Better recording alone would not alter my view.",
    ],
  },
  inadequate: {
    openings: [
      "We do not know enough about this child's life to say they are safe. Visits were missed, the plan lapsed, and nobody with authority noticed.",
      "The child told us that something was wrong and the response fell short. That outweighs what was done well elsewhere.",
      "Neglect has continued under two plans without a change in what we do.",
    ],
    closings: [
      "The team manager and service manager have been told, and a meeting has been held to decide what changes now.",
      "Some individual pieces of work are better than this grade, but the child's experience is not.",
      "The worker was open about it and has not had the support that this needed.",
    ],
  },
};
