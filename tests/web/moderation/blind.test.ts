/** Blind means has not seen: reading an auditor's grades, and moderating them, by real requests. */
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { newId } from "~db/core/ids.server";
import { databaseMaker, describeDatabases } from "../../support/databases";
import { formOf } from "../../support/form";
import {
  addSelected,
  addSubmitted,
  gradingTyped,
  hidden,
  postModeration,
} from "../../support/moderated";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World, type WorldPerson, worldMorning } from "../../support/world";

const makeDb = databaseMaker("sqlite");

const grant = (world: World, person: WorldPerson, role: string) =>
  world.db
    .insertInto("role_grant")
    .values({ id: newId(), person_id: person.id, role, reach: "all" })
    .execute();

const standIn = (world: World, absent: WorldPerson, deputy: WorldPerson) =>
  world.db
    .insertInto("deputy")
    .values({
      id: newId(),
      person_id: absent.id,
      deputy_id: deputy.id,
      from_on: "2024-04-01",
      to_on: "2024-04-30",
      named_by: absent.id,
      named_at: worldMorning,
    })
    .execute();

const readersOf = async (world: World, auditId: string) =>
  (
    await world.db
      .selectFrom("grades_read")
      .select(["person_id", "round"])
      .where("audit_id", "=", auditId)
      .orderBy("person_id")
      .execute()
  ).map((row) => row.person_id);

type Selected = Awaited<ReturnType<typeof addSelected>>;

async function give(web: Web, audit: Selected, to: string, as: WorldPerson) {
  const path = paths.exercises.moderator(audit.exercise_id, audit.id);
  const shown = await web.get(path, { as: as.email });
  return web.post(
    path,
    { ...formOf(shown.html), moderatorId: to, reason: "Away" },
    { as: as.email },
  );
}

/** A QA lead who moderates too, and another moderator. */
async function stage() {
  const world = await makeWorld(await makeDb());
  const { qaLead, moderator } = world.people;
  await grant(world, qaLead, "moderator");
  return { world, lead: qaLead, moderator, web: await startWeb(world.db) };
}

describeDatabases("A lead who moderates", (make) => {
  it("can’t give an audit away, read its grades and take it back", async () => {
    const world = await makeWorld(await make());
    const { qaLead: lead, moderator } = world.people;
    await grant(world, lead, "moderator");
    const audit = await addSelected(world, lead);
    const web = await startWeb(world.db);
    expect((await give(web, audit, moderator.id, lead)).location).toBe(
      paths.exercises.moderation(audit.exercise_id),
    );
    for (const path of [paths.audits.read(audit.id), paths.audits.open(audit.id)]) {
      const shown = await web.get(path, { as: lead.email });
      expect([shown.status, shown.body.includes(hidden)]).toEqual([403, false]);
    }
    expect((await web.post(paths.audits.open(audit.id), {}, { as: lead.email })).status).toBe(403);
    expect(await readersOf(world, audit.id)).toEqual([]);
    const list = await web.get(paths.exercises.moderation(audit.exercise_id), { as: lead.email });
    expect(list.html.text).not.toContain("Graded Inadequate");
    // Taken back it is graded blind, as it would have been.
    expect((await give(web, audit, lead.id, lead)).location).not.toBeNull();
    await give(web, audit, moderator.id, lead);
    const typed = { ...gradingTyped, intent: "check" };
    await postModeration(web, "grade", audit.id, typed, moderator.email);
    await postModeration(web, "commit", audit.id, { sure: "yes" }, moderator.email);
    expect((await web.get(paths.audits.read(audit.id), { as: lead.email })).body).toContain(hidden);
  });
});

