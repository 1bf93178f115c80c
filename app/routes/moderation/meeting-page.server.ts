/** Owns what the page of a panel meeting shows of it: its agenda, what comes next, what waits. */
import type { SerializeFrom } from "@remix-run/node";
import { readMeetingCases } from "~/overviews/moderation/meeting.server";
import { agendaParts, moveMeeting } from "~/rules/moderation/meetings";
import type { Guarded } from "~/server/guard.server";
import { readGradesIn } from "~/server/reading.server";
import { listWaiting } from "~db/moderation/meeting-cases.server";
import type { PanelMeeting } from "~db/moderation/meetings.server";
import { listLooksWaiting } from "~db/moderation/second-looks.server";

const toConsent = ({ cases }: Awaited<ReturnType<typeof readMeetingCases>>) =>
  cases.filter(
    ({ part, state, kept, withdrawn }) =>
      part === "agreed" && state === "committed" && kept === null && !withdrawn,
  );

/** What the page of a meeting shows its reader. */
export async function readMeeting(guard: Guarded<PanelMeeting>) {
  const { subject, actor, today, may } = guard;
  const read = await readMeetingCases(guard);
  const begun = subject.state === "under-way";
  const consent = begun ? toConsent(read) : [];
  // What is agreed stands there with its grade.
  await readGradesIn(guard, "list", consent);
  const isMember = may("moderation.decide-in-meeting", subject.access);
  const open = read.rows.filter(({ state, withdrawn }) => state === "committed" && !withdrawn);
  return {
    id: subject.id,
    exercise: subject.exerciseTitle,
    exerciseId: subject.exerciseId,
    meetsOn: subject.meetsOn,
    startsAt: subject.startsAt,
    place: subject.place,
    chair: subject.chair.name,
    members: subject.members.slice(1).map(({ name }) => name),
    state: subject.state,
    version: subject.version,
    cancelledReason: subject.cancelledReason,
    rows: read.rows.map(({ take: _take, ...row }) => ({
      ...row,
      caseReference: row.kept ? null : row.caseReference,
      auditId: row.kept ? null : row.auditId,
    })),
    parts: agendaParts.filter((part) => read.rows.some((row) => row.part === part)),
    consent: consent.map(({ moderationId, version, number, judged }) => ({
      ...{ moderationId, version, number },
      overall: judged.auditor.overall?.judgement ?? "not-judged",
    })),
    looks: await listLooks(guard),
    came: begun ? await countCame(guard, read.rows) : 0,
    undecided: open.length,
    next: open.find(({ kept }) => kept === null)?.number ?? null,
    toTake: read.rows.filter(({ take }) => take.ok).length,
    isMember,
    isChair: may("moderation.sign-off-minutes", subject.access),
    mayPlan: may("moderation.plan-meeting"),
    canBegin:
      isMember &&
      moveMeeting({ ...subject, chairId: subject.chair.id }, "begin", {
        actorId: actor.id,
        today,
      }).ok,
  };
}

export type MeetingPage = SerializeFrom<Awaited<ReturnType<typeof readMeeting>>>;

/** Second looks of the cycle that wait for the panel, and that the reader counts for. */
async function listLooks({ db, subject, actor, today }: Guarded<PanelMeeting>) {
  if (subject.state !== "planned" && subject.state !== "under-way") return [];
  const asked = { readerId: actor.id, exerciseId: subject.exerciseId, today };
  return (await listLooksWaiting(db, asked))
    .filter(({ free }) => free.some(({ id }) => id === actor.id))
    .map(({ auditId, caseReference, isRecorded }) => ({ auditId, caseReference, isRecorded }));
}

/** How many cases wait for the panel and do not stand on the agenda. */
async function countCame(
  { db, subject, actor }: Guarded<PanelMeeting>,
  rows: readonly { moderationId: string }[],
) {
  const there = new Set(rows.map(({ moderationId }) => moderationId));
  const waiting = await listWaiting(db, subject.exerciseId, [actor.id]);
  return waiting.filter(({ moderationId }) => !there.has(moderationId)).length;
}
