/** A second look by real requests: asked by the auditor, answered by two, and closing waits. */
import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { databaseMaker } from "../../support/databases";
import { formOf } from "../../support/form";
import { addAnswered } from "../../support/second-looks";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

const makeDb = databaseMaker("sqlite");

async function start() {
  const world = await makeWorld(await makeDb());
  const fresh = await world.addPerson("Nell Archer", "moderator");
  const audit = await addAnswered(world);
  await world.db.updateTable("exercise").set({ state: "moderating" }).execute();
  const web = await startWeb(world.db);
  const answer = paths.moderation.answer(audit.id);
  /** Posts the form that a page shows, with `typed` in it. */
  const send = async (path: string, typed: Record<string, string>, as: string) => {
    const shown = await web.get(path, { as });
    return web.post(path.split("?")[0] ?? path, { ...formOf(shown.html), ...typed }, { as });
  };
  return { world, fresh, audit, web, answer, send };
}

describe("a second look", () => {
  it("goes from the feedback to the panel and back, and grades that changed are said", async () => {
    const { world, fresh, audit, web, answer, send } = await start();
    const { auditor, qaLead, worker, teamManager } = world.people;
    const own = paths.moderation.secondLook(audit.id);
    const feedback = await web.get(paths.moderation.feedback(audit.id), { as: auditor.email });
    expect(feedback.html.text).toContain("ask the panel for a second look");
    expect((await send(own, { reasons: " " }, auditor.email)).errors).toEqual([
      "Enter why the panel should look again",
    ]);
    await send(own, { reasons: "The father was asked" }, auditor.email);
    const asked = await web.get(own, { as: auditor.email });
    expect(asked.html.text).toContain("Waits for the panel");
    expect((await web.post(own, { reasons: "Again" }, { as: auditor.email })).status).toBe(400);

    // It waits: on the lead's home, on whose home can answer, and for closing.
    const waits = "The panel has to answer a second look";
    expect((await web.get("/", { as: qaLead.email })).html.text).toContain(waits);
    expect((await web.get("/", { as: fresh.email })).html.text).toContain("Answer a second look");
    const close = await web.get(paths.exercises.close(world.exercise.id), { as: qaLead.email });
    expect(close.html.text).toContain("waits for the panel’s answer to a second look");

    const page = await web.get(answer, { as: qaLead.email });
    expect(page.html.text).toContain("one of them is new to it: Nell Archer");
    expect((await send(answer, { reason: "" }, qaLead.email)).errors).toEqual([
      "Enter the panel’s reason",
    ]);
    const wrong = await send(answer, { overall: "splendid", reason: "Kept" }, qaLead.email);
    expect(wrong.status).toBe(400);
    expect(wrong.html.text).toContain("Kept");
    const typed = { "areas.plo": "requires-improvement", reason: "Weak, seen again" };
    await send(answer, typed, qaLead.email);
    const stale = formOf((await web.get(answer, { as: fresh.email })).html);
    // What one has recorded is no answer yet.
    const still = await web.get(own, { as: auditor.email });
    expect(still.html.text).not.toContain("Weak, seen again");
    await send(`${answer}?change=yes`, { reason: "Weak, in other words" }, qaLead.email);
    const late = await web.post(answer, { ...stale, intent: "confirm" }, { as: fresh.email });
    expect(late.status).toBe(409);
    await send(answer, { intent: "confirm" }, fresh.email);
    const answered = await web.get(own, { as: auditor.email });
    expect(answered.html.text).toContain("Good to Requires improvement");
    expect(answered.html.text).toContain("Weak, in other words");
    expect((await web.get("/", { as: auditor.email })).html.text).toContain(
      "Read the panel’s feedback",
    );
    for (const reader of [worker, teamManager]) {
      const read = await web.get(paths.audits.read(audit.id), { as: reader.email });
      expect(read.html.text, reader.name).toContain("Grades that changed");
      expect(read.html.text, reader.name).toContain("looked a second time on 15 April 2024");
    }
    const messages = await world.db
      .selectFrom("outbox")
      .select(["kind", "person_id"])
      .where("kind", "in", ["audit-final-changed", "audit-final-changed-team", "audit-regraded"])
      .orderBy("kind")
      .execute();
    // Provisional to final, and once more after the second look: each of the two, once each.
    expect(messages.map(({ kind }) => kind).sort()).toEqual([
      "audit-final-changed",
      "audit-final-changed-team",
      "audit-regraded",
      "audit-regraded",
    ]);
  });

  it("ends with an audit that is withdrawn, and is answered by nobody", async () => {
    const { world, audit, web, answer, send } = await start();
    const { auditor, qaLead } = world.people;
    const own = paths.moderation.secondLook(audit.id);
    await world.db
      .updateTable("audit")
      .set({ state: "settled", final_at: null })
      .where("id", "=", audit.id)
      .execute();
    await send(own, { reasons: "The father was asked" }, auditor.email);
    expect((await web.get(answer, { as: qaLead.email })).status).toBe(200);
    const { version } = await world.db
      .selectFrom("audit")
      .select("version")
      .where("id", "=", audit.id)
      .executeTakeFirstOrThrow();
    const withdrawn = await web.post(
      paths.audits.change(audit.id),
      { intent: "withdraw", version: `${version}`, withdrawReason: "Restricted", confirmed: "yes" },
      { as: qaLead.email },
    );
    expect(withdrawn.status).toBe(302);
    const looks = await world.db.selectFrom("second_look").select("state").execute();
    expect(looks).toEqual([{ state: "overtaken" }]);
    expect((await web.get(answer, { as: qaLead.email })).status).toBe(404);
  });

  it("is the auditor's to ask and the panel's to answer", async () => {
    const { world, audit, web, answer, send } = await start();
    const { auditor, otherAuditor, worker, leader } = world.people;
    const own = paths.moderation.secondLook(audit.id);
    for (const person of [otherAuditor, worker, leader])
      expect((await web.get(own, { as: person.email })).status, person.name).toBeGreaterThan(400);
    expect((await web.get(answer, { as: world.people.qaLead.email })).status).toBe(404);
    await send(own, { reasons: "The father was asked" }, auditor.email);
    for (const person of [auditor, otherAuditor, worker, leader])
      expect((await web.get(answer, { as: person.email })).status, person.name).toBeGreaterThan(
        400,
      );
    await send(own, { intent: "withdraw" }, auditor.email);
    expect((await web.get(own, { as: auditor.email })).html.text).toContain("Withdrawn");
    const page = await web.get(answer, { as: world.people.qaLead.email });
    expect(page.html.text).not.toContain("Record the answer");
  });
});
