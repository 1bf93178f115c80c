import { expect, it } from "vitest";
import { appendEvent, endQuietTyping, keepTyping, listEvents } from "~db/core/events.server";
import { transact } from "~db/core/open.server";
import { describeDatabases } from "../../support/databases";
import { makeWorld } from "../../support/world";

const stream = "audit:0190f5fe-7c00-7a00-8000-000000000001" as const;
const kind = "audit.answers-saved";

describeDatabases("What is typed into a record", (makeDb) => {
  async function begin() {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const at = (minute: number) => ({
      ...world.stampOf(people.auditor),
      at: new Date(Date.UTC(2024, 3, 15, 9, minute)).toISOString(),
    });
    const type = (minute: number, visit: string, before: string, after: string, field = "a") =>
      transact(db, (tx) =>
        keepTyping(tx, at(minute), {
          stream,
          visit,
          kind,
          before: { [field]: before },
          after: { [field]: after },
        }),
      );
    const stored = () =>
      db.selectFrom("event").select(["kind", "at"]).where("stream", "=", stream).execute();
    return { db, at, type, stored };
  }

  it("stands in a row of its own while it is typed, and in the history at once", async () => {
    const { db, type, stored } = await begin();
    await type(0, "one", "", "x");
    await type(1, "one", "x", "xy");
    await type(2, "one", "", "z", "b");
    expect(await stored()).toEqual([]);
    expect(await listEvents(db, stream)).toMatchObject([
      { kind, before: { a: "", b: "" }, after: { a: "xy", b: "z" } },
    ]);
  });

  it("comes before whatever is done to the record next, and is never changed again", async () => {
    const { db, at, type, stored } = await begin();
    await type(0, "one", "", "x");
    await type(1, "two", "x", "xy");
    await transact(db, (tx) => appendEvent(tx, at(5), { stream, kind: "audit.submitted" }));
    const before = await stored();
    expect(before.map((event) => event.kind)).toEqual([kind, kind, "audit.submitted"]);
    await type(6, "two", "xy", "xyz");
    expect(await stored()).toEqual(before);
    expect((await listEvents(db, stream)).map((event) => event.after)).toEqual([
      { a: "xyz" },
      null,
      { a: "xy" },
      { a: "x" },
    ]);
  });

  it("becomes an event after ten quiet minutes, once whoever looks", async () => {
    const { db, at, type, stored } = await begin();
    await type(0, "one", "", "x");
    await type(8, "two", "x", "y");
    await endQuietTyping(db, at(10));
    expect(await stored()).toEqual([]);
    await Promise.all([endQuietTyping(db, at(11)), endQuietTyping(db, at(11))]);
    expect(await stored()).toEqual([{ kind, at: at(0).at }]);
    await endQuietTyping(db, at(30));
    expect(await stored()).toHaveLength(2);
    expect(await db.selectFrom("typing").selectAll().execute()).toEqual([]);
  });
});
