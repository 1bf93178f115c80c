import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { databaseMaker } from "../../support/databases";
import { formOf } from "../../support/form";
import { addSelected, addSubmitted, decisionTyped } from "../../support/moderated";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

const makeDb = databaseMaker("sqlite");

async function start() {
  const world = await makeWorld(await makeDb());
  return { world, web: await startWeb(world.db), people: world.people };
}

/** A submitted audit whose window ends on 22 April; it is the morning of the 15th. */
async function inWindow(world: World, more: Parameters<typeof addSubmitted>[1] = {}) {
  const audit = await addSubmitted(world, more);
  await world.db
    .updateTable("audit")
    .set({ corrections_until: "2024-04-22" })
    .where("id", "=", audit.id)
    .execute();
  return audit;
}

async function send(web: Web, auditId: string, text: string, as: string) {
  const path = paths.audits.corrections(auditId);
  return web.post(path, { ...formOf((await web.get(path, { as })).html), text }, { as });
}

const sentTo = (world: World, auditId: string) =>
  world.db
    .selectFrom("correction")
    .selectAll()
    .where("audit_id", "=", auditId)
    .orderBy("sent_at")
    .orderBy("id")
    .execute();

async function saveTyped(web: Web, url: string, values: Record<string, string>, as: string) {
  const changes = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value, version: 0, digest: "" }]),
  );
  const body = JSON.stringify({ visit: "visit-one", number: 1, changes, versions: {} });
  const headers = { "Content-Type": "application/json" };
  return web.send(url, body, { as, headers });
}

