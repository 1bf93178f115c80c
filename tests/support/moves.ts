/**
 * Random moves of people, cases, roles, teams and declared conflicts, and of records that turn out to
 * be one person’s, made as the product makes them.
 */
import fc from "fast-check";
import { whyNotPoint } from "~/rules/people/same-person";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { declareConflict, withdrawDeclared } from "~db/independence/declared-conflicts.server";
import { noticeConflicts } from "~db/independence/independence.server";
import { addGrant, removeGrant } from "~db/operations/people/people-admin.server";
import { lift, point } from "~db/operations/people/same-person.server";
import { saveRetired } from "~db/operations/people/team-changes.server";
import { findTeam, saveTeam } from "~db/operations/people/teams.server";
import { findPerson } from "~db/people/people-list.server";
import { movePerson } from "./independence";
import type { World, WorldPerson } from "./world";

export type Move = { what: number; who: number; whom: number; where: number };
export const anyMove: fc.Arbitrary<Move> = fc.record({
  what: fc.nat(19),
  who: fc.nat(7),
  whom: fc.nat(7),
  where: fc.nat(2),
});

/** One random move, made as the product makes it; an import writes its cases and looks again. */
export async function make(world: World, cast: WorldPerson[], caseIds: string[], move: Move) {
  const { db, teams, people } = world;
  const stamp = world.stampOf(people.administrator);
  const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;
  const who = pick(cast, move.who);
  const whom = pick(cast, move.whom);
  const team = pick(Object.values(teams), move.where);
  const service = pick([world.serviceId, world.otherServiceId], move.where);
  const child = pick(caseIds, move.whom);
  const imported = async (set: Record<string, string | null>) =>
    transact(db, async (tx) => {
      await tx.updateTable("case_record").set(set).where("id", "=", child).execute();
      await noticeConflicts(tx, stamp, "imported");
    });
  switch (move.what) {
    case 0:
    case 1:
      return movePerson(world, who, { teamId: team.id });
    case 2:
    case 10:
    case 11: {
      // Between those who manage and those who judge, where a line of management comes about.
      const below = pick([people.teamManager, people.worker, people.otherWorker, who], move.who);
      const above = pick(
        [people.otherAuditor, pick(cast, 7), people.serviceManager, whom],
        move.whom,
      );
      return movePerson(world, below, { managerId: below.id === above.id ? null : above.id });
    }
    case 3:
      return imported({ team_id: team.id });
    case 4:
      return imported({ worker_id: who.id });
    case 5:
      return imported({ reviewing_officer_id: who.id });
    case 6: {
      const grant =
        move.where === 0
          ? ({ role: "team-manager", reach: "team", teamId: team.id } as const)
          : ({ role: "service-manager", reach: "service", serviceId: service } as const);
      await transact(db, (tx) => addGrant(tx, stamp, who.id, grant));
      return;
    }
    case 7: {
      const held = await db
        .selectFrom("role_grant")
        .select("id")
        .where("person_id", "=", who.id)
        .where("role", "in", ["team-manager", "service-manager"])
        .executeTakeFirst();
      if (held) await transact(db, (tx) => removeGrant(tx, stamp, who.id, held.id));
      return;
    }
    case 8: {
      const facts = await findTeam(db, team.id);
      if (!facts) throw new Error("There is no team");
      const { name, holdsCases, version } = facts;
      const changed = { name, holdsCases, serviceId: service };
      await transact(db, (tx) => saveTeam(tx, stamp, facts, version, changed));
      return;
    }
    case 12:
      return imported({ supervisor_id: who.id });
    case 13: {
      const withChild = move.where === 0;
      const made = { id: newId(), personId: who.id, note: "We are related" };
      const whose = withChild
        ? { caseId: child, workerId: null }
        : { caseId: null, workerId: pick([people.worker, people.otherWorker, whom], move.whom).id };
      return transact(db, (tx) => declareConflict(tx, stamp, { ...made, ...whose }));
    }
    case 14: {
      const open = await db
        .selectFrom("declared_conflict")
        .select(["id", "person_id as personId"])
        .where("withdrawn_at", "is", null)
        .executeTakeFirst();
      if (open) await transact(db, (tx) => withdrawDeclared(tx, stamp, open, "A mistake"));
      return;
    }
    case 15: {
      const [ends, into] = [
        await findTeam(db, team.id),
        pick(Object.values(teams), move.where + 1),
      ];
      const successor = await findTeam(db, into.id);
      if (!ends || ends.retiredOn || !successor || successor.retiredOn) return;
      const to = { successorId: into.id, on: "2024-04-15" };
      return transact(db, (tx) => saveRetired(tx, stamp, ends, ends.version, to));
    }
    case 16: {
      const family = { family_reference: pick(["F-1", "F-2", null], move.where) };
      return imported(family);
    }
    case 17:
    case 18: {
      const record = await findPerson(db, who.id);
      const stays = await findPerson(db, whom.id);
      if (!record || whyNotPoint(record, stays, stamp.actorId) !== null || !stays) return;
      await transact(db, (tx) => point(tx, stamp, record, stays, "One badge"));
      return;
    }
    case 19: {
      const records = await Promise.all(cast.map(({ id }) => findPerson(db, id)));
      const record = records.find((one) => one?.sameAsId);
      if (record) await transact(db, (tx) => lift(tx, stamp, record, "Two people"));
      return;
    }
    default:
      return transact(db, async (tx) => {
        await tx
          .insertInto("case_holding")
          .values({
            id: newId(),
            case_id: child,
            person_id: who.id,
            relation: move.where === 0 ? "supervisor" : "worker",
            team_id: null,
            from_on: "2023-01-01",
            to_on: "2023-06-01",
          })
          .execute();
        await noticeConflicts(tx, stamp, "imported");
      });
  }
}
