/** Owns finding a double audit by the address, and what its second auditor is writing. */
import { paths } from "~/paths";
import type { Find, Guarded } from "~/server/guard.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { type DoubleAudit, findDouble } from "~db/calibration/double-audits.server";

export const doubleFromUrl: Find<DoubleAudit> = async ({ db, params }) =>
  params.doubleId ? findDouble(db, params.doubleId) : null;

export const gradesAt = (guard: Guarded<DoubleAudit>) =>
  writtenAt(guard, "double-audit", guard.subject.id);

export const gradesSoFar = (guard: Guarded<DoubleAudit>) =>
  writtenSoFar(guard, gradesAt(guard), {
    url: paths.written(paths.doubleAudits.grade(guard.subject.id)),
    version: guard.subject.version,
  });
