/**
 * Owns the actions for children as a worker's manager talks them through in supervision.
 * Practice: worker by worker; what is still to do, and what is done and waits to be verified.
 */
import { sql } from "kysely";
import type { DuePrecision } from "~/rules/core/due";
import type { ActionStatus } from "~/rules/learning-log/learning-log";
import { recordsOf, whoIn } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";
import { asFlag, isAuditRead, isContentRead, isSeen, type LogReader } from "./action-sight.server";

const talkedThrough = ["open", "in-progress", "completed"] as const;

const ofChildren = (db: Db, reader: LogReader) =>
  db
    .selectFrom("action")
    .where("action.level", "=", "child")
    .where("action.status", "in", talkedThrough)
    .where("action.owner_id", "is not", null)
    .where((eb) => isSeen(eb, reader))
    .where((eb) => isContentRead(eb, reader));

export type Supervised = { id: string; name: string; open: number; toVerify: number };

/** Whose actions there are, by name; of those who left too. */
export async function listSupervised(db: Db, reader: LogReader): Promise<Supervised[]> {
  const rows = await ofChildren(db, reader)
    .innerJoin("one_person as owner", "owner.record_id", "action.owner_id")
    .select(["owner.id", "owner.name", countAll.as("count")])
    .select(
      sql<number>`cast(sum(case when action.status = 'completed' then 1 else 0 end) as integer)`.as(
        "toVerify",
      ),
    )
    .groupBy(["owner.id", "owner.name"])
    .orderBy("owner.name")
    .execute();
  return rows.map(({ id, name, count, toVerify }) => ({
    id: id ?? "",
    name: name ?? "",
    open: count - toVerify,
    toVerify,
  }));
}

export type SupervisedAction = {
  id: string;
  version: number;
  reference: number;
  what: string;
  status: ActionStatus;
  dueOn: string | null;
  duePrecision: DuePrecision;
  evidence: string;
  completedOn: string | null;
  completedBy: string | null;
  /** How many files stand as evidence. */
  files: number;
  supervisionOn: string | null;
  caseReference: string | null;
};

/** One worker's, the earliest due first. */
export async function listSupervisedActions(
  db: Db,
  reader: LogReader,
  workerId: string,
): Promise<SupervisedAction[]> {
  const rows = await ofChildren(db, reader)
    .leftJoin("audit", "audit.id", "action.audit_id")
    .leftJoin("case_record", "case_record.id", "audit.case_id")
    .select(["action.id", "action.version", "action.reference", "action.what", "action.status"])
    .select(["action.due_on as dueOn", "action.due_precision as duePrecision"])
    .select(["action.evidence", "action.completed_on as completedOn"])
    .select([whoIn("action.completed_by").as("completedBy")])
    .select(["action.supervision_on as supervisionOn", "case_record.reference as caseReference"])
    .select((eb) => asFlag(eb as never, isAuditRead(eb as never, reader)).as("audit_read"))
    .select((eb) =>
      eb
        .selectFrom("attachment")
        .select(countAll.as("count"))
        .whereRef("attachment.action_id", "=", "action.id")
        .where("attachment.removed_at", "is", null)
        .where("attachment.scan_state", "<>", "refused")
        .$asScalar()
        .$notNull()
        .as("files"),
    )
    .where("action.owner_id", "in", recordsOf(workerId))
    .orderBy("action.due_on")
    .orderBy("action.reference")
    .limit(50)
    .execute();
  return rows.map(({ audit_read, caseReference, status, ...row }) => ({
    ...row,
    status: status as ActionStatus,
    caseReference: audit_read === 1 ? caseReference : null,
  }));
}
