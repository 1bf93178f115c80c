/**
 * Owns the forms that plan a thematic audit or a dip sample.
 * Practice: rows of questions and reviewers are added and removed by plain posts; a row left
 * empty is no row.
 */
import * as z from "zod";
import { type Cohort, cohorts } from "~/rules/caseload/caseload";
import { triggerKinds } from "~/rules/exercises/exercises";
import { sampleSubjectNames, sampleSubjects } from "~/rules/samples/records";
import { reviewingModes } from "~/rules/samples/reviewing";
import { type DrawEvent, drawEventKinds } from "~/rules/sampling/draw-events";
import { questionLimits } from "~/rules/tools/tools";
import { keepsText } from "./belonging";
import { commissionFields, longText } from "./commission";
import {
  choice,
  date,
  id,
  month,
  optionalDate,
  optionalId,
  optionalText,
  several,
  type Typed,
  text,
  ticked,
  version,
  wholeNumber,
} from "./fields";

export const mostReviewers = 15;
export const mostCases = 40;

const rowKeys = (letter: string, most: number): string[] =>
  Array.from({ length: most }, (_, index) => `${letter}${index + 1}`);
const questionKeys = rowKeys("q", questionLimits.most);
const reviewerKeys = rowKeys("r", mostReviewers);

const questionRow = z.object({
  code: optionalText(60).refine((code) => code === "" || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(code), {
    message: "Reload the page and try again",
  }),
  // A line that was broken where it was pasted is one question all the same.
  text: optionalText(200).transform((value) => value.replace(/\s+/g, " ")),
  guidance: optionalText(400),
});

const rows = <Row extends z.ZodType>(keys: readonly string[], row: Row, instruction: string) =>
  z
    .object(Object.fromEntries(keys.map((key) => [key, row.optional()])), { error: instruction })
    .optional()
    .transform((value) =>
      keys.flatMap((key) => {
        const one = (value as Record<string, z.output<Row> | undefined> | undefined)?.[key];
        return one === undefined
          ? []
          : [{ ...(one as object), key } as z.output<Row> & { key: string }];
      }),
    );

const questions = rows(questionKeys, questionRow, "Enter the questions again").transform(
  (all, ctx) => {
    const asked = all.filter((row) => row.text !== "");
    if (asked.length < questionLimits.least) {
      const at = all.find((row) => row.text === "")?.key ?? "q1";
      ctx.addIssue({
        code: "custom",
        path: [at, "text"],
        message: `Enter at least ${questionLimits.least} questions`,
      });
    }
    const seen = new Set<string>();
    for (const row of asked) {
      const folded = row.text.toLowerCase();
      if (seen.has(folded)) {
        ctx.addIssue({
          code: "custom",
          path: [row.key, "text"],
          message: "Change this question: it is asked already",
        });
      }
      seen.add(folded);
    }
    return asked.map((row) => ({
      code: row.code,
      text: row.text,
      ...(row.guidance === "" ? {} : { guidance: row.guidance }),
    }));
  },
);

const reviewerRow = z.object({ personId: optionalId(), roleText: optionalText(100) });

const reviewers = rows(reviewerKeys, reviewerRow, "Enter the reviewers again").transform(
  (all, ctx) => {
    const seen = new Set<string>();
    for (const row of all) {
      const issue = (message: string) =>
        ctx.addIssue({ code: "custom", path: [row.key, "personId"], message });
      if (row.personId === null) {
        if (row.roleText !== "") issue("Choose who reviews in this role, or clear the role");
      } else if (seen.has(row.personId)) {
        issue("Choose someone else: this person is a reviewer already");
      } else seen.add(row.personId);
    }
    if (seen.size === 0) {
      ctx.addIssue({
        code: "custom",
        path: ["r1", "personId"],
        message: "Choose at least one reviewer",
      });
    }
    return all.flatMap(({ personId, roleText }) => (personId ? [{ personId, roleText }] : []));
  },
);

/** Apart and in parts, so that errors come in the order of the page. */
const shared = {
  first: {
    title: text("Enter a title", 120),
    month: month("Choose the month and the year"),
  },
  howMany: {
    size: wholeNumber(`Enter how many cases, from 1 to ${mostCases}`, 1, mostCases),
    auditsDueOn: date("Review date", "Enter the date by which the cases are to be reviewed"),
  },
  last: {
    questions,
    reviewing: choice(reviewingModes, "Choose how the cases are reviewed"),
    reviewers,
    version: version().optional(),
  },
};

const inItsMonth = [
  (form: { month: string; auditsDueOn: string }) => form.auditsDueOn >= `${form.month}-01`,
  { message: "Enter a date in the month of the exercise, or later", path: ["auditsDueOn"] },
] satisfies [unknown, unknown];

/** Made in five minutes: what prompted it may be said in one of a few words alone. */
const dipSamplePlan = z
  .object({
    ...shared.first,
    serviceId: id("Choose the service"),
    // A page opened before there was the question is of cases.
    subject: choice(sampleSubjects, "Choose what it looks at").default("case"),
    subjectName: optionalText(60),
    leadId: optionalId(),
    ...shared.howMany,
    triggerKind: choice(triggerKinds, "Choose what prompted it"),
    triggerText: optionalText(500),
    promptedById: optionalId(),
    rationale: text("Enter why it is done", longText),
    linesOfEnquiry: z
      .unknown()
      .optional()
      .transform(() => ""),
    methodology: text("Enter how many of which are read, and by whom", longText),
    ...shared.last,
  })
  .refine(...inItsMonth)
  .refine(({ subject, subjectName }) => subject !== "other" || subjectName !== "", {
    message: "Enter what these records are called",
    path: ["subjectName"],
  });

