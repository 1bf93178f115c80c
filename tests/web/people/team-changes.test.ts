import { expect, it } from "vitest";
import { paths } from "~/paths";
import { appendEvent } from "~db/core/events.server";
import { transact } from "~db/core/open.server";
import { findTeam } from "~db/operations/people/teams.server";
import { databaseMaker } from "../../support/databases";
import { formOf } from "../../support/form";
import { countStatements } from "../../support/statements";
import { startWeb } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

const makeDb = databaseMaker("sqlite");

async function start() {
  const world = await makeWorld(await makeDb());
  await world.addAudit();
  const web = await startWeb(world.db);
  return { world, web, as: world.people.administrator.email, team: world.teams.willow };
}

/** The one change that waits. */
async function bundleOf({ db }: World): Promise<string> {
  const waiting = db.selectFrom("access_change").select("bundle_id").where("state", "=", "waiting");
  return (await waiting.executeTakeFirstOrThrow()).bundle_id;
}

it("warns before a change of a team hides open cases, and changes nothing unconfirmed", async () => {
  const { world, web, as, team } = await start();
  const path = paths.people.team(team.id);
  const { holdsCases: _, ...page } = formOf((await web.get(path, { as })).html);
  const warned = await web.post(path, page, { as });
  expect(warned.errors).toEqual([
    "Tick to confirm: 1 open case of this team would be left out of every draw",
  ]);
  const holds = () =>
    world.db
      .selectFrom("team")
      .select("holds_cases")
      .where("id", "=", team.id)
      .executeTakeFirstOrThrow();
  expect((await holds()).holds_cases).toBe(1);
  await web.post(path, { ...formOf(warned.html), confirmed: "yes" }, { as });
  expect((await holds()).holds_cases).toBe(0);
});

it("reads for the page of a team’s end no more however many teams could go on with it", async () => {
  const { world, team } = await start();
  const counted = countStatements(world.db);
  const reads = async () => {
    const web = await startWeb(counted.db);
    const as = world.people.administrator.email;
    await web.get(paths.people.retireTeam(team.id), { as });
    counted.reset();
    await web.get(paths.people.retireTeam(team.id), { as });
    return counted.list().length;
  };
  const before = await reads();
  for (const name of ["Alder", "Birch", "Cedar", "Elm"]) await world.addTeam(name);
  expect(await reads()).toBe(before);
});

it("offers only teams that may go on with it, and says at once why there is none", async () => {
  const { world, web, as, team } = await start();
  const path = paths.people.retireTeam(team.id);
  const { rowan, care } = world.teams;
  const hold = (holds_cases: 0 | 1) => world.db.updateTable("team").set({ holds_cases });
  await hold(0).where("id", "=", care.id).execute();
  const page = await web.get(path, { as });
  const options = page.html.all("select[name=successorId] option");
  expect(options.map((one) => one.attribute("value"))).toEqual(["", rowan.id]);
  await hold(0).where("id", "=", rowan.id).execute();
  const none = (await web.get(path, { as })).html.one("main");
  expect(none.text).toContain("Have another team hold cases first: this one has 1 open case");
  expect(none.all("form")).toEqual([]);
  // Whoever had the page open before is refused as ever, with the form as it was filled in.
  const late = { ...formOf(page.html), successorId: rowan.id, confirmed: "yes" };
  const refused = await web.post(path, late, { as });
  expect(refused.errors).toEqual([
    "Choose a team that holds cases: this one has open cases to hand on",
  ]);
});

