/** Owns what auditors wrote about assessment in the demonstration; all invented. */
import type { AreaWords } from "./shape";

export const assessmentWords: AreaWords = {
  outstanding: {
    commentaries: [
      "I felt I had met the child by the second page. The assessment takes mum's childhood, dad's absence and the child's own account and makes sense of them together, and is candid about what is still unknown.",
      "Analysis of real depth: two explanations for the child's behaviour are tested against what the family, other professionals and the child say, and one is carefully set aside. The family call it the first report that got them right.",
      "The child's needs, including the way they communicate, run through every section. Parents' strengths are described with the same care as the risks, and the recommendation could be no other.",
    ],
    details: [
      "The genogram was drawn with the family and turned up an aunt who is now part of the plan.",
      "Research is used lightly and in a way a parent could follow.",
    ],
    rationales: [
      "Curious, balanced and honest, and it changed what was offered to the family.",
      "It goes beyond Good in testing its own conclusions.",
      "I would use this as an example in training.",
    ],
  },
  good: {
    commentaries: [
      "A well-balanced assessment. The child was seen twice on their own, both parents contributed, and the analysis weighs what is going well against what is not.",
      "History is used to explain the present: the chronology shows when things began to slide and what helped before.",
      "The assessment was updated when the family's circumstances changed and does not just repeat the one before. It gives a clear view of risk now.",
      "Dad, who lives elsewhere, was found and listened to, and what he said altered the picture. The recommendation follows from the analysis.",
      "Identity is explored for what it means to the child in everyday life, including faith and where they feel they belong. Needs and risks are set out in order of importance.",
      "The social worker asked what a day is like for the child and built the assessment on the answer. Partners' information is used and not simply attached.",
      "Clear thinking about cumulative harm. A neglect tool was completed with mum and the scores are explained in words.",
    ],
    details: [
      "It was finished at day 31, with a mid-point discussion that sharpened the focus.",
      "A page in plain words was shared with the family at the end.",
      "The child's drawings are referred to with care in what is read into them.",
      "Grandparents were asked for their view, and it shows in the family's strengths.",
      "I would have liked one more paragraph on the partner who joined the household recently.",
    ],
    rationales: [
      "Analysis leads to the recommendation, and I agree with it. One thread about wider family could have been followed further.",
      "All the important people were heard, and risk and strength are weighed. That is Good.",
      "Better than Requires improvement because history is used to understand and not only recorded.",
      "The child's experience drives the conclusion.",
      "A current, sound assessment that others have been able to plan from.",
    ],
  },
  "requires-improvement": {
    commentaries: [
      "There is plenty of information here and little analysis. The last section sums up the earlier ones instead of saying what they mean for the child.",
      "Dad's views are missing and the reason given is that he works away. Nothing shows that he was telephoned.",
      "The assessment was finished at day 52. Much of the delay came from waiting for one agency's reply, which was not chased until late.",
      "The child's views fill a paragraph, and the conclusion would be the same without it.",
      "Several lines of enquiry named at the start are not heard of again, among them who else visits the home.",
      "Earlier assessments are copied into this one, so that it is hard to see what is new and what has changed.",
      "Heritage and language are entered as facts. What they mean to the child, and to how the family sees us, is not explored.",
    ],
    details: [
      "The chronology ends eight months before the assessment was written.",
      "The main risk is named correctly.",
      "A neglect tool is mentioned, but its scores are not explained.",
      "The genogram leaves out the father's side of the family.",
      "Parents were given a copy, although there is no note of what they thought of it.",
    ],
    rationales: [
      "The risk is recognised, but I had to work out for myself why it matters. More analysis would make this Good.",
      "Not Inadequate, as the child was seen and the conclusion is safe; not Good, because an important adult was not heard.",
      "Description outweighs analysis throughout.",
      "Late, and the time was not used to understand more.",
      "The assessment informs the plan only in part, since it does not say what matters most.",
    ],
  },
  inadequate: {
    commentaries: [
      "The only assessment on file is nineteen months old and describes a household that no longer exists.",
      "The child was not seen alone, although the worry was about what happens at home. Both parents' account is accepted without question.",
      "Past convictions of an adult in the home are on the record and are not mentioned in the assessment.",
      "The assessment concludes that there is no further role for us, yet the analysis before it describes continuing harm.",
      "Large parts belong to a sibling's assessment, and some of the facts are wrong for this child.",
      "It was begun and never finished. Work has gone on for months without an understanding of risk.",
    ],
    details: [
      "The manager authorised it without comment.",
      "A new assessment has been started as a result of this audit.",
    ],
    rationales: [
      "It cannot be relied upon to understand whether the child is safe.",
      "Serious risk was known and left out. Nothing else in the assessment makes up for that.",
      "There is in effect no current assessment of this child.",
      "The conclusion contradicts the evidence.",
    ],
  },
};
