/**
 * Owns what an auditor has at hand of the same case: its last audit, and its actions still open.
 * Practice: an audit builds on the one before and asks whether what was promised to the child was
 * done; grades and findings are shown once final, for a provisional one may still be moderated.
 */

import type { DuePrecision } from "~/rules/core/due";
import { unfinishedStatuses } from "~/rules/learning-log/learning-log";
import type { Judgement } from "~/rules/tools/grades";
import { isBlind } from "../audits/blind.server";
import type { FindingKind } from "../audits/findings.server";
import { isNotWithdrawn } from "../core/counted.server";
import type { Db } from "../core/open.server";
import { findToolVersion } from "../exercises/exercises.server";

export type EarlierAudit = {
  month: string;
  isFinal: boolean;
  /** Empty until it is final; overall is the one without an area. */
  grades: { area: string | null; judgement: Judgement }[];
  findings: { kind: FindingKind; text: string }[];
};

/**
 * The latest other audit of the same case, a final one before any other; null for none submitted.
 * One that the reader is to grade, or to grade again, is left out.
 */
export async function findEarlierAudit(
  db: Db,
  of: { caseId: string; auditId: string; readerId: string },
): Promise<EarlierAudit | null> {
  const row = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .select(["audit.id", "audit.state", "exercise.month", "exercise.tool_version_id as toolId"])
    .where("audit.case_id", "=", of.caseId)
    .where("audit.id", "!=", of.auditId)
    .where("audit.submitted_at", "is not", null)
    .where((eb) => eb.not(isBlind(eb.ref("audit.id"), [of.readerId])))
    .where(isNotWithdrawn())
    .orderBy((eb) => eb.case().when("audit.state", "=", "final").then(0).else(1).end())
    .orderBy("audit.submitted_at", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const { month } = row;
  if (row.state !== "final") return { month, isFinal: false, grades: [], findings: [] };
  const tool = row.toolId ? await findToolVersion(db, row.toolId) : null;
  const judged = await db
    .selectFrom("judgement")
    .select(["area", "judgement"])
    .where("audit_id", "=", row.id)
    .where("source", "=", "final")
    .execute();
  const gradeOf = (area: string) =>
    judged.find((one) => one.area === area)?.judgement as Judgement | undefined;
  const areas = [
    { code: "overall", name: null },
    ...(tool?.definition.areas ?? []).map(({ code, name }) => ({ code, name })),
  ];
  const findings = await db
    .selectFrom("finding")
    .select(["kind", "text"])
    .where("audit_id", "=", row.id)
    .orderBy("made_at")
    .orderBy("id")
    .execute();
  return {
    month,
    isFinal: true,
    grades: areas.flatMap(({ code, name }) => {
      const judgement = gradeOf(code);
      return judgement ? [{ area: name, judgement }] : [];
    }),
    findings,
  };
}

export type OpenAction = {
  id: string;
  reference: number;
  what: string;
  ownerName: string | null;
  dueOn: string | null;
  duePrecision: DuePrecision;
};

/** The child-level actions of a case that are still to be done, of its submitted audits; 20 at most. */
export async function listOpenActions(
  db: Db,
  of: { caseId: string; auditId: string; readerId: string },
): Promise<OpenAction[]> {
  return db
    .selectFrom("action")
    .innerJoin("audit", "audit.id", "action.audit_id")
    .leftJoin("one_person as person", "person.record_id", "action.owner_id")
    .select(["action.id", "action.reference", "what", "person.name as ownerName"])
    .select(["action.due_on as dueOn", "action.due_precision as duePrecision"])
    .where("audit.case_id", "=", of.caseId)
    .where("audit.id", "!=", of.auditId)
    .where("audit.submitted_at", "is not", null)
    .where((eb) => eb.not(isBlind(eb.ref("audit.id"), [of.readerId])))
    .where(isNotWithdrawn())
    .where("level", "=", "child")
    .where("status", "in", [...unfinishedStatuses])
    .orderBy("reference")
    .limit(20)
    .execute();
}
