import { paths } from "~/paths";
import { logMeetingNames, logMeetings } from "~/rules/learning-log/meetings";
import { Link } from "~/ui/link";

/** Lists that are looked at again and again: some for everyone, and what someone saved. */
export function Views({
  views,
  ownService,
  asked,
  mayMeet,
}: {
  views: readonly { id: string; name: string; query: string }[];
  ownService: string | null;
  /** The query that the page shows, with its question mark; null for those who save none. */
  asked: string | null;
  mayMeet: boolean;
}) {
  const overdue = ownService
    ? { label: "Overdue in my service", to: { overdue: "yes", service: ownService } }
    : { label: "Overdue", to: { overdue: "yes" } };
  const all = [
    { key: "overdue", label: overdue.label, to: paths.log.list(overdue.to) },
    {
      key: "verify",
      label: "To verify over 30 days",
      to: paths.log.list({ waits: "30" }),
    },
    ...(mayMeet
      ? logMeetings.map((meeting) => ({
          ...{ key: meeting, label: logMeetingNames[meeting], to: paths.log.meeting(meeting) },
        }))
      : []),
    ...views.map(({ id, name, query }) => ({
      ...{ key: id, label: name, to: `${paths.log.list()}?${query}` },
    })),
  ];
  return (
    <ul className="los-views los-no-print" aria-label="Views">
      {all.map(({ key, label, to }) => (
        <li key={key}>
          <Link to={to}>{label}</Link>
        </li>
      ))}
      {asked === null ? null : (
        <li>
          <Link to={paths.log.views(asked)}>
            {asked.length > 1 ? "Save this view" : "Your views"}
          </Link>
        </li>
      )}
    </ul>
  );
}
