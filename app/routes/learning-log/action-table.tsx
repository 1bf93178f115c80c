import { paths } from "~/paths";
import { dateOf, daysBetween } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import {
  actionLevelNames,
  actionReference,
  actionStatusColours,
  actionStatusNames,
  isUnfinished,
} from "~/rules/learning-log/learning-log";
import { Link } from "~/ui/link";
import { ProgressBar } from "~/ui/progress-bar";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import type { ActionInList } from "~db/learning-log/action-list.server";
import { DueDate } from "./due";

type Row = ActionInList & { areaName: string; themeName: string };

/** Actions, two lines each; what one says is left out where it is case content. */
export function ActionTable({ actions, today }: { actions: readonly Row[]; today: string }) {
  return (
    <div className="los-actions">
      <Table
        caption="Actions"
        hideCaption
        compact
        onNarrow="lines"
        rows={actions}
        rowKey={({ id }) => id}
        columns={[
          {
            header: "Action, level, area and theme",
            rowHeader: true,
            cell: (action) => <What action={action} />,
          },
          { header: "Owner", cell: ({ owner }) => owner || "No owner yet" },
          {
            header: "State",
            nowrap: true,
            cell: ({ status }) => (
              <StateTag colour={actionStatusColours[status]}>{actionStatusNames[status]}</StateTag>
            ),
          },
          {
            header: "Age",
            nowrap: true,
            notInLines: true,
            cell: ({ raisedAt, status }) =>
              isUnfinished(status) || status === "completed" ? (
                <Age since={dateOf(raisedAt)} today={today} />
              ) : null,
          },
          {
            header: "Due",
            labelled: true,
            cell: (action) => <DueDate action={action} today={today} />,
          },
        ]}
      />
    </div>
  );
}

/** A year fills the bar. */
const fullAge = 365;

function Age({ since, today }: { since: string; today: string }) {
  const days = Math.max(0, daysBetween(since, today));
  return <ProgressBar words={counted(days, "day")} count={days} of={fullAge} />;
}

/** The action; then its reference, level, area and theme on a quieter line. */
function What({ action }: { action: Row }) {
  const { id, reference, caseReference, what, level, teamName, areaName, themeName } = action;
  const inWords = (...parts: (string | null)[]) => parts.filter(Boolean).join(", ");
  return (
    <>
      <Link to={paths.log.one(id)} hidden={what === null ? actionReference(reference) : undefined}>
        {what ?? "An action for one child"}
      </Link>
      <span className="los-quiet">
        {inWords(actionReference(reference), caseReference)} ·{" "}
        {inWords(actionLevelNames[level], teamName)}
        <span className="los-not-in-lines">
          {" "}
          · {inWords(areaName, themeName) || "No area or theme"}
        </span>
      </span>
    </>
  );
}
