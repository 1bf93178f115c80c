import { expect, it } from "vitest";
import { paths } from "~/paths";
import { transact } from "~db/core/open.server";
import { beginLearning } from "~db/learning-log/learning-deeds.server";
import { addAttachment } from "~db/operations/attachments/deeds.server";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const heads = "Ref,Lessons learned,Action,Owner,Due date,Status,Team,Completed on,Colour";
const lines = [
  "12,Chronologies stop,Write a guide to chronologies,Quinn Ashby,31/05/2024,In progress,Willow,,blue",
  "13,Chronologies stop,Show it to every team,Someone Gone,asap,Closed,The hub,01/02/2024,red",
  "14,Fathers are not asked,,,,,,,",
  ",,,,,,,,",
  "15,,,Quinn Ashby,,,,,",
];
const file = `${heads}\n${lines.join("\n")}\n`;

async function open(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const web = await startWeb(world.db);
  const lead = { as: world.people.qaLead.email };
  const send = (content: BlobPart, name = "actions.csv") => {
    const form = new FormData();
    form.set("file", new File([content], name, { type: "text/csv" }));
    return web.post(paths.log.import(), form, lead);
  };
  const read = async (content = file) => {
    const sent = await send(content);
    expect([sent.status, sent.errors]).toEqual([302, []]);
    return (sent.location ?? "").split("/").at(-2) ?? "";
  };
  const settle = (id: string, intent: string, version: number) =>
    web.post(paths.log.importOne(id), { intent, version }, lead);
  const confirm = async (id: string) => expect((await settle(id, "confirm", 1)).status).toBe(302);
  const actions = () =>
    world.db.selectFrom("action").selectAll().where("source", "=", "earlier-log").execute();
  return { ...world, web, lead, send, read, settle, confirm, actions };
}

/** What the page of columns shows chosen, as its form would be sent. */
async function chosenIn(web: Awaited<ReturnType<typeof startWeb>>, id: string, as: object) {
  const { html } = await web.get(paths.log.importColumns(id), as as never);
  const chosen: Record<string, string> = {};
  for (const select of html.all("main select")) {
    const option = select.all("option").find((one) => one.attribute("selected") !== undefined);
    chosen[select.attribute("name") ?? ""] = option?.attribute("value") ?? "";
  }
  for (const input of html.all("main input[list]"))
    chosen[input.attribute("name") ?? ""] = input.attribute("value") ?? "";
  return { html, chosen: { ...chosen, order: "day", version: "1" } as Record<string, string> };
}

