import { expect, it } from "vitest";
import { findActor } from "~db/access/people.server";
import { gatherAttention } from "~db/overviews/attention/attention.server";
import { describeDatabases } from "../../support/databases";
import { makeWorld } from "../../support/world";

describeDatabases("The end of the bank holidays that are known", (makeDb) => {
  it.each([
    ["administrator", "2029-12-30", 0],
    ["administrator", "2029-12-31", 1],
    ["qaLead", "2029-12-31", 0],
  ] as const)("is told the %s on %s: %i", async (who, today, times) => {
    const { db, people } = await makeWorld(await makeDb());
    const actor = await findActor(db, people[who].id, "2024-04-15");
    if (!actor) throw new Error("Nobody");
    const rows = await gatherAttention(db, actor, { exerciseId: null, today });
    expect(rows.filter(({ title }) => title.includes("Ask for an update"))).toHaveLength(times);
  });
});
