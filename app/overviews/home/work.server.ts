/**
 * Owns gathering what waits for one person: a source a capability, each asked only of those who
 * hold it.
 */

import { paths } from "~/paths";
import { scopeOf } from "~/rules/access/permission";
import { mayCorrect, takenInWords } from "~/rules/audits/corrections";
import { progressInWords, submittedOf } from "~/rules/audits/exercise-progress";
import { addDays, formatMonth } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { exerciseKindNames } from "~/rules/exercises/exercises";
import { feedbackForInSentence } from "~/rules/family-feedback/forms";
import { feedbackReference } from "~/rules/family-feedback/invitations";
import { firstOf, type Work, type WorkItem } from "~/rules/home/work-list";
import { actionReference } from "~/rules/learning-log/learning-log";
import { escalatingWords } from "~/rules/tools/scale";
import { listCorrectionsToAnswer } from "~db/audits/correction-lists.server";
import { listDoublesFor } from "~db/calibration/double-audits.server";
import { listOpenExercises } from "~db/exercises/programme.server";
import { listCallersTied } from "~db/family-feedback/callers.server";
import { listToAskBy } from "~db/family-feedback/invitations.server";
import { unscopedSessionsToCome } from "~db/feedback-sessions/sessions.server";
import { listActionsDue, listOwnToVerify } from "~db/learning-log/action-work.server";
import { recordGradesRead } from "~db/moderation/grades-read.server";
import { listModerationsFor, listUnreadFeedback } from "~db/moderation/lists.server";
import { listUnreadEscalations } from "~db/operations/audits/escalation.server";
import { listAuditsOfWorker, listAuditsToWrite, listReviews } from "~db/overviews/work.server";
import { listResponsesDue } from "~db/reports/responses.server";
import { type Asker, dated, type Tag, tag } from "./asker.server";
import { answersOfService, auditingAgain, chasing, leading } from "./lead-work.server";
import { observing } from "./observation-work.server";
import { calibrating, deciding } from "./panel-work.server";
import { thanked } from "./thanks-work.server";
import { inPracticeWeek } from "./week-work.server";

async function auditing({ db, actor, today }: Asker): Promise<WorkItem[]> {
  const [toWrite, feedback, corrections] = await Promise.all([
    listAuditsToWrite(db, actor.id),
    listUnreadFeedback(db, actor.id),
    listCorrectionsToAnswer(db, actor.id),
  ]);
  const states = {
    started: tag("Started", "yellow"),
    returned: tag("Returned to you", "orange"),
  } as Record<string, Tag>;
  return [
    ...toWrite.map((audit) => ({
      id: audit.id,
      title: `${audit.state === "returned" ? "Correct your audit of" : "Audit"} case ${audit.caseReference}`,
      href: paths.audits.one(audit.id),
      context: `${audit.exerciseTitle}, ${audit.teamName}`,
      ...dated(audit.dueOn, audit.since),
      tag: states[audit.state] ?? tag("Not started", "grey"),
    })),
    ...corrections.map((one) => ({
      id: `correction-${one.id}`,
      title: `Answer a factual correction to your audit of case ${one.caseReference}`,
      href: paths.audits.correction(one.auditId, one.id),
      context: one.exerciseTitle,
      // The audit stands still until it is answered.
      ...{ dueOn: null, since: one.sentAt, atOnce: true },
      tag: tag("Correction", "orange"),
    })),
    ...feedback.map((audit) => ({
      id: `feedback-${audit.auditId}`,
      title: `Read the panel’s feedback on case ${audit.caseReference}`,
      href: paths.moderation.feedback(audit.auditId),
      context: `${audit.exerciseTitle}, ${audit.teamName}`,
      dueOn: null,
      since: audit.decidedAt || today,
      tag: tag("New", "blue"),
    })),
  ];
}

const asksHow = {
  phone: "Phone",
  paper: "Give the feedback form to",
  link: "Make the feedback letter for",
} as const;

/** Families to ask for feedback; not those of which someone is not independent any more. */
async function askingFamilies({ db, actor, today, whose }: Asker): Promise<WorkItem[]> {
  if (whose) return [];
  const toAsk = await listToAskBy(db, actor.id);
  const tied = await listCallersTied(db, toAsk, today);
  return toAsk
    .filter(({ id }) => !tied.has(id))
    .map((one) => ({
      id: `family-${one.id}`,
      title:
        one.state === "asked"
          ? `Enter what the ${feedbackForInSentence[one.for]} of case ${one.caseReference} answers`
          : `${asksHow[one.way]} the ${feedbackForInSentence[one.for]} of case ${one.caseReference}${one.way === "phone" ? " for feedback" : ""}`,
      href: paths.familyFeedback.one(one.id),
      context: `Family feedback ${feedbackReference(one.reference)}`,
      ...dated(one.answersBy, one.plannedAt),
      tag: one.state === "asked" ? tag("Asked", "blue") : tag("To be asked", "yellow"),
    }));
}

