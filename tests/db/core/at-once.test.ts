/** Two people decide from the same picture at the same time: one write stands, the other is told. */
import { expect, it } from "vitest";
import { type Tx, transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { findExercise } from "~db/exercises/exercises.server";
import { type GradedPlan, saveGraded } from "~db/operations/exercises/planning.server";
import { addReAudit, placeReAudit } from "~db/operations/re-audits/deeds.server";
import {
  findAllocation,
  releaseExercise,
  saveAuditors,
} from "~db/operations/sampling/allocation.server";
import { swapAudit } from "~db/operations/sampling/drawn-audits.server";
import { describeDatabases } from "../../support/databases";
import { makeWorld, type World, worldMorning } from "../../support/world";

/** A drawn cycle with two auditors, each with room for one audit, and two audits without any. */
async function drawn(world: World) {
  const { people } = world;
  const cycle = await world.addExercise({ state: "drawn", released_at: null, month: "2024-05" });
  await world.db
    .insertInto("exercise_member")
    .values(
      [people.auditor, people.otherAuditor].map(({ id }) => ({
        exercise_id: cycle.id,
        person_id: id,
        part: "auditor" as const,
        role_text: "",
        expected: 1,
        maximum: 1,
      })),
    )
    .execute();
  const add = () => world.addAudit({ exercise_id: cycle.id, auditor_id: null, due_on: null });
  const audits = [await add(), await add()];
  const stamp = world.stampOf(people.qaLead);
  const find = async () => {
    const { audits: found } = await findAllocation(world.db, cycle.id);
    return audits.map(({ id }) => {
      const audit = found.find((one) => one.id === id);
      if (!audit) throw new Error("An audit is gone");
      return audit;
    });
  };
  return { cycle, audits, stamp, find };
}

/** What became of deeds that were begun at once. */
const outcomes = async (deeds: Promise<unknown>[]) =>
  (await Promise.allSettled(deeds)).map((one) => {
    if (one.status === "rejected" && !(one.reason instanceof Conflict)) throw one.reason;
    return one.status === "fulfilled" ? "done" : "told";
  });

describeDatabases("Two at once", (makeDb, dialect) => {
  it("never bring an auditor above their maximum", async () => {
    const world = await makeWorld(await makeDb());
    const { cycle, stamp, find } = await drawn(world);
    const [one, other] = await find();
    const give = (audit: typeof one) =>
      transact(world.db, (tx) => {
        if (!audit) throw new Error("There is no audit");
        const change = { audit, auditorId: world.people.auditor.id, overrideReason: null };
        return saveAuditors(tx, stamp, cycle.id, [change], null);
      });
    expect((await outcomes([give(one), give(other)])).sort()).toEqual(["done", "told"]);
    const loads = (await find()).filter(({ auditorId }) => auditorId === world.people.auditor.id);
    expect(loads).toHaveLength(1);
  });

  it("never lower a maximum below what was given out meanwhile", async () => {
    const world = await makeWorld(await makeDb());
    const { cycle, audits, stamp } = await drawn(world);
    const { auditor } = world.people;
    await world.db.updateTable("exercise_member").set({ maximum: 2 }).execute();
    const before = await findExercise(world.db, cycle.id);
    if (!before) throw new Error("There is no cycle");
    // The page was made when they had none.
    const ids = audits.map(({ id }) => id);
    const giving = world.db.updateTable("audit").set({ auditor_id: auditor.id });
    await giving.where("id", "in", ids).execute();
    const plan: GradedPlan = {
      ...{ title: before.title, month: before.month, toolVersionId: world.toolVersionId },
      ...{ size: 2, auditsDueOn: "2024-05-31", moderationDueOn: "2024-06-14" },
      responsesDueOn: "2024-06-28",
      members: [{ personId: auditor.id, part: "auditor", expected: 1, maximum: 1 }],
      rulesOff: [],
    };
    const lowering = transact(world.db, (tx) =>
      saveGraded(tx, stamp, before, plan, before.version),
    );
    await expect(lowering).rejects.toBeInstanceOf(Conflict);
  });

  it("never swap two cases for the same reserve", async () => {
    const world = await makeWorld(await makeDb());
    const { cycle, audits, stamp } = await drawn(world);
    const reserve = await world.addCase();
    const swap = ({ id, state }: { id: string; state: string }) =>
      transact(world.db, (tx) =>
        swapAudit(tx, stamp, {
          audit: {
            ...{ id, state, auditorId: null },
            ...{ exerciseId: cycle.id, exerciseState: "drawn", version: 1 },
          },
          nextCaseId: reserve.id,
          auditorId: null,
          dueOn: null,
          reason: "Closed",
          code: "closed",
          passedOver: [],
        }),
      );
    const [one, other] = audits as [(typeof audits)[0], (typeof audits)[0]];
    expect((await outcomes([swap(one), swap(other)])).sort()).toEqual(["done", "told"]);
    const states = await world.db
      .selectFrom("audit")
      .select(["case_id", "state"])
      .where("exercise_id", "=", cycle.id)
      .execute();
    expect(states.filter(({ case_id }) => case_id === reserve.id)).toHaveLength(1);
    expect(states.filter(({ state }) => state === "withdrawn")).toHaveLength(1);
  });

  it("swap nothing in a cycle whose auditing has been closed meanwhile", async () => {
    const world = await makeWorld(await makeDb());
    const audit = await world.addAudit();
    await world.db.updateTable("exercise").set({ state: "moderating" }).execute();
    const reserve = await world.addCase();
    const swap = transact(world.db, (tx) =>
      swapAudit(tx, world.stampOf(world.people.qaLead), {
        audit: {
          ...{ id: audit.id, state: audit.state, auditorId: audit.auditor_id },
          ...{ exerciseId: world.exercise.id, exerciseState: "auditing", version: 1 },
        },
        nextCaseId: reserve.id,
        auditorId: audit.auditor_id,
        dueOn: null,
        reason: "Closed",
        code: "closed",
        passedOver: [],
      }),
    );
    await expect(swap).rejects.toBeInstanceOf(Conflict);
  });

  it("never release an audit that has just lost its auditor", async () => {
    const world = await makeWorld(await makeDb());
    const { cycle, stamp, find } = await drawn(world);
    const [one] = await find();
    if (!one) throw new Error("There is no audit");
    const exercise = await findExercise(world.db, cycle.id);
    if (!exercise) throw new Error("There is no cycle");
    // The page was made when every audit had one.
    const release = transact(world.db, (tx) => releaseExercise(tx, stamp, exercise));
    await expect(release).rejects.toBeInstanceOf(Conflict);
    expect((await findExercise(world.db, cycle.id))?.state).toBe("drawn");
  });

  it("put no re-audit into a cycle that has closed meanwhile", async () => {
    const world = await makeWorld(await makeDb());
    const before = await world.addAudit({ state: "final", submitted_at: worldMorning });
    const stamp = world.stampOf(world.people.qaLead);
    await transact(world.db, (tx) =>
      addReAudit(
        tx,
        stamp,
        {
          auditId: before.id,
          caseId: before.case_id,
          teamId: before.team_id,
          serviceId: before.service_id,
        },
        6,
      ),
    );
    const reAudit = await world.db.selectFrom("re_audit").selectAll().executeTakeFirstOrThrow();
    await world.db.updateTable("exercise").set({ state: "closed" }).execute();
    const place = transact(world.db, (tx) =>
      placeReAudit(tx, stamp, {
        reAudit: {
          id: reAudit.id,
          version: reAudit.version,
          caseId: before.case_id,
          previousAuditId: before.id,
        },
        auditorId: world.people.otherAuditor.id,
        overrideReason: null,
        overridden: [],
        exercise: { id: world.exercise.id, state: "auditing" },
        dueOn: "2024-06-01",
      }),
    );
    await expect(place).rejects.toBeInstanceOf(Conflict);
    const { count } = await world.db
      .selectFrom("audit")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    expect(Number(count)).toBe(1);
  });

  // One connection writes at a time in SQLite: there is nothing to meet in.
  if (dialect === "postgres") {
    it("wait for each other when each holds what the other needs", async () => {
      const world = await makeWorld(await makeDb());
      const [one, other] = [await world.addAudit(), await world.addAudit()];
      const touch = (tx: Tx, id: string) =>
        tx
          .updateTable("audit")
          .set((eb) => ({ round: eb("round", "+", 1) }))
          .where("id", "=", id)
          .execute();
      let met = 0;
      const both = async (first: string, then: string) =>
        transact(world.db, async (tx) => {
          await touch(tx, first);
          met += 1;
          // The first time each waits until the other has begun, so that they do meet.
          for (let i = 0; met < 2 && i < 200; i += 1) {
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
          await touch(tx, then);
        });
      await Promise.all([both(one.id, other.id), both(other.id, one.id)]);
      const rounds = await world.db.selectFrom("audit").select("round").execute();
      expect(rounds.map(({ round }) => round)).toEqual([3, 3]);
    });
  }
});
