import { describe, expect, it } from "vitest";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { addMessage, addMessages, type NewMessage } from "~db/messages/outbox.server";
import { describeDatabases } from "../../support/databases";
import { makeWorld, type World, worldMorning } from "../../support/world";

const rowsOf = (world: World) =>
  world.db
    .selectFrom("outbox")
    .select(["key", "person_id", "for_person_id", "state", "urgent", "due_on", "problem"])
    .orderBy("key")
    .orderBy("person_id")
    .execute();

const nameDeputy = (world: World, of: string, deputy: string, from: string, to: string) =>
  world.db
    .insertInto("deputy")
    .values({
      id: newId(),
      person_id: of,
      deputy_id: deputy,
      from_on: from,
      to_on: to,
      named_by: of,
      named_at: worldMorning,
    })
    .execute();

describeDatabases("Putting messages in the outbox", (makeDb) => {
  const put = (world: World, ...messages: NewMessage[]) =>
    transact(world.db, (tx) => addMessages(tx, world.stampOf(world.people.worker), messages));

  it("keeps one message a kind, key and person, whoever adds it first", async () => {
    const world = await makeWorld(await makeDb());
    const { auditor, otherAuditor } = world.people;
    const message = { kind: "audit-allocated", key: "a1", link: "/audits/a1" } as const;
    await put(world, { ...message, to: auditor.id, due: "2024-04-19" });
    await put(world, { ...message, to: auditor.id }, { ...message, to: otherAuditor.id });
    const rows = await rowsOf(world);
    expect(rows.map((row) => row.person_id).sort()).toEqual([auditor.id, otherAuditor.id].sort());
    expect(rows.find((row) => row.person_id === auditor.id)?.due_on).toBe("2024-04-19");
  });

  it("tells nobody of their own deed, but whoever stands in for them", async () => {
    const world = await makeWorld(await makeDb());
    const { worker, teamManager, otherTeamManager } = world.people;
    await nameDeputy(world, worker.id, teamManager.id, "2024-04-15", "2024-04-15");
    await nameDeputy(world, otherTeamManager.id, worker.id, "2024-04-15", "2024-04-15");
    await put(
      world,
      { to: worker.id, kind: "action-assigned", key: "x1", link: "/learning-log/x1" },
      { to: otherTeamManager.id, kind: "action-assigned", key: "x2", link: "/learning-log/x2" },
    );
    expect(await rowsOf(world)).toMatchObject([
      { key: "action-assigned:x1", person_id: teamManager.id, for_person_id: worker.id },
      { key: "action-assigned:x2", person_id: otherTeamManager.id, for_person_id: null },
    ]);
  });

  it("is undone with the deed it tells of", async () => {
    const world = await makeWorld(await makeDb());
    const deed = transact(world.db, async (tx) => {
      await addMessage(tx, world.stampOf(world.people.qaLead), {
        to: world.people.auditor.id,
        kind: "audit-allocated",
        key: "a1",
        link: "/audits/a1",
      });
      throw new Error("the deed failed");
    });
    await expect(deed).rejects.toThrow("the deed failed");
    expect(await rowsOf(world)).toEqual([]);
  });

  it("refuses a link that says more than an id", async () => {
    const world = await makeWorld(await makeDb());
    for (const link of ["/log?q=smith", "https://elsewhere.example", "//elsewhere", "/DB-1042"]) {
      await expect(
        put(world, { to: world.people.auditor.id, kind: "audit-allocated", key: "a", link }),
      ).rejects.toThrow("ids alone");
    }
  });

  it("starts as its reader chose; an urgent one at once; without an address nowhere", async () => {
    const world = await makeWorld(await makeDb());
    const { teamManager, serviceManager, qaLead, leader, administrator } = world.people;
    await world.db
      .insertInto("message_choice")
      .values([
        { person_id: teamManager.id, choice: "digest" },
        { person_id: serviceManager.id, choice: "none" },
        { person_id: qaLead.id, choice: "immediate" },
      ])
      .execute();
    await world.db.updateTable("person").set({ email: null }).where("id", "=", leader.id).execute();
    await world.db
      .updateTable("person")
      .set({ active: 0 })
      .where("id", "=", administrator.id)
      .execute();
    const people = [teamManager, serviceManager, qaLead, leader, administrator];
    await put(
      world,
      ...people.flatMap(({ id }) => [
        { to: id, kind: "response-asked", key: "r1", link: "/responses/r1" } as const,
        { to: id, kind: "concern-raised", key: "c1", link: "/concerns/c1" } as const,
      ]),
    );
    const rows = await rowsOf(world);
    const stateOf = (id: string, kind: string) =>
      rows.find((row) => row.person_id === id && row.key.startsWith(kind))?.state;
    expect(people.map(({ id }) => stateOf(id, "response-asked"))).toEqual([
      "held",
      "not-wanted",
      "waiting",
      "no-address",
      "no-address",
    ]);
    expect(people.map(({ id }) => stateOf(id, "concern-raised"))).toEqual([
      "waiting",
      "waiting",
      "waiting",
      "no-address",
      "no-address",
    ]);
    expect(rows.find((row) => row.person_id === leader.id)?.problem).toContain("no email");
  });

  describe("and deputies", () => {
    const concern = { kind: "concern-raised", key: "c1", link: "/concerns/c1" } as const;

    it("sends a copy while the absence lasts, and not before or after it", async () => {
      const world = await makeWorld(await makeDb());
      const { teamManager, otherTeamManager, serviceManager, leader } = world.people;
      await nameDeputy(world, teamManager.id, otherTeamManager.id, "2024-04-15", "2024-04-15");
      await nameDeputy(world, teamManager.id, serviceManager.id, "2024-04-16", "2024-04-20");
      await nameDeputy(world, teamManager.id, leader.id, "2024-04-01", "2024-04-14");
      await put(world, { ...concern, to: teamManager.id });
      expect(await rowsOf(world)).toMatchObject(
        [
          { person_id: teamManager.id, for_person_id: null },
          { person_id: otherTeamManager.id, for_person_id: teamManager.id },
        ].sort((a, b) => (a.person_id < b.person_id ? -1 : 1)),
      );
    });

    it("tells someone who is told in their own right once, and nobody who must not know", async () => {
      const world = await makeWorld(await makeDb());
      const { teamManager, serviceManager, otherTeamManager } = world.people;
      await nameDeputy(world, serviceManager.id, teamManager.id, "2024-04-01", "2024-04-30");
      await nameDeputy(world, teamManager.id, serviceManager.id, "2024-04-01", "2024-04-30");
      await put(world, { ...concern, to: teamManager.id }, { ...concern, to: serviceManager.id });
      expect(await rowsOf(world)).toHaveLength(2);
      expect((await rowsOf(world)).every((row) => row.for_person_id === null)).toBe(true);
      // The team manager is implicated: not told, not even as their service manager's deputy.
      const bypassed = { ...concern, key: "c2", except: [teamManager.id] };
      await put(
        world,
        { ...bypassed, to: teamManager.id },
        { ...bypassed, to: serviceManager.id },
        { ...bypassed, to: otherTeamManager.id },
      );
      const told = (await rowsOf(world)).filter((row) => row.key.endsWith("c2"));
      expect(told.map((row) => row.person_id).sort()).toEqual(
        [serviceManager.id, otherTeamManager.id].sort(),
      );
    });

    it("goes one step: a deputy's own deputy is told nothing", async () => {
      const world = await makeWorld(await makeDb());
      const { teamManager, otherTeamManager, serviceManager } = world.people;
      await nameDeputy(world, teamManager.id, otherTeamManager.id, "2024-04-15", "2024-04-15");
      await nameDeputy(world, otherTeamManager.id, serviceManager.id, "2024-04-15", "2024-04-15");
      await put(world, { ...concern, to: teamManager.id });
      const told = (await rowsOf(world)).map((row) => row.person_id);
      expect(told.sort()).toEqual([teamManager.id, otherTeamManager.id].sort());
    });

    it("keeps to the person what their roles do not lend", async () => {
      const world = await makeWorld(await makeDb());
      const { qaLead, teamManager } = world.people;
      await nameDeputy(world, qaLead.id, teamManager.id, "2024-04-01", "2024-04-30");
      const verify = { kind: "action-to-verify", key: "x1", link: "/learning-log/x1" } as const;
      const again = { kind: "re-audit-planned", key: "r1", link: "/re-audits/r1" } as const;
      await put(world, { ...verify, to: qaLead.id }, { ...again, to: qaLead.id });
      expect(new Set((await rowsOf(world)).map((row) => row.person_id))).toEqual(
        new Set([qaLead.id]),
      );
    });

    it("keeps to the person what only they can open", async () => {
      const world = await makeWorld(await makeDb());
      const { auditor, otherAuditor } = world.people;
      await nameDeputy(world, auditor.id, otherAuditor.id, "2024-04-01", "2024-04-30");
      await put(world, {
        to: auditor.id,
        kind: "audit-allocated",
        key: "a1",
        link: "/audits/a1",
      });
      expect(await rowsOf(world)).toHaveLength(1);
    });
  });
});
