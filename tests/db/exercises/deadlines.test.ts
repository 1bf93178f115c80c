import type { Kysely } from "kysely";
import { expect, it } from "vitest";
import { findAudit, saveDueDate } from "~db/audits/audits.server";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import type { Schema } from "~db/core/schema";
import { findOwnDateOfExercise } from "~db/exercises/deadlines.server";
import { findExercise } from "~db/exercises/exercises.server";
import { up } from "~db/migrations/0024-one-deadline";
import { findModeratedAudit } from "~db/moderation/moderations.server";
import { extendAudits } from "~db/operations/exercises/audit-window.server";
import { saveGraded } from "~db/operations/exercises/planning.server";
import { saveCommitment } from "~db/operations/moderation/grading.server";
import { placeReAudit } from "~db/operations/re-audits/deeds.server";
import { releaseExercise } from "~db/operations/sampling/allocation.server";
import { findReAudit } from "~db/re-audits/re-audits.server";
import { describeDatabases } from "../../support/databases";
import { addSelected } from "../../support/moderated";
import { decideByTwo } from "../../support/panel";
import { makeWorld, type World } from "../../support/world";

const own = "2024-04-22";

async function addReAudit(world: World, auditId: string | null = null) {
  const before = await world.addAudit({ state: "final" });
  const id = newId();
  await world.db
    .insertInto("re_audit")
    .values({
      id,
      previous_audit_id: before.id,
      case_id: before.case_id,
      made_at: "2023-10-22T09:00:00.000Z",
      due_on: own,
      audit_id: auditId,
      cancelled_at: null,
      cancelled_by: null,
      closed_told_at: null,
    })
    .execute();
  return { id, version: 1, caseId: before.case_id, previousAuditId: before.id };
}

const dueOf = async ({ db }: World, id: string) => (await findAudit(db, id))?.dueOn;

