import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { escalateLateConcerns } from "~db/operations/concerns/deeds.server";
import { databaseMaker } from "../../support/databases";
import { formOf } from "../../support/form";
import { addSelected } from "../../support/moderated";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type WorldPerson, worldMorning } from "../../support/world";

const makeDb = databaseMaker("sqlite");

async function start() {
  const world = await makeWorld(await makeDb());
  const web = await startWeb(world.db);
  return { world, web, people: world.people };
}

const words = { what: "Bruises nobody asked about", spokenTo: "Toni Vale" };

async function raise(web: Web, person: WorldPerson, auditId: string, more = {}) {
  const path = paths.audits.concern(auditId);
  const page = await web.get(path, { as: person.email });
  return web.post(path, { ...formOf(page.html), ...words, ...more }, { as: person.email });
}

describe("Raising a concern", () => {
  it("asks for two things, names who is told, and keeps what was typed when one is wrong", async () => {
    const { world, web, people } = await start();
    const { id } = await world.addAudit();
    const as = people.auditor.email;
    const page = await web.get(paths.audits.concern(id), { as });
    expect(page.html.text).toContain("Phone first");
    expect(page.html.text).toContain(
      "Phone Toni Vale (team manager) or Sol Hart (service manager)",
    );
    expect(page.html.text).toContain("Wren Castle (worker of this case)");
    const typed = { spokenTo: "", spokenTime: "8.5", bypassed: people.serviceManager.id };
    const refused = await raise(web, people.auditor, id, typed);
    expect(refused.status).toBe(400);
    expect(refused.errors).toEqual(["Enter whom you spoke to", "Enter a time like 14:05"]);
    const kept = formOf(refused.html);
    expect(kept).toMatchObject({
      what: [words.what],
      spokenTime: ["8.5"],
      bypassed: [people.serviceManager.id],
    });

    // Corrected and sent, it is the same concern.
    const sent = await web.post(
      paths.audits.concern(id),
      { ...kept, spokenTo: "Toni Vale", spokenTime: "8.05" },
      { as },
    );
    expect(sent.location).toBe(paths.concerns.one(String(kept.id?.[0])));
    const day = { "spokenOn.day": "16", "spokenOn.month": "4", "spokenOn.year": "2024" };
    const ahead = await raise(web, people.auditor, id, { ...day, spokenTime: "07:00" });
    expect(ahead.errors).toEqual(["Enter a time that has passed: phone first"]);
  });

  it("says so when a page is sent again with other words, keeps them, and takes them as another concern", async () => {
    const { world, web, people } = await start();
    const { id } = await world.addAudit();
    const as = people.auditor.email;
    const path = paths.audits.concern(id);
    const page = formOf((await web.get(path, { as })).html);
    const first = await web.post(path, { ...page, ...words }, { as });
    expect(first.location).toBe(paths.concerns.one(String(page.id?.[0])));
    const repeated = await web.post(path, { ...page, ...words }, { as });
    expect(repeated.location).toBe(first.location);

    const more = { ...words, what: "Bruises, and now a burn" };
    const other = await web.post(path, { ...page, ...more }, { as });
    expect(other.status).toBe(409);
    expect(other.html.text).toContain("You sent a concern from this page already");
    expect(other.html.text).toContain("What worries you: sent Bruises nobody asked about");
    const kept = formOf(other.html);
    expect(kept).toMatchObject({ what: [more.what], spokenTo: [words.spokenTo] });
    expect(kept.id).not.toEqual(page.id);
    const second = await web.post(path, kept, { as });
    expect(second.location).toBe(paths.concerns.one(String(kept.id?.[0])));
    const raised = await world.db.selectFrom("concern").select("what").orderBy("what").execute();
    expect(raised.map(({ what }) => what)).toEqual([words.what, more.what].sort());
  });

  it("can be begun from every page of an audit", async () => {
    const { world, web, people } = await start();
    const { auditor, qaLead, moderator, teamManager } = people;
    const open = await world.addAudit({ state: "started", started_at: worldMorning });
    const handedIn = await addSelected(world, moderator);
    const { audits, moderation } = paths;
    const writing = [
      audits.one(open.id),
      audits.voices(open.id),
      audits.area(open.id, "assessment"),
      audits.overall(open.id),
      audits.findings(open.id),
      audits.actions(open.id),
      audits.check(open.id),
      audits.print(open.id),
      audits.decline(open.id),
    ];
    const pages = [
      ...writing.map((path) => [auditor, path, open.id] as const),
      [qaLead, audits.change(open.id), open.id] as const,
      ...[audits.conversation, audits.read, audits.history].map(
        (path) => [auditor, path(handedIn.id), handedIn.id] as const,
      ),
      [moderator, moderation.grade(handedIn.id), handedIn.id] as const,
      [teamManager, audits.read(handedIn.id), handedIn.id] as const,
    ];
    const missing: string[] = [];
    for (const [person, path, id] of pages) {
      const page = await web.get(path, { as: person.email });
      const leads = page.html.all("a").some((a) => a.attribute("href") === audits.concern(id));
      if (!leads) missing.push(`${person.name} ${path} (${page.status})`);
    }
    expect(missing).toEqual([]);
  });

  it("says whom it does not reach, and that someone has to be phoned where there is nobody", async () => {
    const { world, web, people } = await start();
    const { auditor, teamManager, serviceManager, qaLead, leader } = people;
    const first = await world.addAudit();
    await world.db.deleteFrom("auth_account").where("person_id", "=", teamManager.id).execute();
    const at = (await raise(web, auditor, first.id)).location ?? "";
    const page = (await web.get(at, { as: auditor.email })).html.text;
    expect(page).toContain("Sol Hart can see this on their home pages now");
    expect(page).toContain(
      "Toni Vale has no account, so this page does not reach them: phone them",
    );
    const row = await world.db
      .selectFrom("outbox")
      .select(["state", "problem"])
      .where("person_id", "=", teamManager.id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: "no-address" });
    expect(row.problem).toContain("no account");

    const everyone = [teamManager, serviceManager, qaLead, leader].map(({ id }) => id);
    await world.db.updateTable("person").set({ active: 0 }).where("id", "in", everyone).execute();
    const second = await world.addAudit();
    const form = await web.get(paths.audits.concern(second.id), { as: auditor.email });
    expect(form.html.text).toContain("Nobody is set up here to be told of a concern about Willow");
    const alone = (await raise(web, auditor, second.id)).location ?? "";
    const text = (await web.get(alone, { as: auditor.email })).html.text;
    expect(text).toContain("Phone until you have spoken to someone who acts");
    expect(text).toContain("Nobody could be told");
  });

  it("refuses to leave out everyone", async () => {
    const { world, web, people } = await start();
    const { id } = await world.addAudit();
    const everyone = [people.teamManager, people.serviceManager, people.qaLead, people.leader];
    const refused = await raise(web, people.auditor, id, {
      bypassed: everyone.map((person) => person.id),
    });
    expect(refused.errors[0]).toContain("Leave someone who can be told");
    expect(await world.db.selectFrom("concern").selectAll().execute()).toEqual([]);
  });

  it("says before sending that one about the case waits, to all but those it leaves out", async () => {
    const { world, web, people } = await start();
    const audit = await world.addAudit();
    const sent = await raise(web, people.auditor, audit.id, { bypassed: people.teamManager.id });
    const other = await world.addExercise({ title: "Another cycle", month: "2024-01" });
    const second = await world.addAudit({
      case_id: audit.case_id,
      exercise_id: other.id,
      auditor_id: people.otherAuditor.id,
    });
    const page = async (person: WorldPerson) =>
      (await web.get(paths.audits.concern(second.id), { as: person.email })).html.text;
    const note = "A concern about this case is already waiting to be acknowledged";
    expect(await page(people.otherAuditor)).toContain(note);
    expect(await page(people.otherAuditor)).toContain(
      "Raised by Alex Morley, 15 April 2024 at 9am",
    );
    expect(await page(people.otherAuditor)).not.toContain(words.what);
    expect(await page(people.teamManager)).not.toContain("already waiting");

    const again = await raise(web, people.otherAuditor, second.id);
    const seen = await web.get(sent.location ?? "", { as: people.serviceManager.email });
    expect(seen.html.text).toContain("Another concern about this case waits too");
    expect(seen.html.all(`main a[href="${again.location}"]`)).toHaveLength(1);
  });

  it("can be done by who wrote in the audit though it went to someone else, or was withdrawn", async () => {
    const { world, web, people } = await start();
    const audit = await world.addAudit({ state: "started" });
    await world.addAnswers(audit.id, { "area.assessment.commentary": "Read so far" });
    const form = formOf(
      (await web.get(paths.audits.concern(audit.id), { as: people.auditor.email })).html,
    );
    await world.db
      .updateTable("audit")
      .set({ state: "withdrawn", auditor_id: people.otherAuditor.id })
      .execute();
    const sent = await web.post(
      paths.audits.concern(audit.id),
      { ...form, ...words },
      { as: people.auditor.email },
    );
    expect(sent.status).toBe(302);
    const seen = await web.get(sent.location ?? "", { as: people.auditor.email });
    expect(seen.html.text).toContain(words.what);
    expect((await web.get("/", { as: people.teamManager.email })).html.text).toContain(
      "Nobody has acknowledged it yet",
    );
    const stranger = await web.get(paths.audits.concern(audit.id), {
      as: people.moderator.email,
    });
    expect(stranger.status).toBe(404);
  });
});