describe("Factual corrections on their pages", () => {
  it("are sent one by one, answered one by one, and read by everyone who reads the audit", async () => {
    const { world, web, people } = await start();
    const { id } = await inWindow(world);
    const worker = people.worker.email;
    const auditor = people.auditor.email;
    const path = paths.audits.corrections(id);
    const empty = await send(web, id, "  ", worker);
    expect(empty.errors).toEqual(["Enter what is wrong, and what is right"]);
    const first = formOf((await web.get(path, { as: worker })).html);
    const sent = await web.post(path, { ...first, text: "Two visits, not one" }, { as: worker });
    expect(sent.location).toBe(path);
    // A second press of the button, or the back button: the same words are there once.
    await web.post(path, { ...first, text: "Two visits, not one" }, { as: worker });
    await send(web, id, "Born in June", worker);
    await send(web, id, "It was my visit", people.teamManager.email);
    const all = await sentTo(world, id);
    expect(all.map(({ text }) => text)).toEqual([
      "Two visits, not one",
      "Born in June",
      "It was my visit",
    ]);
    const listed = await web.get(path, { as: worker });
    expect(listed.html.one('textarea[name="text"]').text).toBe("");
    expect(listed.html.all("main .los-saved")).toEqual([]);
    expect(listed.html.all(".los-corrections__item")).toHaveLength(3);

    const home = await web.get("/", { as: auditor });
    expect(home.html.text).toContain("Answer a factual correction to your audit of case");
    expect(home.html.text).toContain("Waiting since today");
    const one = paths.audits.correction(id, all[0]?.id ?? "");
    expect(home.html.all(`main a[href="${one}"]`)).toHaveLength(1);
    const form = formOf((await web.get(one, { as: auditor })).html);
    expect((await web.post(one, form, { as: auditor })).errors).toEqual([
      "Choose whether you accept the correction, accept it in part, or decline it",
      "Enter what you answer: whoever sent the correction reads it",
    ]);
    const given = { ...form, answer: "in-part", words: "Two, and one was missed" };
    expect((await web.post(one, given, { as: auditor })).location).toBe(paths.audits.read(id));
    const again = await web.post(one, { ...given, answer: "declined" }, { as: auditor });
    expect(again.status).toBe(409);
    expect((await sentTo(world, id))[0]).toMatchObject({ answer: "in-part" });
    for (const person of [people.worker, people.teamManager, people.qaLead]) {
      const read = await web.get(paths.audits.read(id), { as: person.email });
      expect(read.html.text, person.name).toContain("Accepted in part Two, and one was missed");
    }
    expect((await web.get(paths.audits.read(id), { as: worker })).html.text).toContain(
      "Until 22 April 2024 1 of 3 answered",
    );
  });

  it("are kept as they are typed, for their writer alone, until they are sent or answered", async () => {
    const { world, web, people } = await start();
    const { id } = await inWindow(world);
    const worker = people.worker.email;
    const typed = { text: "HALF-WRITTEN" };
    expect((await saveTyped(web, paths.audits.correctionTyped(id), typed, worker)).status).toBe(
      200,
    );
    expect((await web.get("/", { as: worker })).html.text).toContain(
      "Send the correction you began",
    );
    const page = (as: string) => web.get(paths.audits.corrections(id), { as });
    const begun = (await page(worker)).html;
    expect(begun.one('textarea[name="text"]').text).toBe("HALF-WRITTEN");
    expect(begun.one("main .los-saved").text).toMatch(/^Saved /);
    for (const other of [people.teamManager, people.auditor, people.qaLead]) {
      const read = await web.get(paths.audits.read(id), { as: other.email });
      expect(read.body, other.name).not.toContain("HALF-WRITTEN");
    }
    expect((await page(people.teamManager.email)).body).not.toContain("HALF-WRITTEN");
    await send(web, id, "Two visits", worker);
    const [sent] = await sentTo(world, id);
    const url = paths.audits.answerTyped(id, sent?.id ?? "");
    const answer = { answer: "declined", words: "HALF-ANSWERED" };
    expect((await saveTyped(web, url, answer, people.auditor.email)).status).toBe(200);
    expect((await web.get(paths.audits.read(id), { as: worker })).body).not.toContain(
      "HALF-ANSWER",
    );
    const shown = await web.get(paths.audits.correction(id, sent?.id ?? ""), {
      as: people.auditor.email,
    });
    expect(shown.html.one('textarea[name="words"]').text).toBe("HALF-ANSWERED");

    // The window ends while another is being written: it stays its writer's to read.
    await saveTyped(
      web,
      paths.audits.correctionTyped(id),
      { text: "TOO-LATE" },
      people.teamManager.email,
    );
    web.clock.moveTo("2024-04-22T23:30:00Z");
    const late = await saveTyped(
      web,
      paths.audits.correctionTyped(id),
      { text: "Later" },
      people.teamManager.email,
    );
    expect(late.status).toBe(409);
    const over = await page(people.teamManager.email);
    expect(over.html.text).toContain("Corrections were taken until 22 April 2024");
    expect(over.html.text).toContain("TOO-LATE");
    expect((await page(worker)).html.text).not.toContain("TOO-LATE");
  });

  it("are nobody else's to send or to answer, whatever address is tried", async () => {
    const { world, web, people } = await start();
    const { id } = await inWindow(world);
    const other = await inWindow(world);
    await send(web, id, "Two visits", people.worker.email);
    const [sent] = await sentTo(world, id);
    const correct = paths.audits.corrections(id);
    for (const [person, status] of [
      [people.otherWorker, 404],
      [people.otherTeamManager, 404],
      [people.auditor, 403],
      [people.moderator, 403],
      [people.leader, 403],
    ] as const) {
      expect((await web.get(correct, { as: person.email })).status, person.name).toBe(status);
      expect((await web.post(correct, { text: "Mine" }, { as: person.email })).status).toBe(status);
    }
    const one = paths.audits.correction(id, sent?.id ?? "");
    for (const [person, status] of [
      [people.worker, 403],
      [people.otherAuditor, 404],
      [people.qaLead, 409],
    ] as const)
      expect((await web.get(one, { as: person.email })).status, person.name).toBe(status);
    const lead = { answer: "accepted", words: "Yes", version: 1, saveId: "forged", bases: "{}" };
    const forced = await web.post(one, lead, { as: people.qaLead.email });
    expect(forced.status).toBe(409);
    const typing = paths.audits.answerTyped(id, sent?.id ?? "");
    const typed = { answer: "accepted", words: "Yes" };
    expect((await saveTyped(web, typing, typed, people.qaLead.email)).status).toBe(409);
    // Of one audit under the address of another it is not there.
    const forged = paths.audits.correction(other.id, sent?.id ?? "");
    expect((await web.get(forged, { as: people.auditor.email })).status).toBe(404);
    expect((await sentTo(world, id))[0]?.answer).toBeNull();
  });

  it("stand in the panel's comparison, and are kept from a moderator who grades blind", async () => {
    const { world, web, people } = await start();
    const audit = await addSelected(world, people.moderator);
    await world.db.updateTable("audit").set({ corrections_until: "2024-04-22" }).execute();
    await send(web, audit.id, "THE-CORRECTION", people.worker.email);
    const blind = await web.get(paths.moderation.grade(audit.id), { as: people.moderator.email });
    expect(blind.body).not.toContain("THE-CORRECTION");
    await world.db
      .updateTable("moderation")
      .set({ state: "committed", committed_at: "2024-04-15T09:00:00.000Z" })
      .execute();
    const compared = await web.get(paths.moderation.compare(audit.id), { as: people.qaLead.email });
    expect(compared.html.text).toContain("THE-CORRECTION");
    expect(compared.html.text).toContain("Not answered");
  });

  it("hold the audit back until the window ends; the lead ends it earlier for a named reason", async () => {
    const { world, web, people } = await start();
    await world.db.updateTable("exercise").set({ state: "moderating" }).execute();
    const { id } = await inWindow(world);
    const as = people.qaLead.email;
    const close = paths.exercises.close(world.exercise.id);
    const before = await web.get(close, { as });
    expect(before.html.text).toContain("1 audit waits for corrections");
    expect(before.html.text).toContain("corrections are taken until 22 April 2024");
    await web.post(close, { version: 1, sure: "yes" }, { as });
    const state = async () =>
      (await world.db.selectFrom("audit").select("state").executeTakeFirstOrThrow()).state;
    expect(await state()).toBe("settled");
    const report = await web.get(paths.exercises.report(world.exercise.id), { as });
    expect(report.html.text).toContain("1 audit is not final yet and in no figure here");
    expect((await web.get("/", { as })).html.text).toContain(
      "1 audit decided on, and final when its corrections are done",
    );
    const early = paths.audits.finishEarly(id);
    expect((await web.get(early, { as: people.teamManager.email })).status).toBe(403);
    const form = formOf((await web.get(early, { as })).html);
    expect((await web.post(early, form, { as })).errors).toEqual([
      "Enter why this audit does not wait for its corrections",
    ]);
    const given = { ...form, reason: "The board meets tomorrow" };
    expect((await web.post(early, given, { as })).status).toBe(302);
    expect(await state()).toBe("final");
    expect((await web.post(early, given, { as })).status).toBe(409);
    const named = await web.get(paths.exercises.report(world.exercise.id), { as });
    expect(named.html.text).toContain("Willow, by Quinn Ashby: The board meets tomorrow");
  });
});

