import { Link } from "./link";

/**
 * The pages to offer: first, last, the current one and its neighbours; "gap" where some are
 * left out. A gap never hides a single page.
 */
export function pageItems(page: number, pages: number): (number | "gap")[] {
  const wanted = new Set([1, page - 1, page, page + 1, pages]);
  const items: (number | "gap")[] = [];
  for (let n = 1; n <= pages; n += 1) {
    const bridges = wanted.has(n - 1) && wanted.has(n + 1);
    if (wanted.has(n) || bridges) items.push(n);
    else if (items.at(-1) !== "gap") items.push("gap");
  }
  return items;
}

/** Nothing for a single page. */
export function Pagination({
  page,
  pages,
  hrefFor,
  label = "Pagination",
}: {
  /** From 1. */
  page: number;
  pages: number;
  hrefFor: (page: number) => string;
  label?: string;
}) {
  if (pages <= 1) return null;
  return (
    <nav className="govuk-pagination" aria-label={label}>
      {page > 1 ? (
        <div className="govuk-pagination__prev">
          <Link to={hrefFor(page - 1)} className="govuk-link govuk-pagination__link">
            <Arrow
              kind="prev"
              d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"
            />
            <span className="govuk-pagination__link-title">
              Previous<span className="govuk-visually-hidden"> page</span>
            </span>
          </Link>
        </div>
      ) : null}
      <ul className="govuk-pagination__list">
        {pageItems(page, pages).map((item, index) =>
          item === "gap" ? (
            <li
              key={index === 1 ? "gap-before" : "gap-after"}
              className="govuk-pagination__item govuk-pagination__item--ellipsis"
            >
              ⋯
            </li>
          ) : (
            <li
              key={item}
              className={`govuk-pagination__item${item === page ? " govuk-pagination__item--current" : ""}`}
            >
              <Link
                to={hrefFor(item)}
                className="govuk-link govuk-pagination__link"
                current={item === page}
              >
                <span className="govuk-visually-hidden">Page </span>
                {item}
              </Link>
            </li>
          ),
        )}
      </ul>
      {page < pages ? (
        <div className="govuk-pagination__next">
          <Link to={hrefFor(page + 1)} className="govuk-link govuk-pagination__link">
            <span className="govuk-pagination__link-title">
              Next<span className="govuk-visually-hidden"> page</span>
            </span>
            <Arrow
              kind="next"
              d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"
            />
          </Link>
        </div>
      ) : null}
    </nav>
  );
}

function Arrow({ kind, d }: { kind: "prev" | "next"; d: string }) {
  return (
    <svg
      className={`govuk-pagination__icon govuk-pagination__icon--${kind}`}
      height="13"
      width="15"
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 15 13"
    >
      <path d={d} />
    </svg>
  );
}
