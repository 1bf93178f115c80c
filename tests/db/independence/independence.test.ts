import { expect, it } from "vitest";
import { findAudit, openAudit } from "~db/audits/audits.server";
import { listEvents } from "~db/core/events.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { findExercise } from "~db/exercises/exercises.server";
import { noticeConflicts } from "~db/independence/independence.server";
import { findInterests } from "~db/independence/interests.server";
import { submitAudit } from "~db/operations/audits/submission.server";
import { closeModeration } from "~db/operations/exercises/closing.server";
import { moderateAgain, takeBack } from "~db/operations/independence/anew.server";
import { letStand, listOpenConflicts } from "~db/operations/independence/settling.server";
import { saveCommitment } from "~db/operations/moderation/grading.server";
import { addGrant, removeGrant } from "~db/operations/people/people-admin.server";
import { saveRetired } from "~db/operations/people/team-changes.server";
import { findTeam, saveTeam } from "~db/operations/people/teams.server";
import { releaseExercise } from "~db/operations/sampling/allocation.server";
import { describeDatabases } from "../../support/databases";
import { confirm, stage, undo } from "../../support/imports";
import { conflictsOf, messagesTo, movePerson } from "../../support/independence";
import { addSelected, addSubmitted } from "../../support/moderated";
import { goodAreas, moderatedAudit } from "../../support/panel";
import { completeAnswers } from "../../support/small-tool";
import { makeWorld, type World } from "../../support/world";

const lead = (world: World) => world.stampOf(world.people.qaLead);

const lineOf = async (world: World, caseId: string, teamId: string | null, serviceId?: string) => {
  const { line } = await findInterests(world.db, { caseId, teamId, serviceId });
  const rows = await world.db.selectFrom("person").select(["id", "name"]).execute();
  return line.map((id) => rows.find((row) => row.id === id)?.name).sort();
};

async function commitGrades(world: World, auditId: string) {
  await world.db
    .updateTable("audit")
    .set({ state: "committed" })
    .where("id", "=", auditId)
    .execute();
  await world.db
    .updateTable("moderation")
    .set({ state: "committed", committed_at: "2024-04-14T09:00:00.000Z" })
    .where("audit_id", "=", auditId)
    .execute();
  await world.db
    .insertInto("judgement")
    .values({
      audit_id: auditId,
      area: "overall",
      source: "moderator",
      round: 1,
      judgement: "good",
      reason: "As I read it",
      team_id: world.teams.willow.id,
      service_id: world.serviceId,
      made_by: world.people.moderator.id,
      made_at: "2024-04-14T09:00:00.000Z",
    })
    .execute();
}

async function openOf(world: World, auditId: string) {
  const [open] = await listOpenConflicts(world.db, { auditIds: [auditId] });
  if (!open) throw new Error("Nothing is open");
  return open;
}

const auditorOf = async (world: World, auditId: string) =>
  world.db
    .selectFrom("audit")
    .select(["auditor_id", "state"])
    .where("id", "=", auditId)
    .executeTakeFirstOrThrow();

async function close(world: World) {
  await world.db
    .updateTable("exercise")
    .set({ state: "moderating" })
    .where("id", "=", world.exercise.id)
    .where("state", "=", "auditing")
    .execute();
  const exercise = await findExercise(world.db, world.exercise.id);
  if (!exercise) throw new Error("There is no exercise");
  return transact(world.db, (tx) => closeModeration(tx, lead(world), exercise, "2024-06-01"));
}

