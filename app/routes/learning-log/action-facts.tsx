import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import {
  actionLevelNames,
  actionReference,
  actionSourceNames,
} from "~/rules/learning-log/learning-log";
import { Link } from "~/ui/link";
import { SummaryList, type SummaryRow } from "~/ui/summary-list";
import type { Action } from "~db/learning-log/action-record.server";
import { DueDate } from "./due";

const paragraphs = (text: string) =>
  text.split(/\n+/).map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text never change places
    <p className="govuk-body" key={index}>
      {line}
    </p>
  ));

/** What the action is, why, whose and by when; then what was claimed and what was found. */
export function ActionFacts({
  action,
  areaName,
  themeName,
  today,
}: {
  action: Omit<Action, "access">;
  areaName: string;
  themeName: string;
  today: string;
}) {
  const when = (condition: unknown, row: SummaryRow) => (condition ? [row] : []);
  const place = action.teamName ?? action.serviceName ?? "The whole council";
  const why = action.why || action.finding?.text || "";
  const claimed = action.completedOn ? formatDate(action.completedOn) : "";
  return (
    <SummaryList
      rows={[
        ...when(action.contentRead, {
          key: "Why",
          value: why ? paragraphs(why) : `It came from: ${actionSourceNames[action.source]}`,
        }),
        ...when(action.successMeasure, {
          key: "How we will know",
          value: paragraphs(action.successMeasure),
        }),
        { key: "Owner", value: action.owner || "No owner yet" },
        { key: "Due", value: <DueDate action={action} today={today} /> },
        { key: "Level", value: `${actionLevelNames[action.level]} – ${place}` },
        ...when(areaName, { key: "Practice area", value: areaName }),
        ...when(themeName, { key: "Theme", value: themeName }),
        ...when(claimed, {
          key: "Completed",
          value: action.completedByName ? `${claimed}, by ${action.completedByName}` : claimed,
        }),
        ...when(action.supervisionOn, {
          key: "Discussed in supervision",
          value: action.supervisionOn ? formatDate(action.supervisionOn) : "",
        }),
        ...when(action.evidence, { key: "Evidence", value: paragraphs(action.evidence) }),
        ...when(action.verifiedOn, {
          key: "Verified",
          value: [action.verifiedOn ? formatDate(action.verifiedOn) : "", action.verifiedByName]
            .filter(Boolean)
            .join(", by "),
        }),
        ...when(action.impact, { key: "Difference it made", value: paragraphs(action.impact) }),
        ...when(action.howKnown, { key: "How we know", value: paragraphs(action.howKnown) }),
        ...when(action.supersededBy, {
          key: "Superseded by",
          value: action.supersededBy ? (
            <Link to={paths.log.one(action.supersededBy.id)}>
              {actionReference(action.supersededBy.reference)}
            </Link>
          ) : (
            ""
          ),
        }),
        ...when(action.closingReason, { key: "Reason", value: paragraphs(action.closingReason) }),
      ]}
    />
  );
}
