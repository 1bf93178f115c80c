import { expect, it } from "vitest";
import { fieldNames } from "~/rules/audits/content";
import { listEvents } from "~db/core/events.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { findWholeChain } from "~db/exercises/chain.server";
import { findExercise, findToolVersion } from "~db/exercises/exercises.server";
import { closeSample } from "~db/operations/samples/report.server";
import { addSample, type SamplePlan, saveSample } from "~db/operations/samples/samples.server";
import {
  listSampleCases,
  listSampleConflicts,
  listSampleReviewers,
} from "~db/samples/cases.server";
import { saveGrid } from "~db/samples/grid.server";
import { dipSampleTemplate } from "~db/tools/dip-sample";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { makeWorld } from "../../support/world";

async function start(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const { serviceManager, teamManager } = world.people;
  const plan: SamplePlan = {
    title: "Strategy meetings",
    month: "2024-04",
    serviceId: world.serviceId,
    leadId: serviceManager.id,
    triggerKind: "performance",
    triggerText: "",
    promptedById: world.exercise.id,
    rationale: "Assurance",
    subject: "case" as const,
    subjectName: "",
    linesOfEnquiry: "",
    methodology: "Two cases",
    size: 2,
    reviewing: "together",
    auditsDueOn: "2024-04-30",
    questions: dipSampleTemplate.questions.slice(0, 3),
    reviewers: [{ personId: teamManager.id, roleText: "Team manager" }],
  };
  const stamp = { ...world.stampOf(serviceManager), actorId: serviceManager.id };
  const id = await transact(world.db, (tx) => addSample(tx, stamp, "dip-sample", plan));
  const find = async () => {
    const exercise = await findExercise(world.db, id);
    if (!exercise) throw new Error("The exercise is gone");
    return exercise;
  };
  return { world, plan, stamp, id, find };
}

