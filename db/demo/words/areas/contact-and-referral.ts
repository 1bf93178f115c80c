/** Owns what auditors wrote about contact and referral in the demonstration; all invented. */
import type { AreaWords } from "./shape";

export const contactAndReferralWords: AreaWords = {
  outstanding: {
    commentaries: [
      "The contact reads as if the worker had sat with the child. Past contacts are set beside the new worry to show a pattern, mum was rung with tact before anything was shared, and the manager's direction gave the next worker four precise questions to answer.",
      "Exceptional screening. What the referrer saw is kept apart from what they feared, partners were asked focused questions the same morning, and the decision explains why waiting a day would have been wrong for this child.",
      "The front door joined up three small worries from three agencies and saw what none of them had seen alone. Help began two days later and the family were told honestly why.",
    ],
    details: [
      "The call back to the referrer brought out two facts that changed the plan.",
      "The manager's note of the reasons is short enough to read in a minute and leaves nothing important out.",
    ],
    rationales: [
      "More than good because the quality of thinking at the first contact shaped everything after it and brought help sooner.",
      "I looked for a gap and did not find one that matters; others could learn from this screening.",
      "Good would mean timely and complete. This went further: history was interpreted and the family felt respected from the first call.",
    ],
  },
  good: {
    commentaries: [
      "The contact sets out clearly what happened, who saw it and how the child was. Previous involvement was read and the decision to assess follows from it.",
      "A proportionate response. The worker spoke to the referrer again to fill in what was missing and the manager agreed the next step the same day.",
      "The worry is described through its effect on the child rather than as an incident. The threshold is explained in two or three plain sentences.",
      "School and health were asked the right questions and their answers are used in the decision. The manager set out what the assessment should find out.",
      "This was a repeat contact and was treated as one: the worker asked why earlier advice had not been enough and recommended an assessment.",
      "Mum was telephoned, told what had been reported and asked what she made of it. Her account is on the record beside the referrer's.",
      "The screening looked beyond the event of the weekend to friendships, time missing and school attendance before deciding what was needed.",
    ],
    details: [
      "The decision was recorded well inside a working day.",
      "The referrer was written to with the outcome.",
      "Ethnicity and first language were recorded at the outset and an interpreter was considered.",
      "Siblings were thought about and linked correctly.",
      "A sentence on what dad knew of the worry would have completed the picture.",
    ],
    rationales: [
      "Timely, complete and reasoned. The direction for the next worker could have been fuller, which keeps it at Good.",
      "The decision was right, and I can see from the record why it was made.",
      "History was weighed and not only listed, which places this above Requires improvement.",
      "Everything that mattered was known on the day; the one missing check made no difference to the outcome.",
      "Sound practice that got the child to the right place quickly.",
    ],
  },
  "requires-improvement": {
    commentaries: [
      "The decision was safe, but the record stays with the incident. There were four earlier contacts in two years and nothing is said about what they add up to.",
      "It took four working days to decide, with no reason given. The worry was not urgent, but the family heard nothing in the meantime.",
      "Agency checks are listed as sent. Not all came back, and the decision does not say what weight was put on the missing ones.",
      "The referrer's words are pasted in without a view of what they mean for the child. A reader has to guess why the threshold was thought to be met.",
      "Signs that could point to exploitation are mentioned in the referral and not picked up in the screening. The short screening tool was not completed.",
      "Consent is marked as given, but there is no record of a conversation with either parent.",
      "The manager's decision is one line. The assessing worker had no lines of enquiry and asked the family to tell its story again.",
    ],
    details: [
      "The child's first language was left blank.",
      "There is no note that the referrer was told the outcome.",
      "An older half-sibling was not linked, so relevant history was found later by chance.",
      "Dad does not appear in the contact at all.",
      "The record was authorised in good time.",
    ],
    rationales: [
      "The child came to no harm, but the next worker had to begin again because direction was so brief.",
      "Not Good because history was available and not used.",
      "The outcome was right and the route to it slow; not Inadequate because the risk was understood.",
      "Too much rests on the reader's guesswork for this to be Good.",
      "Screening was adequate for the incident, but not for the pattern behind it.",
    ],
  },
  inadequate: {
    commentaries: [
      "The third contact in five weeks about the same worry was closed with advice. Nobody appears to have read the first two together.",
      "A clear account of an injury waited six days for a decision. The child was not seen in that time.",
      "The contact was closed because a parent declined to speak to us. Risk was not weighed against consent.",
      "Information about an adult who may be a risk to children was held on another record and not looked for.",
      "The threshold decision was made on what the parent said alone. The school's different account is on the record and not mentioned.",
      "No manager's decision can be found, and the contact was closed by the person who took it.",
    ],
    details: [
      "I raised this with the team manager on the day I read it.",
      "A later contact led to the right response, but only by chance.",
    ],
    rationales: [
      "Serious information was available and was not acted upon. That is more than a weakness of recording.",
      "The decision was unsafe on what was known at the time.",
      "The child was left without help that was plainly needed, and nobody with authority had looked.",
      "Below Requires improvement because the outcome, and not only the record, was wrong.",
    ],
  },
};
