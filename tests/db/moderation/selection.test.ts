import { expect, it } from "vitest";
import { listDraft } from "~db/core/drafts.server";
import { transact } from "~db/core/open.server";
import { saveGrades } from "~db/operations/moderation/grading.server";
import { selectNow } from "~db/operations/moderation/moderation.server";
import { saveModerator } from "~db/operations/moderation/moderator-change.server";
import { describeDatabases } from "../../support/databases";
import { gate } from "../../support/gate";
import { makeWorld, type World, worldMorning } from "../../support/world";

async function moderators(world: World, people: { id: string }[]) {
  await world.db
    .insertInto("exercise_member")
    .values(
      people.map((person) => ({
        exercise_id: world.exercise.id,
        person_id: person.id,
        part: "moderator" as const,
        role_text: "",
        expected: 0,
        maximum: 0,
      })),
    )
    .execute();
}

/** Submits an audit as its auditor's deed does: judgements, state, then selection. */
async function submit(
  world: World,
  number: number,
  grade = "good",
  auditor = world.people.auditor,
) {
  const at = `2024-04-15T08:${String(number).padStart(2, "0")}:00.000Z`;
  const audit = await world.addAudit({ auditor_id: auditor.id, state: "started" });
  await transact(world.db, async (tx) => {
    await tx
      .insertInto("judgement")
      .values(
        ["assessment", "overall"].map((area) => ({
          audit_id: audit.id,
          area,
          source: "auditor" as const,
          round: 1,
          judgement: grade,
          reason: "Because",
          team_id: audit.team_id,
          service_id: audit.service_id,
          made_by: auditor.id,
          made_at: at,
        })),
      )
      .execute();
    await tx
      .updateTable("audit")
      .set({ state: "submitted", submitted_at: at })
      .where("id", "=", audit.id)
      .execute();
    await selectNow(tx, world.stampOf(auditor, at), world.exercise.id);
  });
  return audit;
}

/** The moderator of an audit types the first thing of their grades. */
async function typeGrade(world: World, auditId: string) {
  const { moderator } = world.people;
  const row = await world.db
    .updateTable("moderation")
    .set({ moderator_id: moderator.id })
    .where("audit_id", "=", auditId)
    .returning("id")
    .executeTakeFirstOrThrow();
  const base = { version: 0, digest: "" };
  const answer = { field: "overall.reason", value: "Half a", base, choice: null };
  const stamp = { ...world.stampOf(moderator), actorId: moderator.id };
  const saved = await transact(world.db, (tx) =>
    saveGrades(tx, stamp, row.id, { saveId: "a-visit.1", answers: [answer] }),
  );
  expect(saved?.written).toEqual(["overall.reason"]);
}

const selected = (world: World) =>
  world.db.selectFrom("moderation").selectAll().orderBy("selected_at").execute();
const stateOf = async (world: World, id: string) =>
  (
    await world.db
      .selectFrom("audit")
      .select("state")
      .where("id", "=", id)
      .executeTakeFirstOrThrow()
  ).state;

