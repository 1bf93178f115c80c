/** Owns the forms of grading blind: a page an area, overall, the audit itself; and committing. */

import * as z from "zod";
import { insideSentence } from "~/rules/core/words";
import { blindQuestions, qualityAnswerNames, qualityAnswers } from "~/rules/moderation/quality";
import { type Judgement, judgementNames, judgements } from "~/rules/tools/grades";
import { grades } from "~/rules/tools/scale";
import {
  gradedAreas,
  isGradedArea,
  type PracticeArea,
  type QualityQuestion,
  type ToolDefinition,
} from "~/rules/tools/tools";
import { code, type DraftField, free } from "./draft";
import { choice, optionalText, text, version } from "./fields";

/** A group of fields: one that was not posted at all is read as empty. */
export const group = <S extends z.ZodRawShape>(shape: S) =>
  z.preprocess(
    (value) => (typeof value === "object" && value !== null ? value : {}),
    z.object(shape),
  );

export const byCode = <T extends { code: string }, S extends z.ZodType>(
  items: readonly T[],
  make: (item: T) => S,
) => group(Object.fromEntries(items.map((item) => [item.code, make(item)])) as Record<string, S>);

export const nameOf = (area: PracticeArea): string => insideSentence(area.name);

/** The judgements an area of this tool may be given. */
export const judgementsOf = (area: PracticeArea) =>
  judgements.filter((one) => one !== "not-applicable" || area.mayNotApply) as unknown as readonly [
    Judgement,
    ...Judgement[],
  ];

const mostReason = 4000;
const mostNote = 2000;

/** The fields of one graded area, as they are saved while they are typed in. */
export const areaGrading = (area: PracticeArea): DraftField[] =>
  isGradedArea(area) ? graded(`areas.${area.code}`, area.name, judgementsOf(area)) : [];

const graded = (name: string, label: string, codes: readonly string[]): DraftField[] => [
  { name: `${name}.grade`, label: `${label}, grade`, ...code(codes, judgementNames) },
  { name: `${name}.reason`, label: `${label}, reason`, ...free(mostReason) },
];

export const overallGrading: DraftField[] = graded("overall", "Overall", grades);

/** Of the audit itself, as far as it can be answered blind. */
export const qualityGrading = (tool: ToolDefinition): DraftField[] =>
  blindQuestions(tool).flatMap((question): DraftField[] => [
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
  ]);

/** Every field of every page of grading. */
export const gradingFields = (tool: ToolDefinition): DraftField[] => [
  ...tool.areas.flatMap(areaGrading),
  ...overallGrading,
  ...qualityGrading(tool),
];

/** The question in its error: several may stand in one summary. */
export const qualityNote = ({ text: question }: QualityQuestion) =>
  group({
    answer: choice(qualityAnswers, `Choose an answer to “${question}”`),
    note: optionalText(mostNote, "the note"),
  }).superRefine((value, context) => {
    if (value.answer !== "met" && value.note === "")
      context.addIssue({
        code: "custom",
        path: ["note"],
        message: `Enter what is missing: “${question}”`,
      });
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
    quality: byCode(blindQuestions(tool), qualityNote),
  });

export const commitForm = z.object({
  version: version(),
  /** Of the draft that is shown: nobody commits grades they have not seen. */
  changes: version(),
  sure: z.literal("yes", {
    error: "Tick the box to say that you are ready to commit these grades",
  }),
});
