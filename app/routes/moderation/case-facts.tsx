import { cohortNames } from "~/rules/caseload/caseload";
import { formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { SummaryList } from "~/ui/summary-list";
import type { ModeratedAudit } from "~db/moderation/moderations.server";

export type Facts = {
  exerciseTitle: string;
  reference: string;
  rows: [string, string][];
};

/** What may be known of a case and its audit by whoever moderates it; nothing of its grades. */
export function caseFacts({ audit, tool, moderationDueOn }: ModeratedAudit): Facts {
  const age = audit.unborn ? "Unborn" : audit.age === null ? "Not known" : String(audit.age);
  const { judgeMonths, readMonths } = tool.lookBack;
  return {
    exerciseTitle: audit.exerciseTitle,
    reference: audit.caseReference,
    rows: [
      ["Team", audit.teamName],
      ["Cohort", cohortNames[audit.cohort]],
      ["Age", age],
      [
        "Look-back",
        `The last ${counted(judgeMonths, "month is", "months are")} judged, ${readMonths} are read`,
      ],
      ...(moderationDueOn
        ? [["Moderation due", formatDate(moderationDueOn)] as [string, string]]
        : []),
    ],
  };
}

export function CaseFacts({ facts }: { facts: Facts }) {
  return <SummaryList rows={facts.rows.map(([key, value]) => ({ key, value }))} />;
}
