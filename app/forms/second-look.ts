/** Owns the forms of a second look: what the auditor asks, and what the panel answers. */
import * as z from "zod";
import { remembered } from "~/rules/core/remembered";
import { insideSentence } from "~/rules/core/words";
import { type Judgement, judgements } from "~/rules/tools/grades";
import { grades } from "~/rules/tools/scale";
import { gradedAreas, type PracticeArea, type ToolDefinition } from "~/rules/tools/tools";
import { choice, text, version } from "./fields";

export const askForm = z.object({
  reasons: text("Enter why the panel should look again"),
});

export const withdrawForm = z.object({ version: version() });

/** The judgements an area may be given. */
export const judgementsOf = (area: PracticeArea): Judgement[] =>
  judgements.filter((one) => one !== "not-applicable" || area.mayNotApply);

const areasOf = (tool: ToolDefinition) =>
  z.object(
    Object.fromEntries(
      gradedAreas(tool).map((area) => [
        area.code,
        choice(
          judgementsOf(area) as [Judgement, ...Judgement[]],
          `Choose the final grade for ${insideSentence(area.name)}`,
        ),
      ]),
    ),
  );

/** Every grade as it is to stand: an answer that leaves them all as they are changes nothing. */
export const answerForm = remembered(20, (tool: ToolDefinition) =>
  z.object({
    version: version(),
    areas: z.preprocess((value) => value ?? {}, areasOf(tool)),
    overall: choice(grades, "Choose the final overall grade"),
    reason: text("Enter the panel’s reason"),
  }),
);

export const takeForm = z.discriminatedUnion(
  "intent",
  [
    z.object({ intent: z.literal("confirm"), version: version() }),
    z.object({
      intent: z.literal("alone"),
      version: version(),
      aloneReason: text("Enter why you decide this alone", 1000),
    }),
  ],
  { error: "Choose what to do with this answer" },
);
