/**
 * Owns whether someone can open what a message leads to, at this moment.
 * Practice: the policy decides, with the capability and the record of the page itself, so that
 * messages and pages go by one rule; who lost a role, or is no longer a deputy, gets no link that
 * would be refused.
 */
import { paths } from "~/paths";
import { may, mayEver } from "~/rules/access/permission";
import type { Capability } from "~/rules/access/policy";
import { dateInLondon } from "~/rules/core/dates";
import { findActor } from "~db/access/people.server";
import { findCalibration } from "~db/calibration/calibrations.server";
import { findDouble } from "~db/calibration/double-audits.server";
import { findConcern } from "~db/concerns/concerns.server";
import type { Db } from "~db/core/open.server";
import { findStaffImport } from "~db/people/staff-imports.server";
import { findReAudit } from "~db/re-audits/re-audits.server";
import { sessionFromUrl } from "./feedback-session-subjects.server";
import { type Find, type Guardable, noRecord } from "./guard.server";
import { importFromUrl } from "./import-subjects.server";
import { thanksFromUrl } from "./learning-subjects.server";
import { meetingFromUrl } from "./meeting-subjects.server";
import { observationFromUrl } from "./observation-subjects.server";
import { accessFromUrl, oneself } from "./people-subjects.server";
import { weekFromUrl } from "./practice-week-subjects.server";
import { responseFromUrl } from "./report-subjects.server";
import {
  actionFromUrl,
  answeredModerationFromUrl,
  answeredSampleFromUrl,
  auditFromUrl,
  exerciseFromUrl,
  lookedAtFromUrl,
  moderatedAuditFromUrl,
  submittedAuditFromUrl,
} from "./subjects.server";

/** A page that messages lead to, as its own guard reads it; `param` names what its address holds. */
type Place = {
  path: (id: string) => string;
  /** Null for a page that is open to everyone. */
  capability: Capability | null;
  param?: string;
  find: Find<Guardable>;
};

const notWithdrawn =
  (find: Find<Guardable & { state: string }>): Find<Guardable> =>
  async (finding) => {
    const audit = await find(finding);
    return audit?.state === "withdrawn" ? null : audit;
  };

const calibrationFound: Find<Guardable> = async ({ db, params }) =>
  findCalibration(db, params.calibrationId ?? "");

const doubleFound: Find<Guardable> = async ({ db, params }) =>
  findDouble(db, params.doubleId ?? "");

