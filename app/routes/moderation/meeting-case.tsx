import { useLoaderData } from "@remix-run/react";
import { decideds } from "~/overviews/moderation/meeting.server";
import { paths } from "~/paths";
import { cohortNames } from "~/rules/caseload/caseload";
import { formatDate } from "~/rules/core/dates";
import { agreed } from "~/rules/moderation/comparison";
import { agendaPartNames, caseStateInWords, partOf } from "~/rules/moderation/meetings";
import { decisionInWords } from "~/rules/reports/panel-minutes";
import { guarded } from "~/server/guard.server";
import { caseOfMeetingFromUrl } from "~/server/meeting-subjects.server";
import { Link } from "~/ui/link";
import { ReadComparison } from "./comparison";
import { gradesWithoutNames } from "./meeting-case.server";

export const meta = () => [{ title: "One case - Panel meeting - Line of Sight" }];

export const loader = guarded("moderation.decide", caseOfMeetingFromUrl, async (guard) => {
  const { db, subject, may } = guard;
  const { audit, moderation, meeting } = subject;
  const { judged, rows, words } = await gradesWithoutNames(guard);
  const { id: moderationId, state, decision } = moderation;
  const one = { moderationId, toolVersionId: audit.toolVersionId, state, decision, judged };
  const now = decision === "" ? undefined : (await decideds(db, [one])).get(moderationId);
  return {
    meetingId: meeting.id,
    meetsOn: meeting.meetsOn,
    number: subject.number,
    of: subject.of,
    before: subject.before,
    after: subject.after,
    cohort: cohortNames[audit.cohort],
    part: agendaPartNames[partOf(moderation.round, judged)],
    words: now ? words(decisionInWords(now)) : caseStateInWords[state],
    rows,
    mayDecide:
      meeting.state === "under-way" &&
      (state === "committed" || state === "recorded") &&
      may("moderation.decide-in-meeting", meeting.access),
    isRecorded: state === "recorded",
  };
});

/** For a screen that everyone in the room looks at: big, one case, nobody named. */
export default function OneCase() {
  const page = useLoaderData<typeof loader>();
  const { meetingId, number, before, after } = page;
  return (
    <main className="govuk-main-wrapper los-shared" id="main-content" tabIndex={-1}>
      <h1 className="govuk-heading-xl">
        <span className="govuk-caption-l">
          Panel meeting of {formatDate(page.meetsOn)}: {page.part}
        </span>
        Case {number} of {page.of}
      </h1>
      <p className="los-shared__about">
        {page.cohort}. {page.words}
      </p>
      <ReadComparison rows={page.rows} alike={agreed} />
      <nav className="los-shared__nav los-no-print" aria-label="Cases of this meeting">
        {page.mayDecide ? (
          <Link to={paths.moderation.decideInMeeting(meetingId, number)}>
            {page.isRecorded ? "Record another decision" : "Record the decision"}
          </Link>
        ) : null}
        {before === null ? null : (
          <Link to={paths.moderation.meetingCase(meetingId, before)}>Previous: case {before}</Link>
        )}
        {after === null ? null : (
          <Link to={paths.moderation.meetingCase(meetingId, after)}>Next: case {after}</Link>
        )}
        <Link to={paths.moderation.meeting(meetingId)}>The whole agenda</Link>
      </nav>
    </main>
  );
}
