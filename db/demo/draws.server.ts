/**
 * Owns the demonstration's draws and allocations: the real rules, run over the caseload as it
 * stood on the day, so that each draw can be verified.
 */

import { type SwapReason, swapInWords } from "~/rules/exercises/swaps";
import { conflictsBetween } from "~/rules/independence/conflicts";
import { type AllocationAuditor, allocate, type PastPair } from "~/rules/sampling/allocation";
import type { DrawPlan, FrameRow } from "~/rules/sampling/frame";
import { draw, nextReserve } from "~/rules/sampling/sampling";
import { flag } from "../core/columns";
import type { Book } from "./book.server";
import { inFrame } from "./caseload.server";
import { idAt } from "./chance";
import { at } from "./clock";
import { type DemoCase, interestsOf } from "./families";
import type { PlacedPerson, Staff } from "./people.server";
import type { TeamName } from "./people-shape";

const frameRow = (one: DemoCase, drawnOn: string): FrameRow => ({
  caseId: one.id,
  reference: one.reference,
  familyReference: one.familyReference,
  teamId: one.teamId,
  cohort: one.cohort,
  openedOn: one.openedOn,
  sensitive: one.sensitive,
  lastAuditedOn: one.lastAuditedOn,
  // Nobody knew on the day which cases would close after it.
  closedOn: one.closedOn !== null && one.closedOn <= drawnOn ? one.closedOn : null,
});

/** Draws a core cycle by team and keeps the whole frame; the drawn cases, in case order. */
export function addDraw(
  book: Book,
  staff: Staff,
  cases: readonly DemoCase[],
  cycle: {
    exerciseId: string;
    month: string;
    size: number;
    drawnOn: string;
    byHand: Partial<Record<TeamName, number>>;
    careLeavers: boolean;
    /** The first case drawn in this team gives way to the next reserve. */
    swap?: { team: TeamName; code: SwapReason; note: string };
  },
): { drawn: DemoCase[]; swap: Swap | null } {
  const standing = inFrame(cases, cycle.drawnOn).filter(
    (one) => cycle.careLeavers || one.cohort !== "care-leaver",
  );
  const plan: DrawPlan = {
    seed: `demo-borough-${cycle.month}`,
    size: cycle.size,
    strataBy: "team",
    sizes: Object.fromEntries(
      Object.entries(cycle.byHand).map(([name, size]) => [staff.team(name).id, size]),
    ),
    asOf: cycle.drawnOn,
    auditedWithinMonths: 12,
    openedBeforeWeeks: 4,
    excludeSensitive: true,
  };
  const frame = standing.map((one) => frameRow(one, cycle.drawnOn));
  const made = draw(frame, plan);
  if (!made.ok) throw new Error(`The draw of ${cycle.month} was refused: ${made.message}`);
  const drawnAt = at(cycle.drawnOn, "10:12");
  const id = idAt(drawnAt, "draw", cycle.month);
  const lead = staff.account("qa-lead");
  book.add("draw", {
    id,
    exercise_id: cycle.exerciseId,
    seed: made.draw.seed,
    algorithm: made.draw.algorithm,
    fingerprint: made.draw.fingerprint,
    plan: JSON.stringify(plan),
    strata: JSON.stringify(made.draw.strata),
    drawn_by: lead.id,
    drawn_at: drawnAt,
    current: 1,
  });
  const rows = new Map(frame.map((row) => [row.caseId, row]));
  for (const one of made.draw.cases) {
    const row = rows.get(one.caseId);
    if (!row) continue;
    book.add("draw_case", {
      draw_id: id,
      case_id: row.caseId,
      reference: row.reference,
      family_reference: row.familyReference,
      team_id: row.teamId,
      cohort: row.cohort ?? "",
      opened_on: row.openedOn,
      sensitive: flag(row.sensitive),
      last_audited_on: row.lastAuditedOn,
      closed_on: row.closedOn,
      stratum: one.stratum,
      position: one.position,
      status: one.status,
      reason: one.reason,
      probability: one.probability,
    });
  }
  book.tell(drawnAt, lead.id, {
    stream: `exercise:${cycle.exerciseId}`,
    kind: "exercise.drawn",
    after: {
      seed: plan.seed,
      cases: made.draw.cases.filter((one) => one.status === "drawn").length,
      frame: frame.filter(({ closedOn }) => closedOn === null).length,
    },
  });
  const drawn = new Set(
    made.draw.cases.filter((one) => one.status === "drawn").map((one) => one.caseId),
  );
  const all = standing.filter((one) => drawn.has(one.id));
  if (!cycle.swap) return { drawn: all, swap: null };
  const teamId = staff.team(cycle.swap.team).id;
  const out = all.find((one) => one.teamId === teamId);
  const reserve = nextReserve(made.draw, teamId, []);
  const inPlace = standing.find((one) => one.id === reserve?.caseId);
  if (!out || !inPlace) throw new Error("There is nothing to swap");
  const withdrawnId = idAt(drawnAt, "audit", cycle.month, out.reference);
  const { code, note } = cycle.swap;
  const reason = swapInWords(code, note);
  addWithdrawn(book, staff, { ...cycle, out, withdrawnId, reason });
  return {
    drawn: [...all.filter((one) => one !== out), inPlace],
    swap: { caseId: inPlace.id, withdrawnId, code, reason },
  };
}