/** Sessions that are to come, once their briefing is out, until their day is over. */
async function coming({ db, today, whose }: Asker): Promise<WorkItem[]> {
  // Nobody comes for someone who is away.
  if (whose) return [];
  const sessions = await unscopedSessionsToCome(db, { prepared: false });
  return sessions
    .filter(({ heldOn }) => heldOn >= today)
    .map(({ id, heldOn, startsAt, place }) => ({
      id: `session-${id}`,
      title: "Come to the feedback session, and read its briefing",
      href: paths.feedbackSessions.one(id),
      context: [startsAt, place].filter(Boolean).join(", "),
      dueOn: heldOn,
      tag: null,
    }));
}

async function moderating({ db, actor }: Asker): Promise<WorkItem[]> {
  const own = await listModerationsFor(db, actor.id);
  return own
    .filter((audit) => audit.state === "selected")
    .map((audit) => ({
      id: `moderate-${audit.auditId}`,
      title: `Moderate case ${audit.caseReference}`,
      href: paths.moderation.grade(audit.auditId),
      context: `${audit.exerciseTitle}, ${audit.teamName}`,
      ...dated(audit.dueOn, audit.since),
      tag: audit.begun ? tag("Started", "yellow") : tag("Not started", "grey"),
    }));
}

async function gradingAgain({ db, actor }: Asker): Promise<WorkItem[]> {
  return (await listDoublesFor(db, actor.id)).map((one) => ({
    id: `double-${one.id}`,
    title: `Grade case ${one.caseReference} again`,
    href: paths.doubleAudits.grade(one.id),
    context: `Double audit, ${one.teamName}`,
    ...dated(one.dueOn, one.waitsSince),
    tag: null,
  }));
}

/** How long an audit stays on its worker's home once it is final. */
const finalShownDays = 30;

async function ownWork({ db, actor, today }: Asker): Promise<WorkItem[]> {
  const audits = await listAuditsOfWorker(db, actor.id, addDays(today, -finalShownDays));
  return audits.flatMap((audit) => {
    const open = audit.submitted && mayCorrect(audit, today);
    const until =
      open && audit.correctionsUntil ? `. ${takenInWords(audit.correctionsUntil, today)}` : "";
    const context = `${audit.exerciseTitle}, ${audit.teamName}${until}`;
    const item = { id: `own-${audit.id}`, context, dueOn: null, since: audit.since };
    const correcting = audit.correcting && open;
    const unsent: WorkItem[] = correcting
      ? [
          {
            ...item,
            id: `correcting-${audit.id}`,
            title: `Send the correction you began to the audit of case ${audit.caseReference}`,
            href: paths.audits.corrections(audit.id),
            ...dated(audit.correctionsUntil, audit.since),
            tag: tag("Not sent", "yellow"),
          },
        ]
      : [];
    if (audit.state === "final" && !audit.confirmed) {
      return {
        ...item,
        title: `Say whether and when you discussed the audit of case ${audit.caseReference}`,
        href: paths.audits.reflect(audit.id),
        tag: tag("Final", "green"),
      };
    }
    if (audit.state !== "final" && !audit.reflected) {
      const reflect: WorkItem = {
        ...item,
        context: `Your work on this case ${audit.submitted ? "was" : "is being"} audited by ${audit.auditorName ?? "an auditor"}. ${context}`,
        title: audit.writing
          ? `Finish and send your reflection on case ${audit.caseReference}`
          : `Add your reflection on case ${audit.caseReference}`,
        href: paths.audits.reflect(audit.id),
        ...dated(audit.submitted ? null : audit.dueOn, audit.since),
        tag: tag("Your part", "blue"),
      };
      return [...unsent, reflect];
    }
    if (!audit.submitted) return [];
    const read: WorkItem = {
      ...item,
      title: `Read the audit of case ${audit.caseReference}`,
      href: paths.audits.read(audit.id),
      tag: tag(audit.state === "final" ? "Final" : "Provisional", "grey"),
    };
    return [...unsent, read];
  });
}

async function answering({ db, actor }: Asker): Promise<WorkItem[]> {
  const responses = await listResponsesDue(db, scopeOf(actor, "reports.respond"));
  return responses.map((response) => ({
    id: response.id,
    title: `Answer the ${formatMonth(response.exerciseMonth)} report for ${response.teamName}`,
    href: paths.responses.one(response.id),
    context: response.fromAbove
      ? `${response.exerciseTitle}. The team has no manager at present, so it comes to you`
      : response.exerciseTitle,
    dueOn: response.dueOn,
    tag: response.sentBackAt
      ? tag("Sent back", "orange")
      : response.readAt
        ? tag("Read", "yellow")
        : tag("Not read yet", "grey"),
  }));
}

