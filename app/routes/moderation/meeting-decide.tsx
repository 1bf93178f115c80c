import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { type Guarded, guarded, refusal } from "~/server/guard.server";
import { type CaseOfMeeting, caseOfMeetingFromUrl } from "~/server/meeting-subjects.server";
import { BackLink, PageHeading } from "~/ui/page";
import { readDecision } from "~db/moderation/decisions.server";
import { record } from "./decide.server";
import { decisionSoFar } from "./decision.server";
import { DecisionForm } from "./decision-form";
import { gradesWithoutNames } from "./meeting-case.server";

export const meta = () => [{ title: "Record a decision - Panel meeting - Line of Sight" }];

function refuseUnlessMember({ subject, may }: Guarded<CaseOfMeeting>) {
  const { meeting, moderation } = subject;
  if (!may("moderation.decide-in-meeting", meeting.access))
    throw refusal(403, {
      title: "You can’t use this page",
      because: "Members of this meeting record what it decides.",
    });
  if (meeting.state !== "under-way")
    throw refusal(409, {
      title: "This meeting is not under way",
      because: "Decisions of a meeting are recorded while it goes on.",
    });
  if (moderation.state !== "committed" && moderation.state !== "recorded")
    throw refusal(409, {
      title: "This case waits for no decision",
      because: "The panel has decided on it, or it is graded again first.",
    });
}

export const loader = guarded("moderation.decide", caseOfMeetingFromUrl, async (guard) => {
  refuseUnlessMember(guard);
  const { subject } = guard;
  const { meeting, moderation, tool } = subject;
  const { rows } = await gradesWithoutNames(guard);
  return {
    meetingId: meeting.id,
    meetsOn: meeting.meetsOn,
    number: subject.number,
    of: subject.of,
    tool,
    rows,
    version: moderation.version,
    quality: moderation.quality,
    recorded: readDecision(moderation.decision),
    written: await decisionSoFar(guard),
  };
});

export const action = guarded("moderation.decide", caseOfMeetingFromUrl, async (guard) => {
  refuseUnlessMember(guard);
  const { meeting, number } = guard.subject;
  return record(guard, paths.moderation.meetingCase(meeting.id, number));
});

export default function DecideInMeeting() {
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to={paths.moderation.meetingCase(page.meetingId, page.number)}>
        Case {page.number}
      </BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={`Panel meeting of ${formatDate(page.meetsOn)}`}
          title={`Decide on case ${page.number} of ${page.of}`}
        />
        <DecisionForm
          tool={page.tool}
          rows={page.rows}
          version={page.version}
          quality={page.quality}
          recorded={page.recorded}
          others={[]}
          written={page.written}
          outcome={useActionData<typeof action>()}
          you={undefined}
          names={{ auditor: null, moderator: null }}
        />
      </main>
    </>
  );
}
