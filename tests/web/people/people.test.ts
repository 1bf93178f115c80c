import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { listEvents } from "~db/core/events.server";
import { databaseMaker } from "../../support/databases";
import { startWeb, type Web } from "../../support/web";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");

async function start() {
  const world = await makeWorld(await makeDb());
  const web = await startWeb(world.db);
  return { world, web, as: world.people.administrator.email };
}

const facts = {
  name: "Nia Reed",
  email: "nia@world.example",
  staffNumber: "501",
  jobTitle: "Social worker",
  teamId: "",
  managerId: "",
};
/** Confirms what waits, as someone else than whoever proposed it. */
async function confirmAll(web: Web, as: string) {
  for (const { bundle_id } of await web.db
    .selectFrom("access_change")
    .select("bundle_id")
    .where("state", "=", "waiting")
    .execute()) {
    await web.post(paths.access.one(bundle_id), { intent: "confirm" }, { as });
  }
}
const kindsOf = async (web: Web, personId: string) =>
  (await listEvents(web.db, `person:${personId}`)).map(({ kind }) => kind);

describe("People", () => {
  it("are found by part of a name, email or a staff number, by role and by team", async () => {
    const { world, web, as } = await start();
    await web.post(paths.people.add(), { ...facts, name: "SIÂN Rees", staffNumber: "A77" }, { as });
    const names = async (filters: Record<string, string>) =>
      (await web.get(paths.people.list(filters), { as })).html
        .all("tbody th")
        .map((cell) => cell.text);
    expect(await names({ search: "siân" })).toEqual(["SIÂN Rees"]);
    expect(await names({ search: "a77" })).toEqual(["SIÂN Rees"]);
    expect(await names({ search: "nia@" })).toEqual(["SIÂN Rees"]);
    expect(await names({ role: "team-manager" })).toEqual(["Rae Holt", "Toni Vale"]);
    expect(await names({ team: world.teams.care.id })).toEqual(["Sam Okafor"]);
    expect(await names({ search: "100%" })).toEqual([]);
    expect((await names({ role: "emperor", page: "-1" })).length).toBe(14);
    expect(await names({ state: "inactive" })).toEqual([]);
  });

  it("are added once: wrong and taken values are named beside the field, and kept", async () => {
    const { world, web, as } = await start();
    const count = async () => (await world.db.selectFrom("person").select("id").execute()).length;
    const before = await count();
    const wrong = await web.post(
      paths.people.add(),
      { ...facts, name: " ", email: "nowhere", teamId: "none" },
      { as },
    );
    expect(wrong.status).toBe(400);
    expect(wrong.errors).toEqual([
      "Enter the person’s name",
      "Enter an email address in the correct format, like name@example.org",
    ]);
    expect(wrong.html.one("input[name=staffNumber]").attribute("value")).toBe("501");
    const unknown = await web.post(paths.people.add(), { ...facts, teamId: "none" }, { as });
    expect(unknown.html.one("#teamId-error").text).toContain("Choose a team from the list");
    expect(await count()).toBe(before);

    const added = await web.post(paths.people.add(), facts, { as });
    const page = await web.get(added.location ?? "", { as });
    expect(page.html.one("h1").text).toContain("Nia Reed");
    const again = await web.post(
      paths.people.add(),
      { ...facts, email: "NIA@world.example" },
      { as },
    );
    expect(again.status).toBe(400);
    expect(again.html.one("#email-error").text).toContain("Nia Reed has this one");
    expect(again.html.one("#staffNumber-error").text).toContain("Nia Reed has this one");
    expect(await count()).toBe(before + 1);
  });

  it("changed by two at once give the second a conflict with both versions", async () => {
    const { world, web, as } = await start();
    const { id } = world.people.worker;
    const mine = { ...facts, name: "Wren Castle", email: world.people.worker.email, version: "1" };
    await web.post(paths.people.edit(id), { ...mine, jobTitle: "Senior social worker" }, { as });
    const second = await web.post(paths.people.edit(id), { ...mine, jobTitle: "Manager" }, { as });
    expect(second.status).toBe(409);
    expect(second.body).toContain("Senior social worker");
    expect(second.html.one("input[name=jobTitle]").attribute("value")).toBe("Manager");
    expect(second.html.one("input[name=version]").attribute("value")).toBe("2");
    const over = await web.post(
      paths.people.edit(id),
      { ...mine, version: "2", jobTitle: "Manager" },
      { as },
    );
    expect(over.location).toBe(paths.people.one(id));
    const page = await web.get(paths.people.one(id), { as });
    expect(page.body).toContain("Job title from Senior social worker to Manager");
  });

  it("get roles with a reach, once each, and lose them", async () => {
    const { world, web, as } = await start();
    const { id, email } = world.people.worker;
    const here = paths.people.one(id);
    const give = (role: string, reach: string) =>
      web.post(here, { intent: "add-role", role, reach }, { as });
    expect((await web.get(paths.caseload.list(), { as: email })).status).toBe(403);
    expect((await give("team-manager", `team:${world.teams.rowan.id}`)).location).toBe(here);
    // It waits for a second person.
    expect((await web.get(paths.caseload.list(), { as: email })).status).toBe(403);
    const asked = await give("team-manager", `team:${world.teams.rowan.id}`);
    expect(asked.html.one("#role-error").text).toContain("is proposed for them already");
    await confirmAll(web, world.people.qaLead.email);
    expect((await web.get(paths.caseload.list(), { as: email })).status).toBe(200);
    const again = await give("team-manager", `team:${world.teams.rowan.id}`);
    expect(again.html.one("#role-error").text).toContain("they have this one");
    for (const [role, reach] of [
      ["", "all"],
      ["emperor", "all"],
      ["auditor", "team:none"],
      ["auditor", "everywhere"],
    ] as const) {
      expect((await give(role, reach)).status, `${role} ${reach}`).toBe(400);
    }
    const grant = await world.db
      .selectFrom("role_grant")
      .select("id")
      .where("person_id", "=", id)
      .where("role", "=", "team-manager")
      .executeTakeFirstOrThrow();
    await web.post(here, { intent: "remove-role", grantId: grant.id }, { as });
    expect((await web.get(paths.caseload.list(), { as: email })).status).toBe(403);
    expect(await kindsOf(web, id)).toEqual(
      expect.arrayContaining(["person.role-given", "person.role-taken"]),
    );
  });

  it("are locked and unlocked; locking signs them out", async () => {
    const { world, web, as } = await start();
    const { id, email } = world.people.auditor;
    const here = paths.people.one(id);
    await web.get("/", { as: email });
    await web.post(here, { intent: "lock" }, { as });
    expect((await web.get("/", { as: email })).location).toContain("/sign-in");
    const refused = await web.post(paths.signIn(), { email, password: "line-of-sight-demo" });
    expect(refused.errors).toEqual(["Ask your administrator to unlock your account"]);
    await web.post(here, { intent: "unlock" }, { as });
    await web.signIn(email);
  });

  it("are deactivated after a question, never the last administrator", async () => {
    const { world, web, as } = await start();
    const { auditor, administrator } = world.people;
    const question = await web.get(paths.people.deactivate(auditor.id), { as });
    expect(question.html.one("h1").text).toBe("Deactivate Alex Morley?");
    await web.get("/", { as: auditor.email });
    await web.post(paths.people.deactivate(auditor.id), {}, { as });
    expect((await web.get("/", { as: auditor.email })).location).toContain("/sign-in");
    await web.post(paths.people.one(auditor.id), { intent: "activate" }, { as });
    await expect(web.signIn(auditor.email)).rejects.toThrow();
    await confirmAll(web, world.people.qaLead.email);
    await web.signIn(auditor.email);

    const last = await web.post(paths.people.deactivate(administrator.id), {}, { as });
    expect(last.errors[0]).toContain("Make someone else an administrator first");
    const grant = await world.db
      .selectFrom("role_grant")
      .select("id")
      .where("person_id", "=", administrator.id)
      .executeTakeFirstOrThrow();
    const here = paths.people.one(administrator.id);
    const kept = await web.post(here, { intent: "remove-role", grantId: grant.id }, { as });
    expect(kept.errors[0]).toContain("Make someone else an administrator first");
    await web.post(
      paths.people.one(auditor.id),
      { intent: "add-role", role: "administrator", reach: "all" },
      { as },
    );
    await confirmAll(web, world.people.qaLead.email);
    const gone = await web.post(here, { intent: "remove-role", grantId: grant.id }, { as });
    expect(gone.location).toBe(here);
    expect((await web.get(paths.people.list(), { as })).status).toBe(403);
  });

  it("are for the administrator alone, and unknown ones answer 404", async () => {
    const { world, web, as } = await start();
    for (const { email } of [world.people.qaLead, world.people.leader, world.people.scrutiny]) {
      for (const path of [paths.people.list(), paths.people.teams(), paths.people.add()]) {
        expect((await web.get(path, { as: email })).status).toBe(403);
      }
    }
    for (const path of [
      paths.people.one("none"),
      paths.people.edit("none"),
      paths.people.deactivate("none"),
      paths.people.team("none"),
      paths.people.service("none"),
    ]) {
      expect((await web.get(path, { as })).status, path).toBe(404);
    }
    const odd = await web.post(
      paths.people.one(world.people.worker.id),
      { intent: "crown" },
      { as },
    );
    expect([odd.status, odd.errors]).toEqual([400, ["Choose what to do"]]);
  });
});