describe("Opening an audit", () => {
  it("asks whoever could moderate it first, keeps that they opened it, and offers it to them no more", async () => {
    const { world, lead, moderator, web } = await stage();
    const audit = await addSubmitted(world);
    const room = await web.get(paths.exercises.one(audit.exercise_id), { as: lead.email });
    expect(room.html.text).toContain("Kept back from moderators");
    const read = paths.audits.read(audit.id);
    expect((await web.get(read, { as: lead.email })).location).toBe(paths.audits.open(audit.id));
    const asked = await web.get(paths.audits.open(audit.id), { as: lead.email });
    expect(asked.html.text).toContain("If you open this you can’t moderate it.");
    expect(asked.body).not.toContain(hidden);
    expect(await readersOf(world, audit.id)).toEqual([]);

    const opened = await web.post(paths.audits.open(audit.id), {}, { as: lead.email });
    expect(opened.location).toBe(read);
    expect((await web.get(read, { as: lead.email })).body).toContain(hidden);
    expect(await readersOf(world, audit.id)).toEqual([lead.id]);
    // What they know, lists show them as well; and asked again they are not.
    const after = await web.get(paths.exercises.one(audit.exercise_id), { as: lead.email });
    expect(after.html.text).not.toContain("Kept back from moderators");
    expect((await web.get(paths.audits.open(audit.id), { as: lead.email })).location).toBe(read);

    await web.post(
      paths.exercises.moderation(audit.exercise_id),
      { auditId: audit.id, note: "To be sure" },
      { as: lead.email },
    );
    const page = paths.exercises.moderator(audit.exercise_id, audit.id);
    const choice = await web.get(page, { as: lead.email });
    expect(choice.html.text).toContain("They have read this audit’s grades.");
    const taken = await web.post(
      page,
      { ...formOf(choice.html), moderatorId: lead.id, reason: "Me" },
      { as: lead.email },
    );
    expect(taken.errors).toEqual(["Choose someone who has not read this audit’s grades"]);
    expect((await give(web, { ...audit, moderationId: "" }, moderator.id, lead)).status).toBe(302);
  });

  it("asks nobody whose own work it is", async () => {
    const { world, web } = await stage();
    const { worker, teamManager } = world.people;
    for (const person of [worker, teamManager]) await grant(world, person, "moderator");
    const audit = await addSubmitted(world);
    const shown = await web.get(paths.audits.read(audit.id), { as: worker.email });
    expect([shown.status, shown.body.includes(hidden)]).toEqual([200, true]);
    expect(await readersOf(world, audit.id)).toEqual([worker.id]);
    // A team's manager may be someone else tomorrow.
    const asked = await web.get(paths.audits.read(audit.id), { as: teamManager.email });
    expect(asked.location).toBe(paths.audits.open(audit.id));
  });

  it("asks a deputy for both, and takes it as read by both", async () => {
    const world = await makeWorld(await makeDb());
    const { serviceManager, otherTeamManager } = world.people;
    await grant(world, serviceManager, "moderator");
    // In a council whose service managers may moderate their own service.
    await world.db
      .updateTable("exercise")
      .set({ rules_off: JSON.stringify(["own-team", "line"]) })
      .execute();
    await standIn(world, serviceManager, otherTeamManager);
    const audit = await addSubmitted(world, { grades: { overall: "inadequate" } });
    const web = await startWeb(world.db);
    const as = { as: otherTeamManager.email };
    const first = await web.get(paths.audits.read(audit.id), as);
    expect([first.status, first.location]).toEqual([302, paths.audits.open(audit.id)]);
    const asked = await web.get(paths.audits.open(audit.id), as);
    expect(asked.html.text).toContain(`If you open this ${serviceManager.name} can’t moderate it.`);
    await web.post(paths.audits.open(audit.id), {}, as);
    expect((await web.get(paths.audits.read(audit.id), as)).body).toContain(hidden);
    expect(await readersOf(world, audit.id)).toEqual(
      [serviceManager.id, otherTeamManager.id].sort(),
    );
  });

  it("is not asked about once grades are final", async () => {
    const { world, lead, web } = await stage();
    const audit = await addSubmitted(world);
    await world.db.updateTable("audit").set({ state: "final", final_at: worldMorning }).execute();
    expect((await web.get(paths.audits.read(audit.id), { as: lead.email })).status).toBe(200);
    expect(await readersOf(world, audit.id)).toEqual([]);
  });

  it("keeps what a list, the control room and a provisional report show", async () => {
    const world = await makeWorld(await makeDb());
    const { qaLead, serviceManager } = world.people;
    const audit = await addSubmitted(world);
    const web = await startWeb(world.db);
    await web.get(paths.home(), { as: serviceManager.email });
    expect(await readersOf(world, audit.id)).toEqual([serviceManager.id]);
    await web.get(paths.exercises.one(audit.exercise_id), { as: qaLead.email });
    expect(await readersOf(world, audit.id)).toContain(qaLead.id);
    await world.db.deleteFrom("grades_read").execute();
    await web.get(paths.exercises.report(audit.exercise_id), { as: qaLead.email });
    expect(await readersOf(world, audit.id)).toEqual([qaLead.id]);
    // Whoever could moderate reads no report of a cycle that is open.
    await grant(world, qaLead, "moderator");
    const report = await web.get(paths.exercises.report(audit.exercise_id), { as: qaLead.email });
    expect(report.status).toBe(403);
  });
});

describe("Where nobody unread is left", () => {
  it("lets the lead appoint a reader, or let the audit go, with a reason the report gives", async () => {
    const world = await makeWorld(await makeDb());
    const { qaLead: lead, moderator } = world.people;
    const [first, second] = [
      await addSelected(world, null),
      await addSelected(world, null, { grades: { assessment: "good", overall: "good" } }),
    ];
    await world.db
      .insertInto("grades_read")
      .values(
        [first, second].map((audit) => ({
          audit_id: audit.id,
          round: 1,
          person_id: moderator.id,
          where_read: "audit" as const,
          read_at: worldMorning,
        })),
      )
      .execute();
    const web = await startWeb(world.db);
    const page = await web.get(paths.exercises.moderator(first.exercise_id, first.id), {
      as: lead.email,
    });
    expect(page.html.text).toContain("Nobody is left who may moderate this audit");
    // It is Inadequate in one area: always moderated.
    expect((await give(web, first, "let-go", lead)).errors[0]).toContain("is always moderated");
    const appointed = await give(web, first, moderator.id, lead);
    expect(appointed.location).toBe(paths.exercises.moderation(first.exercise_id));
    const graded = await web.get(paths.moderation.grade(first.id), { as: moderator.email });
    expect(graded.status).toBe(200);
    expect((await give(web, second, "let-go", lead)).status).toBe(302);
    const report = await web.get(paths.exercises.report(first.exercise_id), { as: lead.email });
    expect(report.html.text).toContain(`moderated not blind by ${moderator.name}: Away`);
    expect(report.html.text).toContain(`let go from moderation by ${lead.name}`);
  });
});

