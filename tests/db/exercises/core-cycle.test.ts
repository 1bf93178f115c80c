import { expect, it } from "vitest";
import { scopeOf } from "~/rules/access/permission";
import { proposeAuditors } from "~/rules/sampling/core-allocation";
import type { DrawPlan } from "~/rules/sampling/frame";
import { draw, verifyDraw } from "~/rules/sampling/sampling";
import { findActor } from "~db/access/people.server";
import { findAudit } from "~db/audits/audits.server";
import { listEvents } from "~db/core/events.server";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { findExercise, listMembers } from "~db/exercises/exercises.server";
import { listOpenExercises } from "~db/exercises/programme.server";
import { listSwaps } from "~db/exercises/swaps.server";
import { up as copySwaps } from "~db/migrations/0028-swaps";
import { addConcern } from "~db/operations/concerns/raising.server";
import { closeWindow, extendAudits } from "~db/operations/exercises/audit-window.server";
import {
  addGraded,
  cancelExercise,
  type GradedPlan,
  saveGraded,
} from "~db/operations/exercises/planning.server";
import {
  findAllocation,
  releaseExercise,
  saveAuditors,
} from "~db/operations/sampling/allocation.server";
import { swapAudit } from "~db/operations/sampling/drawn-audits.server";
import { addDraw, findDraw, listDraws } from "~db/operations/sampling/sampling.server";
import { findMarks, listRoom } from "~db/overviews/control-room.server";
import { listFrame } from "~db/sampling/frame.server";
import { describeDatabases } from "../../support/databases";
import { makeWorld, type World } from "../../support/world";

const today = "2024-04-15";
const everything = { limit: 1000, offset: 0 };

const corePlan = (world: World, more: Partial<GradedPlan> = {}): GradedPlan => ({
  title: "May 2024 core cycle",
  month: "2024-05",
  toolVersionId: world.toolVersionId,
  size: 4,
  auditsDueOn: "2024-05-31",
  moderationDueOn: "2024-06-14",
  responsesDueOn: "2024-06-28",
  rulesOff: [],
  members: [world.people.auditor, world.people.otherAuditor].map(({ id }) => ({
    personId: id,
    part: "auditor",
    expected: 2,
    maximum: 5,
  })),
  ...more,
});

const drawPlan = (seed: string, more: Partial<DrawPlan> = {}): DrawPlan => ({
  seed,
  size: 4,
  strataBy: "team",
  sizes: {},
  asOf: today,
  auditedWithinMonths: 12,
  openedBeforeWeeks: null,
  excludeSensitive: true,
  ...more,
});

/** A planned cycle with eight cases to draw from, half of each team. */
async function planned(world: World) {
  for (let at = 0; at < 8; at += 1) {
    await world.addCase({ team_id: at < 4 ? world.teams.willow.id : world.teams.rowan.id });
  }
  const stamp = world.stampOf(world.people.qaLead);
  const id = await transact(world.db, (tx) =>
    addGraded(tx, stamp, world.people.qaLead.id, corePlan(world)),
  );
  const find = async () => {
    const exercise = await findExercise(world.db, id);
    if (!exercise) throw new Error("The planned exercise is gone");
    return exercise;
  };
  const drawNow = async (seed: string, reason = "", more: Partial<DrawPlan> = {}) => {
    const plan = drawPlan(seed, more);
    const frame = await listFrame(world.db, { exerciseId: id, serviceId: null, asOf: today });
    const outcome = draw(frame, plan);
    if (!outcome.ok) throw new Error(outcome.message);
    const exercise = await find();
    await transact(world.db, (tx) =>
      addDraw(tx, stamp, { exercise, plan, frame, made: outcome.draw, reason }),
    );
  };
  const allocateNow = async () => {
    const { audits, auditors } = await findAllocation(world.db, id);
    const { assigned } = proposeAuditors({ audits, auditors, on: today });
    const changes = assigned.flatMap(({ caseId, auditorId }) => {
      const audit = audits.find((one) => one.id === caseId);
      return audit ? [{ audit, auditorId, overrideReason: null }] : [];
    });
    await transact(world.db, (tx) => saveAuditors(tx, stamp, id, changes, null));
    return changes.length;
  };
  return { id, stamp, find, drawNow, allocateNow };
}

