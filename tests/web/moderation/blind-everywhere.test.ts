/**
 * Asks for every address there is, as a moderator who holds each other role in turn, changes what
 * the auditor gave, and asks again: nothing may be different. A page added later is asked as well.
 */
import { describe, expect, it } from "vitest";
import { listKeptDifferences } from "~/overviews/reports/recount.server";
import { paths } from "~/paths";
import { roles } from "~/rules/access/people";
import { readOrderRecord } from "~/rules/moderation/order-record";
import { commitmentOf, verifyOrder } from "~/rules/moderation/sealed-order";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { noticeEscalation } from "~db/operations/audits/escalation.server";
import { selectNow } from "~db/operations/moderation/moderation.server";
import { addCalibration, gradeAll } from "../../support/calibrations";
import { databaseMaker } from "../../support/databases";
import { askEverywhere as ask, differing, messagesTo } from "../../support/everywhere";
import { addMeeting } from "../../support/meetings";
import { addSelected, addSubmitted, hidden } from "../../support/moderated";
import { startWeb } from "../../support/web";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

const makeDb = databaseMaker("sqlite");
/** What the auditor gave: Inadequate, with a notice of it, or Outstanding in other words. */
async function grade(world: World, auditIds: string[], judgement: "inadequate" | "outstanding") {
  const { db } = world;
  const reason = `${hidden} because it is ${judgement}`;
  // In every round: what a moderator saw of one before they grade afresh is kept from them too.
  const given = db.updateTable("judgement").set({ judgement, reason });
  await given.where("source", "=", "auditor").execute();
  await db.updateTable("moderation").set({ reason: judgement }).execute();
  // What others made of the same case in a calibration is kept from them too.
  await db.updateTable("calibration_grade").set({ judgement, reason }).execute();
  for (const [part, value] of [
    ["%grade", judgement],
    ["%rationale", reason],
    ["%reason%", reason],
  ] as const) {
    await db.updateTable("answer").set({ value }).where("field", "like", part).execute();
  }
  await db.deleteFrom("outbox").where("kind", "=", "audit-needs-attention").execute();
  await db.deleteFrom("inadequate_notice").execute();
  if (judgement !== "inadequate") return;
  for (const id of auditIds) {
    const place = { id, teamId: world.teams.willow.id, serviceId: world.serviceId };
    await transact(db, (tx) =>
      noticeEscalation(tx, world.stampOf(world.people.auditor), place, true),
    );
  }
}

/** One that the panel returned, corrected since and graded by its auditor anew; its moderator is the same. */
async function addReturned(world: World, moderator: WorldPerson) {
  const { db } = world;
  const audit = await addSelected(world, moderator);
  const first = await db
    .selectFrom("moderation")
    .selectAll()
    .where("id", "=", audit.moderationId)
    .executeTakeFirstOrThrow();
  const at = "2024-04-13T09:00:00.000Z";
  const words = {
    kind: "returned",
    outcome: "returned",
    whatToMend: "The dates",
    dueOn: "2024-04-20",
  };
  const decision = { ...words, quality: {}, feedback: "", themes: [] };
  await db
    .updateTable("moderation")
    .set({ state: "returned", committed_at: at, outcome: "returned", decided_at: at })
    .set({ decision: JSON.stringify(decision), decided_by: world.people.qaLead.id })
    .where("id", "=", first.id)
    .execute();
  const own = await db
    .selectFrom("judgement")
    .selectAll()
    .where("audit_id", "=", audit.id)
    .execute();
  await db
    .insertInto("judgement")
    .values(
      own.flatMap((row) => [
        { ...row, round: 2 },
        { ...row, source: "moderator" as const, made_by: moderator.id, reason: "Mine" },
      ]),
    )
    .execute();
  await db.updateTable("audit").set({ round: 2 }).where("id", "=", audit.id).execute();
  const id = newId();
  await db
    .insertInto("moderation")
    .values({ ...first, id, round: 2 })
    .execute();
  await db
    .insertInto("moderation_holder")
    .values({ moderation_id: id, person_id: moderator.id, given_at: at })
    .execute();
  return { ...audit, moderationId: id };
}

