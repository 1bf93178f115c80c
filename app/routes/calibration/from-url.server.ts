/** Owns finding the calibration an address names, and what someone has to do with its case. */
import { conflictsBetween } from "~/rules/independence/conflicts";
import type { Find, Finding } from "~/server/guard.server";
import { unscopedPeopleWithRole } from "~db/access/people.server";
import { type Calibration, findCalibration } from "~db/calibration/calibrations.server";
import { findInterests } from "~db/independence/interests.server";

export const calibrationFromUrl: Find<Calibration> = async ({ db, params }) =>
  params.calibrationId ? findCalibration(db, params.calibrationId) : null;

/** By person, why they would not audit this case: shown and no bar, since nothing is decided on it. */
export async function conflictsOf(
  { db, today }: Pick<Finding, "db" | "today">,
  { caseId, raters }: Pick<Calibration, "caseId" | "raters">,
): Promise<Map<string, string>> {
  if (caseId === null) return new Map();
  const interests = await findInterests(db, { caseId, teamId: null });
  const people = [
    ...(await unscopedPeopleWithRole(db, "auditor")),
    ...(await unscopedPeopleWithRole(db, "moderator")),
  ].filter(({ id }) => raters.some(({ personId }) => personId === id));
  return new Map(
    people.flatMap((person) => {
      const found = conflictsBetween(person, interests, today);
      return found.length > 0
        ? [[person.id, found.map(({ message }) => message).join(" ")] as const]
        : [];
    }),
  );
}
