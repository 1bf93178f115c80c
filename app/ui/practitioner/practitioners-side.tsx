import { paths } from "~/paths";
import type { ShownCorrection } from "~/rules/audits/corrections";
import { Link } from "../link";
import { CorrectionList } from "./correction-list";
import { ReflectionText } from "./reflection-text";

/** What the practitioner, and their manager, say of the audit: it stands beside what was found. */
export function PractitionersSide({
  auditId,
  reflection,
  corrections,
  isFinal,
  mayCorrect = false,
  size = "m",
}: {
  auditId: string;
  reflection: Parameters<typeof ReflectionText>[0]["reflection"] | null;
  corrections: ShownCorrection[];
  isFinal: boolean;
  /** Whether the reader may send a correction: a team manager, as the worker has their own part. */
  mayCorrect?: boolean;
  /** Of its headings: small in a narrow column. */
  size?: "s" | "m";
}) {
  return (
    <>
      <h2 className={`govuk-heading-${size}`} id="practitioner">
        The practitioner’s own reflection
      </h2>
      {reflection ? (
        <ReflectionText reflection={reflection} />
      ) : (
        <p className="govuk-body">{isFinal ? "None was sent." : "None has been sent so far."}</p>
      )}
      {corrections.length > 0 ? (
        <>
          <h2 className={`govuk-heading-${size}`} id="corrections">
            Factual corrections
          </h2>
          <CorrectionList auditId={auditId} corrections={corrections} isFinal={isFinal} />
        </>
      ) : null}
      {mayCorrect ? (
        <p className="govuk-body los-no-print">
          <Link to={paths.audits.corrections(auditId)}>Send a factual correction</Link>
        </p>
      ) : null}
    </>
  );
}