/** A meeting that is planned, and one under way that returned an audit which they grade again. */
async function addMeetings(world: World, moderator: WorldPerson, returnedId: string) {
  const { db, people } = world;
  const ids = [
    await addMeeting(world, people.qaLead, [moderator]),
    await addMeeting(world, people.qaLead, [moderator]),
  ];
  const [, underWay] = ids;
  await db
    .updateTable("panel_meeting")
    .set({ state: "under-way", begun_at: "2024-04-13T09:00:00.000Z" })
    .where("id", "=", underWay ?? "")
    .execute();
  const first = await db
    .selectFrom("moderation")
    .select("id")
    .where("audit_id", "=", returnedId)
    .where("round", "=", 1)
    .executeTakeFirstOrThrow();
  await db
    .insertInto("panel_meeting_case")
    .values({
      meeting_id: underWay ?? "",
      moderation_id: first.id,
      number: 1,
      part: "differs",
      decided: "",
    })
    .execute();
  return ids;
}

/** A calibration on the case of an audit that they are to grade, its session open. */
async function addSession(world: World, moderator: WorldPerson, caseId: string) {
  const { auditor, otherAuditor } = world.people;
  const raters = [auditor, otherAuditor, moderator];
  const id = await addCalibration(world, {
    caseId,
    narrative: "",
    raters: raters.map((one) => one.id),
  });
  for (const rater of raters)
    await gradeAll(world, id, rater, { judgement: "good", reason: `${hidden} of ${rater.id}` });
  return id;
}

async function stage() {
  const world = await makeWorld(await makeDb());
  const { moderator } = world.people;
  // A role that puts them in the line of management takes no moderation from them here.
  await world.db
    .updateTable("exercise")
    .set({ rules_off: JSON.stringify(["own-team", "line"]) })
    .execute();
  await world.db
    .insertInto("exercise_member")
    .values({
      exercise_id: world.exercise.id,
      person_id: moderator.id,
      part: "moderator",
      role_text: "",
      expected: 2,
      maximum: 5,
    })
    .execute();
  // One they are to grade, one that came back to them corrected, one that someone else is to grade, and one that nobody moderates yet.
  const other = await world.addPerson("Nell Archer", "moderator");
  const audits = [
    await addSelected(world, moderator),
    await addReturned(world, moderator),
    await addSelected(world, other, { auditor: world.people.otherAuditor }),
    await addSubmitted(world),
  ];
  const meetings = await addMeetings(world, moderator, audits[1]?.id ?? "");
  const calibrationId = await addSession(world, moderator, audits[0]?.case_id ?? "");
  const ids = audits.map((audit, at) => ({
    auditId: audit.id,
    meetingId: meetings[at % meetings.length] ?? "",
    number: "1",
    calibrationId,
    part: "overall",
    exerciseId: audit.exercise_id,
    caseId: audit.case_id,
    teamId: world.teams.willow.id,
    serviceId: world.serviceId,
    versionId: world.toolVersionId,
    personId: moderator.id,
    area: "assessment",
  }));
  return {
    world,
    moderator,
    audits: audits.map(({ id }) => id),
    ids,
    web: await startWeb(world.db),
  };
}

describe("Before they have committed", { timeout: 480_000 }, () => {
  it("nothing tells a moderator of what the auditor gave, whichever other role they hold", async () => {
    const { world, moderator, audits, ids, web } = await stage();
    for (const role of roles.filter((one) => one !== "moderator")) {
      await world.db
        .insertInto("role_grant")
        .values({ id: role, person_id: moderator.id, role, reach: "all" })
        .execute();
      await grade(world, audits, "inadequate");
      const before = await ask(web, moderator, ids);
      before.set("messages", await messagesTo(world, moderator));
      await grade(world, audits, "outstanding");
      const after = await ask(web, moderator, ids);
      after.set("messages", await messagesTo(world, moderator));
      expect(differing(before, after), role).toEqual([]);
      expect(
        [...after].filter(([, body]) => body.includes(hidden)),
        role,
      ).toEqual([]);
      await world.db.deleteFrom("role_grant").where("id", "=", role).execute();
    }
    // Nothing was opened, so nothing counts as read.
    const read = await world.db.selectFrom("grades_read").select("person_id").execute();
    expect(read.filter((row) => row.person_id === moderator.id)).toEqual([]);
  });

  it("whoever else is shown it is kept as someone who has read it", async () => {
    const { world, audits, ids, web } = await stage();
    const { qaLead, serviceManager, teamManager, worker } = world.people;
    for (const person of [qaLead, serviceManager, teamManager, worker]) {
      await grade(world, audits, "inadequate");
      const before = await ask(web, person, ids);
      await grade(world, audits, "outstanding");
      const told = differing(before, await ask(web, person, ids));
      // That the test can tell a difference shows here.
      expect(told, person.name).toContain(`/audits/${audits.at(-1)}/read.data`);
      const read = await world.db
        .selectFrom("grades_read")
        .select("audit_id")
        .where("person_id", "=", person.id)
        .execute();
      expect(new Set(read.map((row) => row.audit_id)), person.name).toEqual(new Set(audits));
    }
  });
});

