import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import type { Grant, Role } from "~/rules/access/people";
import type { AccessWhat } from "~/rules/people/access-changes";
import { findActor } from "~db/access/people.server";
import { listEvents } from "~db/core/events.server";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { usePasswordLink } from "~db/operations/people/access-effect.server";
import { giveRole, hasUsedAccount } from "~db/operations/people/access-giving.server";
import {
  confirmAccess,
  confirmOnServer,
  lapseAccess,
  refuseAccess,
  withdrawAccess,
} from "~db/operations/people/access-settling.server";
import { addPerson } from "~db/operations/people/new-person.server";
import { removeGrant, saveActive } from "~db/operations/people/people-admin.server";
import { listBundle, proposeAccess, unscopedWaitingAccess } from "~db/people/access-changes.server";
import { findPerson } from "~db/people/people-list.server";
import { addressOf, describeDatabases } from "../../support/databases";
import { makeWorld, type WorldPerson, worldMorning } from "../../support/world";

const today = "2024-04-15";
const qaLead: AccessWhat = { kind: "grant", grant: { role: "qa-lead", reach: "all" } };

describeDatabases("A change of access that waits", (makeDb) => {
  async function start() {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const stampOf = (person: WorldPerson, at = worldMorning) => ({
      actorId: person.id,
      at,
      systemAt: at,
    });
    const server = { actorId: null, at: worldMorning, systemAt: worldMorning } as const;
    const propose = (what: AccessWhat, personId = people.auditor.id, at = worldMorning) =>
      transact(db, (tx) =>
        proposeAccess(tx, stampOf(people.administrator, at), [{ personId, what }]),
      );
    const confirm = (bundleId: string, by: WorldPerson = people.qaLead) =>
      transact(db, (tx) => confirmAccess(tx, stampOf(by), bundleId));
    const rolesOf = async (id: string) =>
      (await findActor(db, id))?.grants.map(({ role }) => role).sort();
    const told = async () =>
      (await db.selectFrom("outbox").select(["kind", "person_id"]).execute()).map(
        ({ kind, person_id }) =>
          `${kind} ${Object.values(people).find(({ id }) => id === person_id)?.name}`,
      );
    return { world, db, people, stampOf, server, propose, confirm, rolesOf, told };
  }

  it("comes true when a second person confirms it, once, and all concerned are told", async () => {
    const { db, people, propose, confirm, rolesOf, told } = await start();
    const id = await propose(qaLead);
    expect((await told()).sort()).toEqual([
      "access-to-confirm Dale Fenn",
      "access-to-confirm Quinn Ashby",
    ]);
    expect(await rolesOf(people.auditor.id)).toEqual(["auditor"]);
    expect((await confirm(id, people.administrator)).refusal).toContain("you proposed it");
    expect((await confirm(id, people.auditor)).refusal).toContain("do not confirm");
    // Two at once: one of them does it.
    const both = await Promise.all([confirm(id), confirm(id, people.leader)]);
    expect(both.map(({ confirmed }) => confirmed).sort()).toEqual([0, 1]);
    expect(await rolesOf(people.auditor.id)).toEqual(["auditor", "qa-lead"]);
    expect(await unscopedWaitingAccess(db, today)).toEqual([]);
    expect(await told()).toEqual(
      expect.arrayContaining(["access-changed Alex Morley", "access-confirmed Ade Marsh"]),
    );
    const events = await listEvents(db, `person:${people.auditor.id}`);
    expect(events.map(({ kind }) => kind)).toEqual([
      "person.role-given",
      "access.confirmed",
      "access.proposed",
    ]);
    expect(events.at(-1)?.actorName).toBe("Ade Marsh");
  });

  it("lapses when whoever proposed it may no more, or whom it concerns has left", async () => {
    const { db, people, stampOf, server, propose, confirm, rolesOf } = await start();
    const first = await propose(qaLead);
    await db
      .updateTable("role_grant")
      .set({ role: "scrutiny" satisfies Role })
      .where("person_id", "=", people.administrator.id)
      .execute();
    expect(await confirm(first)).toMatchObject({
      confirmed: 0,
      lapsed: ["whoever proposed it is no longer an administrator"],
    });
    await db
      .updateTable("role_grant")
      .set({ role: "administrator" satisfies Role })
      .where("person_id", "=", people.administrator.id)
      .execute();
    const second = await propose(qaLead);
    const person = await findPerson(db, people.auditor.id);
    if (!person) throw new Error("The auditor is gone");
    await transact(db, (tx) => saveActive(tx, stampOf(people.administrator), person, false));
    await lapseAccess(db, server);
    expect((await listBundle(db, second, today)).map(({ state }) => state)).toEqual(["lapsed"]);
    await transact(db, (tx) => saveActive(tx, stampOf(people.administrator), person, true));
    expect((await confirm(second)).confirmed).toBe(0);
    const old = await propose(qaLead, people.auditor.id, "2024-03-01T09:00:00.000Z");
    await lapseAccess(db, server);
    expect((await listBundle(db, old, today))[0]).toMatchObject({
      state: "lapsed",
      why: "nobody confirmed it within 28 days",
    });
    expect(await rolesOf(people.auditor.id)).toEqual(["auditor"]);
  });

  it("ends when it is refused with a reason, or withdrawn by whoever proposed it", async () => {
    const { db, people, stampOf, propose, confirm, told } = await start();
    const refused = await propose(qaLead);
    const by = (person: WorldPerson) =>
      transact(db, (tx) => refuseAccess(tx, stampOf(person), refused, "Not their work"));
    expect((await by(people.administrator)).refusal).toContain("you proposed it");
    expect((await by(people.leader)).refused).toBe(1);
    expect(await told()).toContain("access-ended Ade Marsh");
    const withdrawn = await propose(qaLead);
    const back = (person: WorldPerson) =>
      transact(db, (tx) => withdrawAccess(tx, stampOf(person), withdrawn));
    expect([await back(people.qaLead), await back(people.administrator)]).toEqual([0, 1]);
    for (const id of [refused, withdrawn]) expect((await confirm(id)).confirmed).toBe(0);
  });

  it("of several people leaves what is about the confirmer to someone else", async () => {
    const { db, people, stampOf, confirm, rolesOf } = await start();
    const id = await transact(db, (tx) =>
      proposeAccess(
        tx,
        stampOf(people.administrator),
        [people.auditor, people.worker, people.leader].map(({ id: personId }) => ({
          personId,
          what: { kind: "grant", grant: { role: "moderator", reach: "all" } },
        })),
      ),
    );
    expect(await confirm(id, people.leader)).toMatchObject({ confirmed: 2, left: 1 });
    expect(await rolesOf(people.leader.id)).toEqual(["leader"]);
    expect(await confirm(id)).toMatchObject({ confirmed: 1, left: 0 });
    expect(await rolesOf(people.leader.id)).toEqual(["leader", "moderator"]);
  });

  it("is confirmed on the server only where nobody can here, and QA leads and leaders hear of it", {
    timeout: 120_000,
  }, async () => {
    const { db, people, server, propose, rolesOf, told } = await start();
    const id = await propose(qaLead);
    const onServer = () => transact(db, (tx) => confirmOnServer(tx, server, id));
    expect((await onServer()).refusal).toBe(
      "Ask one of those who can confirm it: Dale Fenn, Quinn Ashby",
    );
    // Those two can't sign in: nobody is left but the one who proposed it.
    await db
      .deleteFrom("auth_account")
      .where("person_id", "in", [people.leader.id, people.qaLead.id])
      .execute();
    // The script goes by the business clock of the installation.
    const offset = JSON.stringify(Date.parse(worldMorning) - Date.now());
    await db.insertInto("setting").values({ key: "clock.offset", value: offset }).execute();
    const script = (...words: string[]) => {
      const { status, stdout, stderr } = spawnSync(
        "node",
        ["--import", "tsx", "scripts/access.ts", ...words],
        { encoding: "utf8", env: { ...process.env, DATABASE_URL: addressOf(db) } },
      );
      return { status, said: `${stdout}${stderr}`.trim() };
    };
    expect(script("crown")).toEqual({
      status: 2,
      said: 'Use: scripts/access list | confirm ID | refuse ID "why"',
    });
    expect(script("list").said).toContain(
      `${id}  Give Alex Morley the role QA lead for everything`,
    );
    expect(script("confirm", id)).toEqual({ status: 0, said: "1 confirmed." });
    expect(script("confirm", id).status).toBe(1);
    expect(await rolesOf(people.auditor.id)).toEqual(["auditor", "qa-lead"]);
    expect(await told()).toEqual(
      expect.arrayContaining(["access-by-server Dale Fenn", "access-by-server Quinn Ashby"]),
    );
  });

  it("is given alone by the first administrator until an exercise was released, to others", async () => {
    const { db, world } = await start();
    const first = newId();
    const stamp = { actorId: first, at: worldMorning, systemAt: worldMorning };
    const moderator: Grant = { role: "moderator", reach: "all" };
    await transact(db, (tx) =>
      addPerson(tx, stamp, {
        id: first,
        name: "Ada Firth",
        email: "ada@world.example",
        staffNumber: null,
        jobTitle: "",
        teamId: null,
        managerId: null,
        grants: [{ role: "administrator", reach: "all" }],
      }),
    );
    const give = (by: string, to: string) =>
      transact(db, (tx) => giveRole(tx, { ...stamp, actorId: by }, to, moderator));
    const { worker, otherWorker, auditor, administrator } = world.people;
    expect(await give(first, worker.id)).toBe("waits");
    await db.updateTable("exercise").set({ released_at: null }).execute();
    expect(await give(administrator.id, otherWorker.id)).toBe("waits");
    expect(await give(first, auditor.id)).toBe("given");
    expect(await give(first, auditor.id)).toBe("held");
    expect(await give(first, worker.id)).toBe("given");
    const [event] = await listEvents(db, `person:${auditor.id}`);
    expect(event?.after).toMatchObject({ role: "moderator", alone: true });
  });

  it("taking a role away never waits, and is told", async () => {
    const { db, people, stampOf, rolesOf, told } = await start();
    const person = await findPerson(db, people.qaLead.id);
    const grantId = person?.grants[0]?.id ?? "";
    await transact(db, (tx) =>
      removeGrant(tx, stampOf(people.administrator), people.qaLead.id, grantId),
    );
    expect(await rolesOf(people.qaLead.id)).toEqual([]);
    expect(await told()).toContain("access-changed Quinn Ashby");
  });

  it("lets a confirmed password link be shown once, by who proposed it, within a day", async () => {
    const { db, people, stampOf, propose, confirm, told } = await start();
    const { id } = people.leader;
    const use = (by: WorldPerson, at = worldMorning) =>
      transact(db, (tx) => usePasswordLink(tx, stampOf(by, at), id));
    const bundle = await propose({ kind: "password-link" }, id);
    expect(await told()).toContain("access-asked Dale Fenn");
    expect(await use(people.administrator)).toBe(false);
    expect((await confirm(bundle, people.leader)).refusal).toContain("your own access");
    expect((await confirm(bundle)).confirmed).toBe(1);
    expect(await use(people.qaLead)).toBe(false);
    expect(await use(people.administrator, "2024-04-16T08:00:01.000Z")).toBe(false);
    expect(await use(people.administrator)).toBe(true);
    expect(await use(people.administrator)).toBe(false);
    expect(await hasUsedAccount(db, id)).toBe(true);
  });
});
