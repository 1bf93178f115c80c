import { type QualityAnswered, qualityAnswerNames } from "~/rules/moderation/quality";
import { StateTag } from "~/ui/tags";

const colours = { met: "green", partly: "yellow", "not-met": "red" } as const;

/** What was answered about the audit itself, apart from its grades. */
export function AuditQuality({ answered }: { answered: readonly QualityAnswered[] }) {
  if (answered.length === 0)
    return <p className="govuk-body">Nothing was noted about the audit itself.</p>;
  return (
    <dl className="los-evidence__prompts">
      {answered.map(({ code, text, answer, note }) => (
        <div className="los-evidence__prompt" key={code}>
          <dt>{text}</dt>
          <dd>
            <StateTag colour={colours[answer]}>{qualityAnswerNames[answer]}</StateTag>
          </dd>
          {note ? <dd className="los-evidence__note los-written">{note}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
