import { expect, it } from "vitest";
import type { Actor, Role } from "~/rules/access/people";
import { scopeOf } from "~/rules/access/permission";
import { findActor } from "~db/access/people.server";
import { findAudit, openAudit } from "~db/audits/audits.server";
import { transact } from "~db/core/open.server";
import { listProgramme } from "~db/exercises/programme.server";
import { countArrived, countExpected } from "~db/moderation/lists.server";
import { findModeratedAudit } from "~db/moderation/moderations.server";
import { listUnreadEscalations, saveEscalationRead } from "~db/operations/audits/escalation.server";
import { submitAudit } from "~db/operations/audits/submission.server";
import { closeModeration } from "~db/operations/exercises/closing.server";
import { saveCommitment } from "~db/operations/moderation/grading.server";
import { findSelection } from "~db/operations/moderation/moderation.server";
import {
  cancelReAudit,
  placeReAudit,
  tellOfClosedCases,
} from "~db/operations/re-audits/deeds.server";
import { listRoom } from "~db/overviews/control-room.server";
import {
  countReAuditsToAllocate,
  findReAudit,
  findReAuditLinks,
  listPlacesFor,
  unscopedReAuditsSettled,
  unscopedReAuditsToAllocate,
  unscopedReAuditsUnderWay,
} from "~db/re-audits/re-audits.server";
import { listReportFindings, listVoiceCounts } from "~db/reports/contents.server";
import { listClosedCycles } from "~db/reports/reports.server";
import { describeDatabases } from "../../support/databases";
import { addSelected, addSubmitted } from "../../support/moderated";
import { decideByTwo, finalWith } from "../../support/panel";
import { completeAnswers } from "../../support/small-tool";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

const inadequate = {
  contact: "good",
  assessment: "inadequate",
  plo: "good",
  overall: "inadequate",
};

const by = (world: World, person: WorldPerson, at?: string) => ({
  ...world.stampOf(person, at),
  actorId: person.id,
});

async function close(world: World) {
  const { db, exercise, people } = world;
  await db
    .updateTable("exercise")
    .set({ state: "moderating" })
    .where("id", "=", exercise.id)
    .execute();
  const held = await db
    .selectFrom("exercise")
    .selectAll()
    .where("id", "=", exercise.id)
    .executeTakeFirstOrThrow();
  return transact(db, (tx) =>
    closeModeration(
      tx,
      world.stampOf(people.qaLead),
      { id: exercise.id, version: held.version, state: "moderating" },
      "2024-05-30",
    ),
  );
}

/** The panel's decision on a selected audit, with this overall grade. */
async function decide(world: World, auditId: string, overall: "inadequate" | "good") {
  const { db, people } = world;
  const subject = async () => {
    const found = await findModeratedAudit(db, auditId);
    if (!found) throw new Error("This audit is not moderated");
    return found;
  };
  const reason = "As seen";
  const areas = {
    contact: { judgement: "good" as const, reason },
    assessment: { judgement: "inadequate" as const, reason },
    plo: { judgement: "good" as const, reason },
  };
  const first = await subject();
  await transact(db, (tx) =>
    saveCommitment(tx, world.stampOf(people.moderator), first, {
      version: first.moderation.version,
      changes: 0,
      grading: { areas, overall: { grade: overall, reason } },
      quality: {},
    }),
  );
  const both = [world.stampOf(people.moderator), world.stampOf(people.qaLead)] as const;
  await decideByTwo(db, both, auditId, finalWith(overall, areas));
}

const messages = async (world: World, kind: string) =>
  (
    await world.db
      .selectFrom("outbox")
      .innerJoin("person", "person.id", "outbox.person_id")
      .select("person.name")
      .where("outbox.kind", "=", kind)
      .orderBy("person.name")
      .execute()
  ).map(({ name }) => name);

async function actorOf(world: World, person: WorldPerson): Promise<Actor> {
  const actor = await findActor(world.db, person.id, "2024-04-15");
  if (!actor) throw new Error("No such person");
  return actor;
}

