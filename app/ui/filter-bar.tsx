import type { ReactNode } from "react";
import { Link } from "./link";

/**
 * Filters in a row above a table that needs the whole width: a plain GET form, folded on a phone.
 * For a list with room beside it, FilterLayout.
 */
export function FilterBar({
  action,
  filters,
  chosen = 0,
  clearHref,
}: {
  /** The list's own URL, without its query. */
  action: string;
  filters: ReactNode;
  /** How many filters are in use. */
  chosen?: number;
  clearHref: string;
}) {
  return (
    <details className="los-filter los-filter--bar">
      <summary>Filter{chosen > 0 ? ` (${chosen} chosen)` : ""}</summary>
      <form className="los-filter__form" method="get" action={action}>
        {filters}
        <div className="govuk-button-group">
          <button type="submit" className="govuk-button govuk-button--secondary">
            Apply filters
          </button>
          {chosen > 0 ? <Link to={clearHref}>Clear filters</Link> : null}
        </div>
      </form>
    </details>
  );
}
