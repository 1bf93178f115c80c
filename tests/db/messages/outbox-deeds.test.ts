import { expect, it } from "vitest";
import { paths } from "~/paths";
import type { UpdateKind } from "~/rules/learning-log/learning-log";
import { saveWithdrawal } from "~db/audits/audits.server";
import { remindAuditors } from "~db/audits/messages.server";
import { newId } from "~db/core/ids.server";
import { type Tx, transact } from "~db/core/open.server";
import { findExercise } from "~db/exercises/exercises.server";
import { addAction, saveMove } from "~db/learning-log/actions.server";
import { extendAudits } from "~db/operations/exercises/audit-window.server";
import { saveModerator } from "~db/operations/moderation/moderator-change.server";
import { releaseExercise, saveAuditors } from "~db/operations/sampling/allocation.server";
import { listMessages } from "~db/overviews/outbox-list.server";
import { addResponses } from "~db/reports/asking.server";
import { describeDatabases } from "../../support/databases";
import { makeWorld, type World, worldMorning } from "../../support/world";

const toldOf = async (world: World) => {
  const rows = await world.db
    .selectFrom("outbox")
    .innerJoin("person", "person.id", "outbox.person_id")
    .select(["outbox.kind", "person.name", "outbox.link", "outbox.due_on as due"])
    .orderBy("outbox.kind")
    .orderBy("person.name")
    .execute();
  await world.db.deleteFrom("outbox").execute();
  return rows;
};

