/**
 * However people, teams, cases and roles move between the release and the end, no conflict of
 * interest reaches a final grade unnamed, in a cycle and in re-audits; and those of the reviewers of
 * a thematic audit, which gives no grade, are all shown. What the rule is stands in another way in
 * `support/barred`.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { findExercise } from "~db/exercises/exercises.server";
import { lookAgain, noticeConflicts } from "~db/independence/independence.server";
import { closeModeration, findClosing } from "~db/operations/exercises/closing.server";
import {
  heldByConflict,
  letStand,
  listOpenConflicts,
} from "~db/operations/independence/settling.server";
import {
  listSampleCases,
  listSampleConflicts,
  listSampleReviewers,
} from "~db/samples/cases.server";
import { isAuditorBarred, isBarred, readTables } from "../../support/barred";
import { databaseMaker } from "../../support/databases";
import { anyMove, make } from "../../support/moves";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

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

  async function start() {
    const world = await makeWorld(await makeDb());
    const { people, teams } = world;
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
    return { world, cast };
  }

  it.each([
    ["a cycle", 30],
    ["re-audits", 15],
  ] as const)(
    "no conflict reaches a final grade of %s unnamed, and nothing is named that never held",
    async (what, numRuns) => {
      const { world, cast } = await start();
      const { db, people } = world;
      const others = await world.addExercise({ state: "closed" });
      let conflicts = 0;
      const property = fc.asyncProperty(
        fc.array(anyMove, { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }),
        async (moves, begun) => {
          await clear(world, cast);
          const caseIds: string[] = [];
          for (const [at, state] of begun.entries()) {
            const one = await world.addCase({ supervisor_id: null });
            caseIds.push(one.id);
            const auditor = state === 0 ? people.otherAuditor : (cast[7] as WorldPerson);
            const audit = await world.addAudit({
              case_id: one.id,
              auditor_id: auditor.id,
              state: ["allocated", "submitted", "committed"][state] ?? "",
              ...(what === "re-audits" ? await again(world, others.id, one.id, cast[at % 3]) : {}),
            });
            if (state === 2) await addCommitted(world, audit.id, people.otherAuditor);
          }
          const stamp = world.stampOf(people.qaLead);
          await transact(db, (tx) => noticeConflicts(tx, stamp, "chosen"));
          await agrees(world);
          for (const move of moves) {
            await make(world, cast, caseIds, move);
            await agrees(world);
          }
          await finish(world);
          conflicts += await checkFinal(world);
        },
      );
      await fc.assert(property, { numRuns, endOnFailure: true });
      // The moves are wild enough to put the rule to the test.
      expect(conflicts).toBeGreaterThan(3);
      expect((await findClosing(db, world.exercise.id, "2024-06-01")).conflicts).toEqual([]);
    },
  );

  it("every conflict of a reviewer with a case of a thematic audit is shown, and bars nobody", async () => {
    const { world, cast } = await start();
    const { db, people } = world;
    const thematic = await world.addExercise({ kind: "thematic" });
    const reviewers = [people.otherAuditor, people.teamManager, cast[7] as WorldPerson];
    await db
      .insertInto("exercise_member")
      .values(
        reviewers.map(({ id }) => ({
          ...{ exercise_id: thematic.id, person_id: id, part: "reviewer" as const },
          ...{ role_text: "", expected: 1, maximum: 1 },
        })),
      )
      .execute();
    let shown = 0;
    const property = fc.asyncProperty(
      fc.array(anyMove, { minLength: 1, maxLength: 6 }),
      async (moves) => {
        await clear(world, cast);
        const child = await world.addCase({ supervisor_id: null });
        const audit = await world.addAudit({
          ...{ exercise_id: thematic.id, case_id: child.id, auditor_id: null, state: "started" },
        });
        for (const move of moves) {
          await make(world, cast, [child.id], move);
          const t = await readTables(world);
          const cases = await listSampleCases(db, thematic.id);
          const facts = await listSampleReviewers(db, thematic.id);
          const found = await listSampleConflicts(db, facts, cases, "2024-04-15");
          const named = (found.get(child.id) ?? []).map(({ name }) => name).sort();
          const barred = reviewers
            .filter(({ id }) => isBarred(t, id, audit))
            .map(({ name }) => name);
          expect(named).toEqual(barred.sort());
          shown += named.length;
        }
      },
    );
    await fc.assert(property, { numRuns: 15, endOnFailure: true });
    expect(shown).toBeGreaterThan(3);
    expect(await db.selectFrom("audit_conflict").select("id").execute()).toEqual([]);
  });
});

/** As the audit of a case again, whose last one was made by this person. */
async function again(world: World, exerciseId: string, caseId: string, by?: WorldPerson) {
  const earlier = await world.addAudit({
    ...{ exercise_id: exerciseId, case_id: caseId, auditor_id: by?.id ?? null, state: "final" },
  });
  return { origin: "re-audit" as const, previous_audit_id: earlier.id };
}

/** After each move: who is barred and began is with the lead, who is barred and did not is off it. */
async function agrees(world: World) {
  const t = await readTables(world);
  const open = await listOpenConflicts(world.db, { exerciseId: world.exercise.id });
  for (const audit of t.audits.filter((one) => one.exercise_id === world.exercise.id)) {
    if (audit.auditor_id === null) continue;
    const barred = isAuditorBarred(t, audit);
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
  const own = t.audits.filter(({ exercise_id }) => exercise_id === world.exercise.id);
  for (const audit of own.filter(({ state }) => state === "final")) {
    const moderator = t.moderations.find(({ audit_id }) => audit_id === audit.id)?.moderator_id;
    for (const personId of [audit.auditor_id, moderator]) {
      if (!personId) continue;
      const isAuditor = personId === audit.auditor_id;
      const is = isAuditor ? isAuditorBarred(t, audit) : isBarred(t, personId, audit);
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
