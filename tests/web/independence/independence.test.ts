import { expect, it } from "vitest";
import { paths } from "~/paths";
import { transact } from "~db/core/open.server";
import { declareConflict } from "~db/independence/declared-conflicts.server";
import { listOpenConflicts } from "~db/operations/independence/settling.server";
import { point } from "~db/operations/people/same-person.server";
import { findPerson } from "~db/people/people-list.server";
import { describeDatabases } from "../../support/databases";
import { conflictsOf, movePerson } from "../../support/independence";
import { addSelected, addSubmitted } from "../../support/moderated";
import { addDecided } from "../../support/panel";
import { startWeb } from "../../support/web";
import { makeWorld } from "../../support/world";

describeDatabases("independence until the grade is final", (makeDb) => {
  it("gives back what was opened unbegun, and says so; a moderation likewise", async () => {
    const world = await makeWorld(await makeDb());
    const { people, teams, db } = world;
    const audit = await world.addAudit();
    const selected = await addSelected(world, people.moderator, { auditor: people.otherAuditor });
    const begun = await world.addAudit({ state: "started" });
    // Past every form, as a hand in the database would.
    await db
      .updateTable("person")
      .set({ team_id: teams.willow.id })
      .where("id", "in", [people.auditor.id, people.moderator.id])
      .execute();
    const web = await startWeb(db);
    const opened = await web.get(paths.audits.one(audit.id), { as: people.auditor.email });
    expect(opened.status).toBe(403);
    expect(opened.html.one("h1").text).toBe("This audit has gone back to the QA lead");
    const again = await web.get(paths.audits.one(audit.id), { as: people.auditor.email });
    expect(again.status).toBe(404);
    const grade = await web.get(paths.moderation.grade(selected.id), {
      as: people.moderator.email,
    });
    expect([grade.status, grade.html.one("h1").text]).toEqual([
      403,
      "This moderation has gone back to the QA lead",
    ]);
    // Work under way is opened as ever.
    const going = await web.get(paths.audits.one(begun.id), { as: people.auditor.email });
    expect(going.status).toBe(200);
    const home = await web.get(paths.home(), { as: people.qaLead.email });
    const rows = home.html.all(".los-attention li").map((row) => row.text);
    expect(rows.join("; ")).toMatch(
      /Settle a conflict of interest: case DB-1003: Alex Morley, its auditor \(their own team\)/,
    );
    expect(rows.filter((row) => row.includes("Find a"))).toHaveLength(2);
    expect(rows.join("; ")).toMatch(
      /Find an auditor for case DB-1001: sent back from Alex Morley, conflict of interest \(their own team\).*waiting since today/,
    );
  });

  it("waits at the close of moderation until the lead lets it stand with a reason", async () => {
    const world = await makeWorld(await makeDb());
    const { people, teams, exercise, db } = world;
    await db.updateTable("exercise").set({ state: "moderating" }).execute();
    const audit = await addSubmitted(world);
    await db
      .updateTable("case_record")
      .set({ team_id: teams.rowan.id })
      .where("id", "=", audit.case_id)
      .execute();
    const web = await startWeb(db);
    const as = people.qaLead.email;
    const url = paths.exercises.close(exercise.id);
    const page = await web.get(url, { as });
    expect(page.html.text).toContain(
      "waits for you to settle a conflict of interest with Alex Morley, its auditor",
    );
    const refused = await web.post(url, { version: "1", sure: "yes" }, { as });
    expect(refused.errors[0]).toMatch(/^Settle what is outstanding first/);

    const { id } = await db.selectFrom("audit_conflict").select("id").executeTakeFirstOrThrow();
    const settle = paths.exercises.conflict(exercise.id, id);
    const empty = await web.post(settle, { reason: "" }, { as });
    expect([empty.status, empty.errors]).toEqual([
      400,
      ["Choose what is to happen", "Enter your reason: the report gives it"],
    ]);
    const forged = await web.post(settle, { how: "moderate-again", reason: "x" }, { as });
    expect([forged.status, forged.html.one("textarea").text]).toEqual([400, "x"]);
    expect((await web.get(settle, { as: people.auditor.email })).status).toBe(403);
    expect((await web.get(settle, { as })).html.all("input[type=radio]")).toHaveLength(2);
    // Where there is one way only, there is nothing to choose.
    const inState = (state: string) => db.updateTable("audit").set({ state }).execute();
    await inState("settled");
    const only = (await web.get(settle, { as })).html.one("main");
    expect(only.all("input[type=radio]")).toEqual([]);
    expect(only.one("input[name=how]").attribute("value")).toBe("stands");
    expect(only.text).toContain("Let it stand The audit becomes final as any other");
    expect(only.text).toContain("What counts against it Their own team Noticed Before ");
    await inState("submitted");
    expect((await web.get(paths.exercises.conflict("other", id), { as })).status).toBe(404);
    const done = await web.post(settle, { how: "stands", reason: "Only Alex was left" }, { as });
    expect(done.location).toBe(paths.exercises.one(exercise.id));
    expect((await web.get(settle, { as })).status).toBe(404);
    expect((await web.post(url, { version: "1", sure: "yes" }, { as })).status).toBe(302);
    const report = await web.get(paths.exercises.report(exercise.id), { as });
    expect(report.html.one("main").text).toContain("Only Alex was left");
    expect(await conflictsOf(world, audit.id)).toEqual([
      "Alex Morley, auditor: own-team, final, stands",
    ]);
  });

  it("lets a council too small for its own rules choose a moderator with a reason, and names it", async () => {
    const world = await makeWorld(await makeDb());
    const { people, teams, exercise, db } = world;
    const audit = await addSelected(world, null);
    await movePerson(world, people.moderator, { teamId: teams.willow.id });
    const web = await startWeb(db);
    const as = people.qaLead.email;
    const url = paths.exercises.moderator(exercise.id, audit.id);
    const page = await web.get(url, { as });
    expect(page.html.text).toContain("Moderates all the same, named in the report");
    const typed = { version: "1", moderatorId: people.moderator.id, reason: "Mo is all we have" };
    expect((await web.post(url, typed, { as })).status).toBe(302);
    expect(await conflictsOf(world, audit.id)).toEqual([
      "Mo Lindqvist, moderator: own-team, chosen, stands",
    ]);
    const report = await web.get(paths.exercises.report(exercise.id), { as });
    expect(report.html.one("main").text).toMatch(
      /moderated by Mo Lindqvist \(their own team\), let stand.*Mo is all we have/,
    );
    // Someone free of conflicts: then nobody else.
    const free = await world.addPerson("Nia Free", "moderator");
    const again = await web.get(url, { as });
    expect(again.html.text).not.toContain("Moderates all the same");
    expect(free.id).toBeTruthy();
  });

  it("keeps the panel from a final decision, and its way out", async () => {
    const world = await makeWorld(await makeDb());
    const { people, teams, exercise, db } = world;
    const audit = await addSelected(world, people.moderator);
    await db.updateTable("audit").set({ state: "committed" }).execute();
    await db
      .updateTable("moderation")
      .set({ state: "committed", committed_at: "2024-04-14T09:00:00.000Z" })
      .execute();
    await movePerson(world, people.moderator, { teamId: teams.willow.id });
    const web = await startWeb(db);
    const compare = await web.get(paths.moderation.compare(audit.id), {
      as: people.qaLead.email,
    });
    expect(compare.html.text).toContain(
      "the QA lead has to settle a conflict of interest with its moderator first",
    );
    const { id } = await db.selectFrom("audit_conflict").select("id").executeTakeFirstOrThrow();
    const settle = paths.exercises.conflict(exercise.id, id);
    const page = await web.get(settle, { as: people.qaLead.email });
    expect(page.html.text).toContain("Have it moderated again by someone else");
    const set = await web.post(
      settle,
      { how: "moderate-again", reason: "Nia grades it anew" },
      { as: people.qaLead.email },
    );
    expect(set.location).toBe(paths.exercises.one(exercise.id));
    const room = await web.get(paths.exercises.one(exercise.id), { as: people.qaLead.email });
    expect(room.html.one(".los-attention").text).toContain("Find a moderator for case DB-1001");
  });

  it("is settled by nobody whose own it is: another QA lead does, or a leader where there is none", async () => {
    const world = await makeWorld(await makeDb());
    const { people, exercise, db } = world;
    const { qaLead, leader } = people;
    const audit = await world.addAudit({ state: "started", auditor_id: qaLead.id });
    const tie = { id: "tie", personId: qaLead.id, caseId: audit.case_id, workerId: null };
    await transact(db, (tx) =>
      declareConflict(tx, world.stampOf(qaLead), { ...tie, note: "Related" }),
    );
    const [open] = await listOpenConflicts(db, { exerciseId: exercise.id });
    const url = paths.exercises.conflict(exercise.id, open?.id ?? "");
    const web = await startWeb(db);
    const homeOf = async (person: { email: string }) =>
      (await web.get(paths.home(), { as: person.email })).html
        .all(".los-attention li")
        .map(({ text }) => text)
        .filter((text) => text.startsWith("Settle a conflict"));
    const settle = { how: "stands", reason: "Nobody else is left" };
    expect(await homeOf(qaLead)).toEqual([]);
    expect((await web.post(url, settle, { as: qaLead.email })).status).toBe(403);
    expect((await homeOf(leader)).join()).toContain("for a leader");

    const other = await world.addPerson("Lee Marlow", "qa-lead");
    expect(await homeOf(leader)).toEqual([]);
    expect((await web.post(url, settle, { as: leader.email })).status).toBe(404);
    expect((await homeOf(other)).join()).toContain("for another QA lead");
    expect((await web.get(url, { as: other.email })).status).toBe(200);

    await db.updateTable("person").set({ active: 0 }).where("id", "=", other.id).execute();
    const done = await web.post(url, settle, { as: leader.email });
    expect(done.location).toBe(paths.home());
    expect(await conflictsOf(world, audit.id)).toEqual([
      "Quinn Ashby, auditor: declared, declared, stands",
    ]);
  });

  it("is settled after the decision too: moderated again while moderation goes on, else it stands", async () => {
    const world = await makeWorld(await makeDb());
    const { people, exercise, db } = world;
    await db.updateTable("exercise").set({ state: "moderating" }).execute();
    const audit = await addSelected(world, people.moderator);
    await db
      .updateTable("moderation")
      .set({ state: "taken", committed_at: "2024-04-14T09:00:00.000Z", decision: "{}" })
      .execute();
    await db.updateTable("audit").set({ state: "settled" }).where("id", "=", audit.id).execute();
    const tie = { id: "tie", personId: people.moderator.id, caseId: audit.case_id, workerId: null };
    await transact(db, (tx) =>
      declareConflict(tx, world.stampOf(people.moderator), { ...tie, note: "Related" }),
    );
    const [open] = await listOpenConflicts(db, { exerciseId: exercise.id });
    const url = paths.exercises.conflict(exercise.id, open?.id ?? "");
    const web = await startWeb(db);
    const as = people.qaLead.email;
    const waysOf = async () =>
      (await web.get(url, { as })).html.all("input[name=how]").map((one) => one.attribute("value"));
    await db.updateTable("exercise").set({ state: "closed" }).execute();
    expect(await waysOf()).toEqual(["stands"]);
    await db.updateTable("exercise").set({ state: "moderating" }).execute();
    expect(await waysOf()).toEqual(["moderate-again", "stands"]);
    await web.post(url, { how: "moderate-again", reason: "Related to the child" }, { as });
    const after = await db
      .selectFrom("audit")
      .innerJoin("moderation", "moderation.audit_id", "audit.id")
      .select(["audit.state", "moderation.state as moderation", "moderator_id"])
      .executeTakeFirstOrThrow();
    expect(after).toEqual({ state: "selected", moderation: "selected", moderator_id: null });
  });

  it("is settled where one person took a decision under two records: decided again, or it stands", async () => {
    const world = await makeWorld(await makeDb());
    const { people, exercise, db, stampOf } = world;
    const as = people.qaLead.email;
    const twin = await world.addPerson("Second Record", "moderator");
    const audits = [
      await addDecided(world, [people.moderator, twin]),
      await addDecided(world, [people.moderator, twin]),
    ];
    const [record, stays] = [
      await findPerson(db, twin.id),
      await findPerson(db, people.moderator.id),
    ];
    if (!record || !stays) throw new Error("Both are there");
    const stamp = stampOf(people.administrator);
    await transact(db, (tx) => point(tx, stamp, record, stays, "One badge"));
    const web = await startWeb(db);
    const home = await web.get(paths.home(), { as });
    const rows = home.html.all(".los-attention li").map(({ text }) => text);
    expect(rows.filter((row) => row.startsWith("Settle a conflict"))).toHaveLength(2);
    expect(rows.join()).toContain(
      "Mo Lindqvist, who took the panel’s decision on it (took the decision under two records of theirs",
    );
    const urlOf = async (audit = audits[0]) => {
      const [open] = await listOpenConflicts(db, { auditIds: [audit?.id ?? ""] });
      return paths.exercises.conflict(exercise.id, open?.id ?? "");
    };
    const [first, second] = [await urlOf(), await urlOf(audits[1])];
    const page = await web.get(first, { as });
    expect(page.html.all("input[name=how]").map((one) => one.attribute("value"))).toEqual([
      "decide-again",
      "stands",
    ]);
    expect(page.html.one("main").text).toContain("Took the panel’s decision");
    expect(page.html.one("main").text).toMatch(
      /Noticed:? after someone said whether two records are of one person/i,
    );
    const forged = await web.post(first, { how: "moderate-again", reason: "x" }, { as });
    expect(forged.status).toBe(400);
    await web.post(first, { how: "decide-again", reason: "Two people decide" }, { as });
    const compare = await web.get(paths.moderation.compare(audits[0]?.id ?? ""), { as });
    expect(compare.html.one("main").text).not.toContain("settle a conflict of interest");
    await web.post(second, { how: "stands", reason: "Nobody else was free" }, { as });
    const report = await web.get(paths.exercises.report(exercise.id), { as });
    expect(report.html.one("main").text).toMatch(
      /decided on the panel by Mo Lindqvist \(took the decision under two records.*Nobody else was free/,
    );
    expect(await conflictsOf(world, audits[0]?.id ?? "")).toEqual([
      "Mo Lindqvist, taker: took-twice, one-person, reassigned",
    ]);
  });
});
