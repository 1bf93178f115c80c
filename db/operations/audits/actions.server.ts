/**
 * Owns the child-level actions of one audit while it is being written.
 * Practice: they stand in the learning log's own table from the start, and go live when the audit
 * is submitted: until then their auditor alone changes or removes them.
 */
import type { DuePrecision } from "~/rules/core/due";
import { appendEvent, type Stamp } from "../../core/events.server";
import type { Db, Tx } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import { addAction, foldWords } from "../../learning-log/actions.server";

export type AuditAction = {
  id: string;
  reference: number;
  what: string;
  successMeasure: string;
  ownerId: string | null;
  ownerName: string | null;
  dueOn: string | null;
  duePrecision: DuePrecision;
  area: string | null;
  status: string;
  version: number;
};

type ActionText = {
  what: string;
  successMeasure: string;
  ownerId: string;
  dueOn: string;
  area: string | null;
};

/** The child-level actions that came from an audit, in the order of their references. */
export async function listAuditActions(db: Db, auditId: string): Promise<AuditAction[]> {
  return db
    .selectFrom("action")
    .leftJoin("one_person as person", "person.record_id", "action.owner_id")
    .select(["action.id", "reference", "what", "success_measure as successMeasure"])
    .select(["person.id as ownerId", "person.name as ownerName", "due_on as dueOn"])
    .select("due_precision as duePrecision")
    .select(["area", "status", "action.version"])
    .where("audit_id", "=", auditId)
    .where("level", "=", "child")
    .orderBy("reference")
    .execute();
}

/** Adds an action; the very same one posted twice is added once. */
export async function addAuditAction(
  tx: Tx,
  stamp: Stamp,
  audit: { id: string; exerciseId: string; teamId: string; serviceId: string },
  action: ActionText,
): Promise<void> {
  const held = await listAuditActions(tx, audit.id);
  const same = (other: AuditAction) =>
    (["what", "successMeasure", "ownerId", "dueOn", "area"] as const).every(
      (part) => other[part] === action[part],
    );
  if (held.some(same)) return;
  await addAction(tx, stamp, {
    ...action,
    why: "",
    theme: null,
    level: "child",
    ownerRole: "",
    teamId: audit.teamId,
    serviceId: audit.serviceId,
    duePrecision: "day",
    source: "audit",
    exerciseId: audit.exerciseId,
    auditId: audit.id,
    responseId: null,
    findingId: null,
  });
}

/** Changes an action; throws Conflict when it changed since `version`. */
export async function saveAuditAction(
  tx: Tx,
  stamp: Stamp,
  auditId: string,
  action: ActionText & { id: string; version: number },
): Promise<void> {
  const before = (await listAuditActions(tx, auditId)).find(({ id }) => id === action.id);
  const result = await tx
    .updateTable("action")
    .set({
      what: action.what,
      success_measure: action.successMeasure,
      owner_id: action.ownerId,
      due_on: action.dueOn,
      area: action.area,
      version: action.version + 1,
    })
    .where("id", "=", action.id)
    .where("audit_id", "=", auditId)
    .where("version", "=", action.version)
    .executeTakeFirst();
  mustChange(`action:${action.id}`, result);
  await foldWords(tx, action.id);
  await appendEvent(tx, stamp, {
    stream: `action:${action.id}`,
    kind: "action.changed",
    before,
    after: action,
  });
}

/** Removes an action of a draft; throws Conflict when it changed since `version`, or is gone. */
export async function removeAuditAction(
  tx: Tx,
  stamp: Stamp,
  auditId: string,
  action: { id: string; version: number },
): Promise<void> {
  const before = (await listAuditActions(tx, auditId)).find(({ id }) => id === action.id);
  await tx
    .deleteFrom("action_update")
    .where("action_id", "=", before?.id ?? "")
    .execute();
  const result = await tx
    .deleteFrom("action")
    .where("id", "=", action.id)
    .where("audit_id", "=", auditId)
    .where("version", "=", action.version)
    .executeTakeFirst();
  mustChange(`action:${action.id}`, { numUpdatedRows: result.numDeletedRows });
  await appendEvent(tx, stamp, { stream: `action:${action.id}`, kind: "action.removed", before });
}

/** Who may own a child-level action: the worker, then those of the case's team and its managers. */
export async function listActionOwners(
  db: Db,
  audit: { workerId: string | null; teamId: string; serviceId: string },
): Promise<{ id: string; name: string }[]> {
  const rows = await db
    .selectFrom("person")
    .leftJoin("role_grant", "role_grant.person_id", "person.id")
    .select(["person.id", "person.name"])
    .distinct()
    .where("person.active", "=", 1)
    .where((eb) =>
      eb.or([
        eb("person.id", "=", audit.workerId),
        eb("person.team_id", "=", audit.teamId),
        eb("role_grant.team_id", "=", audit.teamId),
        eb("role_grant.service_id", "=", audit.serviceId),
      ]),
    )
    .orderBy("person.name")
    .execute();
  const isWorker = ({ id }: { id: string }) => id === audit.workerId;
  return [...rows.filter(isWorker), ...rows.filter((row) => !isWorker(row))];
}
