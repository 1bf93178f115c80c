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
      <h2 className="govuk-heading-m">What the auditor found</h2>
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

type Named = Record<string, string>;

/** What it is about, in words: its area, and its theme. */
const about = (one: { area: string | null; theme?: string | null }, areas: Named, themes: Named) =>
  [one.area ? areas[one.area] : null, one.theme ? themes[one.theme] : null]
    .filter(Boolean)
    .join(", ");

/** Strengths and areas for development. */
export function Findings({
  findings,
  themes,
  areas,
}: {
  findings: Seen["findings"];
  themes: Named;
  areas: Named;
}) {
  const list = (kind: "strength" | "development", none: string) => {
    const these = findings.filter((finding) => finding.kind === kind);
    return these.length === 0 ? (
      <p className="govuk-body">{none}</p>
    ) : (
      <ul className="govuk-list govuk-list--bullet">
        {these.map((finding) => {
          const of = about(finding, areas, themes);
          return (
            <li key={finding.id}>
              <span className="los-written">{finding.text}</span>
              {of ? <span className="los-contents__state"> ({of})</span> : null}
            </li>
          );
        })}
      </ul>
    );
  };
  return (
    <>
      <h2 className="govuk-heading-m">Strengths</h2>
      {list("strength", "The auditor recorded no strength.")}
      <h2 className="govuk-heading-m">Areas for development</h2>
      {list("development", "The auditor recorded no area for development.")}
    </>
  );
}

export function Actions({ actions, areas }: { actions: Seen["actions"]; areas: Named }) {
  return (
    <>
      <h2 className="govuk-heading-m">Actions for this child</h2>
      {actions.length === 0 ? (
        <p className="govuk-body">The auditor set no action.</p>
      ) : (
        <ul className="govuk-list govuk-list--bullet">
          {actions.map((action) => (
            <li key={action.id}>
              <span className="los-written">{action.what}</span>
              {action.successMeasure ? (
                <div className="los-contents__state">Done when: {action.successMeasure}</div>
              ) : null}
              <div className="los-contents__state">
                {[
                  action.owner || "No owner",
                  action.dueOn ? `by ${dueDateInWords(action)}` : "no date",
                  about(action, areas, {}),
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
