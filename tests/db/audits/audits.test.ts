import { expect, it } from "vitest";
import { baseOf } from "~/rules/core/answer-merge";
import { findActor } from "~db/access/people.server";
import { listAnswers, saveAnswers, valuesOf } from "~db/audits/answers.server";
import { findAudit, openAudit } from "~db/audits/audits.server";
import { listOpenConcerns } from "~db/concerns/concerns.server";
import { transact } from "~db/core/open.server";
import { submitAudit } from "~db/operations/audits/submission.server";
import { addConcern } from "~db/operations/concerns/raising.server";
import { describeDatabases } from "../../support/databases";
import { completeAnswers } from "../../support/small-tool";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

const by = (world: World, person: WorldPerson) => ({
  ...world.stampOf(person),
  actorId: person.id,
});

async function save(
  world: World,
  auditId: string,
  saveId: string,
  answers: Record<string, { value: string; over?: { value: string; version: number } }>,
) {
  return transact(world.db, async (tx) => {
    const stamp = by(world, world.people.auditor);
    await openAudit(tx, stamp, auditId);
    return saveAnswers(tx, stamp, {
      auditId,
      saveId,
      answers: Object.entries(answers).map(([field, { value, over }]) => ({
        field,
        value,
        base: baseOf(over),
        choice: null,
      })),
    });
  });
}

describeDatabases("What is typed into an audit", (makeDb) => {
  it("keeps a version a field, takes a repeated save, and contests only the same field", async () => {
    const world = await makeWorld(await makeDb());
    const { id } = await world.addAudit();
    const first = { a: { value: "one" }, b: { value: "two" } };
    expect((await save(world, id, "s1", first)).written).toEqual(["a", "b"]);
    expect(await save(world, id, "s1", first)).toEqual({ written: [], contested: [] });
    const onA = { value: "one", version: 1 };
    await save(world, id, "s2", { a: { value: "one more", over: onA } });
    const clash = await save(world, id, "s3", {
      a: { value: "mine", over: onA },
      b: { value: "two more", over: { value: "two", version: 1 } },
    });
    expect(clash.written).toEqual(["b"]);
    expect(clash.contested.map(({ field, value }) => [field, value])).toEqual([["a", "one more"]]);
    const untouched = await save(world, id, "s4", { a: { value: "one", over: onA } });
    expect(untouched).toEqual({ written: [], contested: [] });
    const held = await listAnswers(world.db, id);
    expect(held.map(({ field, value, version }) => [field, value, version])).toEqual([
      ["a", "one more", 2],
      ["b", "two more", 2],
    ]);
  });

  it("loses nothing when many save at once", async () => {
    const world = await makeWorld(await makeDb());
    const { id } = await world.addAudit();
    const fields = Array.from({ length: 8 }, (_, n) => `field-${n}`);
    await Promise.all(fields.map((field) => save(world, id, field, { [field]: { value: field } })));
    const same = await Promise.all(
      ["x", "y", "z"].map((value) => save(world, id, value, { shared: { value } })),
    );
    expect(Object.keys(valuesOf(await listAnswers(world.db, id)))).toHaveLength(9);
    expect(same.filter(({ written }) => written.length > 0)).toHaveLength(1);
    expect(same.filter(({ contested }) => contested.length > 0)).toHaveLength(2);
    const started = await world.db
      .selectFrom("event")
      .select("id")
      .where("kind", "=", "audit.started")
      .execute();
    expect(started).toHaveLength(1);
  });
});

describeDatabases("An audit given to someone else", (makeDb) => {
  it("takes no save that was let in before, and keeps what stands", async () => {
    const world = await makeWorld(await makeDb());
    const { auditor, otherAuditor } = world.people;
    const { id } = await world.addAudit({ state: "started" });
    await world.db.updateTable("audit").set({ auditor_id: otherAuditor.id }).execute();
    const open = (person: WorldPerson) =>
      transact(world.db, (tx) => openAudit(tx, by(world, person), id));
    expect(await open(auditor)).toBeNull();
    expect(await open(otherAuditor)).toMatchObject({ id, auditorId: otherAuditor.id });
  });
});

