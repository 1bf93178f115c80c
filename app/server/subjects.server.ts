/** Owns finding the record a URL names, for the guard: null answers 404. */
import { may, scopeOf } from "~/rules/access/permission";
import { listLeadersToVerify } from "~db/access/readers.server";
import { type Audit, findAudit } from "~db/audits/audits.server";
import { type CaseRecord, findCase } from "~db/caseload/caseload.server";
import { type Concern, findConcern } from "~db/concerns/concerns.server";
import { type Exercise, findExercise } from "~db/exercises/exercises.server";
import { type Action, findAction } from "~db/learning-log/action-record.server";
import { findModeratedAudit, type ModeratedAudit } from "~db/moderation/moderations.server";
import { findSecondLook, type SecondLook } from "~db/moderation/second-looks.server";
import type { Find } from "./guard.server";

/**
 * For someone implicated, and for whoever stands in for them, there is no such concern: not even
 * a refusal says that there is.
 */
export const concernFromUrl: Find<Concern> = async ({ db, params, actor, now }) => {
  const concern = params.concernId ? await findConcern(db, params.concernId, now) : null;
  const passedOver = concern?.bypassed.length && !may("concerns.read", actor, concern.access);
  return passedOver ? null : concern;
};

export const caseFromUrl: Find<CaseRecord> = async ({ db, params }) =>
  params.caseId ? findCase(db, params.caseId) : null;

export const exerciseFromUrl: Find<Exercise> = async ({ db, params }) =>
  params.exerciseId ? findExercise(db, params.exerciseId) : null;

/** A core cycle alone: what is asked of teams and families is asked in these. */
export const coreExerciseFromUrl: Find<Exercise> = async (finding) => {
  const exercise = await exerciseFromUrl(finding);
  return exercise?.kind === "core" ? exercise : null;
};

/** Graded case by case, a core cycle or a thematic audit: allocated, moderated and closed alike. */
export const gradedExerciseFromUrl: Find<Exercise> = async (finding) => {
  const exercise = await exerciseFromUrl(finding);
  return exercise?.graded ? exercise : null;
};

/** Any kind but a core cycle: it has findings and a report of its own. */
export const sampleFromUrl: Find<Exercise> = async (finding) => {
  const exercise = await exerciseFromUrl(finding);
  return exercise && exercise.kind !== "core" ? exercise : null;
};

/** Of these, one that answers questions case by case. */
export const answeredSampleFromUrl: Find<Exercise> = async (finding) => {
  const exercise = await sampleFromUrl(finding);
  return exercise?.graded ? null : exercise;
};

export const auditFromUrl: Find<Audit> = async ({ db, params }) =>
  params.auditId ? findAudit(db, params.auditId) : null;

/** The practitioner's part begins with the audit: until then that their case is audited is a plan. */
export const begunAuditFromUrl: Find<Audit> = async (finding) => {
  const audit = await auditFromUrl(finding);
  return audit?.state === "allocated" ? null : audit;
};

/** Before submission an audit exists for its auditor alone. */
export const submittedAuditFromUrl: Find<Audit> = async (finding) => {
  const audit = await auditFromUrl(finding);
  return audit?.submittedAt ? audit : null;
};

/** An audit that was selected, with the latest round of its moderation. */
export const moderatedAuditFromUrl: Find<ModeratedAudit> = async ({ db, params }) =>
  params.auditId ? findModeratedAudit(db, params.auditId) : null;

/** An audit that the panel has answered, with that answer: the auditor reads no other round. */
export const answeredModerationFromUrl: Find<ModeratedAudit> = async ({ db, params }) =>
  params.auditId ? findModeratedAudit(db, params.auditId, "answered") : null;

/** The same where its auditor asked for a second look. */
export const lookedAtFromUrl: Find<ModeratedAudit & { look: SecondLook }> = async (finding) => {
  const answered = await answeredModerationFromUrl(finding);
  const look = answered && (await findSecondLook(finding.db, answered.audit.id));
  return answered && look ? { ...answered, look } : null;
};

/** An action of the learning log, without the texts that this person may not read. */
export const actionFromUrl: Find<Action> = async ({ db, actor, params }) => {
  const reader = {
    log: scopeOf(actor, "learning-log.read"),
    audits: scopeOf(actor, "audits.read"),
  };
  const action = params.actionId ? await findAction(db, reader, params.actionId) : null;
  if (action?.status !== "completed") return action;
  const above = await listLeadersToVerify(db, action);
  const { access } = action;
  return { ...action, access: { ...access, people: { ...access.people, above } } };
};
