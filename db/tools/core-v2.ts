/**
 * Owns version 2 of the core audit tool: what a reflective case audit looks at and what each
 * grade looks like. Practice: graded against Ofsted's four points with descriptors beside every
 * grade, more interested in the quality of the work and the child's life than in compliance.
 */
import type { ToolDefinition } from "~/rules/tools/tools";
import { coreThemes } from "./codes";

export const coreV2: ToolDefinition = {
  name: "Reflective core audit",
  about:
    "Read the record, then talk with the practitioner, and hear from the child and the family where it is safe and right to do so. Judge the last six months; read back twelve so that you understand how the child came to be here. Ask of every area: is this good practice, and what difference has it made to this child? Write so that the practitioner can learn from it and a reader who has never seen the case can follow how you reached each grade.",
  lookBack: { judgeMonths: 6, readMonths: 12 },
  areas: [
    {
      code: "contact-and-referral",
      name: "Contact and referral",
      about:
        "How the worry about the child was received, what was found out, and how soon and how well it was decided what should happen next. Choose not applicable when the last contact or referral is older than the look-back.",
      mayNotApply: true,
      prompts: [
        {
          code: "referral-concern-clear",
          text: "Is it clear what the referrer was worried about and what the child's life was like that day?",
          guidance:
            "Look for the referrer's own account and the impact on the child, not only the incident that set off the call.",
        },
        {
          code: "referral-history-weighed",
          text: "Were earlier contacts and family history read and weighed?",
          guidance:
            "A list of previous contacts is not enough: does the decision say what the pattern means?",
        },
        {
          code: "referral-consent",
          text: "Was consent sought from parents, or a reason recorded for going without it?",
        },
        {
          code: "referral-checks",
          text: "Were the right agencies asked, and were vulnerabilities to neglect and exploitation considered?",
          guidance:
            "For children aged eight and over, look for the short exploitation screening where anything suggests it.",
        },
        {
          code: "referral-decision",
          text: "Was the decision proportionate and made by a manager within one working day, with reasons and direction?",
          guidance: "Direction means the lines of enquiry the next worker should follow.",
        },
        {
          code: "referral-feedback",
          text: "Were the family and the referrer told what was decided and why?",
        },
      ],
      descriptors: {
        outstanding:
          "The first record already lets a reader picture this child: what happened, what it was like for them, and what is known about the family are drawn together into a reasoned view of risk. Parents and partners were spoken to with care and skill, and gaps were chased the same day. The manager's direction set sharp lines of enquiry that visibly shaped what came next, and the child was helped sooner because of it.",
        good: "The worry is clear, history and relevant agencies were checked, and consent was dealt with properly. The decision came within a working day, was proportionate, and a manager gave reasons and a next step. The referrer and family know the outcome. Any gap was minor and did not delay help.",
        "requires-improvement":
          "The decision was broadly safe, but the record stays close to the incident that prompted it. History is listed without being weighed, one or more useful checks are missing, or consent is unclear. Management direction is brief or late, so the next worker had to start again and help came more slowly than it should have.",
        inadequate:
          "The record does not allow a safe decision: serious information was missed, discounted or left waiting, or earlier contacts were ignored although together they show escalating harm. The threshold was wrongly applied or nobody with authority decided. The child was left at risk or without the help they plainly needed.",
      },
    },
    {
      code: "assessment",
      name: "Assessment",
      about:
        "Whether the most recent assessment, of whatever kind, understands this child and this family, and says clearly what needs to change and why.",
      mayNotApply: false,
      prompts: [
        {
          code: "assessment-current",
          text: "Is there an assessment that is up to date for where the child is now, finished in good time?",
          guidance: "A change of home, a birth or a new partner should have led to a fresh look.",
        },
        {
          code: "assessment-whole-family",
          text: "Does it understand everyone who matters, including fathers, partners and others living apart?",
          guidance: "Look for a genogram or family map that was used and not only attached.",
        },
        {
          code: "assessment-child-seen",
          text: "Was each child seen alone where appropriate, and are their views and daily life part of the analysis?",
        },
        {
          code: "assessment-history",
          text: "Does history, with a chronology, explain the present?",
          guidance: "For neglect, is there a tool that shows what has built up over time?",
        },
        {
          code: "assessment-identity",
          text: "Are identity, culture, faith, language and disability explored for what they mean to this child?",
        },
        {
          code: "assessment-analysis",
          text: "Does the analysis weigh risk and strengths, test other explanations and lead to the recommendation?",
        },
      ],
      descriptors: {
        outstanding:
          "A reader comes away knowing this child. History, the child's own account, research and what partners see are woven into analysis that is curious, tests rival explanations and is honest about what is not known. Parents recognise themselves in it even where they disagree. It reached a clear view quickly, and the family's help changed as a result.",
        good: "The assessment is current, in time and based on seeing the child and speaking to the adults who matter, fathers included. Risks and strengths are weighed, history is used, identity is considered, and the recommendation follows from the analysis. There may be a line of enquiry that deserved more, but nothing that would alter the conclusion.",
        "requires-improvement":
          "Information has been gathered, but description outweighs analysis. A father or another significant adult is missing, history sits in a separate section without being used, or identity is a matter of ticked boxes. The child's views are present but do not influence the conclusion, or the assessment was finished late without good reason. The main risk is recognised, though the reader has to work out why it matters.",
        inadequate:
          "There is no assessment that can be relied on: it is missing, badly out of date, copied from an earlier one, or accepts what adults say without checking. The child was not seen or their account was set aside. Serious risk is not identified or is minimised, and the recommendation cannot be justified from what is written.",
      },
    },
    {
      code: "planning",
      name: "Planning",
      about:
        "Whether the plan, of whatever kind, says what has to change for the child, who will do what by when, and what happens if it does not work; and whether reviews move it on.",
      mayNotApply: false,
      prompts: [
        {
          code: "planning-outcomes",
          text: "Does the plan say in plain words what will be better for the child, with the most important worry first?",
        },
        {
          code: "planning-smart",
          text: "Are actions specific and tied to an outcome, each with a named person, their role and a date?",
          guidance: "Words such as ongoing, as required and soon are not dates.",
        },
        {
          code: "planning-contingency",
          text: "Does the contingency plan say what would trigger it and what would then happen?",
        },
        {
          code: "planning-family-network",
          text: "Were all of the child's family and network invited to take part, and helped to do so?",
          guidance:
            "Include parents who live elsewhere, grandparents, carers and friends the family names. Look at meetings, reviews and conferences: who was asked, who came, and what was done about those who could not.",
        },
        {
          code: "planning-child-version",
          text: "Did the child help to make the plan, and do they have a version they can understand?",
        },
        {
          code: "planning-progress",
          text: "Do reviews and core groups happen on time and change the plan when progress stalls?",
        },
      ],
      descriptors: {
        outstanding:
          "The plan belongs to the family: the child and their network shaped it, each person can say what they are doing and why, and the child has a version in their own words. Outcomes are few and measurable, and reviews say plainly what has and has not been achieved against each. When something did not work the plan changed promptly, and a contingency that everyone understands stands ready.",
        good: "Outcomes are clear and fit the assessment. Most actions are specific, dated and owned by a named person, and there is a usable contingency plan. Family members and partners were invited and most took part. Reviews are on time and show what has moved, with small gaps that have not slowed progress.",
        "requires-improvement":
          "There is a plan and it names the right worries, but it reads as a list of tasks or services. Outcomes are vague or too many, dates are missing or rolled forward, or contingency is a standard sentence. Part of the family or network was not invited, or the child would not know what the plan says. Reviews record activity more than change, and some drift has gone unchallenged.",
        inadequate:
          "There is no current plan, or it does not address what is harming the child. Nobody is accountable for actions, reviews have lapsed, or people essential to the child's safety have been left out. The situation has drifted or grown worse without the plan being questioned, and nothing says what would happen if the risk rose.",
      },
    },
    {
      code: "direct-work",
      name: "Direct work and the child's voice",
      about:
        "How well the worker knows this child: the relationship, what is done together, how the child is seen and heard, and what is done with what they say or show.",
      mayNotApply: false,
      prompts: [
        {
          code: "direct-work-visits",
          text: "Was the child seen as often as the plan requires, alone and in different places?",
          guidance: "Home, school or nursery, family time, out and about. Was their bedroom seen?",
        },
        {
          code: "direct-work-words",
          text: "Are the child's own words quoted in the record of visits?",
        },
        {
          code: "direct-work-observation",
          text: "For a baby or a child who does not use words, is there careful observation of how they are and how they are with others?",
          guidance:
            "Look for what the worker saw and what they make of it, and for the child's own ways of communicating. For an unborn child, what do preparations and appointments show?",
        },
        {
          code: "direct-work-purpose",
          text: "Does direct work have a purpose that links to the plan, with tools that fit the child's age and needs?",
        },
        {
          code: "direct-work-family",
          text: "Is there purposeful work with parents and carers, including those who are harder to engage?",
        },
        {
          code: "direct-work-acted-on",
          text: "Were the child's wishes acted on, or the reasons why not explained to them?",
        },
      ],
      descriptors: {
        outstanding:
          "The child has someone they trust, and it shows: visits are planned around them, their words and behaviour are recorded with warmth and precision, and creative work has helped them to make sense of what has happened. The worker adapts to how this child communicates. What the child said has visibly altered decisions, and the child knows that it has.",
        good: "The child is visited regularly, seen alone where right, and known to the worker. Their words or careful observations appear in most visit records and inform the plan. Direct work has a purpose and suitable tools are used. A visit or two may be thinly written, but the child's experience is never out of sight.",
        "requires-improvement":
          "The child is seen, but the record often describes the adults and the house. Quotations or observations are few, it is not always clear that the child was seen alone, or visits take place in a single setting. Direct work is done once and filed, without reaching the plan. Parents who keep their distance are noted as not engaging and little else is tried.",
        inadequate:
          "The child is not known. Visits have been missed or were made without the child being seen, with no effective challenge. What the child said or showed was not recorded, was disbelieved without enquiry or was not acted on when it signalled harm. Decisions have been taken about the child with no understanding of their life.",
      },
    },
    {
      code: "supervision",
      name: "Supervision",
      about:
        "Whether supervision and management oversight help the practitioner to think, test the direction of the work and make the plan happen.",
      mayNotApply: false,
      prompts: [
        {
          code: "supervision-frequency",
          text: "Did supervision take place as often as the policy asks, and more often when risk rose?",
        },
        {
          code: "supervision-reflection",
          text: "Do reflection, the score for how safe the child is and the analysis show real thought?",
          guidance:
            "Look for other explanations, how the work feels, what the practitioner might be missing, and how safe the child is today and why.",
        },
        {
          code: "supervision-plan",
          text: "Does it work through the child's plan and ask what has changed for the child?",
        },
        {
          code: "supervision-challenge",
          text: "Does the manager challenge drift, optimism and disagreement between agencies?",
        },
        {
          code: "supervision-actions",
          text: "Are actions specific and dated, and followed up the next time?",
        },
        {
          code: "supervision-decisions",
          text: "Are key management decisions, with their reasons, on the child's record?",
          guidance: "Include exploitation risks and associates where they apply.",
        },
      ],
      descriptors: {
        outstanding:
          "Supervision is where the thinking in this case happens. Manager and practitioner set out more than one explanation and say what would confirm each, name their own feelings and possible bias, and score how safe the child is with reasons that change as the case does. Every session works through the plan, the practitioner is both challenged and supported, and the record shows a discussion in supervision that led to something better for the child.",
        good: "Supervision is regular and recorded promptly. It reflects on what life is like for the child, returns to the plan, and ends with clear, dated actions that are checked next time. The manager offers challenge, and oversight of important decisions is easy to find. Reflection may be deeper in some sessions than in others.",
        "requires-improvement":
          "Supervision takes place, though gaps appear or risk rose without an extra session. Records retell events or list tasks; reflection, analysis or the safety score is left blank or filled with a phrase. The plan is mentioned and not worked through, actions reappear unfinished, and the manager's challenge is hard to see. Oversight exists but is scattered over the record.",
        inadequate:
          "Long gaps or empty records mean that nobody with authority has been holding this case. Serious drift or risk passed without challenge, unsafe decisions were agreed without reasons, or directions that mattered to the child's safety were never followed up. The practitioner was left alone with it.",
      },
    },
    {
      code: "case-recording",
      name: "Case recording",
      about:
        "Whether the record is up to date, accurate and findable, written with respect, and would help the child to understand their story if they read it one day.",
      mayNotApply: false,
      prompts: [
        {
          code: "recording-timely",
          text: "Are visits, meetings and decisions recorded within the times the standards set?",
        },
        {
          code: "recording-summary",
          text: "Is there a current case summary and chronology that a duty worker could rely on tonight?",
        },
        {
          code: "recording-findable",
          text: "Are documents, screening tools and plans uploaded, named properly and in the right place?",
        },
        {
          code: "recording-respectful",
          text: "Is the writing respectful and clear, separating fact from opinion and free of blame and jargon?",
          guidance: "Would you be content for the child or a parent to read it?",
        },
        {
          code: "recording-details",
          text: "Are the basic details right: family members, addresses, ethnicity, language, legal status?",
        },
      ],
      descriptors: {
        outstanding:
          "The record tells the child's story as it unfolds, in language the child could read and feel respected by. Everything is current, concise and where it should be; significant events stand out in a living chronology and every decision carries its reasons. Someone picking it up tonight could act safely within minutes.",
        good: "Recording is up to date and well organised, with a usable summary and chronology. Fact and opinion are distinguished and the writing is respectful. A few entries are late or a document is poorly named, but anything needed to understand the child and the decisions can be found.",
        "requires-improvement":
          "The record can be followed with effort. Some visits or meetings were written up late, the chronology or summary has fallen behind, or documents are referred to and not uploaded. Entries are long where they should be focused, copied from one sibling to another, or use language the family would find harsh. The essentials are there, though not where a new worker would look.",
        inadequate:
          "The record cannot be relied on. Visits, decisions or safeguarding actions are missing or were written long afterwards, records of different children are mixed, or basic facts are wrong in ways that matter. It is not possible to tell what was done to keep the child safe, or who decided it.",
      },
    },
    {
      code: "impact",
      name: "Impact on the child",
      about:
        "What difference the work has made: whether the child is safer, better cared for and happier than when help began, and how we know.",
      mayNotApply: false,
      prompts: [
        {
          code: "impact-change",
          text: "What is different for the child now compared with six months ago?",
          guidance: "Name the change and the evidence for it, not the service that was provided.",
        },
        {
          code: "impact-safer",
          text: "Has risk gone down, or been responded to firmly where it has not?",
        },
        {
          code: "impact-timely",
          text: "Did change come in a time that is right for this child?",
        },
        {
          code: "impact-views",
          text: "What do the child, the family and those who see the child every day say has changed?",
        },
        {
          code: "impact-lasting",
          text: "Is it likely to last: are the family's own network and next steps in place?",
        },
      ],
      descriptors: {
        outstanding:
          "The child's life has changed markedly for the better, and the evidence comes from several sides: the child, the family, and people who see them daily. The change can be traced to purposeful work and to a relationship that made it possible. The family's own network is ready to keep it going, and the child has hopes and plans of their own.",
        good: "The child is safer or better cared for and there is evidence beyond the worker's opinion. Progress is steady and in a reasonable time, and remaining worries are known and being worked on. Some gains are recent and have yet to be tested, with a plan for keeping them.",
        "requires-improvement":
          "There has been some benefit, or the child has not come to harm, but change is slow, partial or hard to evidence. Services have been delivered without anyone asking what they achieved. One worry has improved while another that matters to the child has been left, and it is uncertain whether gains would hold if help ended.",
        inadequate:
          "The child's situation has not improved or is worse, and the response has not changed. Harm has continued or important needs have gone unmet for too long. There is no evidence that the work has made a difference, or intervention was ended while the child was still at risk.",
      },
    },
  ],
  overall: {
    about:
      "A single professional judgement about the practice this child received, and the difference it made. It is not an average: weigh most what mattered most to this child. If your overall grade is well above your lowest area, say why.",
    descriptors: {
      outstanding:
        "Practice is skilled and creative, and has changed the child's life. The child is known, heard and understood; thinking is deep, plans work, managers add real value and the record is one the child could be proud to be shown. Any weakness made no difference to them. Others could learn from this work.",
      good: "The child is safe and benefits from sound, purposeful work. Assessment, planning and direct work fit together, oversight keeps things moving, and the family has a fair part in what happens. There are things to sharpen, none of which has held the child back.",
      "requires-improvement":
        "The child is not at risk of immediate harm because of our practice, but the help they receive is not yet good. Weak planning, thin analysis, patchy oversight or a child's voice seldom heard have made progress slower or less certain than it ought to be. The practitioner and manager can put it right with clear actions.",
      inadequate:
        "Practice has failed to protect the child or promote their welfare, or has left it to chance. There are serious gaps in knowing the child, recognising harm or acting on it, and management has not noticed or not intervened. Something has to change now, and the service manager must know.",
    },
  },
  questions: [],
  voices: ["child", "parent", "practitioner"],
  themes: [...coreThemes],
};
