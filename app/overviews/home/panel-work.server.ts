/** Owns what waits for someone of the panel: to decide, to join in deciding, and to confirm. */
import { paths } from "~/paths";
import { patience, whoseTurn } from "~/rules/access/whose-turn";
import { dateOf, daysBetween } from "~/rules/core/dates";
import { andList, counted } from "~/rules/core/words";
import type { WorkItem } from "~/rules/home/work-list";
import { listForRater } from "~db/calibration/waiting.server";
import { countForMeeting, countInMeeting } from "~db/moderation/meeting-cases.server";
import { listMeetingsWaiting } from "~db/moderation/meetings.server";
import { listLooksWaiting } from "~db/moderation/second-looks.server";
import { listJoinedToDecide, listToConfirm } from "~db/overviews/panel-lists.server";
import { listAuditsForPanel, type PanelWaiting } from "~db/overviews/work.server";
import { type Asker, dated, tag } from "./asker.server";

/** Meetings of the panel that this person is a member of: when, and how much waits for them. */
async function meeting({ db, actor, today }: Asker): Promise<WorkItem[]> {
  const own = await listMeetingsWaiting(db, actor.id, "own");
  const found = own.map(async (one): Promise<WorkItem[]> => {
    const item = {
      id: `meeting-${one.id}`,
      href: paths.moderation.meeting(one.id),
      context: one.exerciseTitle,
      tag: tag("Meeting", "purple"),
    };
    if (one.state === "planned") {
      const waiting = await countForMeeting(db, one.exerciseId, actor.id);
      const what =
        waiting === 0 ? "nothing to decide yet" : `${counted(waiting, "case")} to decide`;
      return [{ ...item, title: `Panel meeting at ${one.startsAt}: ${what}`, dueOn: one.meetsOn }];
    }
    const { toDecide, toConfirm } = await countInMeeting(db, one.id, actor.id);
    const words = [
      ...(toDecide > 0 ? [`decide on ${counted(toDecide, "case")}`] : []),
      ...(toConfirm > 0 ? [`confirm ${counted(toConfirm, "decision")}`] : []),
    ];
    if (words.length === 0) return [];
    const title = `Panel meeting under way: ${andList(words)}`;
    return [{ ...item, title, dueOn: null, since: one.begunAt ?? today, atOnce: true }];
  });
  return (await Promise.all(found)).flat();
}

export async function deciding(asker: Asker): Promise<WorkItem[]> {
  const { db, actor, today, may } = asker;
  const isStanding = may("moderation.queue");
  const [panel, joined, toConfirm, looks] = await Promise.all([
    isStanding ? listAuditsForPanel(db, actor.id) : [],
    isStanding ? [] : listJoinedToDecide(db, actor.id),
    listToConfirm(db, actor.id, today),
    listLooksWaiting(db, { readerId: actor.id, exerciseId: null, today }),
  ]);
  // Whoever moderated it brings it to the panel; what lies goes to the lead too.
  const isMyTurn = ({ moderatorId, leadId, since }: PanelWaiting) =>
    whoseTurn([moderatorId ? [moderatorId] : [], [leadId]], {
      days: daysBetween(dateOf(since), today),
      patience: patience.decision,
    }).includes(actor.id);
  return [
    ...(isStanding ? await meeting(asker) : []),
    ...panel.filter(isMyTurn).map((audit) => ({
      id: `panel-${audit.id}`,
      title: `Decide with the panel on case ${audit.caseReference}`,
      href: paths.moderation.compare(audit.id),
      context: `${audit.exerciseTitle}, ${audit.teamName}`,
      ...dated(audit.dueOn, audit.since),
      tag: tag("For the panel", "purple"),
    })),
    ...joined.map((one) => ({
      id: `joined-${one.moderationId}`,
      title: `Decide on case ${one.caseReference}: you were asked to join its panel`,
      href: paths.moderation.compare(one.auditId),
      context: `${one.exerciseTitle}, ${one.teamName}`,
      ...{ dueOn: null, since: one.since, atOnce: true },
      tag: tag("For the panel", "purple"),
    })),
    ...toConfirm.map((one) => ({
      id: `confirm-${one.moderationId}`,
      title: `Confirm the panel’s decision on case ${one.caseReference}`,
      href: paths.moderation.compare(one.auditId),
      context: [
        one.exerciseTitle,
        one.recordedByName ? `recorded by ${one.recordedByName}` : "to be taken again",
      ].join(", "),
      ...{ dueOn: null, since: one.since, atOnce: true },
      tag: tag("Second person", "purple"),
    })),
    // Everyone who can answer: moderation can't close before. Its lead has it under attention.
    ...looks
      .filter(({ free, isLeads }) => {
        const leads = isLeads && may("moderation.manage");
        return !leads && free.some(({ id }) => id === actor.id);
      })
      .map((one) => ({
        id: `look-${one.auditId}`,
        title: `${one.isRecorded ? "Confirm the answer to" : "Answer"} a second look at case ${one.caseReference}`,
        href: paths.moderation.answer(one.auditId),
        context: `${one.exerciseTitle}, ${one.teamName}`,
        ...{ dueOn: null, since: one.since, atOnce: true },
        tag: tag("Second look", "purple"),
      })),
  ];
}

/** What someone grades with others, and the sessions to read once they are open. */
export async function calibrating({ db, actor }: Asker): Promise<WorkItem[]> {
  return (await listForRater(db, actor.id)).map(({ id, title, isOpen, dueOn, since }) =>
    isOpen
      ? {
          id: `calibration-${id}`,
          title: `Read where you part: ${title}`,
          href: paths.calibration.one(id),
          context: "Calibration, its session is open",
          ...{ dueOn: null, since },
          tag: tag("Session", "purple"),
        }
      : {
          id: `calibration-${id}`,
          title: `Grade with others: ${title}`,
          href: paths.calibration.grade(id),
          context: "Calibration",
          ...dated(dueOn, since),
          tag: tag("To grade", "blue"),
        },
  );
}
