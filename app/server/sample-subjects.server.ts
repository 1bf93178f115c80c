/** Owns finding one case of a thematic audit or a dip sample with who reviews it: null answers 404. */
import type { Access } from "~/rules/access/access";
import { may } from "~/rules/access/permission";
import type { Exercise } from "~db/exercises/exercises.server";
import { listReviewedCases, type ReviewedCase } from "~db/samples/parts.server";
import type { Find } from "./guard.server";
import { answeredSampleFromUrl, sampleFromUrl } from "./subjects.server";

export type CaseInSample = { exercise: Exercise; one: ReviewedCase; access: Access };

/** A case that was given out, tied to those who review it as things stand today. */
export const reviewedCaseFromUrl: Find<CaseInSample> = async (finding) => {
  const { db, params, today } = finding;
  const exercise = await answeredSampleFromUrl(finding);
  if (!exercise || exercise.releasedAt === null) return null;
  const cases = await listReviewedCases(db, exercise, today);
  const one = cases.find(({ auditId }) => auditId === params.auditId);
  if (!one) return null;
  const people = {
    lead: exercise.access.people.lead ?? [],
    chair: one.chairIds,
    reviewer: one.reviewerIds,
    partner: exercise.state === "auditing" ? one.reviewerIds : [],
  };
  return { exercise, one, access: { teamId: null, serviceId: exercise.serviceId, people } };
};

/** One with something to report: before it is closed it is there for whoever manages it alone. */
export const onePageFromUrl: Find<Exercise> = async (finding) => {
  const exercise = await sampleFromUrl(finding);
  if (!exercise || exercise.releasedAt === null) return null;
  // Grades are reported once they are final: whoever leads it may be on its panel.
  const manages = !exercise.graded && may("exercises.manage", finding.actor, exercise.access);
  return exercise.state === "closed" || manages ? exercise : null;
};

/** The same by agencies. Before all parts are in it is there for whoever leads it alone. */
export const agreedCaseFromUrl: Find<CaseInSample> = async (finding) => {
  const found = await reviewedCaseFromUrl(finding);
  if (found?.exercise.reviewing !== "agencies") return null;
  const leads = may("exercises.agree", finding.actor, found.access);
  return found.one.opened || leads ? found : null;
};
