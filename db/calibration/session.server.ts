/**
 * Owns reading what raters wrote: one's own at any time, everyone's once the session is open.
 * Practice: others' grades are read here alone, and only of calibrations that are revealed; names
 * never leave this file, and a rater is known by a place in a list that follows no name.
 */
import { calibrationMachine, type Rating, revealedStates } from "~/rules/calibration/calibration";
import { recordsOf, whoIn } from "../core/one-person.server";
import type { Db } from "../core/open.server";

export type OwnGrade = { area: string; judgement: string; reason: string };

/** What a rater has written so far of one calibration. */
export const listOwnGrades = (
  db: Db,
  calibrationId: string,
  personId: string,
): Promise<OwnGrade[]> =>
  db
    .selectFrom("calibration_grade")
    .select(["area", "judgement", "reason"])
    .where("calibration_id", "=", calibrationId)
    .where("person_id", "in", recordsOf(personId))
    .execute();

/** What was submitted to these calibrations, as far as they are revealed; nothing of the others. */
export async function listRatings(
  db: Db,
  calibrationIds: readonly string[],
  readerId: string,
): Promise<Map<string, Rating[]>> {
  const found = new Map<string, Rating[]>(calibrationIds.map((id) => [id, []]));
  if (calibrationIds.length === 0) return found;
  const rows = await db
    .selectFrom("calibration_grade as g")
    .innerJoin("calibration as c", "c.id", "g.calibration_id")
    .innerJoin("calibration_rater as r", (join) =>
      join
        .onRef("r.calibration_id", "=", "g.calibration_id")
        .onRef("r.person_id", "=", "g.person_id"),
    )
    .select(["g.calibration_id", "g.area", "g.judgement", "g.reason"])
    .select(whoIn("g.person_id").as("person_id"))
    .where("g.calibration_id", "in", calibrationIds)
    .where("c.state", "in", revealedStates)
    .where("r.submitted_at", "is not", null)
    .orderBy("g.calibration_id")
    .orderBy("g.person_id")
    .execute();
  const places = new Map<string, number>();
  for (const { calibration_id, person_id, ...rating } of rows) {
    const place = places.get(person_id) ?? places.size;
    places.set(person_id, place);
    found.get(calibration_id)?.push({ ...rating, rater: place, isMine: person_id === readerId });
  }
  return found;
}

export type Agreed = { area: string; judgement: string; text: string };

/** What was agreed in the session, area by area. */
export const listAgreed = (db: Db, calibrationId: string): Promise<Agreed[]> =>
  db
    .selectFrom("calibration_agreed")
    .select(["area", "judgement", "text"])
    .where("calibration_id", "=", calibrationId)
    .execute();

export type CalibratedPair = { calibrationId: string; area: string; given: string; agreed: string };

/** So many calibrations are looked back over. */
const mostCalibrations = 12;

/** What someone gave, beside what was agreed, in their latest closed calibrations. */
export async function listCalibratedPairs(db: Db, personId: string): Promise<CalibratedPair[]> {
  const latest = await db
    .selectFrom("calibration_rater")
    .innerJoin("calibration", "calibration.id", "calibration_rater.calibration_id")
    .select(["calibration.id", "calibration_rater.person_id"])
    .where("calibration_rater.person_id", "in", recordsOf(personId))
    .where("calibration_rater.submitted_at", "is not", null)
    .where("calibration.state", "=", calibrationMachine.moves.close.to)
    .orderBy("calibration.closed_at", "desc")
    .limit(mostCalibrations)
    .execute();
  if (latest.length === 0) return [];
  return db
    .selectFrom("calibration_grade as own")
    .innerJoin("calibration_agreed as agreed", (join) =>
      join
        .onRef("agreed.calibration_id", "=", "own.calibration_id")
        .onRef("agreed.area", "=", "own.area"),
    )
    .select(["own.calibration_id as calibrationId", "own.area"])
    .select(["own.judgement as given", "agreed.judgement as agreed"])
    .where(
      "own.calibration_id",
      "in",
      latest.map(({ id }) => id),
    )
    .where("own.person_id", "in", recordsOf(personId))
    .where("agreed.judgement", "<>", "")
    .orderBy("own.calibration_id")
    .orderBy("own.area")
    .execute();
}