it("shows what hangs on a team before it is retired, and retires it once confirmed", async () => {
  const { world, web, as, team } = await start();
  const path = paths.people.retireTeam(team.id);
  // A leader who manages the successor too could confirm it, but for what they gain.
  await world.db
    .insertInto("role_grant")
    .values({
      ...{ id: "also", person_id: world.people.leader.id, role: "team-manager", reach: "team" },
      ...{ service_id: null, team_id: world.teams.rowan.id },
    })
    .execute();
  const page = await web.get(path, { as });
  expect(page.html.text).toContain("1, which go to the other team");
  expect(page.html.text).toContain("Toni Vale, team manager");
  const form = formOf(page.html);
  const bare = await web.post(path, form, { as });
  expect(bare.errors).toEqual([
    "Choose the team that goes on with the work",
    "Tick to confirm that this team ends today",
  ]);
  const chosen = { ...form, successorId: world.teams.rowan.id, confirmed: "yes" };
  expect((await web.post(path, { ...chosen, successorId: team.id }, { as })).errors).toEqual([
    "Choose another team to go on with the work",
  ]);
  // Whose reach it widens is read before; it waits for someone else, and they are told by it.
  const manager = world.people.otherTeamManager;
  const told = () =>
    world.db
      .selectFrom("outbox")
      .select("person_id")
      .where("kind", "=", "access-changed")
      .orderBy("person_id")
      .execute();
  expect(page.html.text).toContain(
    "Into Rowan (Safeguarding): Dale Fenn and Rae Holt would reach more than before, so a second person confirms it first",
  );
  expect((await web.post(path, chosen, { as })).location).toBe(paths.people.teams());
  const waiting = (await web.get(path, { as })).html.one("main");
  expect(waiting.text).toContain("ends once a second person has confirmed it");
  expect(waiting.all("form")).toEqual([]);
  await web.post(path, chosen, { as });
  const waits = await bundleOf(world);
  const shown = await web.get(path, { as });
  expect(shown.html.one("main").text).toContain("for a second person to confirm");
  const gainer = { as: world.people.leader.email };
  expect(
    (await web.post(paths.access.one(waits), { intent: "confirm" }, gainer)).html.text,
  ).toContain("you would reach more by it");
  expect((await findTeam(world.db, team.id))?.retiredOn).toBeNull();
  expect(await told()).toEqual([]);
  const second = { as: world.people.qaLead.email };
  const asked = await web.get(paths.access.one(waits), second);
  expect(asked.html.one("h1").text).toContain(
    "Retire the team Willow, with Rowan going on: Dale Fenn and Rae Holt would reach more",
  );
  await web.post(paths.access.one(waits), { intent: "confirm" }, second);
  const gained = [manager.id, world.people.leader.id].sort();
  expect(await told()).toEqual(gained.map((person_id) => ({ person_id })));
  const again = await web.post(path, chosen, { as });
  expect(again.errors).toEqual(["Go back to the teams: this one is retired already"]);
  const list = await web.get(paths.people.teams(), { as });
  expect(list.html.text).toContain("Retired on 15 April 2024: Rowan goes on");
  const shut = await web.get(paths.people.team(team.id), { as });
  expect(shut.html.text).toContain("This team ended on 15 April 2024");
  // What it left open is seen to by whoever manages its successor.
  const as1 = { as: manager.email };
  expect((await web.get(paths.teams.one(team.id), as1)).status).toBe(200);
});

