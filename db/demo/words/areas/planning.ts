/** Owns what auditors wrote about planning in the demonstration; all invented. */
import type { AreaWords } from "./shape";

export const planningWords: AreaWords = {
  outstanding: {
    commentaries: [
      "The plan fits on two pages and everyone in the family can say what is in it. Each outcome has a measure, and reviews ask about the measure and not about attendance.",
      "The child chose how their meeting was run, and their own version of the plan hangs in the kitchen. When respite did not work the plan changed within ten days.",
      "A family-led plan in the true sense: the network met, made its own proposals and is carrying most of them out. The contingency is theirs as well, and they know when to use it.",
    ],
    details: [
      "Progress is plotted review by review, so that anyone can see what moved and when.",
      "Relatives who live abroad joined meetings by video.",
    ],
    rationales: [
      "The plan belongs to the family and has visibly driven change.",
      "Above Good because reviews change the plan as soon as something does not work.",
      "It is rare to see a child so much a part of their own plan.",
    ],
  },
  good: {
    commentaries: [
      "Four clear outcomes, the most important first, each with actions, names and dates. The family would recognise what they have agreed to.",
      "The new plan format is used well. Reviews say what has changed since the last one and move dates only with a reason.",
      "Both parents, grandma and the school took part in making the plan. Actions belong to the person best placed to carry them out.",
      "The contingency plan says what would trigger it, who would decide and where the child would stay.",
      "The plan was rewritten after circumstances changed and is no longer a list of services. Everyone involved has the same copy.",
      "Review meetings are on time and honest about what has stalled. The chair reminded people what the plan was for.",
      "The plan was shared with the child in a version written for them, with their own wishes at the top.",
    ],
    details: [
      "One or two actions have no exact date.",
      "The list of people invited includes the father's family, and those who could not come were asked for their views.",
      "A named adult whom the child can turn to is part of the plan.",
      "Two actions were completed early.",
      "Outcomes could be a little shorter.",
    ],
    rationales: [
      "Clear, owned and reviewed. A few loose dates keep it from being better than Good.",
      "The plan follows from the assessment and is moving the child's situation on.",
      "Most actions are SMART, and contingency is thought through, which is what sets it above Requires improvement.",
      "Family and network have a real part in it.",
      "Reviews deal with drift when it appears.",
    ],
  },
  "requires-improvement": {
    commentaries: [
      "There are fourteen actions and no order of importance. The worry that brought us in is number nine.",
      "Actions are things for the family to attend. The plan does not say what would be different for the child if they did.",
      "Time frames are given as ongoing for more than half of the actions, and the same ones appear in three reviews.",
      "The contingency plan is a single sentence about seeking legal advice. It does not say when, or what the family should expect.",
      "Dad and his parents were not invited to the meetings, and nobody has written down why.",
      "There is no version for the child, and nothing to show that they helped to make it.",
      "The plan is reviewed on time, but reviews describe what people did. Whether the child is better off is not asked.",
    ],
    details: [
      "Several actions belong to professionals who are not named.",
      "The plan went out three weeks after the meeting.",
      "The worry itself is described well.",
      "Two outcomes share one box, which makes it hard to see progress on either.",
      "Mum told me that she was unsure which actions were hers.",
    ],
    rationales: [
      "The right worries are in the plan, but it would be hard to say when it had worked. SMART outcomes would make it Good.",
      "Not Inadequate because the child's safety is covered and reviews take place.",
      "Part of the family is missing, and with them part of the answer.",
      "Some drift has gone unchallenged, without leaving the child unsafe.",
      "The contingency would not help anyone in a hurry.",
    ],
  },
  inadequate: {
    commentaries: [
      "There has been no current plan for seven months. Meetings took place, but nothing was written that anyone could be held to.",
      "The plan does not mention the adult who is the source of the risk.",
      "Two reviews were cancelled and not rearranged. In that time the child's circumstances grew worse.",
      "The same plan has been carried forward for over a year without any of its outcomes being achieved or questioned.",
      "The child's safety depends on an agreement that the family told us they had never seen.",
      "There is no contingency, although placement breakdown has been likely for some time.",
    ],
    details: [
      "Partners had asked for a review and did not receive one.",
      "The team manager arranged a meeting within two days of reading this finding.",
    ],
    rationales: [
      "Without a plan nobody can be held to account, and the child's situation has drifted.",
      "The plan leaves out what is causing harm.",
      "Risk rose and planning did not respond.",
      "This is beyond poor quality: there was nothing in force to keep the child safe.",
    ],
  },
};
