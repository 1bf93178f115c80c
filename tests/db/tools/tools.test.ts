import { expect, it } from "vitest";
import { installTools } from "~db/tools/install.server";
import { describeDatabases } from "../../support/databases";

describeDatabases("the tools we ship", (makeDb) => {
  const now = new Date("2024-04-15T08:00:00Z");

  it("are put into an empty database once, and never over what is there", async () => {
    const db = await makeDb();
    await installTools(db, now);
    const first = await db.selectFrom("tool_version").selectAll().orderBy("id").execute();
    expect(first).toHaveLength(3);
    await installTools(db, now);
    expect(await db.selectFrom("tool_version").selectAll().orderBy("id").execute()).toEqual(first);
    const tools = await db
      .selectFrom("tool")
      .select(["kind", "shared"])
      .orderBy("position")
      .execute();
    expect(tools).toEqual([
      { kind: "core", shared: 1 },
      { kind: "thematic", shared: 1 },
      { kind: "dip-sample", shared: 1 },
    ]);
  });
});
