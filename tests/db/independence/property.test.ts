/**
 * However people, teams, cases and roles move between the release and the end, and whichever records
 * turn out to be one person’s, no conflict of interest reaches a final grade unnamed, in a cycle and
 * in re-audits, of those who took the panel’s decision neither; and those of the reviewers of
 * a thematic audit, which gives no grade, are all shown. What the rule is stands in another way in
 * `support/barred`.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayStand } from "~/rules/independence/independence";
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
import { isBarred, listJudges, readTables } from "../../support/barred";
import { databaseMaker } from "../../support/databases";
import { addModeration, clear } from "../../support/judged";
import { anyMove, type Move, make } from "../../support/moves";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

const withdraw = ({ db }: World, auditId: string) =>
  db.updateTable("audit").set({ state: "withdrawn" }).where("id", "=", auditId).execute();

/** Closes as the lead does: what is open stands with a reason, or is put right by a new auditor. */
async function finish(world: World) {
  const { db, exercise, people } = world;
  const stamp = world.stampOf(people.qaLead);
  await db.updateTable("exercise").set({ state: "moderating" }).execute();
  await lookAgain(db, stamp, "final", { exerciseId: exercise.id });
  for (const open of await listOpenConflicts(db, { exerciseId: exercise.id })) {
    if (mayStand(open.rules)) {
      await transact(db, (tx) => letStand(tx, stamp, open, "Nobody else is left"));
    } else await withdraw(world, open.auditId);
  }
  // Whatever went back unbegun is nobody's: it is withdrawn at the close.
  await db
    .updateTable("audit")
    .set({ state: "withdrawn" })
    .where("state", "=", "allocated")
    .execute();
  // The panel's decision asks in the same place as the close.
  const panel = db.selectFrom("audit").select("id").where("state", "in", ["committed", "settled"]);
  const ids = (await panel.execute()).map(({ id }) => id);
  expect(await transact(db, (tx) => heldByConflict(tx, stamp, ids))).toEqual(new Set());
  await db.updateTable("audit").set({ state: "final" }).where("state", "=", "committed").execute();
  const found = await findExercise(db, exercise.id);
  if (!found) throw new Error("There is no exercise");
  await transact(db, (tx) => closeModeration(tx, stamp, found, "2024-06-01"));
}

/** Two who took one decision, each with the conflict waiting, turn out to be one person. */
const oncePersonTwice: [Move[], number[]] = [
  [
    { what: 1, who: 5, whom: 3, where: 2 },
    { what: 8, who: 2, whom: 7, where: 1 },
    { what: 13, who: 6, whom: 4, where: 0 },
    { what: 18, who: 7, whom: 2, where: 1 },
    { what: 0, who: 4, whom: 4, where: 0 },
  ],
  [1, 1, 3, 0],
];

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
      const seen = { auditor: 0, moderator: 0, taker: 0 };
      const property = fc.asyncProperty(
        fc.array(anyMove, { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }),
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
              state: ["allocated", "submitted", "committed", "settled"][state] ?? "",
              ...(what === "re-audits" ? await again(world, others.id, one.id, cast[at % 3]) : {}),
            });
            if (state === 2) await addModeration(world, audit.id, people.otherAuditor);
            if (state === 3) {
              const takers = [cast[at], cast[(at + moves.length) % cast.length]];
              await addModeration(world, audit.id, people.otherAuditor, takers as WorldPerson[]);
            }
          }
          const stamp = world.stampOf(people.qaLead);
          await transact(db, (tx) => noticeConflicts(tx, stamp, "chosen"));
          await agrees(world);
          for (const move of moves) {
            await make(world, cast, caseIds, move);
            for (const part of await agrees(world)) seen[part] += 1;
          }
          await finish(world);
          conflicts += await checkFinal(world);
        },
      );
      await fc.assert(property, { numRuns, endOnFailure: true, examples: [oncePersonTwice] });
      // The moves are wild enough to put the rule to the test.
      expect(conflicts).toBeGreaterThan(3);
      for (const often of Object.values(seen)) expect(often).toBeGreaterThan(0);
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
          const named = (found.get(audit.id) ?? []).map(({ name }) => name).sort();
          const all = await db.selectFrom("one_person").selectAll().execute();
          const ofReviewers = all.filter((one) => reviewers.some(({ id }) => id === one.record_id));
          const names = new Map(ofReviewers.map(({ id, name }) => [id, name]));
          const barred = [...names]
            .filter(([id]) => isBarred(t, id, audit))
            .map(([, name]) => name);
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

/**
 * After each move: who is barred and began is with the lead, who is barred and did not is off it.
 * Answers the parts of those who are with the lead.
 */
async function agrees(world: World) {
  const t = await readTables(world);
  const own = t.audits.filter((one) => one.exercise_id === world.exercise.id);
  return own.flatMap((audit) => {
    const open = t.named.filter((one) => one.audit_id === audit.id && one.settled_at === null);
    const judges = listJudges(t, audit).filter(({ barred }) => barred);
    if (audit.state === "allocated") expect(judges).toEqual([]);
    else expect(open.map(keyOf).sort()).toEqual(judges.map(keyOf).sort());
    return judges.map(({ part }) => part);
  });
}

const keyOf = ({ part, person_id }: { part: string; person_id: string }) => `${part} ${person_id}`;

/** Everyone barred who judged a final audit is named, nobody else is; answers how many they are. */
async function checkFinal(world: World): Promise<number> {
  const t = await readTables(world);
  const stand = t.named.filter(({ settled_how }) => settled_how === "stands");
  const final = t.audits.filter(
    ({ exercise_id, state }) => exercise_id === world.exercise.id && state === "final",
  );
  const barred = final.map((audit) => {
    const judges = listJudges(t, audit).filter((one) => one.barred);
    const named = stand.filter(({ audit_id }) => audit_id === audit.id);
    expect(named.map(keyOf).sort()).toEqual(judges.map(keyOf).sort());
    return judges.length;
  });
  return barred.reduce((sum, one) => sum + one, 0);
}
