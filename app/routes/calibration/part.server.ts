/** Owns the part of a calibration that an address names, and what its rater is writing of it. */
import { paths } from "~/paths";
import { partsOf } from "~/rules/calibration/spread";
import { sha256Hex } from "~/rules/core/random";
import type { Find, Guarded } from "~/server/guard.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import type { Calibration } from "~db/calibration/calibrations.server";
import type { OwnGrade } from "~db/calibration/session.server";
import { calibrationFromUrl } from "./from-url.server";

const partOf = ({ tool }: Pick<Calibration, "tool">, code: string) => {
  const area = tool.areas.find((one) => one.code === code);
  return {
    code,
    name: area?.name ?? "Overall",
    about: area?.about ?? tool.overall?.about ?? "",
    descriptors: area?.descriptors ?? tool.overall?.descriptors,
    mayNotApply: area?.mayNotApply ?? false,
    isOverall: area === undefined,
  };
};

export type RatedPart = Calibration & { part: ReturnType<typeof partOf> };

/** A part of the tool that is graded; another address has nothing. */
export const partFromUrl: Find<RatedPart> = async (finding) => {
  const one = await calibrationFromUrl(finding);
  const code = finding.params.part ?? "";
  return one && partsOf(one.tool).some((part) => part.code === code)
    ? { ...one, part: partOf(one, code) }
    : null;
};

/** Tells whether what was stored has changed since a page was made of it. */
export const markOf = (grade: OwnGrade | undefined): string =>
  grade ? sha256Hex(`${grade.judgement}\n${grade.reason}`).slice(0, 32) : "";

export const gradeAt = (guard: Guarded<RatedPart>) =>
  writtenAt(guard, "calibration-grade", guard.subject.id, guard.subject.part.code);

export const gradeSoFar = (guard: Guarded<RatedPart>) =>
  writtenSoFar(guard, gradeAt(guard), {
    url: paths.written(paths.calibration.gradePart(guard.subject.id, guard.subject.part.code)),
  });
