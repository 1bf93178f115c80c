/**
 * Owns what a rater does: grading part by part, and submitting, after which nothing changes.
 * Practice: the calibration is held first, so that nobody writes while its session opens; the last to
 * submit opens it, and each who submits is entered in the register by itself.
 */
import { allSubmitted, type CalibrationKind, canMove } from "~/rules/calibration/calibration";
import { dateInLondon } from "~/rules/core/dates";
import type { RegisterKind } from "~/rules/people/register";
import { appendEvent, type Stamp } from "../core/events.server";
import { recordsOf } from "../core/one-person.server";
import type { Tx } from "../core/open.server";
import { Conflict } from "../core/versions.server";
import { addEntry } from "../people/register.server";
import { findCalibration } from "./calibrations.server";
import { openSession } from "./deeds.server";
import { listOwnGrades, type OwnGrade } from "./session.server";

type Rating = { calibrationId: string; personId: string };

/** Holds a calibration in which this person may still write; throws Conflict where they may not. */
async function hold(tx: Tx, { calibrationId, personId }: Rating) {
  const held = await tx
    .updateTable("calibration")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("id", "=", calibrationId)
    .returning(["state", "kind", "title"])
    .executeTakeFirst();
  // By each of their records: whoever has submitted under one has submitted.
  const asked = await tx
    .selectFrom("calibration_rater")
    .select(["person_id", "submitted_at"])
    .where("calibration_id", "=", calibrationId)
    .where("person_id", "in", recordsOf(personId))
    .orderBy("person_id")
    .execute();
  const rater = asked.every(({ submitted_at }) => submitted_at === null) ? asked[0] : undefined;
  if (!held || !rater || !canMove("open-session", held.state))
    throw new Conflict(`calibration:${calibrationId}`);
  return { ...held, recordId: rater.person_id };
}

/**
 * Keeps what a rater gave one part. Throws Conflict where they may write no more, or have changed
 * it elsewhere since they read `before`.
 */
export async function saveGrade(
  tx: Tx,
  rating: Rating,
  given: OwnGrade,
  isAsBefore: (stored: OwnGrade | undefined) => boolean,
): Promise<void> {
  const { recordId } = await hold(tx, rating);
  const own = await listOwnGrades(tx, rating.calibrationId, rating.personId);
  if (!isAsBefore(own.find(({ area }) => area === given.area)))
    throw new Conflict(`calibration-grade:${rating.calibrationId}`);
  const { judgement, reason } = given;
  await tx
    .insertInto("calibration_grade")
    .values({ calibration_id: rating.calibrationId, person_id: recordId, ...given })
    .onConflict((c) =>
      c.columns(["calibration_id", "person_id", "area"]).doUpdateSet({ judgement, reason }),
    )
    .execute();
}

const entered: Record<CalibrationKind, RegisterKind> = {
  calibration: "calibrated",
  training: "trained",
};

/** Submits a rater's grades, which must be whole; answers whether that opened the session. */
export async function submitGrades(tx: Tx, stamp: Stamp, rating: Rating): Promise<boolean> {
  const { calibrationId, personId } = rating;
  const { recordId, kind, title } = await hold(tx, rating);
  await tx
    .updateTable("calibration_rater")
    .set({ submitted_at: stamp.at })
    .where("calibration_id", "=", calibrationId)
    .where("person_id", "=", recordId)
    .execute();
  // What was graded stays with the grades: the history tells that it was done.
  await appendEvent(tx, stamp, {
    stream: `calibration:${calibrationId}`,
    kind: "calibration.submitted",
  });
  await addEntry(tx, stamp, {
    ...{ personId, kind: entered[kind], note: title, calibrationId },
    onDate: dateInLondon(new Date(stamp.at)),
  });
  const now = await findCalibration(tx, calibrationId);
  const raters = now?.raters.map(({ submittedAt, active }) => ({
    submitted: submittedAt !== null,
    active,
  }));
  return allSubmitted(raters ?? []) && openSession(tx, stamp, calibrationId);
}
