import { beforeAll, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { type MessageKind, messageKinds, tellsWhatWasFound } from "~/rules/messages/messages";
import { transact } from "~db/core/open.server";
import { addMessages, type NewMessage } from "~db/messages/outbox.server";
import { gatherDigests } from "~db/messages/outbox-digest.server";
import { databaseMaker } from "../../support/databases";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World, worldMorning } from "../../support/world";

const makeDb = databaseMaker("sqlite");

describe("the outbox on screen", () => {
  let world: World;
  let web: Web;
  let auditId: string;
  beforeAll(async () => {
    world = await makeWorld(await makeDb());
    web = await startWeb(world.db);
    auditId = (await world.addAudit()).id;
    const { auditor, leader } = world.people;
    const nobody = { actorId: null, at: worldMorning, systemAt: worldMorning };
    await world.db.updateTable("person").set({ email: null }).where("id", "=", leader.id).execute();
    await transact(world.db, (tx) =>
      addMessages(tx, nobody, [
        {
          to: auditor.id,
          kind: "audit-allocated",
          key: auditId,
          link: paths.audits.one(auditId),
          due: "2024-04-19",
        },
        { to: leader.id, kind: "concern-late", key: "c1", link: paths.concerns.one("c1") },
      ]),
    );
  });
  const admin = () => ({ as: world.people.administrator.email });

  it("is the administrator's alone", async () => {
    for (const person of [world.people.qaLead, world.people.leader, world.people.auditor]) {
      if (person === world.people.leader) continue;
      expect((await web.get(paths.outbox(), { as: person.email })).status).toBe(403);
    }
    expect((await web.get(paths.outbox(), admin())).status).toBe(200);
  });

  it("shows each message as it would read, without a word of the case", async () => {
    const page = await web.get(paths.outbox(), admin());
    const text = page.html.one("main").text;
    expect(text).toContain("Email is not set up: messages are read here");
    expect(text).toContain("An audit is waiting for you in Line of Sight");
    expect(text).toContain("Alex Morley");
    expect(text).toContain(`http://localhost${paths.audits.one(auditId)}`);
    expect(text).toContain("This person has no email address");
    expect(page.body).not.toMatch(/DB-\d/);
    expect(text).not.toContain("Willow");
  });

  it("keeps back the words and the link of what would tell what an audit found", async () => {
    const { serviceManager } = world.people;
    const nobody = { actorId: null, at: worldMorning, systemAt: worldMorning };
    const link = paths.audits.read(auditId);
    const kinds = Object.keys(messageKinds).filter((kind) =>
      tellsWhatWasFound(kind as MessageKind),
    ) as MessageKind[];
    expect(kinds).toContain("audit-needs-attention");
    await transact(world.db, (tx) =>
      addMessages(
        tx,
        nobody,
        kinds.map((kind) => ({ to: serviceManager.id, kind, key: auditId, link })),
      ),
    );
    const page = await web.get(paths.outbox({ search: "sol hart" }), admin());
    const rows = page.html.all("tbody tr").map((row) => row.text);
    expect(rows).toHaveLength(kinds.length);
    for (const row of rows) expect(row).toContain("About an audit, for its reader alone");
    expect(page.body).not.toContain(link);
    for (const kind of kinds) expect(page.body).not.toContain(messageKinds[kind].subject);
    await world.db.deleteFrom("outbox").where("person_id", "=", serviceManager.id).execute();
  });

  it("keeps it back in a daily summary too, and says how many are kept back", async () => {
    const { serviceManager } = world.people;
    const nobody = { actorId: null, at: "2024-04-14T09:00:00.000Z", systemAt: worldMorning };
    await world.db
      .insertInto("message_choice")
      .values({ person_id: serviceManager.id, choice: "digest" })
      .execute();
    const link = paths.audits.read(auditId);
    const { id: to } = serviceManager;
    const messages: NewMessage[] = [
      { to, kind: "audit-needs-attention", key: auditId, link },
      { to, kind: "response-asked", key: "r1", link: "/responses/r1" },
    ];
    await transact(world.db, (tx) => addMessages(tx, nobody, messages));
    const morning = { actorId: null, at: "2024-04-15T09:00:00.000Z", systemAt: worldMorning };
    expect(await gatherDigests(world.db, morning, 7)).toBe(1);
    const page = await web.get(paths.outbox({ search: "sol hart" }), admin());
    const summary = page.html
      .all("tbody tr")
      .map((row) => row.text)
      .find((row) => row.includes(messageKinds.digest.subject));
    expect(summary).toContain(messageKinds["response-asked"].subject);
    expect(summary).toContain("(1 more, for its reader alone)");
    expect(page.body).not.toContain(link);
    expect(page.body).not.toContain(messageKinds["audit-needs-attention"].subject);
    await world.db.deleteFrom("outbox").where("person_id", "=", serviceManager.id).execute();
    await world.db.deleteFrom("message_choice").execute();
  });

  it("is filtered by state and by name", async () => {
    const waiting = await web.get(paths.outbox({ state: "waiting" }), admin());
    expect(waiting.html.all("tbody tr")).toHaveLength(1);
    const named = await web.get(paths.outbox({ search: "fenn" }), admin());
    expect(named.html.one("tbody tr").text).toContain("Dale Fenn");
    const odd = await web.get(paths.outbox({ state: "odd", page: "x" }), admin());
    expect(odd.html.all("tbody tr").length).toBeGreaterThan(1);
  });

  it("tries again what had no address, once there is one", async () => {
    const { id } = await world.db
      .selectFrom("outbox")
      .select("id")
      .where("state", "=", "no-address")
      .executeTakeFirstOrThrow();
    const answer = await web.post(paths.outbox(), { intent: "retry", messageId: id }, admin());
    expect(answer.location).toBe(paths.outbox());
    const row = await world.db
      .selectFrom("outbox")
      .select(["state", "problem"])
      .where("id", "=", id)
      .executeTakeFirst();
    expect(row).toEqual({ state: "waiting", problem: "" });
    const all = await web.post(paths.outbox(), { intent: "retry-all" }, admin());
    expect(all.location).toBe(paths.outbox());
    expect(
      (await web.get(paths.outbox(), admin())).html.one(".govuk-notification-banner").text,
    ).toContain("Nothing needed to be tried again");
  });

  it("puts a test message to oneself in the outbox", async () => {
    await web.post(paths.outbox(), { intent: "test" }, admin());
    const row = await world.db
      .selectFrom("outbox")
      .selectAll()
      .where("kind", "=", "test")
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ person_id: world.people.administrator.id, state: "waiting" });
  });

  it("says how email is set up when it is", async () => {
    const mail = { from: "qa@council.example", publicUrl: "https://qa.council.example" };
    const set = await startWeb(world.db, { context: { mail } });
    const page = await set.get(paths.outbox(), admin());
    expect(page.html.one("main").text).toContain("It comes from qa@council.example");
    expect(page.html.one("main").text).toContain(
      `https://qa.council.example${paths.audits.one(auditId)}`,
    );
  });
});

