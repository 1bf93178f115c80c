import { paths } from "~/paths";
import { dueInWords } from "~/rules/core/dates";
import { dueByInWords } from "~/rules/core/due";
import {
  actionReference,
  actionStatusColours,
  actionStatusNames,
  isOverdue,
} from "~/rules/learning-log/learning-log";
import { Link } from "~/ui/link";
import { type Column, Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import type { PromisedAction } from "~db/people/team-actions.server";

/** What was promised and where it stands, each a link into the learning log. */
export function PromisedActions({
  caption,
  actions,
  today,
}: {
  caption: string;
  actions: readonly PromisedAction[];
  today: string;
}) {
  const columns: Column<PromisedAction>[] = [
    {
      header: "Reference",
      nowrap: true,
      cell: ({ id, reference }) => <Link to={paths.log.one(id)}>{actionReference(reference)}</Link>,
    },
    { header: "Action", rowHeader: true, cell: ({ what }) => what },
    { header: "Owner", cell: ({ ownerName }) => ownerName ?? "Nobody named" },
    { header: "Due", nowrap: true, cell: (action) => <Due action={action} today={today} /> },
    {
      header: "State",
      cell: ({ status }) => (
        <StateTag colour={actionStatusColours[status]}>{actionStatusNames[status]}</StateTag>
      ),
    },
  ];
  return (
    <Table
      caption={caption}
      hideCaption
      rows={actions}
      rowKey={({ id }) => id}
      columns={columns}
      compact
    />
  );
}

function Due({ action, today }: { action: PromisedAction; today: string }) {
  return (
    <>
      {dueByInWords(action)}
      {action.dueOn && isOverdue(action, today) ? (
        <strong className="los-standing">{dueInWords(action.dueOn, today)}</strong>
      ) : null}
    </>
  );
}
