/** A team that is missing is added without leaving the import; numbers nearly the same are told apart. */
import { beforeAll, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { databaseMaker } from "../../support/databases";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

const makeDb = databaseMaker("sqlite");
const heads = "Reference,Cohort,Team,Worker,Worker number,Age,Opened,Closed";

let world: World;
let web: Web;
let lead: { as: string };
let administrator: { as: string };
let both: { as: string };

beforeAll(async () => {
  world = await makeWorld(await makeDb());
  web = await startWeb(world.db);
  lead = { as: world.people.qaLead.email };
  administrator = { as: world.people.administrator.email };
  const two = await world.addPerson("Bo Two", "qa-lead");
  await world.db
    .insertInto("role_grant")
    .values({ id: "two", person_id: two.id, role: "administrator", reach: "all" })
    .execute();
  both = { as: two.email };
});

async function upload(as: { as: string }, ...lines: string[]) {
  const form = new FormData();
  form.set("file", new File([[heads, ...lines].join("\n")], "caseload.csv"));
  const { location } = await web.post(paths.caseload.import(), form, as);
  return location ?? "";
}

/** Says of the one team of the import that it is missing. */
async function sayMissing(as: { as: string }, here: string) {
  const names = await web.get(`${here}/names`, as);
  const hidden = (name: string) => names.html.one(`input[name="${name}"]`).attribute("value") ?? "";
  const asked = { version: hidden("version"), "key.0": hidden("key.0"), "choice.0": "waiting" };
  return { names, saved: await web.post(`${here}/names`, asked, as) };
}

const versionOn = async (at: string, as: { as: string }) =>
  (await web.get(at, as)).html.one("main input[name=version]").attribute("value") ?? "";

describe("A missing team", () => {
  it("is asked for, waits on the administrator’s home, and is added to the same import", async () => {
    const here = await upload(
      lead,
      "TM-1,CIN,Birch,Wren Castle,,7,02/01/2024,",
      "TM-2,CIN,Willow,Wren Castle,,7,20/01/2024,",
    );
    const { names, saved } = await sayMissing(lead, here);
    expect(names.html.one("main select").text).toContain("ask an administrator to add it");
    expect(saved.location).toBe(here);
    const waiting = (await web.get(here, lead)).html.one("main").text;
    expect(waiting).toContain("1 team is asked for and not here yet");
    expect((await web.get(`${here}?show=unmapped`, lead)).html.one("main").text).toContain(
      "Wait for the team Birch: an administrator has been asked to add it",
    );
    const home = await web.get(paths.home(), administrator);
    const row = home.html.all(".los-attention li").find(({ text }) => text.includes("Birch"));
    expect(row?.text).toMatch(/asked for by Quinn Ashby.*waiting since today/);
    const page = row?.one("a").attribute("href") ?? "";
    expect((await web.get(page, lead)).status).toBe(403);
    const shown = await web.get(page, administrator);
    expect(shown.html.one("main").text).toContain("Asked for by Quinn Ashby on 15 April 2024");
    expect(shown.html.one("#name").attribute("value")).toBe("Birch");
    const version = await versionOn(page, administrator);
    const add = { version, answer: "add", holdsCases: "yes" };
    const wrong = await web.post(page, { ...add, name: "Willow", serviceId: "" }, administrator);
    expect(wrong.errors).toEqual(["Choose a service"]);
    expect(wrong.html.one("#name").attribute("value")).toBe("Willow");
    const taken = await web.post(
      page,
      { ...add, name: "willow", serviceId: world.serviceId },
      administrator,
    );
    expect(taken.errors).toEqual(["Enter another name: Willow exists"]);
    const none = await web.post(page, { version }, administrator);
    expect(none.errors).toEqual(["Choose what to do with this name"]);
    const done = await web.post(
      page,
      { ...add, name: "Birch North", serviceId: world.serviceId },
      administrator,
    );
    expect(done.location).toBe(paths.people.teams());
    expect((await web.get(page, administrator)).location).toBe(paths.people.teams());
    const after = await web.get(here, lead);
    expect(after.html.one(".los-counts").text).toContain("to add (2)");
    expect(after.html.one("main").text).toContain("A team that this file names is here now");
    const told = await world.db
      .selectFrom("outbox")
      .select("link")
      .where("kind", "=", "team-added")
      .execute();
    expect(told).toEqual([{ link: here }]);
  });

  it("that will not be added says why where its rows wait", async () => {
    const here = await upload(lead, "TM-3,CIN,Larch,Wren Castle,,7,20/01/2024,");
    await sayMissing(lead, here);
    const home = await web.get(paths.home(), administrator);
    const row = home.html.all(".los-attention li").find(({ text }) => text.includes("Larch"));
    const page = row?.one("a").attribute("href") ?? "";
    const version = await versionOn(page, administrator);
    const empty = await web.post(page, { version, answer: "decline", why: "" }, administrator);
    expect(empty.errors).toEqual(["Enter why it is not added"]);
    const why = "It closed in 2019";
    // A name that was changed belongs to another answer: it is kept until that is cleared up.
    for (const answer of ["decline", "use"]) {
      const typed = { version, name: "Larch North", answer, why: answer === "use" ? "" : why };
      const refused = await web.post(page, typed, administrator);
      expect(refused.status).toBe(400);
      expect(refused.errors).toContain(
        "Choose “It is a new team: add it” to keep the name you changed, or clear what you wrote there",
      );
      expect(refused.html.one("#name").attribute("value")).toBe("Larch North");
    }
    await web.post(page, { version, name: "Larch", answer: "decline", why }, administrator);
    await web.get(here, lead);
    const names = await web.get(`${here}/names`, lead);
    expect(names.html.one("main form").text).toContain(`It was asked for and not added: ${why}`);
    const left = await web.get(here, lead);
    expect(left.html.one("main").text).not.toContain("asked for and not here yet");
  });

  it("is added at once by whoever may, who comes back to the import", async () => {
    const here = await upload(both, "TM-4,CIN,Alder,Wren Castle,,7,20/01/2024,");
    const { names, saved } = await sayMissing(both, here);
    expect(names.html.one("main select").text).toContain("add it next");
    const page = saved.location ?? "";
    expect(page).toMatch(/^\/people\/teams\/asked\//);
    const version = await versionOn(page, both);
    const done = await web.post(
      page,
      { version, answer: "add", name: "Alder", serviceId: world.serviceId, holdsCases: "yes" },
      both,
    );
    expect(done.location).toBe(here);
    expect((await web.get(here, both)).html.one(".los-counts").text).toContain("to add (1)");
  });

  it("of a staff list is added, or said to be another, without reading the list again", async () => {
    const form = new FormData();
    const lines = [
      "Name,Staff number,Team,Roles",
      "Nia Reed,N1,Hazel,Practitioner",
      "Ola Lund,N2,Hazel,Team manager for Hazel",
      "Pia Moss,N3,Wilow,Practitioner",
    ];
    form.set("file", new File([lines.join("\n")], "staff.csv"));
    const here = (await web.post(paths.people.import(), form, administrator)).location ?? "";
    const shown = await web.get(here, administrator);
    expect(shown.html.one("main").text).toMatch(/Hazel, named by 2 lines.*Wilow, named by 1 line/);
    const choose = (team: string) => web.post(here, { intent: "team", team }, administrator);
    expect((await choose("Nowhere")).status).toBe(400);
    const hazel = (await choose("Hazel")).location ?? "";
    const added = await web.post(
      hazel,
      {
        ...{ version: await versionOn(hazel, administrator), answer: "add", name: "Hazel" },
        ...{ serviceId: world.serviceId, holdsCases: "yes" },
      },
      administrator,
    );
    expect(added.location).toBe(here);
    const wilow = (await choose("Wilow")).location ?? "";
    const use = { version: await versionOn(wilow, administrator), answer: "use" };
    expect((await web.post(wilow, { ...use, teamId: "" }, administrator)).errors).toEqual([
      "Choose the team that is meant",
    ]);
    await web.post(wilow, { ...use, teamId: world.teams.willow.id }, administrator);
    const after = (await web.get(here, administrator)).html.one("main").text;
    expect(after).toContain("3 people would be added");
    expect(after).not.toContain("Teams that are not here");
  });
});

describe("References and staff numbers that are nearly the same", () => {
  it("are listed for the QA lead, who says what they are, and can say otherwise", async () => {
    const one = await world.addCase({ reference: "0900001", reference_folded: "0900001" });
    const two = await world.addCase({ reference: "900001", reference_folded: "900001" });
    const home = await web.get(paths.home(), lead);
    expect(home.html.one(".los-attention").text).toContain(
      "Two cases have nearly the same reference: say whether they are one child",
    );
    const list = await web.get(paths.caseload.references(), lead);
    const page = list.html.one("main table a").attribute("href") ?? "";
    expect(page).toBe(paths.caseload.sameReference(one.id));
    const shown = await web.get(page, lead);
    expect(shown.html.one("h1").text).toBe("Are 0900001 and 900001 one child?");
    expect((await web.get(page, administrator)).status).toBe(403);
    expect((await web.get(paths.caseload.sameReference("none"), lead)).status).toBe(404);
    const version = "0";
    const unsaid = await web.post(page, { version, answer: "" }, lead);
    expect(unsaid.errors).toEqual(["Say whether they are one child"]);
    const which = await web.post(page, { version, answer: "same", kept: "" }, lead);
    expect(which.errors).toEqual(["Choose the case that imports go on with"]);
    expect(which.html.one("#answer-2, input[value=same]").attribute("checked")).toBeDefined();
    const said = await web.post(page, { version, answer: "same", kept: one.id }, lead);
    expect(said.location).toBe(paths.caseload.references());
    const late = await web.post(page, { version, answer: "different", other: "" }, lead);
    expect(late.errors[0]).toContain("Look at the cases again");
    const after = await web.get(paths.caseload.references(), lead);
    expect(after.html.one("main table").text).toMatch(/One child: 0900001 is kept.*Quinn Ashby/);
    const history = await web.get(paths.caseload.one(two.id), lead);
    expect(history.html.one("main").text).toContain("One child, recorded twice.");
    await web.post(page, { version: "1", answer: "different", other: two.id }, lead);
    const again = await web.get(paths.caseload.references(), lead);
    expect(again.html.one("main table").text).toContain("Different children");
  });

  it("are listed for the administrator, led to the comparison or kept as two", async () => {
    const { worker, otherWorker } = world.people;
    for (const [id, number] of [
      [worker.id, "0417"],
      [otherWorker.id, "417"],
    ] as const) {
      await world.db
        .updateTable("person")
        .set({ staff_number: number, staff_number_key: "417" })
        .where("id", "=", id)
        .execute();
    }
    const list = await web.get(paths.people.numbers(), administrator);
    const page = list.html.one("main table a").attribute("href") ?? "";
    const shown = await web.get(page, administrator);
    expect(shown.html.one("h1").text).toBe("Are Wren Castle and Ivo Marsh one person?");
    const links = shown.html.all("main a").map((a) => a.attribute("href"));
    expect(links).toContain(paths.people.samePerson(otherWorker.id, { stays: worker.id }));
    const none = await web.post(page, { version: "0", other: "" }, administrator);
    expect(none.errors).toEqual(["Choose whom another spelling means"]);
    const other = await web.post(page, { version: "0", other: "neither" }, administrator);
    expect(other.location).toBe(paths.people.numbers());
    const after = await web.get(paths.people.numbers(), administrator);
    expect(after.html.one("main table").text).toContain("Two people");
    expect((await web.get(page, lead)).status).toBe(403);
  });
});

describe("Workers without an account", () => {
  it("are said when they are imported, when a cycle is released and on the audit, and can be invited", async () => {
    const here = await upload(lead, "TM-9,CIN,Willow,Noa Wells,,7,20/01/2024,");
    expect((await web.get(here, lead)).html.one("main").text).toContain(
      "1 new worker has no account here: they cannot be invited to reflect",
    );
    const version = await versionOn(here, lead);
    await web.post(here, { intent: "confirm", version }, lead);
    expect((await web.get(here, lead)).html.one("main").text).toContain(
      "The administrators have the list to invite",
    );
    const home = (await web.get(paths.home(), administrator)).html;
    const row = home.all(".los-attention li").find(({ text }) => text.includes("Invite 1 worker"));
    expect(row?.text).toContain("waiting since today");
    const list = await web.get(row?.one("a").attribute("href") ?? "", administrator);
    expect(list.html.one("main").text).toContain("Noa Wells");
    expect(list.html.one("main").text).not.toContain("Wren Castle");

    const noa = await world.db
      .selectFrom("person")
      .select("id")
      .where("name", "=", "Noa Wells")
      .executeTakeFirstOrThrow();
    const planned = await world.addExercise({ state: "drawn", released_at: null });
    await world.addAudit({ exercise_id: planned.id, worker_id: noa.id });
    await world.addAudit({ exercise_id: planned.id, worker_id: world.people.worker.id });
    const release = await web.get(paths.exercises.release(planned.id), lead);
    expect(release.html.one("main").text).toContain(
      "1 worker cannot be invited to reflect, without an account here as a practitioner: Noa Wells",
    );
    const begun = await world.addAudit({ worker_id: noa.id, state: "started" });
    const auditor = { as: world.people.auditor.email };
    const voices = await web.get(paths.audits.voices(begun.id), auditor);
    expect(voices.html.one("main").text).toContain("can’t write a reflection: ask for their view");
    expect(voices.html.one("main").text).not.toContain("from their home page");
    const check = await web.get(paths.audits.check(begun.id), auditor);
    expect(check.html.one("main").text).toContain("The team manager can read findings");
    expect(check.html.one("main").text).not.toContain("Noa Wells and their");
    await world.db
      .updateTable("audit")
      .set({ state: "submitted", submitted_at: "2024-04-15T08:00:00.000Z" })
      .where("id", "=", begun.id)
      .execute();
    const submitted = await web.get(paths.audits.submitted(begun.id), auditor);
    expect(submitted.html.one("main").text).toContain("The team manager can read your findings");
    expect(submitted.html.one("main").text).toContain("Noa Wells has no account here");
  });
});
