import { expect, it } from "vitest";
import {
  findCalibration,
  isBeingAudited,
  listCalibrations,
} from "~db/calibration/calibrations.server";
import {
  cancelCalibration,
  changeCalibration,
  openDueSessions,
  openSession,
  planCalibration,
  saveAgreed,
} from "~db/calibration/deeds.server";
import { saveGrade, submitGrades } from "~db/calibration/grading.server";
import {
  listOwnGrades,
  listRatings,
  unscopedCalibratedGrades,
} from "~db/calibration/session.server";
import { listForRater } from "~db/calibration/waiting.server";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { addReminders } from "~db/operations/learning-log/reminders.server";
import { unscopedCalibrationsToLead } from "~db/overviews/attention/training.server";
import { addCalibration, gradeAll, readCalibration } from "../../support/calibrations";
import { describeDatabases } from "../../support/databases";
import { makeWorld, type World } from "../../support/world";

const good = { judgement: "good", reason: "Seen and heard" };
const bad = { judgement: "inadequate", reason: "Left out" };

const messages = ({ db }: World) =>
  db
    .selectFrom("outbox")
    .select(["kind", "person_id"])
    .where("kind", "like", "calibration-%")
    .execute();

const entries = ({ db }: World) =>
  db
    .selectFrom("register_entry")
    .select(["person_id", "kind", "on_date", "withdrawn_reason"])
    .where("calibration_id", "is not", null)
    .execute();

