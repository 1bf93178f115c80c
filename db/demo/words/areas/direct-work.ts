/** Owns what auditors wrote about direct work and the child's voice; all invented. */
import type { AreaWords } from "./shape";

export const directWorkWords: AreaWords = {
  outstanding: {
    commentaries: [
      "A relationship that has lasted through two moves. The child's words are on almost every page, and the social worker can say what each silence means as well.",
      "The social worker learned the signs and pictures the child uses and built every visit round them. What the child showed about night times changed the care they receive.",
      "Creative, patient work over months helped the child to put a frightening time into words at their own pace. The child decided who should read it.",
    ],
    details: [
      "The child asked for the social worker to come to their assembly, and they did.",
      "The record says what the child was told about decisions that went against their wishes.",
    ],
    rationales: [
      "The child's voice altered decisions, and they know it did.",
      "The skill in adapting to this child is far beyond what I usually see.",
      "Trust, purpose and precision together make this Outstanding.",
    ],
  },
  good: {
    commentaries: [
      "Visits are purposeful and the child is quoted in most of them. Their wish to see more of a sibling was taken up and arranged.",
      "The child was seen alone at home and elsewhere, and their bedroom is described. The social worker clearly knows what makes them laugh and what they avoid.",
      "Worksheets were used with thought: the three houses at the start, and a scaling line to see what had changed.",
      "Careful observation of the child with each carer, describing looks, sounds and touch, and what the social worker makes of them.",
      "Mum was hard to reach at first. The social worker tried different times and places, and the work they did together on routines is paying off.",
      "Words and wishes are recorded in the child's own way of speaking and carried into the review.",
      "The social worker visits more often than required at difficult times and less when things are calm, in agreement with the child.",
    ],
    details: [
      "One visit record out of six is thin.",
      "An advocate was offered and the offer explained.",
      "The child's communication needs are described for anyone covering a visit.",
      "What the child said was shared with the school with their permission.",
      "More variety in where visits take place would add to this.",
    ],
    rationales: [
      "The child is known and heard, and it shows in the plan.",
      "Direct work has a purpose and its results are used. Not every visit reaches the same depth.",
      "Quotations and observations are routine here, which is what I look for at Good.",
      "Real persistence with parents as well as with the child.",
      "The child's wishes were followed or the reason explained.",
    ],
  },
  "requires-improvement": {
    commentaries: [
      "Visits are regular, but what is written is mostly about the adults. In five visits the child is quoted once.",
      "It is hard to tell whether the child was seen alone. The template's box is ticked, but the text suggests that mum was in the room.",
      "The child does not use words, and the records say only that they appeared happy and well presented.",
      "All visits were at home after school. Seeing the child elsewhere could have given a different picture.",
      "One good session of direct work is on file from the autumn. Nothing has been done with what the child said.",
      "Mum is described as not engaging. I could not find what had been tried beyond texts and letters.",
      "Two visits were late and a duty worker made one of them. The child met three people in four months.",
    ],
    details: [
      "The social worker spoke to me about the child with far more insight than the record shows.",
      "The bedroom has not been seen since the summer.",
      "The child's wishes are in the review report, word for word the same as last time.",
      "There is no note of the child being told what was decided.",
      "Interests and friends are described warmly in one entry.",
    ],
    rationales: [
      "The child is seen but not yet heard well enough in the record for this to be Good.",
      "The relationship is there; evidence of purposeful work is not.",
      "Observation needs more than a phrase when a child cannot tell us.",
      "Not Inadequate because visits take place and the child is known to the social worker.",
      "What the child said did not reach the plan.",
    ],
  },
  inadequate: {
    commentaries: [
      "The child had not been seen for eleven weeks. Three visits ended on the doorstep and nobody asked what that meant.",
      "The child told a trusted adult that they were afraid to go home. The record repeats it, and nothing was done.",
      "There is no visit on file at which the child was alone with the social worker.",
      "The child uses signs to communicate, and no attempt to use them or to find someone who could was recorded.",
      "What little is written about the child is copied from visit to visit, including a school they have left.",
      "Decisions about where the child should live were made with no record of what they wanted.",
    ],
    details: [
      "A visit was made the day after I raised this.",
      "Supervision had not noticed the gap.",
    ],
    rationales: [
      "We do not know what life is like for this child.",
      "The child spoke and was not heard.",
      "Visits did not take place, and nobody challenged that.",
      "Below Requires improvement because safety could not be judged from the contact there was.",
    ],
  },
};