describe("choosing one's messages", () => {
  it("is kept, said on the account page, and takes along what waits", async () => {
    const world = await makeWorld(await makeDb());
    const web = await startWeb(world.db);
    const { teamManager } = world.people;
    const as = { as: teamManager.email };
    const nobody = { actorId: null, at: worldMorning, systemAt: worldMorning };
    await transact(world.db, (tx) =>
      addMessages(tx, nobody, [
        { to: teamManager.id, kind: "response-asked", key: "r1", link: "/responses/r1" },
        { to: teamManager.id, kind: "concern-raised", key: "c1", link: "/concerns/c1" },
      ]),
    );
    const states = async () =>
      Object.fromEntries(
        (await world.db.selectFrom("outbox").select(["kind", "state"]).execute()).map((row) => [
          row.kind,
          row.state,
        ]),
      );
    const page = await web.get(paths.accountMessages(), as);
    expect(page.html.one("main").text).toContain("always go at once, whatever you choose");
    for (const [choice, state, words] of [
      ["digest", "held", "Once a day, together"],
      ["immediate", "waiting", "At once"],
      ["none", "not-wanted", "Not by email"],
    ] as const) {
      const answer = await web.post(paths.accountMessages(), { choice }, as);
      expect(answer.location).toBe(paths.account());
      expect((await web.get(paths.account(), as)).html.one("main").text).toContain(words);
      expect(await states()).toEqual({ "response-asked": state, "concern-raised": "waiting" });
    }
    const wrong = await web.post(paths.accountMessages(), { choice: "often" }, as);
    expect(wrong.errors).toEqual(["Choose when you want your messages"]);
  });
});

describe("reminding from the control room", () => {
  it("sends one message an audit that is still with its auditor, once a day", async () => {
    const world = await makeWorld(await makeDb());
    const web = await startWeb(world.db);
    const as = { as: world.people.qaLead.email };
    const open = await world.addAudit();
    const submitted = await world.addAudit({ state: "submitted", submitted_at: worldMorning });
    const room = await web.get(paths.exercises.one(world.exercise.id), as);
    expect(room.body).toContain(paths.exercises.remind(world.exercise.id));
    const asked = `${paths.exercises.remind(world.exercise.id)}?audit=${open.id}&audit=${submitted.id}`;
    const page = await web.get(asked, as);
    expect(page.html.all("tbody tr")).toHaveLength(1);
    expect(page.html.one("main").text).toContain("1 auditor gets a message");
    const path = paths.exercises.remind(world.exercise.id);
    for (let times = 0; times < 2; times += 1) {
      const sent = await web.post(path, { audits: [open.id, submitted.id] }, as);
      expect(sent.location).toBe(paths.exercises.one(world.exercise.id));
    }
    const rows = await world.db.selectFrom("outbox").select(["person_id", "kind"]).execute();
    expect(rows).toEqual([{ person_id: world.people.auditor.id, kind: "audit-reminder" }]);
    const none = await web.post(path, { audits: submitted.id }, as);
    expect(none.status).toBe(400);
    expect(await world.db.selectFrom("outbox").select("id").execute()).toHaveLength(1);
    expect((await web.get(asked, { as: world.people.auditor.email })).status).toBe(403);
  });
});
