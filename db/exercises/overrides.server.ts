/**
 * Owns what was set aside to choose an auditor: which rules, why, by whom and when.
 * Practice: an override is shown with its reason wherever it came about, in the allocation of a
 * cycle, in giving an audit to someone else or in placing a re-audit; the history keeps those
 * that hold no longer.
 */

import { sql } from "kysely";
import { type AuditorRule, isAuditorRule } from "~/rules/independence/objections";
import { isNotWithdrawn } from "../core/counted.server";
import type { Db } from "../core/open.server";

export type Override = {
  /** The audit's id. */
  id: string;
  teamName: string;
  auditorName: string | null;
  /** The rules set aside; empty where they were not kept. */
  rules: AuditorRule[];
  reason: string;
  reAudit: boolean;
  by: string | null;
  at: string | null;
};

/** The rules as kept with an audit. */
export const rulesIn = (kept: string | null): AuditorRule[] =>
  (kept === null ? [] : (JSON.parse(kept) as string[])).filter(isAuditorRule);

/** The newest event of an audit that chose its auditor: whatever override holds came with it. */
const chosenWith = sql<number>`(select max(chosen.seq) from event as chosen
  where chosen.stream = 'audit:' || audit.id
  and chosen.kind in ('audit.allocated', 'audit.reallocated', 'audit.re-audit'))`;

const overrides = (db: Db) =>
  db
    .selectFrom("audit")
    .innerJoin("team", "team.id", "audit.team_id")
    .leftJoin("one_person as person", "person.record_id", "audit.auditor_id")
    .leftJoin("event", (join) => join.on("event.seq", "=", chosenWith))
    .leftJoin("one_person as actor", "actor.record_id", "event.actor_id")
    .select(["audit.id", "audit.origin", "team.name as teamName", "event.at"])
    .select(["audit.override_reason", "audit.override_rules", "person.name as auditorName"])
    .select("actor.name as by")
    .where("audit.override_reason", "is not", null)
    .where(isNotWithdrawn());

type Row = Awaited<ReturnType<ReturnType<typeof overrides>["execute"]>>[number];

const asOverride = ({ override_reason, override_rules, origin, ...row }: Row): Override => ({
  ...row,
  reason: override_reason ?? "",
  rules: rulesIn(override_rules),
  reAudit: origin === "re-audit",
});

/** Every override of an exercise that holds, by team. */
export async function listOverrides(db: Db, exerciseId: string): Promise<Override[]> {
  const rows = await overrides(db)
    .where("audit.exercise_id", "=", exerciseId)
    .orderBy("team.position")
    .orderBy("audit.id")
    .execute();
  return rows.map(asOverride);
}

/** What was set aside for the auditor of this audit; null when nothing was. */
export async function findOverride(db: Db, auditId: string): Promise<Override | null> {
  const row = await overrides(db).where("audit.id", "=", auditId).executeTakeFirst();
  return row ? asOverride(row) : null;
}
