import { expect, it } from "vitest";
import { findAudit } from "~db/audits/audits.server";
import { describeDatabases } from "../../support/databases";
import { makeWorld } from "../../support/world";

describeDatabases("The council of the tests", (makeDb) => {
  it("stands on its own feet", async () => {
    const world = await makeWorld(await makeDb());
    const { id } = await world.addAudit();
    const audit = await findAudit(world.db, id);
    expect(audit).toMatchObject({
      teamName: "Willow",
      workerName: "Wren Castle",
      exerciseState: "auditing",
      toolVersionId: world.toolVersionId,
    });
  });
});
