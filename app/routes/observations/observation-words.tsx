import { formatDate } from "~/rules/core/dates";
import { type Consent, consentNames } from "~/rules/observations/observations";
import { SummaryList } from "~/ui/summary-list";

export type ObservationTold = {
  worker: { consent: Consent | null; how: string; on: string | null };
  family: { consent: Consent | null; how: string; on: string | null };
  familyView: string;
  seen: string;
  answers: { code: string; text: string; answer: string }[];
  caseReference: string | null;
  feedback: { to: string; on: string | null };
  conflictReason: string;
};

const agreed = ({ consent, how, on }: ObservationTold["worker"]): string =>
  consent === null
    ? "Not said yet"
    : [consentNames[consent], how, on ? formatDate(on) : ""].filter(Boolean).join(", ");

/** What was written of one, apart from its points. */
export function ObservationWords({ told }: { told: ObservationTold }) {
  const { feedback } = told;
  return (
    <>
      <h2 className="govuk-heading-m">What was seen</h2>
      <p className="govuk-body los-as-typed">{told.seen || "Nothing is written yet."}</p>
      {told.answers.map(({ code, text, answer }) => (
        <div key={code}>
          <h3 className="govuk-heading-s govuk-!-margin-bottom-1">{text}</h3>
          <p className="govuk-body los-as-typed">{answer}</p>
        </div>
      ))}
      {told.familyView ? (
        <>
          <h2 className="govuk-heading-m">The family’s own view</h2>
          <p className="govuk-body los-as-typed">{told.familyView}</p>
        </>
      ) : null}
      <SummaryList
        rows={[
          { key: "The worker agreed", value: agreed(told.worker) },
          { key: "The family agreed", value: agreed(told.family) },
          {
            key: "Feedback given",
            value: feedback.on ? `${feedback.to}, ${formatDate(feedback.on)}` : "Not yet",
          },
          ...(told.caseReference ? [{ key: "Case", value: told.caseReference }] : []),
          ...(told.conflictReason
            ? [{ key: "Conflict of interest", value: told.conflictReason }]
            : []),
        ]}
      />
    </>
  );
}
