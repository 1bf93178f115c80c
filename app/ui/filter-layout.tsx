import type { ReactNode } from "react";
import { Link } from "./link";

/**
 * Filters on the left, results on the right. A plain GET form: the URL holds the choices, and the
 * inputs always show what the URL says. Folded on a phone, so that results come first; unfolded by
 * the stylesheet on a wide screen, or by hand in browsers that can't. Above the results instead,
 * where their table needs the whole width.
 */
export function FilterLayout({
  action,
  filters,
  chosen = [],
  clearHref,
  above = false,
  children,
}: {
  /** The list's own URL, without its query. */
  action: string;
  filters: ReactNode;
  /** What is filtered by now, each with the URL that takes it away. */
  chosen?: readonly { label: string; removeHref: string }[];
  clearHref: string;
  above?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={above ? undefined : "los-filter-layout"}>
      <details className={above ? "los-filter los-filter--bar" : "los-filter"}>
        <summary>Filter{chosen.length > 0 ? ` (${chosen.length} chosen)` : ""}</summary>
        <form className="los-filter__form" method="get" action={action}>
          {above ? null : <h2 className="los-filter__title">Filter</h2>}
          {filters}
          <div className="govuk-button-group">
            <button type="submit" className="govuk-button govuk-!-margin-bottom-0">
              Apply filters
            </button>
            <Link to={clearHref}>Clear filters</Link>
          </div>
        </form>
      </details>
      <div>
        {chosen.length > 0 ? (
          <ul className="los-chosen" aria-label="Filters in use">
            {chosen.map(({ label, removeHref }) => (
              <li key={label}>
                <Link to={removeHref} className="govuk-link los-chosen__link">
                  <span className="govuk-visually-hidden">Remove the filter </span>
                  <span aria-hidden="true">✕ </span>
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        ) : null}
        {children}
      </div>
    </div>
  );
}
