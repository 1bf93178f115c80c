/** Owns the forms of moderation: the moderator's grades, the panel's decision, adding, reassigning. */

import * as z from "zod";
import { insideSentence } from "~/rules/core/words";
import type { GradedBefore } from "~/rules/moderation/comparison";
import {
  type auditQualityQuestions,
  blindQuestions,
  qualityAnswerNames,
  qualityAnswers,
  revealedQuestions,
} from "~/rules/moderation/quality";
import { type Judgement, judgementNames, judgements } from "~/rules/tools/grades";
import { type Grade, grades } from "~/rules/tools/scale";
import { gradedAreas, type PracticeArea, type ToolDefinition } from "~/rules/tools/tools";
import { keepsText } from "./belonging";
import { code, type DraftField, free } from "./draft";
import { choice, date, id, optionalText, several, text, version } from "./fields";

/** A group of fields: one that was not posted at all is read as empty. */
const group = <S extends z.ZodRawShape>(shape: S) =>
  z.preprocess(
    (value) => (typeof value === "object" && value !== null ? value : {}),
    z.object(shape),
  );

const byCode = <T extends { code: string }, S extends z.ZodType>(
  items: readonly T[],
  make: (item: T) => S,
) => group(Object.fromEntries(items.map((item) => [item.code, make(item)])) as Record<string, S>);

const nameOf = (area: PracticeArea): string => insideSentence(area.name);

/** The judgements an area of this tool may be given. */
const judgementsOf = (area: PracticeArea) =>
  judgements.filter((one) => one !== "not-applicable" || area.mayNotApply) as unknown as readonly [
    Judgement,
    ...Judgement[],
  ];

const mostReason = 4000;
const mostNote = 2000;

/** Every field of the grading page, as it is saved while it is typed in. */
export const gradingFields = (tool: ToolDefinition): DraftField[] => [
  ...gradedAreas(tool).flatMap((area) =>
    graded(`areas.${area.code}`, area.name, judgementsOf(area)),
  ),
  ...graded("overall", "Overall", grades),
  ...blindQuestions.flatMap((question): DraftField[] => [
    {
      name: `quality.${question.code}.answer`,
      label: question.text,
      ...code(qualityAnswers, qualityAnswerNames),
    },
    {
      name: `quality.${question.code}.note`,
      label: `${question.text} Note`,
      ...free(mostNote),
    },
  ]),
];

const graded = (name: string, label: string, codes: readonly string[]): DraftField[] => [
  { name: `${name}.grade`, label: `${label}, grade`, ...code(codes, judgementNames) },
  { name: `${name}.reason`, label: `${label}, reason`, ...free(mostReason) },
];

type Quality = (typeof auditQualityQuestions)[number]["code"];

/** Each question's own words: several may stand in one error summary. */
const qualityErrors: Record<Quality, { choose: string; note: string }> = {
  "evidence-complete": {
    choose: "Choose whether the evidence is complete",
    note: "Enter what is missing from the evidence",
  },
  "conclusion-follows": {
    choose: "Choose whether the conclusion follows from the evidence",
    note: "Enter where the conclusion does not follow from the evidence",
  },
  "voices-heard": {
    choose: "Choose whether the child, the family and the practitioner were heard",
    note: "Enter who was not heard, or not well enough",
  },
  "actions-right": {
    choose: "Choose whether the actions are specific and right",
    note: "Enter what is missing from the actions",
  },
  "judgement-explained": {
    choose: "Choose whether it is recorded how the judgement was reached",
    note: "Enter what is not recorded of how the judgement was reached",
  },
};

const qualityNote = ({ code }: { code: Quality }) =>
  group({
    answer: choice(qualityAnswers, qualityErrors[code].choose),
    note: optionalText(mostNote),
  }).superRefine((value, context) => {
    if (value.answer !== "met" && value.note === "")
      context.addIssue({ code: "custom", path: ["note"], message: qualityErrors[code].note });
  });

/** A grade and a reason for every area and overall, and what can be said of the audit blind. */
export const gradingForm = (tool: ToolDefinition) =>
  z.object({
    areas: byCode(gradedAreas(tool), (area) =>
      group({
        grade: choice(judgementsOf(area), `Choose your grade for ${nameOf(area)}`),
        reason: text(`Enter your reason for this grade for ${nameOf(area)}`, mostReason),
      }),
    ),
    overall: group({
      grade: choice(grades, "Choose your overall grade"),
      reason: text("Enter your reason for the overall grade", mostReason),
    }),
    quality: byCode(blindQuestions, qualityNote),
  });