describe("Services and teams", () => {
  it("are added, renamed, moved, and may hold no cases", async () => {
    const { world, web, as } = await start();
    const here = paths.people.teams();
    const post = (form: Record<string, string>) => web.post(here, form, { as });
    const shown = async () =>
      (await web.get(here, { as })).html.all("h2.govuk-heading-m, tbody th").map((one) => one.text);
    await post({ intent: "add-service", name: "Early help" });
    const services = await world.db.selectFrom("service").selectAll().execute();
    const earlyHelp = services.find(({ name }) => name === "Early help");
    await post({ intent: "add-team", name: "Hub", serviceId: earlyHelp?.id ?? "" });
    expect((await shown()).slice(-4)).toEqual(["Early help", "Hub", "Add a team", "Add a service"]);
    const hub = await world.db
      .selectFrom("team")
      .selectAll()
      .where("name", "=", "Hub")
      .executeTakeFirstOrThrow();
    expect(hub.holds_cases).toBe(0);

    await post({ intent: "move", what: "service", id: earlyHelp?.id ?? "", way: "up" });
    expect((await shown()).indexOf("Early help")).toBeLessThan(
      (await shown()).indexOf("Corporate parenting"),
    );
    const top = await post({ intent: "move", what: "service", id: world.serviceId, way: "up" });
    expect(top.status).toBe(400);

    const changed = {
      ...{ name: "Family hub", serviceId: world.serviceId, holdsCases: "yes" },
      confirmed: "yes",
    };
    await web.post(paths.people.team(hub.id), { ...changed, version: "1" }, { as });
    const late = await web.post(
      paths.people.team(hub.id),
      { ...changed, name: "Other", version: "1" },
      { as },
    );
    expect(late.status).toBe(409);
    expect(late.body).toContain("Family hub");
    await web.post(paths.people.service(world.serviceId), { name: "Safety", version: "1" }, { as });
    expect(await shown()).toEqual(expect.arrayContaining(["Safety", "Family hub"]));
  });

  it("refuse names that are missing or taken, beside the field", async () => {
    const { world, web, as } = await start();
    const post = (form: Record<string, string>) => web.post(paths.people.teams(), form, { as });
    const serviceId = world.serviceId;
    const taken = await post({ intent: "add-team", name: " WILLOW ", serviceId });
    expect(taken.html.one("#name-error").text).toContain("Willow exists");
    const empty = await post({ intent: "add-service", name: "" });
    expect(empty.html.one("#service-error").text).toContain("Enter the name of the service");
    const nowhere = await post({ intent: "add-team", name: "Elm", serviceId: "none" });
    expect(nowhere.html.one("#serviceId-error").text).toContain("Choose a service");
    expect(await world.db.selectFrom("team").select("id").execute()).toHaveLength(3);
  });
});

