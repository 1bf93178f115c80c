import { formatInstant } from "~/rules/core/dates";
import { updateKindNames } from "~/rules/learning-log/learning-log";
import { Timeline } from "~/ui/timeline";
import type { Action, ActionUpdate } from "~db/learning-log/action-record.server";

/** Everything that was said of an action, the latest first, down to its beginning. */
export function ActionHistory({
  action,
  updates,
}: {
  action: Pick<Action, "raisedAt" | "raisedBy" | "contentRead">;
  updates: readonly ActionUpdate[];
}) {
  const meta = (at: string, by: string | null) =>
    `${by && action.contentRead ? `${by}, ` : ""}${formatInstant(new Date(at))}`;
  return (
    <Timeline
      items={[
        ...updates.map((update) => ({
          id: update.id,
          title: updateKindNames[update.kind],
          meta: meta(update.at, update.by),
          at: update.at,
          ...(action.contentRead && update.text
            ? { body: <p className="govuk-body los-prose">{update.text}</p> }
            : {}),
        })),
        {
          id: "added",
          title: "Added to the learning log",
          meta: meta(action.raisedAt, action.raisedBy),
          at: action.raisedAt,
        },
      ]}
    />
  );
}
