import { expect, it } from "vitest";
import { transact } from "~db/core/open.server";
import { findOverride, listOverrides } from "~db/exercises/overrides.server";
import { saveAuditors } from "~db/operations/sampling/allocation.server";
import { describeDatabases } from "../../support/databases";
import { makeWorld } from "../../support/world";

describeDatabases("What was set aside for an auditor", (makeDb) => {
  it("is told with its rules, by whom and when, as long as it holds", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, exercise } = world;
    const audit = { ...(await world.addAudit()), auditorId: null, overrideReason: null };
    const give = (version: number, overrideReason: string | null, by = people.qaLead) =>
      transact(db, (tx) =>
        saveAuditors(
          tx,
          world.stampOf(by),
          exercise.id,
          [
            {
              audit: { ...audit, version },
              auditorId: people.auditor.id,
              overrideReason,
              overridden: overrideReason === null ? [] : ["own-team", "audited-before"],
            },
          ],
          "Someone is away",
        ),
      );
    expect(await findOverride(db, audit.id)).toBeNull();
    await give(1, "Nobody else", people.leader);
    await give(2, "Still nobody else");
    const told = {
      id: audit.id,
      auditorName: "Alex Morley",
      rules: ["own-team", "audited-before"],
      reason: "Still nobody else",
      reAudit: false,
      by: "Quinn Ashby",
      at: world.stampOf(people.qaLead).at,
    };
    expect(await findOverride(db, audit.id)).toMatchObject(told);
    expect(await listOverrides(db, exercise.id)).toMatchObject([told]);
    await give(3, null);
    expect(await listOverrides(db, exercise.id)).toEqual([]);
  });
});