describe("A decision of the panel on its page", () => {
  it("waits on the homes of those who could confirm it, and shows who took it", async () => {
    const { world, web, people } = await start();
    const other = await world.addPerson("Olu Other", "moderator");
    const audit = await addSelected(world, people.moderator);
    await world.db
      .updateTable("moderation")
      .set({ state: "committed", committed_at: "2024-04-15T07:00:00.000Z" })
      .execute();
    await world.db.updateTable("audit").set({ state: "committed" }).execute();
    const judged = await world.db.selectFrom("judgement").selectAll().execute();
    await world.db
      .insertInto("judgement")
      .values(judged.map((row) => ({ ...row, source: "moderator" as const })))
      .execute();
    const path = paths.moderation.compare(audit.id);
    const moderator = people.moderator.email;
    const typed = { ...decisionTyped, version: 1, present: [other.id] };
    const recorded = await web.post(path, typed, { as: moderator });
    expect(recorded.location).toBe(path);
    expect((await web.get("/", { as: moderator })).html.text).not.toContain("Confirm the panel");
    // The other member's turn first; what they let lie for a week is the lead's too.
    const waiting = "recorded by Mo Lindqvist. Waiting";
    const home = async (as: string) => (await web.get("/", { as })).html.text;
    expect(await home(other.email)).toContain(`${waiting} since today`);
    expect(await home(people.qaLead.email)).not.toContain(waiting);
    const today = web.clock.now().toISOString();
    web.clock.moveTo("2024-04-22T09:00:00.000Z");
    for (const as of [other.email, people.qaLead.email]) expect(await home(as)).toContain(waiting);
    web.clock.moveTo(today);
    const own = await web.get(path, { as: moderator });
    expect(own.html.text).toContain("It waits for one of 2: Olu Other, Quinn Ashby");
    expect(own.html.all('button[value="confirm"]')).toHaveLength(0);
    const took = await web.post(path, { intent: "confirm", version: 2 }, { as: moderator });
    expect(took.errors[0]).toContain("You have taken this decision already");
    const forged = { intent: "alone", aloneReason: "I can", version: 2 };
    expect((await web.post(path, forged, { as: moderator })).errors).toEqual([
      "Ask the QA lead: nobody else may decide alone",
    ]);
    // The other changes it: what Mo confirmed before is not what stands.
    const change = await web.get(paths.moderation.compare(audit.id, { change: "yes" }), {
      as: other.email,
    });
    const form = formOf(change.html);
    expect(form["areas.assessment.reason"]).toEqual(["The panel found analysis"]);
    expect(form.feedback).toEqual(["A careful audit; weigh impact more"]);
    const again = { ...form, feedback: "Weigh impact more, and hear the father" };
    expect((await web.post(path, again, { as: other.email })).status).toBe(302);
    const stale = await web.post(path, { intent: "confirm", version: 2 }, { as: moderator });
    expect(stale.status).toBe(409);
    expect(stale.errors[0]).toContain("Read the decision again");
    const shown = formOf((await web.get(path, { as: moderator })).html);
    const done = await web.post(path, { ...shown, intent: "confirm" }, { as: moderator });
    expect(done.location).toBe(path);
    const final = await web.get(path, { as: people.qaLead.email });
    expect(final.html.text).toContain("by Olu Other and Mo Lindqvist.");
    const read = await web.get(paths.audits.read(audit.id), { as: people.worker.email });
    expect(read.html.text).toContain("by Olu Other and Mo Lindqvist.");
    const feedback = await web.get(paths.moderation.feedback(audit.id), {
      as: people.auditor.email,
    });
    expect(feedback.html.text).toContain("Decided by Olu Other and Mo Lindqvist.");
    expect(feedback.html.text).toContain("hear the father");
  });

  it("is open to a colleague who was asked to join, and to nobody else who was not", async () => {
    const { world, web, people } = await start();
    const audit = await addSelected(world, people.moderator);
    await world.db
      .updateTable("moderation")
      .set({ state: "committed", committed_at: "2024-04-15T09:00:00.000Z" })
      .execute();
    await world.db.updateTable("audit").set({ state: "committed" }).execute();
    const compare = paths.moderation.compare(audit.id);
    const colleague = people.otherAuditor.email;
    expect((await web.get(compare, { as: colleague })).status).toBe(404);
    const panel = paths.moderation.panel(audit.id);
    expect((await web.get(panel, { as: people.moderator.email })).status).toBe(403);
    const as = people.qaLead.email;
    const offered = await web.get(panel, { as });
    expect(offered.html.all("option").map(({ text }) => text)).toEqual([
      "Choose a colleague",
      "Sam Okafor, Care and Leaving Care",
    ]);
    const wrong = await web.post(panel, { personId: people.auditor.id }, { as });
    expect(wrong.errors).toEqual(["Choose someone from the list, whom nothing ties to the case"]);
    expect((await web.post(panel, { personId: people.otherAuditor.id }, { as })).location).toBe(
      compare,
    );
    expect((await web.get("/", { as: colleague })).html.text).toContain(
      "you were asked to join its panel",
    );
    expect((await web.get(compare, { as: colleague })).status).toBe(200);
    expect((await web.get(paths.audits.read(audit.id), { as: colleague })).status).toBe(404);
    expect((await web.get(compare, { as: people.auditor.email })).status).toBe(404);
  });
});

