/**
 * Owns who moderates which audit: sharing out what waits for a moderator, and changing one.
 * Practice: nobody moderates their own audit, their team's, a case they have a part in, or an audit
 * whose grades they have read; among the rest the load is even, and whoever could open the audit by
 * a role has it last. A moderator who has committed grades is not replaced. Whoever has had a
 * moderation stays blind to it until it is committed.
 */
import { sql } from "kysely";
import type { Actor } from "~/rules/access/people";
import { decideAccess } from "~/rules/access/permission";
import { dateInLondon } from "~/rules/core/dates";
import { rulesOffIn } from "~/rules/independence/conflicts";
import {
  type AuditToModerate,
  allocateModerators,
  type ModeratorConflict,
  moderatorConflicts,
} from "~/rules/moderation/moderators";
import { findActor } from "../access/people.server";
import { lockAudit } from "../audits/audits.server";
import { couldBeAsked } from "../audits/blind.server";
import { appendEvent, type Stamp } from "../core/events.server";
import { oncePerExercise, recordsOf, whoIn } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { listInterests } from "../independence/interests.server";
import { addHolder, tellModerator } from "./holders.server";

type AuditForModerator = AuditToModerate & { id: string; teamId: string; serviceId: string };

/**
 * The audits with who has a part in their cases, by the rules of their exercises, and who has read
 * the grades of their round. For whoever decides on them: by all rules there are, whatever a plan
 * sets aside, and by what was read not at all.
 */
export async function listAudits(
  db: Db,
  auditIds: string[],
  asked: "to-moderate" | "to-decide" = "to-moderate",
): Promise<AuditForModerator[]> {
  if (auditIds.length === 0) return [];
  const audits = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .select(["audit.id", "case_id", "team_id", "audit.service_id", "rules_off"])
    .select(whoIn("audit.auditor_id").as("auditor_id"))
    .where("audit.id", "in", auditIds)
    .execute();
  const interests = await listInterests(
    db,
    audits.map((row) => ({
      key: row.id,
      caseId: row.case_id,
      teamId: row.team_id,
      serviceId: row.service_id,
      rulesOff: asked === "to-decide" ? [] : rulesOffIn(row.rules_off),
    })),
  );
  const readers = await db
    .selectFrom("grades_read")
    .innerJoin("audit", "audit.id", "grades_read.audit_id")
    .select(["audit_id", whoIn("grades_read.person_id").as("person_id")])
    .where("audit_id", "in", auditIds)
    .whereRef("grades_read.round", "=", "audit.round")
    .execute();
  return audits.map((row) => ({
    id: row.id,
    teamId: row.team_id,
    serviceId: row.service_id,
    auditorId: row.auditor_id ?? "",
    readers:
      asked === "to-decide"
        ? []
        : readers.filter((one) => one.audit_id === row.id).map((one) => one.person_id),
    caseFacts: interests.get(row.id) ?? { teamIds: [row.team_id], holdings: [], line: [] },
  }));
}

/**
 * Gives every selected audit of an exercise that has no moderator one of its moderators, where one
 * is free of conflicts. Those nobody can take stay without, for the QA lead to settle; so does what came
 * back from its auditor, whose moderator of before no longer can.
 */
