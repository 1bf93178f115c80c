/** No message of any kind goes to someone inactive, nor to whoever stands in for them. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { goesToQaLeadsElse, type MessageKind, messageKinds } from "~/rules/messages/messages";
import { deputiesOf } from "~db/access/deputies.server";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { addMessages } from "~db/messages/outbox.server";
import { beginMessage, claimMessages } from "~db/messages/outbox-sending.server";
import { describeDatabases } from "../../support/databases";
import { makeWorld, type World, worldMorning } from "../../support/world";

const kinds = Object.keys(messageKinds) as MessageKind[];

const put = (world: World, to: string) =>
  transact(world.db, (tx) =>
    addMessages(
      tx,
      world.stampOf(world.people.administrator),
      kinds.map((kind) => ({ to, kind, key: "k1", link: "/" })),
    ),
  );

const going = async (world: World) =>
  world.db
    .selectFrom("outbox")
    .select(["kind", "person_id as personId"])
    .where("state", "in", ["waiting", "held"])
    .execute();

async function leave(world: World, person: { id: string }) {
  await world.db
    .insertInto("deputy")
    .values({
      id: newId(),
      person_id: person.id,
      deputy_id: world.people.otherTeamManager.id,
      from_on: "2024-04-01",
      to_on: "2024-04-30",
      named_by: person.id,
      named_at: worldMorning,
    })
    .execute();
  await world.db.updateTable("person").set({ active: 0 }).where("id", "=", person.id).execute();
}

describeDatabases("Someone who is no longer active", (makeDb) => {
  it("is sent no message of any kind, nor is their deputy; what a lead must know goes to the others", async () => {
    const world = await makeWorld(await makeDb());
    const { teamManager, qaLead } = world.people;
    await leave(world, teamManager);
    await put(world, teamManager.id);
    const rows = await going(world);
    expect(rows.filter(({ personId }) => personId !== qaLead.id)).toEqual([]);
    expect(rows.map(({ kind }) => kind).sort()).toEqual(kinds.filter(goesToQaLeadsElse).sort());
    expect(rows.map(({ kind }) => kind)).toContain("audit-declined");
    expect(await deputiesOf(world.db, [teamManager.id], "2024-04-15")).toEqual([]);
  });

  it("gets nothing of what was waiting when they left", async () => {
    const world = await makeWorld(await makeDb());
    const { teamManager, otherTeamManager } = world.people;
    await put(world, teamManager.id);
    expect((await going(world)).length).toBeGreaterThanOrEqual(kinds.length);
    await leave(world, teamManager);
    const lease = {
      sender: "s",
      now: "2030-01-01T00:00:00.000Z",
      until: "2030-01-01T00:05:00.000Z",
    };
    const claimed = await claimMessages(world.db, lease, 500);
    expect(claimed.length).toBeGreaterThanOrEqual(kinds.length);
    for (const id of claimed) {
      const one = await beginMessage(world.db, lease, id);
      expect([one?.kind, one?.email]).toEqual([one?.kind, null]);
      expect(one?.personId).not.toBe(otherTeamManager.id);
    }
  });
});

it("messages are put in the outbox in one place, their summaries apart", () => {
  const writers = readdirSync("db", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .filter((file) => readFileSync(`db/${file}`, "utf8").includes('insertInto("outbox")'));
  expect(writers.sort()).toEqual(["messages/outbox-digest.server.ts", "messages/outbox.server.ts"]);
});
