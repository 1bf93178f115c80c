/** Owns what a reader of an audit is told of grades that changed since they could first be read. */
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { type GradeStep, gradeChanges, whyChanged } from "~/rules/moderation/grade-changes";
import type { Judgement } from "~/rules/tools/grades";
import type { Audit } from "~db/audits/audits.server";
import type { Db } from "~db/core/open.server";
import { listJudgedSteps } from "~db/moderation/moderations.server";
import { findSecondLook } from "~db/moderation/second-looks.server";

export type GradesChanged = {
  by: GradeStep["by"];
  why: string;
  on: string;
  changes: { area: string; from: Judgement; to: Judgement }[];
};

/** Each time, the latest first; from the auditor's first provisional grades to those in force. */
export async function listGradeChanges(
  db: Db,
  { id, finalAt }: Pick<Audit, "id" | "finalAt">,
): Promise<GradesChanged[]> {
  const day = (instant: string) => dateInLondon(new Date(instant));
  const { auditor, final } = await listJudgedSteps(db, id);
  const steps: GradeStep[] = auditor.map(({ madeAt, judged }) => ({
    by: "auditor",
    on: day(madeAt),
    judged,
  }));
  if (finalAt && final) {
    const look = await findSecondLook(db, id);
    const stood =
      look?.answeredAt && look.answeredAt >= finalAt && look.stoodBefore
        ? Object.fromEntries(
            Object.entries(look.stoodBefore).map(([area, { judgement }]) => [area, judgement]),
          )
        : null;
    steps.push({ by: "panel", on: day(finalAt), judged: stood ?? final });
    if (stood && look?.answeredAt)
      steps.push({ by: "second-look", on: day(look.answeredAt), judged: final });
  }
  return gradeChanges(steps)
    .map((one) => ({
      by: one.by,
      why: whyChanged(one),
      on: formatDate(one.on),
      changes: one.changes,
    }))
    .reverse();
}
