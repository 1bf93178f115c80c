import { Link } from "~/ui/link";

/** The pages of a list by day. */
export function EarlierLater({
  page,
  more,
  hrefFor,
}: {
  page: number;
  more: boolean;
  hrefFor: (page: number) => string;
}) {
  if (page === 1 && !more) return null;
  return (
    <nav aria-label="Earlier observations" className="govuk-button-group los-no-print">
      {page > 1 ? <Link to={hrefFor(page - 1)}>Later observations</Link> : null}
      {more ? <Link to={hrefFor(page + 1)}>Earlier observations</Link> : null}
    </nav>
  );
}
