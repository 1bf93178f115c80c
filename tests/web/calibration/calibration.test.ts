import { beforeEach, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { addCalibration, gradeAll, readCalibration } from "../../support/calibrations";
import { databaseMaker } from "../../support/databases";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

const makeDb = databaseMaker("sqlite");

let world: World;
let web: Web;
beforeEach(async () => {
  world = await makeWorld(await makeDb());
  web = await startWeb(world.db);
});

const plan = (more: object = {}) => ({
  ...{ kind: "calibration", title: "A family new to the area", source: "written" },
  ...{ narrative: "Made up.", reference: "", toolVersionId: world.toolVersionId },
  ...{ "dueOn.day": 22, "dueOn.month": 4, "dueOn.year": 2024 },
  raters: [world.people.auditor.id, world.people.moderator.id],
  ...more,
});

/** Every page and data request of a calibration that someone may try, and their home. */
const pagesOf = (id: string) => [
  paths.calibration.one(id),
  paths.calibration.agree(id),
  paths.calibration.grade(id),
  paths.calibration.gradePart(id, "overall"),
  paths.calibration.list(),
  paths.home(),
];
async function readAll(id: string, as: string): Promise<string> {
  const bodies: string[] = [];
  for (const path of pagesOf(id)) {
    bodies.push((await web.get(path, { as })).body);
    bodies.push((await web.get(`${path.replace(/\/$/, "/_root")}.data`, { as })).body);
  }
  return bodies.join("\n").replaceAll(/"before":"\w*"/g, "");
}

const secret = { judgement: "inadequate", reason: "A reason only its rater knows" };

describe("before the session", () => {
  it("shows nobody another's grades or reasons, whoever asks and whatever they ask for", async () => {
    const { auditor, moderator, qaLead } = world.people;
    const id = await addCalibration(world);
    const rating = { judgement: "good", reason: "Mine" };
    await gradeAll(world, id, auditor, rating);
    const readers = [auditor, moderator, qaLead].map(({ email }) => email);
    await gradeAll(world, id, moderator, secret);
    const before = await Promise.all([
      readAll(id, readers[0] ?? ""),
      readAll(id, readers[2] ?? ""),
    ]);
    await world.db
      .updateTable("calibration_grade")
      .set({ judgement: "outstanding", reason: "Changed behind everyone’s back" })
      .where("person_id", "=", moderator.id)
      .execute();
    const after = await Promise.all([readAll(id, readers[0] ?? ""), readAll(id, readers[2] ?? "")]);
    for (const body of [...before, ...after]) {
      expect(body).not.toContain(secret.reason);
      expect(body).not.toContain("Changed behind");
      expect(body).not.toContain("los-spread");
    }
    expect(after).toEqual(before);
    expect((await web.get(paths.calibration.agree(id), { as: qaLead.email })).status).toBe(404);
  });

  it("is there for its raters and whoever leads it alone, and not as a draft", async () => {
    const { qaLead, auditor, teamManager, otherAuditor } = world.people;
    const made = await web.post(paths.calibration.plan(), plan(), { as: qaLead.email });
    const id = made.location?.split("/").at(-1) ?? "";
    const one = paths.calibration.one(id);
    for (const { email } of [teamManager, otherAuditor, auditor])
      expect([403, 404]).toContain((await web.get(one, { as: email })).status);
    const give = { intent: "give-out", version: 1 };
    expect((await web.post(one, give, { as: auditor.email })).status).toBe(403);
    expect((await web.post(one, give, { as: qaLead.email })).location).toBe(one);
    expect((await web.get(one, { as: auditor.email })).location).toBe(paths.calibration.grade(id));
    expect([403, 404]).toContain((await web.get(one, { as: otherAuditor.email })).status);
    const home = await web.get(paths.home(), { as: auditor.email });
    expect(home.html.text).toContain("Grade with others: A family new to the area");
    const lead = await web.get(paths.home(), { as: qaLead.email });
    expect(lead.html.text).toContain("0 of 2 have submitted");
  });
});

describe("planning", () => {
  const post = (form: Record<string, string | number | string[]>) =>
    web.post(paths.calibration.plan(), form, { as: world.people.qaLead.email });

  it("says what is wrong and keeps what was typed", async () => {
    const empty = await post({ ...plan({ narrative: "", title: "Kept title", raters: [] }) });
    expect(empty.errors).toEqual([
      "Enter the case, without any name",
      "Choose at least two people to grade it",
    ]);
    expect(empty.body).toContain("Kept title");
    const past = await post(plan({ "dueOn.day": 12 }));
    expect(past.errors).toEqual(["Enter a date that is not in the past"]);
    const stranger = await post(
      plan({ raters: [world.people.auditor.id, world.people.leader.id] }),
    );
    expect(stranger.errors).toEqual(["Choose people who audit or moderate at present"]);
    const tool = await post(plan({ toolVersionId: "none" }));
    expect(tool.errors).toEqual(["Choose an audit tool that is published"]);
  });

  it("takes a case of the caseload by its reference, but none that is sensitive or being audited", async () => {
    const byReference = (reference: string) =>
      post(plan({ source: "case", narrative: "", reference }));
    expect((await byReference("XX-1")).errors.join()).toContain("Check the reference");
    const sensitive = await world.addCase({ sensitive: 1 });
    expect((await byReference(sensitive.reference)).errors.join()).toContain("sensitive");
    const audited = await world.addCase();
    await world.addAudit({ case_id: audited.id, state: "started" });
    expect((await byReference(audited.reference)).errors.join()).toContain("under way");
    const free = await world.addCase({ team_id: world.teams.rowan.id });
    const made = await byReference(free.reference);
    const id = made.location?.split("/").at(-1) ?? "";
    const page = await web.get(paths.calibration.one(id), { as: world.people.qaLead.email });
    // Alex works in the case's team: shown, and no bar.
    expect(page.html.text).toContain("Conflict of interest");
    const give = { intent: "give-out", version: 1 };
    await web.post(paths.calibration.one(id), give, { as: world.people.qaLead.email });
    const rater = await web.get(paths.calibration.grade(id), { as: world.people.auditor.email });
    expect(rater.html.text).toContain(free.reference);
    expect(rater.html.text).toContain("You have a conflict of interest with this case");
    expect(rater.body).not.toContain(paths.caseload.one(free.id));
    const record = await web.get(paths.caseload.one(free.id), { as: world.people.auditor.email });
    expect([403, 404]).toContain(record.status);
    expect(await world.db.selectFrom("grades_read").selectAll().execute()).toEqual([]);
  });
});

describe("grading and the session", () => {
  it("is graded part by part, submitted whole, and shown without names with one's own marked", async () => {
    const { auditor, moderator, otherAuditor, qaLead } = world.people;
    const id = await addCalibration(world);
    const as = auditor.email;
    const part = paths.calibration.gradePart(id, "overall");
    const empty = await web.post(part, { reason: "Kept reason", before: "" }, { as });
    expect(empty.errors).toEqual(["Choose your grade"]);
    expect(empty.body).toContain("Kept reason");
    const early = await web.post(paths.calibration.grade(id), {}, { as });
    expect(early.errors).toContain("Grade overall first");
    const given = { judgement: "good", reason: "Mine alone", before: "" };
    expect((await web.post(part, given, { as })).location).toBe(paths.calibration.grade(id));
    // Another window, opened before that.
    const stale = await web.post(part, { ...given, reason: "Stale" }, { as });
    expect(stale.status).toBe(409);
    expect(stale.body).toContain("Stale");
    for (const area of world.tool.areas)
      await web.post(paths.calibration.gradePart(id, area.code), given, { as });
    expect((await web.post(paths.calibration.grade(id), {}, { as })).location).toBe(
      paths.calibration.one(id),
    );
    await gradeAll(world, id, moderator, secret);
    await gradeAll(world, id, otherAuditor, { judgement: "good", reason: "Third" });
    expect((await readCalibration(world, id)).state).toBe("session");

    const session = await web.get(paths.calibration.one(id), { as });
    expect(session.html.text).toContain(secret.reason);
    expect(session.html.text).toContain("Mine alone (yours)");
    expect(session.body).toContain("los-spread__dot--mine");
    for (const { name, id: personId } of [moderator, otherAuditor]) {
      expect(session.body).not.toContain(name);
      expect(session.body).not.toContain(personId);
    }
    const lead = await web.get(paths.calibration.one(id), { as: qaLead.email });
    expect(lead.body).not.toContain(moderator.name);
    expect(lead.body).not.toContain("los-spread__dot--mine");

    const agree = paths.calibration.agree(id);
    const { version } = await readCalibration(world, id);
    const form = { version, "areas.overall.judgement": "good", "areas.overall.text": "Weigh both" };
    const unlearnt = await web.post(
      agree,
      { ...form, learnt: "", intent: "close" },
      { as: qaLead.email },
    );
    expect(unlearnt.errors).toEqual(["Enter what was learnt before you close it"]);
    await web.post(agree, { ...form, learnt: "Ask first", intent: "close" }, { as: qaLead.email });
    const closed = await web.get(paths.calibration.one(id), { as });
    expect(closed.html.text).toContain("Weigh both");
    expect(closed.html.text).toContain("Ask first");
    const list = await web.get(paths.calibration.list(), { as: qaLead.email });
    expect(list.html.text).toContain("3 of 3");
    const register = await web.get(paths.register.one(auditor.id), { as: qaLead.email });
    expect(register.html.text).toContain("By itself");
  });

  it("keeps its session from whoever is to moderate an audit of the same case blind", async () => {
    const { auditor, moderator, otherAuditor } = world.people;
    const { id: caseId } = await world.addCase();
    const id = await addCalibration(world, { caseId, narrative: "" });
    for (const person of [auditor, otherAuditor]) await gradeAll(world, id, person, secret);
    await gradeAll(world, id, moderator, { judgement: "good", reason: "Own" });
    const as = moderator.email;
    expect((await web.get(paths.calibration.one(id), { as })).status).toBe(200);
    const audit = await world.addAudit({ case_id: caseId, state: "selected" });
    await world.db
      .insertInto("moderation")
      .values({
        ...{ id: "a-moderation", audit_id: audit.id, exercise_id: world.exercise.id, round: 1 },
        ...{ reason: "random", reason_note: "", probability: 1, selected_at: "2024-04-15" },
        ...{ moderator_id: moderator.id, state: "selected", committed_at: null },
        ...{ quality: "{}", feedback: "", outcome: null, decision_reason: "" },
        ...{ decided_by: null, decided_at: null, feedback_read_at: null },
      })
      .execute();
    expect((await web.get(paths.calibration.one(id), { as })).status).toBe(403);
    const list = await web.get(paths.calibration.list(), { as });
    expect(list.html.text).toContain("Not before the session");
  });
});
