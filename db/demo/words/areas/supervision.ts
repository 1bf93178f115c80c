/** Owns what auditors wrote about supervision in the demonstration; all invented. */
import type { AreaWords } from "./shape";

export const supervisionWords: AreaWords = {
  outstanding: {
    commentaries: [
      "A pleasure to read. Manager and worker set out two hypotheses in the spring, agreed what would prove each wrong and came back to it until they knew.",
      "Supervision made the difference here: a frank discussion of why everyone liked this family led to a fresh look at risk. The child was safer by the next session.",
      "Scaling is used every time, with reasons, by the worker, the manager and, in their own words, the family. The plan is the agenda.",
    ],
    details: [
      "Feelings about the work are recorded kindly and used to think.",
      "Group supervision brought in a fresh pair of eyes at the right moment.",
    ],
    rationales: [
      "There is a straight line from supervision to change for the child.",
      "Reflection of this quality is well above what I would call Good.",
      "High challenge and high support, both of them recorded.",
    ],
  },
  good: {
    commentaries: [
      "Supervision took place every month and goes through the plan outcome by outcome. Actions are followed up by name at the next session.",
      "The reflection box is used for reflection: what the worker is worried about missing, and why the week before had been hard.",
      "The manager questioned optimism after a good month and asked for evidence. An extra session was held when risk rose.",
      "Scaling shows movement from four to six over three sessions, with reasons. Decisions are easy to find on the child's record.",
      "A good balance of support and challenge. The manager noticed drift in one action and set a date that was kept.",
      "What life is like for the child comes first in every record. Direction is clear and short.",
      "Oversight by the manager is visible at each important point, with reasons for the decision.",
    ],
    details: [
      "The records were on the file within two days.",
      "One session fell a week late because of leave, with a note to say so.",
      "Analysis is fuller in the last two sessions than before.",
      "The worker told me that supervision helps them to think.",
      "Exploitation risks and associates were reviewed as well.",
    ],
    rationales: [
      "Regular, reflective and tied to the plan. Depth varies, so not better than Good.",
      "I can see what the manager's oversight added.",
      "Actions are followed up, which is what lifts this above Requires improvement.",
      "There is real challenge here, and it made a difference to pace.",
      "The child stays at the centre of the discussion.",
    ],
  },
  "requires-improvement": {
    commentaries: [
      "Supervision is regular, but it is an account of what has happened. Reflection and scaling are blank in four records out of five.",
      "Sessions were nine weeks apart over the winter, at a time when the worry was growing.",
      "The plan is mentioned by name and not discussed. It is difficult to see how supervision moved any of its outcomes on.",
      "The same three actions appear in each record. Nobody asks why they have not been done.",
      "Records run to several pages and it is hard to find the decision in them.",
      "The manager's agreement is clear and their thinking is not. I could find no example of challenge.",
      "Analysis repeats the worker's summary. Another explanation for what the child is showing us was not considered.",
    ],
    details: [
      "Two management decisions are in emails and not on the child's record.",
      "The worker described good informal support that leaves no trace.",
      "Actions have owners, though few have dates.",
      "What the child would say does not come up.",
      "The latest session is better and uses the whole template.",
    ],
    rationales: [
      "Oversight exists but does not yet drive the plan. Reflection and follow-up would make it Good.",
      "Not Inadequate because risk was discussed and nothing unsafe was agreed.",
      "Frequency alone does not meet the standard for Good.",
      "Drift was recorded and not challenged.",
      "Too little analysis for a situation as complicated as this one.",
    ],
  },
  inadequate: {
    commentaries: [
      "There is no supervision record for five months, during which the worker changed twice.",
      "The manager gave a direction that mattered to the child's safety. It was not carried out, and nobody came back to it.",
      "The records are copies of one another with the date changed.",
      "Serious drift was plain to see and supervision after supervision agreed to carry on as before.",
      "A decision to step down was made with no reasons and no reference to what partners had said.",
      "Supervision says that the child is safe on the very day another record describes a new injury.",
    ],
    details: [
      "The practitioner told me that they had felt alone with this.",
      "The service manager has asked for weekly oversight since.",
    ],
    rationales: [
      "Nobody with authority was holding this case.",
      "Management oversight did not notice risk or respond to it.",
      "A gap of this length cannot be anything else.",
      "The decision was unsafe and unexplained.",
    ],
  },
};
