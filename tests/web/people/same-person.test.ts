/**
 * A person recorded twice, as an administrator meets it: found, compared, confirmed by someone
 * else, and lifted; what follows for whoever stays, by real requests.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { fold } from "~/rules/core/folding";
import { newId } from "~db/core/ids.server";
import { databaseMaker } from "../../support/databases";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

const makeDb = databaseMaker("sqlite");

describe("A person recorded twice", () => {
  let world: World;
  let web: Web;
  let record: WorldPerson;
  let auditId: string;
  let ownCaseAudit: string;
  let concernId: string;
  const as = (person: WorldPerson) => ({ as: person.email });
  const text = async (path: string, person: WorldPerson) =>
    (await web.get(path, as(person))).html.one("main").text;
  const sameAs = async () =>
    (
      await world.db
        .selectFrom("person")
        .select("same_as_id")
        .where("id", "=", record.id)
        .executeTakeFirstOrThrow()
    ).same_as_id;
  const waiting = async () =>
    (
      await world.db
        .selectFrom("access_change")
        .select("bundle_id")
        .where("state", "=", "waiting")
        .executeTakeFirstOrThrow()
    ).bundle_id;

  beforeAll(async () => {
    world = await makeWorld(await makeDb());
    web = await startWeb(world.db);
    const { db, people, teams } = world;
    const added = await world.addPerson("Second Record", "qa-lead", { worksIn: teams.care.id });
    record = { ...added, name: "Morley, Alex" };
    await db
      .updateTable("person")
      .set({ name: record.name, name_folded: fold(record.name) })
      .where("id", "=", record.id)
      .execute();
    await db
      .insertInto("role_grant")
      .values({ id: newId(), person_id: people.auditor.id, role: "practitioner", reach: "all" })
      .execute();
    auditId = (await world.addAudit({ auditor_id: record.id, state: "started" })).id;
    const child = await world.addCase({ worker_id: record.id });
    ownCaseAudit = (
      await world.addAudit({
        case_id: child.id,
        worker_id: record.id,
        auditor_id: people.otherAuditor.id,
        state: "started",
      })
    ).id;
    concernId = newId();
    await db
      .insertInto("concern")
      .values({
        ...{ id: concernId, case_id: child.id, team_id: teams.willow.id },
        ...{ audit_id: null, exercise_id: null, service_id: world.serviceId },
        ...{ raised_by: people.otherAuditor.id, raised_at: "2024-04-15T07:00:00.000Z" },
        ...{ what: "Something to act on", spoken_to: "Nobody", spoken_at: "2024-04-15T07:00:00Z" },
        ...{ due_at: "2024-04-15T11:00:00.000Z", done: "" },
      })
      .execute();
  });

  it("is listed, found by its name written another way, and compared before anything is done", async () => {
    const { administrator, auditor } = world.people;
    expect(await text(paths.people.list(), administrator)).toContain("Who may be recorded twice");
    const twice = await text(paths.people.recordedTwice(), administrator);
    expect(twice).toContain("Alex Morley");
    expect(twice).toContain("Morley, Alex");
    expect(twice).toContain("The same name");
    const choose = await web.get(paths.people.samePerson(record.id), as(administrator));
    const link = paths.people.samePerson(record.id, { stays: auditor.id });
    expect(choose.html.all(`a[href="${link.replaceAll("&", "&amp;")}"]`)).toHaveLength(1);
    const preview = await text(link, administrator);
    expect(preview).toContain("Alex Morley also has what this record holds: 1 audit, 1 open case");
    expect(preview).toContain("A second person confirms it before it holds");
    expect(preview).toContain("1 role of this record counts for nothing meanwhile");
    expect(preview).toContain("is signed out and can’t be used meanwhile");
    expect(preview).toContain("No conflict of interest newly holds");
    expect(await sameAs()).toBeNull();
  });

  it("leaves the list once someone says that they are two people, until that is taken back", async () => {
    const { administrator, auditor, qaLead } = world.people;
    const path = paths.people.samePerson(record.id, { stays: auditor.id });
    const say = (intent: string, stays: string, who = administrator) =>
      web.post(path, { intent, stays }, as(who));
    expect((await say("two", auditor.id, qaLead)).status).toBe(403);
    expect((await say("two", record.id)).status).toBe(400);
    const own = await say("two", administrator.id);
    expect(own.errors[0]).toContain("Ask another administrator");
    expect((await say("two", auditor.id)).location).toBe(paths.people.recordedTwice());
    await say("two", auditor.id);
    const settled = await text(paths.people.recordedTwice(), administrator);
    expect(settled).toContain("Nobody is left to compare");
    expect(settled).toContain(`Two people: ${administrator.name}, 15 April 2024`);
    for (const { id } of [record, auditor]) {
      const history = await text(paths.people.one(id), administrator);
      expect(history.match(/Said to be someone else than another person/g)).toHaveLength(1);
    }
    expect(await text(path, administrator)).toContain("they are two people");
    await say("again", auditor.id);
    const again = await text(paths.people.recordedTwice(), administrator);
    expect(again).toContain("1 pair to compare");
    expect(again).not.toContain("Two people:");
  });

  it("says what can’t be done, and keeps what was typed", async () => {
    const { administrator, auditor } = world.people;
    const path = paths.people.samePerson(record.id, { stays: auditor.id });
    const empty = await web.post(path, { stays: auditor.id, why: "" }, as(administrator));
    expect([empty.status, empty.errors[0]]).toEqual([400, "Enter how you know"]);
    const own = { stays: administrator.id, why: "It is me" };
    const refused = await web.post(path, own, as(administrator));
    const because = "Ask another administrator: nobody does this with a record of their own";
    expect([refused.status, refused.errors[0]]).toEqual([400, because]);
    expect(refused.html.one("textarea[name=why]").text).toBe("It is me");
    const ownPath = paths.people.samePerson(record.id, { stays: administrator.id });
    expect(await text(ownPath, administrator)).toContain(because);
    const nobody = await web.post(path, { stays: "none", why: "So" }, as(administrator));
    expect(nobody.errors[0]).toBe("Choose the person who stays");
    expect((await web.get(path, as(world.people.qaLead))).status).toBe(403);
    expect(await sameAs()).toBeNull();
  });

  it("waits for a second person, and then is one person everywhere", async () => {
    const { administrator, auditor, qaLead, leader } = world.people;
    await web.signIn(record.email);
    expect((await web.get(paths.audits.one(auditId), as(auditor))).status).toBe(404);
    const done = await web.post(
      paths.people.samePerson(record.id),
      { stays: auditor.id, why: "One badge, two numbers" },
      as(administrator),
    );
    expect(done.status).toBe(302);
    expect(await sameAs()).toBeNull();
    const bundle = await waiting();
    const refused = await web.post(
      paths.access.one(bundle),
      { intent: "confirm" },
      as(administrator),
    );
    expect(refused.status).toBe(400);
    expect(await text(paths.access.one(bundle), leader)).toContain(
      "Treat a record of Morley, Alex as another record of Alex Morley, who stays: One badge, two numbers",
    );
    // Whoever confirms it compares the two, and reads what follows, as whoever proposed it did.
    const confirming = await text(paths.access.one(bundle), leader);
    expect(confirming).toMatch(/Compare the two.*Team Care and Leaving Care Rowan/);
    expect(confirming).toContain(
      "Alex Morley also has what this record holds: 1 audit, 1 open case",
    );
    expect(confirming).toContain("No conflict of interest newly holds");
    // Neither of the two confirms it: the record is a QA lead’s.
    const itself = await web.post(paths.access.one(bundle), { intent: "confirm" }, as(record));
    expect(itself.status).toBe(400);
    await web.post(paths.access.one(bundle), { intent: "confirm" }, as(leader));
    expect(await sameAs()).toBe(auditor.id);

    // Whoever stays has the audit, and can write it; their roles are what they were.
    expect((await web.get(paths.audits.one(auditId), as(auditor))).status).toBe(200);
    const home = await text(paths.home(), auditor);
    expect(home).toContain("Audit case DB-1001");
    expect(home).toContain("Add your reflection on case DB-1002");
    expect((await web.get(paths.audits.reflect(ownCaseAudit), as(auditor))).status).toBe(200);
    expect((await web.get(paths.exercises.plan(), as(auditor))).status).toBe(403);

    // The record’s account is signed out, and can’t sign in again.
    const gone = await web.get(paths.home(), as(record));
    expect(gone.status).toBe(302);
    await expect(web.signIn(record.email)).rejects.toThrow();

    const page = await text(paths.people.one(record.id), administrator);
    expect(page).toContain("This is another record of Alex Morley");
    expect(page).not.toContain("Make active again");
    const stands = await text(paths.people.one(auditor.id), administrator);
    expect(stands).toContain("Also recorded as");
    expect(stands).toContain("A record of Morley, Alex was pointed to Alex Morley, who stays");
    const list = await text(paths.people.list({ state: "inactive" }), administrator);
    expect(list).toContain("Another record of Alex Morley");
    const handover = await web.get(paths.handover(record.id), as(qaLead));
    expect(handover.html.one("h1").text).toContain("Alex Morley");
    // What is typed under the other record’s address is not lost with an error.
    const reason = "Leaves in May";
    const typed = { intent: "hand-over", parts: ["audits"], toId: "nobody", reason };
    const unsaid = await web.post(paths.handover(record.id), typed, as(qaLead));
    expect(unsaid.errors).toEqual(["Choose a person from the list"]);
    expect(unsaid.html.one("textarea[name=reason]").text).toBe(reason);
    expect(await text(paths.handover(auditor.id), qaLead)).toContain("Give 1 audit");
    const again = await web.post(
      paths.people.one(record.id),
      { intent: "activate" },
      as(administrator),
    );
    expect(again.errors[0]).toBe("Lift it first: this is another record of Alex Morley");
  });

  it("keeps a concern that leaves out the record from whoever stays", async () => {
    const { db, people } = world;
    await db
      .insertInto("role_grant")
      .values({
        ...{ id: newId(), person_id: people.auditor.id, role: "team-manager" },
        ...{ reach: "team", team_id: world.teams.willow.id },
      })
      .execute();
    expect((await web.get(paths.concerns.one(concernId), as(people.auditor))).status).toBe(200);
    await db
      .insertInto("concern_bypass")
      .values({ concern_id: concernId, person_id: record.id })
      .execute();
    expect((await web.get(paths.concerns.one(concernId), as(people.auditor))).status).toBe(404);
  });

  it("is two people again once it is lifted, which waits where the roles come back", async () => {
    const { administrator, auditor, leader } = world.people;
    const path = paths.people.samePerson(record.id);
    const asked = await text(path, administrator);
    expect(asked).toContain("Is Morley, Alex not the same person");
    expect(asked).toContain("A second person confirms it before it holds.");
    await web.post(path, { intent: "lift", why: "Two sisters" }, as(administrator));
    expect(await sameAs()).toBe(auditor.id);
    const lifting = await waiting();
    expect(await text(paths.access.one(lifting), leader)).toMatch(
      /Compare the two.*What this record holds is then its own again/,
    );
    await web.post(paths.access.one(lifting), { intent: "confirm" }, as(leader));
    expect(await sameAs()).toBeNull();
    expect(await text(paths.access.one(lifting), leader)).not.toContain("Compare the two");
    expect((await web.get(paths.audits.one(auditId), as(auditor))).status).toBe(404);
    await web.signIn(record.email);
    expect((await web.get(paths.exercises.plan(), as(record))).status).toBe(200);
  });

  it("is not lifted by one person alone where someone would be free of what it has a part in", async () => {
    const { db, people } = world;
    const leaver = await world.addPerson("Alexandra Morley", "practitioner");
    await world.addCase({ worker_id: leaver.id });
    await db
      .updateTable("person")
      .set({ same_as_id: people.auditor.id, active_before: 0, active: 0 })
      .where("id", "=", leaver.id)
      .execute();
    const path = paths.people.samePerson(leaver.id);
    await web.post(path, { intent: "lift", why: "Two people" }, as(people.administrator));
    const now = () =>
      db
        .selectFrom("person")
        .select("same_as_id")
        .where("id", "=", leaver.id)
        .executeTakeFirstOrThrow();
    expect((await now()).same_as_id).toBe(people.auditor.id);
    await web.post(paths.access.one(await waiting()), { intent: "confirm" }, as(people.leader));
    expect((await now()).same_as_id).toBeNull();
  });

  it("is lifted at once where nothing changes hands, which the page says by saying nothing", async () => {
    const { db, people } = world;
    const idle = await world.addPerson("A Morley", "practitioner");
    await db.deleteFrom("role_grant").where("person_id", "=", idle.id).execute();
    await db.deleteFrom("register_entry").where("person_id", "=", idle.id).execute();
    await db
      .updateTable("person")
      .set({ same_as_id: people.auditor.id, active_before: 1, active: 0 })
      .where("id", "=", idle.id)
      .execute();
    const path = paths.people.samePerson(idle.id);
    expect(await text(path, people.administrator)).not.toContain("A second person confirms");
    await web.post(path, { intent: "lift", why: "Two people" }, as(people.administrator));
    const now = await db
      .selectFrom("person")
      .select("same_as_id")
      .where("id", "=", idle.id)
      .executeTakeFirstOrThrow();
    expect(now.same_as_id).toBeNull();
  });
});