describeDatabases("Deeds put messages in the outbox", (makeDb) => {
  async function makeStage() {
    const world = await makeWorld(await makeDb());
    const stamp = world.stampOf(world.people.qaLead);
    const doing = (work: (tx: Tx) => Promise<unknown>) => transact(world.db, work);
    return { world, stamp, doing, ...world.people };
  }

  it("a release to auditors and reviewers, with the date", async () => {
    const { world, stamp, doing, auditor, serviceManager } = await makeStage();
    const planned = await world.addExercise({ state: "drawn", released_at: null });
    const audit = await world.addAudit({ exercise_id: planned.id });
    await world.addAudit({ exercise_id: planned.id, state: "withdrawn" });
    await world.db
      .insertInto("exercise_member")
      .values({
        exercise_id: planned.id,
        person_id: serviceManager.id,
        part: "reviewer",
        role_text: "",
        expected: 0,
        maximum: 0,
      })
      .execute();
    const exercise = await findExercise(world.db, planned.id);
    if (!exercise) throw new Error("The exercise is gone");
    await doing((tx) => releaseExercise(tx, stamp, exercise));
    const due = "2024-04-19";
    expect(await toldOf(world)).toEqual([
      { kind: "audit-allocated", name: auditor.name, link: paths.audits.one(audit.id), due },
      {
        kind: "review-asked",
        name: serviceManager.name,
        link: paths.exercises.grid(planned.id),
        due,
      },
    ]);
  });

  it("a change of auditor to both; before release to nobody", async () => {
    const { world, stamp, doing, auditor, otherAuditor } = await makeStage();
    const audit = await world.addAudit();
    const change = (auditorId: string, from: string, version: number) => [
      {
        audit: { id: audit.id, auditorId: from, overrideReason: null, version },
        auditorId,
        overrideReason: null,
      },
    ];
    await doing((tx) =>
      saveAuditors(tx, stamp, world.exercise.id, change(otherAuditor.id, auditor.id, 1), "Away"),
    );
    expect((await toldOf(world)).map(({ kind, name, link }) => [kind, name, link])).toEqual([
      ["audit-allocated", otherAuditor.name, paths.audits.one(audit.id)],
      ["audit-moved-away", auditor.name, paths.home()],
    ]);
    await doing((tx) =>
      saveAuditors(tx, stamp, world.exercise.id, change(auditor.id, otherAuditor.id, 2), null),
    );
    expect(await toldOf(world)).toEqual([]);
  });

  it("a later date, a withdrawal and a reminder to the auditor who has it", async () => {
    const { world, stamp, doing, auditor } = await makeStage();
    const audit = await world.addAudit();
    const open = { id: audit.id, state: "allocated" as const, dueOn: "2024-04-19", version: 1 };
    await doing((tx) =>
      extendAudits(tx, stamp, world.exercise.id, [open], { dueOn: "2024-04-26", reason: "Leave" }),
    );
    expect(await toldOf(world)).toMatchObject([{ kind: "audit-extended", due: "2024-04-26" }]);
    await doing((tx) =>
      remindAuditors(tx, stamp, [{ id: audit.id, auditorId: auditor.id, dueOn: "2024-04-26" }]),
    );
    expect(await toldOf(world)).toMatchObject([{ kind: "audit-reminder", due: "2024-04-26" }]);
    await doing((tx) =>
      saveWithdrawal(tx, stamp, { auditId: audit.id, version: 2, reason: "Record restricted" }),
    );
    expect(await toldOf(world)).toMatchObject([{ kind: "audit-withdrawn", name: auditor.name }]);
  });

  it("another moderator to that moderator", async () => {
    const { world, stamp, doing, moderator } = await makeStage();
    const audit = await world.addAudit({ state: "selected", submitted_at: worldMorning });
    const id = newId();
    await world.db
      .insertInto("moderation")
      .values({
        id,
        audit_id: audit.id,
        exercise_id: world.exercise.id,
        round: 1,
        reason: "random",
        reason_note: "",
        probability: 1,
        selected_at: worldMorning,
        moderator_id: null,
        state: "selected",
        quality: "",
        feedback: "",
        decision_reason: "",
      })
      .execute();
    await doing((tx) =>
      saveModerator(tx, stamp, {
        moderationId: id,
        auditId: audit.id,
        notBlind: false,
        version: 1,
        fromId: null,
        toId: moderator.id,
        reason: "Free",
      }),
    );
    expect(await toldOf(world)).toEqual([
      {
        kind: "moderation-allocated",
        name: moderator.name,
        link: paths.moderation.grade(audit.id),
        due: "2024-05-03",
      },
    ]);
  });

  it("a report to the team's manager, and where a team has none to the service's", async () => {
    const { world, stamp, doing, teamManager, serviceManager } = await makeStage();
    const elm = await world.addTeam("Elm");
    const tally = { exercise_id: world.exercise.id, service_id: world.serviceId, count: 1 };
    await world.db
      .insertInto("tally")
      .values(
        [world.teams.willow, elm].map((team) => ({
          ...tally,
          basis: "final" as const,
          team_id: team.id,
          cohort: "child-in-need",
          area: "overall",
          judgement: "good",
        })),
      )
      .execute();
    const ask = { exerciseId: world.exercise.id, dueOn: "2024-05-17" };
    await doing((tx) => addResponses(tx, stamp, ask));
    expect((await toldOf(world)).map(({ kind, name, due }) => [kind, name, due])).toEqual([
      ["response-asked", serviceManager.name, "2024-05-17"],
      ["response-asked", teamManager.name, "2024-05-17"],
    ]);
    await doing((tx) => addResponses(tx, stamp, ask));
    expect(await toldOf(world)).toEqual([]);
  });

  it("an action to its owner, once completed to who verifies, once verified to who raised it", async () => {
    const { world, stamp, doing, worker, teamManager, auditor, qaLead } = await makeStage();
    const audit = await world.addAudit({ state: "submitted", submitted_at: worldMorning });
    const draft = await world.addAudit();
    const facts = {
      what: "See the child alone",
      why: "",
      area: null,
      theme: null,
      level: "child" as const,
      successMeasure: "",
      ownerId: worker.id,
      ownerRole: "",
      teamId: world.teams.willow.id,
      serviceId: null,
      dueOn: "2024-05-10",
      duePrecision: "day" as const,
      source: "audit" as const,
      exerciseId: world.exercise.id,
      auditId: audit.id,
      responseId: null,
      findingId: null,
    };
    const raising = world.stampOf(auditor);
    await doing((tx) => addAction(tx, raising, { ...facts, auditId: draft.id }));
    expect(await toldOf(world)).toEqual([]);
    let id = "";
    await doing(async (tx) => {
      id = await addAction(tx, raising, facts);
    });
    const link = paths.log.one(id);
    expect(await toldOf(world)).toEqual([
      { kind: "action-assigned", name: worker.name, link, due: "2024-05-10" },
    ]);
    const byMonth = { ...facts, dueOn: "2024-05-31", duePrecision: "month" as const };
    await doing(async (tx) => {
      await addAction(tx, raising, byMonth);
    });
    const all = { state: "", search: "" } as const;
    const { messages } = await listMessages(world.db, qaLead.id, all, 1, 2);
    expect(messages).toMatchObject([{ dueOn: "2024-05-31", duePrecision: "month" }]);
    await toldOf(world);
    const action = {
      id,
      status: "open" as const,
      level: "child" as const,
      ownerId: worker.id,
      dueOn: "2024-05-10",
      duePrecision: "day" as const,
      completedOn: null,
      completedBy: null,
      evidence: "",
      files: 0,
      verifiedBy: null,
      verifiedOn: null,
      impact: "",
      howKnown: "",
      supervisionOn: null,
      supersededById: null,
      closingReason: "",
    };
    const completed = {
      ...{ ...action, status: "completed" as const, completedBy: worker.id },
      evidence: "It is on file",
    };
    const update = (kind: UpdateKind) => ({ kind, text: "Done" });
    await doing((tx) =>
      saveMove(
        tx,
        world.stampOf(worker),
        action,
        { ok: true, action: { ...action, status: "in-progress" }, update: update("progress") },
        1,
      ),
    );
    expect(await toldOf(world)).toEqual([]);
    await doing((tx) =>
      saveMove(
        tx,
        world.stampOf(worker),
        action,
        { ok: true, action: completed, update: update("completed") },
        2,
      ),
    );
    expect((await toldOf(world)).map(({ kind, name }) => [kind, name])).toEqual([
      ["action-to-verify", teamManager.name],
    ]);
    const verified = { ...completed, status: "verified" as const, verifiedBy: teamManager.id };
    await doing((tx) =>
      saveMove(
        tx,
        world.stampOf(teamManager),
        completed,
        { ok: true, action: verified, update: update("verified") },
        3,
      ),
    );
    expect((await toldOf(world)).map(({ kind, name }) => [kind, name])).toEqual([
      ["action-verified", auditor.name],
    ]);
    // What is for the whole council, the QA lead verifies.
    await doing(async (tx) => {
      id = await addAction(tx, stamp, {
        ...facts,
        level: "strategic",
        ownerId: null,
        teamId: null,
      });
      const own = { ...completed, id, level: "strategic" as const, completedBy: null };
      await saveMove(
        tx,
        world.stampOf(worker),
        { ...action, id },
        { ok: true, action: own, update: update("completed") },
        1,
      );
    });
    expect((await toldOf(world)).map(({ kind, name }) => [kind, name])).toEqual([
      ["action-to-verify", qaLead.name],
    ]);
  });
});
