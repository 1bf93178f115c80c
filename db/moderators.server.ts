/**
 * Owns who moderates which audit: sharing out what waits for a moderator, and changing one.
 * Practice: nobody moderates their own audit, their team's or a case they have a part in; among
 * the rest the load is even. A moderator who has committed grades is not replaced.
 */
import { sql } from "kysely";
import { paths } from "~/paths";
import { type CaseInterests, rulesOffIn } from "~/rules/conflicts";
import { dateInLondon } from "~/rules/dates";
import { allocateModerators, type ModeratorConflict, moderatorConflicts } from "~/rules/moderators";
import { removeDraft } from "./drafts.server";
import { appendEvent, type Stamp } from "./events.server";
import { noticeConflicts } from "./independence.server";
import { listInterests } from "./interests.server";
import type { Db, Tx } from "./open.server";
import { addMessages } from "./outbox.server";
import { mustChange } from "./versions.server";

type AuditForModerator = { id: string; auditorId: string; caseFacts: CaseInterests };

/** The audits with who has a part in their cases, by the rules of their exercises. */
async function listAudits(db: Db, auditIds: string[]): Promise<AuditForModerator[]> {
  if (auditIds.length === 0) return [];
  const audits = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .select(["audit.id", "auditor_id", "case_id", "team_id", "audit.service_id", "rules_off"])
    .where("audit.id", "in", auditIds)
    .execute();
  const interests = await listInterests(
    db,
    audits.map((row) => ({
      key: row.id,
      caseId: row.case_id,
      teamId: row.team_id,
      serviceId: row.service_id,
      rulesOff: rulesOffIn(row.rules_off),
    })),
  );
  return audits.map((row) => ({
    id: row.id,
    auditorId: row.auditor_id ?? "",
    caseFacts: interests.get(row.id) ?? { teamIds: [row.team_id], holdings: [], line: [] },
  }));
}

/**
 * Gives every selected audit of an exercise that has no moderator one of its moderators, where one
 * is free of conflicts. Those nobody can take stay without, for the QA lead to settle.
 */
export async function shareOutModerations(tx: Tx, stamp: Stamp, exerciseId: string): Promise<void> {
  const waiting = await tx
    .selectFrom("moderation")
    .select(["id", "audit_id"])
    .where("exercise_id", "=", exerciseId)
    .where("moderator_id", "is", null)
    .where("state", "=", "selected")
    .orderBy("id")
    .execute();
  if (waiting.length === 0) return;
  const members = await tx
    .selectFrom("exercise_member")
    .innerJoin("person", "person.id", "exercise_member.person_id")
    .select(["person.id", "person.team_id as teamId", "person.manager_id as managerId"])
    .select(["expected", "maximum"])
    .where("exercise_id", "=", exerciseId)
    .where("part", "=", "moderator")
    .where("person.active", "=", 1)
    .orderBy("person.id")
    .execute();
  const loads = await tx
    .selectFrom("moderation")
    .select("moderator_id")
    .select(sql<number>`cast(count(distinct audit_id) as integer)`.as("count"))
    .where("exercise_id", "=", exerciseId)
    .where("moderator_id", "is not", null)
    .groupBy("moderator_id")
    .execute();
  const load = new Map(loads.map((row) => [row.moderator_id, row.count]));
  const { assigned } = allocateModerators({
    audits: await listAudits(
      tx,
      waiting.map((row) => row.audit_id),
    ),
    moderators: members.map((member) => {
      const already = load.get(member.id) ?? 0;
      // A moderator without a number of their own takes an even share, without a limit.
      return {
        ...member,
        expected: member.expected > 0 ? member.expected : 1,
        maximum: member.maximum > 0 ? member.maximum : already + waiting.length,
        already,
      };
    }),
    on: dateInLondon(new Date(stamp.at)),
  });
  for (const { caseId: auditId, auditorId: moderatorId } of assigned) {
    const row = waiting.find((one) => one.audit_id === auditId);
    if (!row) continue;
    await tx
      .updateTable("moderation")
      .set((eb) => ({ moderator_id: moderatorId, version: eb("version", "+", 1) }))
      .where("id", "=", row.id)
      .execute();
    await appendEvent(tx, stamp, {
      stream: `moderation:${row.id}`,
      kind: "moderation.allocated",
      after: { moderatorId },
    });
    await tellModerator(tx, stamp, row.id);
  }
}

export type ModeratorChoice = { id: string; name: string; conflicts: ModeratorConflict[] };

/** Everybody who may moderate at all, by name, with what stands against each for this audit. */
export async function listModeratorChoices(
  db: Db,
  auditId: string,
  /** YYYY-MM-DD */
  on: string,
): Promise<ModeratorChoice[]> {
  const [audit] = await listAudits(db, [auditId]);
  if (!audit) return [];
  const people = await db
    .selectFrom("person")
    .select(["id", "name", "team_id as teamId", "manager_id as managerId"])
    .where("active", "=", 1)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("role_grant")
          .select("role_grant.id")
          .whereRef("role_grant.person_id", "=", "person.id")
          .where("role_grant.role", "=", "moderator"),
      ),
    )
    .orderBy("name_folded")
    .execute();
  return people.map((person) => ({
    id: person.id,
    name: person.name,
    conflicts: moderatorConflicts(person, audit, on),
  }));
}

/**
 * Gives a selected moderation to another moderator. What the one before had typed goes with them:
 * each moderator grades for themselves. Throws Conflict when it was changed or committed meanwhile.
 */
export async function saveModerator(
  tx: Tx,
  stamp: Stamp,
  change: {
    moderationId: string;
    version: number;
    fromId: string | null;
    toId: string;
    reason: string;
  },
): Promise<void> {
  const stream = `moderation:${change.moderationId}` as const;
  mustChange(
    stream,
    await tx
      .updateTable("moderation")
      .set((eb) => ({ moderator_id: change.toId, version: eb("version", "+", 1) }))
      .where("id", "=", change.moderationId)
      .where("version", "=", change.version)
      .where("state", "=", "selected")
      .executeTakeFirst(),
  );
  await removeDraft(tx, stream);
  const { audit_id: auditId } = await tx
    .selectFrom("moderation")
    .select("audit_id")
    .where("id", "=", change.moderationId)
    .executeTakeFirstOrThrow();
  await noticeConflicts(tx, stamp, "chosen", { auditIds: [auditId] });
  await appendEvent(tx, stamp, {
    stream,
    kind: "moderation.reassigned",
    before: { moderatorId: change.fromId },
    after: { moderatorId: change.toId, reason: change.reason },
  });
  await tellModerator(tx, stamp, change.moderationId);
}

/** Tells a moderation's moderator of it, by when. */
async function tellModerator(tx: Tx, stamp: Stamp, moderationId: string): Promise<void> {
  const row = await tx
    .selectFrom("moderation")
    .innerJoin("exercise", "exercise.id", "moderation.exercise_id")
    .select(["moderation.audit_id", "moderation.moderator_id", "moderation.version"])
    .select("exercise.moderation_due_on as due")
    .where("moderation.id", "=", moderationId)
    .executeTakeFirstOrThrow();
  if (!row.moderator_id) return;
  await addMessages(tx, stamp, [
    {
      to: row.moderator_id,
      kind: "moderation-allocated",
      key: `${moderationId}:${row.version}`,
      link: paths.moderation.grade(row.audit_id),
      due: row.due,
    },
  ]);
}