describe("The sealed order", { timeout: 480_000 }, () => {
  /** A cycle of eight, one of them in; the order is drawn over all of them. */
  async function sealed() {
    const world = await makeWorld(await makeDb());
    for (let n = 0; n < 7; n += 1) await world.addAudit({ state: "started" });
    const audit = await addSubmitted(world);
    const stamp = world.stampOf(world.people.qaLead);
    await transact(world.db, (tx) => selectNow(tx, stamp, world.exercise.id));
    const ids = [
      {
        ...{ auditId: audit.id, exerciseId: audit.exercise_id, caseId: audit.case_id },
        ...{ teamId: world.teams.willow.id, serviceId: world.serviceId, area: "assessment" },
        ...{ versionId: world.toolVersionId, personId: world.people.moderator.id },
      },
    ];
    return { world, ids, web: await startWeb(world.db), exerciseId: world.exercise.id };
  }

  it("is told by no address to anyone before auditing is closed", async () => {
    const { world, ids, web } = await sealed();
    const { qaLead, moderator, auditor } = world.people;
    const seed = "a seed of the tests";
    for (const person of [qaLead, moderator, auditor]) {
      const before = await ask(web, person, ids);
      await world.db
        .updateTable("moderation_order")
        .set((eb) => ({ place: eb(eb.val(9), "-", eb.ref("place")), picked: 1 }))
        .execute();
      const after = await ask(web, person, ids);
      expect(differing(before, after), person.name).toEqual([]);
      expect([...after].filter(([, body]) => body.includes(seed)).map(([at]) => at)).toEqual([]);
    }
  });

  it("is shown to the QA lead and verified once it is, and to nobody it is kept from", async () => {
    const { world, web, exerciseId } = await sealed();
    const { qaLead, moderator } = world.people;
    const at = paths.exercises.moderationOrder(exerciseId);
    const json = paths.exercises.moderationOrderJson(exerciseId);
    const lead = { as: qaLead.email };
    expect((await web.get(at, lead)).html.text).toContain("sealed until auditing is closed");
    expect((await web.get(json, lead)).status).toBe(404);
    expect((await web.get(at, { as: moderator.email })).status).toBe(403);
    await world.db
      .updateTable("exercise")
      .set({ state: "moderating", window_closed_at: "2024-04-15T09:00:00.000Z" })
      .execute();
    expect((await web.get(at, lead)).html.text).toContain("Verified just now");
    // It tells which are certain: they have read something of what was found.
    const read = await world.db.selectFrom("grades_read").select("person_id").execute();
    expect(read).toEqual([{ person_id: qaLead.id }]);
    const record = readOrderRecord((await web.get(json, lead)).body);
    expect(record && verifyOrder(record)).toEqual({ same: true });
    expect(record?.commitment).toBe(commitmentOf("a seed of the tests"));
    // The lead moderates one blind: the order would tell them that it is certain.
    await addSelected(world, qaLead);
    expect((await web.get(at, lead)).html.text).toContain("kept from you");
    expect((await web.get(json, lead)).status).toBe(404);
    await world.db.updateTable("moderation_order").set({ place: 1 }).execute();
    expect(await listKeptDifferences(world.db)).toEqual([
      expect.stringContaining("drawn again, its result differs"),
    ]);
  });
});
