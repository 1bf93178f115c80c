import { beforeEach, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { newId } from "~db/core/ids.server";
import { testClock } from "../../support/clock";
import { addCycle, auditsOf } from "../../support/cycles";
import { describeDatabases } from "../../support/databases";
import { formOf } from "../../support/form";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

describe("An answer to a report", () => {
  describeDatabases("is agreed", (makeDb) => {
    let world: World;
    let web: Web;
    let clock: ReturnType<typeof testClock>;
    let id: string;
    let cycle: { id: string };
    const as = (who: keyof World["people"]) => ({ as: world.people[who].email });
    const here = () => paths.responses.one(id);
    const agreeing = () => paths.responses.agree(id);

    beforeEach(async () => {
      world = await makeWorld(await makeDb());
      cycle = await addCycle(
        world,
        "2024-01",
        auditsOf(world.teams.willow, [0, 6, 3, 0]).map((audit) => ({
          ...audit,
          areas: { assessment: "requires-improvement" as const },
        })),
      );
      clock = testClock();
      web = await startWeb(world.db, { clock });
      const due = { "dueOn.day": "26", "dueOn.month": "4", "dueOn.year": "2024" };
      const asked = { intent: "ask-all", ...due };
      await web.post(paths.exercises.responses(cycle.id), asked, as("qaLead"));
      ({ id } = await world.db.selectFrom("response").select("id").executeTakeFirstOrThrow());
    });

    const row = () => world.db.selectFrom("response").selectAll().executeTakeFirstOrThrow();
    const action = (what: string) => ({
      "actions.0.what": what,
      "actions.0.why": "Plans were weak",
      "actions.0.area": "",
      "actions.0.ownerId": world.people.worker.id,
      "actions.0.dueOn.day": "28",
      "actions.0.dueOn.month": "6",
      "actions.0.dueOn.year": "2024",
      "actions.0.successMeasure": "Nine of ten plans are read",
    });
    const answer = async (more: object = action("Read the plan together")) => {
      const { version } = await row();
      const form = { answer: "actions", version, comment: "", ...more };
      return web.post(here(), form, as("teamManager"));
    };
    const verdict = async (form: object, who: keyof World["people"] = "serviceManager") =>
      web.post(agreeing(), { version: (await row()).version, ...form }, as(who));
    const back = {
      verdict: "send-back",
      missing: "Say who looks at it",
      "dueOn.day": "3",
      "dueOn.month": "5",
      "dueOn.year": "2024",
    };
    const homeOf = async (who: keyof World["people"]) =>
      (await web.get(paths.home(), as(who))).html.one("main");
    const leadsTo = async (who: keyof World["people"], href: string) =>
      (await homeOf(who)).all("a").some((a) => a.attribute("href") === href);

    it("by the service manager, once, and is then closed to its team", async () => {
      expect(await leadsTo("serviceManager", agreeing())).toBe(false);
      expect((await web.get(agreeing(), as("serviceManager"))).html.all("form textarea")).toEqual(
        [],
      );
      expect((await answer()).status).toBe(302);
      const home = await homeOf("serviceManager");
      expect(home.text).toContain("Agree the answer of Willow to the January 2024 report");
      expect(await leadsTo("qaLead", agreeing())).toBe(false);
      const page = await web.get(here(), as("serviceManager"));
      expect(page.html.one("main").text).toContain("Waiting since today.");
      const form = await web.get(agreeing(), as("serviceManager"));
      expect(form.html.text).toContain("Read the plan together");
      expect((await verdict({ verdict: "agree" })).location).toBe(here());
      expect(await row()).toMatchObject({
        agreed_by: world.people.serviceManager.id,
        to_agree_since: null,
      });
      // Back in the browser, and the button pressed twice: nothing happens again.
      expect((await verdict({ verdict: "agree" })).status).toBe(409);
      expect((await verdict(back)).status).toBe(409);
      const late = await answer(action("One more"));
      expect([late.status, late.errors]).toEqual([
        409,
        ["This response was agreed meanwhile. Add further actions in the learning log."],
      ]);
      expect(late.html.text).toContain("This answer is agreed.");
      expect(await leadsTo("serviceManager", agreeing())).toBe(false);
      const list = await web.get(paths.exercises.responses(cycle.id), as("leader"));
      expect(list.html.one(".los-progress").text).toContain("1 of 1 answered, 1 agreed");
      expect(list.html.all("main form")).toEqual([]);
    });

    it("or sent back with what is missing and a date, and comes again", async () => {
      await answer();
      const wrong: [object, string[]][] = [
        [{}, ["Choose whether you agree this answer"]],
        [{ verdict: "perhaps" }, ["Choose whether you agree this answer"]],
        [{ ...back, missing: " " }, ["Enter what is missing"]],
        [{ ...back, "dueOn.year": "2023" }, ["Enter a date after today"]],
        [
          { ...back, "dueOn.day": "31", "dueOn.month": "4" },
          ["New date must be a real date, like 5 4 2024"],
        ],
        [
          { ...back, verdict: "agree" },
          [
            "Choose “Something is missing: send it back” to keep what is missing, or clear what you wrote there",
          ],
        ],
      ];
      for (const [form, errors] of wrong) {
        const refused = await verdict(form);
        expect([refused.status, refused.errors]).toEqual([400, errors]);
      }
      const kept = await verdict({ ...back, "dueOn.year": "2023" });
      expect(kept.html.one("textarea[name=missing]").text).toBe("Say who looks at it");
      expect((await verdict(back)).location).toBe(here());
      expect(await row()).toMatchObject({
        ...{ answered_at: null, to_agree_since: null, due_on: "2024-05-03" },
        ...{ missing: "Say who looks at it", sent_back_by: world.people.serviceManager.id },
      });
      expect((await homeOf("teamManager")).text).toContain("Sent back");
      const page = await web.get(here(), as("teamManager"));
      expect(page.html.one("main").text).toContain("What is missing: Say who looks at it");
      // Its actions stand: a word is enough.
      expect((await answer({ comment: "I look at it each month" })).status).toBe(302);
      expect(await world.db.selectFrom("action").select("id").execute()).toHaveLength(1);
      expect((await row()).to_agree_since).not.toBeNull();
      expect((await verdict({ verdict: "agree" })).status).toBe(302);
    });

    it("by nobody who gave it or stood in for who did, and by the QA lead where nobody else is", async () => {
      const { teamManager, serviceManager, otherTeamManager } = world.people;
      const stranger = { as: otherTeamManager.email };
      const active = (person: { id: string }, is: 0 | 1) =>
        world.db.updateTable("person").set({ active: is }).where("id", "=", person.id).execute();
      await active(teamManager, 0);
      const given = await web.post(
        here(),
        { answer: "none-needed", noneNeededReason: "All is well", version: (await row()).version },
        as("serviceManager"),
      );
      expect(given.status).toBe(302);
      expect((await web.get(agreeing(), as("serviceManager"))).status).toBe(403);
      expect((await verdict({ verdict: "agree" })).status).toBe(403);
      expect(await leadsTo("serviceManager", agreeing())).toBe(false);
      // Their deputy is bound by what they gave.
      const term = {
        ...{ person_id: serviceManager.id, deputy_id: otherTeamManager.id },
        ...{ from_on: "2024-04-15", to_on: "2024-04-16", named_by: serviceManager.id },
      };
      await world.db
        .insertInto("deputy")
        .values({ id: newId(), ...term, named_at: "2024-04-15T08:00:00.000Z" })
        .execute();
      expect((await web.get(agreeing(), stranger)).status).toBe(403);
      expect(await leadsTo("otherTeamManager", agreeing())).toBe(false);
      await world.db.deleteFrom("deputy").execute();
      expect((await web.get(agreeing(), stranger)).status).toBe(403);
      expect(await leadsTo("qaLead", agreeing())).toBe(true);
      expect((await verdict({ verdict: "agree" }, "qaLead")).status).toBe(302);
    });

    it("by a deputy of the service manager, and by the QA lead once it was let lie", async () => {
      await answer();
      expect((await verdict({ verdict: "agree" }, "qaLead")).status).toBe(404);
      for (const who of ["leader", "auditor"] as const) {
        expect((await verdict({ verdict: "agree" }, who)).status).toBe(403);
      }
      expect((await verdict({ verdict: "agree" }, "teamManager")).status).toBe(403);
      clock.moveTo("2024-04-22T09:00:00.000Z");
      expect(await leadsTo("qaLead", agreeing())).toBe(true);
      expect(await leadsTo("serviceManager", agreeing())).toBe(true);
      const { serviceManager, otherTeamManager } = world.people;
      const term = {
        ...{ person_id: serviceManager.id, deputy_id: otherTeamManager.id },
        ...{ from_on: "2024-04-15", to_on: "2024-04-30", named_by: serviceManager.id },
      };
      await world.db
        .insertInto("deputy")
        .values({ id: newId(), ...term, named_at: "2024-04-15T08:00:00.000Z" })
        .execute();
      expect(await leadsTo("otherTeamManager", agreeing())).toBe(true);
      expect((await verdict({ verdict: "agree" }, "otherTeamManager")).status).toBe(302);
    });

    it("starts from what the report suggests, with an owner from anywhere in the service", async () => {
      const page = await web.get(here(), as("teamManager"));
      const button = page.html
        .all("aside button")
        .find((one) => one.text.startsWith("Start an action from this"));
      const started = {
        ...{ "actions.0.what": "My own words", "actions.0.dueOn.day": "3" },
        ...{ comment: "Not sent yet", answer: "none-needed", noneNeededReason: "Thought so" },
      };
      const use = { intent: button?.attribute("value") ?? "" };
      const begun = await answer({ ...started, ...use });
      expect([begun.status, begun.errors]).toEqual([200, []]);
      const shown = formOf(begun.html);
      for (const [name, value] of Object.entries({ ...started, answer: "actions" }))
        expect([name, shown[name]]).toEqual([name, [value]]);
      expect(shown["actions.1.why"]?.[0]).toContain("Good or above");
      expect(begun.html.one("aside").text).toContain("In the form as a draft");
      expect(begun.html.one("title").text).not.toContain("Error");
      expect(begun.html.one("main").text).toContain("is in your second action as a draft");
      expect((await row()).answered_at).toBeNull();
      const full = Object.fromEntries([0, 1, 2].map((n) => [`actions.${n}.what`, "Mine"]));
      expect((await answer({ ...full, ...use })).errors).toEqual([
        "Send these actions first, then add more",
      ]);
      expect((await answer({ ...started, intent: "area-none" })).errors).toEqual([
        "Choose from what the report suggests",
      ]);
      const owners = page.html
        .all("select[name='actions.0.ownerId'] option")
        .map((option) => option.attribute("value"));
      const { worker, otherTeamManager, serviceManager, leader } = world.people;
      for (const { id: owner } of [worker, otherTeamManager, serviceManager]) {
        expect(owners).toContain(owner);
      }
      expect(owners).not.toContain(leader.id);
      const saved = await answer({
        ...action("Read the plan together"),
        "actions.0.ownerId": otherTeamManager.id,
      });
      expect(saved.status).toBe(302);
    });
  });
});
