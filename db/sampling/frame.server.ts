/**
 * Owns the frame of a draw as read from the caseload: every open case, one row a child, and the
 * cases closed in the last months, so that they are counted among those left out.
 * Practice: a case under audit now counts as audited; a team that holds no cases is no team to
 * draw from; a dip sample draws from its own service alone.
 */

import type { Cohort } from "~/rules/caseload/caseload";
import { addDays, addMonths, dateInLondon } from "~/rules/core/dates";
import { foldNumber } from "~/rules/core/folding";
import { type DrawEvent, eventDateOf } from "~/rules/sampling/draw-events";
import { drawPolicy } from "~/rules/sampling/draw-policy";
import { closedShownMonths, type FrameRow } from "~/rules/sampling/frame";
import { countsInCycle, isNotWithdrawn } from "../core/counted.server";
import type { Db } from "../core/open.server";

/** The cases open on `asOf` (YYYY-MM-DD) or closed in the year before it, in no particular order. */
export async function listFrame(
  db: Db,
  asked: { exerciseId: string; serviceId: string | null; asOf: string; event?: DrawEvent },
): Promise<FrameRow[]> {
  const { exerciseId, serviceId, asOf, event } = asked;
  const [closedSince = asOf] = [
    addMonths(asOf, -closedShownMonths),
    ...(event?.kind === "closed" ? [addDays(event.from, -1)] : []),
  ].sort();
  let query = db
    .selectFrom("case_record")
    .leftJoin("team", "team.id", "case_record.team_id")
    .select(["case_record.id", "reference", "family_reference", "case_record.team_id", "cohort"])
    .select(["opened_on", "sensitive", "last_audited_on", "closed_on", "team.holds_cases"])
    .select(["plan_since", "reopened_on"])
    .where((eb) => eb.or([eb("closed_on", "is", null), eb("closed_on", ">", closedSince)]));
  if (serviceId !== null) query = query.where("team.service_id", "=", serviceId);
  const rows = await query.execute();
  const audited = await listAudited(db, exerciseId, asOf);
  const family = familySpellings(rows);
  return rows.map((row) => ({
    caseId: row.id,
    reference: row.reference,
    familyReference: family(row.family_reference),
    teamId: row.holds_cases === 1 ? row.team_id : null,
    cohort: row.cohort as Cohort,
    openedOn: row.opened_on,
    sensitive: row.sensitive === 1,
    lastAuditedOn: latest(row.last_audited_on, audited.get(row.id) ?? null),
    closedOn: row.closed_on,
    ...(event ? { eventOn: eventDateOf(event.kind, factsOf(row)) } : {}),
  }));
}

const factsOf = (row: {
  closed_on: string | null;
  reopened_on: string | null;
  plan_since: string | null;
}) => ({ closedOn: row.closed_on, reopenedOn: row.reopened_on, planSince: row.plan_since });

/** One spelling a family, the first in order: zeros before it and case tell no families apart. */
function familySpellings(rows: readonly { family_reference: string | null }[]) {
  const first = new Map<string, string>();
  for (const { family_reference: family } of rows) {
    if (family === null) continue;
    const key = foldNumber(family);
    const met = first.get(key);
    if (met === undefined || family < met) first.set(key, family);
  }
  return (family: string | null): string | null =>
    family === null ? null : (first.get(foldNumber(family)) ?? family);
}

const latest = (a: string | null, b: string | null): string | null =>
  a === null ? b : b === null ? a : a > b ? a : b;

/**
 * When each case was last submitted in another core cycle; `asOf` where it is still with its
 * auditor. A re-audit counts wherever it stands: a case under one is not drawn beside it.
 */
async function listAudited(db: Db, exerciseId: string, asOf: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .select(["audit.case_id", "audit.submitted_at"])
    .where("exercise.graded", "=", 1)
    .where("exercise.state", "<>", "cancelled")
    .where((eb) => eb.or([eb("exercise.id", "<>", exerciseId), eb.not(countsInCycle())]))
    .where(isNotWithdrawn())
    .where((eb) => eb.or([eb("submitted_at", "is", null), eb("submitted_at", ">=", since(asOf))]))
    .execute();
  const found = new Map<string, string>();
  for (const row of rows) {
    const on = row.submitted_at === null ? asOf : dateInLondon(new Date(row.submitted_at));
    if (row.case_id !== null && on > (found.get(row.case_id) ?? "")) found.set(row.case_id, on);
  }
  return found;
}

/** As far back as the look-back can be set: see the form of the draw. */
const since = (asOf: string): string =>
  `${addMonths(asOf, -drawPolicy.auditedWithinMonths.most)}T00:00:00.000Z`;