export const messagePlaces: readonly Place[] = [
  { path: paths.home, capability: "home.read", find: noRecord },
  { path: paths.account, capability: "account.keep", find: noRecord },
  { path: paths.accountConflicts, capability: "conflicts.declare", find: oneself },
  { path: () => paths.signIn(), capability: null, find: noRecord },
  { path: paths.choosePassword, capability: null, find: noRecord },
  {
    path: paths.access.one,
    capability: "access.confirm",
    param: "bundleId",
    find: accessFromUrl,
  },
  {
    path: paths.caseload.importOne,
    capability: "caseload.import",
    param: "importId",
    find: importFromUrl,
  },
  {
    path: paths.people.importOne,
    capability: "people.manage",
    param: "importId",
    find: async ({ db, params }) => findStaffImport(db, params.importId ?? ""),
  },
  { path: () => paths.caseload.import(), capability: "caseload.import", find: noRecord },
  {
    path: paths.practiceWeeks.one,
    capability: "practice-weeks.read",
    param: "weekId",
    find: weekFromUrl,
  },
  {
    path: paths.observations.one,
    capability: "observations.read",
    param: "observationId",
    find: observationFromUrl,
  },
  {
    path: paths.observations.write,
    capability: "observations.write",
    param: "observationId",
    find: observationFromUrl,
  },
  {
    path: paths.feedbackSessions.one,
    capability: "feedback-sessions.read",
    param: "sessionId",
    find: sessionFromUrl,
  },
  {
    path: paths.learning.thanks,
    capability: "learning-log.read-thanks",
    param: "thanksId",
    find: thanksFromUrl,
  },
  // Before the page of an audit to moderate, for whose address it would pass.
  {
    path: () => paths.moderation.meetings(),
    capability: "moderation.read-meeting",
    find: noRecord,
  },
  { path: paths.audits.one, capability: "audits.write", param: "auditId", find: auditFromUrl },
  {
    path: paths.audits.read,
    capability: "audits.read",
    param: "auditId",
    find: notWithdrawn(submittedAuditFromUrl),
  },
  {
    path: paths.audits.reflect,
    capability: "audits.reflect",
    param: "auditId",
    find: notWithdrawn(auditFromUrl),
  },
  {
    path: paths.audits.corrections,
    capability: "audits.correct",
    param: "auditId",
    find: notWithdrawn(submittedAuditFromUrl),
  },
  {
    path: paths.moderation.compare,
    capability: "moderation.decide",
    param: "auditId",
    find: moderatedAuditFromUrl,
  },
  {
    path: paths.moderation.grade,
    capability: "moderation.grade",
    param: "auditId",
    find: moderatedAuditFromUrl,
  },
  {
    path: paths.moderation.feedback,
    capability: "moderation.read-feedback",
    param: "auditId",
    find: answeredModerationFromUrl,
  },
  {
    path: paths.moderation.secondLook,
    capability: "moderation.ask-second-look",
    param: "auditId",
    find: answeredModerationFromUrl,
  },
  {
    path: paths.moderation.answer,
    capability: "moderation.answer-second-look",
    param: "auditId",
    find: lookedAtFromUrl,
  },
  {
    path: paths.moderation.meeting,
    capability: "moderation.read-meeting",
    param: "meetingId",
    find: meetingFromUrl,
  },
  {
    path: paths.calibration.grade,
    capability: "calibration.grade",
    param: "calibrationId",
    find: calibrationFound,
  },
  {
    path: paths.calibration.one,
    capability: "calibration.read",
    param: "calibrationId",
    find: calibrationFound,
  },
  {
    path: paths.doubleAudits.grade,
    capability: "double-audits.grade",
    param: "doubleId",
    find: doubleFound,
  },
  {
    path: paths.doubleAudits.one,
    capability: "double-audits.manage",
    param: "doubleId",
    find: doubleFound,
  },
  {
    path: paths.exercises.one,
    capability: "exercises.read",
    param: "exerciseId",
    find: exerciseFromUrl,
  },
  {
    path: paths.exercises.grid,
    capability: "exercises.review",
    param: "exerciseId",
    find: answeredSampleFromUrl,
  },
  { path: paths.log.one, capability: "learning-log.read", param: "actionId", find: actionFromUrl },
  {
    path: paths.responses.one,
    capability: "reports.read-team",
    param: "responseId",
    find: responseFromUrl,
  },
  {
    path: paths.concerns.one,
    capability: "concerns.read",
    param: "concernId",
    find: async ({ db, params, now }) => findConcern(db, params.concernId ?? "", now),
  },
  {
    path: paths.reAudits.one,
    capability: "re-audits.manage",
    param: "reAuditId",
    find: async ({ db, params, actor }) => findReAudit(db, params.reAuditId ?? "", actor.id),
  },
];

/** The page of a link and the id in it; null for one that no message should hold. */
export function placeOf(link: string): { place: Place; id: string } | null {
  for (const place of messagePlaces) {
    const [before = "", after = ""] = place.path("*").split("*");
    const id = place.param ? link.slice(before.length, link.length - after.length) : "";
    if (place.path(id) === link && !id.includes("/")) return { place, id };
  }
  return null;
}

/** Whether this person can open the link now; `now` is the business instant. */
export async function canOpen(
  db: Db,
  message: { link: string; personId: string },
  now: Date,
): Promise<boolean> {
  const found = placeOf(message.link);
  const today = dateInLondon(now);
  const actor = await findActor(db, message.personId, today);
  if (!found || !actor) return false;
  const { place, id } = found;
  // Their roles may still be waiting.
  if (place.capability === null) return true;
  // As the guard has it: a page about no single record asks for the role alone.
  if (place.find === noRecord) return mayEver(actor, place.capability);
  const params = place.param ? { [place.param]: id } : {};
  const subject = await place.find({ db, actor, now, today, params });
  return subject !== null && may(place.capability, actor, subject.access);
}
