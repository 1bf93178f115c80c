/**
 * Owns the strengths and areas for development that auditors named in the demonstration.
 * Practice: each finding has a practice area and a theme, so that findings can be counted across
 * audits. All invented; those for development fit an area judged below Good, or a Good one with
 * something to sharpen.
 */
import type { CoreArea, CoreTheme } from "~db/tools/codes";

export type FindingWords = { area: CoreArea; theme: CoreTheme; text: string };

export const strengthWords: FindingWords[] = [
  {
    area: "contact-and-referral",
    theme: "analysis",
    text: "The first screening weighed history and explained in a few lines what made this worry different.",
  },
  {
    area: "contact-and-referral",
    theme: "timeliness",
    text: "The family heard from us on the day the worry reached us.",
  },
  {
    area: "contact-and-referral",
    theme: "multi-agency",
    text: "Partner agencies were asked focused questions and their answers shaped the decision.",
  },
  {
    area: "contact-and-referral",
    theme: "management-oversight",
    text: "A manager set clear lines of enquiry that the assessment went on to answer.",
  },
  {
    area: "assessment",
    theme: "fathers-and-network",
    text: "The father, who lives elsewhere, was found, heard and taken seriously.",
  },
  {
    area: "assessment",
    theme: "analysis",
    text: "The analysis tests more than one explanation before it reaches a view.",
  },
  {
    area: "assessment",
    theme: "chronology",
    text: "The chronology is used to explain why things are as they are now.",
  },
  {
    area: "assessment",
    theme: "identity",
    text: "The child's culture and faith are described through what matters to them day by day.",
  },
  {
    area: "assessment",
    theme: "neglect",
    text: "A neglect tool was completed with the family and its scores discussed with them.",
  },
  {
    area: "planning",
    theme: "smart-planning",
    text: "The plan is short, and each action has a date and a person to carry it out.",
  },
  {
    area: "planning",
    theme: "fathers-and-network",
    text: "A network meeting brought in relatives who had not been asked before and who now help every week.",
  },
  {
    area: "planning",
    theme: "contingency",
    text: "Everyone, the child included, knows what will happen if the plan does not work.",
  },
  {
    area: "planning",
    theme: "childs-voice",
    text: "The child has a plan in their own words and helped to run the meeting.",
  },
  {
    area: "direct-work",
    theme: "childs-voice",
    text: "The child is quoted throughout and what they said changed what happened.",
  },
  {
    area: "direct-work",
    theme: "seen-alone",
    text: "The child was seen alone, in several places, by someone they clearly trust.",
  },
  {
    area: "direct-work",
    theme: "seen-alone",
    text: "Careful observation of a child who does not use words tells the reader how they feel with each carer.",
  },
  {
    area: "direct-work",
    theme: "life-story",
    text: "Patient life story work has helped the child to understand why they do not live at home.",
  },
  {
    area: "direct-work",
    theme: "exploitation",
    text: "The worker kept a relationship going with a child who had every reason not to trust adults.",
  },
  {
    area: "supervision",
    theme: "reflective-supervision",
    text: "Supervision makes room to think about what might be missed, and is recorded in that spirit.",
  },
  {
    area: "supervision",
    theme: "management-oversight",
    text: "The manager noticed drift and set a date, and the date was kept.",
  },
  {
    area: "supervision",
    theme: "smart-planning",
    text: "The plan is the agenda of every supervision, outcome by outcome.",
  },
  {
    area: "case-recording",
    theme: "recording-visits",
    text: "Visits are written up within days, and say what was seen, heard and decided.",
  },
  {
    area: "case-recording",
    theme: "chronology",
    text: "A duty worker could rely on the summary and chronology tonight.",
  },
  {
    area: "case-recording",
    theme: "childs-voice",
    text: "The record is written with kindness, for the child who may read it one day.",
  },
  {
    area: "impact",
    theme: "timeliness",
    text: "Help began within days of the assessment, and the change could be seen within weeks.",
  },
  {
    area: "impact",
    theme: "neglect",
    text: "Daily care has improved, and people who see the child each day say so.",
  },
  {
    area: "impact",
    theme: "exploitation",
    text: "The child goes missing far less and has a trusted adult to call.",
  },
  {
    area: "impact",
    theme: "life-story",
    text: "The child is settled, with a permanent home agreed and people they belong to.",
  },
];