describe("An audit's own address", () => {
  it("leads each reader to what they may see instead, and tells nobody else that it is there", async () => {
    const { world, web, people } = await start();
    const audit = await world.addAudit({
      state: "started",
      started_at: "2024-04-12T09:00:00.000Z",
    });
    const path = paths.audits.one(audit.id);
    const leads = async (person: { email: string }) => {
      const { status, location } = await web.get(path, { as: person.email });
      return location ?? status;
    };
    const room = paths.exercises.one(world.exercise.id);
    expect(await leads(people.auditor)).toBe(200);
    expect(await leads(people.worker)).toBe(paths.audits.reflect(audit.id));
    expect(await leads(people.qaLead)).toBe(room);
    for (const person of [people.teamManager, people.serviceManager, people.moderator])
      expect(await leads(person)).toBe(404);
    const readers = [people.worker, people.teamManager, people.serviceManager, people.qaLead];
    await world.db
      .updateTable("audit")
      .set({ state: "submitted", submitted_at: "2024-04-15T08:30:00.000Z" })
      .execute();
    for (const person of [...readers, people.auditor])
      expect(await leads(person), person.name).toBe(paths.audits.read(audit.id));
    const unknown = paths.audits.one("00000000-0000-7000-8000-000000000000");
    for (const person of [people.otherWorker, people.otherTeamManager, people.otherAuditor]) {
      expect(await leads(person)).toBe(404);
      expect((await web.get(unknown, { as: person.email })).status).toBe(404);
    }
    for (const person of [people.leader, people.scrutiny, people.administrator]) {
      expect(await leads(person)).toBe(403);
      expect((await web.get(unknown, { as: person.email })).status).toBe(403);
    }
  });

  it("leads its moderator to the grading, and to the comparison once committed", async () => {
    const { world, web, people } = await start();
    const audit = await addSelected(world, people.moderator);
    const path = paths.audits.one(audit.id);
    const as = people.moderator.email;
    expect((await web.get(path, { as })).location).toBe(paths.moderation.grade(audit.id));
    await world.db
      .updateTable("moderation")
      .set({ state: "committed", committed_at: "2024-04-15T09:00:00.000Z" })
      .execute();
    expect((await web.get(path, { as })).location).toBe(paths.moderation.compare(audit.id));
  });
});
