/**
 * Owns reading what raters wrote: one's own at any time, everyone's once the session is open.
 * Practice: others' grades are read here alone, and only of calibrations that are revealed; a page is
 * given no name, and a rater is known by a place in a list that follows no name. Who gave what leaves
 * this file only of closed ones, to be counted together with their audits.
 */
import { calibrationMachine, type Rating, revealedStates } from "~/rules/calibration/calibration";
import type { CalibratedGrade } from "~/rules/reports/leans";
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

/** So many calibrations are looked back over. */
const mostCalibrations = 12;

/**
 * What everyone gave beside what was agreed, in the latest calibrations closed `from` a month (YYYY-MM)
 * on; for figures over several alone, which show nobody's grade. Who is learning is left out.
 */
export async function unscopedCalibratedGrades(
  db: Db,
  { from }: { from: string },
): Promise<CalibratedGrade[]> {
  const latest = await db
    .selectFrom("calibration")
    .select("id")
    .where("state", "=", calibrationMachine.moves.close.to)
    .where("kind", "=", "calibration")
    .where("closed_at", ">=", from)
    .orderBy("closed_at", "desc")
    .limit(mostCalibrations)
    .execute();
  if (latest.length === 0) return [];
  const rows = await db
    .selectFrom("calibration_grade as own")
    .innerJoin("calibration_agreed as agreed", (join) =>
      join
        .onRef("agreed.calibration_id", "=", "own.calibration_id")
        .onRef("agreed.area", "=", "own.area"),
    )
    .innerJoin("calibration_rater as rater", (join) =>
      join
        .onRef("rater.calibration_id", "=", "own.calibration_id")
        .onRef("rater.person_id", "=", "own.person_id"),
    )
    .select(["own.calibration_id as calibrationId", "own.area"])
    .select(whoIn("own.person_id").as("personId"))
    .select(["own.judgement as given", "agreed.judgement as agreed"])
    .where(
      "own.calibration_id",
      "in",
      latest.map(({ id }) => id),
    )
    .where("rater.submitted_at", "is not", null)
    .where("agreed.judgement", "<>", "")
    .orderBy("own.calibration_id")
    .orderBy("own.area")
    .orderBy("rater.submitted_at")
    .execute();
  // Whoever was asked under two records counts once, with what came in first.
  const known = new Set<string>();
  return rows.filter(({ calibrationId, area, personId }) => {
    const key = `${calibrationId} ${area} ${personId}`;
    return !known.has(key) && known.add(key);
  });
}