export async function shareOutModerations(tx: Tx, stamp: Stamp, exerciseId: string): Promise<void> {
  const waiting = await tx
    .selectFrom("moderation")
    .select(["id", "audit_id"])
    .where("exercise_id", "=", exerciseId)
    .where("moderator_id", "is", null)
    .where("round", "=", 1)
    .where("state", "=", "selected")
    .orderBy("id")
    .execute();
  if (waiting.length === 0) return;
  // Whoever is opening one of them at this moment is waited for, so that it counts as read.
  for (const { audit_id } of waiting) await lockAudit(tx, audit_id);
  const members = await tx
    .selectFrom("exercise_member")
    .innerJoin("one_person as person", "person.record_id", "exercise_member.person_id")
    .select(["person.id", "person.team_id as teamId", "person.manager_id as managerId"])
    .select(["expected", "maximum"])
    .where("exercise_id", "=", exerciseId)
    .where("part", "=", "moderator")
    .where("person.active", "=", 1)
    .where(oncePerExercise())
    .orderBy("person.id")
    .execute();
  const loads = await tx
    .selectFrom("moderation")
    .innerJoin("one_person as moderator", "moderator.record_id", "moderation.moderator_id")
    .select("moderator.id")
    .select(sql<number>`cast(count(distinct audit_id) as integer)`.as("count"))
    .where("exercise_id", "=", exerciseId)
    .groupBy("moderator.id")
    .execute();
  const load = new Map(loads.map((row) => [row.id, row.count]));
  const on = dateInLondon(new Date(stamp.at));
  const audits = await listAudits(
    tx,
    waiting.map((row) => row.audit_id),
  );
  const actors = await Promise.all(members.map(({ id }) => findActor(tx, id)));
  const { assigned } = allocateModerators({
    audits: audits.map((audit) => ({ ...audit, openTo: whoCouldOpen(audit, actors) })),
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
    on,
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
    await addHolder(tx, stamp, row.id, moderatorId);
    await tellModerator(tx, stamp, row.id);
  }
}

/** Those of these people whose own roles open the audit, with no part in it. */
export const whoCouldOpen = (
  { teamId, serviceId }: { teamId: string; serviceId: string },
  actors: readonly (Actor | null)[],
): string[] =>
  actors.flatMap((actor) =>
    actor && decideAccess("audits.read", actor, { teamId, serviceId, people: {} }).allowed
      ? [actor.id]
      : [],
  );

/** Whether this person could be asked to moderate the audit, and whether they have read its grades. */
export async function findModeratorFacts(
  db: Db,
  { auditId }: { auditId: string },
  personId: string,
  /** YYYY-MM-DD */
  on: string,
): Promise<{ couldModerate: boolean; hasRead: boolean }> {
  const [audit] = await listAudits(db, [auditId]);
  const person = await db
    .selectFrom("one_person")
    .select(["id", "team_id as teamId", "manager_id as managerId"])
    .where("record_id", "=", personId)
    .executeTakeFirst();
  if (!audit || !person) return { couldModerate: false, hasRead: false };
  // Teams and lines of management change; that it is their own work never does.
  const own = moderatorConflicts(person, audit, on).some(({ kind }) =>
    ["own-audit", "holds", "held"].includes(kind),
  );
  return {
    couldModerate: !own && (await couldBeAsked(db, auditId, personId)),
    hasRead: audit.readers.includes(person.id),
  };
}

/** Whether someone may take one more moderation of an exercise; who has no number has no limit. */
export async function hasRoomToModerate(
  db: Db,
  exerciseId: string,
  personId: string,
): Promise<boolean> {
  const member = await db
    .selectFrom("exercise_member")
    .innerJoin("one_person as person", "person.record_id", "exercise_member.person_id")
    .select("maximum")
    .where("exercise_id", "=", exerciseId)
    .where("person_id", "in", recordsOf(personId))
    .where("part", "=", "moderator")
    .where(oncePerExercise())
    .executeTakeFirst();
  if (!member || member.maximum <= 0) return true;
  const { count } = await db
    .selectFrom("moderation")
    .select(sql<number>`cast(count(distinct audit_id) as integer)`.as("count"))
    .where("exercise_id", "=", exerciseId)
    .where("moderator_id", "in", recordsOf(personId))
    .executeTakeFirstOrThrow();
  return count < member.maximum;
}

export type ModeratorChoice = { id: string; name: string; conflicts: ModeratorConflict[] };

/** Everyone who may moderate at all, by name, with what stands against each for this audit. */
export async function listModeratorChoices(
  db: Db,
  auditId: string,
  /** YYYY-MM-DD */
  on: string,
): Promise<ModeratorChoice[]> {
  const [audit] = await listAudits(db, [auditId]);
  if (!audit) return [];
  const people = await db
    .selectFrom("one_person")
    .select(["id", "name", "team_id as teamId", "manager_id as managerId"])
    .whereRef("record_id", "=", "id")
    .where("active", "=", 1)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("role_grant")
          .select("role_grant.id")
          .whereRef("role_grant.person_id", "=", "one_person.record_id")
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
