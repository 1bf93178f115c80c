/** Owns the forms of double audits: drawing, grading again, giving, cancelling, answering. */
import * as z from "zod";
import { doublePercents } from "~/rules/calibration/double-audits";
import { grades } from "~/rules/tools/scale";
import { gradedAreas, type ToolDefinition } from "~/rules/tools/tools";
import { choice, date, id, text, version, wholeNumber } from "./fields";
import { byCode, group, judgementsOf, nameOf } from "./grading";

const mostReason = 4000;

export const doubleDrawForm = z.object({
  percent: wholeNumber(
    `Enter a share between ${doublePercents.least} and ${doublePercents.most}%`,
    doublePercents.least,
    doublePercents.most,
  ),
  dueOn: date("Due date", "Enter the date by which they are to be graded"),
});

/** A grade and a reason for every area of the tool, and overall. */
export const doubleGradesForm = (tool: ToolDefinition) =>
  z.object({
    version: version(),
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
  });

export const giveDoubleForm = z.object({
  version: version(),
  peerId: id("Choose who is to grade it again"),
});

export const cancelDoubleForm = z.object({
  version: version(),
  reason: text("Enter why this audit is not graded again", 1000),
});

export const answerDoubleForm = z.object({
  version: version(),
  answer: text("Enter what was done about it", 2000),
});
