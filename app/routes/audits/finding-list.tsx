import { paths } from "~/paths";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import type { Finding } from "~db/findings.server";

type Option = { value: string; label: string };

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
      {findings.length === 0 ? <EmptyState title="None yet" /> : null}
      {findings.map(({ id, text, area, theme }) => (
        <div key={id} className="los-found">
          <p className="govuk-body los-as-written">{text}</p>
          <p className="govuk-body-s">
            {[named(area, areas), named(theme, themes)].filter(Boolean).join(" · ") ||
              "No practice area or theme"}
          </p>
          <p className="govuk-body-s los-no-print">
            <Link
              to={paths.audits.findings(auditId, { edit: id })}
              hidden={`the finding “${text}”`}
            >
              Change
            </Link>{" "}
            <Link
              to={paths.audits.findings(auditId, { remove: id })}
              hidden={`the finding “${text}”`}
            >
              Remove
            </Link>
          </p>
        </div>
      ))}
    </>
  );
}
