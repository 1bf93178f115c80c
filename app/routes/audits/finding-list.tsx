import { paths } from "~/paths";
import { Link } from "~/ui/link";
import type { Finding } from "~db/audits/findings.server";

type Option = { value: string; label: string };

/** Enough to tell one finding from another by ear. */
function beginningOf(text: string): string {
  const words = text.split(/\s+/);
  return words.length > 10 ? `${words.slice(0, 8).join(" ")}…` : words.join(" ");
}

/** The findings of one kind so far, each to change or remove. */
export function FindingList({
  auditId,
  title,
  findings,
  areas,
  themes,
}: {
  auditId: string;
  title: string;
  findings: Finding[];
  areas: Option[];
  themes: Option[];
}) {
  const named = (code: string | null, options: Option[]) =>
    options.find(({ value }) => value === code)?.label;
  return (
    <>
      <h2 className="govuk-heading-m">{title}</h2>
      {findings.length === 0 ? <p className="govuk-body">None yet.</p> : null}
      {findings.map(({ id, text, area, theme }) => (
        <div key={id} className="los-found">
          <p className="govuk-body los-as-written">{text}</p>
          <p className="govuk-body-s">
            {[named(area, areas), named(theme, themes)].filter(Boolean).join(" · ") ||
              "No practice area or theme"}
          </p>
          <p className="govuk-body-s los-found__deeds los-no-print">
            <Link
              to={`${paths.audits.findings(auditId, { edit: id })}#finding`}
              hidden={`the finding “${beginningOf(text)}”`}
            >
              Change
            </Link>
            <Link
              to={`${paths.audits.findings(auditId, { remove: id })}#removal`}
              hidden={`the finding “${beginningOf(text)}”`}
            >
              Remove
            </Link>
          </p>
        </div>
      ))}
    </>
  );
}