describeDatabases("independence", (makeDb) => {
  it("bars the line of management of the case's team, of today and as recorded", async () => {
    const world = await makeWorld(await makeDb());
    const { people, teams } = world;
    const between = await world.addPerson("Gil Moss", "auditor", { worksIn: teams.care.id });
    await movePerson(world, people.teamManager, { managerId: between.id });
    await movePerson(world, between, { managerId: people.serviceManager.id });
    await movePerson(world, people.serviceManager, { managerId: people.leader.id });
    const one = await world.addCase();
    const ofWillow = ["Gil Moss", "Sol Hart", "Toni Vale"];
    expect(await lineOf(world, one.id, teams.willow.id)).toEqual(ofWillow);
    // The case has moved to another team and service; its audit recorded the first.
    await world.db
      .updateTable("case_record")
      .set({ team_id: teams.care.id, supervisor_id: null })
      .where("id", "=", one.id)
      .execute();
    const una = await world.addPerson("Una Bray", "service-manager", {
      serviceId: world.otherServiceId,
    });
    expect(await lineOf(world, one.id, teams.willow.id, world.serviceId)).toEqual(
      [...ofWillow, una.name].sort(),
    );
    expect(await lineOf(world, one.id, null)).toEqual(["Una Bray"]);
  });

  it("sends unbegun work back to the lead when people move, and tells both", async () => {
    const world = await makeWorld(await makeDb());
    const { people, teams } = world;
    const audit = await world.addAudit();
    const other = await world.addAudit({ auditor_id: people.otherAuditor.id });
    const selected = await addSelected(world, people.moderator, { auditor: people.otherAuditor });
    await movePerson(world, people.auditor, { teamId: teams.willow.id });
    expect((await auditorOf(world, audit.id)).auditor_id).toBeNull();
    expect((await auditorOf(world, other.id)).auditor_id).toBe(people.otherAuditor.id);
    expect(await conflictsOf(world, audit.id)).toEqual([
      "Alex Morley, auditor: own-team, people-changed, sent-back",
    ]);
    expect(await messagesTo(world, people.auditor.id)).toEqual(["conflict-audit-back"]);
    expect(await messagesTo(world, people.qaLead.id)).toEqual(["conflict-sent-back"]);

    await transact(world.db, (tx) =>
      addGrant(tx, lead(world), people.moderator.id, {
        role: "service-manager",
        reach: "service",
        serviceId: world.serviceId,
      }),
    );
    expect(await conflictsOf(world, selected.id)).toEqual([
      "Mo Lindqvist, moderator: line, people-changed, sent-back",
    ]);
    const { moderator_id } = await world.db
      .selectFrom("moderation")
      .select("moderator_id")
      .where("audit_id", "=", selected.id)
      .executeTakeFirstOrThrow();
    expect(moderator_id).toBeNull();
    expect(await messagesTo(world, people.moderator.id)).toContain("conflict-moderation-back");
    expect((await listEvents(world.db, `audit:${audit.id}`)).map(({ kind }) => kind)).toContain(
      "audit.conflict-sent-back",
    );
  });

  it("keeps work under way, lets nothing become final over it, and clears what is put right", async () => {
    const world = await makeWorld(await makeDb());
    const { people, teams } = world;
    const audit = await addSubmitted(world);
    await movePerson(world, people.auditor, { teamId: teams.willow.id });
    await movePerson(world, people.auditor, { teamId: teams.willow.id, managerId: null });
    expect(await conflictsOf(world, audit.id)).toEqual([
      "Alex Morley, auditor: own-team, people-changed, open",
    ]);
    expect(await auditorOf(world, audit.id)).toEqual({
      auditor_id: people.auditor.id,
      state: "submitted",
    });
    expect(await messagesTo(world, people.qaLead.id)).toEqual(["conflict-noticed"]);
    await expect(close(world)).rejects.toBeInstanceOf(Conflict);
    expect((await auditorOf(world, audit.id)).state).toBe("submitted");

    // A typo, put right: it clears itself, and the history tells both.
    await movePerson(world, people.auditor, { teamId: teams.rowan.id });
    expect(await conflictsOf(world, audit.id)).toEqual([
      "Alex Morley, auditor: own-team, people-changed, gone",
    ]);
    const kinds = (await listEvents(world.db, `audit:${audit.id}`)).map(({ kind }) => kind);
    expect(kinds).toEqual(["audit.conflict-gone", "audit.conflict-noticed"]);

    await movePerson(world, people.auditor, { teamId: teams.willow.id });
    const open = await openOf(world, audit.id);
    await transact(world.db, (tx) => letStand(tx, lead(world), open, "Nobody else is left"));
    await expect(
      transact(world.db, (tx) => letStand(tx, lead(world), open, "Twice")),
    ).rejects.toBeInstanceOf(Conflict);
    await close(world);
    expect((await auditorOf(world, audit.id)).state).toBe("final");
  });

  it("looks again when an audit is submitted, and when a moderation is committed", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, tool } = world;
    const tie = (caseId: string, officer: { id: string }) =>
      db
        .updateTable("case_record")
        .set({ reviewing_officer_id: officer.id })
        .where("id", "=", caseId)
        .execute();
    const audit = await world.addAudit({ state: "started" });
    await world.addAnswers(audit.id, completeAnswers);
    await tie(audit.case_id, people.auditor);
    const stamp = world.stampOf(people.auditor);
    await transact(db, async (tx) => {
      const locked = await openAudit(tx, stamp, audit.id);
      const found = await findAudit(tx, audit.id);
      if (!found || !locked) throw new Error("The audit is closed");
      expect(await submitAudit(tx, stamp, found, locked, tool)).toEqual({ ok: true });
    });
    expect(await conflictsOf(world, audit.id)).toEqual([
      "Alex Morley, auditor: reviewing-officer, submitted, open",
    ]);

    const selected = await addSelected(world, people.moderator);
    const subject = await moderatedAudit(db, selected.id);
    await tie(selected.case_id, people.moderator);
    await transact(db, (tx) =>
      saveCommitment(tx, world.stampOf(people.moderator), subject, {
        version: subject.moderation.version,
        changes: 0,
        grading: { areas: goodAreas, overall: { grade: "good", reason: "D" } },
        quality: {},
      }),
    );
    expect(await conflictsOf(world, selected.id)).toEqual([
      "Mo Lindqvist, moderator: reviewing-officer, committed, open",
    ]);
  });

  it("looks again in the moment of the release: a plan with a conflict in it is not given out", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, exercise } = world;
    await db.updateTable("exercise").set({ state: "drawn" }).execute();
    const audit = await world.addAudit();
    const release = async () => {
      const planned = await findExercise(db, exercise.id);
      if (!planned) throw new Error("There is no exercise");
      await transact(db, (tx) => releaseExercise(tx, lead(world), planned));
    };
    const officer = (id: string | null) =>
      db
        .updateTable("case_record")
        .set({ reviewing_officer_id: id })
        .where("id", "=", audit.case_id)
        .execute();
    await officer(people.auditor.id);
    await expect(release()).rejects.toBeInstanceOf(Conflict);
    expect((await findExercise(db, exercise.id))?.state).toBe("drawn");
    await officer(null);
    await release();
    expect((await findExercise(db, exercise.id))?.state).toBe("auditing");
  });

  it("notices at the last moment what came about past every form", async () => {
    const world = await makeWorld(await makeDb());
    const audit = await addSubmitted(world);
    await world.db
      .updateTable("case_record")
      .set({ reviewing_officer_id: world.people.auditor.id })
      .where("id", "=", audit.case_id)
      .execute();
    await expect(close(world)).rejects.toBeInstanceOf(Conflict);
  });

  it("takes a submitted audit back for someone else, with all that was written", async () => {
    const world = await makeWorld(await makeDb());
    const { people, teams } = world;
    const audit = await addSelected(world, people.moderator);
    await movePerson(world, people.auditor, { teamId: teams.willow.id });
    const open = await openOf(world, audit.id);
    await transact(world.db, (tx) => takeBack(tx, lead(world), open, "Sam goes on with it"));
    expect(await auditorOf(world, audit.id)).toEqual({ auditor_id: null, state: "started" });
    const answers = await world.db.selectFrom("answer").selectAll().execute();
    expect(answers.length).toBeGreaterThan(0);
    expect(await world.db.selectFrom("moderation").selectAll().execute()).toEqual([]);
    expect(await listOpenConflicts(world.db, { auditIds: [audit.id] })).toEqual([]);
    await expect(
      transact(world.db, (tx) => takeBack(tx, lead(world), open, "Twice")),
    ).rejects.toThrow();
  });

  it("sets committed grades aside for another moderator, and keeps them in the history", async () => {
    const world = await makeWorld(await makeDb());
    const { people } = world;
    const audit = await addSelected(world, people.moderator);
    await commitGrades(world, audit.id);
    await transact(world.db, (tx) =>
      addGrant(tx, lead(world), people.moderator.id, {
        role: "team-manager",
        reach: "team",
        teamId: world.teams.willow.id,
      }),
    );
    const open = await openOf(world, audit.id);
    expect([open.part, open.rules]).toEqual(["moderator", ["line"]]);
    await transact(world.db, (tx) => moderateAgain(tx, lead(world), open, "Nia grades it anew"));
    expect((await auditorOf(world, audit.id)).state).toBe("selected");
    const grades = await world.db
      .selectFrom("judgement")
      .select("source")
      .where("source", "=", "moderator")
      .execute();
    expect(grades).toEqual([]);
    const moderation = await world.db
      .selectFrom("moderation")
      .selectAll()
      .executeTakeFirstOrThrow();
    expect([moderation.state, moderation.moderator_id]).toEqual(["selected", null]);
    const events = await listEvents(world.db, `moderation:${moderation.id}`);
    expect(JSON.stringify(events)).toContain("As I read it");
  });

  it("keeps whom a setting of the exercise lets in, once, and bars again when it is taken back", async () => {
    const world = await makeWorld(await makeDb());
    const { people, teams } = world;
    const setRules = async (rules: string[]) => {
      await world.db
        .updateTable("exercise")
        .set({ rules_off: JSON.stringify(rules) })
        .execute();
      await transact(world.db, (tx) => noticeConflicts(tx, lead(world), "plan-changed"));
    };
    await setRules(["own-team"]);
    const audit = await addSubmitted(world);
    await movePerson(world, people.auditor, { teamId: teams.willow.id });
    await transact(world.db, (tx) => noticeConflicts(tx, lead(world), "opened"));
    expect(await conflictsOf(world, audit.id)).toEqual([
      "Alex Morley, auditor: own-team, people-changed, setting",
    ]);
    await setRules([]);
    expect((await conflictsOf(world, audit.id))[1]).toBe(
      "Alex Morley, auditor: own-team, plan-changed, open",
    );
    await setRules(["own-team"]);
    expect((await conflictsOf(world, audit.id))[1]).toBe(
      "Alex Morley, auditor: own-team, plan-changed, setting",
    );
  });

  it("looks again when a team ends and its people and cases go to another", async () => {
    const world = await makeWorld(await makeDb());
    const audit = await addSubmitted(world);
    const team = await findTeam(world.db, world.teams.willow.id);
    if (!team) throw new Error("There is no team");
    const into = { successorId: world.teams.rowan.id, on: "2024-04-15" };
    await transact(world.db, (tx) => saveRetired(tx, lead(world), team, team.version, into));
    expect(await conflictsOf(world, audit.id)).toEqual([
      "Alex Morley, auditor: own-team, people-changed, open",
    ]);
  });

  it("looks again when a team changes service, and when a role is taken", async () => {
    const world = await makeWorld(await makeDb());
    const { teams, db } = world;
    const una = await world.addPerson("Una Bray", "service-manager", {
      serviceId: world.otherServiceId,
    });
    const audit = await addSubmitted(world, { auditor: una });
    const team = await findTeam(db, teams.willow.id);
    if (!team) throw new Error("There is no team");
    const facts = { name: team.name, serviceId: world.otherServiceId, holdsCases: true };
    await transact(db, (tx) => saveTeam(tx, lead(world), team, team.version, facts));
    expect(await conflictsOf(world, audit.id)).toEqual([
      "Una Bray, auditor: line, people-changed, open",
    ]);
    const grant = await db
      .selectFrom("role_grant")
      .select("id")
      .where("person_id", "=", una.id)
      .executeTakeFirstOrThrow();
    await transact(db, (tx) => removeGrant(tx, lead(world), una.id, grant.id));
    expect((await conflictsOf(world, audit.id))[0]).toContain("gone");
  });

  it("looks again after an import, and after it was undone", async () => {
    const world = await makeWorld(await makeDb());
    await confirm(
      world,
      await stage(world, "DB-1,CIN,Willow,Wren Castle,,Toni Vale,7,2024-01-02,"),
    );
    const { id } = await world.db
      .selectFrom("case_record")
      .select("id")
      .where("reference", "=", "DB-1")
      .executeTakeFirstOrThrow();
    const audit = await world.addAudit({ case_id: id, state: "started" });
    const second = await confirm(
      world,
      await stage(world, "DB-1,CIN,Rowan,Ivo Marsh,,Rae Holt,7,2024-01-02,"),
    );
    expect(await conflictsOf(world, audit.id)).toEqual([
      "Alex Morley, auditor: own-team, imported, open",
    ]);
    await undo(world, second);
    expect(await conflictsOf(world, audit.id)).toEqual([
      "Alex Morley, auditor: own-team, imported, gone",
    ]);
  });

  it("keeps one conflict however many notice it at once", async () => {
    const world = await makeWorld(await makeDb());
    const audit = await addSubmitted(world);
    await world.db
      .updateTable("person")
      .set({ team_id: world.teams.willow.id })
      .where("id", "=", world.people.auditor.id)
      .execute();
    await Promise.all(
      ["opened", "imported", "final"].map((because) =>
        transact(world.db, (tx) => noticeConflicts(tx, lead(world), because as "opened")),
      ),
    );
    expect(await conflictsOf(world, audit.id)).toHaveLength(1);
  });
});
