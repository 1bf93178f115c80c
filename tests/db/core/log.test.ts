import { expect, it } from "vitest";
import { makeLog } from "~/server/log.server";
import { describeDatabases } from "../../support/databases";
import { makeWorld } from "../../support/world";

describeDatabases("The log", (makeDb) => {
  it("tells of a row that a database refused without what is in it", async () => {
    const world = await makeWorld(await makeDb());
    const lines: string[] = [];
    const log = makeLog("info", { write: (line) => lines.push(line) });
    const one = await world.addCase({ reference: "DB-4711", reference_folded: "db-4711" });
    const twice = world.addCase({ reference: "DB-4711", reference_folded: "db-4711" });
    const error: unknown = await twice.catch((reason) => reason);
    log.error({ err: error, path: `/caseload/cases/${one.id}` }, "A request failed");
    const told = JSON.parse(lines.join(""));
    expect(told.err.message).toMatch(/unique/i);
    expect(told.path).toContain(one.id);
    expect(lines.join("").toLowerCase()).not.toContain("db-4711");
  });
});
