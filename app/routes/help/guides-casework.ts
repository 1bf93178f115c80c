/** Owns the how-to pages of those whose work is audited, who audit, and who moderate. */
import { paths } from "~/paths";
import type { Guide } from "./guide";

const home = { to: paths.home(), label: "Your work" };

export const practitioner: Guide = {
  does: "An audit of your work is done with you. You add your own reflection, correct facts that are wrong, and carry out the actions agreed for the child.",
  tasks: [
    {
      title: "Add your reflection",
      steps: [
        "When an audit of a case of yours starts, you get a message and it is on your home page.",
        "Say what you are proud of, what you would do differently, and what the child would say.",
        "What you type is saved. Nobody else reads it until you send it.",
      ],
      go: home,
    },
    {
      title: "Read the audit and correct a fact",
      steps: [
        "Once the audit is submitted you can read what was found. Its grades are provisional until it is final.",
        "If a fact is wrong, send a factual correction by the date shown. The auditor answers each one, and you are told.",
      ],
      go: home,
    },
    {
      title: "Read an observation of your practice",
      steps: [
        "Once it is shared with you it is on your home page. Whoever observed you, your manager and the QA lead read it too, and nobody else.",
        "Say what you think of it: your answer stays with it. It has no grades and stands in no table.",
      ],
      go: {
        to: paths.observations.list({ show: "of-me" }),
        label: "Observations of your practice",
      },
    },
    {
      title: "Carry out your actions",
      steps: [
        "Open the action and say how it is going. Move it to completed when it is done, with the evidence: words, a link, or a file that you add under “Files”.",
        "Someone else, usually your manager, then verifies that it made a difference for the child.",
      ],
      go: { to: paths.log.list(), label: "Learning log" },
    },
    {
      title: "Finish the audit",
      steps: ["When it is final, add your comment and say when you discussed it with the auditor."],
      go: home,
    },
    {
      title: "Be thanked, and share what you did well",
      steps: [
        "When someone thanks you for a strength that an audit named, you get a message.",
        "Say whether everyone may read of it, with or without your name. Your manager is asked after you, and you can withdraw it at any time.",
      ],
      go: { to: paths.learning.goodPractice(), label: "Good practice" },
    },
    {
      title: "Ask a family for feedback",
      steps: [
        "If you are asked to, it stands on your home page. You are independent of the case: if that changes, it goes back to the QA lead.",
        "Find their number in the case system. Never write here how a family is reached.",
        "Write down what they say in their words, without names, and ask whether their worker may read it.",
        "If what you hear worries you, phone the team at once.",
      ],
      go: home,
    },
  ],
};

export const auditor: Guide = {
  does: "You audit the cases given to you: you read the record, talk with the worker, hear the child and family, and grade each practice area.",
  tasks: [
    {
      title: "Start an audit",
      steps: [
        "Your audits are on your home page with their dates. From there you see all of them, and what became of each.",
        "If you have a conflict of interest, or cannot do it, decline it with a reason. The QA lead gives it to someone else.",
      ],
      go: home,
    },
    {
      title: "Write it",
      steps: [
        "Work through the areas in any order. What you type is saved as you type.",
        "Read the four descriptors beside each grade before you choose, and say why.",
        "Record the voice of the child, of each parent or carer and of the practitioner, or why one is missing.",
        "Mark what the worker must not see as not to be shared.",
      ],
      go: { to: paths.tools.list(), label: "Audit tools and their descriptors" },
    },
    {
      title: "Observe practice",
      steps: [
        "Begin with what it was, the team and the day; on a phone too. What you type is saved as you type.",
        "Say whether the worker and the family agreed. Where the family did not, write of the worker’s practice alone.",
        "Check it and share it with whoever you observed. Give feedback, and close it.",
      ],
      go: { to: paths.observations.begin(), label: "Write down an observation" },
    },
    {
      title: "Raise a safeguarding concern",
      steps: [
        "If a child may not be safe, phone the team manager first.",
        "Then use “Raise a safeguarding concern” on the audit. You need not have finished it.",
      ],
    },
    {
      title: "Submit it",
      steps: [
        "“Check and submit” lists what is missing. After you submit, the worker and their manager can read it.",
        "Answer the factual corrections they send: the audit does not become final before.",
      ],
      go: home,
    },
    {
      title: "Read the panel’s feedback",
      steps: [
        "If your audit is moderated, read the panel’s feedback and say that you have.",
        "If it comes back to you, correct what the panel names and submit it again.",
      ],
      go: home,
    },
    {
      title: "Ask a family for feedback",
      steps: [
        "If you are asked to, it stands on your home page. You are independent of the case: if that changes, it goes back to the QA lead.",
        "Find their number in the case system. Never write here how a family is reached.",
        "Write down what they say in their words, without names, and ask whether their worker may read it.",
        "If what you hear worries you, phone the team at once.",
      ],
      go: home,
    },
  ],
};

