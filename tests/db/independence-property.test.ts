/**
 * However people, teams, cases and roles move between the release and the end, no conflict of
 * interest reaches a final grade unnamed. The rule is written here once more, apart from the one
 * that decides, and in another way: by walking the tables in memory.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closeModeration, findClosing } from "~db/closing.server";
import { declareConflict, withdrawDeclared } from "~db/declared-conflicts.server";
import { findExercise } from "~db/exercises.server";
import { newId } from "~db/ids.server";
import { lookAgain, noticeConflicts } from "~db/independence.server";
import { heldByConflict, letStand, listOpenConflicts } from "~db/independence-settling.server";
import { transact } from "~db/open.server";
import { addGrant, removeGrant } from "~db/people-admin.server";
import { saveRetired } from "~db/team-changes.server";
import { findTeam, saveTeam } from "~db/teams.server";
import { databaseMaker } from "../support/databases";
import { movePerson } from "../support/independence";
import { makeWorld, type World, type WorldPerson } from "../support/world";

const runs = 60;

type Move = { what: number; who: number; whom: number; where: number };
const anyMove: fc.Arbitrary<Move> = fc.record({
  what: fc.nat(16),
  who: fc.nat(7),
  whom: fc.nat(7),
  where: fc.nat(2),
});

async function readTables({ db }: World) {
  return {
    people: await db.selectFrom("person").select(["id", "team_id", "manager_id"]).execute(),
    teams: await db.selectFrom("team").select(["id", "service_id"]).execute(),
    grants: await db.selectFrom("role_grant").selectAll().execute(),
    cases: await db.selectFrom("case_record").selectAll().execute(),
    holdings: await db.selectFrom("case_holding").selectAll().execute(),
    declared: await db.selectFrom("declared_conflict").selectAll().execute(),
    audits: await db.selectFrom("audit").selectAll().execute(),
    moderations: await db.selectFrom("moderation").selectAll().execute(),
  };
}
type Tables = Awaited<ReturnType<typeof readTables>>;

/** Whether this person is barred from this audit, by the words of the rule. */
function isBarred(t: Tables, personId: string, audit: Tables["audits"][number]): boolean {
  const child = t.cases.find(({ id }) => id === audit.case_id);
  const me = t.people.find(({ id }) => id === personId);
  if (!child || !me) throw new Error("Nobody, or nothing");
  const teams = [audit.team_id, child.team_id].filter((id) => id !== null);
  if (me.team_id !== null && teams.includes(me.team_id)) return true;
  const parts = [child.worker_id, child.supervisor_id, child.reviewing_officer_id];
  if (parts.includes(personId)) return true;
  const held = t.holdings.filter(
    ({ case_id, person_id }) => case_id === child.id && person_id === personId,
  );
  if (held.some(({ relation }) => relation !== "reviewing-officer")) return true;
  if (held.some(({ to_on }) => to_on === null)) return true;
  const family = (ref: string | null) => (ref === null || ref === "" ? null : ref);
  const told = t.declared.filter((one) => one.person_id === personId && !one.withdrawn_at);
  const own = told.some(({ case_id }) => {
    const other = t.cases.find(({ id }) => id === case_id);
    if (!other) return false;
    const ref = family(child.family_reference);
    return other.id === child.id || (ref !== null && ref === family(other.family_reference));
  });
  if (own) return true;
  const workedOn = t.holdings
    .filter(({ case_id, relation }) => case_id === child.id && relation !== "reviewing-officer")
    .map(({ person_id }) => person_id);
  const theirs = [child.worker_id, child.supervisor_id, ...workedOn];
  if (told.some(({ worker_id }) => worker_id !== null && theirs.includes(worker_id))) return true;
  const worker = t.people.find(({ id }) => id === child.worker_id);
  if (worker && (worker.manager_id === personId || me.manager_id === worker.id)) return true;
  // The line of management: by role …
  const services = [
    audit.service_id,
    ...t.teams.filter(({ id }) => teams.includes(id)).map(({ service_id }) => service_id),
  ];
  const managing = t.grants.filter(
    (g) =>
      (g.role === "team-manager" || g.role === "service-manager") &&
      (g.reach === "all" ||
        (g.reach === "team" && teams.includes(g.team_id ?? "")) ||
        (g.reach === "service" && services.includes(g.service_id ?? ""))),
  );
  if (managing.some(({ person_id }) => person_id === personId)) return true;
  // … and whoever stands between, upwards until a service manager or a leader is met.
  const tops = t.grants.filter(({ role }) => role === "service-manager" || role === "leader");
  const isTop = (id: string) => tops.some(({ person_id }) => person_id === id);
  const climb = (from: string, seen: string[]): boolean => {
    if (isTop(from)) return false;
    const above = t.people.find(({ id }) => id === from)?.manager_id;
    if (!above || seen.includes(above)) return false;
    return above === personId || climb(above, [...seen, above]);
  };
  return [
    child.worker_id,
    child.supervisor_id,
    ...managing.filter(({ role }) => role === "team-manager").map(({ person_id }) => person_id),
  ].some((id) => id !== null && climb(id, [id]));
}

