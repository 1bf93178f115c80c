import { beforeAll, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { newId } from "~db/core/ids.server";
import { databaseMaker } from "../../support/databases";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World, worldMorning } from "../../support/world";

const makeDb = databaseMaker("sqlite");

const days = (from: string, to: string) =>
  Object.fromEntries(
    Object.entries({ fromOn: from, toOn: to }).flatMap(([name, date]) => {
      const [year = "", month = "", day = ""] = date.split("-");
      return [
        [`${name}.day`, day],
        [`${name}.month`, month],
        [`${name}.year`, year],
      ];
    }),
  );

describe("a deputy", () => {
  let world: World;
  let web: Web;
  let concernId: string;
  beforeAll(async () => {
    world = await makeWorld(await makeDb());
    web = await startWeb(world.db);
    const record = await world.addCase();
    concernId = newId();
    await world.db
      .insertInto("concern")
      .values({
        id: concernId,
        case_id: record.id,
        audit_id: null,
        exercise_id: null,
        team_id: world.teams.willow.id,
        service_id: world.serviceId,
        raised_by: world.people.auditor.id,
        raised_at: worldMorning,
        what: "Nobody has seen the child for weeks.",
        spoken_to: "Duty manager",
        spoken_at: worldMorning,
        due_at: "2024-04-15T16:00:00.000Z",
        done: "",
      } as never)
      .execute();
  });

  const manager = () => ({ as: world.people.teamManager.email });
  const standIn = () => ({ as: world.people.otherTeamManager.email });

  it("is named by the person themselves, who reads what that lends", async () => {
    const concern = paths.concerns.one(concernId);
    expect((await web.get(concern, standIn())).status).toBe(404);
    const page = await web.get(paths.accountDeputies(), manager());
    expect(page.html.one("main").text).toContain("Everything they do carries both names");
    const wrong = await web.post(
      paths.accountDeputies(),
      { deputyId: world.people.scrutiny.id, ...days("2024-04-15", "2024-04-26") },
      manager(),
    );
    expect(wrong.errors).toEqual([
      "Choose someone who can sign in and works with cases themselves",
    ]);
    const named = await web.post(
      paths.accountDeputies(),
      { deputyId: world.people.otherTeamManager.id, ...days("2024-04-15", "2024-04-26") },
      manager(),
    );
    expect(named.location).toBe(paths.accountDeputies());
    expect((await web.get(paths.account(), manager())).html.one("main").text).toContain(
      "Rae Holt, 15 April 2024 to 26 April 2024",
    );
    expect((await web.get(paths.account(), standIn())).html.one("main").text).toContain(
      "Toni Vale, 15 April 2024 to 26 April 2024",
    );
    const told = await world.db.selectFrom("outbox").select(["kind", "person_id"]).execute();
    expect(told).toEqual([{ kind: "deputy-named", person_id: world.people.otherTeamManager.id }]);
  });

  it("sees the absent person's list apart, reads a concern of their team and acknowledges it", async () => {
    const home = await web.get(paths.home(), standIn());
    expect(home.html.one("main").text).toContain("For Toni Vale, until 26 April 2024");
    // At the head of the page, once, and whose it is.
    const notices = home.html.all(".los-concern").map((notice) => notice.text);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain("For Toni Vale, whose deputy you are");
    expect(home.html.all(`a[href="${paths.concerns.one(concernId)}"]`)).toHaveLength(1);
    const page = await web.get(paths.concerns.one(concernId), standIn());
    expect(page.status).toBe(200);
    const version = page.html.one("input[name=version]").attribute("value") ?? "1";
    const answer = await web.post(
      paths.concerns.one(concernId),
      { done: "Visited the home this morning with the worker; the child is well.", version },
      standIn(),
    );
    expect(answer.errors).toEqual([]);
    const concern = await world.db
      .selectFrom("concern")
      .select("acknowledged_by")
      .where("id", "=", concernId)
      .executeTakeFirstOrThrow();
    expect(concern.acknowledged_by).toBe(world.people.otherTeamManager.id);
    const event = await world.db
      .selectFrom("event")
      .innerJoin("event_body", "event_body.event_id", "event.id")
      .select(["actor_id", "after"])
      .where("kind", "=", "concern.acknowledged")
      .executeTakeFirstOrThrow();
    expect(event.actor_id).toBe(world.people.otherTeamManager.id);
    expect(JSON.parse(event.after ?? "{}")).toMatchObject({
      onBehalfOf: world.people.teamManager.id,
    });
  });

  it("does not read a concern in which the absent person is implicated, nor one of their own", async () => {
    const record = await world.addCase();
    for (const person of [world.people.teamManager, world.people.otherTeamManager]) {
      const id = newId();
      await world.db
        .insertInto("concern")
        .values({
          id,
          case_id: record.id,
          audit_id: null,
          exercise_id: null,
          team_id: world.teams.willow.id,
          service_id: world.serviceId,
          raised_by: world.people.auditor.id,
          raised_at: worldMorning,
          what: "About this manager.",
          spoken_to: "Service manager",
          spoken_at: worldMorning,
          due_at: "2024-04-15T16:00:00.000Z",
          done: "",
        } as never)
        .execute();
      await world.db
        .insertInto("concern_bypass" as never)
        .values({ concern_id: id, person_id: person.id } as never)
        .execute();
      expect([403, 404]).toContain((await web.get(paths.concerns.one(id), standIn())).status);
      expect((await web.get(paths.home(), standIn())).body).not.toContain(id);
      expect(
        (await web.get(paths.home(), { as: world.people.serviceManager.email })).body,
      ).toContain(id);
    }
  });

  it("loses it all when the term is ended, and at its end", async () => {
    const audit = await world.addAudit({
      state: "final",
      submitted_at: worldMorning,
      final_at: worldMorning,
    });
    const read = paths.audits.read(audit.id);
    expect((await web.get(read, standIn())).status).toBe(200);
    web.clock.moveTo("2024-04-27T08:00:00.000Z");
    expect((await web.get(read, standIn())).status).toBe(404);
    web.clock.moveTo("2024-04-26T21:00:00.000Z");
    expect((await web.get(read, standIn())).status).toBe(200);
    const page = await web.get(paths.accountDeputies(), manager());
    const hidden = (name: string) => page.html.one(`input[name=${name}]`).attribute("value") ?? "";
    const end = { intent: "end", termId: hidden("termId"), version: hidden("version") };
    const ended = await web.post(paths.accountDeputies(), end, manager());
    expect(ended.location).toBe(paths.accountDeputies());
    expect((await web.get(read, standIn())).status).toBe(404);
    // Ending it again changes nothing.
    expect((await web.post(paths.accountDeputies(), end, manager())).status).toBe(302);
  });

  it("is arranged by the administrator for someone who could not, never for themselves", async () => {
    web.clock.moveTo(worldMorning);
    const as = { as: world.people.administrator.email };
    const path = paths.people.deputies(world.people.serviceManager.id);
    const own = await web.post(
      path,
      { deputyId: world.people.administrator.id, ...days("2024-04-15", "2024-04-16") },
      as,
    );
    expect(own.errors[0]).toContain("nobody makes themselves a deputy");
    const named = await web.post(
      path,
      { deputyId: world.people.teamManager.id, ...days("2024-04-15", "2024-04-16") },
      as,
    );
    expect(named.location).toBe(path);
    // Nobody lends another person's rights alone: until it is confirmed nobody stands in.
    expect(
      await world.db
        .selectFrom("deputy")
        .select("id")
        .where("person_id", "=", world.people.serviceManager.id)
        .execute(),
    ).toEqual([]);
    const { bundle_id } = await world.db
      .selectFrom("access_change")
      .select("bundle_id")
      .executeTakeFirstOrThrow();
    await web.post(
      paths.access.one(bundle_id),
      { intent: "confirm" },
      { as: world.people.qaLead.email },
    );
    const deputy = await world.db
      .selectFrom("deputy")
      .select(["deputy_id", "named_by"])
      .where("person_id", "=", world.people.serviceManager.id)
      .executeTakeFirstOrThrow();
    expect(deputy).toEqual({
      deputy_id: world.people.teamManager.id,
      named_by: world.people.administrator.id,
    });
    const told = await world.db
      .selectFrom("outbox")
      .select("kind")
      .where("person_id", "=", world.people.serviceManager.id)
      .execute();
    expect(told.map(({ kind }) => kind)).toContain("deputy-arranged");
    expect((await web.get(path, manager())).status).toBe(403);
  });
});