export const moderator: Guide = {
  does: "You grade selected audits without seeing the auditor’s grades, compare yours with theirs, and decide with the panel.",
  tasks: [
    {
      title: "Grade blind",
      steps: [
        "Open the audit from the moderation page, not from a list or a report: who has read its grades cannot moderate it.",
        "Grade each area from the evidence, a page each, then overall, then the audit itself. What you type is saved.",
        "Commit your grades. You cannot change them after that, and then you see the auditor’s.",
      ],
      go: { to: paths.moderation.queue(), label: "Moderation" },
    },
    {
      title: "Compare and decide",
      steps: [
        "Look at the areas where the grades differ one by one, and accept the agreed ones together. Say apart from the grades whether the audit itself is sound.",
        "One member of the panel records the decision. At least one more confirms it by their own sign-in.",
        "The decision is to confirm, upgrade, downgrade, or return the audit to its auditor.",
      ],
      go: { to: paths.moderation.queue(), label: "Moderation" },
    },
    {
      title: "Say that you cannot moderate an audit",
      steps: [
        "If you know the child, the family or the work, tell the QA lead before you open it. They give it to another moderator.",
      ],
    },
    {
      title: "Ask a family for feedback",
      steps: [
        "If you are asked to, it stands on your home page. You are independent of the case: if that changes, it goes back to the QA lead.",
        "Find their number in the case system. Never write here how a family is reached.",
        "Write down what they say in their words, without names, and ask whether their worker may read it.",
        "If what you hear worries you, phone the team at once.",
      ],
      go: home,
    },
  ],
};

export const panelMember: Guide = {
  does: "You have been asked to join the panel for one audit, because it needs a second person with no tie to the case.",
  tasks: [
    {
      title: "Read the audit",
      steps: [
        "The message and your home page lead to the comparison: the evidence, the auditor’s grades and the moderator’s.",
        "Read both reasons wherever the grades differ.",
      ],
      go: home,
    },
    {
      title: "Take the decision with someone else",
      steps: [
        "If a decision is recorded, read it and confirm it, or record another. A changed decision needs two people again.",
        "If you were named as present and were not there, say so on the page.",
        "If you have a tie to the case, you may speak and you do not count. The page says so.",
      ],
      go: home,
    },
  ],
};

export const partner: Guide = {
  does: "You work for another agency and review cases of a thematic audit with the council. You see the cases you were named for while that audit is under way, and nothing else.",
  tasks: [
    {
      title: "Answer for your agency",
      steps: [
        "Your home page lists what waits for you. A case is named by its reference; the lead of the audit tells you outside this application which child it is.",
        "Read your own agency’s record, and answer each question met, partly met, not met or not applicable. A note beside an answer says what you saw.",
        "Every answer is saved as you give it. Colleagues of your agency who were named too see and share the same answers.",
      ],
      go: home,
    },
    {
      title: "Commit a case",
      steps: [
        "When every question of a case has an answer, commit it. Nobody of another agency sees your answers before everyone has committed theirs.",
        "After that you can read what each agency found and the agreed view, for as long as the audit is under way.",
        "If something has to change, ask the lead to open your part again.",
      ],
      go: home,
    },
    {
      title: "Say that you know the child or family",
      steps: [
        "Beneath the answers you can declare a conflict of interest. The case leaves your list at once.",
      ],
      go: home,
    },
    {
      title: "If a child may be in danger now",
      steps: [
        "Follow your agency’s safeguarding procedure at once, and tell the lead of the audit. This application is no place to report it to.",
      ],
    },
  ],
};