describeDatabases("selection for moderation", (makeDb) => {
  it("keeps inside 20 to 30% as audits arrive, and every certain one is in", async () => {
    const world = await makeWorld(await makeDb());
    await moderators(world, [world.people.moderator]);
    const inadequate = new Set<string>();
    for (let n = 1; n <= 12; n += 1) {
      const audit = await submit(world, n, n === 7 || n === 11 ? "inadequate" : "good");
      if (n === 7 || n === 11) inadequate.add(audit.id);
      const count = (await selected(world)).length;
      const [min, max] = [Math.ceil(n * 0.2), Math.max(Math.floor(n * 0.3), Math.ceil(n * 0.2))];
      expect(count).toBeGreaterThanOrEqual(min);
      expect(count).toBeLessThanOrEqual(max);
    }
    const rows = await selected(world);
    for (const id of inadequate) {
      expect(rows.find((row) => row.audit_id === id)).toMatchObject({
        reason: "inadequate",
        probability: 1,
      });
      expect(await stateOf(world, id)).toBe("selected");
    }
    expect(rows.every((row) => row.moderator_id === world.people.moderator.id)).toBe(true);
  });

  it("lets nothing go that its moderator has just typed into", async () => {
    const world = await makeWorld(await makeDb());
    await moderators(world, [world.people.moderator]);
    for (let n = 1; n <= 4; n += 1) await submit(world, n);
    const [random, ...others] = await selected(world);
    if (!random || others.length > 0) throw new Error("Of four audits one is selected");
    const { moderator } = world.people;
    const answer = {
      field: "areas.assessment.reason",
      value: "Typed a moment ago",
      base: { version: 0, digest: "" },
      choice: null,
    };
    const typed = gate();
    const typing = transact(world.db, async (tx) => {
      const stamp = { ...world.stampOf(moderator), actorId: moderator.id };
      await saveGrades(tx, stamp, random.id, { saveId: "a-visit.1", answers: [answer] });
      typed.open();
      // Not committed yet when the next audit arrives, which would take its place.
      await new Promise((resolve) => setTimeout(resolve, 500));
    });
    await typed.opened;
    await Promise.all([typing, submit(world, 5, "inadequate")]);
    expect((await selected(world)).some(({ id }) => id === random.id)).toBe(true);
    expect(await listDraft(world.db, `moderation:${random.id}`)).toMatchObject([
      { value: "Typed a moment ago" },
    ]);
  });

  it("leaves a moderator who is being chosen by hand", async () => {
    const world = await makeWorld(await makeDb());
    for (let n = 1; n <= 4; n += 1) await submit(world, n);
    const [waiting] = await selected(world);
    if (!waiting) throw new Error("Of four audits one is selected");
    const chosen = await world.addPerson("Nell Archer", "moderator");
    await moderators(world, [world.people.moderator]);
    const decided = gate();
    const choosing = transact(world.db, async (tx) => {
      const change = {
        auditId: waiting.audit_id,
        version: waiting.version,
        fromId: null,
        toId: chosen.id,
        reason: "Away",
        notBlind: false,
      };
      const stamp = world.stampOf(world.people.qaLead);
      await saveModerator(tx, stamp, { moderationId: waiting.id, ...change });
      decided.open();
      await new Promise((resolve) => setTimeout(resolve, 500));
    });
    await decided.opened;
    await Promise.all([choosing, submit(world, 5)]);
    const kept = (await selected(world)).find(({ id }) => id === waiting.id);
    expect(kept?.moderator_id).toBe(chosen.id);
  });

  it("selects the same audits when asked again, and at the close", async () => {
    const world = await makeWorld(await makeDb());
    for (let n = 1; n <= 8; n += 1) await submit(world, n);
    const before = await selected(world);
    await transact(world.db, (tx) =>
      selectNow(tx, world.stampOf(world.people.qaLead), world.exercise.id),
    );
    expect(await selected(world)).toEqual(before);
    expect(before).toHaveLength(2);
  });

  it("lets a random selection give way, unless its moderator has begun", async () => {
    for (const begun of [false, true]) {
      const world = await makeWorld(await makeDb());
      const first = await submit(world, 1);
      if (begun) await typeGrade(world, first.id);
      const second = await submit(world, 2, "inadequate");
      const third = await submit(world, 3, "inadequate");
      const ids = (await selected(world)).map((row) => row.audit_id);
      expect(ids).toEqual(expect.arrayContaining([second.id, third.id]));
      expect(ids.includes(first.id)).toBe(begun);
      expect(await stateOf(world, first.id)).toBe(begun ? "selected" : "submitted");
    }
  });

  it("takes a new auditor's first audit, and one with a concern, for certain", async () => {
    const world = await makeWorld(await makeDb());
    await world.db
      .updateTable("register_entry")
      .set({ withdrawn_at: worldMorning, withdrawn_reason: "never trained" })
      .where("person_id", "=", world.people.auditor.id)
      .execute();
    const first = await submit(world, 1);
    const second = await submit(world, 2);
    const rows = await selected(world);
    expect(rows.map((row) => [row.audit_id, row.reason])).toEqual([[first.id, "new-auditor"]]);
    expect(await stateOf(world, second.id)).toBe("submitted");
  });

  it("gives nobody an audit of their own team, and shares the rest evenly", async () => {
    const world = await makeWorld(await makeDb());
    const { willow, rowan } = world.teams;
    const sameTeam = await world.addPerson("Una Same", "moderator", { worksIn: willow.id });
    const other = await world.addPerson("Otto Other", "moderator", { worksIn: rowan.id });
    await moderators(world, [sameTeam, other, world.people.moderator]);
    for (let n = 1; n <= 4; n += 1) await submit(world, n, "inadequate");
    const loads = new Map<string | null, number>();
    for (const row of await selected(world))
      loads.set(row.moderator_id, (loads.get(row.moderator_id) ?? 0) + 1);
    expect(loads.get(sameTeam.id)).toBeUndefined();
    expect(loads.get(other.id)).toBe(2);
    expect(loads.get(world.people.moderator.id)).toBe(2);
  });

  it("leaves an audit that nobody may moderate without a moderator", async () => {
    const world = await makeWorld(await makeDb());
    const sameTeam = await world.addPerson("Una Same", "moderator", {
      worksIn: world.teams.willow.id,
    });
    await moderators(world, [sameTeam]);
    await submit(world, 1, "inadequate");
    expect((await selected(world)).map((row) => row.moderator_id)).toEqual([null]);
  });

  it("selects nothing where the exercise is not moderated", async () => {
    const world = await makeWorld(await makeDb());
    await world.db.updateTable("exercise").set({ moderated: 0 }).execute();
    await submit(world, 1, "inadequate");
    expect(await selected(world)).toEqual([]);
  });
});
