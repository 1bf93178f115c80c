import fc from "fast-check";
import { cohorts } from "~/rules/caseload/caseload";
import { countDraw, type DrawRecord, recordFormat } from "~/rules/sampling/draw-record";
import type { DrawPlan, FrameRow } from "~/rules/sampling/frame";
import { type Draw, draw } from "~/rules/sampling/sampling";

/** A row of an invented frame: a child in need of team A, opened long ago and never audited. */
export const frameRow = (caseId: string, changes: Partial<FrameRow> = {}): FrameRow => ({
  caseId,
  reference: `DB-${caseId}`,
  familyReference: null,
  teamId: "A",
  cohort: "child-in-need",
  openedOn: "2022-01-10",
  sensitive: false,
  lastAuditedOn: null,
  closedOn: null,
  ...changes,
});

/** A plan that leaves nobody out, as at 15 April 2024. */
export const drawPlan = (changes: Partial<DrawPlan> = {}): DrawPlan => ({
  seed: "a seed",
  size: 5,
  strataBy: "team",
  asOf: "2024-04-15",
  auditedWithinMonths: null,
  openedBeforeWeeks: null,
  excludeSensitive: false,
  ...changes,
});

/** `n` rows of one team, A1, A2 and so on. */
export const rowsOf = (team: string, n: number, changes: Partial<FrameRow> = {}): FrameRow[] =>
  Array.from({ length: n }, (_, i) => frameRow(`${team}${i + 1}`, { teamId: team, ...changes }));

/** The draw, where the test means one to be made. */
export function made(frame: FrameRow[], plan: DrawPlan): Draw {
  const outcome = draw(frame, plan);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.draw;
}

/** The record of a draw as it is exported. */
export const recordOf = (frame: FrameRow[], plan: DrawPlan, draw: Draw): DrawRecord => ({
  format: recordFormat,
  exercise: { id: "e", title: "May 2024 core cycle", month: "2024-05", planned: plan.size },
  draw: { id: "d", drawnAt: "2024-04-15T09:00:00.000Z", drawnBy: "Quinn Ashby", inForce: true },
  plan,
  teams: { A: "Willow", B: "Rowan" },
  counts: countDraw(draw),
  frame,
  made: draw,
  swaps: [],
});

/** A record with a family and three kinds of cases left out. */
export function sampleRecord(): DrawRecord {
  const frame = [
    ...rowsOf("A", 5),
    frameRow("A6", { familyReference: "f" }),
    frameRow("A7", { familyReference: "f" }),
    ...rowsOf("B", 3),
    frameRow("B4", { teamId: "B", sensitive: true }),
    frameRow("B5", { teamId: "B", closedOn: "2024-02-02" }),
    frameRow("B6", { teamId: "B", lastAuditedOn: "2023-10-02" }),
  ];
  const plan = drawPlan({ excludeSensitive: true, auditedWithinMonths: 12 });
  return recordOf(frame, plan, made(frame, plan));
}

const anyDay = fc.constantFrom("2021-06-01", "2023-04-14", "2023-04-16", "2024-04-01");

/** Frames of up to 40 cases with families, some across teams and cohorts, and every exclusion. */
export const anyFrame = fc
  .array(
    fc.record({
      reference: fc.string(),
      familyReference: fc.option(fc.constantFrom("f1", "f2", "f3", "f4", "f5")),
      teamId: fc.option(fc.constantFrom("A", "B", "C"), { freq: 8 }),
      cohort: fc.constantFrom(...cohorts),
      openedOn: anyDay,
      sensitive: fc.boolean(),
      lastAuditedOn: fc.option(anyDay),
      closedOn: fc.option(fc.constantFrom("2024-04-01", "2024-04-15", "2024-05-01"), { freq: 5 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((rows) => rows.map((row, i): FrameRow => ({ caseId: `case-${i}`, ...row })));

export const anyPlan = fc.record({
  seed: fc.string(),
  size: fc.integer({ min: 1, max: 25 }),
  strataBy: fc.constantFrom("team" as const, "cohort" as const, "team-and-cohort" as const),
  asOf: fc.constant("2024-04-15"),
  auditedWithinMonths: fc.option(fc.constant(12)),
  openedBeforeWeeks: fc.option(fc.constant(4)),
  excludeSensitive: fc.boolean(),
});
