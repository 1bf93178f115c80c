/** Calibrations for tests: planned by the QA lead, given out, and graded by whom a test names. */
import { partsOf } from "~/rules/calibration/spread";
import { findCalibration } from "~db/calibration/calibrations.server";
import { giveOut, type Plan, planCalibration } from "~db/calibration/deeds.server";
import { saveGrade, submitGrades } from "~db/calibration/grading.server";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import type { World, WorldPerson } from "./world";

export async function addCalibration(world: World, plan: Partial<Plan> = {}): Promise<string> {
  const { db, people, stampOf } = world;
  const id = newId();
  const stamp = stampOf(people.qaLead);
  await transact(db, (tx) =>
    planCalibration(tx, stamp, id, {
      kind: "calibration",
      title: "A family new to the area",
      caseId: null,
      narrative: "Made up for this test.",
      toolVersionId: world.toolVersionId,
      dueOn: "2024-04-22",
      raters: [people.auditor.id, people.otherAuditor.id, people.moderator.id],
      ...plan,
    }),
  );
  const { version, dueOn } = await readCalibration(world, id);
  await transact(db, (tx) => giveOut(tx, stamp, { id, version, dueOn }));
  return id;
}

export async function readCalibration({ db }: World, id: string) {
  const one = await findCalibration(db, id);
  if (!one) throw new Error("There is no such calibration");
  return one;
}

/** Grades every part alike, with a reason that names nobody, and submits it. */
export async function gradeAll(
  world: World,
  id: string,
  person: WorldPerson,
  given: { judgement: string; reason: string },
): Promise<boolean> {
  const rating = { calibrationId: id, personId: person.id };
  const { tool } = await readCalibration(world, id);
  return transact(world.db, async (tx) => {
    for (const { code } of partsOf(tool))
      await saveGrade(tx, rating, { area: code, ...given }, () => true);
    return submitGrades(tx, world.stampOf(person), rating);
  });
}
