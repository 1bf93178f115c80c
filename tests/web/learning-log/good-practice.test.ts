import { expect, it } from "vitest";
import { paths } from "~/paths";
import { newId } from "~db/core/ids.server";
import { testClock } from "../../support/clock";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { openedOfThanks } from "../../support/message-stage";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const said = {
  thanks: "You let the child run part of the meeting. Thank you.",
  share: "yes",
  entry: "A child ran part of their own meeting, and it changed the plan.",
  nameless: "yes",
};

async function open(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const clock = testClock();
  const web = await startWeb(world.db, { clock });
  const { db, people } = world;
  const as = (person: { email: string }) => ({ as: person.email });
  const addStrength = async (state = "final", kind: "strength" | "development" = "strength") => {
    const audit = await world.addAudit({
      ...{ state, submitted_at: "2024-01-12T10:00:00.000Z" },
      final_at: state === "final" ? "2024-02-01T10:00:00.000Z" : null,
    });
    const id = newId();
    await db
      .insertInto("finding")
      .values({
        ...{ id, exercise_id: world.exercise.id, audit_id: audit.id, kind },
        ...{ area: "planning", theme: "childs-voice", case_count: null },
        text: `${people.worker.name} let the child run part of the meeting`,
        ...{ made_by: people.auditor.id, made_at: "2024-01-20T10:00:00.000Z" },
      })
      .execute();
    return { id, auditId: audit.id };
  };
  const thank = async (findingId: string, more: Partial<typeof said> = {}) => {
    const sent = await web.post(
      paths.learning.thank(findingId),
      { ...said, ...more },
      as(people.qaLead),
    );
    expect([sent.status, sent.errors]).toEqual([302, []]);
    return (sent.location ?? "").split("/").at(-1) ?? "";
  };
  const answer = (
    id: string,
    by: { email: string },
    move: string,
    version: number,
    more: Record<string, string> = {},
  ) => web.post(paths.learning.thanks(id), { move, version, ...more }, as(by));
  const messages = async () =>
    (await db.selectFrom("outbox").select(["kind", "person_id"]).execute()).filter(({ kind }) =>
      (openedOfThanks as readonly string[]).includes(kind),
    );
  return { ...world, clock, web, as, addStrength, thank, answer, messages };
}

