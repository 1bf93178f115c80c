/** Owns the forms of what a thematic audit or dip sample found, and of closing it. */
import * as z from "zod";
import { isDate, isMonth, lastDayOf } from "~/rules/core/dates";
import { choice, id, optionalId, optionalText, several, text, ticked, version } from "./fields";
import { mostCases } from "./samples";

/** Made by the page, so that a form posted twice adds once. */
const ownId = z
  .string({ error: "Reload the page and try again" })
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "Reload the page and try again");

export const sampleFindingForm = z.object({
  intent: z.literal("finding"),
  id: ownId,
  /** Set when one that is there is changed. */
  version: version().optional(),
  kind: choice(["strength", "development"], "Choose a strength or an area for development"),
  text: text("Enter what you found", 1000),
  area: optionalId(),
  theme: optionalId(),
  caseCount: optionalText(2)
    .refine((digits) => /^\d*$/.test(digits), "Enter in how many cases, or leave it empty")
    .transform((digits) => (digits === "" ? null : Number(digits)))
    .refine((count) => count === null || (count >= 1 && count <= mostCases), {
      message: `Enter a number from 1 to ${mostCases}, or leave it empty`,
    }),
  /** Which cases; ticked, they say how many. */
  auditIds: several("Tick cases from the list"),
});

/** A day, or a month alone when no day was given; null when all is empty. */
const due = z
  .preprocess(
    (value) => {
      if (typeof value !== "object" || value === null) return "";
      const { day, month, year } = value as Record<string, unknown>;
      if (![day, month, year].every((part) => typeof part === "string")) return "wrong";
      if (day === "" && month === "" && year === "") return "";
      const start = `${String(year).trim()}-${String(month).trim().padStart(2, "0")}`;
      return String(day).trim() === "" ? start : `${start}-${String(day).trim().padStart(2, "0")}`;
    },
    z.string().refine((v) => v === "" || isDate(v) || isMonth(v), {
      message: "Enter a real date, like 5 4 2024, or leave the day empty",
    }),
  )
  .transform((value) =>
    value === ""
      ? { dueOn: null, duePrecision: "day" as const }
      : isDate(value)
        ? { dueOn: value, duePrecision: "day" as const }
        : { dueOn: lastDayOf(value), duePrecision: "month" as const },
  );

export const sampleActionForm = z
  .object({
    intent: z.literal("action"),
    id: optionalId(),
    /** The finding that it answers, where it was raised from one. */
    findingId: optionalId(),
    version: version().optional(),
    what: text("Enter what is to be done", 1000),
    level: choice(["team", "service", "strategic"], "Choose the level"),
    teamId: optionalId(),
    ownerId: optionalId(),
    ownerRole: optionalText(100),
    due,
    successMeasure: text("Enter how you will know that it made a difference", 1000),
    area: optionalId(),
    theme: optionalId(),
  })
  .refine((form) => form.ownerId !== null || form.ownerRole !== "", {
    message: "Choose who owns it, or enter the role",
    path: ["ownerId"],
  })
  .refine((form) => form.level !== "team" || form.teamId !== null, {
    message: "Choose the team",
    path: ["teamId"],
  });

export const removeSampleForm = z.object({
  intent: z.enum(["remove-finding", "remove-action"], { error: "Choose what to remove" }),
  id: id("Choose what to remove"),
  version: version(),
});

export const nextStepsForm = z.object({
  intent: z.literal("next-steps"),
  version: version(),
  nextSteps: optionalText(2000),
});

export const closeSampleForm = z
  .object({ intent: z.literal("close"), version: version(), confirmed: ticked() })
  .refine((form) => form.confirmed, {
    message: "Tick to confirm that you want to close it",
    path: ["confirmed"],
  });
