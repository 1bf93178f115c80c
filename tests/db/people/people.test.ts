import { expect, it } from "vitest";
import type { Grant } from "~/rules/access/people";
import { findActor } from "~db/access/people.server";
import { transact } from "~db/core/open.server";
import { Conflict, isDuplicate } from "~db/core/versions.server";
import {
  addGrant,
  removeGrant,
  saveActive,
  savePerson,
} from "~db/operations/people/people-admin.server";
import {
  findTeamNamed,
  listServicesWithTeams,
  saveOrder,
} from "~db/operations/people/teams.server";
import { findPerson, unscopedPeople } from "~db/people/people-list.server";
import { findTaken } from "~db/people/people-taken.server";
import { describeDatabases } from "../../support/databases";
import { makeWorld, type World } from "../../support/world";

const stampOf = (world: World) => world.stampOf(world.people.administrator);
const everyone = { search: "", role: "", teamId: "", state: "active" } as const;

async function find(world: World, id: string) {
  const person = await findPerson(world.db, id);
  if (!person) throw new Error("No such person");
  return person;
}

describeDatabases("People", (makeDb) => {
  it("are listed by name, a page at a time, with the roles they hold", async () => {
    const world = await makeWorld(await makeDb());
    await transact(world.db, (tx) =>
      addGrant(tx, stampOf(world), world.people.auditor.id, { role: "moderator", reach: "all" }),
    );
    const first = await unscopedPeople(world.db, everyone, 1, 5, new Date());
    expect([first.count, first.people.length]).toEqual([13, 5]);
    expect(first.people[1]).toMatchObject({
      name: "Alex Morley",
      team: "Rowan",
      roles: ["auditor", "moderator"],
      account: "used",
    });
    const last = await unscopedPeople(world.db, everyone, 3, 5, new Date());
    expect(last.people.map(({ name }) => name)).toEqual(["Sol Hart", "Toni Vale", "Wren Castle"]);
  });

  it("keep one email address and staff number each, whatever the case", async () => {
    const world = await makeWorld(await makeDb());
    const { auditor, worker } = world.people;
    const taken = { email: auditor.email.toUpperCase(), staffNumber: null };
    expect(await findTaken(world.db, taken, worker.id)).toEqual({
      email: "Enter another email address: Alex Morley has this one",
    });
    expect(await findTaken(world.db, taken, auditor.id)).toEqual({});
    const before = await find(world, worker.id);
    const late = transact(world.db, (tx) =>
      savePerson(tx, stampOf(world), before, 1, {
        name: before.name,
        email: taken.email,
        staffNumber: null,
        jobTitle: "",
        teamId: null,
        managerId: null,
      }),
    );
    await expect(late).rejects.toSatisfy(isDuplicate);
  });

  it("meet a conflict when someone else saved first", async () => {
    const world = await makeWorld(await makeDb());
    const before = await find(world, world.people.worker.id);
    const save = (jobTitle: string) =>
      transact(world.db, (tx) =>
        savePerson(tx, stampOf(world), before, before.version, {
          name: before.name,
          email: before.email,
          staffNumber: before.staffNumber,
          jobTitle,
          teamId: before.teamId,
          managerId: before.managerId,
        }),
      );
    await save("Senior");
    await expect(save("Manager")).rejects.toThrow(Conflict);
    expect(await find(world, before.id)).toMatchObject({ jobTitle: "Senior", version: 2 });
  });

  it("hold a role once in each place", async () => {
    const world = await makeWorld(await makeDb());
    const give = (grant: Grant) =>
      transact(world.db, (tx) => addGrant(tx, stampOf(world), world.people.worker.id, grant));
    const rowan = { role: "team-manager", reach: "team", teamId: world.teams.rowan.id } as const;
    expect(await give(rowan)).toBe(true);
    expect(await give(rowan)).toBe(false);
    expect(await give({ ...rowan, teamId: world.teams.willow.id })).toBe(true);
    const actor = await findActor(world.db, world.people.worker.id);
    expect(actor?.grants).toHaveLength(3);
  });

  it("always leave an administrator who can sign in, even when two remove each other", async () => {
    const world = await makeWorld(await makeDb());
    const { administrator, leader } = world.people;
    const admin = await find(world, administrator.id);
    const end = () => transact(world.db, (tx) => saveActive(tx, stampOf(world), admin, false));
    expect(await end()).toBe("last");
    await transact(world.db, (tx) =>
      addGrant(tx, stampOf(world), leader.id, { role: "administrator", reach: "all" }),
    );
    const other = await find(world, leader.id);
    const removeAs = (person: typeof admin) => {
      const grant = person.grants.find(({ role }) => role === "administrator");
      return transact(world.db, (tx) =>
        removeGrant(tx, stampOf(world), person.id, grant?.id ?? ""),
      );
    };
    const both = await Promise.all([removeAs(admin), removeAs(other)]);
    expect(both.sort()).toEqual(["last", "removed"]);
  });
});

describeDatabases("Services and teams", (makeDb) => {
  it("stand in the order they are put in, and names are compared without case", async () => {
    const world = await makeWorld(await makeDb());
    const order = async () => (await listServicesWithTeams(world.db)).map(({ name }) => name);
    expect(await order()).toEqual(["Safeguarding", "Corporate parenting"]);
    await transact(world.db, (tx) =>
      saveOrder(
        tx,
        stampOf(world),
        "service",
        [world.otherServiceId, world.serviceId],
        world.otherServiceId,
      ),
    );
    expect(await order()).toEqual(["Corporate parenting", "Safeguarding"]);
    expect(await findTeamNamed(world.db, "wIllow ")).toBe("Willow");
    expect(await findTeamNamed(world.db, "Willow", world.teams.willow.id)).toBeNull();
  });
});
