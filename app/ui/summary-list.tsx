import type { ReactNode } from "react";
import { Link } from "./link";

export type SummaryRow = {
  key: ReactNode;
  value: ReactNode;
  /** `hidden` names what is changed: Change<the due date>. */
  change?: { href: string; hidden: string; label?: string };
};

/** Facts by name, each with a Change link where it may be changed. */
export function SummaryList({
  rows,
  noBorder,
}: {
  rows: readonly SummaryRow[];
  noBorder?: boolean;
}) {
  const anyChange = rows.some((row) => row.change);
  return (
    <dl className={`govuk-summary-list${noBorder ? " govuk-summary-list--no-border" : ""}`}>
      {rows.map(({ key, value, change }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one page never change places
          key={index}
          className={`govuk-summary-list__row${anyChange && !change ? " govuk-summary-list__row--no-actions" : ""}`}
        >
          <dt className="govuk-summary-list__key">{key}</dt>
          <dd className="govuk-summary-list__value">{value}</dd>
          {change ? (
            <dd className="govuk-summary-list__actions">
              <Link to={change.href} hidden={change.hidden}>
                {change.label ?? "Change"}
              </Link>
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}
