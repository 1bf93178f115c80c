import { sql } from "kysely";
import { expect, it } from "vitest";
import { transact } from "~db/core/open.server";
import { up as backfill } from "~db/migrations/0033-grade-pairs";
import { addToPairs, unscopedPairDifferences } from "~db/moderation/pairs.server";
import { finishAudits } from "~db/operations/audits/finality.server";
import { describeDatabases } from "../../support/databases";
import { addSelected, addSubmitted } from "../../support/moderated";
import { makeWorld, type World } from "../../support/world";

/** A decision that the panel has taken: good throughout, whatever the auditor gave. */
const allGood = {
  kind: "final",
  outcome: "raised",
  areas: Object.fromEntries(
    ["contact", "assessment", "plo"].map((area) => [area, { judgement: "good", reason: "" }]),
  ),
  overall: { judgement: "good", reason: "Why" },
  quality: {},
  feedback: "",
  themes: [],
};

/** A moderated audit whose decision is taken; its auditor's and moderator's later rounds differ. */
async function addTaken(world: World) {
  const { db, people } = world;
  const audit = await addSelected(world, people.moderator);
  const own = await db
    .selectFrom("judgement")
    .selectAll()
    .where("audit_id", "=", audit.id)
    .execute();
  const later = (source: "auditor" | "moderator", round: number, judgement: string) =>
    own.map((row) => ({ ...row, source, round, judgement }));
  await db
    .insertInto("judgement")
    .values([
      ...later("moderator", 1, "requires-improvement"),
      ...later("auditor", 2, "outstanding"),
      ...later("moderator", 2, "outstanding"),
    ])
    .execute();
  await db.updateTable("audit").set({ state: "settled", round: 2 }).execute();
  const { id, ...first } = await db
    .selectFrom("moderation")
    .selectAll()
    .where("audit_id", "=", audit.id)
    .executeTakeFirstOrThrow();
  await db.updateTable("moderation").set({ state: "returned" }).where("id", "=", id).execute();
  await db
    .insertInto("moderation")
    .values({
      ...first,
      id: `${id}-2`,
      round: 2,
      reason: "random",
      not_blind_reason: "Nobody else",
      state: "taken",
      decision: JSON.stringify(allGood),
      decided_by: people.qaLead.id,
    })
    .execute();
  return audit;
}

describeDatabases("The kept pairs of grades", (makeDb) => {
  it("are written as the audit becomes final, of the first round, and nothing of other audits", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const audit = await addTaken(world);
    await addSubmitted(world, { state: "final" });
    await db
      .updateTable("moderation")
      .set({ not_blind_reason: "" })
      .where("round", "=", 1)
      .execute();
    expect(await db.selectFrom("grade_pair").selectAll().execute()).toEqual([]);
    const stamp = world.stampOf(people.qaLead);
    await transact(db, (tx) => finishAudits(tx, stamp, [audit.id], { reason: "Asked for" }));
    const kept = await db.selectFrom("grade_pair").selectAll().orderBy("area").execute();
    const common = {
      exercise_id: audit.exercise_id,
      team_id: audit.team_id,
      auditor_id: people.auditor.id,
      moderator_grade: "requires-improvement",
      final_grade: "good",
      // By its first moderation, not the one of the second round.
      blind: 1,
      random: 0,
      count: 1,
    };
    expect(kept.map(({ area, auditor_grade }) => [area, auditor_grade])).toEqual([
      ["assessment", "inadequate"],
      ["contact", "good"],
      ["overall", "requires-improvement"],
      ["plo", "good"],
    ]);
    for (const row of kept) expect(row).toMatchObject(common);
    expect(await unscopedPairDifferences(db)).toEqual([]);
  });

  it("are counted from what is final already when the table comes, and add up", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const ids: string[] = [];
    for (const origin of ["drawn", "drawn", "re-audit"] as const) {
      const audit = await addSelected(world, people.moderator, { state: "final", origin });
      ids.push(audit.id);
    }
    const own = await db.selectFrom("judgement").selectAll().execute();
    await db
      .insertInto("judgement")
      .values(own.map((row) => ({ ...row, source: "final" as const, judgement: "good" })))
      .execute();
    await db.updateTable("moderation").set({ state: "decided", reason: "random" }).execute();
    for (const id of ids) await transact(db, (tx) => addToPairs(tx, [id]));
    const kept = await db.selectFrom("grade_pair").selectAll().execute();
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.reduce((sum, { count }) => sum + count, 0)).toBe(8);
    expect(
      kept.every(({ random, moderator_grade }) => random === 1 && moderator_grade === ""),
    ).toBe(true);
    await sql`drop table grade_pair`.execute(db);
    await backfill(db);
    const byKey = (rows: typeof kept) => rows.map((row) => JSON.stringify(row)).sort();
    expect(byKey(await db.selectFrom("grade_pair").selectAll().execute())).toEqual(byKey(kept));

    // What was kept only because its moderation had begun hung on who came first: no equal chance.
    expect(await unscopedPairDifferences(db)).toEqual([]);
    await db.updateTable("moderation").set({ reason: "kept" }).execute();
    const moved = await unscopedPairDifferences(db);
    expect(moved.filter(({ counted }) => counted > 0).map(({ random }) => random)).toEqual(
      kept.map(() => 0),
    );
  });
});
