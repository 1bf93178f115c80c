/**
 * Owns what children, parents and practitioners said in the demonstration's audits.
 * Practice: the audit is done with the worker and hears the child and family; a voice that was
 * not obtained has its reason. All invented.
 */

import type { VoiceStatus } from "~/rules/audits/content";

/** From five to ten years. */
export const youngerChildSaid = [
  "She comes on Tuesdays and we do drawing. She asked what my worst day was and I told her.",
  "I like that he remembers my rabbit's name.",
  "It is quieter at home now. I sleep in my own bed.",
  "I want to see my brother more. She said she would ask and she did.",
  "I don't know why we have meetings. Nobody told me what they are for.",
  "If I had a magic wand, mum would not be sad in the mornings.",
  "My worker is funny. She talks to my mum a lot and to me a bit.",
];

/** From eleven to seventeen years. */
export const olderChildSaid = [
  "He turns up when he says he will. I've had others who didn't.",
  "I'd like her to tell me things before the meeting, not in it.",
  "I used to be out all night. I've got reasons to be home now.",
  "She listens, but I still don't know what the plan actually says.",
  "People kept asking me the same stuff. This one had read it first.",
  "I said I wanted to stay at my school, and they made it happen.",
  "Nobody asked my dad. They could have just rung him.",
  "It's better than it was. I'd say a seven. It was a three.",
];

/** Eighteen and over. */
export const careLeaverSaid = [
  "My adviser helped me sort my tenancy, and she still texts to see if I've eaten.",
  "I've had my pathway plan read to me, but I haven't got a copy.",
  "He came to see my college show. That meant more than any form.",
  "I wish someone had told me about the grant sooner.",
  "I know who to ring if it goes wrong. I didn't last year.",
  "Some months I don't want a visit, and they respect that but don't disappear.",
];

export const parentSaid = [
  "I was dreading it, but she was straight with me from the start.",
  "I have had four workers in two years and had to explain it all every time.",
  "They listened to what I said about my son and put it in the report in my words.",
  "The plan is on my fridge. I know which bits are mine.",
  "I did not see the report until the day of the meeting.",
  "Nobody told me I could bring my sister. I would have.",
  "I work shifts, and he fitted the meetings round me.",
  "I'm his father, and this audit is the first time anyone has rung me.",
  "It was hard to hear, but it was fair. Things are calmer because of it.",
  "They were quick to tell us what was wrong and slow to get the help going.",
  "She treats my daughter as a person and not as a diagnosis.",
  "I don't agree with all of it, but I feel respected.",
];

export const practitionerSaid = [
  "I would see the child in more places if I had the time again. Home was too easy for everyone.",
  "I know this child better than my records show. Writing it down is what slips.",
  "Supervision helped me to see that I had become too hopeful.",
  "I am proud of how we brought the grandparents in.",
  "The audit made me look at the chronology properly, and I saw a pattern I had missed.",
  "I inherited the plan and should have rewritten it sooner.",
  "I found the father hard to contact and gave up too early.",
  "The neglect tool gave me the words I needed with mum.",
  "I was covering two caseloads that month, and the visits show it.",
  "I would like more help with children who do not use words.",
  "I agree with the findings; the contingency plan was copied from the old format.",
  "Doing this together felt fair. It was about the work and not about me.",
];

