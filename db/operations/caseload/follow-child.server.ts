/**
 * Owns that the actions for a child go along when the child's case moves to another team or worker.
 * Practice: what is not verified yet follows; the worker's own actions go to the new worker, others
 * stay with their owner; the history of each says so.
 */
import { appendEvent, type Stamp } from "../../core/events.server";
import { whoIn } from "../../core/one-person.server";
import type { Tx } from "../../core/open.server";
import { tellNewOwner } from "../../learning-log/action-messages.server";
import { addUpdate } from "../../learning-log/actions.server";

type Side = "before" | "after";

/** Moves the open child-level actions of the cases that an import moved from one side to the other. */
export async function followChildren(
  tx: Tx,
  stamp: Stamp,
  importId: string,
  from: Side,
  to: Side,
): Promise<void> {
  const rows = await tx
    .selectFrom("caseload_import_case as was")
    .innerJoin("caseload_import_case as is", (join) =>
      join
        .onRef("is.import_id", "=", "was.import_id")
        .onRef("is.case_id", "=", "was.case_id")
        .on("is.side", "=", to),
    )
    .innerJoin("audit", "audit.case_id", "was.case_id")
    .innerJoin("action", "action.audit_id", "audit.id")
    .innerJoin("team", "team.id", "is.team_id")
    .leftJoin("team as left", "left.id", "was.team_id")
    .leftJoin("one_person as next", "next.record_id", "is.worker_id")
    .select(["action.id", "action.version", "action.due_on as dueOn", "action.status"])
    .select(["action.team_id as teamId", "action.service_id as serviceId"])
    .select([whoIn("action.owner_id").as("ownerId"), whoIn("was.worker_id").as("worker")])
    .select(["next.id as nextId", "next.name as nextName"])
    .select(["team.id as toTeam", "team.service_id as toService", "team.name as toName"])
    .select("left.name as fromName")
    .where("was.import_id", "=", importId)
    .where("was.side", "=", from)
    .where("action.level", "=", "child")
    .where("action.status", "in", ["open", "in-progress", "completed"])
    .where((eb) =>
      eb.or([
        eb(eb.fn.coalesce("was.team_id", eb.val("")), "<>", eb.ref("is.team_id")),
        eb(
          eb.fn.coalesce("was.worker_id", eb.val("")),
          "<>",
          eb.fn.coalesce("is.worker_id", eb.val("")),
        ),
      ]),
    )
    .orderBy("action.id")
    .execute();
  for (const row of rows) {
    const given =
      row.status !== "completed" &&
      row.nextId !== null &&
      row.ownerId !== null &&
      row.ownerId === row.worker &&
      row.nextId !== row.ownerId;
    const moved = row.teamId !== row.toTeam;
    if (!given && !moved) continue;
    const ownerId = given ? row.nextId : row.ownerId;
    await tx
      .updateTable("action")
      .set({ team_id: row.toTeam, service_id: row.toService, version: row.version + 1 })
      .$if(given, (query) => query.set({ owner_id: row.nextId, owner_role: "" }))
      .where("id", "=", row.id)
      .execute();
    const words = [
      moved ? `From ${row.fromName ?? "no team"} to ${row.toName}.` : "",
      given ? `Now with ${row.nextName}.` : "",
    ];
    await addUpdate(tx, stamp, row.id, {
      kind: "transferred",
      text: words.filter(Boolean).join(" "),
    });
    await appendEvent(tx, stamp, {
      stream: `action:${row.id}`,
      kind: "action.transferred",
      before: { teamId: row.teamId, serviceId: row.serviceId, ownerId: row.ownerId },
      after: { teamId: row.toTeam, serviceId: row.toService, ownerId },
    });
    if (given)
      await tellNewOwner(tx, stamp, { id: row.id, ownerId, dueOn: row.dueOn }, row.version + 1);
  }
}
