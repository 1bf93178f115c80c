/**
 * Owns the record of a draw as it leaves the application: what is in the file, and reading it.
 * Practice: with the seed, the frame, the plan and the way of drawing in one file, a draw can be
 * run again by someone who trusts neither the application nor its database.
 */
import * as z from "zod";
import { cohorts } from "../caseload/caseload";
import { isDate } from "../core/dates";
import { strataChoices } from "./frame";
import type { Draw } from "./sampling";

export const recordFormat = "line-of-sight/draw/1";

const reasons = [
  "closed",
  "no-event",
  "no-team",
  "sensitive",
  "audited-recently",
  "opened-recently",
  "family",
] as const;

const date = z.string().refine(isDate, "expected a date, YYYY-MM-DD");
/** A number of months or weeks; null where nobody is left out for it. */
const limit = z.number().int().min(0).max(9999).nullable();

const frameRow = z.object({
  caseId: z.string(),
  reference: z.string(),
  familyReference: z.string().nullable(),
  teamId: z.string().nullable(),
  cohort: z.enum(cohorts).nullable(),
  openedOn: date,
  sensitive: z.boolean(),
  lastAuditedOn: date.nullable(),
  closedOn: date.nullable(),
  /** In a draw by event alone. */
  eventOn: date.nullable().optional(),
});

const drawEvent = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["closed", "reopened"]), from: date, to: date }),
  z.object({ kind: z.literal("long-plan"), months: z.number().int().min(1).max(600) }),
]);

const drawnCase = z.object({
  caseId: z.string(),
  stratum: z.string().nullable(),
  position: z.number().nullable(),
  status: z.enum(["drawn", "reserve", "excluded"]),
  reason: z.enum(reasons).nullable(),
  probability: z.number(),
});

const counts = z.object({
  frame: z.number(),
  /** Families that could be drawn: one child of each. */
  canBeDrawn: z.number(),
  drawn: z.number(),
  leftOut: z.record(z.string(), z.number()),
});

const caseName = z.object({ caseId: z.string(), reference: z.string() });

const drawRecord = z.object({
  format: z.literal(recordFormat),
  exercise: z.object({
    id: z.string(),
    title: z.string(),
    month: z.string(),
    /** How many cases were planned, whatever was drawn. */
    planned: z.number(),
  }),
  draw: z.object({
    id: z.string(),
    drawnAt: z.string(),
    drawnBy: z.string(),
    inForce: z.boolean(),
  }),
  plan: z.object({
    seed: z.string(),
    size: z.number(),
    strataBy: z.enum(strataChoices),
    sizes: z.record(z.string(), z.number()).optional(),
    asOf: date,
    auditedWithinMonths: limit,
    openedBeforeWeeks: limit,
    excludeSensitive: z.boolean(),
    event: drawEvent.optional(),
  }),
  /** The names of the teams in the keys of strata. */
  teams: z.record(z.string(), z.string()),
  counts,
  frame: z.array(frameRow),
  made: z.object({
    algorithm: z.string(),
    seed: z.string(),
    fingerprint: z.string(),
    strata: z.array(z.object({ key: z.string(), population: z.number(), size: z.number() })),
    cases: z.array(drawnCase),
  }),
  swaps: z.array(
    z.object({
      out: caseName,
      in: caseName,
      passedOver: z.array(z.string()),
      code: z.string().nullable(),
      reason: z.string(),
      by: z.string().nullable(),
      at: z.string().nullable(),
    }),
  ),
});

export type DrawRecord = z.infer<typeof drawRecord>;

/** The record in a file's text, or why it is none. */
export function readRecord(
  text: string,
): { ok: true; record: DrawRecord } | { ok: false; message: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { ok: false, message: "The file is not JSON." };
  }
  const read = drawRecord.safeParse(parsed);
  if (read.success) return { ok: true, record: read.data };
  const [issue] = read.error.issues;
  const where = issue?.path.join(".") || "the whole file";
  return {
    ok: false,
    message: `The file is not the record of a draw: ${where}: ${issue?.message ?? "unreadable"}.`,
  };
}

/** Numbers a reader would count first, worked out from the rows themselves. */
export function countDraw({ cases }: Pick<Draw, "cases">): DrawRecord["counts"] {
  const leftOut: Record<string, number> = {};
  for (const { reason } of cases) {
    if (reason !== null) leftOut[reason] = (leftOut[reason] ?? 0) + 1;
  }
  const drawn = cases.filter(({ status }) => status === "drawn").length;
  const reserves = cases.filter(({ status }) => status === "reserve").length;
  return { frame: cases.length, canBeDrawn: drawn + reserves, drawn, leftOut };
}
