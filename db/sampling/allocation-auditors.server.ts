/**
 * Owns who can be given the audits of a core exercise: the auditors planned for it, or, where it
 * was made for a re-audit alone, everyone who audits.
 * Practice: nobody was planned for a re-audit on its own, so whoever hands it back must not be the
 * only one whom it can be given to.
 */
import { lessExempt, type Time } from "~/rules/exercises/expected";
import type { CoreAuditor } from "~/rules/sampling/core-allocation";
import { listTeams, unscopedPeopleWithRole } from "../access/people.server";
import { oncePerExercise } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { listExemptTimes } from "../people/exemptions.server";

export type AllocationAuditor = CoreAuditor & { name: string; teamName: string | null };

/** Everyone who can take an audit of this exercise, by name, with how many at most. */
export async function listAuditorsOf(db: Db, exerciseId: string): Promise<AllocationAuditor[]> {
  return (await isOfReAudit(db, exerciseId)) ? listAnyAuditors(db) : listMembers(db, exerciseId);
}

async function isOfReAudit(db: Db, exerciseId: string): Promise<boolean> {
  const exercise = await db
    .selectFrom("exercise")
    .select("only_re_audits")
    .where("id", "=", exerciseId)
    .executeTakeFirst();
  return exercise?.only_re_audits === 1;
}

/** With what is expected of them less their exemptions: none of whoever is exempt all the time. */
async function listMembers(db: Db, exerciseId: string): Promise<AllocationAuditor[]> {
  const members = await listPlannedMembers(db, exerciseId);
  const time = await findAuditingTime(db, exerciseId);
  if (!time) return members;
  const ids = members.map(({ id }) => id);
  const exempt = await listExemptTimes(db, ids, time);
  return members.map((one) => ({ ...one, ...lessExempt(one, exempt.get(one.id) ?? [], time) }));
}

/** From the first of its month until its audits are due; null where that is not known. */
export async function findAuditingTime(db: Db, exerciseId: string): Promise<Time | null> {
  const row = await db
    .selectFrom("exercise")
    .select(["month", "audits_due_on as to"])
    .where("id", "=", exerciseId)
    .executeTakeFirst();
  return row?.to ? { from: `${row.month}-01`, to: row.to } : null;
}

const listPlannedMembers = (db: Db, exerciseId: string): Promise<AllocationAuditor[]> =>
  db
    .selectFrom("exercise_member")
    .innerJoin("one_person as person", "person.record_id", "exercise_member.person_id")
    .leftJoin("team", "team.id", "person.team_id")
    .select(["person.id", "person.name", "person.team_id as teamId", "team.name as teamName"])
    .select(["person.manager_id as managerId", "expected", "maximum"])
    .where("exercise_id", "=", exerciseId)
    .where("part", "=", "auditor")
    .where("person.active", "=", 1)
    .where(oncePerExercise())
    .orderBy("person.name_folded")
    .execute();

/** A re-audit on its own is one case, for any one auditor. */
async function listAnyAuditors(db: Db): Promise<AllocationAuditor[]> {
  const people = await unscopedPeopleWithRole(db, "auditor");
  const teams = new Map((await listTeams(db)).map((team) => [team.id, team.name]));
  return people.map(({ id, name, teamId, managerId }) => {
    const teamName = (teamId !== null && teams.get(teamId)) || null;
    return { id, name, teamId, teamName, managerId, expected: 1, maximum: 1 };
  });
}

/** Whoever takes a re-audit on its own takes part in its exercise, in place of who did; elsewhere nothing. */
export async function setReAuditor(
  tx: Tx,
  exerciseId: string,
  changes: readonly { auditorId: string | null }[],
): Promise<void> {
  if (!(await isOfReAudit(tx, exerciseId))) return;
  await tx
    .deleteFrom("exercise_member")
    .where("exercise_id", "=", exerciseId)
    .where("part", "=", "auditor")
    .execute();
  for (const personId of new Set(changes.flatMap(({ auditorId }) => auditorId ?? []))) {
    const part = { part: "auditor" as const, role_text: "", expected: 1, maximum: 1 };
    await tx
      .insertInto("exercise_member")
      .values({ exercise_id: exerciseId, person_id: personId, ...part })
      .execute();
  }
}