export const dipSamplePlanForm = keepsText(dipSamplePlan, {
  question: "subject",
  answer: "other",
  label: sampleSubjectNames.other,
  texts: { subjectName: "what the records are called" },
});

/** A thematic audit names its trigger and its key lines of enquiry. */
export const thematicPlanForm = z
  .object({
    ...shared.first,
    subject: z
      .unknown()
      .optional()
      .transform(() => "case" as const),
    subjectName: z
      .unknown()
      .optional()
      .transform(() => ""),
    serviceId: z
      .unknown()
      .optional()
      .transform(() => null),
    leadId: optionalId(),
    ...commissionFields,
    ...shared.howMany,
    ...shared.last,
  })
  .refine(...inItsMonth);

export const cancelSampleForm = z
  .object({
    intent: z.literal("cancel"),
    version: version(),
    cancelReason: text("Enter why it is cancelled", 1000),
    confirmed: ticked(),
  })
  .refine((form) => form.confirmed, {
    message: "Tick to confirm that you want to cancel it",
    path: ["confirmed"],
  });

const casesOf = (name: string) =>
  optionalText(9)
    .refine(
      (digits) => digits === "" || /^\d+$/.test(digits),
      `Enter how many ${name}, or leave it empty`,
    )
    .transform((digits) => Number(digits || 0))
    .pipe(z.number().max(mostCases, `Enter a number from 0 to ${mostCases}`));

const eventParts = {
  event: choice(["", ...drawEventKinds], "Choose which cases are drawn from").catch(""),
  from: optionalDate("First day"),
  to: optionalDate("Last day"),
  months: optionalText(3),
};

/** Of which cases a draw is, in the address or posted with it; null for any open ones. */
function eventOf(
  value: z.output<z.ZodObject<typeof eventParts>>,
  ctx: z.RefinementCtx,
): DrawEvent | null {
  const issue = (field: string, message: string) =>
    ctx.addIssue({ code: "custom", path: [field], message });
  const { event, from, to, months } = value;
  if (event === "") return null;
  if (event === "long-plan") {
    if (/^\d+$/.test(months) && Number(months) >= 1 && Number(months) <= 120) {
      return { kind: event, months: Number(months) };
    }
    issue("months", "Enter a number of months from 1 to 120");
    return null;
  }
  if (from === null) issue("from", "Enter the first day of the period");
  if (to === null) issue("to", "Enter the last day of the period");
  if (from === null || to === null) return null;
  if (to < from) issue("to", "Enter a last day that is not before the first");
  return { kind: event, from, to };
}

/** What the page is asked to count by, before anything is drawn. */
export const drawEventForm = z.object(eventParts).transform(eventOf);

/** How many cases of each cohort are drawn, and of which event. */
export const drawSampleForm = z
  .object({
    intent: z.literal("draw"),
    version: version(),
    ...eventParts,
    sizes: z.object(
      Object.fromEntries(
        cohorts.map((cohort) => [cohort, casesOf("cases of this cohort")]),
      ) as Record<Cohort, ReturnType<typeof casesOf>>,
      { error: "Enter how many cases of each cohort" },
    ),
    leaveOutAudited: ticked(),
    redrawReason: optionalText(1000),
  })
  .refine(({ sizes }) => Object.values(sizes).some((size) => size > 0), {
    message: "Enter how many cases of at least one cohort",
    path: ["sizes", "child-in-care"],
  })
  .transform(({ event: _event, from: _from, to: _to, months: _months, ...form }, ctx) => ({
    ...form,
    event: eventOf({ event: _event, from: _from, to: _to, months: _months }, ctx),
  }));

export const chooseCasesForm = z.object({
  intent: z.literal("choose"),
  version: version(),
  caseIds: several("Tick cases from the list").refine(
    (ids) => ids.length > 0,
    "Tick at least one case",
  ),
  chooseReason: text("Enter why these cases are chosen", 1000),
});

export const removeCaseForm = z.object({
  intent: z.literal("remove"),
  auditId: id("Choose the case to take out"),
  version: version(),
  removeReason: text("Enter why the case is taken out", 1000),
});

export const releaseSampleForm = z
  .object({ intent: z.literal("release"), version: version(), confirmed: ticked() })
  .refine((form) => form.confirmed, {
    message: "Tick to confirm that the reviewers can start",
    path: ["confirmed"],
  });

/** The rows of a form as typed, in order; names of rows that are not there are left out. */
export function rowsAsTyped(typed: Typed, group: "questions" | "reviewers"): Typed[] {
  const held = typed[group];
  if (typeof held !== "object" || held === null) return [];
  const keys = group === "questions" ? questionKeys : reviewerKeys;
  return keys.flatMap((key) => {
    const row = (held as Typed)[key];
    return typeof row === "object" && row !== null && !Array.isArray(row) ? [row as Typed] : [];
  });
}

/** Rows under the names the form posts them with. */
export function namedRows(group: "questions" | "reviewers", list: readonly object[]): Typed {
  const keys = group === "questions" ? questionKeys : reviewerKeys;
  return Object.fromEntries(list.slice(0, keys.length).map((row, i) => [keys[i], { ...row }]));
}

/**
 * What the buttons beside the rows do: one more row, one row less. Everything else typed stays.
 * Null when `intent` is no such button.
 */
export function changeRows(typed: Typed, intent: string): Typed | null {
  const [deed, group, at] = intent.split(":");
  if (group !== "questions" && group !== "reviewers") return null;
  const list = rowsAsTyped(typed, group);
  if (deed === "add") return { ...typed, [group]: namedRows(group, [...list, {}]) };
  if (deed !== "remove") return null;
  const left = list.filter((_, index) => String(index + 1) !== at);
  return { ...typed, [group]: namedRows(group, left) };
}
