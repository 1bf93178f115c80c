/**
 * Owns telling people of actions: to whom one was given, who is to verify it, who raised it.
 * Practice: an action of an audit still being written is its auditor's draft, so its owner hears
 * of it on submission; when an action is verified, whoever raised it is told, and so it is when it ends otherwise.
 */
import { paths } from "~/paths";
import { isUnfinished } from "~/rules/learning-log/learning-log";
import { listVerifiers } from "../access/readers.server";
import type { Stamp } from "../core/events.server";
import { whoIn } from "../core/one-person.server";
import type { Tx } from "../core/open.server";
import { addMessages, type NewMessage } from "../messages/outbox.server";

const toOwner = (action: { id: string; ownerId: string | null; dueOn: string | null }) =>
  action.ownerId === null
    ? []
    : [
        {
          to: action.ownerId,
          kind: "action-assigned",
          key: action.id,
          link: paths.log.one(action.id),
          due: action.dueOn,
        } satisfies NewMessage,
      ];

/** Tells the owner of an action, once: now when it is live, else with its audit's submission. */
export async function tellOwner(
  tx: Tx,
  stamp: Stamp,
  action: { id: string; ownerId: string | null; dueOn: string | null; auditId: string | null },
): Promise<void> {
  if (action.auditId !== null) {
    const audit = await tx
      .selectFrom("audit")
      .select("submitted_at")
      .where("id", "=", action.auditId)
      .executeTakeFirst();
    if (!audit?.submitted_at) return;
  }
  await addMessages(tx, stamp, toOwner(action));
}

/** Tells whom an action was given to by someone else, each time it is. */
export async function tellNewOwner(
  tx: Tx,
  stamp: Stamp,
  action: { id: string; ownerId: string | null; dueOn: string | null },
  version: number,
): Promise<void> {
  const messages = toOwner(action).map((one) => ({ ...one, key: `${action.id}:${version}` }));
  await addMessages(
    tx,
    stamp,
    messages.filter(({ to }) => to !== stamp.actorId),
  );
}

/** Tells the owners of an audit's actions that these are live. */
export async function tellOwnersOfAudit(tx: Tx, stamp: Stamp, auditId: string): Promise<void> {
  const actions = await tx
    .selectFrom("action")
    .select(["id", whoIn("owner_id").as("ownerId"), "due_on as dueOn"])
    .where("audit_id", "=", auditId)
    .where("status", "=", "open")
    .execute();
  await addMessages(tx, stamp, actions.flatMap(toOwner));
}

/** Tells whoever comes next after a move: those who verify, the raiser, or the owner again. */
export async function tellOfMove(
  tx: Tx,
  stamp: Stamp,
  actionId: string,
  version: number,
): Promise<void> {
  const action = await tx
    .selectFrom("action")
    .leftJoin("team", "team.id", "action.team_id")
    .select(["action.id", "action.status", "action.level", whoIn("action.owner_id").as("ownerId")])
    .select([whoIn("action.completed_by").as("completedBy"), "action.due_on as dueOn"])
    .select(["action.team_id as teamId", "action.service_id", "team.service_id as teamService"])
    .select(whoIn("action.raised_by").as("raisedBy"))
    .where("action.id", "=", actionId)
    .executeTakeFirstOrThrow();
  const message = (to: string, kind: NewMessage["kind"]): NewMessage => ({
    to,
    kind,
    key: `${actionId}:${version}`,
    link: paths.log.one(actionId),
  });
  if (action.status === "completed") {
    const place = { teamId: action.teamId, serviceId: action.service_id ?? action.teamService };
    const verifiers = await listVerifiers(tx, { ...action, ...place });
    await addMessages(
      tx,
      stamp,
      verifiers.map((to) => message(to, "action-to-verify")),
    );
  } else if (action.status === "verified" && action.raisedBy) {
    await addMessages(tx, stamp, [message(action.raisedBy, "action-verified")]);
  } else if (action.status === "not-achieved" || action.status === "superseded") {
    // Whoever raised it, and whoever was to do it, unless they say so themselves.
    const told = new Set([action.raisedBy, action.ownerId]);
    const messages = [...told].flatMap((to) =>
      to && to !== stamp.actorId ? [message(to, "action-ended")] : [],
    );
    await addMessages(tx, stamp, messages);
  } else if (isUnfinished(action.status as never) && action.ownerId) {
    await addMessages(tx, stamp, [
      { ...message(action.ownerId, "action-reopened"), due: action.dueOn },
    ]);
  }
}
