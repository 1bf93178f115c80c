/** Owns the forms of moderation: the panel's decision, adding, reassigning, closing. */

import * as z from "zod";
import type { GradedBefore } from "~/rules/moderation/comparison";
import { revealedQuestions } from "~/rules/moderation/quality";
import type { Judgement } from "~/rules/tools/grades";
import { type Grade, grades } from "~/rules/tools/scale";
import { gradedAreas, type ToolDefinition } from "~/rules/tools/tools";
import { keepsText } from "./belonging";
import { choice, date, id, optionalText, several, text, version } from "./fields";
import { byCode, group, judgementsOf, nameOf, qualityNote } from "./grading";

export const themeRows = [0, 1, 2] as const;

const decided = (tool: ToolDefinition) => ({
  version: version(),
  /** Who else was there, and is asked to confirm. */
  present: several("Choose who was there from the list"),
  quality: byCode(revealedQuestions(tool), qualityNote),
  themes: byCode(
    themeRows.map((row) => ({ code: String(row) })),
    () =>
      group({
        kind: z.enum(["strength", "development"]).optional().catch(undefined),
        text: optionalText(1000, "the theme"),
      }).superRefine((value, context) => {
        if (value.text !== "" && value.kind === undefined)
          context.addIssue({
            code: "custom",
            path: ["kind"],
            message: "Choose whether the theme is a strength or an area for development",
          });
      }),
  ),
});

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
    group({
      grade: choice(codes, words.choose),
      reason: optionalText(4000, "the reason"),
    }).superRefine((value, context) => {
      if (value.grade !== auditor[area] && value.reason === "")
        context.addIssue({ code: "custom", path: ["reason"], message: words.reason });
    });
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
        ...decided(tool),
        decision: z.literal("final"),
        accept:
          agreed.length === 0
            ? z
                .unknown()
                .optional()
                .transform(() => "yes" as const)
            : z.literal("yes", {
                error: `Tick to accept the ${agreed.length} agreed, or choose other final grades for them`,
              }),
        feedback: text("Enter the panel’s feedback to the auditor"),
      }),
      z.object({
        ...decided(tool),
        decision: z.literal("returned"),
        whatToMend: text("Enter what the auditor must correct"),
        dueOn: date("Return date", "Enter the date by which it is to come back"),
        feedback: optionalText(4000, "the feedback"),
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

/** What is wrong, in the order of the page: the rows that differ, the tick, those agreed, the rest. */
export function inPageOrder<E extends Record<string, string>>(
  errors: E,
  { auditor, agreed }: GradedBefore,
): Record<string, string> {
  const nameOfRow = (code: string) => (code === "overall" ? code : `areas.${code}`);
  const apart = Object.keys(auditor).filter((code) => !agreed.includes(code));
  const places = [...apart.map(nameOfRow), "accept", ...agreed.map(nameOfRow)];
  const place = (name: string) => {
    const at = places.findIndex((one) => name === one || name.startsWith(`${one}.`));
    return at < 0 ? places.length : at;
  };
  return Object.fromEntries(Object.entries(errors).sort(([a], [b]) => place(a) - place(b)));
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
