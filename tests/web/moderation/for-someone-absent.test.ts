/**
 * What is done in one's own name alone: no deputy grades in a calibration or a double audit, decides
 * in a meeting or asks for a second look, whatever they post; and what changes hands when two
 * records turn out to be one person in between.
 */
import { beforeEach, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { listDoublesFor } from "~db/calibration/double-audits.server";
import { transact } from "~db/core/open.server";
import { drawDoubles } from "~db/operations/calibration/double-audits.server";
import { point } from "~db/operations/people/same-person.server";
import { addDeputy } from "~db/people/deputy-terms.server";
import { findPerson } from "~db/people/people-list.server";
import { addCalibration } from "../../support/calibrations";
import { addCycle } from "../../support/cycles";
import { databaseMaker } from "../../support/databases";
import { addCommitted, addMeeting } from "../../support/meetings";
import { addAnswered } from "../../support/second-looks";
import { startWeb, type Web } from "../../support/web";
import { makeWorld, type World, type WorldPerson, worldMorning } from "../../support/world";

const makeDb = databaseMaker("sqlite");

let world: World;
let web: Web;
beforeEach(async () => {
  world = await makeWorld(await makeDb());
  web = await startWeb(world.db);
});

/** One audit of a closed cycle, with whoever is to grade it again. */
async function addDouble() {
  const { db, people, teams, stampOf } = world;
  const areas = { contact: "good", assessment: "good", plo: "good" } as const;
  const cycle = await addCycle(world, "2024-01", [{ team: teams.willow, overall: "good", areas }]);
  const asked = { exerciseId: cycle.id, percent: 100, dueOn: "2024-05-10" };
  await transact(db, (tx) => drawDoubles(tx, stampOf(people.qaLead), asked));
  const [one] = await listDoublesFor(db, people.otherAuditor.id);
  if (!one) expect.fail("nothing was given");
  return one;
}

/** All that could be written in someone's name here. */
const tables = [
  ...["calibration_grade", "calibration_rater", "double_audit", "double_grade", "draft"],
  ...["panel_meeting", "decision_part", "second_look", "moderation", "register_entry"],
] as const;
const everything = async () =>
  JSON.stringify(
    await Promise.all(
      tables.map((table) =>
        world.db
          .selectFrom(table as "draft")
          .selectAll()
          .execute(),
      ),
    ),
  );

const standIn = (absent: WorldPerson, deputy: WorldPerson) =>
  transact(world.db, (tx) =>
    addDeputy(tx, world.stampOf(world.people.administrator), {
      ...{ personId: absent.id, deputyId: deputy.id },
      ...{ fromOn: "2024-04-01", toOn: "2024-05-31" },
    }),
  );

describe("A deputy", () => {
  it("does nothing of it for whoever is absent, and changes nothing by trying", async () => {
    const { people } = world;
    const { auditor, otherAuditor, moderator, qaLead } = people;
    const dee = await world.addPerson("Dee Deputy", "auditor");
    const calibration = await addCalibration(world);
    const double = await addDouble();
    const { id: decidedId } = await addAnswered(world);
    await addCommitted(world, moderator, { agrees: true });
    const meeting = await addMeeting(world, qaLead, [moderator]);
    await world.db.updateTable("panel_meeting").set({ state: "under-way" }).execute();
    for (const absent of [auditor, otherAuditor, moderator, qaLead]) await standIn(absent, dee);

    const grades = {
      "overall.grade": "good",
      "overall.reason": "For them",
      "areas.contact.grade": "good",
    };
    const tries: [string, object][] = [
      [paths.calibration.one(calibration), { intent: "open-session", version: "2" }],
      [paths.calibration.grade(calibration), {}],
      [
        paths.calibration.gradePart(calibration, "overall"),
        { judgement: "good", reason: "For them", before: "" },
      ],
      [paths.written(paths.calibration.gradePart(calibration, "overall")), {}],
      [paths.calibration.agree(calibration), { version: "2", learnt: "Mine", intent: "close" }],
      [paths.doubleAudits.grade(double.id), { version: `${double.version}`, ...grades }],
      [paths.written(paths.doubleAudits.grade(double.id)), {}],
      [paths.doubleAudits.one(double.id), { intent: "cancel", version: "2", reason: "For them" }],
      [paths.moderation.meeting(meeting), { intent: "consent", cases: "x", "versions.x": "1" }],
      [paths.moderation.takeInMeeting(meeting), { there: "yes", cases: "x", "versions.x": "1" }],
      [paths.moderation.writeMinutes(meeting), { version: "1", notes: "For them" }],
      [paths.moderation.minutes(meeting), { intent: "sign-off", sure: "yes", version: "1" }],
      [paths.moderation.cancelMeeting(meeting), { version: "1", reason: "For them" }],
      [paths.moderation.secondLook(decidedId), { reasons: "For them" }],
      [paths.moderation.answer(decidedId), { answer: "stands", reason: "For them" }],
    ];
    const before = await everything();
    for (const [path, form] of tries) {
      const shown = await web.get(path, { as: dee.email });
      const sent = await web.post(path, form as Record<string, string>, { as: dee.email });
      for (const { status } of [shown, sent]) expect([403, 404], path).toContain(status);
    }
    expect(await everything()).toBe(before);
  });
});

describe("Two records that turn out to be one person", () => {
  it("send a double audit back to the QA lead where the second auditor is the first", async () => {
    const { db, people, stampOf } = world;
    const double = await addDouble();
    const { auditor, otherAuditor, qaLead } = people;
    const [record, stays] = [
      await findPerson(db, otherAuditor.id),
      await findPerson(db, auditor.id),
    ];
    if (!record || !stays) expect.fail("nobody has this id");
    const by = stampOf(people.administrator, worldMorning);
    await transact(db, (tx) => point(tx, by, record, stays, "One badge, two numbers"));
    const grade = paths.doubleAudits.grade(double.id);
    const typed = {
      version: `${double.version}`,
      "overall.grade": "good",
      "overall.reason": "Mine",
    };
    const sent = await web.post(grade, typed, { as: auditor.email });
    expect([sent.status, sent.html.text]).toEqual([
      409,
      expect.stringContaining("They carried out this audit."),
    ]);
    expect([403, 404, 409]).toContain((await web.get(grade, { as: auditor.email })).status);
    const now = await db
      .selectFrom("double_audit")
      .select(["state", "peer_id"])
      .executeTakeFirstOrThrow();
    expect(now).toEqual({ state: "to-give", peer_id: null });
    expect(await db.selectFrom("double_grade").selectAll().execute()).toEqual([]);
    const home = await web.get(paths.home(), { as: qaLead.email });
    expect(home.html.text).toContain("Find a second auditor for case");
  });

  it("leave a rater’s grades of a calibration theirs, and open its session once for both", async () => {
    const { db, people, stampOf } = world;
    const twin = await world.addPerson("Ali Morley", "auditor");
    const raters = [people.auditor.id, twin.id, people.moderator.id];
    const id = await addCalibration(world, { raters });
    const part = paths.calibration.gradePart(id, "overall");
    const given = { judgement: "good", reason: "Under the other record", before: "" };
    await web.post(part, given, { as: twin.email });
    const [record, stays] = [
      await findPerson(db, twin.id),
      await findPerson(db, people.auditor.id),
    ];
    if (!record || !stays) expect.fail("nobody has this id");
    const by = stampOf(people.administrator, worldMorning);
    await transact(db, (tx) => point(tx, by, record, stays, "One badge, two numbers"));
    const shown = await web.get(part, { as: people.auditor.email });
    expect(shown.body).toContain("Under the other record");
    const list = await web.get(paths.calibration.one(id), { as: people.qaLead.email });
    expect(list.html.text).toContain("0 of 2 people have submitted");
  });
});