describeDatabases("Submission", (makeDb) => {
  async function submit(world: World, auditId: string) {
    const audit = await findAudit(world.db, auditId);
    if (!audit) throw new Error("No such audit");
    return transact(world.db, async (tx) => {
      const stamp = by(world, world.people.auditor);
      const locked = await openAudit(tx, stamp, auditId);
      if (!locked) throw new Error("The audit is closed");
      return submitAudit(tx, stamp, audit, locked, world.tool);
    });
  }

  it("writes nothing while something is missing", async () => {
    const world = await makeWorld(await makeDb());
    const { id } = await world.addAudit();
    await world.addAnswers(id, { ...completeAnswers, "overall.grade": "" });
    const result = await submit(world, id);
    expect(result).toMatchObject({ ok: false, problems: [{ where: "overall.grade" }] });
    expect(await world.db.selectFrom("judgement").selectAll().execute()).toEqual([]);
    expect((await findAudit(world.db, id))?.state).toBe("started");
  });

  it("keeps judgements and voices a round, and goes back to its moderator when returned", async () => {
    const world = await makeWorld(await makeDb());
    const { id } = await world.addAudit();
    await world.addAnswers(id, { ...completeAnswers, "voice.child.not-shared": "yes" });
    expect(await submit(world, id)).toEqual({ ok: true });
    await expect(submit(world, id)).rejects.toThrow("The audit is closed");
    const voices = await world.db
      .selectFrom("voice")
      .select(["key", "not_shared"])
      .orderBy("key")
      .execute();
    expect(voices).toEqual([
      { key: "child", not_shared: 1 },
      { key: "parent-1", not_shared: 0 },
      { key: "practitioner", not_shared: 0 },
    ]);
    await world.db.updateTable("audit").set({ state: "returned", round: 2 }).execute();
    await world.db
      .updateTable("answer")
      .set({ value: "outstanding" })
      .where("field", "=", "overall.grade")
      .execute();
    expect(await submit(world, id)).toEqual({ ok: true });
    const overall = await world.db
      .selectFrom("judgement")
      .select(["round", "judgement"])
      .where("area", "=", "overall")
      .orderBy("round")
      .execute();
    expect(overall).toEqual([
      { round: 1, judgement: "good" },
      { round: 2, judgement: "outstanding" },
    ]);
    expect((await findAudit(world.db, id))?.state).toBe("selected");
  });
});

describeDatabases("Open concerns", (makeDb) => {
  it("are listed to those who answer for the team, and never to whom they bypass", async () => {
    const world = await makeWorld(await makeDb());
    const { people } = world;
    const audit = await world.addAudit();
    await transact(world.db, (tx) =>
      addConcern(tx, by(world, people.auditor), {
        id: "concern",
        caseId: audit.case_id,
        auditId: audit.id,
        exerciseId: audit.exercise_id,
        teamId: audit.team_id,
        serviceId: audit.service_id,
        what: "Bruises",
        spokenTo: "Sol Hart",
        spokenAt: new Date("2024-04-15T07:55:00Z"),
        bypassed: [people.teamManager.id],
      }),
    );
    const seenBy = async (person: WorldPerson) => {
      const actor = await findActor(world.db, person.id, "2024-04-15");
      if (!actor) throw new Error("No such person");
      return (await listOpenConcerns(world.db, actor, new Date("2024-04-15T08:00:00Z"))).map(
        ({ id }) => id,
      );
    };
    expect(await seenBy(people.serviceManager)).toEqual(["concern"]);
    expect(await seenBy(people.auditor)).toEqual(["concern"]);
    expect(await seenBy(people.teamManager)).toEqual([]);
    expect(await seenBy(people.otherTeamManager)).toEqual([]);
    expect(await seenBy(people.otherAuditor)).toEqual([]);
    await world.db
      .updateTable("concern")
      .set({
        acknowledged_at: "2024-04-15T09:00:00.000Z",
        acknowledged_by: people.serviceManager.id,
      })
      .execute();
    expect(await seenBy(people.serviceManager)).toEqual([]);
  });
});
