/**
 * Owns reading calibrations: one of them with its raters, and the lists.
 * Practice: the record says who rates it and who must not see its session, because they are to grade
 * an audit of the same case blind; it holds nobody's grades, which only `session.server.ts` reads.
 */
import { sql } from "kysely";
import type { Access } from "~/rules/access/access";
import {
  type CalibrationKind,
  type CalibrationState,
  calibrationMachine,
} from "~/rules/calibration/calibration";
import { doubleMachine } from "~/rules/calibration/double-audits";
import { readDefinition } from "~/rules/tools/definition";
import type { ToolDefinition } from "~/rules/tools/tools";
import { versionInWords } from "~/rules/tools/versions";
import { listBlind } from "../audits/blind.server";
import { isNotWithdrawn } from "../core/counted.server";
import { recordsOf, whoIn } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";

export type CalibrationRater = {
  personId: string;
  name: string;
  active: boolean;
  /** A UTC ISO instant. */
  submittedAt: string | null;
};

export type Calibration = {
  id: string;
  kind: CalibrationKind;
  title: string;
  /** A real case, of which the reference is shown; null where it is written here. */
  caseId: string | null;
  reference: string | null;
  narrative: string;
  toolVersionId: string;
  toolName: string;
  tool: ToolDefinition;
  /** YYYY-MM-DD */
  dueOn: string;
  state: CalibrationState;
  leadId: string;
  leadName: string;
  /** UTC ISO instants. */
  madeAt: string;
  sessionAt: string | null;
  closedAt: string | null;
  learnt: string;
  cancelledReason: string;
  version: number;
  raters: CalibrationRater[];
  access: Access;
};

/** One calibration; null when there is none. A draft is nobody's to rate yet. */
export async function findCalibration(db: Db, id: string): Promise<Calibration | null> {
  const row = await db
    .selectFrom("calibration as c")
    .innerJoin("tool_version", "tool_version.id", "c.tool_version_id")
    .innerJoin("tool", "tool.id", "tool_version.tool_id")
    .innerJoin("one_person as lead", "lead.record_id", "c.lead_id")
    .leftJoin("case_record", "case_record.id", "c.case_id")
    .selectAll("c")
    .select(["tool_version.definition", "tool_version.major", "tool_version.minor"])
    .select(["tool.name as tool_name", "lead.id as lead_is", "lead.name as lead_name"])
    .select("case_record.reference")
    .where("c.id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const raters = await db
    .selectFrom("calibration_rater as r")
    .innerJoin("one_person as person", "person.record_id", "r.person_id")
    .select(["person.id", "person.name", "person.active", "r.submitted_at"])
    .where("r.calibration_id", "=", id)
    .orderBy("person.name_folded")
    .orderBy("person.id")
    // Whoever is recorded twice stands once, with what they have submitted.
    .orderBy(sql`case when r.submitted_at is null then 1 else 0 end`)
    .execute();
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    caseId: row.case_id,
    reference: row.reference,
    narrative: row.narrative,
    toolVersionId: row.tool_version_id,
    toolName: `${row.tool_name}, ${versionInWords(row)}`,
    tool: readDefinition(row.definition),
    dueOn: row.due_on,
    state: row.state,
    leadId: row.lead_is,
    leadName: row.lead_name,
    madeAt: row.made_at,
    sessionAt: row.session_at,
    closedAt: row.closed_at,
    learnt: row.learnt,
    cancelledReason: row.cancelled_reason,
    version: row.version,
    raters: raters
      .map(({ id: personId, name, active, submitted_at }) => ({
        personId,
        name,
        active: active === 1,
        submittedAt: submitted_at,
      }))
      .filter((one, at, all) => all.findIndex(({ personId }) => personId === one.personId) === at),
    access: {
      teamId: null,
      serviceId: null,
      people: {
        rater: row.state === calibrationMachine.first ? [] : raters.map((rater) => rater.id),
      },
      blind: row.case_id === null ? [] : await listBlindOf(db, row.case_id),
    },
  };
}

/** Whoever is to grade an audit of this case blind, for the panel or as its second auditor: others' views of it would colour theirs. */
async function listBlindOf(db: Db, caseId: string): Promise<string[]> {
  const open = await db
    .selectFrom("audit")
    .innerJoin("moderation", "moderation.audit_id", "audit.id")
    .select(["moderation.id", "moderation.not_blind_reason"])
    .select(whoIn("moderation.moderator_id").as("moderator_id"))
    .where("audit.case_id", "=", caseId)
    .where("audit.state", "<>", "final")
    .where(isNotWithdrawn())
    .where("moderation.committed_at", "is", null)
    .execute();
  const again = await db
    .selectFrom("double_audit")
    .innerJoin("audit", "audit.id", "double_audit.audit_id")
    .innerJoin("one_person as peer", "peer.record_id", "double_audit.peer_id")
    .select("peer.id")
    .where("audit.case_id", "=", caseId)
    .where("double_audit.state", "in", doubleMachine.moves.submit.from)
    .execute();
  return [...new Set([...(await listBlind(db, open)), ...again.map(({ id }) => id)])];
}

/** Whether an audit of the case is under way, so that grading it together would spoil that. */
export async function isBeingAudited(db: Db, caseId: string): Promise<boolean> {
  const row = await db
    .selectFrom("audit")
    .select("id")
    .where("case_id", "=", caseId)
    .where("state", "<>", "final")
    .where(isNotWithdrawn())
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export type CalibrationInList = {
  id: string;
  kind: CalibrationKind;
  title: string;
  state: CalibrationState;
  dueOn: string;
  raters: number;
  submitted: number;
};

/** The calibrations that someone rates or rated, or all of them (null), the latest first. */
export async function listCalibrations(
  db: Db,
  raterId: string | null,
  page: { limit: number; offset: number },
): Promise<{ rows: CalibrationInList[]; found: number }> {
  const asked = db.selectFrom("calibration as c").$if(raterId !== null, (qb) =>
    qb.where("c.state", "<>", calibrationMachine.first).where("c.id", "in", (eb) =>
      eb
        .selectFrom("calibration_rater as own")
        .select("own.calibration_id")
        .where("own.person_id", "in", recordsOf(raterId ?? "")),
    ),
  );
  const { found } = await asked.select(countAll.as("found")).executeTakeFirstOrThrow();
  const rows = await asked
    .select(["c.id", "c.kind", "c.title", "c.state", "c.due_on as dueOn"])
    .select((eb) => [
      eb
        .selectFrom("calibration_rater as r")
        .select(countAll.as("n"))
        .whereRef("r.calibration_id", "=", "c.id")
        .as("raters"),
      eb
        .selectFrom("calibration_rater as r")
        .select(countAll.as("n"))
        .whereRef("r.calibration_id", "=", "c.id")
        .where("r.submitted_at", "is not", null)
        .as("submitted"),
    ])
    .orderBy("c.made_at", "desc")
    .orderBy("c.id", "desc")
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return {
    found: Number(found),
    rows: rows.map((row) => ({
      ...row,
      raters: Number(row.raters ?? 0),
      submitted: Number(row.submitted ?? 0),
    })),
  };
}