/** A reserve that came in, for which audit, and why. */
export type Swap = { caseId: string; withdrawnId: string; code: SwapReason; reason: string };

function addWithdrawn(
  book: Book,
  staff: Staff,
  one: {
    exerciseId: string;
    drawnOn: string;
    out: DemoCase;
    withdrawnId: string;
    reason: string;
  },
): void {
  const team = staff.teamById(one.out.teamId);
  book.add("audit", {
    id: one.withdrawnId,
    exercise_id: one.exerciseId,
    case_id: one.out.id,
    team_id: team.id,
    service_id: team.serviceId,
    cohort: one.out.cohort,
    worker_id: one.out.workerId,
    auditor_id: null,
    override_reason: null,
    state: "withdrawn",
    round: 1,
    due_on: null,
    origin: "drawn",
    origin_reason: null,
    swap_reason: null,
    previous_audit_id: null,
    started_at: null,
    submitted_at: null,
    final_at: null,
  });
  const when = at(one.drawnOn, "14:30");
  const lead = staff.account("qa-lead").id;
  const stream = `audit:${one.withdrawnId}` as const;
  const exercise = `exercise:${one.exerciseId}` as const;
  book.tell(when, lead, { stream, kind: "audit.withdrawn", after: { reason: one.reason } });
  book.tell(when, lead, {
    stream: exercise,
    kind: "exercise.swapped",
    after: { auditId: one.withdrawnId, reason: one.reason },
  });
}

export type Allocated = { case: DemoCase; auditor: PlacedPerson };

/** Allocates by the real rule, without conflicts; remembers the pairs for the next cycle. */
export function allocateCases(
  staff: Staff,
  drawn: readonly DemoCase[],
  on: string,
  auditors: readonly PlacedPerson[],
  load: (person: PlacedPerson) => Pick<AllocationAuditor, "expected" | "maximum">,
  pastPairs: PastPair[],
): Allocated[] {
  const byId = new Map(drawn.map((one) => [one.id, one]));
  const people = new Map(auditors.map((person) => [person.id, person]));
  const made = allocate({
    cases: drawn.map(({ id, teamId, workerId }) => ({ id, teamId, workerId })),
    auditors: auditors.map((person) => ({ id: person.id, already: 0, ...load(person) })),
    blocked: (personId, caseId) => {
      const person = people.get(personId);
      const one = byId.get(caseId);
      return !person || !one || conflictsBetween(person, interestsOf(staff, one), on).length > 0;
    },
    pastPairs,
  });
  if (made.unassigned.length > 0) throw new Error("A case of the demonstration has no auditor");
  return made.assigned.map(({ caseId, auditorId }) => {
    const one = byId.get(caseId);
    const auditor = people.get(auditorId);
    if (!one || !auditor) throw new Error("The allocation names someone unknown");
    pastPairs.push({ auditorId, teamId: one.teamId, workerId: one.workerId });
    return { case: one, auditor };
  });
}
