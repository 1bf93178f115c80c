import type { SerializeFrom } from "@remix-run/node";
import { voiceStatusNames } from "~/rules/audits/content";
import { formatDate, isDate } from "~/rules/core/dates";
import { dueDateInWords } from "~/rules/core/due";
import type { Evidence } from "~db/moderation/evidence.server";

type Seen = SerializeFrom<Evidence>;

/** What the auditor found in one practice area, without what they made of it. */
export function AreaEvidence({ area }: { area: Seen["areas"][number] }) {
  return (
    <div className="los-evidence">
      <h3 className="govuk-heading-s">What the auditor found</h3>
      {area.prompts.some((prompt) => prompt.answer || prompt.note) ? (
        <Prompts prompts={area.prompts} />
      ) : (
        <p className="govuk-body">The auditor answered none of the prompts for this area.</p>
      )}
      {area.commentary ? (
        <p className="govuk-body los-written">{area.commentary}</p>
      ) : (
        <p className="govuk-body">The auditor wrote no commentary for this area.</p>
      )}
    </div>
  );
}

function Prompts({ prompts }: { prompts: Seen["areas"][number]["prompts"] }) {
  return (
    <dl className="los-evidence__prompts">
      {prompts.map((prompt) => (
        <div className="los-evidence__prompt" key={prompt.code}>
          <dt>{prompt.text}</dt>
          <dd className="los-evidence__answer">{prompt.answer ?? "Not answered"}</dd>
          {prompt.note ? <dd className="los-evidence__note los-written">{prompt.note}</dd> : null}
        </div>
      ))}
    </dl>
  );
}

const voiceWho = {
  child: "Child or young person",
  parent: "Parent or carer",
  practitioner: "Practitioner",
};

export function Voices({ voices }: { voices: Seen["voices"] }) {
  if (voices.length === 0)
    return <p className="govuk-body">The auditor recorded nobody’s voice.</p>;
  return (
    <dl className="govuk-summary-list">
      {voices.map((voice) => (
        <div className="govuk-summary-list__row" key={voice.key}>
          <dt className="govuk-summary-list__key">
            {voiceWho[voice.kind]}
            {voice.label ? ` (${voice.label})` : ""}
          </dt>
          <dd className="govuk-summary-list__value">
            <div>
              <strong>{voice.status ? voiceStatusNames[voice.status] : "Not recorded"}</strong>
              {voice.method ? `, ${voice.method}` : ""}
              {isDate(voice.heldOn) ? `, ${formatDate(voice.heldOn)}` : ""}
            </div>
            {voice.said || voice.reason ? (
              <div className="los-written">{voice.said || voice.reason}</div>
            ) : null}
            {voice.notShared ? <div>Not to be shared with the worker.</div> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Strengths, areas for development and child-level actions. */
export function Findings({
  evidence,
  themes,
  areas,
}: {
  evidence: Seen;
  themes: Record<string, string>;
  areas: Record<string, string>;
}) {
  const about = (one: { area: string | null; theme?: string | null }) =>
    [one.area ? areas[one.area] : null, one.theme ? themes[one.theme] : null]
      .filter(Boolean)
      .join(", ");
  const list = (kind: "strength" | "development", none: string) => {
    const found = evidence.findings.filter((finding) => finding.kind === kind);
    return found.length === 0 ? (
      <p className="govuk-body">{none}</p>
    ) : (
      <ul className="govuk-list govuk-list--bullet">
        {found.map((finding) => (
          <li key={finding.id}>
            <span className="los-written">{finding.text}</span>
            {about(finding) ? (
              <span className="los-contents__state"> ({about(finding)})</span>
            ) : null}
          </li>
        ))}
      </ul>
    );
  };
  return (
    <>
      <h3 className="govuk-heading-s">Strengths</h3>
      {list("strength", "The auditor recorded no strength.")}
      <h3 className="govuk-heading-s">Areas for development</h3>
      {list("development", "The auditor recorded no area for development.")}
      <h3 className="govuk-heading-s">Actions for this child</h3>
      {evidence.actions.length === 0 ? (
        <p className="govuk-body">The auditor set no action.</p>
      ) : (
        <ul className="govuk-list govuk-list--bullet">
          {evidence.actions.map((action) => (
            <li key={action.id}>
              <span className="los-written">{action.what}</span>
              {action.successMeasure ? (
                <div className="los-contents__state">Done when: {action.successMeasure}</div>
              ) : null}
              <div className="los-contents__state">
                {[
                  action.owner || "No owner",
                  action.dueOn ? `by ${dueDateInWords(action)}` : "no date",
                  about(action),
                ]
                  .filter(Boolean)
                  .join(", ")}
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