describeDatabases("Good practice", (makeDb) => {
  it("is named to worker and manager, and read by everyone once both agreed, until one withdraws it", async () => {
    const { web, people, as, addStrength, thank, answer, messages } = await open(makeDb);
    const { worker, teamManager, qaLead, leader } = people;
    const strength = await addStrength();

    // From the final audit, in words that name nobody.
    const audit = await web.get(paths.audits.read(strength.auditId), as(qaLead));
    const way = audit.html.all("main a").find(({ text }) => text.startsWith("Thank the worker"));
    expect(way?.attribute("href")).toBe(paths.learning.thank(strength.id));
    const page = await web.get(paths.learning.thank(strength.id), as(qaLead));
    expect(page.html.one("textarea[name=entry]").text).toBe(
      "[a colleague] let the child run part of the meeting",
    );

    const id = await thank(strength.id);
    const one = paths.learning.thanks(id);
    expect((await web.get(one, as(worker))).html.one("h1").text).toContain("thanks you");
    expect((await web.get(one, as(teamManager))).html.text).toContain(said.thanks);
    // Nobody else yet, and the manager does not answer before the worker.
    expect((await web.get(one, as(leader))).status).toBe(403);
    expect((await web.get(one, as(people.otherAuditor))).status).toBe(404);
    const collection = paths.learning.goodPractice();
    expect((await web.get(collection, as(leader))).html.text).not.toContain(said.entry);
    expect((await answer(id, teamManager, "agree", 1)).status).toBe(409);
    expect((await answer(id, qaLead, "consent", 1)).status).toBe(409);

    // It waits on the worker's home, and then on the manager's.
    const waits = "Say whether others may read what you did well";
    expect((await web.get(paths.home(), as(worker))).html.text).toContain(waits);
    expect((await answer(id, worker, "consent", 1)).status).toBe(302);
    expect((await web.get(paths.home(), as(worker))).html.text).not.toContain(waits);
    expect((await web.get(collection, as(leader))).html.text).not.toContain(said.entry);
    expect((await web.get(paths.home(), as(teamManager))).html.text).toContain(
      "Say whether good practice of your team is shared",
    );
    expect((await answer(id, teamManager, "agree", 2)).status).toBe(302);
    const shared = (await web.get(collection, as(leader))).html.one("main").text;
    expect(shared).toContain(said.entry);
    expect(shared).not.toContain(worker.name);
    expect(shared).not.toContain(said.thanks);

    // The worker withdraws it, and it is gone; a stale answer changes nothing.
    expect((await answer(id, worker, "withdraw", 2)).status).toBe(409);
    expect((await answer(id, worker, "withdraw", 3)).status).toBe(302);
    expect((await web.get(collection, as(leader))).html.text).not.toContain(said.entry);
    const kinds = (await messages()).map(({ kind, person_id }) => [kind, person_id]);
    expect(kinds).toContainEqual(["thanks", worker.id]);
    expect(kinds).toContainEqual(["thanks-team", teamManager.id]);
    expect(kinds).toContainEqual(["good-practice-to-agree", teamManager.id]);
    expect(kinds).toContainEqual(["good-practice-answered", qaLead.id]);
    expect(new Set(kinds.map(([kind]) => kind))).toEqual(new Set(openedOfThanks));
  });

  it("shows a name only where the worker wants it, and asks nobody where nothing is to be shared", async () => {
    const { web, people, as, addStrength, thank, answer, db } = await open(makeDb);
    const named = await thank((await addStrength()).id);
    await answer(named, people.worker, "consent", 1, { named: "yes" });
    await answer(named, people.teamManager, "agree", 2);
    const only = await thank((await addStrength()).id, { share: "no", entry: "", nameless: "" });
    const row = await db
      .selectFrom("good_practice")
      .selectAll()
      .where("id", "=", only)
      .executeTakeFirstOrThrow();
    expect([row.state, row.asked_at]).toEqual(["thanked", null]);
    const page = await web.get(paths.learning.thanks(only), as(people.worker));
    expect(page.html.text).toContain(said.thanks);
    expect(page.html.all("main button[name=move]")).toEqual([]);
    const shared = await web.get(paths.learning.goodPractice(), as(people.auditor));
    expect(shared.html.one("main").text).toContain(people.worker.name);
    expect(shared.html.text).toContain("1 example");
  });

  it("is for strengths of final audits alone, once, and never for one’s own work", async () => {
    const { web, people, as, addStrength, thank, db } = await open(makeDb);
    const provisional = await addStrength("settled");
    const development = await addStrength("final", "development");
    const strength = await addStrength();
    for (const { id } of [provisional, development])
      expect((await web.get(paths.learning.thank(id), as(people.qaLead))).status).toBe(404);
    expect((await web.get(paths.learning.thank(strength.id), as(people.worker))).status).toBe(403);
    expect((await web.get(paths.learning.thank(strength.id), as(people.otherAuditor))).status).toBe(
      404,
    );

    // What was typed stays when something is missing.
    const empty = await web.post(
      paths.learning.thank(strength.id),
      { ...said, thanks: "", nameless: "" },
      as(people.qaLead),
    );
    expect([empty.status, empty.errors]).toEqual([
      400,
      [
        "Enter what you want to say to them",
        "Read how others would read it, and tick that it names no child, family or colleague",
      ],
    ]);
    expect(empty.html.one("textarea[name=entry]").text).toBe(said.entry);

    await thank(strength.id);
    expect((await web.get(paths.learning.thank(strength.id), as(people.qaLead))).status).toBe(409);
    expect(
      (await web.post(paths.learning.thank(strength.id), said, as(people.teamManager))).status,
    ).toBe(409);
    expect(await db.selectFrom("good_practice").select("id").execute()).toHaveLength(1);
  });

  it("is kept from a manager who has to grade that audit again without reading it", async () => {
    const { web, people, as, addStrength, thank, db, exercise, messages } = await open(makeDb);
    const strength = await addStrength();
    const manager = people.teamManager;
    const draw = newId();
    await db
      .insertInto("double_draw")
      .values({
        ...{ id: draw, exercise_id: exercise.id, seed: "7", algorithm: "1", fingerprint: "f" },
        ...{ drawn_from: "[]", percent: 10, due_on: "2024-04-30" },
        ...{ drawn_by: people.qaLead.id, drawn_at: "2024-04-01T10:00:00.000Z" },
      })
      .execute();
    await db
      .insertInto("double_audit")
      .values({
        ...{ id: newId(), draw_id: draw, audit_id: strength.auditId, peer_id: manager.id },
        ...{ state: "given", waits_since: "2024-04-01T10:00:00.000Z" },
      })
      .execute();
    const id = await thank(strength.id);
    expect((await web.get(paths.learning.thanks(id), as(manager))).status).toBe(403);
    expect((await messages()).map(({ person_id }) => person_id)).not.toContain(manager.id);
    expect((await web.get(paths.learning.thanks(id), as(people.worker))).status).toBe(200);
    expect(await db.selectFrom("good_practice").select("id").execute()).toHaveLength(1);
  });

  it("waits for nobody: a worker who left is said to have, and the lead ends it", async () => {
    const { web, people, as, addStrength, thank, answer, db } = await open(makeDb);
    const id = await thank((await addStrength()).id);
    await db.updateTable("person").set({ active: 0 }).where("id", "=", people.worker.id).execute();
    const stands = "Ask about good practice that someone did not answer for four weeks";
    expect((await web.get(paths.home(), as(people.qaLead))).html.text).not.toContain(stands);
    await db.updateTable("good_practice").set({ asked_at: "2024-03-01T10:00:00.000Z" }).execute();
    expect((await web.get(paths.home(), as(people.qaLead))).html.text).toContain(stands);
    const list = await web.get(paths.learning.goodPractice(), as(people.qaLead));
    expect(list.html.one("main table").text).toContain("The worker no longer works here");
    expect((await answer(id, people.qaLead, "decline", 1)).status).toBe(302);
    expect(
      (await web.get(paths.learning.goodPractice(), as(people.qaLead))).html.text,
    ).not.toContain("Waiting for an answer");
    const late = await addStrength();
    expect((await web.get(paths.learning.thank(late.id), as(people.qaLead))).status).toBe(409);
  });
});
