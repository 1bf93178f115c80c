/**
 * Everyone who is sent a message of moderation, of calibration or of a double audit can open what it
 * leads to at that moment; messages-open.test.ts has all other kinds.
 */
import { expect, it } from "vitest";
import type { MessageKind } from "~/rules/messages/messages";
import { cancelCalibration, openSession } from "~db/calibration/deeds.server";
import { listDoublesFor } from "~db/calibration/double-audits.server";
import { cancelMeeting, changeMeeting, findMeeting } from "~db/moderation/meetings.server";
import {
  cancelDouble,
  drawDoubles,
  submitDouble,
} from "~db/operations/calibration/double-audits.server";
import { addReminders } from "~db/operations/learning-log/reminders.server";
import { addCalibration, gradeAll, readCalibration } from "../../support/calibrations";
import { addCycle } from "../../support/cycles";
import { describeDatabases } from "../../support/databases";
import { addMeeting } from "../../support/meetings";
import { makeStage, openedOfModeration, type Stage } from "../../support/message-stage";
import { addAnswered, ask, changedTo, recordFor, takeFor } from "../../support/second-looks";
import { makeWorld, type WorldPerson } from "../../support/world";

type WithPanel = Stage & { otherModerator: WorldPerson };

/** Planned, with other people, cancelled: who is of it no more is told as well. */
async function meet(stage: WithPanel) {
  const { world, doing, stampOf, qaLead, moderator, otherModerator, openAll } = stage;
  const meetingId = await addMeeting(world, moderator, [otherModerator], "2024-04-18");
  expect(await openAll()).toEqual([]);
  const read = async () => {
    const meeting = await findMeeting(world.db, meetingId);
    if (!meeting) throw new Error("The meeting is gone");
    return meeting;
  };
  const planned = await read();
  await doing((tx) =>
    changeMeeting(tx, stampOf(qaLead), planned, {
      meetsOn: "2024-04-19",
      startsAt: "10:00",
      place: "Room 3",
      chairId: moderator.id,
      memberIds: [],
      version: planned.version,
    }),
  );
  expect(await openAll()).toEqual([]);
  expect(stage.opened.get("panel-meeting-cancelled")).toEqual(new Set([otherModerator.name]));
  const changed = await read();
  const why = { version: changed.version, reason: "Too few can come" };
  await doing((tx) => cancelMeeting(tx, stampOf(qaLead), changed, why));
  expect(await openAll()).toEqual([]);
}

/** Asked for, recorded by the one and taken by the other: the final grades change. */
async function lookAgain(stage: WithPanel) {
  const { world, moderator, otherModerator, openAll } = stage;
  const audit = await addAnswered(world);
  // What the decision itself sends is of the other test.
  await openAll();
  expect(await ask(world, audit.id)).toBeNull();
  expect(await openAll()).toEqual([]);
  await recordFor(world, audit.id, moderator, changedTo("inadequate", { contact: "inadequate" }));
  expect(await openAll()).toEqual([]);
  await takeFor(world, audit.id, otherModerator);
  expect(await openAll()).toEqual([]);
}

/** Graded with others: due, its session open; and another that is cancelled. */
async function calibrate(stage: Stage) {
  const { world, clock, doing, stampOf, nobody, qaLead, moderator, openAll } = stage;
  const dueOn = "2024-04-19";
  const graded = await addCalibration(world, { dueOn });
  const cancelled = await addCalibration(world, { dueOn });
  expect(await openAll()).toEqual([]);
  for (const day of ["2024-04-17", dueOn, "2024-04-22"]) {
    clock.moveTo(`${day}T08:00:00.000Z`);
    await addReminders(world.db, nobody(), { beforeDays: 2, againDays: 7 } as never);
    expect(await openAll()).toEqual([]);
  }
  await gradeAll(world, graded, moderator, { judgement: "good", reason: "As seen" });
  await doing((tx) => openSession(tx, nobody(), graded));
  expect(await openAll()).toEqual([]);
  const one = await readCalibration(world, cancelled);
  await doing((tx) => cancelCalibration(tx, stampOf(qaLead), one, "No time"));
  expect(await openAll()).toEqual([]);
}

/** Given to a second auditor, one of whose grades escalates; one is cancelled before it is told. */
async function auditTwice(stage: Stage) {
  const { world, doing, stampOf, qaLead, otherAuditor, openAll } = stage;
  const { db, teams } = world;
  const drawn = { team: teams.willow, overall: "good", areas: { assessment: "good" } } as const;
  const draw = async (month: string) => {
    const { id: exerciseId } = await addCycle(world, month, [drawn]);
    const asked = { exerciseId, percent: 100, dueOn: "2024-05-10" };
    await doing((tx) => drawDoubles(tx, stampOf(qaLead), asked));
    const [double] = await listDoublesFor(db, otherAuditor.id);
    if (!double) throw new Error("Nothing was given");
    return double;
  };
  const first = await draw("2024-01");
  expect(await openAll()).toEqual([]);
  const grades = [{ area: "overall", judgement: "inadequate" as const, reason: "No analysis" }];
  await doing((tx) =>
    submitDouble(tx, stampOf(otherAuditor), first, { version: first.version, grades }),
  );
  expect(await openAll()).toEqual([]);
  const second = await draw("2024-02");
  const why = { version: second.version, reason: "Not needed" };
  await doing((tx) => cancelDouble(tx, stampOf(qaLead), second, why));
  expect(await openAll()).toEqual([`double-audit-given ${otherAuditor.name}: dropped`]);
}

describeDatabases("What a message of moderation leads to", (makeDb) => {
  it("opens for everyone who is sent it, in the moment they are", async () => {
    const world = await makeWorld(await makeDb());
    const otherModerator = await world.addPerson("Bo Sterne", "moderator");
    const stage = { ...(await makeStage(world)), otherModerator };
    const { opened } = stage;
    await stage.openAll();
    await meet(stage);
    await lookAgain(stage);
    await calibrate(stage);
    await auditTwice(stage);
    expect(openedOfModeration.filter((kind) => !opened.has(kind))).toEqual([]);
    // Nothing of moderation is lent: a deputy's deputy hears of being one and of nothing else.
    const got = (name: string) =>
      ([...opened.keys()] as MessageKind[]).filter((kind) => opened.get(kind)?.has(name));
    expect(got(stage.otherDeputysDeputy.name)).toEqual(["deputy-named"]);
    expect(got(stage.deputysDeputy.name)).toEqual(["deputy-named"]);
  }, 120_000);
});
