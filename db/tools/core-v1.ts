/**
 * Owns version 1 of the core audit tool, used before November 2023 and kept for the cycles that
 * used it. Practice: the file audit of its day, closer to compliance than version 2 and without
 * an area for direct work, which is why trends break between the two.
 */
import type { ToolDefinition } from "~/rules/tools/tools";
import { coreThemes } from "./codes";

export const coreV1: ToolDefinition = {
  name: "Case file audit",
  about:
    "Check the record against the practice standards and grade each area. Look at the last six months and read far enough back to understand the reasons for involvement. Speak to the practitioner where you can.",
  lookBack: { judgeMonths: 6, readMonths: 12 },
  areas: [
    {
      code: "contact-and-referral",
      name: "Contact and referral",
      about: "Whether the contact was dealt with on time, with the checks and decision required.",
      mayNotApply: true,
      prompts: [
        {
          code: "contact-one-day",
          text: "Was a manager's decision recorded within one working day?",
        },
        {
          code: "contact-history-checked",
          text: "Were previous contacts and other agencies checked?",
        },
        {
          code: "contact-consent-recorded",
          text: "Is consent, or the reason for not seeking it, recorded?",
        },
      ],
      descriptors: {
        outstanding:
          "All checks were made the same day, history was analysed and the decision was exemplary in its reasoning.",
        good: "The decision was made on time by a manager, with history and checks on file and consent recorded.",
        "requires-improvement":
          "The decision was right but late, or one of history, checks and consent is missing from the record.",
        inadequate:
          "The contact was not acted on, or the threshold was misapplied and a child was left at risk.",
      },
    },
    {
      code: "assessment",
      name: "Assessment",
      about: "Whether an assessment was completed in time and covers what the framework requires.",
      mayNotApply: false,
      prompts: [
        {
          code: "assessment-in-time",
          text: "Was the assessment completed within 45 working days?",
        },
        { code: "assessment-child-seen-recorded", text: "Is it recorded that the child was seen?" },
        {
          code: "assessment-domains",
          text: "Are the child's needs, parenting and family circumstances all covered?",
        },
      ],
      descriptors: {
        outstanding:
          "A full and timely assessment with analysis of unusual quality, in which the child and family are heard throughout.",
        good: "Completed in time, covers the child's needs and parenting, and ends with a clear conclusion.",
        "requires-improvement":
          "Late, or complete in form while analysis is thin or a parent was not spoken to.",
        inadequate: "Missing or so incomplete that risk to the child has not been established.",
      },
    },
    {
      code: "planning",
      name: "Planning",
      about: "Whether there is a current plan that is reviewed when it should be.",
      mayNotApply: false,
      prompts: [
        { code: "plan-current", text: "Is there a current plan of the right type on file?" },
        { code: "plan-dates-owners", text: "Do actions have dates and a person responsible?" },
        { code: "plan-reviews-in-time", text: "Were reviews and core groups held on time?" },
      ],
      descriptors: {
        outstanding:
          "The plan is precise, owned by the family, always reviewed on time and has clearly moved things forward.",
        good: "A current plan with dates and people responsible, reviewed on time and shared with the family.",
        "requires-improvement":
          "A plan is on file but is long or vague, lacks dates or owners, or was reviewed late.",
        inadequate:
          "No current plan, or reviews have lapsed and the child's situation has drifted.",
      },
    },
    {
      code: "supervision",
      name: "Supervision",
      about: "Whether supervision took place as policy requires and gave direction.",
      mayNotApply: false,
      prompts: [
        {
          code: "supervision-in-time",
          text: "Is there a supervision record for every period required?",
        },
        { code: "supervision-directions", text: "Does each record contain actions with dates?" },
      ],
      descriptors: {
        outstanding:
          "Supervision is always on time, thoughtful and challenging, and its effect on the case can be seen.",
        good: "Supervision is regular, recorded and gives clear actions that are followed up.",
        "requires-improvement":
          "Some sessions were missed, or records are an update on events without direction.",
        inadequate:
          "No meaningful supervision is recorded and serious matters have had no oversight.",
      },
    },
    {
      code: "case-recording",
      name: "Case recording",
      about: "Whether the file is complete, up to date and in order.",
      mayNotApply: false,
      prompts: [
        {
          code: "record-visits-in-time",
          text: "Are visits written up within the time the standard sets?",
        },
        { code: "record-chronology", text: "Are the chronology and case summary up to date?" },
        { code: "record-basic-details", text: "Are the basic details and documents complete?" },
      ],
      descriptors: {
        outstanding:
          "A complete and current file, concise and sensitively written, that any reader could use at once.",
        good: "Up to date and in order, with a chronology and summary and only minor omissions.",
        "requires-improvement":
          "Some late entries, an old chronology or documents that are hard to find.",
        inadequate: "Key records are missing or wrong, so that the file cannot be relied upon.",
      },
    },
    {
      code: "impact",
      name: "Impact on the child",
      about: "Whether the child's circumstances have improved.",
      mayNotApply: false,
      prompts: [
        {
          code: "impact-improved",
          text: "Does the record show that the child's situation has improved?",
        },
        { code: "impact-child-view", text: "Is the child's own view of this recorded?" },
      ],
      descriptors: {
        outstanding:
          "The child's circumstances have improved greatly and the record shows how help brought that about.",
        good: "The record shows clear improvement in the child's safety or care.",
        "requires-improvement":
          "Some improvement, or improvement that the record does not make plain.",
        inadequate: "No improvement, or the child's situation has become worse without a response.",
      },
    },
  ],
  overall: {
    about: "Your judgement of the file as a whole, with regard to the grade of each area.",
    descriptors: {
      outstanding: "Standards are met throughout and the quality of the work is exceptional.",
      good: "Standards are met in most areas, the child is safe and the work is sound.",
      "requires-improvement":
        "Several standards are not met or the quality is uneven, though the child is not unsafe.",
      inadequate: "Standards are not met in ways that leave the child unsafe or overlooked.",
    },
  },
  questions: [],
  voices: ["child", "parent", "practitioner"],
  themes: [...coreThemes],
};