/** One random move, made as the product makes it; an import writes its cases and looks again. */
async function make(world: World, cast: WorldPerson[], caseIds: string[], move: Move) {
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

/** Closes as the lead does: what is open stands with a reason, or is put right by a new auditor. */
async function finish(world: World) {
  const { db, exercise, people } = world;
  const stamp = world.stampOf(people.qaLead);
  await db.updateTable("exercise").set({ state: "moderating" }).execute();
  await lookAgain(db, stamp, "final", { exerciseId: exercise.id });
  for (const open of await listOpenConflicts(db, { exerciseId: exercise.id })) {
    await transact(db, (tx) => letStand(tx, stamp, open, "Nobody else is left"));
  }
  // Whatever went back unbegun is nobody's: it is withdrawn at the close.
  await db
    .updateTable("audit")
    .set({ state: "withdrawn" })
    .where("state", "=", "allocated")
    .execute();
  // The panel's decision asks in the same place as the close.
  const panel = db.selectFrom("audit").select("id").where("state", "=", "committed");
  const ids = (await panel.execute()).map(({ id }) => id);
  expect(await transact(db, (tx) => heldByConflict(tx, stamp, ids))).toEqual(new Set());
  await db.updateTable("audit").set({ state: "final" }).where("state", "=", "committed").execute();
  const found = await findExercise(db, exercise.id);
  if (!found) throw new Error("There is no exercise");
  await transact(db, (tx) => closeModeration(tx, stamp, found, "2024-06-01"));
}

describe("over moves of people, teams, cases, roles and what people declare", () => {
  const makeDb = databaseMaker("sqlite");

  it("no conflict reaches a final grade unnamed, and nothing is named that never held", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, teams } = world;
    const cast = [
      people.auditor,
      people.otherAuditor,
      people.worker,
      people.otherWorker,
      people.teamManager,
      people.serviceManager,
      people.leader,
      await world.addPerson("Gil Moss", "auditor", { worksIn: teams.care.id }),
    ];
    let conflicts = 0;
    const property = fc.asyncProperty(
      fc.array(anyMove, { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }),
      async (moves, begun) => {
        await clear(world, cast);
        const caseIds: string[] = [];
        for (const state of begun) {
          const one = await world.addCase({ supervisor_id: null });
          caseIds.push(one.id);
          const auditor = state === 0 ? people.otherAuditor : (cast[7] as WorldPerson);
          const audit = await world.addAudit({
            case_id: one.id,
            auditor_id: auditor.id,
            state: ["allocated", "submitted", "committed"][state] ?? "",
          });
          if (state === 2) await addCommitted(world, audit.id, people.otherAuditor);
        }
        for (const move of moves) {
          await make(world, cast, caseIds, move);
          await agrees(world);
        }
        await finish(world);
        conflicts += await checkFinal(world);
      },
    );
    await fc.assert(property, { numRuns: runs, endOnFailure: true });
    // The moves are wild enough to put the rule to the test.
    expect(conflicts).toBeGreaterThan(3);
    expect((await findClosing(db, world.exercise.id, "2024-06-01")).conflicts).toEqual([]);
  });
});

