/** Two deeds of moderation at the same moment: one stands, the other is told, and what is kept agrees. */
import { expect, it } from "vitest";
import { listKeptDifferences } from "~/overviews/reports/recount.server";
import { partsOf } from "~/rules/calibration/spread";
import { saveGrade, submitGrades } from "~db/calibration/grading.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { beginMeeting } from "~db/moderation/meeting-deeds.server";
import { findMeeting } from "~db/moderation/meetings.server";
import { drawDoubles } from "~db/operations/calibration/double-audits.server";
import { closeModeration } from "~db/operations/exercises/closing.server";
import { withdrawSecondLook } from "~db/operations/moderation/second-look.server";
import { addCalibration, readCalibration } from "../../support/calibrations";
import { addCycle } from "../../support/cycles";
import { describeDatabases } from "../../support/databases";
import { addCommitted, addMeeting } from "../../support/meetings";
import {
  addAnswered,
  ask,
  changedTo,
  lookAt,
  recordFor,
  takeFor,
} from "../../support/second-looks";
import { makeWorld } from "../../support/world";

/** What became of deeds that were begun at once. */
const outcomes = async (deeds: Promise<unknown>[]) =>
  (await Promise.allSettled(deeds))
    .map((one) => {
      if (one.status === "rejected" && !(one.reason instanceof Conflict)) throw one.reason;
      return one.status === "fulfilled" ? "done" : "told";
    })
    .sort();

describeDatabases("At once", (makeDb) => {
  it("a second look is asked for once, and answered or withdrawn, never both", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const { qaLead, moderator, auditor } = people;
    const other = await world.addPerson("Olu Other", "moderator");
    const audit = await addAnswered(world);
    const asked = await Promise.all([ask(world, audit.id), ask(world, audit.id)]);
    expect(asked.filter((refusal) => refusal === null)).toHaveLength(1);
    await recordFor(world, audit.id, qaLead, changedTo("requires-improvement"));
    const look = await lookAt(db, audit.id);
    const withdraw = transact(db, (tx) =>
      withdrawSecondLook(tx, world.stampOf(auditor), look, look.version),
    );
    const take = (as: typeof other) => takeFor(world, audit.id, as, { version: look.version });
    const came = await outcomes([take(other), take(moderator), withdraw]);
    expect(came.filter((one) => one === "done")).toHaveLength(1);
    expect(["answered", "withdrawn", "recorded"]).toContain((await lookAt(db, audit.id)).state);
    expect(await listKeptDifferences(db)).toEqual([]);
  });

  it("moderation is not closed over a second look that is asked for", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const audit = await addAnswered(world);
    await db.updateTable("exercise").set({ moderated: 1, state: "moderating" }).execute();
    const { id, version } = await db
      .selectFrom("exercise")
      .select(["id", "version"])
      .where("id", "=", world.exercise.id)
      .executeTakeFirstOrThrow();
    const exercise = { id, version, state: "moderating" } as const;
    await Promise.allSettled([
      ask(world, audit.id),
      transact(db, (tx) =>
        closeModeration(tx, world.stampOf(people.qaLead), exercise, "2024-05-20"),
      ),
    ]);
    const { state } = await db
      .selectFrom("exercise")
      .select("state")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const waits = await db.selectFrom("second_look").select("id").execute();
    expect([state, waits.length]).toEqual(state === "closed" ? ["closed", 0] : ["moderating", 1]);
  });

  it("a meeting begins once, a cycle is drawn from once, and the last to submit opens one session", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const stamp = world.stampOf(people.qaLead);
    await addCommitted(world, people.moderator, { agrees: true });
    const meeting = await findMeeting(
      db,
      await addMeeting(world, people.qaLead, [people.moderator]),
    );
    if (!meeting) throw new Error("The meeting is gone");
    const begin = () => transact(db, (tx) => beginMeeting(tx, stamp, meeting, meeting.version));
    expect(await outcomes([begin(), begin()])).toEqual(["done", "told"]);
    expect(await db.selectFrom("panel_meeting_case").select("number").execute()).toEqual([
      { number: 1 },
    ]);

    const one = { team: world.teams.willow, overall: "good" } as const;
    const { id: exerciseId } = await addCycle(world, "2024-01", [one, one, one]);
    const draw = () =>
      transact(db, (tx) =>
        drawDoubles(tx, stamp, { exerciseId, percent: 50, dueOn: "2024-05-10" }),
      );
    expect(await outcomes([draw(), draw()])).toEqual(["done", "told"]);

    const raters = [people.auditor, people.moderator];
    const id = await addCalibration(world, { raters: raters.map((rater) => rater.id) });
    const { tool } = await readCalibration(world, id);
    for (const rater of raters)
      await transact(db, async (tx) => {
        for (const { code: area } of partsOf(tool))
          await saveGrade(
            tx,
            { calibrationId: id, personId: rater.id },
            { area, judgement: "good", reason: "Seen" },
            () => true,
          );
      });
    const submit = (rater: (typeof raters)[number]) =>
      transact(db, (tx) =>
        submitGrades(tx, world.stampOf(rater), { calibrationId: id, personId: rater.id }),
      );
    const [first, second] = raters as [typeof people.auditor, typeof people.auditor];
    expect(await outcomes([submit(first), submit(second), submit(second)])).toEqual([
      "done",
      "done",
      "told",
    ]);
    expect((await readCalibration(world, id)).state).toBe("session");
    const entries = await db
      .selectFrom("register_entry")
      .select("person_id")
      .where("calibration_id", "=", id)
      .execute();
    expect(entries).toHaveLength(2);
  });
});