describe("The help pages", () => {
  it("tell everyone who can do what, and what one role can", async () => {
    const { world, web } = await start();
    const as = world.people.scrutiny.email;
    const own = await web.get(paths.help.roles(), { as });
    expect(own.html.one("h1").text).toBe("What you can do");
    expect(own.body).not.toContain("Moderate an audit: grade it blind, then compare");
    expect(own.html.one(".los-views [aria-current=page]").text).toBe("Yours (scrutiny reader)");
    const all = await web.get(paths.help.roles("all"), { as });
    expect(all.html.one("h1").text).toBe("Who can do what");
    expect(all.body).toContain("Moderate an audit: grade it blind, then compare");
    const one = await web.get(paths.help.roles("auditor"), { as });
    expect(one.html.one("h1").text).toBe("What an auditor can do");
    expect(one.body).not.toContain("Import the caseload");
    expect((await web.get(paths.help.accessibility())).status).toBe(200);
    expect((await web.get(paths.help.demonstration(), { as })).status).toBe(404);
    const demonstration = await startWeb(world.db, { context: { demonstration: true } });
    const told = await demonstration.get(paths.help.demonstration(), { as });
    expect(told.html.one("h1").text).toBe("About these figures");
    const noted = told.html.all("th").filter((cell) => cell.all(".govuk-hint").length > 0);
    expect(noted.length).toBeGreaterThan(5);
    // A note in running text would stand in its label's own line.
    for (const cell of noted) expect(cell.one(".govuk-hint").tag).toBe("div");
  });
});
