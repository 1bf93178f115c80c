import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { unscopedTallyDifferences } from "~db/reports/tallies.server";
import { databaseMaker } from "../../support/databases";
import { addSelected, addSubmitted } from "../../support/moderated";
import { startWeb } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

const makeDb = databaseMaker("sqlite");

async function start(state = "moderating") {
  const world = await makeWorld(await makeDb());
  await world.db.updateTable("exercise").set({ state }).execute();
  return { world, web: await startWeb(world.db) };
}

const exerciseOf = (world: World) =>
  world.db.selectFrom("exercise").selectAll().executeTakeFirstOrThrow();
const close = (world: World) => paths.exercises.close(world.exercise.id);

describe("closing moderation", () => {
  it("makes unselected audits final, counts them, and asks their teams to respond", async () => {
    const { world, web } = await start();
    await addSubmitted(world);
    await addSubmitted(world, { grades: { overall: "good" } });
    await addSubmitted(world, { origin: "re-audit" });
    const as = world.people.qaLead.email;
    const page = await web.get(close(world), { as });
    expect(page.html.text).toContain("3 audits that nobody moderated keep the auditor’s grades");
    const unticked = await web.post(close(world), { version: 1 }, { as });
    expect(unticked.errors).toEqual(["Tick the box to say that moderation is to be closed"]);
    const done = await web.post(close(world), { version: 1, sure: "yes" }, { as });
    expect(done.location).toBe(paths.exercises.one(world.exercise.id));

    expect(await exerciseOf(world)).toMatchObject({ state: "closed", version: 2 });
    // Closed on another day than planned, it is due no more.
    const past = { moderation_due_on: "2024-04-01", moderated: 1 } as const;
    await world.db.updateTable("exercise").set(past).execute();
    const moderation = await web.get(paths.exercises.moderation(world.exercise.id), { as });
    expect(moderation.html.one("main").text).not.toMatch(/Due |overdue/);
    const states = await world.db.selectFrom("audit").select(["state", "final_at"]).execute();
    expect(states.map((row) => row.state)).toEqual(["final", "final", "final"]);
    const finals = await world.db
      .selectFrom("judgement")
      .selectAll()
      .where("source", "=", "final")
      .execute();
    expect(finals).toHaveLength(12);
    const overall = await world.db
      .selectFrom("tally")
      .select(["judgement", "count"])
      .where("area", "=", "overall")
      .where("basis", "=", "final")
      .orderBy("judgement")
      .execute();
    // The re-audit is final too, and stays out of the figures.
    expect(overall).toEqual([
      { judgement: "good", count: 1 },
      { judgement: "requires-improvement", count: 1 },
    ]);
    expect(await unscopedTallyDifferences(world.db)).toEqual([]);
    const responses = await world.db.selectFrom("response").selectAll().execute();
    expect(responses).toHaveLength(1);
    // Planned for 17 May, which is later than ten working days from 15 April.
    expect(responses[0]).toMatchObject({ team_id: world.teams.willow.id, due_on: "2024-05-17" });
    const told = await world.db.selectFrom("event").select(["kind"]).execute();
    expect(told.map((row) => row.kind)).toEqual(
      expect.arrayContaining(["audit.final", "response.asked", "exercise.closed"]),
    );

    const after = await web.get(paths.exercises.moderation(world.exercise.id), { as });
    expect(after.html.text).toContain("Moderation is closed.");
    expect(after.html.text).not.toMatch(/overdue|due in/);

    const again = await web.post(close(world), { version: 2, sure: "yes" }, { as });
    expect(again.status).toBe(400);
    expect(again.errors.join()).toContain("closed");
    expect(await world.db.selectFrom("response").selectAll().execute()).toHaveLength(1);
  });

  it("gives ten working days where nothing later was planned", async () => {
    const { world, web } = await start();
    await world.db.updateTable("exercise").set({ responses_due_on: null }).execute();
    await addSubmitted(world);
    await web.post(close(world), { version: 1, sure: "yes" }, { as: world.people.qaLead.email });
    const response = await world.db.selectFrom("response").selectAll().executeTakeFirstOrThrow();
    expect(response.due_on).toBe("2024-04-29");
  });

  it("names what is outstanding, and changes nothing", async () => {
    const { world, web } = await start();
    const selected = await addSelected(world, world.people.moderator);
    const returned = await world.addAudit({ state: "returned", round: 2 });
    await addSubmitted(world);
    const as = world.people.qaLead.email;
    const page = await web.get(close(world), { as });
    expect(page.html.text).toContain("waits for Mo Lindqvist to grade it");
    expect(page.html.text).toContain("waits for Alex Morley to submit it");
    expect(page.html.first('input[name="sure"]')).toBeUndefined();
    const answer = await web.post(close(world), { version: 1, sure: "yes" }, { as });
    expect(answer.status).toBe(400);
    expect(await exerciseOf(world)).toMatchObject({ state: "moderating", version: 1 });
    for (const id of [selected.id, returned.id])
      expect(
        (
          await world.db
            .selectFrom("audit")
            .select("state")
            .where("id", "=", id)
            .executeTakeFirstOrThrow()
        ).state,
      ).not.toBe("final");
    expect(await world.db.selectFrom("tally").selectAll().execute()).toEqual([]);
  });

  it("lists what waits for corrections in one run, by reference, whatever the teams", async () => {
    const { world, web } = await start();
    const { willow, rowan } = world.teams;
    await world.db.updateTable("team").set({ position: 2 }).where("id", "=", willow.id).execute();
    for (const [n, team] of [willow, rowan, willow, rowan].entries()) {
      const child = await world.addCase({ reference: `R-${n}`, reference_folded: `r-${n}` });
      await world.addAudit({
        ...{ case_id: child.id, team_id: team.id, state: n % 2 ? "settled" : "submitted" },
        ...{ submitted_at: "2024-04-12T09:00:00.000Z", corrections_until: "2024-04-22" },
      });
    }
    const page = await web.get(close(world), { as: world.people.qaLead.email });
    const listed = page.html.all("main li a").map(({ text }) => text);
    expect(listed.filter((text) => text.startsWith("R-"))).toEqual(["R-0", "R-1", "R-2", "R-3"]);
  });

  it("says plainly that nothing was audited, and asks nobody for anything", async () => {
    const { world, web } = await start();
    await world.addAudit({ state: "withdrawn" });
    const as = world.people.qaLead.email;
    const nothing = "Nothing was audited in this cycle, and no team is asked to respond";
    const page = await web.get(close(world), { as });
    expect(page.html.one("main").text).toContain(nothing);
    expect(page.html.one("main").text).not.toMatch(/\b0 |grades final/);
    await web.post(close(world), { version: 1, sure: "yes" }, { as });
    const room = await web.get(paths.exercises.one(world.exercise.id), { as });
    expect(room.html.text).toContain(`Moderation is closed. ${nothing}`);
    expect(room.html.one(".los-next").text).toContain(nothing);
    expect(room.html.one(".los-steps").text).toContain("RespondNo team is asked");
    expect(room.html.text).not.toContain("Responses due");
    const responses = await web.get(paths.exercises.responses(world.exercise.id), { as });
    expect(responses.html.one("main").text).toContain(nothing);
    expect(responses.html.all("main form")).toEqual([]);
  });

  it("names the teams that are asked by their names, whatever their places", async () => {
    const { world, web } = await start();
    const { willow, rowan } = world.teams;
    const place = (position: number, id: string) =>
      world.db.updateTable("team").set({ position }).where("id", "=", id).execute();
    await place(1, willow.id);
    await place(2, rowan.id);
    await addSubmitted(world);
    const { id } = await addSubmitted(world);
    await world.db
      .updateTable("judgement")
      .set({ team_id: rowan.id })
      .where("audit_id", "=", id)
      .execute();
    const page = await web.get(close(world), { as: world.people.qaLead.email });
    expect(page.html.text).toContain(
      "2 teams are asked for strategic actions by 17 May 2024: Rowan, Willow.",
    );
  });

  it("waits until auditing is closed, and for nobody else than those who manage it", async () => {
    const { world, web } = await start("auditing");
    await addSubmitted(world);
    const as = world.people.qaLead.email;
    const answer = await web.post(close(world), { version: 1, sure: "yes" }, { as });
    expect(answer.errors).toEqual(["This exercise is under way, so it can’t be closed."]);
    const moderator = world.people.moderator.email;
    expect((await web.get(close(world), { as: moderator })).status).toBe(403);
    const manager = world.people.serviceManager.email;
    expect((await web.get(close(world), { as: manager })).status).toBe(404);
  });

  it("meets someone else's change with a conflict", async () => {
    const { world, web } = await start();
    await addSubmitted(world);
    await world.db.updateTable("exercise").set({ version: 5 }).execute();
    const answer = await web.post(
      close(world),
      { version: 1, sure: "yes" },
      { as: world.people.qaLead.email },
    );
    expect(answer.status).toBe(409);
    expect((await exerciseOf(world)).state).toBe("moderating");
  });
});