export const commitForm = z.object({
  version: version(),
  /** Of the draft that is shown: nobody commits grades they have not seen. */
  changes: version(),
  sure: z.literal("yes", {
    error: "Tick the box to say that you are ready to commit these grades",
  }),
});

export const themeRows = [0, 1, 2] as const;

const decided = {
  version: version(),
  /** Who else was there, and is asked to confirm. */
  present: several("Choose who was there from the list"),
  quality: byCode(revealedQuestions, qualityNote),
  themes: byCode(
    themeRows.map((row) => ({ code: String(row) })),
    () =>
      group({
        kind: z.enum(["strength", "development"]).optional().catch(undefined),
        text: optionalText(1000),
      }).superRefine((value, context) => {
        if (value.text !== "" && value.kind === undefined)
          context.addIssue({
            code: "custom",
            path: ["kind"],
            message: "Choose whether the theme is a strength or an area for development",
          });
      }),
  ),
};

/** What the panel may decide, as its form words it. */
export const decisionNames = { final: "Make it final", returned: "Return it to the auditor" };

/** "Accept the 4 agreed". */
export const acceptWords = (count: number): string => `Accept the ${count} agreed`;

/** A final judgement that differs from the auditor's needs its reason; agreed ones are accepted together. */
export function decisionForm(tool: ToolDefinition, { auditor, agreed }: GradedBefore) {
  const final = <J extends Judgement>(
    codes: readonly [J, ...J[]],
    area: string,
    words: { choose: string; reason: string },
  ) =>
    group({ grade: choice(codes, words.choose), reason: optionalText() }).superRefine(
      (value, context) => {
        if (value.grade !== auditor[area] && value.reason === "")
          context.addIssue({ code: "custom", path: ["reason"], message: words.reason });
      },
    );
  const form = z.discriminatedUnion(
    "decision",
    [
      z.object({
        areas: byCode(gradedAreas(tool), (area) =>
          final(judgementsOf(area), area.code, {
            choose: `Choose the final grade for ${nameOf(area)}`,
            reason: `Enter why the final grade for ${nameOf(area)} differs from the auditor’s`,
          }),
        ),
        overall: final<Grade>(grades, "overall", {
          choose: "Choose the final overall grade",
          reason: "Enter why the final overall grade differs from the auditor’s",
        }),
        ...decided,
        decision: z.literal("final"),
        accept:
          agreed.length === 0
            ? z.unknown().transform(() => "yes" as const)
            : z.literal("yes", {
                error: `Tick to accept the ${agreed.length} agreed, or choose other final grades for them`,
              }),
        feedback: text("Enter the panel’s feedback to the auditor"),
      }),
      z.object({
        ...decided,
        decision: z.literal("returned"),
        whatToMend: text("Enter what the auditor must correct"),
        dueOn: date("Return date", "Enter the date by which it is to come back"),
        feedback: optionalText(),
      }),
    ],
    { error: "Choose what the panel decides" },
  );
  const question = "decision";
  return keepsText(
    form,
    {
      question,
      answer: "final",
      label: decisionNames.final,
      texts: {
        ...Object.fromEntries(
          gradedAreas(tool).map((area) => [
            `areas.${area.code}.reason`,
            `the panel’s reason for ${nameOf(area)}`,
          ]),
        ),
        "overall.reason": "the panel’s reason for the overall grade",
      },
    },
    {
      question,
      answer: "returned",
      label: decisionNames.returned,
      texts: { whatToMend: "what the auditor must correct" },
    },
  );
}

/** Which page of the selected audits is shown, and by what an audit to add is looked for. */
export const moderationShown = z.object({
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
  find: z.string().max(100).catch(""),
});

export const addForm = z.object({
  auditId: id("Choose the audit to add"),
  note: text("Enter why this audit is to be moderated", 1000),
});

export const moderatorForm = z.object({
  version: version(),
  moderatorId: id("Choose who is to moderate this audit"),
  reason: text("Enter why the moderator changes", 1000),
});

export const closeForm = z.object({
  version: version(),
  sure: z.literal("yes", { error: "Tick the box to say that moderation is to be closed" }),
});

export type DecisionEntered = z.output<ReturnType<typeof decisionForm>>;