describe("A concern and who may see it", () => {
  it("shows nothing of itself to whoever is implicated", async () => {
    const { world, web, people } = await start();
    const audit = await world.addAudit({
      state: "submitted",
      submitted_at: "2024-04-12T09:00:00.000Z",
    });
    const raised = await raise(web, people.auditor, audit.id, { bypassed: people.teamManager.id });
    const at = raised.location ?? "";
    const id = at.split("/").at(-1) ?? "";
    const everywhere = [
      "/",
      at,
      paths.audits.read(audit.id),
      paths.audits.history(audit.id),
      paths.audits.concern(audit.id),
      paths.teams.one(world.teams.willow.id),
      paths.caseload.one(audit.case_id),
      paths.log.list(),
    ];
    for (const path of everywhere) {
      const page = await web.get(path, { as: people.teamManager.email });
      expect(page.body, path).not.toContain(words.what);
      expect(page.body, path).not.toContain(id);
      expect(page.html.text, path).not.toMatch(
        /concern raised|already waiting|Nobody has acknowledged/i,
      );
    }
    expect((await web.get(at, { as: people.teamManager.email })).status).toBe(404);
    const forced = await web.post(at, { done: "Nothing to see" }, { as: people.teamManager.email });
    expect(forced.status).toBe(404);

    const history = await web.get(paths.audits.history(audit.id), {
      as: people.serviceManager.email,
    });
    expect(history.html.text).toContain("Safeguarding concern raised");
    // The worker reads the audit and its history, and never that a concern was raised.
    const worker = await web.get(paths.audits.history(audit.id), { as: people.worker.email });
    expect(worker.status).toBe(200);
    expect(worker.html.text).not.toContain("concern");
  });

  it("is in no message and no count of the outbox for an administrator who is implicated", async () => {
    const { world, web, people } = await start();
    const { administrator, serviceManager, teamManager, auditor } = people;
    await world.db
      .updateTable("role_grant")
      .set({ person_id: administrator.id, reach: "team", team_id: world.teams.willow.id })
      .where("person_id", "=", teamManager.id)
      .execute();
    const { id } = await world.addAudit();
    const outbox = async () => {
      const page = await web.get(paths.outbox(), { as: administrator.email });
      return [page.html.all("#state option").map((option) => option.text), page.html.text] as const;
    };
    const [before] = await outbox();
    await raise(web, auditor, id, { bypassed: administrator.id });
    const told = await world.db.selectFrom("outbox").select("person_id").execute();
    expect(told.map((row) => row.person_id)).toEqual([serviceManager.id]);
    const [after, text] = await outbox();
    expect(after).toEqual(before);
    expect(text).not.toContain("safeguarding concern needs you");
  });

  it("reaches the leader once late and not before, who reads that one concern and acknowledges it", async () => {
    const { world, web, people } = await start();
    const audit = await world.addAudit();
    const at = (await raise(web, people.auditor, audit.id)).location ?? "";
    const leader = { as: people.leader.email };
    expect((await web.get(at, leader)).status).toBe(404);
    expect((await web.get("/", leader)).body).not.toContain(at);

    web.clock.moveTo("2024-04-15T16:00:30Z");
    const late = await web.get(at, leader);
    expect(late.status).toBe(200);
    expect(late.html.text).toContain("Late by 1 minute");
    expect(late.html.text).toContain("nobody had acknowledged it in time");
    const home = await web.get("/", leader);
    expect(home.html.text).toContain("It has been escalated to the QA lead and the leaders.");
    expect(home.html.all(`main a[href="${at}"]`)).toHaveLength(1);
    // That concern, and no other content of the case.
    for (const path of [paths.audits.one(audit.id), paths.audits.read(audit.id)]) {
      expect((await web.get(path, leader)).status, path).not.toBe(200);
    }
    await escalateLateConcerns(world.db, {
      actorId: null,
      at: "2024-04-15T16:01:00.000Z",
      systemAt: "2024-04-15T16:01:00.000Z",
    });
    const told = await web.get(at, { as: people.qaLead.email });
    expect(told.html.text).toContain("Dale Fenn (leader), 15 April 2024 at 5:01pm");

    const done = {
      ...formOf((await web.get(at, leader)).html),
      done: "I have asked for a visit tonight",
    };
    expect((await web.post(at, done, leader)).status).toBe(302);
    const after = await web.get(at, { as: people.auditor.email });
    expect(after.html.text).toContain("Dale Fenn, 15 April 2024 at 5pm");
    expect((await web.get("/", leader)).body).not.toContain(at);
  });

  it("goes by hours that the administrator sets, within reason", async () => {
    const { world, web, people } = await start();
    const as = people.administrator.email;
    const form = formOf((await web.get(paths.settings(), { as })).html);
    expect(form).toMatchObject({
      concernCutOff: ["15:00"],
      concernSameDayBy: ["17:00"],
      concernNextDayBy: ["10:00"],
      reAuditWithin: ["6"],
    });
    const save = (more: Record<string, string>) =>
      web.post(paths.settings(), { ...form, ...more }, { as });
    expect((await save({ concernCutOff: "14:75" })).errors).toEqual(["Enter a time like 14:05"]);
    expect((await save({ concernCutOff: "17:00" })).errors).toEqual([
      "Enter a time after the one until which a concern is due the same day",
    ]);
    expect((await save({ concernCutOff: "12.30", concernSameDayBy: "16:15" })).status).toBe(302);
    const { id } = await world.addAudit();
    const at = (await raise(web, people.auditor, id)).location ?? "";
    expect((await web.get(at, { as: people.auditor.email })).html.text).toContain(
      "Acknowledge by 4:15pm today",
    );
  });
});
