import { parseForm } from "~/forms/fields";
import { meetingMoveForm } from "~/forms/meetings";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import type { MeetingPage } from "./meeting-page.server";

/** What is to be done next, by whoever reads. */
export function MeetingNext({
  meeting,
  outcome,
}: {
  meeting: MeetingPage;
  outcome: FormOutcome | undefined;
}) {
  const { id, state, rows, undecided, toTake, next, isMember } = meeting;
  if (state === "cancelled")
    return <p className="govuk-body">Cancelled: {meeting.cancelledReason}</p>;
  if (state === "closed")
    return (
      <p className="los-next govuk-body">
        <Link to={paths.moderation.minutes(id)}>Read the minutes</Link>
      </p>
    );
  if (state === "planned") return <Planned meeting={meeting} outcome={outcome} />;
  return (
    <div className="los-next">
      <p className="govuk-body">
        {rows.length === 0
          ? "Nothing stands on the agenda."
          : undecided === 0
            ? "Every case is decided or waits to be confirmed."
            : `${undecided} of ${counted(rows.length, "case")} still to be decided.`}
      </p>
      <ButtonGroup>
        {isMember && toTake > 0 ? (
          <Button to={paths.moderation.takeInMeeting(id)}>
            Confirm {counted(toTake, "decision")}
          </Button>
        ) : null}
        {next === null ? null : (
          <Button
            variant={isMember && toTake > 0 ? "secondary" : "primary"}
            to={paths.moderation.meetingCase(id, next)}
          >
            Share case by case
          </Button>
        )}
        {isMember ? (
          <Link to={paths.moderation.writeMinutes(id)}>Write notes and themes</Link>
        ) : null}
        <Link to={paths.moderation.minutes(id)}>
          {meeting.isChair ? "Read and sign off the minutes" : "Minutes so far"}
        </Link>
      </ButtonGroup>
    </div>
  );
}

function Planned({ meeting, outcome }: { meeting: MeetingPage; outcome: FormOutcome | undefined }) {
  const form = useGovForm({
    check: (entries) => parseForm(meetingMoveForm, entries),
    outcome,
  });
  const { rows, canBegin, isMember, meetsOn } = meeting;
  return (
    <div className="los-next">
      <p className="govuk-body">
        {rows.length === 0
          ? "Nothing waits for the panel yet. An audit comes here when its moderator has committed their grades."
          : `${counted(rows.length, "case")} would stand on the agenda now. It is made anew when the meeting begins.`}
      </p>
      {canBegin ? (
        <GovFormBody form={form} version={meeting.version}>
          <Button name="intent" value="begin">
            Begin the meeting
          </Button>
        </GovFormBody>
      ) : isMember ? (
        <p className="govuk-body">It can begin on {formatDate(meetsOn)}.</p>
      ) : null}
    </div>
  );
}
