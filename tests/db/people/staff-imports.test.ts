import { expect, it } from "vitest";
import type { StaffRow } from "~/rules/people/staff-import";
import { findActor } from "~db/access/people.server";
import { analyseOnceADay } from "~db/core/analysed.server";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { confirmAccess } from "~db/operations/people/access-settling.server";
import { addPerson } from "~db/operations/people/new-person.server";
import { confirmStaffImport } from "~db/operations/people/staff-import-deeds.server";
import { undoStaffImport } from "~db/operations/people/staff-import-undo.server";
import { answerTeamRequest, askForTeam } from "~db/operations/people/team-asking.server";
import { listBundle, unscopedWaitingAccess } from "~db/people/access-changes.server";
import { addStaffImport, findStaffImport, planStaffImport } from "~db/people/staff-imports.server";
import { describeDatabases } from "../../support/databases";
import { makeWorld, worldMorning } from "../../support/world";

const row = (line: number, more: Partial<StaffRow>): StaffRow => ({
  line,
  name: `Person ${line}`,
  email: `p${line}@council.example`,
  staffNumber: `N${line}`,
  jobTitle: "",
  team: "Willow",
  managerNumber: "",
  roles: "",
  ...more,
});

describeDatabases("A staff list", (makeDb) => {
  async function start() {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const stamp = { actorId: people.administrator.id, at: worldMorning, systemAt: worldMorning };
    const read = async (rows: StaffRow[]) => {
      const id = await transact(db, (tx) =>
        addStaffImport(tx, stamp, { name: "staff.csv", rows, ignored: [] }),
      );
      const find = async () => {
        const found = await findStaffImport(db, id);
        if (!found) throw new Error("The import is gone");
        return found;
      };
      const { fingerprint } = await planStaffImport(db, id, stamp.actorId);
      const confirm = async (invite = false) => {
        const subject = await find();
        return transact(db, (tx) =>
          confirmStaffImport(tx, stamp, subject, { fingerprint, invite }),
        );
      };
      return { id, find, confirm };
    };
    const named = (name: string) =>
      db.selectFrom("person").selectAll().where("name", "=", name).executeTakeFirst();
    return { world, db, people, stamp, read, named };
  }

  it("adds people with managers of any line, and has all that waits confirmed at once", async () => {
    const { db, people, stamp, read, named } = await start();
    const list = await read([
      row(2, { managerNumber: "n3", roles: "Practitioner" }),
      row(3, { name: "Sal Senior", roles: "Team manager; Auditor" }),
      row(4, { name: people.worker.name, email: people.worker.email, roles: "Auditor", team: "" }),
      row(5, { team: "Narnia" }),
    ]);
    expect(await list.confirm(true)).toEqual({ added: 2, proposed: 3, invited: 2 });
    const manager = await named("Sal Senior");
    expect((await named("Person 2"))?.manager_id).toBe(manager?.id);
    expect(await named("Person 5")).toBeUndefined();
    // What opens nobody else's cases holds at once; the rest waits, as one bundle.
    expect((await findActor(db, (await named("Person 2"))?.id ?? ""))?.grants).toHaveLength(1);
    expect((await findActor(db, manager?.id ?? ""))?.grants).toEqual([]);
    const waiting = await unscopedWaitingAccess(db, "2024-04-15");
    const { bundleId } = await list.find();
    expect(new Set(waiting.map((one) => one.bundleId))).toEqual(new Set([bundleId]));
    const settled = await transact(db, (tx) =>
      confirmAccess(tx, { ...stamp, actorId: people.qaLead.id }, bundleId ?? ""),
    );
    expect(settled.confirmed).toBe(3);
    expect((await findActor(db, manager?.id ?? ""))?.grants).toHaveLength(2);
    await expect(list.confirm()).rejects.toThrow(Conflict);
  });

  it("has the database look again at how many people there are", async () => {
    const { db, stamp, read } = await start();
    const list = await read([row(2, {})]);
    await analyseOnceADay(db, stamp);
    expect(await analyseOnceADay(db, stamp)).toBe(false);
    await list.confirm();
    expect(await analyseOnceADay(db, stamp)).toBe(true);
  });

  it("is looked at again when the staff have changed since its preview", async () => {
    const { db, read, named, people } = await start();
    const list = await read([row(2, { name: "Nia Reed" })]);
    await db
      .updateTable("person")
      .set({ staff_number: "N2" })
      .where("id", "=", people.worker.id)
      .execute();
    await expect(list.confirm()).rejects.toThrow(Conflict);
    expect(await named("Nia Reed")).toBeUndefined();
    expect((await list.find()).state).toBe("read");
  });

  it("never makes one person twice, however two lists that name them meet", async () => {
    const { db, read } = await start();
    const first = await read([row(2, { name: "Nia Reed", email: "", staffNumber: "0417" })]);
    const second = await read([row(2, { name: "Nia Reed", email: "", staffNumber: "417" })]);
    const settled = await Promise.allSettled([first.confirm(), second.confirm()]);
    expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const told = settled.find((one) => one.status === "rejected");
    expect(told?.reason).toBeInstanceOf(Conflict);
    const people = await db
      .selectFrom("person")
      .select("staff_number")
      .where("name", "=", "Nia Reed")
      .execute();
    expect(people).toHaveLength(1);
  });

  it("fills in whom a caseload has named, with their manager of another such line", async () => {
    const { db, read, named, stamp } = await start();
    for (const name of ["Nia O'Reed", "Sal Senior"]) {
      await transact(db, (tx) =>
        addPerson(tx, stamp, {
          ...{ id: newId(), name, email: null, staffNumber: null, jobTitle: "", teamId: null },
          ...{ managerId: null, grants: [] },
        }),
      );
    }
    const before = await db.selectFrom("person").select("id").execute();
    const list = await read([
      row(2, { name: "Nia O’Reed", managerNumber: "N3", roles: "Practitioner" }),
      row(3, { name: "Sal SENIOR" }),
      row(4, { managerNumber: "N3" }),
    ]);
    expect(await list.confirm(true)).toEqual({ added: 1, proposed: 0, invited: 3 });
    expect(await db.selectFrom("person").select("id").execute()).toHaveLength(before.length + 1);
    const sal = await named("Sal Senior");
    expect(await named("Nia O'Reed")).toMatchObject({
      ...{ staff_number: "N2", staff_number_key: "n2", email: "p2@council.example" },
      ...{ manager_id: sal?.id, version: 2 },
    });
    expect((await named("Person 4"))?.manager_id).toBe(sal?.id);
    expect((await findActor(db, (await named("Nia O'Reed"))?.id ?? ""))?.grants).toHaveLength(1);
    await undoStaffImport(db, stamp, await list.find());
    expect((await findActor(db, (await named("Nia O'Reed"))?.id ?? ""))?.grants).toEqual([]);
    expect((await named("Nia O'Reed"))?.staff_number).toBe("N2");
  });

  it("takes a team by a name that was said to mean it, in a role’s reach too", async () => {
    const { db, stamp, read, named, world } = await start();
    const rows = [row(2, { team: "The Birches", roles: "Team manager for the birches" })];
    const list = await read(rows);
    const { lines } = await planStaffImport(db, list.id, stamp.actorId);
    expect(lines[0]).toMatchObject({
      outcome: "bad",
      missing: ["The Birches", "the birches"],
    });
    const asked = await transact(db, (tx) =>
      askForTeam(tx, stamp, { name: "The Birches", staffImportId: list.id }),
    );
    const { id: teamId } = world.teams.rowan;
    await transact(db, (tx) => answerTeamRequest(tx, stamp, { id: asked, version: 1 }, { teamId }));
    const again = await read(rows);
    expect((await planStaffImport(db, again.id, stamp.actorId)).lines[0]).toMatchObject({
      outcome: "add",
      teamId,
      grants: [{ role: "team-manager", reach: "team", teamId }],
    });
    await again.confirm();
    expect((await named("Person 2"))?.team_id).toBe(teamId);
  });

  it("is undone: whom it added go, but for those in use since, and roles are taken back", async () => {
    const { db, people, stamp, read, named, world } = await start();
    const list = await read([
      row(2, { managerNumber: "N3", roles: "Auditor" }),
      row(3, { name: "Sal Senior" }),
      row(4, { name: "Wyn Used" }),
      row(5, { name: "Sig Signed" }),
      row(6, {
        name: people.worker.name,
        email: people.worker.email,
        staffNumber: "",
        roles: "Practitioner for Willow",
      }),
    ]);
    await list.confirm(true);
    const used = await named("Wyn Used");
    await world.addCase({ worker_id: used?.id ?? "" });
    await db
      .updateTable("auth_account")
      .set({ password_hash: "chosen" })
      .where("person_id", "=", (await named("Sig Signed"))?.id ?? "")
      .execute();
    expect((await findActor(db, people.worker.id))?.grants).toHaveLength(2);
    expect(await undoStaffImport(db, stamp, await list.find())).toEqual({ removed: 2, stay: 2 });
    expect([await named("Person 2"), await named("Sal Senior")]).toEqual([undefined, undefined]);
    expect([(await named("Wyn Used"))?.active, (await named("Sig Signed"))?.active]).toEqual([
      1, 1,
    ]);
    expect((await findActor(db, people.worker.id))?.grants).toHaveLength(1);
    const { bundleId } = await list.find();
    expect(await listBundle(db, bundleId ?? "", "2024-04-15")).toEqual([]);
    await expect(
      undoStaffImport(db, stamp, { ...(await list.find()), version: 2 }),
    ).rejects.toThrow(Conflict);
  });
});