async function unread(world: World, person: WorldPerson) {
  const scope = scopeOf(await actorOf(world, person), "audits.note-escalation");
  return (await listUnreadEscalations(world.db, scope)).map(({ auditId }) => auditId);
}

async function waiting(world: World) {
  const [one] = await unscopedReAuditsToAllocate(world.db);
  if (!one) throw new Error("No re-audit waits");
  return one;
}

describeDatabases("A re-audit", (makeDb) => {
  it("is made once when the panel makes an audit final and Inadequate, whatever its auditor gave", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const audit = await addSelected(world, people.moderator);
    await decide(world, audit.id, "inadequate");
    const one = await waiting(world);
    expect(one).toMatchObject({
      caseId: audit.case_id,
      previousAuditId: audit.id,
      previousMonth: "2024-03",
      previousAuditorId: people.auditor.id,
      dueOn: "2024-10-15",
      standing: "to-allocate",
    });
    // The QA lead confirmed the decision, and is told nothing that they did themselves.
    expect(await messages(world, "re-audit-planned")).toEqual(["Sol Hart"]);
    // The auditor's grade was better: the service manager hears of it only now.
    expect(await messages(world, "audit-needs-attention")).toEqual(["Sol Hart"]);
    expect(await messages(world, "audit-final-changed")).toEqual(["Wren Castle"]);
    await close(world);
    expect((await countReAuditsToAllocate(db)).count).toBe(1);
    expect(await messages(world, "audit-final-changed")).toEqual(["Wren Castle"]);
    expect(await messages(world, "audit-final")).toEqual([]);
  });

  it("is not made where the panel found better, and the notice goes unless it was read", async () => {
    const world = await makeWorld(await makeDb());
    const { people } = world;
    const audit = await addSelected(world, people.moderator, { grades: inadequate });
    await world.db
      .insertInto("inadequate_notice")
      .values({
        audit_id: audit.id,
        told_at: "2024-04-12T09:00:00.000Z",
        read_by: null,
        read_at: null,
      })
      .execute();
    expect(await unread(world, people.serviceManager)).toEqual([audit.id]);
    await decide(world, audit.id, "good");
    expect(await unread(world, people.serviceManager)).toEqual([]);
    expect((await countReAuditsToAllocate(world.db)).count).toBe(0);
  });

  it("is made by the close of moderation too", async () => {
    const world = await makeWorld(await makeDb());
    const audit = await addSubmitted(world, { grades: inadequate });
    await addSubmitted(world);
    await close(world);
    expect((await unscopedReAuditsToAllocate(world.db)).map((one) => one.previousAuditId)).toEqual([
      audit.id,
    ]);
    expect(await messages(world, "audit-final")).toEqual(["Wren Castle", "Wren Castle"]);
  });

  it("that is Inadequate again is audited again, each linked to the one before", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const first = await addSelected(world, people.moderator);
    await decide(world, first.id, "inadequate");
    const again = await addSelected(world, people.moderator, {
      origin: "re-audit",
      auditor: people.otherAuditor,
    });
    const one = await waiting(world);
    await db
      .updateTable("audit")
      .set({ previous_audit_id: first.id, case_id: first.case_id })
      .where("id", "=", again.id)
      .execute();
    await db.updateTable("re_audit").set({ audit_id: again.id }).where("id", "=", one.id).execute();
    await decide(world, again.id, "inadequate");
    const third = await waiting(world);
    expect(third).toMatchObject({ previousAuditId: again.id, caseId: first.case_id });
    expect(await findReAudit(db, one.id)).toMatchObject({ standing: "done", auditId: again.id });
    const origin = "re-audit";
    const links = await findReAuditLinks(db, { id: again.id, origin, previousAuditId: first.id });
    expect(links.previous?.auditId).toBe(first.id);
    expect(links.next).toMatchObject({ id: third.id, standing: "to-allocate" });
    const begun = await findReAuditLinks(db, {
      id: first.id,
      origin: "drawn",
      previousAuditId: null,
    });
    expect(begun.next).toMatchObject({ id: one.id, auditId: again.id });
    // It is no part of the cycle's figures: the first alone is.
    const tallied = await db
      .selectFrom("tally")
      .select("count")
      .where("area", "=", "overall")
      .where("basis", "=", "final")
      .execute();
    expect(tallied.reduce((sum, { count }) => sum + count, 0)).toBe(1);
    await close(world);
    expect((await unscopedReAuditsToAllocate(db)).map(({ id }) => id)).toEqual([third.id]);
  });

  it("goes into a cycle outside its draw, its range and its figures", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    await addSubmitted(world, { grades: inadequate });
    await close(world);
    const one = await waiting(world);
    const next = await world.addExercise({ title: "May 2024", month: "2024-05" });
    expect((await listPlacesFor(db, one.caseId)).map(({ id }) => id)).toEqual([next.id]);
    const auditId = await transact(db, (tx) =>
      placeReAudit(tx, world.stampOf(people.qaLead), {
        reAudit: one,
        auditorId: people.otherAuditor.id,
        overrideReason: null,
        overridden: [],
        exercise: { id: next.id, state: "auditing" },
        dueOn: "2024-06-03",
      }),
    );
    expect(await messages(world, "audit-allocated")).toEqual(["Sam Okafor"]);
    expect(await listPlacesFor(db, one.caseId)).toEqual([]);
    expect((await countReAuditsToAllocate(db)).count).toBe(0);
    expect(await unscopedReAuditsUnderWay(db)).toMatchObject([
      { id: one.id, auditId, exerciseTitle: "May 2024", auditState: "allocated" },
    ]);
    await expect(
      transact(db, (tx) =>
        placeReAudit(tx, world.stampOf(people.qaLead), {
          reAudit: one,
          auditorId: people.auditor.id,
          overrideReason: null,
          overridden: [],
          exercise: { id: next.id, state: "auditing" },
          dueOn: "2024-06-03",
        }),
      ),
    ).rejects.toThrow();
    const room = await listRoom(db, next.id, people.qaLead.id, {}, { limit: 9, offset: 0 });
    expect(room.map(({ id, reAudit }) => ({ id, reAudit }))).toEqual([
      { id: auditId, reAudit: true },
    ]);

    const links = await findReAuditLinks(db, {
      id: auditId,
      origin: "re-audit",
      previousAuditId: one.previousAuditId,
    });
    expect(links.previous).toEqual({ auditId: one.previousAuditId, month: "2024-03" });
    const back = await findReAuditLinks(db, {
      id: one.previousAuditId,
      origin: "drawn",
      previousAuditId: null,
    });
    expect(back.next).toMatchObject({ id: one.id, auditId, standing: "under-way" });

    // Submitted, it counts nowhere.
    await db
      .updateTable("audit")
      .set({ state: "submitted", submitted_at: "2024-05-20T09:00:00.000Z" })
      .where("id", "=", auditId)
      .execute();
    expect(await countArrived(db, next.id)).toBe(0);
    expect(await countExpected(db, next.id)).toBe(0);
    expect((await findSelection(db, next.id)).select).toEqual([]);
    expect(await listVoiceCounts(db, next.id)).toEqual([]);
    expect(await listReportFindings(db, next.id)).toEqual([]);
  });

  it("is moderated when it is certain to be, though the cycle's range has no place for it", async () => {
    const world = await makeWorld(await makeDb());
    const { db } = world;
    const again = await addSubmitted(world, { grades: inadequate, origin: "re-audit" });
    await addSubmitted(world, {
      origin: "re-audit",
      grades: { ...inadequate, assessment: "good", overall: "good" },
    });
    const change = await findSelection(db, world.exercise.id);
    expect(change.select).toEqual([{ auditId: again.id, reason: "inadequate", probability: 1 }]);
    expect(change.exception).toBeNull();
  });

  it("is done on its own in an exercise that is in no programme, trend or plan", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    await addSubmitted(world, { grades: inadequate });
    await close(world);
    const one = await waiting(world);
    const auditId = await transact(db, (tx) =>
      placeReAudit(tx, world.stampOf(people.qaLead), {
        reAudit: one,
        auditorId: people.auditor.id,
        overrideReason: "Knows the family's history best",
        overridden: ["audited-before"],
        own: {
          toolVersionId: world.toolVersionId,
          leadId: people.qaLead.id,
          month: one.previousMonth,
          today: "2024-04-15",
        },
        dueOn: "2024-06-03",
      }),
    );
    const audit = await findAudit(db, auditId);
    expect(audit).toMatchObject({
      exerciseTitle: "Re-audit of an audit of March 2024",
      origin: "re-audit",
      auditorId: people.auditor.id,
      dueOn: "2024-06-03",
    });
    expect(audit?.access.people.auditor).toEqual([people.auditor.id]);
    const scope = scopeOf(await actorOf(world, people.qaLead), "programme.read");
    expect(
      (await listProgramme(db, scope, { from: "2024-01", to: "2024-12" })).map(
        ({ title }) => title,
      ),
    ).toEqual(["March 2024 core audit cycle"]);
    await db
      .updateTable("exercise")
      .set({ state: "closed", closed_at: "2024-06-10T09:00:00.000Z" })
      .execute();
    expect((await listClosedCycles(db)).map(({ title }) => title)).toEqual([
      "March 2024 core audit cycle",
    ]);
    await db.updateTable("audit").set({ state: "final" }).where("id", "=", auditId).execute();
    expect((await unscopedReAuditsSettled(db, { limit: 9, offset: 0 })).rows).toMatchObject([
      { id: one.id, standing: "done" },
    ]);
  });

  it("waits again when its audit is withdrawn, and is cancelled with a reason, once", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const audit = await addSubmitted(world, { grades: inadequate });
    await close(world);
    const one = await waiting(world);
    const next = await world.addExercise({ title: "May 2024", month: "2024-05" });
    const auditId = await transact(db, (tx) =>
      placeReAudit(tx, world.stampOf(people.qaLead), {
        reAudit: one,
        auditorId: people.otherAuditor.id,
        overrideReason: null,
        overridden: [],
        exercise: { id: next.id, state: "auditing" },
        dueOn: "2024-06-03",
      }),
    );
    await db.updateTable("audit").set({ state: "withdrawn" }).where("id", "=", auditId).execute();
    const again = await waiting(world);
    expect(again).toMatchObject({ id: one.id, auditId: null, exerciseTitle: null });

    // The case closes: the QA lead is told, once.
    const job = (at: string) => ({ actorId: null, at, systemAt: at });
    expect(await tellOfClosedCases(db, job("2024-05-20T09:00:00.000Z"))).toBe(0);
    await db
      .updateTable("case_record")
      .set({ closed_on: "2024-05-19" })
      .where("id", "=", audit.case_id)
      .execute();
    expect(await tellOfClosedCases(db, job("2024-05-20T09:00:00.000Z"))).toBe(1);
    expect(await tellOfClosedCases(db, job("2024-05-21T09:00:00.000Z"))).toBe(0);
    expect(await messages(world, "re-audit-case-closed")).toEqual(["Quinn Ashby"]);

    const cancelled = {
      id: again.id,
      version: again.version,
      previousAuditId: again.previousAuditId,
      reason: "The family moved away",
    };
    await transact(db, (tx) => cancelReAudit(tx, by(world, people.qaLead), cancelled));
    await expect(
      transact(db, (tx) => cancelReAudit(tx, by(world, people.qaLead), cancelled)),
    ).rejects.toThrow();
    expect(await findReAudit(db, one.id)).toMatchObject({
      standing: "cancelled",
      cancelledReason: "The family moved away",
      cancelledBy: "Quinn Ashby",
    });
    expect((await countReAuditsToAllocate(db)).count).toBe(0);
  });
});

