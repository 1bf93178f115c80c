import { expect, it } from "vitest";
import { paths } from "~/paths";
import { newId } from "~db/core/ids.server";
import { describeDatabases } from "../../support/databases";
import { addCommitted, addMeeting } from "../../support/meetings";
import { addSelected, addSubmitted } from "../../support/moderated";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

describeDatabases("everyone's home", (makeDb) => {
  const start = async () => {
    const world = await makeWorld(await makeDb());
    return { world, people: world.people, web: await startWeb(world.db) };
  };

  it("leads a manager to the submitted audits of their own teams, grades provisional", async () => {
    const { world, people, web } = await start();
    const audit = await addSubmitted(world, { grades: { overall: "inadequate" } });
    const draft = await world.addAudit({ state: "started" });
    for (const { email } of [people.teamManager, people.serviceManager]) {
      const home = await web.get(paths.home(), { as: email });
      expect(home.body).toContain(paths.audits.read(audit.id));
      expect(home.body).not.toContain(draft.id);
      expect(home.html.text).toContain("Inadequate (provisional)");
    }
    const other = await web.get(paths.home(), { as: people.otherTeamManager.email });
    expect(other.body).not.toContain(audit.id);
  });

  it("leaves out an audit that the manager must still moderate blind", async () => {
    const { world, people, web } = await start();
    await world.db
      .insertInto("role_grant")
      .values({
        id: newId(),
        person_id: people.serviceManager.id,
        role: "moderator",
        reach: "all",
        service_id: null,
        team_id: null,
      })
      .execute();
    const audit = await addSelected(world, people.serviceManager);
    const home = await web.get(paths.home(), { as: people.serviceManager.email });
    expect(home.body).toContain(paths.moderation.grade(audit.id));
    expect(home.body).not.toContain(paths.audits.read(audit.id));
    expect(home.html.text).not.toContain("provisional");
  });

  it("names what an auditor has to do, late work first, and nothing before its release", async () => {
    const { world, people, web } = await start();
    const late = await world.addAudit({ state: "started", due_on: "2024-04-12" });
    const soon = await world.addAudit({ state: "allocated", due_on: "2024-04-18" });
    const home = await web.get(paths.home(), { as: people.auditor.email });
    const text = home.html.text;
    expect(text.indexOf("Overdue (1)")).toBeGreaterThan(-1);
    expect(text.indexOf("In the next seven days (1)")).toBeGreaterThan(text.indexOf("Overdue (1)"));
    for (const { id } of [late, soon]) expect(home.body).toContain(paths.audits.one(id));
    await world.db.updateTable("exercise").set({ state: "drawn" }).execute();
    const before = await web.get(paths.home(), { as: people.auditor.email });
    expect(before.html.text).toContain("Nothing is waiting for you");
  });

  it("keeps an audit on its worker's home for a while after it is final", async () => {
    const { world, people, web } = await start();
    const recent = await addSubmitted(world, { state: "final" });
    const old = await addSubmitted(world, { state: "final" });
    const finalAt = (id: string, at: string) =>
      world.db.updateTable("audit").set({ final_at: at }).where("id", "=", id).execute();
    await finalAt(recent.id, "2024-04-12T09:00:00.000Z");
    await finalAt(old.id, "2024-03-01T09:00:00.000Z");
    await world.db.updateTable("exercise").set({ state: "closed" }).execute();
    const home = await web.get(paths.home(), { as: people.worker.email });
    expect(home.body).toContain(paths.audits.reflect(recent.id));
    expect(home.body).not.toContain(old.id);
  });

  it("says until when corrections are taken of an audit, and on the last day that it is", async () => {
    const { world, people, web } = await start();
    await addSubmitted(world);
    const home = async (corrections_until: string) => {
      await world.db.updateTable("audit").set({ corrections_until }).execute();
      return (await web.get(paths.home(), { as: people.worker.email })).html.one("main").text;
    };
    expect(await home("2024-04-22")).toContain("Factual corrections are taken until 22 April 2024");
    expect(await home("2024-04-15")).toContain(
      "Today is the last day to send a factual correction",
    );
    expect(await home("2024-04-12")).not.toContain("actual correction");
  });

  it("says of what has no date for how long it has waited, and never leaves it under Later", async () => {
    const { world, people, web } = await start();
    const audit = await addSelected(world, people.moderator);
    await world.db.updateTable("exercise").set({ moderation_due_on: null }).execute();
    const since = (selected_at: string) =>
      world.db.updateTable("moderation").set({ selected_at }).execute();
    await since("2023-03-10T09:00:00.000Z");
    const as = people.moderator.email;
    const home = await web.get(paths.home(), { as });
    const section = home.html.one("section[aria-labelledby=work-overdue]");
    expect(section.text).toContain("Waiting too long (1)");
    expect(section.text).toContain("Waiting 13 months");
    expect(section.one("a").attribute("href")).toBe(paths.moderation.grade(audit.id));
    await since("2024-04-12T09:00:00.000Z");
    const soon = await web.get(paths.home(), { as });
    expect(soon.html.one("section[aria-labelledby=work-later]").text).toMatch(
      /^Waiting for less than three weeks \(1\).*Waiting 3 days/,
    );
    await since("2024-03-20T09:00:00.000Z");
    const now = await web.get(paths.home(), { as });
    expect(now.html.one("section[aria-labelledby=work-this-week]").text).toMatch(
      /^Waiting \(1\).*Waiting 26 days/,
    );
  });

  it("shows each thing to whoever's turn it is, and to others once it has been let lie", async () => {
    const { world, people, web } = await start();
    const { db } = world;
    const other = await world.addPerson("Lee Marlow", "qa-lead");
    const second = await world.addPerson("Nia Moss", "moderator");
    const audit = await addSelected(world, people.moderator);
    const committed = (committed_at: string) =>
      db.updateTable("moderation").set({ state: "committed", committed_at }).execute();
    await db.updateTable("audit").set({ state: "committed" }).execute();
    const before = await world.addAudit({ state: "final" });
    await db
      .insertInto("re_audit")
      .values({
        ...{ id: "again", previous_audit_id: before.id, case_id: before.case_id },
        ...{ made_at: "2024-04-01T09:00:00.000Z", due_on: "2024-10-01", audit_id: null },
        ...{ cancelled_at: null, cancelled_by: null, closed_told_at: null },
      })
      .execute();
    await db
      .insertInto("response")
      .values({
        ...{ id: "late", exercise_id: world.exercise.id, team_id: world.teams.willow.id },
        ...{ asked_at: "2024-03-01T09:00:00.000Z", due_on: "2024-04-01" },
        ...{ comment: "", none_needed_reason: "" },
        ...{ answered_at: null, answered_by: null, read_at: null },
      })
      .execute();
    const homesWith = async (href: string) => {
      const found: string[] = [];
      for (const { name, email } of [...Object.values(people), other, second]) {
        const home = await web.get(paths.home(), { as: email });
        if (home.html.all(`main a[href="${href}"]`).length > 0) found.push(name);
      }
      return found;
    };
    const decide = paths.moderation.compare(audit.id);
    await committed("2024-04-12T09:00:00.000Z");
    expect(await homesWith(decide)).toEqual(["Mo Lindqvist"]);
    await committed("2024-04-08T09:00:00.000Z");
    expect(await homesWith(decide)).toEqual(["Quinn Ashby", "Mo Lindqvist"]);
    await committed("2023-03-01T09:00:00.000Z");
    expect(await homesWith(decide)).toEqual(["Quinn Ashby", "Mo Lindqvist"]);
    await committed("2024-04-12T09:00:00.000Z");
    const leave = (id: string) =>
      db.updateTable("person").set({ active: 0 }).where("id", "=", id).execute();
    await leave(people.moderator.id);
    expect(await homesWith(decide)).toEqual(["Quinn Ashby"]);

    const reAudit = paths.reAudits.one("again");
    const chase = paths.exercises.responses(world.exercise.id);
    for (const href of [reAudit, chase]) expect(await homesWith(href)).toEqual(["Quinn Ashby"]);
    // Late by five working days it is the service manager's too, and the lead's after as many again.
    const late = paths.responses.one("late");
    expect(await homesWith(late)).toEqual(["Toni Vale", "Sol Hart"]);
    const dueOn = (due_on: string) => db.updateTable("response").set({ due_on }).execute();
    await dueOn("2024-04-05");
    expect([await homesWith(late), await homesWith(chase)]).toEqual([
      ["Toni Vale", "Sol Hart"],
      [],
    ]);
    await dueOn("2024-04-09");
    expect([await homesWith(late), await homesWith(chase)]).toEqual([["Toni Vale"], []]);
    await dueOn("2024-04-01");
    // A lead who is none any more sees to nothing: every other one does.
    await db
      .updateTable("role_grant")
      .set({ role: "auditor" })
      .where("person_id", "=", people.qaLead.id)
      .execute();
    for (const href of [reAudit, chase]) expect(await homesWith(href)).toEqual(["Lee Marlow"]);
    // What nobody can answer is not chased: it stands under "Needs your attention" instead.
    const home = async () =>
      (await web.get(paths.home(), { as: other.email })).html.one("main").text;
    expect(await home()).toContain("Chase the answer of Willow");
    expect(await home()).not.toContain("Ask the administrator for a manager of Willow");
    for (const { id } of [people.teamManager, people.serviceManager]) await leave(id);
    expect(await home()).not.toContain("Chase the answer of Willow");
    expect(await home()).toContain("Ask the administrator for a manager of Willow");
    const room = await web.get(paths.exercises.one(world.exercise.id), { as: other.email });
    expect(room.html.text).toContain("Ask the administrator for a manager of Willow");
  });

  it("says how many more there are of what it does not list, and where they are", async () => {
    const { world, people, web } = await start();
    for (let n = 0; n < 12; n += 1) {
      const before = await world.addAudit({ state: "final" });
      await world.db
        .insertInto("re_audit")
        .values({
          ...{ id: `again ${n}`, previous_audit_id: before.id, case_id: before.case_id },
          ...{ made_at: "2024-04-01T09:00:00.000Z", due_on: "2024-10-01", audit_id: null },
          ...{ cancelled_at: null, cancelled_by: null, closed_told_at: null },
        })
        .execute();
    }
    const home = await web.get(paths.home(), { as: people.qaLead.email });
    const main = home.html.one("main");
    expect(main.text).toContain("Later (10)");
    // Ten are on the page, two of them folded away.
    expect(main.text).toContain("2 more, less urgent");
    const more = main.all("a").find(({ text }) => text === "2 more re-audits to allocate");
    expect(more?.attribute("href")).toBe(paths.reAudits.list());
  });

  it("says what to do before what to know", async () => {
    const { world, people, web } = await start();
    await world.addAudit({ state: "started" });
    await world.db
      .insertInto("exercise_member")
      .values({
        ...{ exercise_id: world.exercise.id, person_id: people.auditor.id, role_text: "" },
        ...{ part: "auditor", expected: 2, maximum: 3 },
      })
      .execute();
    const text = (await web.get(paths.home(), { as: people.auditor.email })).html.one("main").text;
    expect(text.indexOf("Your audits in the")).toBeGreaterThan(text.indexOf("Audit case DB-"));
  });

  it("puts what is late first in the control room, then what is due soonest", async () => {
    const { world, people, web } = await start();
    for (const due_on of ["2024-04-30", "2024-04-19", "2024-04-10", "2024-04-02"]) {
      await world.addAudit({ due_on });
    }
    const done = await world.addAudit({ due_on: "2024-04-01", state: "submitted" });
    const room = await web.get(paths.exercises.one(world.exercise.id), {
      as: people.qaLead.email,
    });
    const cases = room.html.all("main tbody tr").map((row) => row.text);
    const order = cases.flatMap((row) => row.match(/DB-\d+/)?.[0] ?? []);
    expect(order).toEqual(["DB-1004", "DB-1003", "DB-1002", "DB-1001", "DB-1005"]);
    expect(done.due_on).toBe("2024-04-01");
    const said = room.html.one(".los-result-count").text;
    expect(said).toBe("5 audits, what is late first, then what is due soonest");
  });
});

