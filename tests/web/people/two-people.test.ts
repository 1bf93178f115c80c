/**
 * Nobody gets in alone: every way by which an administrator could open cases to themselves, or sign
 * in as someone else, walked by real requests.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { newId } from "~db/core/ids.server";
import { findPerson } from "~db/people/people-list.server";
import { databaseMaker } from "../../support/databases";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

const makeDb = databaseMaker("sqlite");

describe("An administrator alone", () => {
  let world: World;
  let web: Web;
  let as: { as: string };
  beforeAll(async () => {
    world = await makeWorld(await makeDb());
    web = await startWeb(world.db);
    as = { as: world.people.administrator.email };
  });
  const rolesOf = async (id: string) =>
    (
      await world.db.selectFrom("role_grant").select("role").where("person_id", "=", id).execute()
    ).map(({ role }) => role);
  const waiting = async () =>
    (
      await world.db
        .selectFrom("access_change")
        .select("bundle_id")
        .where("state", "=", "waiting")
        .orderBy("id", "desc")
        .execute()
    ).map(({ bundle_id }) => bundle_id);
  const facts = {
    name: "Dale Fenn",
    email: "dale.fenn@world.example",
    staffNumber: "",
    jobTitle: "",
    teamId: "",
    managerId: "",
  };

  it("gives themselves no role, of any reach", async () => {
    const { id } = world.people.administrator;
    const page = await web.get(paths.people.one(id), as);
    expect(page.html.all("select[name=role]")).toHaveLength(0);
    for (const reach of ["all", `service:${world.serviceId}`, `team:${world.teams.willow.id}`]) {
      const answer = await web.post(
        paths.people.one(id),
        { intent: "add-role", role: "qa-lead", reach },
        as,
      );
      expect([answer.status, answer.errors[0]]).toEqual([
        400,
        "Ask another administrator: nobody gives themselves a role or a wider reach",
      ]);
    }
    expect(await rolesOf(id)).toEqual(["administrator"]);
    expect(await waiting()).toEqual([]);
  });

  it("does not confirm what they proposed, whoever they proposed it for", async () => {
    const { auditor } = world.people;
    await web.post(
      paths.people.one(auditor.id),
      { intent: "add-role", role: "qa-lead", reach: "all" },
      as,
    );
    const [bundle = ""] = await waiting();
    const own = await web.get(paths.access.one(bundle), as);
    expect(own.html.one("main").text).toContain("Waits for Dale Fenn or Quinn Ashby");
    expect(own.html.all("button[value=confirm]")).toHaveLength(0);
    const answer = await web.post(paths.access.one(bundle), { intent: "confirm" }, as);
    expect(answer.status).toBe(400);
    expect(answer.html.one("main").text).toContain("you proposed it");
    expect(await rolesOf(auditor.id)).toEqual(["auditor"]);
    // Nor does whoever receives it, or someone whose role confirms nothing.
    for (const { email } of [auditor, world.people.serviceManager]) {
      const refused = await web.post(
        paths.access.one(bundle),
        { intent: "confirm" },
        { as: email },
      );
      expect(refused.status).toBe(403);
    }
    const home = await web.get(paths.home(), { as: world.people.leader.email });
    expect(home.html.one("main").text).toContain(
      "Give Alex Morley the role QA lead for everything",
    );
    expect(home.html.one("main").text).toContain("waiting since today, for you to confirm");
    web.clock.moveTo("2024-04-18T08:00:00.000Z");
    const later = await web.get(paths.home(), { as: world.people.qaLead.email });
    expect(later.html.one("main").text).toContain("waiting 3 days, for you to confirm");
    const proposer = await web.get(paths.home(), as);
    expect(proposer.html.one("main").text).toContain("for Dale Fenn or Quinn Ashby");
  });

  it("is settled once: whoever comes second hears so, and what they wrote is shown to them", async () => {
    const { auditor, qaLead } = world.people;
    await web.post(
      paths.people.one(auditor.id),
      { intent: "add-role", role: "moderator", reach: "all" },
      as,
    );
    const [bundle = ""] = await waiting();
    const here = paths.access.one(bundle);
    await web.post(here, { intent: "withdraw" }, as);
    const refused = await web.post(
      here,
      { intent: "refuse", why: "Not needed before June" },
      { as: qaLead.email },
    );
    expect([refused.status, refused.errors]).toEqual([
      409,
      ["Look again: nothing of this waits any more"],
    ]);
    expect(refused.html.one("main").text).toContain("Not needed before June");
    const confirmed = await web.post(here, { intent: "confirm" }, { as: qaLead.email });
    expect(confirmed.status).toBe(409);
    expect(confirmed.html.one("body").text.split("nothing of this waits any more").length).toBe(2);
    expect(await rolesOf(auditor.id)).toEqual(["auditor"]);
  });

  it("is told apart in the history: proposed by one, given by another, with its reach", async () => {
    const [bundle = ""] = await waiting();
    const done = await web.post(
      paths.access.one(bundle),
      { intent: "confirm" },
      { as: world.people.leader.email },
    );
    expect(done.location).toBe(paths.access.one(bundle));
    const page = await web.get(paths.people.one(world.people.auditor.id), as);
    const text = page.html.one("main").text;
    expect(text).toContain("Proposed: give them the role QA lead for everything");
    expect(text).toContain("Given the role QA lead for everything");
    const account = await web.get(paths.account(), { as: world.people.auditor.email });
    expect(account.html.one("main").text).toContain("QA lead for everything");
    await web.post(
      paths.people.one(world.people.worker.id),
      { intent: "add-role", role: "practitioner", reach: `team:${world.teams.rowan.id}` },
      as,
    );
    // What opens no other case needs nobody else.
    expect(await waiting()).toEqual([]);
    const worker = await web.get(paths.people.one(world.people.worker.id), as);
    expect(worker.html.one("main").text).toContain("Practitioner for the team Rowan");
  });

  it("sends no director's link to themselves: another address waits, and its owner is told", async () => {
    const { leader } = world.people;
    const changed = await web.post(
      paths.people.edit(leader.id),
      { ...facts, email: "mine@world.example", jobTitle: "Director", version: "1" },
      as,
    );
    expect(changed.location).toBe(paths.people.one(leader.id));
    const stored = await world.db
      .selectFrom("person")
      .select(["email", "job_title"])
      .where("id", "=", leader.id)
      .executeTakeFirstOrThrow();
    expect(stored).toEqual({ email: leader.email, job_title: "Director" });
    const told = await world.db
      .selectFrom("outbox")
      .select("kind")
      .where("person_id", "=", leader.id)
      .execute();
    expect(told.map(({ kind }) => kind)).toContain("access-asked");
    const [bundle = ""] = await waiting();
    await web.post(
      paths.access.one(bundle),
      { intent: "refuse", why: "Not their address" },
      { as: world.people.qaLead.email },
    );
    const page = await web.get(paths.people.one(leader.id), as);
    expect(page.html.one("main").text).toContain("Not their address");
    expect(page.body).toContain(leader.email);
    // Where nobody ever signed in, a wrong address is put right at once.
    const id = newId();
    await world.db
      .insertInto("person")
      .values({ id, name: "New", name_folded: "new", job_title: "", active: 1 })
      .execute();
    await web.post(
      paths.people.edit(id),
      { ...facts, name: "New", email: "new@world.example", version: "1" },
      as,
    );
    expect(await waiting()).toEqual([]);
  });

  it("gives nobody another's staff number alone, and takes none away: cases go by it", async () => {
    const { worker, leader } = world.people;
    const before = await findPerson(world.db, worker.id);
    const path = paths.people.edit(worker.id);
    const own = { ...facts, name: worker.name, email: worker.email, jobTitle: "Social worker" };
    const numberOf = async (id: string) => (await findPerson(world.db, id))?.staffNumber ?? null;
    // A first number is as adding someone who has one.
    await web.post(path, { ...own, staffNumber: "W-1", version: `${before?.version}` }, as);
    expect(await numberOf(worker.id)).toBe("W-1");
    for (const staffNumber of ["W-2", ""]) {
      const version = `${(await findPerson(world.db, worker.id))?.version}`;
      const changed = await web.post(
        path,
        { ...own, staffNumber, jobTitle: `Was ${staffNumber}`, version },
        as,
      );
      expect(changed.location).toBe(paths.people.one(worker.id));
      expect(await numberOf(worker.id)).toBe("W-1");
    }
    expect((await findPerson(world.db, worker.id))?.jobTitle).toBe("Was");
    const told = await world.db
      .selectFrom("outbox")
      .select("kind")
      .where("person_id", "=", worker.id)
      .execute();
    expect(told.map(({ kind }) => kind)).toContain("access-asked");
    const page = await web.get(paths.people.one(worker.id), as);
    expect(page.html.one("main").text).toContain(
      `Change the staff number of ${worker.name} to W-2`,
    );
    const bundles = await waiting();
    expect(bundles).toHaveLength(2);
    const [away = "", another = ""] = bundles;
    const refused = await web.post(paths.access.one(another), { intent: "confirm" }, as);
    expect(refused.html.one("main").text).toContain("you proposed it");
    // Someone else has it by then.
    const number = { staff_number: "W-2", staff_number_key: "w-2" };
    const theirs = (set: Partial<typeof number> | { staff_number: null; staff_number_key: null }) =>
      world.db.updateTable("person").set(set).where("id", "=", leader.id).execute();
    await theirs(number);
    await web.post(paths.access.one(another), { intent: "confirm" }, { as: leader.email });
    expect(await numberOf(worker.id)).toBe("W-1");
    await theirs({ staff_number: null, staff_number_key: null });
    await web.post(paths.access.one(away), { intent: "confirm" }, { as: leader.email });
    expect(await numberOf(worker.id)).toBeNull();
    expect(await waiting()).toEqual([]);
  });

  it("moves no team to where their own role reaches it", async () => {
    const { administrator } = world.people;
    await world.db
      .insertInto("role_grant")
      .values({
        id: newId(),
        person_id: administrator.id,
        role: "service-manager",
        reach: "service",
        service_id: world.otherServiceId,
      })
      .execute();
    const move = {
      name: "Willow",
      serviceId: world.otherServiceId,
      holdsCases: "yes",
      version: "1",
    };
    const own = await web.post(paths.people.team(world.teams.willow.id), move, as);
    expect(own.errors).toEqual([
      "Ask another administrator to move this team: your own role would reach it",
    ]);
  });

  it("brings nobody with power back, and names no deputy for another, alone", async () => {
    const { qaLead, leader } = world.people;
    await web.post(paths.people.deactivate(qaLead.id), {}, as);
    await web.post(paths.people.one(qaLead.id), { intent: "activate" }, as);
    await expect(web.signIn(qaLead.email)).rejects.toThrow();
    const [bundle = ""] = await waiting();
    const page = await web.get(paths.access.one(bundle), { as: leader.email });
    expect(page.html.one("h1").text).toContain("Make Quinn Ashby active again");
    await web.post(paths.access.one(bundle), { intent: "confirm" }, { as: leader.email });
    await web.signIn(qaLead.email);
  });

  it("gains nothing through someone else's eyes: the pages are for those who confirm", async () => {
    for (const { email } of [world.people.worker, world.people.scrutiny, world.people.moderator]) {
      expect((await web.get(paths.access.list(), { as: email })).status).toBe(403);
    }
    expect((await web.get(paths.access.one("none"), as)).status).toBe(404);
    const list = await web.get(paths.access.list(), { as: world.people.leader.email });
    expect(list.html.one("main").text).toContain("Nothing is waiting");
  });
});
