/** Owns whether someone may still write their grades. */
import { canMove } from "~/rules/calibration/calibration";
import type { Calibration } from "~db/calibration/calibrations.server";

export const mayStillGrade = (
  { state, raters }: Pick<Calibration, "state" | "raters">,
  personId: string,
): boolean =>
  canMove("open-session", state) &&
  raters.some((rater) => rater.personId === personId && rater.submittedAt === null);