it("names everyone whose reach a move widens before it is made, deputies too, and tells them", async () => {
  const { world, web, as } = await start();
  const { db, people, teams, serviceId } = world;
  await db
    .insertInto("deputy")
    .values({
      ...{ id: "term", person_id: people.serviceManager.id, deputy_id: people.otherAuditor.id },
      ...{ from_on: "2024-04-01", to_on: "2024-04-30", named_by: null, ended_at: null },
      named_at: "2024-04-01T09:00:00.000Z",
    })
    .execute();
  const path = paths.people.team(teams.care.id);
  const page = formOf((await web.get(path, { as })).html);
  const warned = await web.post(path, { ...page, serviceId }, { as });
  expect(warned.errors).toEqual([
    "Tick to confirm: Sam Okafor and Sol Hart would reach more than before, so a second person confirms it first",
  ]);
  const serviceOf = () =>
    db
      .selectFrom("team")
      .select("service_id")
      .where("id", "=", teams.care.id)
      .executeTakeFirstOrThrow();
  expect((await serviceOf()).service_id).toBe(world.otherServiceId);
  const form = { ...formOf(warned.html), name: "Care and more", serviceId, confirmed: "yes" };
  await web.post(path, form, { as });
  // The name is changed, the service waits.
  const waiting = await findTeam(db, teams.care.id);
  expect(waiting).toMatchObject({ name: "Care and more", serviceId: world.otherServiceId });
  const waits = paths.access.one(await bundleOf(world));
  expect((await web.post(waits, { intent: "confirm" }, { as })).html.text).toContain(
    "you proposed it",
  );
  await web.post(waits, { intent: "confirm" }, { as: people.qaLead.email });
  expect((await serviceOf()).service_id).toBe(serviceId);
  const told = await db
    .selectFrom("outbox")
    .select("person_id")
    .where("kind", "=", "access-changed")
    .where("for_person_id", "is", null)
    .execute();
  expect(told.map(({ person_id }) => person_id).sort()).toEqual(
    [people.serviceManager.id, people.otherAuditor.id].sort(),
  );
  const history = await web.get(paths.people.one(people.serviceManager.id), { as });
  expect(history.html.text).toContain("Reaches more since a team moved or ended");
});

it("is not made once someone else would gain by it, and is proposed again", async () => {
  const { world, web, as } = await start();
  const { db, people, teams, serviceId } = world;
  const path = paths.people.team(teams.care.id);
  const page = formOf((await web.get(path, { as })).html);
  await web.post(path, { ...page, serviceId, confirmed: "yes" }, { as });
  await db
    .insertInto("role_grant")
    .values({
      ...{ id: "since", person_id: people.leader.id, role: "service-manager", reach: "service" },
      ...{ service_id: serviceId, team_id: null },
    })
    .execute();
  const waits = paths.access.one(await bundleOf(world));
  await web.post(waits, { intent: "confirm" }, { as: people.qaLead.email });
  const ended = await web.get(waits, { as });
  expect(ended.html.one("main").text).toContain(
    "By now Dale Fenn would reach more by it too: propose it again",
  );
  expect((await findTeam(db, teams.care.id))?.serviceId).toBe(world.otherServiceId);
});

it("is changed at once where nobody gains, and by the first administrator before a release", async () => {
  const { world, web, as } = await start();
  const { db, people, teams, serviceId } = world;
  const path = paths.people.team(teams.care.id);
  const page = formOf((await web.get(path, { as })).html);
  // Nobody has a role for the service it joins.
  await db.deleteFrom("role_grant").where("service_id", "=", serviceId).execute();
  await web.post(path, { ...page, serviceId, confirmed: "yes" }, { as });
  expect((await findTeam(db, teams.care.id))?.serviceId).toBe(serviceId);
  // Back again: someone gains, but nothing was released yet, and nobody else is there to ask.
  await db
    .insertInto("role_grant")
    .values({
      ...{ id: "gains", person_id: people.serviceManager.id, role: "service-manager" },
      ...{ reach: "service", service_id: world.otherServiceId, team_id: null },
    })
    .execute();
  await db.updateTable("exercise").set({ released_at: null }).execute();
  const { id } = people.administrator;
  await transact(db, (tx) =>
    appendEvent(tx, world.stampOf(people.administrator), {
      stream: `person:${id}`,
      kind: "person.added",
    }),
  );
  const back = { ...formOf((await web.get(path, { as })).html), serviceId: world.otherServiceId };
  const warned = await web.post(path, back, { as });
  expect(warned.errors).toEqual([
    "Tick to confirm: Sol Hart would reach more than before, and will be told",
  ]);
  await web.post(path, { ...back, confirmed: "yes" }, { as });
  expect((await findTeam(db, teams.care.id))?.serviceId).toBe(world.otherServiceId);
  expect(await db.selectFrom("access_change").select("id").execute()).toEqual([]);
});
