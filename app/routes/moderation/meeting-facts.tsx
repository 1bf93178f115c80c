import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { Link } from "~/ui/link";
import { SummaryList } from "~/ui/summary-list";
import type { MeetingPage } from "./meeting-page.server";

/** When, where and who, and what can be changed of it. */
export function MeetingFacts({ meeting }: { meeting: MeetingPage }) {
  const { id, state, mayPlan, place } = meeting;
  const isOpen = state === "planned" || state === "under-way";
  return (
    <>
      <SummaryList
        rows={[
          { key: "When", value: `${formatDate(meeting.meetsOn)}, ${meeting.startsAt}` },
          ...(place ? [{ key: "Where", value: place }] : []),
          { key: "Chair", value: meeting.chair },
          { key: "Members", value: meeting.members.join(", ") },
        ]}
      />
      {mayPlan && isOpen ? (
        <ul className="govuk-list los-no-print">
          <li>
            <Link to={paths.moderation.changeMeeting(id)}>Change the meeting</Link>
          </li>
          {state === "planned" ? (
            <li>
              <Link to={paths.moderation.cancelMeeting(id)}>Cancel the meeting</Link>
            </li>
          ) : null}
        </ul>
      ) : null}
    </>
  );
}