describe("The log of reading", () => {
  const rows = (world: World) =>
    world.db
      .selectFrom("read_log")
      .innerJoin("person", "person.id", "read_log.person_id")
      .select(["kind", "record_id", "person.name", "day", "for_person_id"])
      .orderBy("first_at")
      .execute();

  it("keeps a row a reader, record and day, and shows it to the QA lead and to its reader", async () => {
    const world = await makeWorld(await makeDb());
    const { teamManager, qaLead, serviceManager } = world.people;
    const audit = await addSubmitted(world);
    const web = await startWeb(world.db);
    for (let n = 0; n < 2; n += 1) {
      await web.get(paths.audits.read(audit.id), { as: teamManager.email });
      await web.get(`${paths.audits.history(audit.id)}.data`, { as: teamManager.email });
    }
    await web.get(paths.caseload.one(audit.case_id), { as: teamManager.email });
    const day = { day: "2024-04-15", name: teamManager.name, for_person_id: null };
    expect(await rows(world)).toEqual([
      { ...day, kind: "audit", record_id: audit.id },
      { ...day, kind: "case", record_id: audit.case_id },
    ]);
    web.clock.advance({ days: 1 });
    web.forget(teamManager.email);
    await web.get(paths.audits.read(audit.id), { as: teamManager.email });
    expect(await rows(world)).toHaveLength(3);
    const [{ reference }] = await world.db
      .selectFrom("case_record")
      .select("reference")
      .execute()
      .then((all) => all as [{ reference: string }]);
    const own = await web.get(paths.accountReading(), { as: teamManager.email });
    expect(own.html.text).toContain(reference);
    expect(own.html.text).toContain("March 2024 core audit cycle");
    const who = await web.get(paths.audits.readers(audit.id), { as: qaLead.email });
    expect(who.html.text).toContain(teamManager.name);
    expect(
      (await web.get(paths.caseload.readers(audit.case_id), { as: qaLead.email })).html.text,
    ).toContain(teamManager.name);
    // Nobody else reads who read what.
    for (const other of [teamManager, serviceManager]) {
      const refused = await web.get(paths.audits.readers(audit.id), { as: other.email });
      expect(refused.status).toBe(403);
    }
    const none = await web.get(paths.accountReading(), { as: serviceManager.email });
    expect(none.html.text).not.toContain(reference);
    // A refusal is no reading.
    expect((await rows(world)).map(({ name }) => name)).not.toContain(serviceManager.name);
    expect(
      await world.db
        .selectFrom("event")
        .select("kind")
        .where(sql`kind`, "like", "%read%")
        .execute(),
    ).toEqual([]);
  });

  it("tells nobody left out in a concern who has been looking", async () => {
    const world = await makeWorld(await makeDb());
    const { qaLead, teamManager, serviceManager, auditor } = world.people;
    const audit = await addSubmitted(world);
    const concernId = newId();
    await world.db
      .insertInto("concern")
      .values({
        id: concernId,
        case_id: audit.case_id,
        audit_id: audit.id,
        exercise_id: audit.exercise_id,
        team_id: audit.team_id,
        service_id: audit.service_id,
        raised_by: auditor.id,
        raised_at: worldMorning,
        what: "What worries me",
        spoken_to: "The duty worker",
        spoken_at: worldMorning,
        due_at: worldMorning,
        done: "",
      })
      .execute();
    const web = await startWeb(world.db);
    await web.get(paths.concerns.one(concernId), { as: serviceManager.email });
    await web.get(paths.concerns.one(concernId), { as: qaLead.email });
    await web.get(paths.audits.read(audit.id), { as: teamManager.email });
    const who = async (path: string) => web.get(path, { as: qaLead.email });
    expect((await who(paths.concerns.readers(concernId))).html.text).toContain(serviceManager.name);
    expect((await who(paths.audits.readers(audit.id))).html.text).toContain(teamManager.name);
    await world.db
      .insertInto("concern_bypass")
      .values({ concern_id: concernId, person_id: qaLead.id })
      .execute();
    expect((await who(paths.concerns.readers(concernId))).status).toBe(404);
    expect((await who(paths.audits.readers(audit.id))).html.text).not.toContain(teamManager.name);
    // Nor does the page of their own reading lead to it any more.
    const own = await who(paths.accountReading());
    expect(own.html.text).not.toContain("Safeguarding concern");
  });
});
