/**
 * Owns what moderation asks of the audit itself: the usual questions, which a tool may replace.
 * Practice: whether an audit is sound is asked in the same words of every audit of a tool.
 */
import type { QualityQuestion } from "./tools";

/**
 * What is asked where the tool has no list of its own (`auditQuality`). Each is answered met, partly
 * or not met. Those about the auditor's grades and reasons (`afterReveal`) can only be answered once
 * the moderator's own are committed.
 */
export const usualQuestions = [
  {
    code: "evidence-complete",
    afterReveal: false,
    text: "Is the evidence complete?",
    guidance: "The whole look-back period was read, and what was read is named.",
  },
  {
    code: "conclusion-follows",
    afterReveal: true,
    text: "Does the conclusion follow from the evidence?",
    guidance: "The reasons given bear out the judgement in each practice area and overall.",
  },
  {
    code: "voices-heard",
    afterReveal: false,
    text: "Were the child, the family and the practitioner heard?",
    guidance: "Each voice was sought, and what was said made a difference to the audit.",
  },
  {
    code: "actions-right",
    afterReveal: false,
    text: "Are the actions specific and right?",
    guidance: "Each answers something the audit found, with an owner, a date and a clear result.",
  },
  {
    code: "judgement-explained",
    afterReveal: true,
    text: "Is it recorded how the judgement was reached?",
    guidance: "Someone who was not there could follow how the evidence was weighed.",
  },
] as const satisfies readonly QualityQuestion[];
