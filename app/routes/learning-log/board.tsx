import { paths } from "~/paths";
import { countedUpTo } from "~/rules/core/counting";
import {
  type ActionStatus,
  actionReference,
  actionStatusNames,
} from "~/rules/learning-log/learning-log";
import { Link } from "~/ui/link";
import type { ActionInList } from "~db/learning-log/action-list.server";
import { DueDate } from "./due";

/** Actions by state, side by side: the first few of each. */
export function Board({
  columns,
  counts,
  today,
  hrefFor,
}: {
  columns: readonly { status: ActionStatus; actions: ActionInList[] }[];
  counts: Record<ActionStatus, number>;
  today: string;
  hrefFor: (status: ActionStatus) => string;
}) {
  return (
    <div className="los-board">
      {columns.map(({ status, actions }) => (
        <section key={status} aria-labelledby={`board-${status}`} className="los-board__column">
          <h2 className="govuk-heading-s" id={`board-${status}`}>
            <Link to={hrefFor(status)}>{actionStatusNames[status]}</Link>{" "}
            <span className="los-quiet">{countedUpTo(counts[status])} in the log</span>
          </h2>
          {actions.length === 0 ? <p className="govuk-body-s">None.</p> : null}
          <ul className="govuk-list">
            {actions.map((action) => (
              <li key={action.id} className="los-board__card">
                <Link
                  to={paths.log.one(action.id)}
                  hidden={action.what === null ? actionReference(action.reference) : undefined}
                >
                  {action.what ?? "An action for one child"}
                </Link>
                <span className="los-quiet">
                  {actionReference(action.reference)} · {action.owner || "No owner yet"}
                </span>
                <span className="los-quiet">
                  <DueDate action={action} today={today} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
