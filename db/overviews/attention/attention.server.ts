/**
 * Owns gathering what needs someone's attention: a small read a kind, each asked only of those
 * whom the policy lets see to it.
 * Practice: only what is open, and a limited number of each, so that the cost does not grow with
 * the audits ever done. To add a kind: an entry in `app/rules/home/attention.ts` and a source here.
 */

import type { Actor } from "~/rules/access/people";
import { inOwnRight, mayEver } from "~/rules/access/permission";
import type { Capability } from "~/rules/access/policy";
import {
  type AttentionFact,
  type AttentionRow,
  attentionRows,
  bankHolidaysEnding,
} from "~/rules/home/attention";
import type { Db } from "../../core/open.server";
import { unscopedWorkersToInvite } from "../../people/reflecting.server";
import { casesToTell, peopleToTell } from "../../people/same-numbers-waiting.server";
import { unscopedTeamsAskedFor } from "../../people/team-requests.server";
import { answersNobodyAgrees } from "../../reports/agreeing.server";
import { responsesWithNobody } from "../../reports/responders.server";
import { accessWaiting } from "../access-words.server";
import { handoversLeft } from "../handovers-left.server";
import { messagesToNobody, neverSignedIn, noMailServer } from "./accounts.server";
import { conflictsToSettle } from "./conflicts.server";
import {
  auditsWaiting,
  correctionsUnanswered,
  decisionsUnconfirmed,
  secondLooksWaiting,
} from "./decisions.server";
import { unscopedDoublesWaiting } from "./double-audits.server";
import { feedbackStandingStill } from "./family-feedback.server";
import { sessionsToSeeTo } from "./feedback-sessions.server";
import { filesUnscanned } from "./files.server";
import {
  retestsToPlan,
  sourcesToFile,
  thanksUnanswered,
  unscopedLogsToImport,
} from "./learning.server";
import { leaversWithActions, leaversWithWork } from "./leavers.server";
import { meetingsStandingStill } from "./meetings.server";
import { casesNobodyMayAudit, concernsForNobody } from "./nobody.server";
import { observationsWaiting } from "./observations.server";
import { partsToSeeTo } from "./parts.server";
import { weeksToSeeTo } from "./practice-weeks.server";
import { programmeNotBegun } from "./programme.server";
import { reAuditsForNobody } from "./re-audits.server";
import {
  type AttentionAsked,
  auditsWithNobody,
  concernsWaiting,
  lateAudits,
  moderationsWithNobody,
  unscopedReAuditsWaiting,
} from "./sources.server";
import { trainingDue, unscopedCalibrationsToLead } from "./training.server";
import { verificationsByNobody } from "./verification.server";

type Source = {
  capability: Capability;
  /** Everywhere, unless a home shows it in another way already, or it is of no exercise. */
  where?: "control-room" | "home";
  list: (db: Db, asked: AttentionAsked) => Promise<AttentionFact[]>;
};

const sources: readonly Source[] = [
  { capability: "exercises.read", where: "control-room", list: concernsWaiting },
  { capability: "access.confirm", where: "home", list: accessWaiting },
  { capability: "outbox.read", where: "home", list: noMailServer },
  {
    capability: "settings.manage",
    where: "home",
    list: async (_, { today }) => bankHolidaysEnding(today),
  },
  { capability: "settings.manage", where: "home", list: filesUnscanned },
  { capability: "people.manage", where: "home", list: messagesToNobody },
  { capability: "people.manage", where: "home", list: neverSignedIn },
  { capability: "teams.manage", where: "home", list: unscopedTeamsAskedFor },
  { capability: "people.manage", where: "home", list: peopleToTell },
  { capability: "people.manage", where: "home", list: unscopedWorkersToInvite },
  { capability: "caseload.import", where: "home", list: casesToTell },
  { capability: "programme.change", where: "home", list: programmeNotBegun },
  { capability: "audits.settle-conflict", list: conflictsToSettle },
  { capability: "concerns.read", where: "home", list: concernsForNobody },
  { capability: "audits.withdraw", list: auditsWithNobody },
  { capability: "sampling.allocate", list: casesNobodyMayAudit },
  { capability: "moderation.manage", list: moderationsWithNobody },
  { capability: "re-audits.manage", where: "home", list: reAuditsForNobody },
  { capability: "double-audits.manage", where: "home", list: unscopedDoublesWaiting },
  { capability: "moderation.decide-alone", list: decisionsUnconfirmed },
  { capability: "moderation.manage", list: secondLooksWaiting },
  { capability: "moderation.read-meeting", where: "home", list: meetingsStandingStill },
  { capability: "moderation.manage", list: correctionsUnanswered },
  { capability: "moderation.manage", list: auditsWaiting },
  { capability: "exercises.agree", where: "home", list: partsToSeeTo },
  { capability: "exercises.manage", where: "home", list: leaversWithWork },
  { capability: "people.hand-over", where: "home", list: leaversWithActions },
  { capability: "people.hand-over", where: "home", list: handoversLeft },
  { capability: "reports.ask", list: responsesWithNobody },
  { capability: "reports.ask", list: answersNobodyAgrees },
  { capability: "learning-log.read", where: "home", list: verificationsByNobody },
  { capability: "learning-log.keep-learning", where: "home", list: sourcesToFile },
  { capability: "exercises.plan-dip-sample", where: "home", list: retestsToPlan },
  { capability: "learning-log.import", where: "home", list: unscopedLogsToImport },
  { capability: "learning-log.keep-good-practice", where: "home", list: thanksUnanswered },
  { capability: "calibration.manage", where: "home", list: unscopedCalibrationsToLead },
  { capability: "register.keep", where: "home", list: trainingDue },
  { capability: "family-feedback.plan", list: feedbackStandingStill },
  { capability: "feedback-sessions.run", where: "home", list: sessionsToSeeTo },
  { capability: "observations.ask", where: "home", list: observationsWaiting },
  { capability: "practice-weeks.run", where: "home", list: weeksToSeeTo },
  { capability: "exercises.read", where: "control-room", list: lateAudits },
  { capability: "re-audits.manage", where: "control-room", list: unscopedReAuditsWaiting },
];

/** What this person should see to, of one exercise or of all they lead, in the order it is shown. */
export async function gatherAttention(
  db: Db,
  actor: Actor,
  asked: Pick<AttentionAsked, "exerciseId" | "today" | "server">,
): Promise<AttentionRow[]> {
  const own = inOwnRight(actor);
  const facts = await Promise.all(
    sources
      .filter(({ capability }) => mayEver(own, capability))
      .filter(({ where }) => where !== (asked.exerciseId === null ? "control-room" : "home"))
      .map(({ list }) => list(db, { ...asked, readerId: own.id, reader: own })),
  );
  return attentionRows(facts.flat(), asked.today, own.name);
}
