import { paths } from "~/paths";
import {
  actionLevelNames,
  actionReference,
  actionStatusColours,
  actionStatusNames,
} from "~/rules/learning-log/learning-log";
import { Link } from "~/ui/link";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import type { ActionInList } from "~db/learning-log/action-list.server";
import { DueDate } from "./due";

type Row = ActionInList & { areaName: string; themeName: string };

/** Actions, a row each; what one says is left out where it is case content. */
export function ActionTable({ actions, today }: { actions: readonly Row[]; today: string }) {
  return (
    <Table
      caption="Actions"
      hideCaption
      compact
      rows={actions}
      rowKey={({ id }) => id}
      columns={[
        { header: "Action", rowHeader: true, cell: (action) => <What action={action} /> },
        {
          header: "Level",
          cell: ({ level, teamName }) => (
            <>
              {actionLevelNames[level]}
              {teamName ? <span className="los-quiet">{teamName}</span> : null}
            </>
          ),
        },
        {
          header: "Area and theme",
          cell: ({ areaName, themeName }) =>
            areaName || themeName ? (
              <>
                {areaName}
                {themeName ? <span className="los-quiet">{themeName}</span> : null}
              </>
            ) : (
              "None given"
            ),
        },
        { header: "Owner", cell: ({ owner }) => owner || "No owner yet" },
        {
          header: "Due",
          cell: (action) => <DueDate action={action} today={today} />,
        },
        {
          header: "State",
          nowrap: true,
          cell: ({ status }) => (
            <StateTag colour={actionStatusColours[status]}>{actionStatusNames[status]}</StateTag>
          ),
        },
      ]}
    />
  );
}

function What({ action: { id, reference, caseReference, what } }: { action: Row }) {
  return (
    <>
      <span className="los-quiet los-wide-cell">
        {actionReference(reference)}
        {caseReference ? `, case ${caseReference}` : ""}
      </span>
      <Link to={paths.log.one(id)} hidden={what === null ? actionReference(reference) : undefined}>
        {what ?? "An action for one child"}
      </Link>
    </>
  );
}