describeDatabases("A core cycle as stored", (makeDb) => {
  it("keeps the draw whole, so that it verifies, and a redraw beside the old one", async () => {
    const world = await makeWorld(await makeDb());
    const cycle = await planned(world);
    await world.addCase({ sensitive: 1 });
    await world.addCase({ team_id: null });
    await cycle.drawNow("the first seed");
    const first = await findDraw(world.db, cycle.id);
    if (!first) throw new Error("No draw was kept");
    expect(first.frame).toHaveLength(10);
    expect(first.made.cases.filter((row) => row.status === "drawn")).toHaveLength(4);
    expect(first.made.cases.flatMap((row) => row.reason ?? []).sort()).toEqual([
      "no-team",
      "sensitive",
    ]);
    expect(verifyDraw(first.frame, first.plan, first.made)).toEqual({ same: true });

    await cycle.drawNow("the second seed", "A team was missing");
    const draws = await listDraws(world.db, cycle.id);
    expect(draws.map(({ seed, current }) => [seed, current]).sort()).toEqual([
      ["the first seed", false],
      ["the second seed", true],
    ]);
    const old = await findDraw(world.db, cycle.id, first.id);
    expect(old && verifyDraw(old.frame, old.plan, old.made)).toEqual({ same: true });
    const { audits } = await findAllocation(world.db, cycle.id);
    expect(audits).toHaveLength(4);
    const current = await findDraw(world.db, cycle.id);
    const drawn = current?.made.cases.filter((row) => row.status === "drawn") ?? [];
    expect(audits.map(({ caseId }) => caseId).sort()).toEqual(drawn.map((row) => row.caseId));
    const kinds = (await listEvents(world.db, `exercise:${cycle.id}`)).map(({ kind }) => kind);
    expect(kinds).toEqual(["exercise.redrawn", "exercise.drawn", "exercise.planned"]);
  });

  it("keeps a concern when the audit it was raised from goes with a redraw", async () => {
    const world = await makeWorld(await makeDb());
    const cycle = await planned(world);
    await cycle.drawNow("the first seed");
    const audit = await world.db
      .selectFrom("audit")
      .selectAll()
      .where("exercise_id", "=", cycle.id)
      .executeTakeFirstOrThrow();
    const id = newId();
    await transact(world.db, (tx) =>
      addConcern(
        tx,
        { ...cycle.stamp, actorId: world.people.qaLead.id },
        {
          id,
          caseId: audit.case_id ?? "",
          auditId: audit.id,
          exerciseId: cycle.id,
          teamId: audit.team_id,
          serviceId: audit.service_id,
          what: "Nobody has seen the child",
          spokenTo: "The duty manager",
          spokenAt: new Date("2024-04-15T07:55:00Z"),
          bypassed: [],
        },
      ),
    );
    await cycle.drawNow("the second seed", "A team was missing");
    const kept = await world.db
      .selectFrom("concern")
      .select(["case_id", "audit_id", "acknowledged_at"])
      .where("id", "=", id)
      .executeTakeFirst();
    expect(kept).toEqual({ case_id: audit.case_id, audit_id: null, acknowledged_at: null });
    expect((await listEvents(world.db, `concern:${id}`)).map(({ kind }) => kind)).toContain(
      "concern.audit-gone",
    );
  });

  it("shows a fault in a kept draw", async () => {
    const world = await makeWorld(await makeDb());
    const cycle = await planned(world);
    await cycle.drawNow("a seed");
    await world.db
      .updateTable("draw_case")
      .set({ cohort: "in-care" })
      .where("status", "=", "reserve")
      .execute();
    const kept = await findDraw(world.db, cycle.id);
    expect(kept && verifyDraw(kept.frame, kept.plan, kept.made)).toEqual({
      same: false,
      differs: "frame",
    });
  });

  it("leaves out a case that is under audit in another cycle", async () => {
    const world = await makeWorld(await makeDb());
    const busy = await world.addCase();
    await world.addAudit({ case_id: busy.id, state: "started" });
    const done = await world.addCase();
    await world.addAudit({
      case_id: done.id,
      state: "final",
      submitted_at: "2024-01-31T23:30:00.000Z",
    });
    const free = await world.addCase();
    await world.addAudit({ case_id: free.id, state: "withdrawn" });
    const asked = { exerciseId: newId(), serviceId: null, asOf: today };
    const rows = new Map((await listFrame(world.db, asked)).map((row) => [row.caseId, row]));
    expect(rows.get(busy.id)?.lastAuditedOn).toBe(today);
    expect(rows.get(done.id)?.lastAuditedOn).toBe("2024-01-31");
    expect(rows.get(free.id)?.lastAuditedOn).toBeNull();
  });

  it("lets no auditor see an audit before the release, and then all of them", async () => {
    const world = await makeWorld(await makeDb());
    const cycle = await planned(world);
    await cycle.drawNow("a seed");
    expect(await cycle.allocateNow()).toBe(4);
    const { audits } = await findAllocation(world.db, cycle.id);
    const [one] = audits;
    if (!one) throw new Error("Nothing was drawn");
    expect((await findAudit(world.db, one.id))?.access.people.auditor).toEqual([]);
    // Rowan's auditor gets none of Rowan's cases.
    const ofRowan = audits.filter(({ interests }) => interests.teamIds[0] === world.teams.rowan.id);
    expect(ofRowan.map(({ auditorId }) => auditorId)).not.toContain(world.people.auditor.id);
    const exercise = await cycle.find();
    await transact(world.db, (tx) => releaseExercise(tx, cycle.stamp, exercise));
    const out = await findAudit(world.db, one.id);
    expect(out?.access.people.auditor).toEqual([one.auditorId]);
    expect(out?.dueOn).toBe("2024-05-31");
    await expect(
      transact(world.db, (tx) => releaseExercise(tx, cycle.stamp, exercise)),
    ).rejects.toThrow(Conflict);
  });

  it("swaps for a reserve and keeps both records with the reason", async () => {
    const world = await makeWorld(await makeDb());
    const cycle = await planned(world);
    await cycle.drawNow("a seed");
    const { audits } = await findAllocation(world.db, cycle.id);
    const [one] = audits;
    const kept = await findDraw(world.db, cycle.id);
    const reserve = kept?.made.cases.find((row) => row.status === "reserve");
    if (!one || !reserve) throw new Error("Nothing was drawn");
    const swap = {
      audit: { ...one, exerciseId: cycle.id, exerciseState: "drawn" as const },
      nextCaseId: reserve.caseId,
      auditorId: null,
      dueOn: null,
      reason: "Closed since",
      code: "closed" as const,
      passedOver: ["a reserve that has closed"],
    };
    const newAuditId = await transact(world.db, (tx) => swapAudit(tx, cycle.stamp, swap));
    const came = await findAudit(world.db, newAuditId);
    expect(came).toMatchObject({ origin: "swapped", previousAuditId: one.id, state: "allocated" });
    expect((await findAudit(world.db, one.id))?.state).toBe("withdrawn");
    const [event] = await listEvents(world.db, `audit:${one.id}`);
    expect(event).toMatchObject({
      kind: "audit.withdrawn",
      after: { state: "withdrawn", reason: "Closed since" },
    });
    const after = await findDraw(world.db, cycle.id);
    expect(after && verifyDraw(after.frame, after.plan, after.made)).toEqual({ same: true });
    await expect(transact(world.db, (tx) => swapAudit(tx, cycle.stamp, swap))).rejects.toThrow(
      Conflict,
    );
    expect((await findMarks(world.db, cycle.id, newId())).swaps).toBe(1);
    const swaps = await listSwaps(world.db, cycle.id);
    expect(swaps).toMatchObject([
      {
        id: newAuditId,
        out: { caseId: one.caseId },
        in: { caseId: swap.nextCaseId },
        code: "closed",
        words: "Closed since",
        passedOver: swap.passedOver,
        by: world.people.qaLead.name,
        at: cycle.stamp.at,
      },
    ]);
    await world.db.schema.dropTable("swap").execute();
    await copySwaps(world.db);
    expect(await listSwaps(world.db, cycle.id)).toEqual(swaps);
  });

  it("saves a changed plan once: the second of two people is told", async () => {
    const world = await makeWorld(await makeDb());
    const cycle = await planned(world);
    const before = await cycle.find();
    const changed = corePlan(world, { title: "Changed", members: [] });
    await transact(world.db, (tx) => saveGraded(tx, cycle.stamp, before, changed, 1));
    expect((await cycle.find()).title).toBe("Changed");
    expect(await listMembers(world.db, cycle.id)).toEqual([]);
    const late = transact(world.db, (tx) =>
      saveGraded(tx, cycle.stamp, before, corePlan(world, { title: "Mine" }), 1),
    );
    await expect(late).rejects.toThrow(Conflict);
    expect((await cycle.find()).title).toBe("Changed");
    const exercise = await cycle.find();
    await transact(world.db, (tx) => cancelExercise(tx, cycle.stamp, exercise, "No auditors"));
    expect((await cycle.find()).state).toBe("cancelled");
  });

  it("moves what is not submitted with the date, and closes auditing with a reason", async () => {
    const world = await makeWorld(await makeDb());
    const stamp = world.stampOf(world.people.qaLead);
    const { id } = world.exercise;
    const due = "2024-04-19";
    const waiting = await world.addAudit({ due_on: due });
    const extended = await world.addAudit({ state: "started", due_on: due });
    const handedIn = await world.addAudit({
      state: "submitted",
      submitted_at: "2024-04-10T09:00:00.000Z",
      due_on: due,
    });
    const found = async (auditId: string) => {
      const audit = await findAudit(world.db, auditId);
      if (!audit) throw new Error("An audit is gone");
      return audit;
    };
    const first = await found(extended.id);
    await transact(world.db, (tx) =>
      extendAudits(tx, stamp, id, [first], { dueOn: "2024-04-30", reason: "Ill" }),
    );
    const exercise = await findExercise(world.db, id);
    if (!exercise) throw new Error("The exercise is gone");
    const plan = corePlan(world, { auditsDueOn: "2024-04-24" });
    await transact(world.db, (tx) => saveGraded(tx, stamp, exercise, plan, 1));
    expect((await found(waiting.id)).dueOn).toBe("2024-04-24");
    expect((await found(extended.id)).dueOn).toBe("2024-04-30");
    expect((await found(handedIn.id)).dueOn).toBe(due);

    const now = { ...exercise, version: 2 };
    const unsubmitted = [await found(waiting.id), await found(extended.id)];
    await transact(world.db, (tx) => closeWindow(tx, stamp, now, unsubmitted, "Long ill"));
    expect((await found(waiting.id)).state).toBe("withdrawn");
    expect((await found(handedIn.id)).state).toBe("submitted");
    expect((await findExercise(world.db, id))?.state).toBe("moderating");
    const [event] = await listEvents(world.db, `audit:${extended.id}`);
    expect(event?.after).toEqual({ state: "withdrawn", reason: "Long ill" });
  });

  it("keeps a grade from whoever must still grade the audit blind, and counts the open ones", async () => {
    const world = await makeWorld(await makeDb());
    const { moderator, qaLead, auditor } = world.people;
    const audit = await world.addAudit({
      state: "selected",
      submitted_at: "2024-04-10T09:00:00.000Z",
    });
    await world.addAudit({ due_on: "2024-04-12", state: "started" });
    await world.addAudit({ state: "withdrawn" });
    await world.db
      .insertInto("judgement")
      .values({
        audit_id: audit.id,
        area: "overall",
        source: "auditor",
        round: 1,
        judgement: "inadequate",
        reason: "Why",
        team_id: audit.team_id,
        service_id: audit.service_id,
        made_by: auditor.id,
        made_at: "2024-04-10T09:00:00.000Z",
      })
      .execute();
    await world.db
      .insertInto("moderation")
      .values({
        id: newId(),
        audit_id: audit.id,
        exercise_id: world.exercise.id,
        round: 1,
        reason: "inadequate",
        reason_note: "",
        probability: 1,
        selected_at: "2024-04-10T09:00:00.000Z",
        moderator_id: moderator.id,
        state: "selected",
        quality: "{}",
        feedback: "",
        decision_reason: "",
      })
      .execute();
    const seenBy = async (personId: string) => {
      const rows = await listRoom(world.db, world.exercise.id, personId, {}, everything);
      const row = rows.find(({ id }) => id === audit.id);
      const { escalated } = await findMarks(world.db, world.exercise.id, personId);
      return [row?.grade, row?.blind, escalated.count];
    };
    expect(await seenBy(qaLead.id)).toEqual(["inadequate", false, 1]);
    expect(await seenBy(moderator.id)).toEqual([null, true, 0]);
    await world.db
      .updateTable("moderation")
      .set({ committed_at: "2024-04-12T09:00:00.000Z" })
      .execute();
    expect(await seenBy(moderator.id)).toEqual(["inadequate", false, 1]);

    const openTo = async (personId: string) => {
      const actor = await findActor(world.db, personId);
      if (!actor) throw new Error("A person is gone");
      return listOpenExercises(world.db, scopeOf(actor, "exercises.read"), today);
    };
    expect(await openTo(qaLead.id)).toMatchObject([
      {
        id: world.exercise.id,
        counts: {
          byState: { selected: 1, started: 1, withdrawn: 1 },
          total: 2,
          late: 1,
          moderated: 1,
        },
      },
    ]);
    expect(await openTo(world.people.serviceManager.id)).toEqual([]);
    expect(await openTo(auditor.id)).toEqual([]);
  });
});