export const developmentWords: FindingWords[] = [
  {
    area: "contact-and-referral",
    theme: "analysis",
    text: "Look past the incident to what the pattern of contacts says.",
  },
  {
    area: "contact-and-referral",
    theme: "exploitation",
    text: "Complete the short exploitation screening whenever there are early signs, and upload it.",
  },
  {
    area: "contact-and-referral",
    theme: "timeliness",
    text: "Decide within a working day, or record why that was not possible.",
  },
  {
    area: "contact-and-referral",
    theme: "management-oversight",
    text: "Give the assessing worker clear lines of enquiry at the point of decision.",
  },
  {
    area: "assessment",
    theme: "fathers-and-network",
    text: "Include the father and his family, and record what was tried if they could not be reached.",
  },
  {
    area: "assessment",
    theme: "analysis",
    text: "Say what the information means for the child before going on to the recommendation.",
  },
  {
    area: "assessment",
    theme: "chronology",
    text: "Bring the chronology up to date and use it in the analysis.",
  },
  {
    area: "assessment",
    theme: "neglect",
    text: "Use the neglect tool to show what has built up over time.",
  },
  {
    area: "assessment",
    theme: "identity",
    text: "Explore what heritage, language and disability mean in this child's life.",
  },
  {
    area: "planning",
    theme: "smart-planning",
    text: "Cut the plan to the few outcomes that matter most and give each action a date.",
  },
  {
    area: "planning",
    theme: "contingency",
    text: "Rewrite the contingency plan so that it names the trigger and what would follow.",
  },
  {
    area: "planning",
    theme: "fathers-and-network",
    text: "Invite everyone in the family and network to the next meeting, and help them to come.",
  },
  {
    area: "planning",
    theme: "childs-voice",
    text: "Make a version of the plan with the child that they can understand.",
  },
  {
    area: "planning",
    theme: "timeliness",
    text: "Challenge actions that have been carried forward more than once.",
  },
  {
    area: "direct-work",
    theme: "childs-voice",
    text: "Quote what the child says in every record of a visit.",
  },
  {
    area: "direct-work",
    theme: "seen-alone",
    text: "Make plain when the child was seen alone, and see them in different places.",
  },
  {
    area: "direct-work",
    theme: "seen-alone",
    text: "Describe how a child who does not use words looks, sounds and responds, and what that may mean.",
  },
  {
    area: "direct-work",
    theme: "smart-planning",
    text: "Give each visit a purpose that comes from the plan, and record what came of it.",
  },
  {
    area: "direct-work",
    theme: "fathers-and-network",
    text: "Try other ways of working with a parent who keeps their distance.",
  },
  {
    area: "direct-work",
    theme: "life-story",
    text: "Begin life story work and agree who will do it with the child.",
  },
  {
    area: "supervision",
    theme: "reflective-supervision",
    text: "Complete reflection, scaling and analysis in every supervision record.",
  },
  {
    area: "supervision",
    theme: "management-oversight",
    text: "Go through the plan in supervision and ask what has changed for the child.",
  },
  {
    area: "supervision",
    theme: "timeliness",
    text: "Hold supervision as often as policy asks, with an extra session when risk rises.",
  },
  {
    area: "supervision",
    theme: "exploitation",
    text: "Review the exploitation tool, risks and associates in supervision.",
  },
  {
    area: "case-recording",
    theme: "recording-visits",
    text: "Write up visits within the standard and keep what matters at the top.",
  },
  {
    area: "case-recording",
    theme: "chronology",
    text: "Bring summary and chronology up to date, so that a duty worker can rely on them.",
  },
  {
    area: "case-recording",
    theme: "recording-visits",
    text: "Upload the documents and tools that the record refers to, with proper names.",
  },
  {
    area: "impact",
    theme: "analysis",
    text: "Agree with the family how everyone will know that things are better, and measure it.",
  },
  {
    area: "impact",
    theme: "timeliness",
    text: "Find out what is holding up the help that was promised and take it to the manager.",
  },
  {
    area: "impact",
    theme: "multi-agency",
    text: "Ask the people who see the child every day what has changed.",
  },
];