async function reviewing({ db, actor }: Asker): Promise<WorkItem[]> {
  const reviews = await listReviews(db, actor.id);
  return reviews.flatMap((review) => {
    const item = {
      ...{ id: review.id, href: paths.exercises.grid(review.id), tag: null },
      title: `Answer the questions: ${review.title}`,
      ...dated(review.dueOn, review.since),
    };
    const kind = exerciseKindNames[review.kind];
    if (review.reviewing === "together") {
      return { ...item, context: `${kind}, ${counted(review.cases, "case")}` };
    }
    // What is committed, and what nobody has given them, does not wait for them.
    if (review.ownParts === 0) return [];
    const left = counted(review.ownParts, "case");
    return { ...item, context: `${kind}, ${left} of yours still open` };
  });
}

async function acting({ db, actor, today, whose = "Your" }: Asker): Promise<Work> {
  const own = await listActionsDue(db, actor.id, today);
  return firstOf(
    own.map((action) => ({
      id: action.id,
      title: action.what,
      href: paths.log.one(action.id),
      context: `${whose} action ${actionReference(action.reference)}`,
      ...dated(action.dueOn, action.raisedAt),
      duePrecision: action.duePrecision,
      tag: action.status === "in-progress" ? tag("In progress", "blue") : tag("Open", "grey"),
    })),
    {
      one: "action to finish",
      many: "actions to finish",
      href: paths.log.list({ owner: actor.id }),
    },
  );
}

async function verifying({ db, actor, today }: Asker): Promise<Work> {
  const scope = scopeOf(actor, "learning-log.verify");
  const toVerify = await listOwnToVerify(db, scope, actor.id, today);
  return firstOf(
    toVerify.map((action) => ({
      id: `verify-${action.id}`,
      title: `Verify action ${actionReference(action.reference)}: ${action.what}`,
      href: paths.log.one(action.id),
      context: `Completed by ${action.ownerName}`,
      dueOn: null,
      since: action.completedOn ?? action.raisedAt,
      tag: tag("To verify", "purple"),
    })),
    {
      one: "action to verify",
      many: "actions to verify",
      href: paths.log.list({ status: "completed" }),
    },
  );
}

async function answeringFor({ db, actor, now, readerId }: Asker): Promise<WorkItem[]> {
  const scope = scopeOf(actor, "audits.note-escalation");
  const unread = await listUnreadEscalations(db, scope, readerId);
  // To be told of it is to know the grade.
  const people = readerId ? [actor.id, readerId] : [actor.id];
  await recordGradesRead(
    db,
    { people, at: now.toISOString(), where: "list" },
    unread.filter(({ isFinal }) => !isFinal),
  );
  return unread.map((audit) => ({
    id: `inadequate-${audit.auditId}`,
    title: `An audit of your service is ${escalatingWords} overall: read that of case ${audit.caseReference}`,
    href: paths.audits.read(audit.auditId),
    context: `${audit.exerciseTitle}, ${audit.teamName}`,
    // It cannot wait for a date of its own.
    ...{ dueOn: null, since: audit.toldAt, atOnce: true },
    tag: audit.isFinal ? tag("Final", "green") : tag("Provisional", "grey"),
  }));
}

/** Everything that waits for the person, in no order yet, and what the lists leave out. */
export async function collectWork(asker: Asker): Promise<Work> {
  const { may } = asker;
  const sources: (Promise<WorkItem[] | Work> | WorkItem[])[] = [
    may("audits.write") ? auditing(asker) : [],
    may("moderation.queue") ? moderating(asker) : [],
    may("double-audits.grade") ? gradingAgain(asker) : [],
    may("moderation.decide") ? deciding(asker) : [],
    may("calibration.grade") ? calibrating(asker) : [],
    may("exercises.plan-dip-sample") ? leading(asker) : [],
    may("reports.ask") ? chasing(asker) : [],
    may("audits.reflect") ? ownWork(asker) : [],
    may("audits.note-escalation") ? answeringFor(asker) : [],
    may("re-audits.manage") ? auditingAgain(asker) : [],
    may("reports.respond") ? answering(asker) : [],
    may("reports.agree-response") ? answersOfService(asker) : [],
    may("exercises.review") ? reviewing(asker) : [],
    may("learning-log.update") ? acting(asker) : [],
    may("learning-log.verify") ? verifying(asker) : [],
    may("family-feedback.ask") ? askingFamilies(asker) : [],
    may("feedback-sessions.read") ? coming(asker) : [],
    may("learning-log.answer-thanks") ? thanked(asker) : [],
    may("observations.read") ? observing(asker) : [],
    may("practice-weeks.read") ? inPracticeWeek(asker) : [],
  ];
  const found = (await Promise.all(sources)).map((one) =>
    Array.isArray(one) ? { items: one, more: [] } : one,
  );
  return {
    items: found.flatMap(({ items }) => items),
    more: found.flatMap(({ more }) => more),
  };
}

/** Each open exercise in a sentence, for those who run or own one. */
export async function collectExercises({ db, actor, may, today }: Asker) {
  if (!may("exercises.read")) return [];
  const open = await listOpenExercises(db, scopeOf(actor, "exercises.read"), today);
  return open.map(({ id, title, counts }) => ({
    id,
    title,
    words: progressInWords(counts),
    count: submittedOf(counts),
    of: counts.total,
  }));
}
