import { beforeEach, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { newId } from "~db/core/ids.server";
import { isStillNeeded } from "~db/messages/outbox-needed.server";
import { tellResponders } from "~db/reports/responders.server";
import { addCycle, auditsOf } from "../../support/cycles";
import { describeDatabases } from "../../support/databases";
import { countStatements } from "../../support/statements";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

describe("The response loop", () => {
  describeDatabases("responses", (makeDb) => {
    let world: World;
    let web: Web;
    let cycle: { id: string };
    const lead = () => ({ as: world.people.qaLead.email });
    const manager = () => ({ as: world.people.teamManager.email });
    const due = { "dueOn.day": "26", "dueOn.month": "4", "dueOn.year": "2024" };

    beforeEach(async () => {
      world = await makeWorld(await makeDb());
      const { willow, rowan, care } = world.teams;
      cycle = await addCycle(world, "2024-01", [
        ...auditsOf(willow, [0, 6, 3, 0]),
        ...auditsOf(rowan, [0, 1, 0, 0]),
        ...auditsOf(care, [0, 1, 0, 0]),
      ]);
      web = await startWeb(world.db);
    });

    const ask = () =>
      web.post(paths.exercises.responses(cycle.id), { intent: "ask-all", ...due }, lead());

    const responseOf = (teamId: string) =>
      world.db
        .selectFrom("response")
        .selectAll()
        .where("team_id", "=", teamId)
        .executeTakeFirstOrThrow();

    const action = (n: number) => ({
      [`actions.${n}.what`]: "Read the plan together each month",
      [`actions.${n}.why`]: "Plans were weak",
      [`actions.${n}.area`]: "",
      [`actions.${n}.ownerId`]: world.people.worker.id,
      [`actions.${n}.dueOn.day`]: "28",
      [`actions.${n}.dueOn.month`]: "6",
      [`actions.${n}.dueOn.year`]: "2024",
      [`actions.${n}.successMeasure`]: "Nine of ten plans are read",
    });

    it("asks each team once, shows who has answered, and asks one again", async () => {
      const page = paths.exercises.responses(cycle.id);
      expect((await web.get(page, lead())).html.text).toContain("No team has been asked yet");
      const past = await web.post(
        page,
        { intent: "ask-all", ...due, "dueOn.year": "2023" },
        lead(),
      );
      expect([past.status, past.errors]).toEqual([400, ["Enter a date after today"]]);
      expect((await ask()).location).toBe(page);
      await ask();
      const listed = await web.get(page, lead());
      expect(listed.html.all("tbody tr")).toHaveLength(3);
      expect(listed.html.one(".los-progress").text).toContain("0 of 3 answered");
      const own = await web.get(page, { as: world.people.serviceManager.email });
      expect(own.html.all("tbody th").map((cell) => cell.text)).toEqual(["Rowan", "Willow"]);
      const { id, version } = await responseOf(world.teams.willow.id);
      const again = {
        intent: "ask-again",
        responseId: id,
        [`versions.${id}`]: version,
        ...due,
        "dueOn.month": "5",
      };
      expect((await web.post(page, again, lead())).status).toBe(302);
      expect((await responseOf(world.teams.willow.id)).due_on).toBe("2024-05-26");
      expect((await web.post(page, again, lead())).status).toBe(409);
      const unknown = await web.post(page, { ...again, responseId: newId() }, lead());
      expect(unknown.errors).toEqual(["Choose a team from the list"]);
      const denied = await web.post(page, again, { as: world.people.serviceManager.email });
      expect(denied.status).toBe(403);
      expect((await web.get(page, manager())).status).toBe(403);
    });

    it("takes an answer with its actions into the learning log, and more of them later", async () => {
      await ask();
      const { id, version } = await responseOf(world.teams.willow.id);
      const path = paths.responses.one(id);
      const answer = {
        answer: "actions",
        version,
        comment: "Two things, done properly.",
        ...action(0),
        ...action(2),
      };
      const sent = await web.post(path, answer, manager());
      expect(sent.location).toBe(paths.exercises.teamReport(cycle.id, world.teams.willow.id));
      const actions = await world.db
        .selectFrom("action")
        .selectAll()
        .orderBy("reference")
        .execute();
      expect(actions).toHaveLength(2);
      expect(actions.map(({ reference }) => reference)).toEqual([1, 2]);
      expect(actions[0]).toMatchObject({
        level: "team",
        source: "response",
        response_id: id,
        team_id: world.teams.willow.id,
        owner_id: world.people.worker.id,
        due_on: "2024-06-28",
        status: "open",
      });
      const answered = await responseOf(world.teams.willow.id);
      expect(answered).toMatchObject({ answered_by: world.people.teamManager.id });
      const twice = await web.post(path, answer, manager());
      expect(twice.status).toBe(409);
      expect(twice.html.one("h2[id$=-conflict]").text).toMatch(
        /^You, on another page or device, changed this at /,
      );
      expect(twice.html.one("textarea[name='actions.0.what']").text).toBe(
        "Read the plan together each month",
      );
      const more = { ...answer, version: answered.version, ...action(1) };
      expect((await web.post(path, more, manager())).status).toBe(302);
      expect((await responseOf(world.teams.willow.id)).answered_at).toBe(answered.answered_at);
      const report = await web.get(sent.location ?? "", manager());
      expect(report.html.text).toContain("A-0005");
    });

    it("takes a reasoned none needed", async () => {
      await ask();
      const { id, version } = await responseOf(world.teams.willow.id);
      const none = { answer: "none-needed", version, comment: "" };
      const bare = await web.post(paths.responses.one(id), none, manager());
      expect(bare.errors).toEqual(["Enter why no action is needed"]);
      const reasoned = { ...none, noneNeededReason: "Every audit was Good." };
      const both = await web.post(
        paths.responses.one(id),
        { ...reasoned, "actions.1.what": "Read the plan together" },
        manager(),
      );
      expect(both.errors).toEqual([
        "Choose “Yes, with these actions” to keep the actions you typed, or clear what you wrote there",
      ]);
      expect(both.html.one("textarea[name='actions.1.what']").text).toBe("Read the plan together");
      expect((await web.post(paths.responses.one(id), reasoned, manager())).status).toBe(302);
      expect(await responseOf(world.teams.willow.id)).toMatchObject({
        none_needed_reason: "Every audit was Good.",
      });
      expect(await world.db.selectFrom("action").select("id").execute()).toEqual([]);
    });

    it("keeps what was typed when something is wrong, and changes nothing", async () => {
      await ask();
      const { id, version } = await responseOf(world.teams.willow.id);
      const path = paths.responses.one(id);
      const good = { answer: "actions", version, comment: "Kept.", ...action(0) };
      const cases: [Record<string, string | number | readonly string[]>, string[]][] = [
        [{ version, comment: "Kept." }, ["Choose whether you will act on this report"]],
        [{ ...good, "actions.0.what": "  " }, ["Enter what will be done"]],
        [{ ...good, "actions.0.dueOn.year": "2023" }, ["Enter a date that is not in the past"]],
        [{ ...good, "actions.0.dueOn.day": "31" }, ["Due date must be a real date, like 5 4 2024"]],
        [{ ...good, "actions.0.ownerId": newId() }, ["Choose the owner from the list"]],
        [{ ...good, "actions.0.area": "weather" }, ["Choose a practice area from the list"]],
        [
          { ...good, "actions.0.what": "x".repeat(1001) },
          ["Enter what will be done in 1,000 characters or fewer"],
        ],
        [{ ...good, "actions.0.what": ["a", "b"] }, ["Enter what will be done"]],
        [
          { ...good, "actions.1.what": "Half an action" },
          [
            "Enter why: what in the report it answers",
            "Choose who owns this action",
            "Enter the date it is due",
            "Enter how you will know that it worked",
          ],
        ],
      ];
      for (const [form, errors] of cases) {
        const refused = await web.post(path, form, manager());
        expect([refused.status, refused.errors]).toEqual([400, errors]);
        expect(refused.html.one("textarea[name=comment]").text).toBe("Kept.");
      }
      expect((await responseOf(world.teams.willow.id)).answered_at).toBeNull();
      expect(await world.db.selectFrom("action").select("id").execute()).toEqual([]);
    });

    it("is for the team's own manager to give", async () => {
      await ask();
      const { id, version } = await responseOf(world.teams.willow.id);
      const path = paths.responses.one(id);
      const answer = { answer: "none-needed", version, noneNeededReason: "No." };
      const { otherTeamManager, serviceManager, qaLead, auditor } = world.people;
      const posts = async (email: string) => (await web.post(path, answer, { as: email })).status;
      expect(await posts(otherTeamManager.email)).toBe(404);
      // Who can read it and is not to give it changes nothing by posting.
      expect((await web.get(path, { as: serviceManager.email })).html.all("textarea")).toEqual([]);
      expect(await posts(serviceManager.email)).toBe(404);
      expect(await posts(qaLead.email)).toBe(403);
      expect((await web.get(path, { as: auditor.email })).status).toBe(403);
      expect((await web.get(path, lead())).html.all("textarea")).toEqual([]);
      expect((await web.get(paths.responses.one(newId()), manager())).status).toBe(404);
    });

    const setActive = (person: { id: string }, active: 0 | 1) =>
      world.db.updateTable("person").set({ active }).where("id", "=", person.id).execute();
    const tell = () =>
      tellResponders(world.db, { ...world.stampOf(world.people.qaLead), actorId: null });
    /** How often the job reads who manages what, with what it has told already. */
    const readsOfRoles = async () => {
      const counted = countStatements(world.db);
      const stamp = { ...world.stampOf(world.people.qaLead), actorId: null };
      await tellResponders(counted.db, stamp);
      return counted.list().filter((statement) => statement.includes("role_grant")).length;
    };
    const told = async (id: string) =>
      (
        await world.db
          .selectFrom("outbox")
          .select("person_id")
          .where("key", "=", `response-asked:${id}:1`)
          .where("state", "=", "waiting")
          .execute()
      ).map((row) => row.person_id);

    it("goes to the service manager while the team has no active manager, and back", async () => {
      await ask();
      const { id, version } = await responseOf(world.teams.willow.id);
      const path = paths.responses.one(id);
      const { teamManager, serviceManager, otherTeamManager } = world.people;
      const above = { as: serviceManager.email };
      const report = paths.exercises.teamReport(cycle.id, world.teams.willow.id);
      await tell();
      expect(await told(id)).toEqual([teamManager.id]);
      const reads = await readsOfRoles();
      expect((await web.get(paths.home(), above)).body).not.toContain(path);

      await setActive(teamManager, 0);
      await tell();
      expect(await told(id)).toContain(serviceManager.id);
      const home = await web.get(paths.home(), above);
      expect(home.body).toContain(path);
      expect(home.html.text).toContain("The team has no manager at present, so it comes to you");
      // Rowan has its own, and another manager is asked for nothing.
      expect(home.body).not.toContain((await responseOf(world.teams.rowan.id)).id);
      expect((await web.get(paths.home(), { as: otherTeamManager.email })).body).not.toContain(
        path,
      );
      expect(
        (await web.get(report, above)).html.all("main a").map((a) => a.attribute("href")),
      ).toContain(path);
      const page = await web.get(path, above);
      expect(page.html.text).toContain("Willow has no manager at present");
      expect(page.html.all("textarea").length).toBeGreaterThan(0);
      // A deputy of the service manager has it too.
      await world.db
        .insertInto("deputy")
        .values({
          id: newId(),
          person_id: serviceManager.id,
          deputy_id: otherTeamManager.id,
          from_on: "2024-04-15",
          to_on: "2024-04-16",
          named_by: serviceManager.id,
          named_at: "2024-04-15T08:00:00.000Z",
        })
        .execute();
      expect((await web.get(paths.home(), { as: otherTeamManager.email })).body).toContain(path);
      await world.db.deleteFrom("deputy").execute();

      await setActive(teamManager, 1);
      const answer = { answer: "none-needed", version, noneNeededReason: "All is well." };
      expect((await web.get(paths.home(), above)).body).not.toContain(path);
      expect((await web.post(path, answer, above)).status).toBe(404);

      await setActive(teamManager, 0);
      expect((await web.post(path, answer, above)).location).toBe(report);
      expect((await responseOf(world.teams.willow.id)).answered_by).toBe(serviceManager.id);
      // As many reads for however many responses wait.
      expect(await readsOfRoles()).toBe(reads);
    });

    it("goes to the manager of the team that went on with the work of one that ended", async () => {
      await ask();
      const { id } = await responseOf(world.teams.willow.id);
      const { teamManager, serviceManager, otherTeamManager } = world.people;
      await setActive(teamManager, 0);
      // Twice over: a team that goes on may end as well.
      const between = await world.addTeam("Sycamore");
      for (const [from, to] of [
        [world.teams.willow.id, between.id],
        [between.id, world.teams.rowan.id],
      ] as const) {
        await world.db
          .updateTable("team")
          .set({ retired_on: "2024-04-14", successor_id: to, holds_cases: 0 })
          .where("id", "=", from)
          .execute();
      }
      await tell();
      expect((await told(id)).sort()).toEqual([teamManager.id, otherTeamManager.id].sort());
      const path = paths.responses.one(id);
      expect((await web.get(paths.home(), { as: otherTeamManager.email })).body).toContain(path);
      expect((await web.get(paths.home(), { as: serviceManager.email })).body).not.toContain(path);
    });

    it("tells a new manager once, and no more whoever it was asked of before", async () => {
      await ask();
      const { id } = await responseOf(world.teams.willow.id);
      const { teamManager, serviceManager } = world.people;
      await setActive(teamManager, 0);
      await tell();
      const next = await world.addPerson("Ines Rudd", "team-manager", {
        teamId: world.teams.willow.id,
      });
      for (let times = 0; times < 2; times += 1) await tell();
      expect((await told(id)).sort()).toEqual([teamManager.id, serviceManager.id, next.id].sort());
      const needed = (personId: string) =>
        isStillNeeded(world.db, {
          kind: "response-asked",
          key: `response-asked:${id}:1`,
          personId,
          forPersonId: null,
          dueOn: "2024-04-26",
        });
      expect([
        await needed(next.id),
        await needed(serviceManager.id),
        await needed(teamManager.id),
      ]).toEqual([true, false, false]);
    });

    it("is the QA lead’s to see to where nobody who signs in may give it", async () => {
      await ask();
      const { teamManager, serviceManager } = world.people;
      const words = "Ask the administrator for a manager of Willow";
      const home = async () => (await web.get(paths.home(), lead())).html.text;
      expect(await home()).not.toContain(words);
      await setActive(teamManager, 0);
      expect(await home()).not.toContain(words);
      await setActive(serviceManager, 0);
      expect(await home()).toContain(words);
      // A manager without an account reads nothing.
      await setActive(serviceManager, 1);
      await setActive(teamManager, 1);
      await world.db
        .updateTable("auth_account")
        .set({ password_hash: "" })
        .where("person_id", "=", teamManager.id)
        .execute();
      expect(await home()).toContain(words);
    });
  });
});