describeDatabases("An earlier log", (makeDb) => {
  it("comes in line by line as it was chosen, with what was learnt, and nothing it says is lost", async () => {
    const { web, db, lead, people, teams, read, settle, actions } = await open(makeDb);
    const id = await read();
    const home = await web.get(paths.home(), lead);
    expect(home.html.text).toContain("Import actions.csv, an earlier log, or discard it");

    // What is likely is chosen; a name that is not here can be said to be someone who is.
    const { html, chosen } = await chosenIn(web, id, lead);
    expect(chosen).toMatchObject({
      ...{ "columns.what": "2", "columns.learning": "1", "columns.owner": "3" },
      ...{ "columns.due": "4", "columns.status": "5", "columns.place": "6" },
      ...{ "statuses.0": "in-progress", "statuses.1": "verified" },
      ...{ "places.0": `team-${teams.willow.id}`, "places.1": "" },
      ...{ "owners.0": people.qaLead.name, "owners.1": "" },
    });
    expect(html.text).toContain("“In progress”, once");
    const unknown = await web.post(
      paths.log.importColumns(id),
      { ...chosen, "owners.1": "Nobody Atall" },
      lead,
    );
    expect([unknown.status, unknown.errors]).toEqual([
      400,
      ["Enter the name or email address of one person who is here, or nothing"],
    ]);
    expect(unknown.html.one('input[name="owners.1"]').attribute("value")).toBe("Nobody Atall");
    const twice = await web.post(
      paths.log.importColumns(id),
      { ...chosen, "columns.why": "1" },
      lead,
    );
    expect(twice.errors).toEqual(["Choose another column: this one is What was learnt already"]);
    const kept = await web.post(paths.log.importColumns(id), chosen, lead);
    expect([kept.status, kept.location]).toEqual([302, paths.log.importOne(id)]);

    const preview = (await web.get(paths.log.importOne(id), lead)).html.one("main").text;
    for (const words of [
      "2 actions and 2 things learnt would be added",
      "1 line is left out, for saying neither",
      "1 line holds something that can’t be read",
    ])
      expect(preview).toContain(words);
    expect(await actions()).toEqual([]);

    expect((await settle(id, "confirm", 1)).status).toBe(409);
    expect((await settle(id, "confirm", 2)).status).toBe(302);
    const [first, second] = (await actions()).sort((a, b) => a.reference - b.reference);
    expect(first).toMatchObject({
      ...{ what: "Write a guide to chronologies", status: "in-progress", level: "team" },
      ...{ owner_id: people.qaLead.id, team_id: teams.willow.id, due_on: "2024-05-31" },
    });
    expect(second).toMatchObject({
      ...{ status: "verified", owner_id: null, owner_role: "Someone Gone", due_on: null },
      ...{ completed_on: "2024-02-01", level: "strategic" },
    });
    const page = (await web.get(paths.log.one(second?.id ?? ""), lead)).html.one("main").text;
    for (const words of ["asap", "The hub", "There it was called 13", "actions.csv, line 3"])
      expect(page).toContain(words);
    expect(page).toContain("nobody has verified it here");
    const learnt = await db.selectFrom("learning").select(["id", "what"]).execute();
    expect(learnt.map(({ what }) => what).sort()).toEqual([
      "Chronologies stop",
      "Fathers are not asked",
    ]);
    const one = learnt.find(({ what }) => what === "Chronologies stop");
    const answers = await web.get(paths.learning.one(one?.id ?? ""), lead);
    expect(answers.html.text).toContain("Write a guide to chronologies");
    // Nobody is written to about each of them.
    const told = await db.selectFrom("outbox").select("kind").execute();
    expect(told).toEqual([]);
    expect((await web.get(paths.home(), lead)).html.text).not.toContain(
      "an earlier log, or discard",
    );
  });

  it("brings no line twice, from the same file or another", async () => {
    const { web, lead, read, confirm, actions } = await open(makeDb);
    await confirm(await read());
    const again = await read(`${heads}\n${lines[0]}\n16,,Visit each team,,,,,,\n`);
    const preview = (await web.get(paths.log.importOne(again), lead)).html.one("main").text;
    expect(preview).toContain("1 line is here already and left out");
    await confirm(again);
    expect((await actions()).map(({ what }) => what).sort()).toEqual([
      "Show it to every team",
      "Visit each team",
      "Write a guide to chronologies",
    ]);
  });

  it("gives nothing to someone who left after they were chosen, and says who it was", async () => {
    const { web, db, people, lead, read, confirm, actions } = await open(makeDb);
    const id = await read(`Action,Owner\nWrite a guide,${people.teamManager.name}\n`);
    const preview = async () =>
      (await web.get(paths.log.importOne(id), lead)).html.one("main").text;
    expect(await preview()).not.toContain("no owner who is here");
    await db
      .updateTable("person")
      .set({ active: 0 })
      .where("id", "=", people.teamManager.id)
      .execute();
    expect(await preview()).toContain("1 open action has no owner who is here");
    await confirm(id);
    expect(await actions()).toMatchObject([
      { what: "Write a guide", owner_id: null, owner_role: people.teamManager.name },
    ]);
  });

  it("takes lines as long as a cell can be, and gives none to someone of another agency", async () => {
    const { people, read, settle, actions, db } = await open(makeDb);
    // Words that can't be packed: an index takes no more than some 2,700 bytes of them.
    const random = Array.from({ length: 9000 }, (_, n) =>
      ((Math.imul(n + 7, 2_654_435_761) >>> 8) % 36).toString(36),
    ).join("");
    const long = random.replace(/(.{9})/g, "$1 ");
    const id = await read(`Action,Owner\n${long},${people.partner.name}\n`);
    expect((await settle(id, "confirm", 1)).status).toBe(302);
    const [action] = await actions();
    expect(action).toMatchObject({ owner_id: null, owner_role: people.partner.name });
    const { text } = await db
      .selectFrom("action_update")
      .select("text")
      .where("kind", "=", "imported")
      .executeTakeFirstOrThrow();
    expect(text).toContain(long.trim().slice(-100));
    // It is known again.
    const again = await read(`Action,Owner\n${long},${people.partner.name}\n`);
    expect((await settle(again, "confirm", 1)).status).toBe(302);
    expect(await actions()).toHaveLength(1);
  });

  it("keeps at an undoing what someone linked to something else, and what they added a file to", async () => {
    const { web, lead, db, people, stampOf, read, settle, confirm, actions } = await open(makeDb);
    const other = await transact(db, (tx) =>
      beginLearning(tx, stampOf(people.qaLead), { what: "Plans lapse", area: null, theme: null }),
    );
    const id = await read();
    await confirm(id);
    const [first] = (await actions()).sort((a, b) => a.reference - b.reference);
    const linked = await web.post(
      paths.learning.one(other.id),
      { reference: `A-${first?.reference}` },
      lead,
    );
    expect([linked.status, linked.errors]).toEqual([302, []]);
    const fathers = await db
      .selectFrom("learning")
      .select("id")
      .where("what", "=", "Fathers are not asked")
      .executeTakeFirstOrThrow();
    await transact(db, (tx) =>
      addAttachment(
        tx,
        { ...stampOf(people.qaLead), actorId: people.qaLead.id },
        { kind: "learning", id: fathers.id },
        { name: "r.pdf", storedName: "0".repeat(32), bytes: 1, sha256: "", type: "pdf" },
      ),
    );
    expect((await settle(id, "undo", 2)).status).toBe(302);
    expect((await actions()).map(({ what }) => what)).toEqual([first?.what]);
    const left = await db.selectFrom("learning").select("what").orderBy("what").execute();
    expect(left.map(({ what }) => what)).toEqual([
      "Chronologies stop",
      "Fathers are not asked",
      "Plans lapse",
    ]);
  });

  it("is undone as far as nobody has worked with it, and can be brought again", async () => {
    const { web, lead, db, people, read, settle, confirm, actions } = await open(makeDb);
    const id = await read();
    await confirm(id);
    const worked = (await actions()).find(({ owner_id }) => owner_id === people.qaLead.id);
    const moved = await web.post(
      paths.log.one(worked?.id ?? ""),
      { move: "progress", version: 1, note: "Half of it is written" },
      lead,
    );
    expect(moved.status).toBe(302);
    const undone = await settle(id, "undo", 2);
    expect(undone.status).toBe(302);
    expect((await actions()).map(({ id: left }) => left)).toEqual([worked?.id]);
    expect(
      (await db.selectFrom("learning").select("what").execute()).map((one) => one.what),
    ).toEqual(["Chronologies stop"]);
    const history = await web.get(paths.log.one(worked?.id ?? ""), lead);
    expect(history.status).toBe(200);
    await confirm(await read());
    expect((await actions()).map(({ what }) => what).sort()).toEqual([
      "Show it to every team",
      "Write a guide to chronologies",
    ]);
  });

  it("is refused in words where it can’t be read, and is the QA lead’s alone", async () => {
    const { web, people, lead, send, read, settle, actions } = await open(makeDb);
    for (const [content, problem] of [
      ["", "Choose a CSV file or an Excel workbook that is not empty"],
      ["Action\n", "Add the actions: the file has a first line and no more"],
      [`Action\n${"Do it\n".repeat(2001)}`, "Split the file: at most 2,000 lines are read at once"],
    ] as const) {
      const sent = await send(content);
      expect([sent.status, sent.errors.length]).toEqual([400, 1]);
      if (content) expect(sent.errors).toEqual([problem]);
    }
    const id = await read();
    for (const { email } of [people.teamManager, people.leader, people.auditor]) {
      expect((await web.get(paths.log.import(), { as: email })).status).toBe(403);
      expect((await web.get(paths.log.importOne(id), { as: email })).status).toBe(403);
    }
    expect((await settle(id, "discard", 1)).status).toBe(302);
    expect((await settle(id, "confirm", 2)).status).toBe(409);
    expect((await web.get(paths.log.importColumns(id), lead)).status).toBe(409);
    expect(await actions()).toEqual([]);
  });
});
