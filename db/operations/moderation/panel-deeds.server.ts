/**
 * Owns the deeds around a decision of the panel: naming a colleague to join, saying that one was
 * not there, asking again when a fact turned out wrong, and reading the feedback.
 * Practice: each is one event of the moderation; none of them changes what was decided.
 */

import type { ExpressionBuilder } from "kysely";
import { paths } from "~/paths";
import type { Role } from "~/rules/access/people";
import { moderationMachine } from "~/rules/moderation/moderation";
import { moveAudit } from "../../audits/moves.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import { recordsOf } from "../../core/one-person.server";
import type { Db, Tx } from "../../core/open.server";
import type { Schema } from "../../core/schema";
import { mustChange } from "../../core/versions.server";
import { addMessages } from "../../messages/outbox.server";
import { listParts, tookIt } from "../../moderation/decisions.server";
import { answeredStates } from "../../moderation/moderations.server";
import { overtakeSecondLook } from "../../moderation/second-looks.server";
import { letGoOfTakers } from "../independence/settling.server";

/** Names a colleague for one audit's panel, and tells them. Naming them again changes nothing. */
export async function namePanelMember(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  named: { moderationId: string; auditId: string; personId: string },
): Promise<void> {
  const { numInsertedOrUpdatedRows = 0n } = await tx
    .insertInto("panel_member")
    .values({
      moderation_id: named.moderationId,
      person_id: named.personId,
      named_by: stamp.actorId,
      named_at: stamp.at,
    })
    .onConflict((c) => c.columns(["moderation_id", "person_id"]).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) return;
  await appendEvent(tx, stamp, {
    stream: `moderation:${named.moderationId}`,
    kind: "moderation.joined",
    after: { personId: named.personId },
  });
  const link = paths.moderation.compare(named.auditId);
  const to = named.personId;
  await addMessages(tx, stamp, [{ to, kind: "panel-joined", key: named.moderationId, link }]);
}

const holders = (eb: ExpressionBuilder<Schema, "person">, roles: readonly Role[]) =>
  eb.selectFrom("role_grant").select("role_grant.person_id").where("role_grant.role", "in", roles);

export type Colleague = { id: string; name: string; teamName: string | null };

/**
 * Active people of another service whose role lets them join a panel, by name; those who sit on
 * every panel are left out. Whether they count is for the conflict rules.
 */
export async function listColleagues(
  db: Db,
  { serviceId, auditorId }: { serviceId: string; auditorId: string | null },
): Promise<Colleague[]> {
  return db
    .selectFrom("person")
    .innerJoin("team", "team.id", "person.team_id")
    .select(["person.id", "person.name", "team.name as teamName"])
    .where("person.active", "=", 1)
    .where("team.service_id", "<>", serviceId)
    .where("person.id", "in", (eb) => holders(eb, ["auditor", "team-manager", "service-manager"]))
    .where("person.id", "not in", (eb) => holders(eb, ["moderator", "qa-lead"]))
    .where("person.id", "<>", auditorId ?? "")
    .orderBy("person.name_folded")
    .limit(500)
    .execute();
}

/** Someone who was named as present says that they were not. */
export async function sayNotThere(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  moderationId: string,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable("decision_part")
    .set({ part: "not-there", at: stamp.at })
    .where("moderation_id", "=", moderationId)
    .where("person_id", "in", recordsOf(stamp.actorId))
    .where("part", "=", "present")
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  const stream = `moderation:${moderationId}` as const;
  await appendEvent(tx, stamp, { stream, kind: "moderation.not-there" });
}

/**
 * A fact that the panel went by has turned out wrong, or who took the decision should not have: what
 * was recorded stays to be read, and two have to take it again. The audit must be locked, and waiting
 * for its corrections. False where no decision is taken.
 */
export async function askPanelAgain(
  tx: Tx,
  stamp: Stamp,
  auditId: string,
  /** Those who took it and may not any more are not asked. */
  { reason, except = [] }: { reason?: string; except?: readonly string[] } = {},
): Promise<boolean> {
  const again = moderationMachine.moves["ask-again"];
  const moderation = await tx
    .selectFrom("moderation")
    .select(["id", "state", "version"])
    .where("audit_id", "=", auditId)
    .where("state", "in", again.from)
    .executeTakeFirst();
  if (!moderation) return false;
  const stream = `moderation:${moderation.id}` as const;
  const takers = (await listParts(tx, moderation.id)).filter(tookIt);
  const undecided = {
    state: again.to,
    outcome: null,
    decision_reason: "",
    feedback: "",
    decided_by: null,
    decided_at: null,
    alone_reason: "",
    feedback_read_at: null,
  };
  mustChange(
    stream,
    await tx
      .updateTable("moderation")
      .set((eb) => ({ ...undecided, version: eb("version", "+", 1) }))
      .where("id", "=", moderation.id)
      .where("version", "=", moderation.version)
      .executeTakeFirst(),
  );
  await tx.deleteFrom("decision_part").where("moderation_id", "=", moderation.id).execute();
  await appendEvent(tx, stamp, {
    stream,
    kind: "moderation.asked-again",
    before: { state: moderation.state, takers: takers.map(({ personId }) => personId) },
    after: { state: again.to },
  });
  await letGoOfTakers(tx, stamp, auditId);
  await overtakeSecondLook(tx, stamp, auditId);
  await moveAudit(tx, stamp, auditId, "ask-again", {}, reason);
  const link = paths.moderation.compare(auditId);
  const key = `${moderation.id}:${moderation.version + 1}`;
  await addMessages(
    tx,
    stamp,
    takers
      .filter(({ personId }) => !except.includes(personId))
      .map(({ personId: to }) => ({ to, kind: "decision-again", key, link }) as const),
  );
  return true;
}

/** The auditor says once that they have read the feedback; saying it again changes nothing. */
export async function saveFeedbackRead(tx: Tx, stamp: Stamp, moderationId: string): Promise<void> {
  const result = await tx
    .updateTable("moderation")
    .set((eb) => ({ feedback_read_at: stamp.at, version: eb("version", "+", 1) }))
    .where("id", "=", moderationId)
    .where("feedback_read_at", "is", null)
    .where("state", "in", answeredStates)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return;
  await appendEvent(tx, stamp, {
    stream: `moderation:${moderationId}`,
    kind: "moderation.feedback-read",
  });
}
