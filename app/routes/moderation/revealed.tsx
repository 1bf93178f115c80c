import { type ConsistencyCode, consistencyCodes } from "~/rules/audits/consistency";
import { type ShownReason, shownReasonNames } from "~/rules/moderation/selection";
import { escalatingWords } from "~/rules/tools/scale";
import { SummaryList } from "~/ui/summary-list";

const asked: Record<ConsistencyCode, string> = {
  "overall-above-lowest": "Why overall stands well above the lowest area",
  "inadequate-area": `Why overall is not ${escalatingWords} although an area is`,
  "weak-area-no-action": "Why a weak area has no action",
  "rationale-copied": "Why several areas share one reason",
  "no-child-voice": "How the auditor knew the child’s life without hearing them",
  "name-in-text": "Why words that look like a name stand in it",
};

/** What was kept from the moderator until now: why the audit was selected, and what was explained. */
export function Revealed({
  reason,
  reasonNote,
  answers,
}: {
  reason: ShownReason;
  reasonNote: string;
  answers: Record<string, string>;
}) {
  return (
    <SummaryList
      rows={[
        {
          key: "Why this audit was selected",
          value: (
            <>
              {shownReasonNames[reason]}
              {reasonNote ? <div className="los-written">{reasonNote}</div> : null}
            </>
          ),
        },
        ...consistencyCodes.flatMap((code) => {
          const value = answers[code];
          return value
            ? [{ key: asked[code], value: <span className="los-written">{value}</span> }]
            : [];
        }),
      ]}
    />
  );
}
