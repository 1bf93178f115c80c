import { expect, it } from "vitest";
import { paths } from "~/paths";
import { describeDatabases } from "../../support/databases";
import { startWeb } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

async function openCycle(world: World) {
  const { auditor, otherAuditor } = world.people;
  await world.db
    .insertInto("exercise_member")
    .values(
      [auditor, otherAuditor].map(({ id }) => ({
        exercise_id: world.exercise.id,
        person_id: id,
        part: "auditor" as const,
        role_text: "",
        expected: 3,
        maximum: 4,
      })),
    )
    .execute();
  return [await world.addAudit({ state: "started" }), await world.addAudit()] as const;
}

describeDatabases("Declining an audit", (makeDb) => {
  it("goes from the auditor to the lead, who gives it to whoever fits best", async () => {
    const world = await makeWorld(await makeDb());
    const [audit, other] = await openCycle(world);
    const web = await startWeb(world.db);
    const as = world.people.auditor.email;
    const lead = world.people.qaLead.email;

    const before = await web.get(paths.home(), { as });
    expect(before.html.text).toContain("2 of 3 expected, at most 4");
    expect(before.html.text).toContain("In 2024 so far: 2 of 3 expected");
    const later = await world.addExercise({ title: "A later cycle", month: "2024-12" });
    await world.db
      .insertInto("exercise_member")
      .values({
        exercise_id: later.id,
        person_id: world.people.auditor.id,
        part: "auditor",
        role_text: "",
        expected: 2,
        maximum: 4,
      })
      .execute();
    const both = (await web.get(paths.home(), { as })).html.text;
    // The year is told once, with everything of it.
    expect(both.match(/In 2024 so far: [^.]*/g)).toEqual(["In 2024 so far: 2 of 5 expected"]);
    const tasks = await web.get(paths.audits.one(audit.id), { as });
    expect(tasks.html.all(`a[href="${paths.audits.decline(audit.id)}"]`)).toHaveLength(1);
    const url = paths.audits.decline(audit.id);
    const page = await web.get(url, { as });
    expect(page.html.text).toContain("What you wrote stays with the audit");
    expect(page.html.one("title").text).not.toMatch(/DB-\d/);

    const empty = await web.post(url, { reason: "", note: "" }, { as });
    expect([empty.status, empty.errors]).toEqual([
      400,
      ["Choose why you can’t audit this case", "Enter what makes this so, in a sentence"],
    ]);
    const kept = await web.post(url, { reason: "bored", note: "A neighbour" }, { as });
    expect(kept.errors).toEqual(["Choose why you can’t audit this case"]);
    expect(kept.html.one("textarea[name=note]").text).toBe("A neighbour");

    const declined = await web.post(url, { reason: "conflict", note: "A neighbour" }, { as });
    expect(declined.location).toBe(paths.home());
    const after = await web.get(paths.home(), { as });
    expect(after.html.text).toContain("You declined the audit of");
    expect(after.html.text).toContain("1 of 3 expected, at most 4");
    expect((await web.get(paths.audits.one(audit.id), { as })).status).toBe(404);
    expect((await web.post(url, { reason: "other", note: "Twice" }, { as })).status).toBe(404);

    const work = await web.get(paths.home(), { as: lead });
    expect(work.html.one("main").text).toMatch(
      /Find an auditor for case DB-\d+: declined by Alex Morley, conflict of interest.*waiting since today/,
    );
    const room = await web.get(paths.exercises.one(world.exercise.id), { as: lead });
    const reallocate = paths.exercises.changeAudits(world.exercise.id, {
      do: "reallocate",
      audit: audit.id,
    });
    expect(room.html.one(".los-attention").text).toContain(
      "declined by Alex Morley, conflict of interest",
    );
    const hrefs = room.html.all(".los-attention a").map((a) => a.attribute("href"));
    expect(hrefs).toContain(reallocate);

    const choose = await web.get(reallocate, { as: lead });
    expect(choose.html.text).toContain(
      "Declined by Alex Morley, conflict of interest: A neighbour",
    );
    expect(choose.html.text).toContain("handed over with the audit");
    const options = choose.html.all("select[name=auditorId] option").map((o) => o.text);
    expect(options).toContain("Whoever fits best: Sam Okafor");
    expect(options).toContain("Alex Morley: has 1 of 3 expected, at most 4; conflict of interest");
    expect(choose.html.one("option[selected]").text).toContain("Whoever fits best");

    const back = await web.post(
      reallocate,
      {
        audits: audit.id,
        auditorId: world.people.auditor.id,
        reason: "Back to Alex",
        override: "",
      },
      { as: lead },
    );
    expect(back.errors[0]).toMatch(
      /^Enter your reason for choosing them all the same: they have declared a conflict/,
    );
    const given = await web.post(
      reallocate,
      { audits: audit.id, auditorId: "best", reason: "Alex knows the family", override: "" },
      { as: lead },
    );
    expect(given.location).toBe(paths.exercises.one(world.exercise.id));
    const rows = await world.db
      .selectFrom("audit")
      .select(["id", "auditor_id", "state"])
      .where("id", "in", [audit.id, other.id])
      .execute();
    expect(rows.find(({ id }) => id === audit.id)).toMatchObject({
      auditor_id: world.people.otherAuditor.id,
      state: "started",
    });
    const home = await web.get(paths.home(), { as: lead });
    expect(home.html.text).not.toContain("Find an auditor");
    const settled = await web.get(paths.exercises.one(world.exercise.id), { as: lead });
    expect(settled.html.one("aside").text).not.toContain("declined by");
  });

  it("shares several audits out at once, and refuses where nobody fits", async () => {
    const world = await makeWorld(await makeDb());
    const audits = await openCycle(world);
    const web = await startWeb(world.db);
    const lead = world.people.qaLead.email;
    const chosen = new URLSearchParams(audits.map(({ id }) => ["audit", id]));
    const url = `${paths.exercises.changeAudits(world.exercise.id)}?do=reallocate&${chosen}`;
    const form = {
      audits: audits.map(({ id }) => id),
      auditorId: "best",
      reason: "Away",
      override: "",
    };
    const page = await web.get(url, { as: lead });
    expect(page.html.text).toContain("Whoever fits best: Sam Okafor 2");
    const shared = await web.post(url, form, { as: lead });
    expect(shared.status).toBe(302);
    // Everyone has now had them or has them: Alex is the one left, and would get them back.
    await world.db
      .updateTable("exercise_member")
      .set({ maximum: 1 })
      .where("person_id", "=", world.people.auditor.id)
      .execute();
    const none = await web.post(url, form, { as: lead });
    expect(none.errors).toEqual([
      "Choose one person: nobody fits every one of these audits without a conflict",
    ]);
  });

  it("is for the auditor alone, and only until the audit is submitted", async () => {
    const world = await makeWorld(await makeDb());
    const [audit] = await openCycle(world);
    const web = await startWeb(world.db);
    const url = paths.audits.decline(audit.id);
    const form = { reason: "capacity", note: "No time" };
    for (const person of ["otherAuditor", "qaLead", "worker", "teamManager", "leader"] as const) {
      const answer = await web.post(url, form, { as: world.people[person].email });
      expect([403, 404], person).toContain(answer.status);
    }
    const as = world.people.auditor.email;
    for (const state of ["submitted", "selected", "returned", "final"]) {
      await world.db.updateTable("audit").set({ state }).where("id", "=", audit.id).execute();
      const answer = await web.post(url, form, { as });
      expect(answer.status, state).toBe(400);
      expect(answer.html.text, state).toContain("can’t be declined. Ask the QA lead.");
    }
    expect(await world.db.selectFrom("audit_decline").selectAll().execute()).toEqual([]);
  });
});