/** The practitioner's own part of the audit, in sets that belong together. */
export const reflections: { proudOf: string; doDifferently: string; childWouldSay: string }[] = [
  {
    proudOf: "Keeping the relationship going when the child would not speak to anyone else.",
    doDifferently: "Bring the father in at the start.",
    childWouldSay: "That I come back even after a bad day.",
  },
  {
    proudOf: "The direct work we did on feelings, which the child still uses.",
    doDifferently: "Record it the same day, in the child's words.",
    childWouldSay: "That I am all right, but I ask a lot of questions.",
  },
  {
    proudOf: "How mum moved from shutting the door to chairing her own meeting.",
    doDifferently: "Make the plan shorter from the beginning.",
    childWouldSay: "That it is calmer at home.",
  },
  {
    proudOf: "Getting everyone to agree on one safety plan.",
    doDifferently: "Challenge the delay in therapy sooner.",
    childWouldSay: "That they wish meetings were shorter.",
  },
  {
    proudOf: "Finding a relative nobody knew about.",
    doDifferently: "Draw the family map at the first visit.",
    childWouldSay: "That they like Sundays with their aunt.",
  },
  {
    proudOf: "Learning how the child communicates.",
    doDifferently: "Write down more of what I see and not just that I saw them.",
    childWouldSay: "They would show you the picture of my car.",
  },
  {
    proudOf: "Sticking with the family through two crises.",
    doDifferently: "Ask for an extra supervision when I felt stuck.",
    childWouldSay: "That I helped mum, and could talk to them more.",
  },
  {
    proudOf: "The assessment. It took a lot of thinking.",
    doDifferently: "Share it earlier, so that the parents had time to read it.",
    childWouldSay: "That I got most of it right.",
  },
  {
    proudOf: "Helping the child to see their siblings regularly.",
    doDifferently: "Explain decisions in a way they could take in.",
    childWouldSay: "That I keep my promises.",
  },
  {
    proudOf: "Noticing the early signs and acting on them.",
    doDifferently: "Upload the screening tool at once.",
    childWouldSay: "That I worry too much.",
  },
];

/** Why a voice was not obtained, by status. */
export const voiceReasons = {
  "no-reply": [
    "Two calls and a text over a fortnight, with no answer.",
    "A letter and a call through the worker; no reply by the due date.",
    "Number no longer in use; email sent without reply.",
    "An appointment was agreed and then missed, and a second offer was not answered.",
  ],
  declined: [
    "Said politely that they had talked to enough people this month.",
    "Preferred not to take part; thanked for considering it.",
    "Was happy for us to use what is in the review and did not want a call.",
  ],
  "not-appropriate": [
    "The child is a baby; observation is on the record and was used instead.",
    "The child is in hospital, and a stranger's call would not have helped.",
    "Court hearing this week; the worker advised that it would add to the strain.",
    "Not yet born; preparations and appointments were considered instead.",
  ],
  "not-safe": [
    "Contact might have become known to a person who is a risk to the family.",
    "Legal advice is that this parent should not be contacted outside the agreed route.",
  ],
} as const satisfies Record<Exclude<VoiceStatus, "obtained">, readonly string[]>;

/** What would have raised the grade, as practitioners see it. */
export const whatWouldRaise = [
  "Time to write the chronology as I go, and someone who asks me for it in supervision.",
  "Fewer changes of worker: I was the third, and the plan was never really mine.",
  "A plan in words the family uses, with half as many actions.",
  "To have the school and health round the table earlier, and not only by email.",
  "A manager's note on why we decided as we did. The thinking was there, the record is not.",
  "More direct work written down in the child's own words.",
];

/** What practitioners say once an audit is final; most have nothing to add. */
export const lastWords = [
  "",
  "Fair. The action about the chronology has already helped with another family.",
  "",
  "I would have graded planning higher, but I see why it was not. Thank you for the conversation.",
  "",
  "It helped to hear what the child had said to the auditor.",
];

/** Facts that practitioners say are wrong, and what their auditors answer. */
export const corrections = [
  {
    text: "The last visit was two days later than the audit says: it is in the record under the right date.",
    answer: "accepted",
    words:
      "You are right, and thank you: I had read the date it was written up. It changes no grade.",
  },
  {
    text: "The audit says that the father was not invited to the review. He was, by letter; he did not come.",
    answer: "in-part",
    words:
      "The letter is there, so he was invited. That nobody spoke with him about it beforehand still stands.",
  },
  {
    text: "The chronology was up to date on the day of the audit.",
    answer: "declined",
    words:
      "Its last entry on that day was five weeks old. What was added since counts for the next audit.",
  },
] as const;
