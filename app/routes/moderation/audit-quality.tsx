import type { QualityNote } from "~/rules/moderation/quality";
import { auditQualityQuestions, qualityAnswerNames } from "~/rules/moderation/quality";
import { SummaryList } from "~/ui/summary-list";
import { StateTag } from "~/ui/tags";

const colours = { met: "green", partly: "yellow", "not-met": "red" } as const;

/** What was answered about the audit itself; questions still open are left out. */
export function AuditQuality({
  quality,
  questions = auditQualityQuestions,
}: {
  quality: Record<string, QualityNote>;
  questions?: readonly (typeof auditQualityQuestions)[number][];
}) {
  const rows = questions.flatMap((question) => {
    const given = quality[question.code];
    if (!given?.answer) return [];
    const { answer, note } = given;
    return [
      {
        key: question.text,
        value: (
          <>
            <StateTag colour={colours[answer]}>{qualityAnswerNames[answer]}</StateTag>
            {note ? <div className="los-written govuk-!-margin-top-2">{note}</div> : null}
          </>
        ),
      },
    ];
  });
  return rows.length > 0 ? (
    <SummaryList rows={rows} />
  ) : (
    <p className="govuk-body">Nothing was noted about the audit itself.</p>
  );
}
