import { sql } from "kysely";
import { beforeEach, expect, it } from "vitest";
import { listKeptDifferences } from "~/overviews/reports/recount.server";
import { exerciseMachine } from "~/rules/exercises/exercises";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { listUnreadFeedback } from "~db/moderation/lists.server";
import { findModeratedAudit } from "~db/moderation/moderations.server";
import { findSecondLook, listLooksWaiting } from "~db/moderation/second-looks.server";
import { finishWhatIsDue } from "~db/operations/audits/finality.server";
import { closeModeration } from "~db/operations/exercises/closing.server";
import { askPanelAgain } from "~db/operations/moderation/panel-deeds.server";
import { withdrawSecondLook } from "~db/operations/moderation/second-look.server";
import { describeDatabases } from "../../support/databases";
import { addDecided } from "../../support/panel";
import {
  addAnswered,
  ask,
  changedTo,
  lookAt,
  recordFor,
  stands,
  takeFor,
} from "../../support/second-looks";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

const today = "2024-04-15";

describeDatabases("a second look", (makeDb) => {
  let world: World;
  /** A moderator who took no part in the first decision. */
  let fresh: WorldPerson;

  beforeEach(async () => {
    world = await makeWorld(await makeDb());
    fresh = await world.addPerson("Nell Archer", "moderator");
  });

  const finals = async (auditId: string) =>
    Object.fromEntries(
      (
        await world.db
          .selectFrom("judgement")
          .select(["area", "judgement"])
          .where("audit_id", "=", auditId)
          .where("source", "=", "final")
          .execute()
      ).map(({ area, judgement }) => [area, judgement]),
    );
  const told = async (kind: string) =>
    (
      await world.db
        .selectFrom("outbox")
        .innerJoin("person", "person.id", "outbox.person_id")
        .select("person.name")
        .where("kind", "=", kind)
        .orderBy("person.name")
        .execute()
    ).map(({ name }) => name);
  const close = () =>
    transact(world.db, async (tx) => {
      const { state, version } = await tx
        .selectFrom("exercise")
        .select(["state", "version"])
        .where("id", "=", world.exercise.id)
        .executeTakeFirstOrThrow();
      const { id } = world.exercise;
      const exercise = { id, version, state: state as "auditing" };
      return closeModeration(tx, world.stampOf(world.people.qaLead), exercise, "2024-05-17");
    });
  const waitingFor = async (person: WorldPerson) => {
    const asked = { readerId: person.id, exerciseId: null, today };
    const waiting = await listLooksWaiting(world.db, asked);
    return waiting.filter(({ free }) => free.some(({ id }) => id === person.id)).length;
  };

  it("is asked for once, waits for those who count, and moderation waits for it", async () => {
    const { auditor, qaLead, moderator } = world.people;
    const audit = await addAnswered(world);
    expect(await ask(world, audit.id)).toBeNull();
    expect(await ask(world, audit.id)).toMatch(/once/);
    expect(await told("second-look-asked")).toEqual([moderator, fresh, qaLead].map((p) => p.name));
    for (const [person, count] of [
      [qaLead, 1],
      [moderator, 1],
      [fresh, 1],
      [auditor, 0],
    ] as const)
      expect(await waitingFor(person), person.name).toBe(count);
    expect((await finals(audit.id)).overall).toBe("good");
    await expect(close()).rejects.toBeInstanceOf(Conflict);
    await recordFor(world, audit.id, qaLead, stands);
    await expect(close()).rejects.toBeInstanceOf(Conflict);
    expect(await takeFor(world, audit.id, fresh)).toMatchObject({ next: "answered" });
    await close();
    const { state } = await world.db
      .selectFrom("exercise")
      .select("state")
      .executeTakeFirstOrThrow();
    expect(state).toBe(exerciseMachine.moves.close.to);
    const late = await addAnswered(world);
    expect(await ask(world, late.id)).toMatch(/closed/);
  });

  it("takes two, one of them new to it, and as it was read", async () => {
    const { qaLead, moderator } = world.people;
    const audit = await addAnswered(world);
    await ask(world, audit.id);
    await recordFor(world, audit.id, qaLead, stands);
    const read = (await lookAt(world.db, audit.id)).version;
    expect(await takeFor(world, audit.id, qaLead)).toMatchObject({ refusal: "took-it" });
    // Both took the first decision: someone new is there, and has to be among them.
    expect(await takeFor(world, audit.id, moderator)).toMatchObject({ next: "recorded" });
    await expect(takeFor(world, audit.id, fresh, { version: read })).rejects.toBeInstanceOf(
      Conflict,
    );
    expect(await takeFor(world, audit.id, fresh)).toMatchObject({ next: "answered" });
    expect((await lookAt(world.db, audit.id)).parts.map(({ name }) => name)).toContain(fresh.name);
    expect(await waitingFor(moderator)).toBe(0);
  });

  it("lets two of the first answer where nobody new is left", async () => {
    const { qaLead, moderator } = world.people;
    const audit = await addAnswered(world);
    await world.db.updateTable("person").set({ active: 0 }).where("id", "=", fresh.id).execute();
    await ask(world, audit.id);
    await recordFor(world, audit.id, qaLead, stands);
    expect(await takeFor(world, audit.id, moderator)).toMatchObject({ next: "answered" });
  });

  it("that changes grades moves figures, keeps what stood, and tells who could read them", async () => {
    const { qaLead, auditor, worker, teamManager } = world.people;
    const audit = await addAnswered(world);
    const other = await addAnswered(world);
    await transact(world.db, async (tx) => {
      await tx.updateTable("moderation").set({ feedback_read_at: "2024-04-15" }).execute();
    });
    await ask(world, audit.id);
    await recordFor(
      world,
      audit.id,
      qaLead,
      changedTo("requires-improvement", { assessment: "requires-improvement" }),
    );
    expect((await finals(audit.id)).overall).toBe("good");
    await takeFor(world, audit.id, fresh);
    expect(await finals(audit.id)).toEqual({
      contact: "good",
      assessment: "requires-improvement",
      plo: "good",
      overall: "requires-improvement",
    });
    expect(await finals(other.id)).toMatchObject({ overall: "good" });
    expect(await listKeptDifferences(world.db)).toEqual([]);
    const tallies = await world.db
      .selectFrom("tally")
      .select(["judgement", "count"])
      .where("basis", "=", "final")
      .where("area", "=", "overall")
      .orderBy("judgement")
      .execute();
    expect(tallies).toEqual([
      { judgement: "good", count: 1 },
      { judgement: "requires-improvement", count: 1 },
    ]);
    const look = await lookAt(world.db, audit.id);
    expect(look.stoodBefore?.overall).toMatchObject({ judgement: "good", reason: "As seen" });
    const kept = await world.db
      .selectFrom("moderation")
      .select(["outcome", "decision"])
      .where("audit_id", "=", audit.id)
      .executeTakeFirstOrThrow();
    // The auditor's own was Requires improvement.
    expect(kept.outcome).toBe("confirmed");
    expect(await told("audit-regraded")).toEqual([teamManager.name, worker.name]);
    expect(await told("second-look-answered")).toEqual([auditor.name]);
    const unread = await listUnreadFeedback(world.db, auditor.id);
    expect(unread.map(({ auditId }) => auditId)).toEqual([audit.id]);
    const events = await world.db
      .selectFrom("event")
      .select("kind")
      .where("stream", "=", `audit:${audit.id}`)
      .where(sql<boolean>`kind like 'audit.second-look%'`)
      .orderBy("seq")
      .execute();
    expect(events.map(({ kind }) => kind)).toEqual(
      ["asked", "recorded", "answered"].map((one) => `audit.second-look-${one}`),
    );
  });

  it("makes a re-audit appear, and another fall away", async () => {
    const { qaLead, serviceManager } = world.people;
    const reAudits = () =>
      world.db.selectFrom("re_audit").select(["previous_audit_id", "cancelled_at"]).execute();
    const worse = await addAnswered(world);
    await ask(world, worse.id);
    await recordFor(world, worse.id, qaLead, changedTo("inadequate"));
    await takeFor(world, worse.id, fresh);
    expect(await reAudits()).toEqual([{ previous_audit_id: worse.id, cancelled_at: null }]);
    expect(await told("audit-needs-attention")).toEqual([serviceManager.name]);

    // As if the panel had decided so at first, and its auditor asks.
    await world.db
      .updateTable("second_look")
      .set({ state: "overtaken" })
      .where("audit_id", "=", worse.id)
      .execute();
    await ask(world, worse.id);
    await recordFor(world, worse.id, qaLead, changedTo("good"));
    await takeFor(world, worse.id, fresh);
    const [dropped] = await reAudits();
    expect(dropped?.cancelled_at).not.toBeNull();
    const notices = await world.db.selectFrom("inadequate_notice").selectAll().execute();
    expect(notices).toEqual([]);
    expect(await listKeptDifferences(world.db)).toEqual([]);
  });

  it("of a decision that waits for corrections changes what becomes final", async () => {
    const { qaLead } = world.people;
    const audit = await addDecided(world);
    const feedback = await findModeratedAudit(world.db, audit.id, "answered");
    expect(feedback?.moderation.state).toBe("taken");
    await ask(world, audit.id);
    await recordFor(world, audit.id, qaLead, changedTo("requires-improvement"));
    await takeFor(world, audit.id, fresh);
    expect(await finals(audit.id)).toEqual({});
    const after = { actorId: null, at: "2024-04-23T08:00:00.000Z" };
    await finishWhatIsDue(world.db, { ...after, systemAt: after.at });
    expect(await finals(audit.id)).toMatchObject({ overall: "requires-improvement", plo: "good" });
    expect((await lookAt(world.db, audit.id)).stoodBefore?.overall?.judgement).toBe("good");
    expect(await told("audit-regraded")).toEqual([]);
    expect(await listKeptDifferences(world.db)).toEqual([]);
  });

  it("ends where the panel has to decide again, and can then be asked for anew", async () => {
    const audit = await addDecided(world);
    await ask(world, audit.id);
    await transact(world.db, (tx) =>
      askPanelAgain(tx, world.stampOf(world.people.auditor), audit.id),
    );
    expect(await findSecondLook(world.db, audit.id)).toBeNull();
    expect(await waitingFor(fresh)).toBe(0);
  });

  it("is withdrawn by its auditor, and then moderation closes", async () => {
    const { auditor, qaLead } = world.people;
    const audit = await addAnswered(world);
    await ask(world, audit.id);
    const look = await lookAt(world.db, audit.id);
    await recordFor(world, audit.id, qaLead, stands);
    const withdraw = (version: number) =>
      transact(world.db, (tx) => withdrawSecondLook(tx, world.stampOf(auditor), look, version));
    await expect(withdraw(look.version)).rejects.toBeInstanceOf(Conflict);
    await withdraw(look.version + 1);
    expect((await lookAt(world.db, audit.id)).state).toBe("withdrawn");
    await expect(takeFor(world, audit.id, fresh)).resolves.toMatchObject({ ok: false });
    await close();
  });
});