describeDatabases("What people are told of an audit", (makeDb) => {
  async function write(world: World, auditId: string, answers: Record<string, string>) {
    const { db, people } = world;
    const stamp = by(world, people.auditor);
    await transact(db, (tx) => openAudit(tx, stamp, auditId));
    await transact(db, (tx) => openAudit(tx, stamp, auditId));
    await world.addAnswers(auditId, { ...completeAnswers, ...answers });
    return transact(db, async (tx) => {
      const locked = await openAudit(tx, stamp, auditId);
      const audit = await findAudit(tx, auditId);
      if (!audit || !locked) throw new Error("The audit is closed");
      return submitAudit(tx, stamp, audit, locked, world.tool);
    });
  }

  const weak = {
    "area.assessment.grade": "inadequate",
    "overall.grade": "inadequate",
    "prompt.weak-area-no-action": "Agreed in supervision",
  };

  it("invites the practitioner at the start, and tells worker and manager at submission, once", async () => {
    const world = await makeWorld(await makeDb());
    const audit = await world.addAudit();
    expect(await write(world, audit.id, {})).toEqual({ ok: true });
    expect(await messages(world, "practitioner-invited")).toEqual(["Wren Castle"]);
    expect(await messages(world, "audit-submitted")).toEqual(["Wren Castle"]);
    expect(await messages(world, "audit-submitted-team")).toEqual(["Toni Vale"]);
    expect(await messages(world, "audit-needs-attention")).toEqual([]);
    expect(await unread(world, world.people.serviceManager)).toEqual([]);
  });

  it("sends what is Inadequate to the service manager, until one has read it", async () => {
    const world = await makeWorld(await makeDb());
    const { people, db } = world;
    const audit = await world.addAudit();
    expect(await write(world, audit.id, weak)).toEqual({ ok: true });
    expect((await findAudit(db, audit.id))?.state).toBe("selected");
    expect(await messages(world, "audit-needs-attention")).toEqual(["Sol Hart"]);
    expect(await unread(world, people.serviceManager)).toEqual([audit.id]);
    expect(await unread(world, people.teamManager)).toEqual([]);
    await transact(db, (tx) => saveEscalationRead(tx, by(world, people.serviceManager), audit.id));
    expect(await unread(world, people.serviceManager)).toEqual([]);
  });

  it("keeps it from a service manager who has to grade it blind", async () => {
    const world = await makeWorld(await makeDb());
    const { people, db } = world;
    const role: Role = "moderator";
    await db
      .insertInto("role_grant")
      .values({
        id: "moderates too",
        person_id: people.serviceManager.id,
        role,
        reach: "all",
        team_id: null,
        service_id: null,
      })
      .execute();
    await db
      .insertInto("exercise_member")
      .values({
        exercise_id: world.exercise.id,
        person_id: people.serviceManager.id,
        part: "moderator",
        role_text: "",
        expected: 5,
        maximum: 5,
      })
      .execute();
    // A plan that lets the line of management moderate.
    await db.updateTable("exercise").set({ rules_off: '["line"]' }).execute();
    const audit = await world.addAudit();
    expect(await write(world, audit.id, weak)).toEqual({ ok: true });
    const found = await findAudit(db, audit.id);
    expect(found?.access.blind).toEqual([people.serviceManager.id]);
    // Someone reads it all the same: a QA lead who is not of the panel.
    expect(await messages(world, "audit-needs-attention")).toEqual([people.qaLead.name]);
    expect(await unread(world, people.serviceManager)).toEqual([]);
    // Not lost: it is there once they have committed.
    await db.updateTable("moderation").set({ committed_at: "2024-04-16T09:00:00.000Z" }).execute();
    expect(await unread(world, people.serviceManager)).toEqual([audit.id]);
  });
});
