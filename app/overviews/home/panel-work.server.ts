/** Owns what waits for someone of the panel: to decide, to join in deciding, and to confirm. */
import { paths } from "~/paths";
import { patience, whoseTurn } from "~/rules/access/whose-turn";
import { dateOf, daysBetween } from "~/rules/core/dates";
import type { WorkItem } from "~/rules/home/work-list";
import { listLooksWaiting } from "~db/moderation/second-looks.server";
import { listJoinedToDecide, listToConfirm } from "~db/overviews/panel-lists.server";
import { listAuditsForPanel, type PanelWaiting } from "~db/overviews/work.server";
import { type Asker, dated, tag } from "./asker.server";

export async function deciding({ db, actor, today, may }: Asker): Promise<WorkItem[]> {
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