describe("the QA lead's page of moderation", () => {
  it("says how many are selected, why, and on whom they wait", async () => {
    const { world, web } = await start("auditing");
    await addSelected(world, world.people.moderator);
    await addSelected(world, null);
    for (let n = 0; n < 6; n += 1) await addSubmitted(world, { grades: { assessment: "good" } });
    const page = await web.get(paths.exercises.moderation(world.exercise.id), {
      as: world.people.qaLead.email,
    });
    expect(page.html.text).toContain("2 of 8 submitted audits are selected, 0 decided.");
    expect(page.html.text).toContain("20 to 30% of 8 audits allows 2.");
    expect(page.html.text).toContain("Graded Inadequate");
    expect(page.html.text).toContain("Mo Lindqvist");
    expect(page.html.text).toContain("No moderator yet");
  });

  it.each([["auditing"], ["moderating"]] as const)(
    "says while %s what the range allows of all audits of the cycle",
    async (state) => {
      const { world, web } = await start(state);
      await addSubmitted(world, { grades: { assessment: "good" } });
      for (let n = 0; n < 3; n += 1) await world.addAudit({ state: "started" });
      const lead = { as: world.people.qaLead.email };
      const page = await web.get(paths.exercises.moderation(world.exercise.id), lead);
      expect(page.html.text).toContain("0 of 1 submitted audit is selected, 0 decided.");
      expect(page.html.text).toContain("20 to 30% of 4 audits allows 1.");
      const report = await web.get(paths.exercises.report(world.exercise.id), lead);
      expect(report.html.text).toContain("These grades are provisional.");
      expect(report.html.text.includes("some audits may still come in")).toBe(state === "auditing");
    },
  );

  it("names the exception where every certain audit is taken", async () => {
    const { world, web } = await start("auditing");
    for (let n = 0; n < 3; n += 1) await addSelected(world, world.people.moderator);
    await addSubmitted(world, { grades: { assessment: "good" } });
    const page = await web.get(paths.exercises.moderation(world.exercise.id), {
      as: world.people.qaLead.email,
    });
    expect(page.html.one(".govuk-inset-text").text).toContain("every one that must be moderated");
  });

  it("adds an audit with a reason, once, and gives it a moderator", async () => {
    const { world, web } = await start("auditing");
    await world.db
      .insertInto("exercise_member")
      .values({
        exercise_id: world.exercise.id,
        person_id: world.people.moderator.id,
        part: "moderator",
        role_text: "",
        expected: 0,
        maximum: 0,
      })
      .execute();
    const audit = await addSubmitted(world);
    const path = paths.exercises.moderation(world.exercise.id);
    const as = world.people.qaLead.email;
    const without = await web.post(path, { auditId: audit.id, note: " " }, { as });
    expect(without.errors).toEqual(["Enter why this audit is to be moderated"]);
    const form = { auditId: audit.id, note: "A complaint came in" };
    expect((await web.post(path, form, { as })).location).toBe(path);
    const again = await web.post(path, form, { as });
    expect(again.errors).toEqual(["Choose a submitted audit that is not selected yet"]);
    const rows = await world.db.selectFrom("moderation").selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      reason: "added",
      reason_note: "A complaint came in",
      moderator_id: world.people.moderator.id,
    });
  });

  it("gives an audit to another moderator, never to one with a conflict", async () => {
    const { world, web } = await start("auditing");
    const other = await world.addPerson("Olu Other", "moderator");
    const tied = await world.addPerson("Una Same", "moderator", {
      worksIn: world.teams.willow.id,
    });
    const audit = await addSelected(world, world.people.moderator);
    const path = paths.exercises.moderator(world.exercise.id, audit.id);
    const as = world.people.qaLead.email;
    const page = await web.get(path, { as });
    expect(page.html.text).toContain("This case belongs to their own team.");
    const form = { version: 1, reason: "On leave" };
    const refused = await web.post(path, { ...form, moderatorId: tied.id }, { as });
    expect(refused.errors.join()).toContain("Choose someone without a conflict of interest");
    const unknown = await web.post(path, { ...form, moderatorId: "nobody" }, { as });
    expect(unknown.errors).toEqual(["Choose someone who holds the role of moderator"]);
    const done = await web.post(path, { ...form, moderatorId: other.id }, { as });
    expect(done.location).toBe(paths.exercises.moderation(world.exercise.id));
    const mine = paths.moderation.grade(audit.id);
    expect((await web.get(mine, { as: other.email })).status).toBe(200);
    expect((await web.get(mine, { as: world.people.moderator.email })).status).toBe(404);
    const stale = await web.post(path, { ...form, moderatorId: world.people.moderator.id }, { as });
    expect(stale.status).toBe(409);
  });

  it("knows no audit of another exercise", async () => {
    const { world, web } = await start("auditing");
    const audit = await addSelected(world, world.people.moderator);
    const other = await world.addExercise();
    const answer = await web.get(paths.exercises.moderator(other.id, audit.id), {
      as: world.people.qaLead.email,
    });
    expect(answer.status).toBe(404);
  });
});
