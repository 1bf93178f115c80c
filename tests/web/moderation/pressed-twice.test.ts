/**
 * What people do: a button pressed twice, before its answer is there or after; a page sent again by
 * the back button; the same form in two tabs. What was sent counts once, both presses end where one
 * does, and what differs is kept and said.
 */
import { beforeEach, expect, it } from "vitest";
import { paths } from "~/paths";
import { addCalibration, gradeAll } from "../../support/calibrations";
import { describeDatabases } from "../../support/databases";
import { formOf } from "../../support/form";
import { addCommitted, addMeeting } from "../../support/meetings";
import { addSelected, decisionTyped, gradingTyped, postModeration } from "../../support/moderated";
import { addAnswered } from "../../support/second-looks";
import { type FormValues, startWeb, type Web } from "../../support/web";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

describeDatabases("Moderation, when a button is pressed twice", (makeDb) => {
  let world: World;
  let web: Web;
  let lead: WorldPerson;
  let moderator: WorldPerson;
  let auditor: WorldPerson;

  beforeEach(async () => {
    world = await makeWorld(await makeDb());
    web = await startWeb(world.db);
    ({ qaLead: lead, moderator, auditor } = world.people);
    await world.db
      .updateTable("exercise")
      .set({ moderated: 1, state: "moderating" })
      .where("id", "=", world.exercise.id)
      .execute();
  });

  const shown = async (path: string, { email }: WorldPerson) =>
    formOf((await web.get(path, { as: email })).html);

  /** Twice before the first answer is there, and once more from the page as it stood. */
  async function thrice(path: string, form: FormValues, { email: as }: WorldPerson) {
    const atOnce = await Promise.all([1, 2].map(() => web.post(path, form, { as })));
    const answers = [...atOnce, await web.post(path, form, { as })];
    const said = answers.map(({ status, location, errors }) => ({ status, location, errors }));
    const [first] = said;
    expect(said).toEqual([first, first, first]);
    expect(first).toMatchObject({ status: 302, errors: [] });
    return first?.location ?? "";
  }

  const count = async (stream: string, kind: string) =>
    (
      await world.db
        .selectFrom("event")
        .select("event.id")
        .where("stream", "=", stream)
        .where("kind", "=", kind as "moderation.recorded")
        .execute()
    ).length;

  it("commits blind grades once", async () => {
    const audit = await addSelected(world, moderator);
    await postModeration(web, "grade", audit.id, gradingTyped, moderator.email);
    const path = paths.moderation.commit(audit.id);
    const form = { ...(await shown(path, moderator)), sure: "yes" };
    expect(await thrice(path, form, moderator)).toBe(paths.moderation.compare(audit.id));
    expect(await count(`moderation:${audit.moderationId}`, "moderation.committed")).toBe(1);
  });

  it("records and confirms a decision once; another one in a second tab is said and kept", async () => {
    const audit = await addCommitted(world, moderator, { agrees: false });
    const path = paths.moderation.compare(audit.id);
    const before = { ...(await shown(path, lead)), ...decisionTyped };
    await thrice(path, before, lead);
    expect(await count(`moderation:${audit.moderationId}`, "moderation.recorded")).toBe(1);
    const other = { ...before, feedback: "Another view altogether" };
    const late = await web.post(path, other, { as: lead.email });
    expect([late.status, late.body.includes("Another view altogether")]).toEqual([409, true]);
    expect(late.html.text).toContain("Another decision on this audit was recorded meanwhile");

    const confirm = { ...(await shown(path, moderator)), intent: "confirm" };
    expect(await thrice(path, confirm, moderator)).toBe(path);
    expect(await count(`moderation:${audit.moderationId}`, "moderation.taken")).toBe(1);
  });

  it("returns an audit once", async () => {
    const audit = await addCommitted(world, moderator, { agrees: false });
    const path = paths.moderation.compare(audit.id);
    const form = {
      ...(await shown(path, lead)),
      ...decisionTyped,
      "areas.assessment.reason": "",
      ...{ decision: "returned", whatToMend: "Hear the father" },
      ...{ "dueOn.day": "24", "dueOn.month": "4", "dueOn.year": "2024" },
    };
    await thrice(path, form, lead);
    await thrice(path, { ...(await shown(path, moderator)), intent: "confirm" }, moderator);
    const now = await world.db
      .selectFrom("audit")
      .select(["state", "round"])
      .where("id", "=", audit.id)
      .executeTakeFirst();
    expect(now).toEqual({ state: "returned", round: 2 });
  });

  it("asks for a second look, answers it and confirms the answer once", async () => {
    const nell = await world.addPerson("Nell Archer", "moderator");
    const audit = await addAnswered(world);
    const own = paths.moderation.secondLook(audit.id);
    await thrice(own, { ...(await shown(own, auditor)), reasons: "The father was asked" }, auditor);
    const path = paths.moderation.answer(audit.id);
    await thrice(path, { ...(await shown(path, lead)), reason: "It was weighed" }, lead);
    await thrice(path, { ...(await shown(path, nell)), intent: "confirm" }, nell);
    for (const kind of ["asked", "recorded", "answered"])
      expect(await count(`audit:${audit.id}`, `audit.second-look-${kind}`), kind).toBe(1);
  });

  it("plans, begins and signs off a meeting once, with what it decides", async () => {
    const other = await world.addPerson("Olu Other", "moderator");
    const plan = {
      exerciseId: world.exercise.id,
      ...{ "meetsOn.day": "18", "meetsOn.month": "4", "meetsOn.year": "2024" },
      ...{ startsAt: "14:00", place: "Room 2", chairId: lead.id, memberIds: moderator.id },
    };
    await web.get(paths.moderation.planMeeting(), { as: lead.email });
    await thrice(paths.moderation.planMeeting(), plan, lead);
    expect(await world.db.selectFrom("panel_meeting").select("id").execute()).toHaveLength(1);

    const audit = await addCommitted(world, moderator, { agrees: true });
    const id = await addMeeting(world, lead, [moderator, other]);
    const page = paths.moderation.meeting(id);
    await thrice(page, { ...(await shown(page, lead)), intent: "begin" }, lead);
    const stream = `panel-meeting:${id}`;
    expect(await count(stream, "panel-meeting.begun")).toBe(1);
    const versions = { [`versions.${audit.moderationId}`]: "2", cases: audit.moderationId };
    await thrice(page, { intent: "consent", ...versions }, lead);
    const take = paths.moderation.takeInMeeting(id);
    const taken = { ...(await shown(take, other)), there: "yes", cases: audit.moderationId };
    await thrice(take, taken, other);
    expect(await count(`moderation:${audit.moderationId}`, "moderation.taken")).toBe(1);

    const write = paths.moderation.writeMinutes(id);
    await thrice(write, { ...(await shown(write, lead)), notes: "We agreed" }, lead);
    expect(await count(stream, "panel-meeting.written")).toBe(1);
    const minutes = paths.moderation.minutes(id);
    const sign = { ...(await shown(minutes, lead)), intent: "sign-off", sure: "yes" };
    await thrice(minutes, sign, lead);
    expect(await count(stream, "panel-meeting.signed-off")).toBe(1);
    const add = { intent: "add", text: "The date was the 15th" };
    await thrice(minutes, { ...(await shown(minutes, lead)), ...add }, lead);
    expect(await world.db.selectFrom("panel_meeting_addendum").select("id").execute()).toHaveLength(
      1,
    );
  });

  it("grades, submits and closes a calibration once, and records training once", async () => {
    const id = await addCalibration(world);
    const grades = { judgement: "good", reason: "As seen" };
    const part = paths.calibration.gradePart(id, "assessment");
    await thrice(part, { ...(await shown(part, auditor)), ...grades }, auditor);
    await world.db.deleteFrom("calibration_grade").execute();
    await gradeAll(world, id, moderator, grades);
    for (const { code } of [{ code: "contact" }, { code: "assessment" }, { code: "plo" }]) {
      const at = paths.calibration.gradePart(id, code);
      await web.post(at, { ...(await shown(at, auditor)), ...grades }, { as: auditor.email });
    }
    const overall = paths.calibration.gradePart(id, "overall");
    await web.post(
      overall,
      { ...(await shown(overall, auditor)), ...grades },
      { as: auditor.email },
    );
    expect(await thrice(paths.calibration.grade(id), {}, auditor)).toBe(paths.calibration.one(id));
    expect(await count(`calibration:${id}`, "calibration.submitted")).toBe(2);
    await world.db.updateTable("calibration").set({ state: "session" }).execute();
    const agree = paths.calibration.agree(id);
    const said = { ...(await shown(agree, lead)), learnt: "Ask first", intent: "close" };
    await thrice(agree, said, lead);
    expect(await count(`calibration:${id}`, "calibration.closed")).toBe(1);

    const training = {
      ...{ people: auditor.id, kind: "refreshed", note: "Away day" },
      ...{ "onDate.day": "2", "onDate.month": "4", "onDate.year": "2024" },
    };
    await thrice(paths.register.record(), training, lead);
    const entered = await world.db
      .selectFrom("register_entry")
      .select("id")
      .where("kind", "=", "refreshed")
      .execute();
    expect(entered).toHaveLength(1);
  });
});
