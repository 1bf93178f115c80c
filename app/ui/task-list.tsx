import type { ReactNode } from "react";
import { Link } from "./link";

export type Task = {
  title: string;
  /** Left out when it cannot be started yet. */
  href?: string;
  hint?: ReactNode;
  /** A StateTag, or plain words for what needs no attention ("Completed"). */
  status: ReactNode;
  cannotStart?: boolean;
};

export function TaskList({ id, tasks }: { id: string; tasks: readonly Task[] }) {
  return (
    <ul className="govuk-task-list">
      {tasks.map(({ title, href, hint, status, cannotStart }, index) => {
        const taskId = `${id}-${index + 1}`;
        return (
          <li
            key={`${title} ${href}`}
            className={`govuk-task-list__item${href ? " govuk-task-list__item--with-link" : ""}`}
          >
            <div className="govuk-task-list__name-and-hint">
              {href ? (
                <Link to={href} className="govuk-link govuk-task-list__link">
                  {title}
                </Link>
              ) : (
                <div>{title}</div>
              )}
              {hint ? (
                <div id={`${taskId}-hint`} className="govuk-task-list__hint">
                  {hint}
                </div>
              ) : null}
            </div>
            <div
              id={`${taskId}-status`}
              className={`govuk-task-list__status${cannotStart ? " govuk-task-list__status--cannot-start-yet" : ""}`}
            >
              {status}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
