import { expect, it } from "vitest";
import { saveDueDate } from "~db/audits/audits.server";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { addReminders } from "~db/operations/learning-log/reminders.server";
import { describeDatabases } from "../../support/databases";
import { makeWorld, type World } from "../../support/world";

const settings = { beforeDays: 2, againDays: 3 };

const remindOn = (world: World, date: string) => {
  const at = `${date}T08:00:00.000Z`;
  return addReminders(world.db, { actorId: null, at, systemAt: at }, settings);
};

const kindsOf = async (world: World) =>
  (await world.db.selectFrom("outbox").select(["kind", "person_id"]).orderBy("id").execute()).map(
    ({ kind, person_id }) => `${kind} ${person_id}`,
  );

describeDatabases("Reminders", (makeDb) => {
  it("of an open audit go before, on and after its date, each once", async () => {
    const world = await makeWorld(await makeDb());
    const { auditor } = world.people;
    await world.addAudit({ due_on: "2024-04-19" });
    await world.addAudit({ due_on: "2024-04-19", state: "submitted" });
    await world.addAudit({ due_on: "2024-04-19", state: "withdrawn" });
    await world.addAudit({ due_on: "2024-04-19", auditor_id: null });
    const planned = await world.addExercise({ state: "drawn", released_at: null });
    await world.addAudit({ due_on: "2024-04-19", exercise_id: planned.id });
    for (const day of ["15", "17", "17", "18", "19", "20", "22", "22", "23", "25"]) {
      await remindOn(world, `2024-04-${day}`);
    }
    expect(await kindsOf(world)).toEqual(
      ["audit-due-soon", "audit-due-today", "audit-overdue", "audit-overdue"].map(
        (kind) => `${kind} ${auditor.id}`,
      ),
    );
  });

  it("follow the new date after an extension", async () => {
    const world = await makeWorld(await makeDb());
    const audit = await world.addAudit({ due_on: "2024-04-15" });
    await remindOn(world, "2024-04-15");
    await transact(world.db, (tx) =>
      saveDueDate(tx, world.stampOf(world.people.qaLead), {
        auditId: audit.id,
        version: 1,
        from: "2024-04-15",
        dueOn: "2024-04-23",
        reason: "The worker is away",
      }),
    );
    for (const day of ["16", "18", "19", "22", "23"]) await remindOn(world, `2024-04-${day}`);
    const rows = await world.db
      .selectFrom("outbox")
      .select(["kind", "due_on"])
      .orderBy("id")
      .execute();
    expect(rows).toEqual([
      { kind: "audit-due-today", due_on: "2024-04-15" },
      { kind: "audit-extended", due_on: "2024-04-23" },
      { kind: "audit-due-soon", due_on: "2024-04-23" },
      { kind: "audit-due-today", due_on: "2024-04-23" },
    ]);
  });

  it("of a dip sample go to its reviewers and its lead, each once, until it is reviewed", async () => {
    const world = await makeWorld(await makeDb());
    const { moderator, teamManager, serviceManager } = world.people;
    await world.db
      .updateTable("exercise")
      .set({ kind: "dip-sample", graded: 0, state: "auditing", audits_due_on: "2024-04-19" })
      .set({ lead_id: serviceManager.id })
      .execute();
    await world.db.deleteFrom("exercise_member").execute();
    await world.db
      .insertInto("exercise_member")
      .values(
        [moderator, teamManager, serviceManager].map(({ id }) => ({
          exercise_id: world.exercise.id,
          person_id: id,
          part: "reviewer" as const,
          role_text: "",
          expected: 0,
          maximum: 0,
        })),
      )
      .execute();
    await remindOn(world, "2024-04-17");
    await remindOn(world, "2024-04-17");
    expect((await kindsOf(world)).toSorted()).toEqual(
      [moderator, teamManager, serviceManager].map(({ id }) => `review-due-soon ${id}`).toSorted(),
    );
    await world.db.updateTable("exercise").set({ state: "reporting" }).execute();
    await remindOn(world, "2024-04-22");
    expect(await kindsOf(world)).toHaveLength(3);
  });

  it("of moderations, answers and actions go to those who have them to do", async () => {
    const world = await makeWorld(await makeDb());
    const { moderator, teamManager, worker } = world.people;
    const audit = await world.addAudit({
      state: "selected",
      submitted_at: "2024-04-12T08:00:00.000Z",
    });
    const moderation = {
      audit_id: audit.id,
      exercise_id: world.exercise.id,
      reason: "random",
      reason_note: "",
      probability: 1,
      selected_at: "2024-04-12T08:00:00.000Z",
      quality: "",
      feedback: "",
      decision_reason: "",
    };
    await world.db
      .insertInto("moderation")
      .values([
        { ...moderation, id: newId(), round: 1, moderator_id: moderator.id, state: "selected" },
        { ...moderation, id: newId(), round: 2, moderator_id: moderator.id, state: "committed" },
      ])
      .execute();
    const response = {
      exercise_id: world.exercise.id,
      asked_at: "2024-04-12T08:00:00.000Z",
      due_on: "2024-05-03",
      comment: "",
      none_needed_reason: "",
    };
    await world.db
      .insertInto("response")
      .values([
        { ...response, id: newId(), team_id: world.teams.willow.id },
        {
          ...response,
          id: newId(),
          team_id: world.teams.rowan.id,
          answered_at: "2024-04-12T09:00:00.000Z",
        },
      ])
      .execute();
    const draft = await world.addAudit();
    const action = (reference: number, more: object) => ({
      id: newId(),
      reference,
      what: "Visit",
      why: "",
      level: "child" as const,
      success_measure: "",
      owner_id: worker.id,
      owner_role: "",
      due_on: "2024-05-07",
      due_precision: "day" as const,
      status: "open",
      source: "audit",
      raised_at: "2024-04-12T08:00:00.000Z",
      evidence: "",
      impact: "",
      closing_reason: "",
      audit_id: audit.id,
      ...more,
    });
    await world.db
      .insertInto("action")
      .values([
        action(1, {}),
        action(2, { audit_id: draft.id }),
        action(3, { status: "completed" }),
        action(4, { owner_id: null }),
      ])
      .execute();
    await world.db.deleteFrom("answer").execute();
    await world.db.updateTable("audit").set({ due_on: null }).execute();
    await remindOn(world, "2024-05-03");
    expect((await kindsOf(world)).toSorted()).toEqual(
      [
        `action-due-soon ${worker.id}`,
        `moderation-due-today ${moderator.id}`,
        `response-due-today ${teamManager.id}`,
      ].toSorted(),
    );
  });

  it("reach every page of what is due", async () => {
    const world = await makeWorld(await makeDb());
    const record = await world.addCase();
    const audit = await world.addAudit({ case_id: record.id });
    const rows = Array.from({ length: 1100 }, () => ({ ...audit, id: newId() }));
    for (let from = 0; from < rows.length; from += 500) {
      await world.db
        .insertInto("audit")
        .values(rows.slice(from, from + 500))
        .execute();
    }
    await remindOn(world, "2024-04-19");
    await remindOn(world, "2024-04-19");
    expect(await kindsOf(world)).toHaveLength(1101);
  });
});
