import { expect, it } from "vitest";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { up as withService } from "~db/migrations/0018-tally-service";
import { up as withBasis } from "~db/migrations/0026-tally-basis";
import { listTallies, listTeamTallies } from "~db/reports/reports.server";
import { addToTallies, unscopedTallyDifferences } from "~db/reports/tallies.server";
import { describeDatabases } from "../../support/databases";
import { addSubmitted } from "../../support/moderated";
import { makeWorld } from "../../support/world";

describeDatabases("The tallies of a team that moved to another service", (makeDb) => {
  /** Two final audits of one team: one of before the move, one of after. */
  async function moved() {
    const world = await makeWorld(await makeDb());
    const { db } = world;
    const elsewhere = newId();
    await db
      .insertInto("service")
      .values({ id: elsewhere, name: "Elsewhere", position: 9 })
      .execute();
    const ids = [];
    let exerciseId = "";
    for (const service of [world.serviceId, elsewhere]) {
      const audit = await addSubmitted(world, { state: "final" });
      exerciseId = audit.exercise_id;
      ids.push(audit.id);
      const rows = await db
        .selectFrom("judgement")
        .selectAll()
        .where("audit_id", "=", audit.id)
        .execute();
      await db
        .insertInto("judgement")
        .values(rows.map((row) => ({ ...row, source: "final" as const, service_id: service })))
        .execute();
    }
    return { world, db, ids, elsewhere, exerciseId };
  }

  it("stand for each service apart, and for the team together", async () => {
    const { world, db, ids, elsewhere, exerciseId } = await moved();
    for (const id of ids) await transact(db, (tx) => addToTallies(tx, [id]));
    expect(await unscopedTallyDifferences(db)).toEqual([]);
    const counts = async (whose: { teamId?: string; serviceId?: string }) =>
      (await listTallies(db, [exerciseId], "final", whose)).find(({ area }) => area === "plo")
        ?.count;
    expect(await counts({ serviceId: world.serviceId })).toBe(1);
    expect(await counts({ serviceId: elsewhere })).toBe(1);
    expect(await counts({ teamId: world.teams.willow.id })).toBe(2);
    const rows = await listTeamTallies(db, [exerciseId], "final");
    expect(rows.filter(({ area }) => area === "plo").map(({ count }) => count)).toEqual([1, 1]);
  });

  it("are counted anew when the service, and then the basis, comes into their key", async () => {
    const { db, ids } = await moved();
    // The first audit was returned: its auditor graded it again, and its moderator has both times.
    const own = await db
      .selectFrom("judgement")
      .selectAll()
      .where("audit_id", "=", ids[0] ?? "")
      .where("source", "=", "auditor")
      .execute();
    await db
      .insertInto("judgement")
      .values([
        ...own.map((row) => ({ ...row, round: 2, judgement: "outstanding" })),
        ...[1, 2].map((round) => ({
          ...own[0],
          ...{ audit_id: ids[0] ?? "", area: "overall", source: "moderator" as const, round },
          ...{ judgement: round === 1 ? "good" : "outstanding", reason: "", made_at: "" },
          ...{ team_id: own[0]?.team_id ?? "", service_id: own[0]?.service_id ?? "" },
          made_by: own[0]?.made_by ?? "",
        })),
      ])
      .execute();
    for (const id of ids) await transact(db, (tx) => addToTallies(tx, [id]));
    // As it was kept before: both under the service that was counted first.
    await db.deleteFrom("tally").execute();
    await withService(db);
    await withBasis(db);
    expect(await unscopedTallyDifferences(db)).toEqual([]);
    const kept = await db.selectFrom("tally").selectAll().execute();
    const counts = (basis: string) =>
      kept.filter((row) => row.basis === basis).map(({ count }) => count);
    expect(counts("final")).toEqual(Array.from({ length: 8 }, () => 1));
    expect(counts("auditor")).toEqual([2, 2, 2, 2]);
    expect(counts("moderator")).toEqual([1]);
    expect(kept.map(({ judgement }) => judgement)).not.toContain("outstanding");
  });
});
