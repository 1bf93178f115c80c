/**
 * Owns what the demonstration's cycle reports say in words, and the concern raised in March 2024.
 * Practice: a report says what the figures show, what the panel saw and what happens next; a
 * safeguarding concern names nobody and says who was spoken to.
 */

import type { SwapReason } from "~/rules/exercises/swaps";

/** By month of the cycle. The figures stand beside these on the page and are not repeated. */
export const cycleNarratives: Record<string, string> = {
  "2023-02":
    "First of three cycles on the earlier tool. Recording of visits was the most frequent finding, with assessments that gathered more than they explained. Managers were asked to look at chronologies and at supervision gaps.",
  "2023-05":
    "The first cycle after the inspection. Assessment was a little quicker and supervision was more regular, though seldom reflective. Plans remained long. The earlier tool rewards having a document more than having a good one, and work has begun on a new version.",
  "2023-08":
    "Last cycle on the earlier tool. More audits were Good and fewer required improvement than in the spring. The new supervision template is in use, but is not yet filled in fully. From November a new tool will look harder at practice, so later figures should not be compared directly with these.",
  "2023-11":
    "First cycle on the new tool, which asks more about practice and less about compliance, and the first to include care leavers. Contact and referral and the impact on children were the strongest areas; planning and supervision were the weakest, as we expected. The panel saw fine direct work that too often goes unquoted in the record of visits. Team reports have gone to every manager. One cycle on a new tool is a starting point and not a trend.",
  "2024-01":
    "Second cycle on the new tool. The strongest and weakest areas are the same as in November, and there are early signs of improvement in plans since the new format came in. Supervision still needs to reflect more and to work through the child's plan. The panel asks everyone to record observations of babies and of children who do not use words, to make plain when a child is seen alone, and to make a version of the plan with the child. Team figures are small and only indicative.",
};

/** Raised by an auditor in the March 2024 cycle and still to be acknowledged. */
export const marchConcern = {
  what: "In the last visit record the child describes being left in charge of a younger child overnight more than once this month. I can find no response and no sign that a manager has seen it. I do not know whether the children are safe tonight.",
  spokenTo:
    "Telephoned the team's duty manager before writing this, who is sending someone to see the children today and will speak to the police about a strategy discussion.",
};

/** One that the managers of the team are themselves part of. */
export const passedOverConcern = {
  what: "The plan says that the child is seen alone every week. The record of supervision five weeks ago says to stop the visits, with no reason, and nobody has seen the child since. A message from school of last Thursday, that the child is afraid to go home, was closed without an answer.",
  spokenTo:
    "Telephoned the QA lead before writing this, who is arranging for another team to see the child this morning.",
};

/** An earlier concern, acknowledged the same day. */
export const earlierConcern = {
  what: "A visit record three days ago says that a person who must not be in the home was seen leaving it. Nobody seems to have told a manager.",
  spokenTo:
    "Spoke to the team manager by telephone, who knew of the visit and not of this part of it.",
  done: "Visited the same afternoon with the police. The safety plan was rewritten with mum, a strategy meeting was held the next morning, and the worker and I have talked about when to call.",
};

/** Why a drawn case was swapped in a cycle. */
export const swapReasons: readonly { code: SwapReason; note: string }[] = [
  { code: "closed", note: "Closed between the draw and the release." },
  {
    code: "proceedings",
    note: "In final court hearing this fortnight; the legal team asked us to wait.",
  },
  {
    code: "already-reviewed",
    note: "The service manager’s own review of this case began last week.",
  },
  {
    code: "record-restricted",
    note: "No auditor without a conflict could be given access.",
  },
];

/** Why an area was not judged. */
export const notJudgedReasons = [
  "Part of the record is restricted and the auditor could not see enough of it to judge.",
  "The record has been restricted since the draw; recording could not be read in full.",
];

/** Why contact and referral did not apply. */
export const notApplicableReasons = [
  "The last contact was more than twelve months ago.",
  "Long-term work: there was no contact or referral in the look-back.",
  "The child has been in care throughout the period.",
];

/** Why the overall grade is well above the lowest area. */
export const consistencyReasons = [
  "The weakness in this area is recent, was noticed by the manager and did not touch the child's safety or progress.",
  "Recording lags behind the work, but I saw and heard enough from the family and the worker to be sure of the practice.",
];

/** Why a case that was Inadequate was not audited again. */
export const reAuditCancelled =
  "The child moved to another authority with the family. What the audit found went with the transfer and was talked through with the receiving team.";
