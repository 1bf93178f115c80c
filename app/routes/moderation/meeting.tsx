import { useActionData, useLoaderData } from "@remix-run/react";
import { consentForm, meetingMoveForm } from "~/forms/meetings";
import { readMeetingCases } from "~/overviews/moderation/meeting.server";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { agendaParts, moveMeeting } from "~/rules/moderation/meetings";
import { type Guarded, guarded, refusal } from "~/server/guard.server";
import { meetingFromUrl } from "~/server/meeting-subjects.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { readGradesIn } from "~/server/reading.server";
import { overtaken, save } from "~/server/save.server";
import { Breadcrumbs, PageHeading, WithAside } from "~/ui/page";
import { listWaiting } from "~db/moderation/meeting-cases.server";
import { addToAgenda, beginMeeting } from "~db/moderation/meeting-deeds.server";
import type { PanelMeeting } from "~db/moderation/meetings.server";
import { listLooksWaiting } from "~db/moderation/second-looks.server";
import { leftOut, passByConsent } from "./meeting.server";
import { MeetingAgenda } from "./meeting-agenda";
import { MeetingFacts } from "./meeting-facts";
import { MeetingNext } from "./meeting-next";
import { MeetingTag } from "./meeting-tag";

export const meta = () => [{ title: "Panel meeting - Moderation - Line of Sight" }];

const toConsent = ({ cases }: Awaited<ReturnType<typeof readMeetingCases>>) =>
  cases.filter(
    ({ part, state, kept, withdrawn }) =>
      part === "agreed" && state === "committed" && kept === null && !withdrawn,
  );

export const loader = guarded("moderation.read-meeting", meetingFromUrl, async (guard) => {
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
});

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

const changed =
  "Look at the meeting again: it was changed by someone else after you opened this page";

export const action = guarded("moderation.decide-in-meeting", meetingFromUrl, async (guard) =>
  (await readIntent(guard.request)) === "consent" ? consent(guard) : move(guard),
);

/** Begins the meeting, or puts on its agenda what came since. */
async function move(guard: Guarded<PanelMeeting>) {
  const { request, db, subject, actor, stamp, today, done } = guard;
  const form = await readForm(request, meetingMoveForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { intent, version } = form.value;
  const by = { ...stamp, actorId: actor.id };
  const here = paths.moderation.meeting(subject.id);
  if (intent === "add") {
    const added = await save(db, (tx) => addToAgenda(tx, by, subject, version));
    if (!added.ok) return overtaken(form.typed, changed);
    return done(here, `${counted(added.value, "case")} put on the agenda`);
  }
  const step = moveMeeting({ ...subject, chairId: subject.chair.id }, "begin", {
    actorId: actor.id,
    today,
  });
  if (!step.ok) return refuseWith(form.typed, step.message);
  const begun = await save(db, (tx) => beginMeeting(tx, by, subject, version));
  if (!begun.ok) return overtaken(form.typed, changed);
  return done(here, "The meeting has begun");
}

/** Records the agreed grades of every agreement that was shown. */
async function consent(guard: Guarded<PanelMeeting>) {
  const { request, subject, done } = guard;
  if (subject.state !== "under-way")
    throw refusal(409, {
      title: "This meeting is not under way",
      because: "Agreements pass while the panel meets.",
    });
  const form = await readForm(request, consentForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { cases, versions } = form.value;
  const { rows } = await readMeetingCases(guard);
  const outcomes = await passByConsent(
    guard,
    rows.flatMap((row) => {
      const version = versions[row.moderationId];
      return cases.includes(row.moderationId) && row.part === "agreed" && version !== undefined
        ? [{ ...row, version }]
        : [];
    }),
  );
  const passed = `${counted(outcomes.done, "agreement")} recorded`;
  if (outcomes.left.length > 0)
    return refuse({ errors: leftOut(outcomes, passed), typed: {}, status: 409 });
  return done(
    paths.moderation.meeting(subject.id),
    `${passed}. Another member confirms ${outcomes.done === 1 ? "it" : "them"}`,
  );
}

export default function Meeting() {
  const page = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.moderation.queue(), label: "Moderation" },
          { href: paths.moderation.meetings(), label: "Panel meetings" },
          { label: formatDate(page.meetsOn) },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={page.exercise}
          title={`Panel meeting of ${formatDate(page.meetsOn)}`}
          tag={<MeetingTag state={page.state} />}
        />
        <WithAside
          asideLabel="About this meeting"
          onPhone="after-next"
          aside={<MeetingFacts meeting={page} />}
        >
          <MeetingNext meeting={page} outcome={outcome} />
          <MeetingAgenda meeting={page} />
        </WithAside>
      </main>
    </>
  );
}

export type MeetingPage = ReturnType<typeof useLoaderData<typeof loader>>;
