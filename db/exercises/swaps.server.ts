/**
 * Owns swaps as read: what went out, what came in, whose case it was, why, by whom and when.
 * Practice: every swap is shown with its reason and counted by team and auditor; nothing here
 * changes a draw.
 */
import { isSwapReason, type SwapReason } from "~/rules/exercises/swaps";
import { countsInCycle } from "../core/counted.server";
import type { Db } from "../core/open.server";

export type SwapRecord = {
  id: string;
  out: { caseId: string; reference: string };
  in: { caseId: string; reference: string };
  teamId: string;
  teamName: string;
  /** Whose case it was when it went out; null before it was allocated. */
  auditorId: string | null;
  auditorName: string | null;
  /** Null for a swap made before codes were kept. */
  code: SwapReason | null;
  words: string;
  /** Case ids of reserves left out, closed since the draw. */
  passedOver: string[];
  by: string | null;
  at: string | null;
};

/** Every swap of an exercise, in the order made. */
export async function listSwaps(db: Db, exerciseId: string): Promise<SwapRecord[]> {
  const rows = await db
    .selectFrom("audit as came")
    .innerJoin("audit as went", "went.id", "came.previous_audit_id")
    .innerJoin("case_record as into", "into.id", "came.case_id")
    .innerJoin("case_record as out", "out.id", "went.case_id")
    .innerJoin("team", "team.id", "went.team_id")
    .leftJoin("one_person as auditor", "auditor.record_id", "went.auditor_id")
    .leftJoin("swap", "swap.audit_id", "came.id")
    .leftJoin("one_person as actor", "actor.record_id", "swap.swapped_by")
    .select(["came.id", "came.origin_reason", "came.swap_reason", "into.id as in_id"])
    .select(["out.id as out_id", "went.auditor_id", "into.reference as in_reference"])
    .select(["out.reference as out_reference", "team.id as team_id", "team.name as team_name"])
    .select(["auditor.name as auditor_name", "actor.name as actor_name"])
    .select(["swap.swapped_at", "swap.left_out"])
    .where("came.exercise_id", "=", exerciseId)
    .where("came.origin", "=", "swapped")
    .orderBy("came.id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    out: { caseId: row.out_id, reference: row.out_reference },
    in: { caseId: row.in_id, reference: row.in_reference },
    teamId: row.team_id,
    teamName: row.team_name,
    auditorId: row.auditor_id,
    auditorName: row.auditor_name,
    code: isSwapReason(row.swap_reason) ? row.swap_reason : null,
    words: row.origin_reason ?? "",
    passedOver: JSON.parse(row.left_out ?? "[]"),
    by: row.actor_name,
    at: row.swapped_at,
  }));
}

export type CaseOf = { teamId: string; teamName: string; auditorId: string; auditorName: string };

/** Whose each case of a cycle is, or was when it went out; re-audits are left out. */
export async function listCasesOf(db: Db, exerciseId: string): Promise<CaseOf[]> {
  const rows = await db
    .selectFrom("audit")
    .innerJoin("team", "team.id", "audit.team_id")
    .innerJoin("service", "service.id", "team.service_id")
    .leftJoin("one_person as person", "person.record_id", "audit.auditor_id")
    .select(["team.id as teamId", "team.name as teamName", "person.id as auditorId"])
    .select("person.name as auditorName")
    .where("exercise_id", "=", exerciseId)
    .where(countsInCycle())
    .orderBy("service.position")
    .orderBy("team.position")
    .orderBy("person.name_folded")
    .orderBy("audit.id")
    .execute();
  return rows.map((row) => ({
    ...row,
    auditorId: row.auditorId ?? "",
    auditorName: row.auditorName ?? "Before it was allocated",
  }));
}