describeDatabases("A dip sample as stored", (makeDb) => {
  it("has a tool of its own, and a new version of it only for other questions", async () => {
    const { world, plan, stamp, find } = await start(makeDb);
    const made = await find();
    expect(made.access.people.reviewer).toEqual([world.people.teamManager.id]);
    const save = async (next: SamplePlan) => {
      const now = await find();
      await transact(world.db, (tx) => saveSample(tx, stamp, "dip-sample", now, next, now.version));
      return (await find()).toolVersionId;
    };
    expect(await save({ ...plan, title: "Other words" })).toBe(made.toolVersionId);
    const questions = [...plan.questions, { code: "", text: "Was the child seen?" }];
    const next = await save({ ...plan, questions });
    expect(next).not.toBe(made.toolVersionId);
    const version = await findToolVersion(world.db, next ?? "");
    expect([version?.major, version?.minor]).toEqual([1, 1]);
    expect(version?.definition.questions.at(-1)?.code).toBe("was-the-child-seen");
    const first = await findToolVersion(world.db, made.toolVersionId ?? "");
    expect(first?.definition.questions).toEqual(plan.questions);
    await expect(
      transact(world.db, (tx) => saveSample(tx, stamp, "dip-sample", made, plan, made.version)),
    ).rejects.toThrow(Conflict);
    expect((await find()).title).toBe("Strategy meetings");
  });

  it("is of the same chain from either end", async () => {
    const { world, id } = await start(makeDb);
    const readerId = world.people.qaLead.id;
    const ends = [world.exercise.id, id];
    for (const end of ends) {
      const chain = await findWholeChain(world.db, end, readerId);
      expect(chain.map((one) => [one.id, one.from])).toEqual([
        [world.exercise.id, null],
        [id, world.exercise.id],
      ]);
    }
    // A ring, as two plans changed at once could make it, ends where it closes.
    await world.db
      .updateTable("exercise")
      .set({ prompted_by_id: id })
      .where("id", "=", world.exercise.id)
      .execute();
    expect(await findWholeChain(world.db, id, readerId)).toHaveLength(2);
  });

  it("starts a case with its first answer, and makes it final with the exercise", async () => {
    const { world, plan, stamp, id, find } = await start(makeDb);
    await world.db
      .updateTable("exercise")
      .set({ state: "auditing" })
      .where("id", "=", id)
      .execute();
    const read = await world.addAudit({ exercise_id: id, auditor_id: null });
    const unread = await world.addAudit({ exercise_id: id, auditor_id: null });
    const exercise = await find();
    const close = () =>
      transact(world.db, (tx) => closeSample(tx, stamp, exercise, plan.questions));
    expect(await close()).toBeNull();
    const field = fieldNames.question(plan.questions[0]?.code ?? "");
    const answer = (saveId: string, value: string) =>
      transact(world.db, (tx) =>
        saveGrid(tx, stamp, saveId, [
          {
            auditId: read.id,
            part: null,
            answers: [{ field, value, base: { version: 0, digest: "" }, choice: null }],
          },
          { auditId: unread.id, part: null, answers: [] },
        ]),
      );
    expect(await answer("one", "met")).toEqual({ written: 1, contested: [], passedOver: [] });
    expect((await answer("one", "met")).written).toBe(0);
    expect((await answer("two", "partly")).contested).toMatchObject([{ value: "met" }]);
    expect(await close()).toEqual({ reviewed: 1, withdrawn: 1 });
    const rows = await world.db
      .selectFrom("audit")
      .select(["id", "state", "final_at"])
      .where("exercise_id", "=", id)
      .execute();
    expect(new Map(rows.map((row) => [row.id, row.state]))).toEqual(
      new Map([
        [read.id, "final"],
        [unread.id, "withdrawn"],
      ]),
    );
    const kinds = (await listEvents(world.db, `audit:${read.id}`)).map((event) => event.kind);
    expect(kinds.slice(0, 5)).toEqual([
      "audit.final",
      "audit.settled",
      "audit.submitted",
      "audit.started",
      "audit.answers-saved",
    ]);
    expect((await answer("three", "not-met")).written).toBe(0);
    await expect(close()).rejects.toThrow(Conflict);
  });

  it("names reviewers tied to the team and service that a case was drawn in, and to those of today", async () => {
    const { world, id } = await start(makeDb);
    const { db, teams, people, serviceId, otherServiceId } = world;
    const una = await world.addPerson("Una Bray", "service-manager", { serviceId: otherServiceId });
    const reviewers = [people.serviceManager, people.teamManager, una];
    await db.deleteFrom("exercise_member").where("exercise_id", "=", id).execute();
    await db
      .insertInto("exercise_member")
      .values(
        reviewers.map((person) => ({
          ...{ exercise_id: id, person_id: person.id, part: "reviewer" as const },
          ...{ role_text: "", expected: 1, maximum: 1 },
        })),
      )
      .execute();
    const child = await world.addCase({ supervisor_id: null, worker_id: null });
    const audit = await world.addAudit({
      ...{ exercise_id: id, case_id: child.id, auditor_id: null },
    });
    const named = async () => {
      const cases = await listSampleCases(db, id);
      const found = await listSampleConflicts(
        db,
        await listSampleReviewers(db, id),
        cases,
        "2024-04-15",
      );
      return (found.get(audit.id) ?? []).map(({ name }) => name);
    };
    expect(await named()).toEqual(["Sol Hart", "Toni Vale"]);
    // Its team goes to another service: whoever managed it when it was drawn is tied as before.
    await db
      .updateTable("team")
      .set({ service_id: otherServiceId })
      .where("id", "=", teams.willow.id)
      .execute();
    expect(await named()).toEqual(["Sol Hart", "Toni Vale", "Una Bray"]);
    await db
      .updateTable("team")
      .set({ service_id: serviceId })
      .where("id", "=", teams.willow.id)
      .execute();
    // The case goes to a team of another service.
    await db
      .updateTable("case_record")
      .set({ team_id: teams.care.id })
      .where("id", "=", child.id)
      .execute();
    expect(await named()).toEqual(["Sol Hart", "Toni Vale", "Una Bray"]);
  });
});
