/**
 * Owns the questions that are shipped for common dip samples, by practice area.
 * Practice: each asks one thing that a reader finds in the record, and is answered met, partly met or
 * not met; a code never changes, so that a sample repeated later is compared question by question.
 */
import type { LibraryQuestion } from "~/rules/samples/library";
import type { CoreArea } from "./codes";

type Shipped = Omit<LibraryQuestion, "area" | "from"> & { area: CoreArea };

const question = (area: CoreArea, code: string, text: string, guidance: string): Shipped => ({
  ...{ area, code: `library-${code}`, text, guidance },
});

export const shippedQuestions: readonly Shipped[] = [
  question(
    "contact-and-referral",
    "threshold-reasons",
    "Does the decision on this contact give reasons that match the threshold?",
    "Met: what was weighed and which level it points to. Partly: the level is right, the reasons thin. Not met: no reasons, or they point elsewhere.",
  ),
  question(
    "contact-and-referral",
    "threshold-history",
    "Were earlier contacts weighed before this one was decided?",
    "Met: what they add up to is said. Partly: they are listed. Not met: this contact was read alone.",
  ),
  question(
    "contact-and-referral",
    "strategy-agencies",
    "Were the right agencies at the strategy meeting, or their information there?",
    "Met: police, health and any school or placement. Partly: one is missing and was asked afterwards. Not met: decided without them.",
  ),
  question(
    "contact-and-referral",
    "strategy-decision",
    "Does the strategy meeting record say what was decided, why, and what keeps the child safe meanwhile?",
    "Met: all three. Partly: two of them. Not met: a list of information without a decision.",
  ),
  question(
    "assessment",
    "assessment-analysis",
    "Does the assessment say what life is like for this child, and what will happen if nothing changes?",
    "Met: both, in words that fit no other child. Partly: one of them. Not met: a description without either.",
  ),
  question(
    "assessment",
    "assessment-network",
    "Did the assessment include everyone who matters to the child, fathers and partners too?",
    "Met: seen, or why not. Partly: named, not seen. Not met: someone who matters is absent.",
  ),
  question(
    "planning",
    "plan-specific",
    "Does each action of the plan say who does what by when?",
    "Met: every one. Partly: most. Not met: few, or actions without an end.",
  ),
  question(
    "planning",
    "plan-on-time",
    "Was the plan reviewed on time, and changed where things had changed?",
    "Met: both. Partly: late, or carried forward unchanged. Not met: not reviewed.",
  ),
  question(
    "planning",
    "plan-contingency",
    "Does the plan say what happens if it does not work, and by when that is decided?",
    "Met: both. Partly: one of them. Not met: neither.",
  ),
  question(
    "planning",
    "permanence-plan",
    "Is there a plan for permanence, with a second one beside it, by the second review?",
    "Met: both are named and dated. Partly: one, or late. Not met: none.",
  ),
  question(
    "planning",
    "permanence-drift",
    "Is anything that holds permanence up named, with who will resolve it?",
    "Met: named, owned and dated. Partly: named. Not met: delay without a word.",
  ),
  question(
    "planning",
    "pathway-own-words",
    "Does the pathway plan read as this young person’s own, with what they want from it?",
    "Met: their words and wishes lead it. Partly: they are quoted. Not met: it could be anyone’s.",
  ),
  question(
    "planning",
    "pathway-needs",
    "Does the pathway plan cover where they live, money, health, learning or work, and who they turn to?",
    "Met: each has an action or a reason for none. Partly: some. Not met: needs are listed without actions.",
  ),
  question(
    "direct-work",
    "child-voice",
    "Can the child’s own view be heard in the record, and what was done because of it?",
    "Met: both. Partly: the view alone. Not met: neither.",
  ),
  question(
    "direct-work",
    "child-seen-alone",
    "Was the child seen alone, or is it said why not?",
    "Met: at the last two visits. Partly: at one. Not met: at neither, and nothing is said.",
  ),
  question(
    "direct-work",
    "visits-on-time",
    "Were visits made as often as the plan asks?",
    "Met: all in the period. Partly: one was late. Not met: more were late, or not made.",
  ),
  question(
    "direct-work",
    "visits-purpose",
    "Does the last visit record say what it was for and what came of it?",
    "Met: both, with what changes in the plan. Partly: one of them. Not met: a note that it took place.",
  ),
  question(
    "supervision",
    "supervision-recorded",
    "Is supervision recorded as often as the policy asks?",
    "Met: each in the period, on the record within the week. Partly: one is missing or late. Not met: more are.",
  ),
  question(
    "supervision",
    "supervision-reflects",
    "Does the supervision record show reflection, beyond a list of tasks?",
    "Met: what was wondered about and what it led to. Partly: a question or two. Not met: tasks alone.",
  ),
  question(
    "supervision",
    "supervision-followed",
    "Were the actions of the supervision before followed up?",
    "Met: each, with what became of it. Partly: some. Not met: none is mentioned.",
  ),
  question(
    "supervision",
    "supervision-worker",
    "Does the supervision record speak of the worker’s caseload, wellbeing and development?",
    "Met: all three. Partly: one or two. Not met: none.",
  ),
  question(
    "supervision",
    "oversight-decisions",
    "Are the manager’s decisions recorded with their reasons at the points that mattered?",
    "Met: at each. Partly: decisions without reasons. Not met: points passed without one.",
  ),
  question(
    "supervision",
    "oversight-drift",
    "Did management oversight notice delay, and change something?",
    "Met: it did, or there was none. Partly: noticed, and nothing changed. Not met: not noticed.",
  ),
  question(
    "case-recording",
    "chronology-current",
    "Is the chronology up to date, with what matters and no more?",
    "Met: current and selective. Partly: current, but a copy of the notes. Not met: gaps of months, or none.",
  ),
  question(
    "case-recording",
    "chronology-used",
    "Was the chronology used: does something in the assessment or the plan follow from it?",
    "Met: it is said what. Partly: it can be guessed. Not met: nothing follows from it.",
  ),
  question(
    "case-recording",
    "recording-timely",
    "Were visits and decisions recorded within the time the policy gives?",
    "Met: all in the period. Partly: one was late. Not met: more were.",
  ),
  question(
    "impact",
    "impact-difference",
    "Can you say what is better for this child because of what was done?",
    "Met: what, and how it is known. Partly: likely, without evidence. Not met: it can’t be said.",
  ),
  question(
    "impact",
    "carer-review",
    "Does the carer’s review weigh what children, workers and the carer’s own family said?",
    "Met: all of them. Partly: some. Not met: none.",
  ),
  question(
    "impact",
    "carer-checks",
    "Are the carer’s checks, training and visits in date, unannounced ones too?",
    "Met: all. Partly: one has lapsed, with a date for it. Not met: more have, or no date is set.",
  ),
  question(
    "impact",
    "carer-learning",
    "Is what came of concerns or complaints about this home followed up in the carer’s file?",
    "Met: each, to its end. Partly: begun. Not met: not mentioned.",
  ),
];