/** After each move: who is barred and began is with the lead, who is barred and did not is off it. */
async function agrees(world: World) {
  const t = await readTables(world);
  const open = await listOpenConflicts(world.db, { exerciseId: world.exercise.id });
  for (const audit of t.audits) {
    if (audit.auditor_id === null) continue;
    const barred = isBarred(t, audit.auditor_id, audit);
    if (audit.state === "allocated") expect(barred).toBe(false);
    else {
      const mine = open.filter(({ auditId }) => auditId === audit.id);
      expect(mine.some(({ part }) => part === "auditor")).toBe(barred);
      const moderator = t.moderations.find(({ audit_id }) => audit_id === audit.id)?.moderator_id;
      const also = moderator ? isBarred(t, moderator, audit) : false;
      expect(mine.some(({ part }) => part === "moderator")).toBe(also);
    }
  }
}

/** Every final audit whose auditor is barred is named; answers how many there are. */
async function checkFinal(world: World): Promise<number> {
  const t = await readTables(world);
  const named = await world.db
    .selectFrom("audit_conflict")
    .selectAll()
    .where("settled_how", "=", "stands")
    .execute();
  let barred = 0;
  for (const audit of t.audits.filter(({ state }) => state === "final")) {
    const moderator = t.moderations.find(({ audit_id }) => audit_id === audit.id)?.moderator_id;
    for (const personId of [audit.auditor_id, moderator]) {
      if (!personId) continue;
      const is = isBarred(t, personId, audit);
      const isNamed = named.some((one) => one.audit_id === audit.id && one.person_id === personId);
      expect(isNamed).toBe(is);
      barred += Number(is);
    }
  }
  return barred;
}

/** A moderation whose grades are committed. */
async function addCommitted(world: World, auditId: string, moderator: WorldPerson) {
  const blank = { quality: "{}", feedback: "", decision_reason: "", reason_note: "" };
  await world.db
    .insertInto("moderation")
    .values({
      ...{ ...blank, id: newId(), audit_id: auditId, exercise_id: world.exercise.id, round: 1 },
      ...{ reason: "random", probability: 0.5, selected_at: "2024-04-12T09:00:00.000Z" },
      ...{ moderator_id: moderator.id, state: "committed" },
      committed_at: "2024-04-13T09:00:00.000Z",
    })
    .execute();
}

/** The same council again, without audits. */
async function clear(world: World, cast: WorldPerson[]) {
  const { db, people, teams, serviceId, otherServiceId } = world;
  for (const table of [
    "declared_conflict",
    "audit_conflict",
    "tally",
    "response",
    "judgement",
    "moderation",
    "audit",
  ] as const) {
    await db.deleteFrom(table).execute();
  }
  await db.deleteFrom("case_holding").execute();
  await db.deleteFrom("case_record").execute();
  await db.deleteFrom("outbox").execute();
  await db.updateTable("exercise").set({ state: "auditing" }).execute();
  const home = new Map([
    [people.worker.id, teams.willow.id],
    [people.otherWorker.id, teams.rowan.id],
    [people.teamManager.id, teams.willow.id],
    [people.auditor.id, teams.rowan.id],
    [people.otherAuditor.id, teams.care.id],
    [cast[7]?.id ?? "", teams.care.id],
  ]);
  for (const { id } of cast) {
    await db
      .updateTable("person")
      .set({ team_id: home.get(id) ?? null, manager_id: null })
      .where("id", "=", id)
      .execute();
  }
  for (const [id, service_id] of [
    [teams.willow.id, serviceId],
    [teams.rowan.id, serviceId],
    [teams.care.id, otherServiceId],
  ] as const) {
    const there = { service_id, holds_cases: 1, retired_on: null, successor_id: null } as const;
    await db.updateTable("team").set(there).where("id", "=", id).execute();
  }
  const ids = cast.map(({ id }) => id);
  await db.deleteFrom("role_grant").where("person_id", "in", ids).execute();
  const grant = (person_id: string, role: string, reach: "all" | "service" | "team") => ({
    ...{ id: newId(), person_id, role, reach },
    service_id: reach === "service" ? serviceId : null,
    team_id: reach === "team" ? teams.willow.id : null,
  });
  await db
    .insertInto("role_grant")
    .values([
      grant(people.teamManager.id, "team-manager", "team"),
      grant(people.serviceManager.id, "service-manager", "service"),
      grant(people.leader.id, "leader", "all"),
    ])
    .execute();
}