describeDatabases("a calibration", (makeDb) => {
  it("is planned once where the same plan is sent twice, and again where any of it differs", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, stampOf } = world;
    const { id: caseId } = await world.addCase();
    const { id: otherCase } = await world.addCase();
    const plan = {
      ...{ kind: "calibration" as const, title: "July", caseId, narrative: "" },
      ...{ toolVersionId: world.toolVersionId, dueOn: "2024-04-22" },
      raters: [people.auditor.id, people.moderator.id],
    };
    const send = (more: Partial<typeof plan> = {}) =>
      transact(db, (tx) =>
        planCalibration(tx, stampOf(people.qaLead), newId(), { ...plan, ...more }),
      );
    const first = await send();
    expect(await send({ raters: [...plan.raters].reverse() })).toBe(first);
    const ofOtherCase = await send({ caseId: otherCase });
    const withOthers = await send({ raters: [people.auditor.id, people.otherAuditor.id] });
    expect(new Set([first, ofOtherCase, withOthers]).size).toBe(3);
    expect(await send({ caseId: otherCase })).toBe(ofOtherCase);
    expect((await readCalibration(world, ofOtherCase)).caseId).toBe(otherCase);
  });

  it("reads nobody's grades before its session, and opens when the last has submitted", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const id = await addCalibration(world);
    expect((await messages(world)).map(({ kind }) => kind)).toEqual(
      Array.from({ length: 3 }, () => "calibration-asked"),
    );
    expect(await gradeAll(world, id, people.auditor, good)).toBe(false);
    expect(await gradeAll(world, id, people.moderator, bad)).toBe(false);
    expect((await listRatings(db, [id], people.auditor.id)).get(id)).toEqual([]);
    expect(await listForRater(db, people.auditor.id)).toEqual([]);
    expect(await unscopedCalibrationsToLead(db)).toMatchObject([
      { kind: "calibration-grading", detail: "2 of 3 have submitted", dueOn: "2024-04-22" },
    ]);
    expect(await gradeAll(world, id, people.otherAuditor, good)).toBe(true);
    const ratings = (await listRatings(db, [id], people.auditor.id)).get(id) ?? [];
    expect(new Set(ratings.map(({ rater }) => rater)).size).toBe(3);
    expect(
      new Set(ratings.filter(({ isMine }) => isMine).map(({ judgement }) => judgement)),
    ).toEqual(new Set(["good"]));
    expect(JSON.stringify(ratings)).not.toContain(people.moderator.id);
    expect(await listForRater(db, people.auditor.id)).toMatchObject([{ id, isOpen: true }]);
    expect(
      (await messages(world)).filter(({ kind }) => kind === "calibration-session").length,
    ).toBe(3);
    expect(await entries(world)).toEqual(
      [people.auditor, people.moderator, people.otherAuditor].map((person) => ({
        ...{
          person_id: person.id,
          kind: "calibrated",
          on_date: "2024-04-15",
          withdrawn_reason: "",
        },
      })),
    );
  });

  it("has whoever is recorded twice once, and keeps what they wrote under either record", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, stampOf } = world;
    const twice = await world.addPerson("Nia Twice", "auditor");
    const id = await addCalibration(world, { raters: [twice.id, people.moderator.id] });
    const rating = { calibrationId: id, personId: twice.id };
    await transact(db, (tx) => saveGrade(tx, rating, { area: "overall", ...good }, () => true));
    const stays = people.otherAuditor;
    await db
      .updateTable("person")
      .set({ same_as_id: stays.id, active: 0, active_before: 1 })
      .where("id", "=", twice.id)
      .execute();
    // The page offers the person who stays, in place of the record that was asked.
    const known = await readCalibration(world, id);
    const raters = known.raters.map(({ personId }) => personId);
    expect(raters).toContain(stays.id);
    const plan = { ...known, raters };
    await transact(db, (tx) =>
      changeCalibration(tx, stampOf(people.qaLead), known, known.version, plan),
    );
    expect(await listOwnGrades(db, id, stays.id)).toEqual([{ area: "overall", ...good }]);
    const rows = db.selectFrom("calibration_rater").select("person_id");
    expect(await rows.where("calibration_id", "=", id).execute()).toHaveLength(2);
    // Asked under both: whoever has submitted under one is a rater who has, and writes no more.
    await db
      .insertInto("calibration_rater")
      .values({ calibration_id: id, person_id: stays.id, submitted_at: "2024-04-15T09:00:00.000Z" })
      .execute();
    expect((await readCalibration(world, id)).raters).toHaveLength(2);
    const again = { calibrationId: id, personId: stays.id };
    await expect(
      transact(db, (tx) => saveGrade(tx, again, { area: "overall", ...bad }, () => true)),
    ).rejects.toThrow(Conflict);
  });

  it("takes nothing from whoever is no rater, has submitted, or comes after the session opened", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, stampOf } = world;
    const id = await addCalibration(world);
    const write = (personId: string) =>
      transact(db, (tx) =>
        saveGrade(tx, { calibrationId: id, personId }, { area: "overall", ...good }, () => true),
      );
    await expect(write(people.teamManager.id)).rejects.toThrow(Conflict);
    await gradeAll(world, id, people.auditor, good);
    await expect(write(people.auditor.id)).rejects.toThrow(Conflict);
    await gradeAll(world, id, people.moderator, bad);
    expect(await transact(db, (tx) => openSession(tx, stampOf(people.qaLead), id))).toBe(true);
    await expect(write(people.otherAuditor.id)).rejects.toThrow(Conflict);
    const late = { calibrationId: id, personId: people.otherAuditor.id };
    await expect(
      transact(db, (tx) => submitGrades(tx, stampOf(people.otherAuditor), late)),
    ).rejects.toThrow(Conflict);
    expect(await transact(db, (tx) => openSession(tx, stampOf(people.qaLead), id))).toBe(false);
  });

  it("opens by itself once its date has passed, and reminds those who have not submitted before", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const id = await addCalibration(world);
    await gradeAll(world, id, people.auditor, good);
    const on = (day: string) => ({
      actorId: null,
      at: `${day}T09:00:00.000Z`,
      systemAt: `${day}T09:00:00.000Z`,
    });
    await addReminders(db, on("2024-04-22"), { beforeDays: 2, againDays: 3 });
    const reminded = (await messages(world)).filter(({ kind }) => kind === "calibration-due-today");
    expect(reminded.map(({ person_id }) => person_id).sort()).toEqual(
      [people.moderator.id, people.otherAuditor.id].sort(),
    );
    const stateOn = async (day: string) => {
      await openDueSessions(db, on(day));
      return (await readCalibration(world, id)).state;
    };
    expect(await stateOn("2024-04-23")).toBe("grading");
    await gradeAll(world, id, people.moderator, bad);
    expect(await stateOn("2024-04-22")).toBe("grading");
    expect(await stateOn("2024-04-23")).toBe("session");
  });

  it("keeps what was agreed by its version, and closes once", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, stampOf } = world;
    const stamp = stampOf(people.qaLead);
    const id = await addCalibration(world);
    await gradeAll(world, id, people.auditor, good);
    await gradeAll(world, id, people.moderator, bad);
    const said = { areas: [{ area: "overall", judgement: "good", text: "" }], learnt: "Ask first" };
    const agree = (version: number) =>
      transact(db, (tx) => saveAgreed(tx, stamp, { id, version }, { ...said, close: true }));
    await expect(agree((await readCalibration(world, id)).version)).rejects.toThrow(Conflict);
    await transact(db, (tx) => openSession(tx, stamp, id));
    const { version } = await readCalibration(world, id);
    await expect(agree(version - 1)).rejects.toThrow(Conflict);
    await agree(version);
    expect(await readCalibration(world, id)).toMatchObject({
      state: "closed",
      learnt: "Ask first",
    });
    await expect(agree(version + 2)).rejects.toThrow(Conflict);
    const calibrated = { calibrationId: id, area: "overall", agreed: "good" };
    const given = await unscopedCalibratedGrades(db, { from: "2024-04" });
    expect(given.filter(({ personId }) => personId === people.moderator.id)).toEqual([
      { ...calibrated, personId: people.moderator.id, given: "inadequate" },
    ]);
    // Whoever has not submitted has given nothing, and what is older is not asked for.
    expect(given).toHaveLength(2);
    expect(await unscopedCalibratedGrades(db, { from: "2024-05" })).toEqual([]);
    expect(await unscopedCalibrationsToLead(db)).toEqual([]);
  });

  it("counts for nobody once it is cancelled, and a rater who is removed loses what they wrote", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, stampOf } = world;
    const stamp = stampOf(people.qaLead);
    const id = await addCalibration(world, { kind: "training" });
    await gradeAll(world, id, people.auditor, good);
    const before = await readCalibration(world, id);
    const rating = { calibrationId: id, personId: people.moderator.id };
    await transact(db, (tx) => saveGrade(tx, rating, { area: "overall", ...bad }, () => true));
    const plan = { ...before, dueOn: "2024-04-30", raters: [people.otherAuditor.id] };
    await transact(db, (tx) => changeCalibration(tx, stamp, before, before.version, plan));
    const after = await readCalibration(world, id);
    expect(after.raters.map(({ name }) => name)).toEqual(["Alex Morley", "Sam Okafor"]);
    await transact(db, (tx) => cancelCalibration(tx, stamp, after, "Too soon"));
    expect(await entries(world)).toMatchObject([
      { kind: "trained", withdrawn_reason: "The calibration was cancelled" },
    ]);
    expect((await listRatings(db, [id], people.auditor.id)).get(id)).toEqual([]);
  });

  it("is listed for its raters, never as a draft, and keeps a real case's moderators blind", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const { id: caseId } = await world.addCase();
    const id = await addCalibration(world, { caseId, narrative: "" });
    const page = { limit: 10, offset: 0 };
    expect((await listCalibrations(db, people.auditor.id, page)).found).toBe(1);
    expect((await listCalibrations(db, people.teamManager.id, page)).found).toBe(0);
    expect(await isBeingAudited(db, caseId)).toBe(false);
    const audit = await world.addAudit({ case_id: caseId, state: "selected" });
    await db
      .insertInto("moderation")
      .values({
        ...{ id: "a-moderation", audit_id: audit.id, exercise_id: world.exercise.id, round: 1 },
        ...{ reason: "random", reason_note: "", probability: 1, selected_at: audit.due_on ?? "" },
        ...{ moderator_id: people.moderator.id, state: "selected", committed_at: null },
        ...{ quality: "{}", feedback: "", outcome: null, decision_reason: "" },
        ...{ decided_by: null, decided_at: null, feedback_read_at: null },
      })
      .execute();
    expect(await isBeingAudited(db, caseId)).toBe(true);
    expect((await findCalibration(db, id))?.access.blind).toEqual([people.moderator.id]);
    await db.updateTable("calibration").set({ state: "draft" }).execute();
    expect((await listCalibrations(db, people.auditor.id, page)).found).toBe(0);
    expect((await findCalibration(db, id))?.access.people.rater).toEqual([]);
  });
});