describeDatabases("a new installation's home", (makeDb) => {
  it("shows the steps to the first cycle until one is released, and never again", async () => {
    const world = await makeWorld(await makeDb());
    const { people, db } = world;
    const web = await startWeb(db);
    await db
      .updateTable("exercise")
      .set({ state: "planned", released_at: null })
      .where("id", "=", world.exercise.id)
      .execute();
    const hrefs = async (as: string) =>
      (await web.get(paths.home(), { as })).html
        .all("section[aria-labelledby=getting-started] a")
        .map((a) => a.attribute("href"));
    const admin = await web.get(paths.home(), { as: people.administrator.email });
    expect(admin.html.text).toContain("5 of 9 steps to your first audit cycle are done");
    expect(admin.html.text).toContain("Import the caseload");
    expect(admin.html.text).toContain("For the QA lead");
    expect(admin.html.text).not.toContain("Nothing is waiting for you");
    expect(await hrefs(people.administrator.email)).toEqual([
      paths.people.teams(),
      paths.people.import(),
      paths.people.invitations(),
    ]);
    expect(await hrefs(people.qaLead.email)).toEqual([
      paths.tools.list(),
      paths.caseload.import(),
      paths.exercises.edit(world.exercise.id),
    ]);
    await world.addAudit({ auditor_id: null });
    await world.addAudit();
    await db.updateTable("exercise").set({ state: "drawn" }).execute();
    const lead = await web.get(paths.home(), { as: people.qaLead.email });
    expect(lead.html.text).toContain("1 of 2 cases allocated");
    expect(await hrefs(people.qaLead.email)).toContain(paths.exercises.allocate(world.exercise.id));
    for (const href of await hrefs(people.qaLead.email)) {
      expect((await web.get(href ?? "", { as: people.qaLead.email })).status, href).toBe(200);
    }
    expect(await hrefs(people.auditor.email)).toEqual([]);

    await db
      .updateTable("exercise")
      .set({ state: "closed", released_at: "2024-04-15T08:00:00.000Z" })
      .execute();
    await db.updateTable("case_record").set({ closed_on: "2024-04-15" }).execute();
    for (const { email } of [people.qaLead, people.administrator]) {
      expect(await hrefs(email)).toEqual([]);
    }
  });

  it("tells a moderator what to grade, what the next panel decides, and how far the cycle is", async () => {
    const world = await makeWorld(await makeDb());
    const { people } = world;
    const web = await startWeb(world.db);
    await world.db
      .updateTable("exercise")
      .set({ moderated: 1, state: "auditing" })
      .where("id", "=", world.exercise.id)
      .execute();
    await addSelected(world, people.moderator);
    await addCommitted(world, people.moderator, { agrees: false });
    await world.addAudit({ state: "started" });
    await addMeeting(world, people.qaLead, [people.moderator], "2024-04-18");
    const { text } = (await web.get(paths.home(), { as: people.moderator.email })).html;
    expect(text).toContain("Moderate case");
    expect(text).toContain("Panel meeting at 14:00: 1 case to decide");
    expect(text).toContain("Audits in: 2 of 3");
    expect(text).toContain("Yours graded: 1 of 2");
  });

  it("offers a QA lead audit tools and moderation in the menu, and a moderator moderation", async () => {
    const world = await makeWorld(await makeDb());
    const { people } = world;
    const web = await startWeb(world.db);
    const menu = async (as: string, path = paths.home()) => {
      const page = await web.get(path, { as });
      const links = page.html.all(".los-nav__list a");
      return {
        labels: links.map(({ text }) => text),
        current: links.filter((a) => a.attribute("aria-current")).map(({ text }) => text),
        page,
      };
    };
    const lead = await menu(people.qaLead.email);
    expect(lead.labels).toEqual(expect.arrayContaining(["Moderation", "Audit tools"]));
    expect((await menu(people.moderator.email)).labels).toContain("Moderation");
    expect((await menu(people.moderator.email)).labels).not.toContain("Audit tools");
    expect((await menu(people.qaLead.email, paths.tools.list())).current).toEqual(["Audit tools"]);
    expect((await menu(people.auditor.email, paths.tools.list())).current).toEqual(["Programme"]);
    const { page, current } = await menu(people.qaLead.email, paths.moderation.queue());
    expect(current).toEqual(["Moderation"]);
    expect(page.html.all("main a").map((a) => a.attribute("href"))).toContain(
      paths.exercises.moderation(world.exercise.id),
    );
    // Who grades nothing is told of nothing to grade.
    expect(page.html.text).not.toContain("For you to grade");
    const own = await menu(people.moderator.email, paths.moderation.queue());
    expect(own.page.html.text).toContain("For you to grade");
    expect(own.page.body).not.toContain(paths.exercises.moderation(world.exercise.id));
  });
});
