/** Owns the forms of training and calibration: the register, planning, grading, what was agreed. */
import * as z from "zod";
import { calibrationKinds, fewestRaters } from "~/rules/calibration/calibration";
import { registerKinds } from "~/rules/people/register";
import { type Judgement, judgements } from "~/rules/tools/grades";
import { grades } from "~/rules/tools/scale";
import { keepsText } from "./belonging";
import { choice, date, id, optionalDate, optionalText, several, text, version } from "./fields";

/** Filters come from the address: what can't be understood counts as not chosen. */
export const registerFilters = z.object({
  show: z.enum(["all", "due", "new"]).catch("all"),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});

export const recordTrainingForm = z.object({
  kind: choice(registerKinds, "Choose what to record"),
  onDate: optionalDate("The date"),
  people: several().pipe(z.array(z.string()).min(1, "Choose at least one person").max(200)),
  note: optionalText(500, "the note"),
});

export const withdrawEntryForm = z.object({
  reason: text("Enter why this entry is withdrawn", 500),
});

const planFields = z
  .object({
    kind: choice(calibrationKinds, "Choose what it is for"),
    title: text("Enter a title", 100),
    source: choice(["written", "case"], "Choose which case is graded"),
    narrative: optionalText(8000, "the case"),
    reference: optionalText(60, "the reference"),
    toolVersionId: id("Choose an audit tool"),
    dueOn: date("The date", "Enter the date by which they grade it"),
    raters: several().pipe(
      z.array(z.string()).min(fewestRaters, "Choose at least two people to grade it").max(100),
    ),
  })
  .superRefine((form, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (form.source === "written" && form.narrative === "")
      refuse("narrative", "Enter the case, without any name");
    if (form.source === "case" && form.reference === "")
      refuse("reference", "Enter the reference of the case");
  });

export const planCalibrationForm = keepsText(
  keepsText(planFields, {
    question: "source",
    answer: "case",
    label: "A case of the caseload",
    texts: { reference: "the reference of the case" },
  }),
  {
    question: "source",
    answer: "written",
    label: "One that is written here",
    texts: { narrative: "the case as you wrote it" },
  },
);

/** While it is graded, its date and its raters alone can change. */
export const changeRatersForm = z.object({
  version: version(),
  dueOn: date("The date", "Enter the date by which they grade it"),
  raters: several().pipe(z.array(z.string()).max(100)),
});

const judgementsFor = (mayNotApply: boolean) =>
  judgements.filter((one) => one !== "not-applicable" || mayNotApply) as unknown as readonly [
    Judgement,
    ...Judgement[],
  ];

/** A rater's grade of one part and why; `before` is what the page held when it was opened. */
export const gradePartForm = (part: { mayNotApply: boolean; isOverall: boolean }) =>
  z.object({
    judgement: choice(
      part.isOverall ? grades : judgementsFor(part.mayNotApply),
      "Choose your grade",
    ),
    reason: text("Enter why you chose this grade", 2000),
    before: z.string().max(64).catch(""),
  });

export const moveForm = z.object({
  version: version(),
  intent: choice(["give-out", "open-session"], "Choose what to do"),
});

export const cancelCalibrationForm = z.object({
  version: version(),
  reason: text("Enter why it is cancelled: everyone who was asked reads this", 500),
});

/** What was agreed, by part; and whether that closes it. */
export const agreeForm = z.object({
  version: version(),
  areas: z.record(
    z.string().max(60),
    z.object({
      judgement: z.enum(["", ...judgements]).catch(""),
      text: optionalText(500, "what settled it"),
    }),
  ),
  learnt: optionalText(4000, "what was learnt"),
  intent: choice(["save", "close"], "Choose what to do"),
});

/** The page of a list, from the address. */
export const pageFilter = z.object({ page: z.coerce.number().int().min(1).max(1000).catch(1) });