describeDatabases("An audit that is a re-audit", (makeDb) => {
  it("is due by the re-audit's own date at the latest, whoever sets a date", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const stamp = world.stampOf(people.qaLead);
    const reAudit = await addReAudit(world);
    const cycle = await world.addExercise({
      state: "drawn",
      title: "May 2024",
      month: "2024-05",
      audits_due_on: "2024-05-24",
      released_at: null,
    });
    const drawn = await world.addAudit({
      exercise_id: cycle.id,
      due_on: null,
      auditor_id: people.auditor.id,
    });
    const id = await transact(db, (tx) =>
      placeReAudit(tx, stamp, {
        reAudit,
        auditorId: people.otherAuditor.id,
        overrideReason: null,
        overridden: [],
        exercise: { id: cycle.id, state: "drawn" },
        dueOn: null,
      }),
    );
    expect(await dueOf(world, id)).toBe(own);
    const exercise = async () => {
      const found = await findExercise(db, cycle.id);
      if (!found) throw new Error("No such exercise");
      return found;
    };
    const planned = await exercise();
    await transact(db, (tx) => releaseExercise(tx, stamp, planned));
    expect(await dueOf(world, id)).toBe(own);
    expect(await dueOf(world, drawn.id)).toBe("2024-05-24");
    const told = await db.selectFrom("outbox").select(["person_id", "due_on"]).execute();
    expect(told.find(({ person_id }) => person_id === people.otherAuditor.id)?.due_on).toBe(own);

    const version = async () => (await findAudit(db, id))?.version ?? 0;
    const open = { id, state: "allocated", dueOn: own, version: await version() } as const;
    const to = { dueOn: "2024-05-31", reason: "Leave" };
    await transact(db, (tx) => extendAudits(tx, stamp, cycle.id, [open], to));
    expect(await dueOf(world, id)).toBe(own);
    const change = { auditId: id, version: await version(), from: own, ...to };
    await transact(db, (tx) => saveDueDate(tx, stamp, change));
    expect(await dueOf(world, id)).toBe(own);
    // An earlier date is as good for a re-audit as for any other audit.
    const sooner = { ...change, version: await version(), dueOn: "2024-04-18" };
    await transact(db, (tx) => saveDueDate(tx, stamp, sooner));
    expect(await dueOf(world, id)).toBe("2024-04-18");
    expect((await findReAudit(db, reAudit.id))?.dueOn).toBe("2024-04-18");

    // The cycle moves to later: so do its audits that had its date, up to the re-audit's own.
    await db.updateTable("audit").set({ due_on: "2024-04-20" }).execute();
    const released = await exercise();
    const moved = {
      title: cycle.title,
      month: cycle.month,
      toolVersionId: world.toolVersionId,
      size: 4,
      auditsDueOn: "2024-05-28",
      moderationDueOn: "2024-06-10",
      responsesDueOn: "2024-06-20",
      members: [],
      rulesOff: [],
    };
    await transact(db, (tx) =>
      saveGraded(tx, stamp, { ...released, auditsDueOn: "2024-04-20" }, moved, released.version),
    );
    expect(await dueOf(world, drawn.id)).toBe("2024-05-28");
    expect(await dueOf(world, id)).toBe(own);
  });

  it("keeps it when the panel returns it, and on its own its exercise has it too", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const audit = await addSelected(world, people.moderator, { origin: "re-audit" });
    await addReAudit(world, audit.id);
    expect(await findOwnDateOfExercise(db, audit.exercise_id)).toBeNull();
    await db.updateTable("exercise").set({ only_re_audits: 1 }).execute();
    expect(await findOwnDateOfExercise(db, audit.exercise_id)).toBe(own);
    const subject = await findModeratedAudit(db, audit.id);
    if (!subject) throw new Error("This audit is not moderated");
    const reason = "As seen";
    const good = { judgement: "good" as const, reason };
    await transact(db, (tx) =>
      saveCommitment(tx, world.stampOf(people.moderator), subject, {
        version: subject.moderation.version,
        changes: 0,
        grading: {
          areas: { contact: good, assessment: good, plo: good },
          overall: { grade: "good", reason },
        },
        quality: {},
      }),
    );
    const both = [world.stampOf(people.moderator), world.stampOf(people.qaLead)] as const;
    await decideByTwo(db, both, audit.id, {
      kind: "returned",
      outcome: "returned",
      whatToMend: "Say what the father said",
      dueOn: "2024-05-10",
      quality: {},
      feedback: "",
      themes: [],
    });
    expect(await findAudit(db, audit.id)).toMatchObject({ state: "returned", dueOn: own });
    const told = await db
      .selectFrom("outbox")
      .select("due_on")
      .where("kind", "=", "audit-returned")
      .execute();
    expect(told).toEqual([{ due_on: own }]);
  });

  it("that was given a later date before goes back to the re-audit's own", async () => {
    const world = await makeWorld(await makeDb());
    const { db } = world;
    const alone = await world.addExercise({ only_re_audits: 1, audits_due_on: "2024-05-24" });
    const later = await world.addAudit({ exercise_id: alone.id, due_on: "2024-05-24" });
    const undated = await world.addAudit({ due_on: null });
    const sooner = await world.addAudit({ due_on: "2024-04-18" });
    const final = await world.addAudit({ state: "final", due_on: "2024-05-24" });
    const plain = await world.addAudit({ due_on: "2024-05-24" });
    for (const { id } of [later, undated, sooner, final]) await addReAudit(world, id);
    await db.transaction().execute((tx) => up(tx as unknown as Kysely<Schema>));
    expect(await dueOf(world, later.id)).toBe(own);
    expect(await dueOf(world, undated.id)).toBe(own);
    expect(await dueOf(world, sooner.id)).toBe("2024-04-18");
    expect(await dueOf(world, final.id)).toBe("2024-05-24");
    expect(await dueOf(world, plain.id)).toBe("2024-05-24");
    expect((await findExercise(db, alone.id))?.auditsDueOn).toBe(own);
    expect((await findExercise(db, world.exercise.id))?.auditsDueOn).toBe("2024-04-19");
  });
});
