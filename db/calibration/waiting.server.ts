/**
 * Owns what waits in calibrations: for a rater to grade or to read, and for whoever leads them.
 * Practice: states that are going on are named, so that the cost does not grow with the past.
 */
import type { CalibrationState } from "~/rules/calibration/calibration";
import { recordsOf } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";

const going = ["draft", "grading", "session"] as const satisfies readonly CalibrationState[];

export type RaterWaiting = {
  id: string;
  title: string;
  isOpen: boolean;
  dueOn: string;
  /** UTC ISO instant. */
  since: string;
};

/** What a rater is to grade, and the sessions that are open to read. */
export async function listForRater(db: Db, personId: string): Promise<RaterWaiting[]> {
  const rows = await db
    .selectFrom("calibration as c")
    .innerJoin("calibration_rater as r", "r.calibration_id", "c.id")
    .select(["c.id", "c.title", "c.state", "c.due_on", "c.opened_at", "c.session_at", "c.made_at"])
    .select("r.submitted_at")
    .where("r.person_id", "in", recordsOf(personId))
    .where("c.state", "in", ["grading", "session"])
    .orderBy("c.due_on")
    .limit(50)
    .execute();
  return rows
    .filter(({ state, submitted_at }) => state === "session" || submitted_at === null)
    .map((row) => ({
      id: row.id,
      title: row.title,
      isOpen: row.state === "session",
      dueOn: row.due_on,
      since: row.session_at ?? row.opened_at ?? row.made_at,
    }));
}

export type GoingOn = {
  id: string;
  title: string;
  state: (typeof going)[number];
  dueOn: string;
  /** UTC ISO instant: since when it stands as it does. */
  since: string;
  raters: number;
  submitted: number;
  /** Null where whoever leads it is no longer active. */
  leadName: string | null;
};

/** What is going on, for those who lead calibrations. */
export async function unscopedCalibrationsGoingOn(db: Db): Promise<GoingOn[]> {
  const rows = await db
    .selectFrom("calibration as c")
    .innerJoin("one_person as lead", "lead.record_id", "c.lead_id")
    .innerJoin("calibration_rater as r", "r.calibration_id", "c.id")
    .select(["c.id", "c.title", "c.state", "c.due_on", "c.made_at", "c.opened_at", "c.session_at"])
    .select(["lead.name as lead_name", "lead.active as lead_active"])
    .select((eb) => [countAll.as("raters"), eb.fn.count<number>("r.submitted_at").as("submitted")])
    .where("c.state", "in", going)
    .groupBy(["c.id", "lead.name", "lead.active"])
    .orderBy("c.due_on")
    .limit(100)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    state: row.state as GoingOn["state"],
    dueOn: row.due_on,
    since: row.session_at ?? row.opened_at ?? row.made_at,
    raters: Number(row.raters),
    submitted: Number(row.submitted),
    leadName: row.lead_active === 1 ? row.lead_name : null,
  }));
}
