/** The case of the demonstration's calibration, and what its eight raters made of it: all invented. */
import type { Judgement } from "~/rules/tools/grades";

export const calibrationTitle = "A family new to the area, January 2024";

export const calibrationCase = `Invented for this calibration; nobody in it exists. A girl of nine and her brother of four moved here with their mother in the summer. A school rang in September: the girl was often late, hungry, and had said that she puts her brother to bed.

The contact was screened the same day and the mother was rung, who agreed to an assessment. It took 52 working days. The social worker saw the girl twice, once alone in school, where she drew her week, and the boy twice at home. The drawing is in the record and is described; what it means for the plan is not said. The father, who lives elsewhere and has the children for some weekends, was written to once and did not answer. The mother’s low mood is named, and her GP was asked for a view after six weeks.

A child in need plan followed: breakfast club, a parenting course, a referral to a family support worker. Most steps say who and by when; none says how anyone would know that the girl is no longer caring for her brother. Two reviews were held, one of them seven weeks late. The school says that she is on time now and tired still.

The team manager recorded supervision in October and January. October has a careful discussion of the mother’s mood and the girl’s role. January lists tasks. The chronology stops in September. Case notes are up to date within a week, written plainly, and kind.`;

type Given = readonly (readonly [Judgement, string])[];

const [o, g, r] = ["outstanding", "good", "requires-improvement"] as const;

/** Eight of each; whose is whose goes round from area to area. */
export const calibrationGrades: Record<string, Given> = {
  "contact-and-referral": [
    [g, "Same-day screening, and the mother was rung before anything else was done."],
    [g, "Consent was sought plainly and the school heard what would happen."],
    [g, "A proportionate answer to what the school said."],
    [o, "The school’s words, the history and consent were all there on the first day."],
    [g, "Quick and respectful. Nothing was missed that could be known then."],
    [g, "The decision and its reason are recorded, and they fit."],
    [g, "Good, though the four-year-old is hardly in it."],
    ["not-judged", "The notes do not say what was known from the area they came from."],
  ],
  assessment: [
    [r, "Fifty-two days and no father. That can’t be good."],
    [g, "The girl’s day comes through, and the mother’s mood is understood."],
    [r, "The GP was asked after six weeks, and the father once."],
    [g, "Late, but the analysis of who cares for whom is sound."],
    [r, "The boy is seen and not heard."],
    [r, "It describes more than it weighs."],
    [g, "Both children were seen twice and the girl alone. The delay is the weak point."],
    ["inadequate", "A parent with a share in the care is left out altogether."],
  ],
  planning: [
    [r, "No step says how we would know that she is no longer a carer."],
    [r, "Services, not changes."],
    [g, "Most steps have a name and a date, and the family agreed to them."],
    [r, "One review seven weeks late, and nothing was changed by it."],
    [g, "It fits the assessment, and school is on board."],
    [r, "The father is not in the plan at all."],
    [r, "Clear who does what. Unclear what for."],
    [g, "Proportionate, and the mother could follow it."],
  ],
  "direct-work": [
    [o, "Seen alone, in a place that she chose, with a drawing that speaks."],
    [g, "The drawing is good work. It stops short of the plan."],
    [r, "What it means for the plan is not said, so it changed nothing."],
    [g, "She was listened to."],
    [o, "Her week in her own picture is the heart of this record."],
    [r, "The boy had no direct work that fits a four-year-old."],
    [g, "Purposeful with her, thin with him."],
    [g, "Her voice is on paper in her words."],
  ],
  supervision: [
    [r, "January is a list of tasks."],
    [g, "October is reflective and changed what was done."],
    [r, "Two in five months is not enough for a family like this."],
    [r, "The late review was not picked up."],
    [g, "The discussion of her role is exactly what it is for."],
    [r, "Nothing asks about the father."],
    [r, "One good one and one list make this uneven."],
    [g, "Good enough, with a clear view of the mother’s mood."],
  ],
  "case-recording": [
    [g, "Plain, kind and up to date."],
    [r, "The chronology stops in September."],
    [g, "I could follow the story and would not mind her reading it."],
    [g, "Written within a week throughout."],
    [r, "Good notes, and no chronology to find one’s way by."],
    [g, "Kind words about a tired mother."],
    [g, "Clear. The chronology is the one gap."],
    [g, "Facts and views are told apart."],
  ],
  impact: [
    [g, "She is on time and eats breakfast."],
    [r, "She is still tired, and nobody asked why."],
    [g, "Something got better in four months."],
    [r, "Whether she still puts him to bed we do not know."],
    [r, "Attendance is not the same as relief."],
    [g, "School sees the difference."],
    [g, "Small steps that can be seen."],
    [r, "For the boy nothing is shown."],
  ],
  overall: [
    [r, "Good contact and good direct work, and a plan that does not use them."],
    [g, "The children are safer and heard, in spite of delay."],
    [r, "Father, boy and purpose are missing."],
    [g, "Relationships carried this family. The paper lags."],
    [r, "Delay and drift outweigh the good visits."],
    [r, "Nobody can say what should be different by when."],
    [g, "On balance good, with clear things to put right."],
    [r, "Uneven, and the weak parts are those that protect."],
  ],
};

/** What was settled in the session. */
export const calibrationAgreed: Record<string, readonly [Judgement | "", string]> = {
  assessment: [r, "A parent with a share in the care who is not reached makes it less than good."],
  planning: [r, "A plan without a way to tell that it worked requires improvement, however tidy."],
  "direct-work": [g, "Outstanding asks that the work changes the plan."],
  supervision: [r, "Judge the months together, and not the best one."],
  "case-recording": [g, ""],
  impact: ["", "Half went by school, half by home. To be taken up again in the spring."],
  overall: [r, "Say first what protects the child, then weigh."],
  "contact-and-referral": [g, ""],
};

export const calibrationLearnt =
  "Read the descriptor of the grade above before settling on a grade. Ask of each plan how anyone would know that it worked. Where a father is missing, say what was tried, and let it count in the assessment and not twice.";
