import type { ReactNode } from "react";
import { Link } from "./link";
import { type FieldErrors, PageErrors } from "./page-errors";

/** The page's one h1, what is wrong above it, with a caption, a tag beside and a lead beneath. */
export function PageHeading({
  caption,
  title,
  lead,
  tag,
  size = "l",
  errors,
}: {
  caption?: ReactNode;
  title: ReactNode;
  lead?: ReactNode;
  tag?: ReactNode;
  size?: "m" | "l" | "xl";
  /** What is wrong with the query, where the page is asked with one. */
  errors?: FieldErrors;
}) {
  const heading = (
    <h1 className={`govuk-heading-${size}`}>
      {caption ? <span className={`govuk-caption-${size}`}>{caption}</span> : null}
      {title}
    </h1>
  );
  return (
    <>
      <PageErrors answered={errors} />
      {tag ? (
        <div className="los-heading-with-tag">
          {heading}
          <div className="govuk-!-margin-bottom-4">{tag}</div>
        </div>
      ) : (
        heading
      )}
      {lead ? <p className="los-lead">{lead}</p> : null}
    </>
  );
}

/** One readable column: forms and text. */
export function TwoThirds({ children }: { children: ReactNode }) {
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">{children}</div>
    </div>
  );
}

/** A main column and an aside that stays in view; on a phone the aside stands above, or below. */
export function WithAside({
  children,
  aside,
  asideLabel,
  asideId,
  onPhone = "above",
}: {
  children: ReactNode;
  aside: ReactNode;
  asideLabel: string;
  asideId?: string;
  /** "after-next": beneath what is to be done next (`.los-next`), above the rest. */
  onPhone?: "above" | "below" | "after-next";
}) {
  return (
    <div className={`los-columns los-columns--${onPhone}`}>
      <div className="los-columns__main">{children}</div>
      <aside className="los-columns__aside" id={asideId} aria-label={asideLabel}>
        {aside}
      </aside>
    </div>
  );
}

/** From the top down; the page itself last, without href, or left out. */
export function Breadcrumbs({ items }: { items: readonly { href?: string; label: string }[] }) {
  return (
    <nav
      className="govuk-breadcrumbs govuk-breadcrumbs--collapse-on-mobile"
      aria-label="Breadcrumb"
    >
      <ol className="govuk-breadcrumbs__list">
        {items.map(({ href, label }) =>
          href ? (
            <li key={label} className="govuk-breadcrumbs__list-item">
              <Link to={href} className="govuk-breadcrumbs__link">
                {label}
              </Link>
            </li>
          ) : (
            <li key={label} className="govuk-breadcrumbs__list-item" aria-current="page">
              {label}
            </li>
          ),
        )}
      </ol>
    </nav>
  );
}

export function BackLink({ to, children = "Back" }: { to: string; children?: ReactNode }) {
  return (
    <nav aria-label="Back">
      <Link to={to} className="govuk-back-link">
        {children}
      </Link>
    </nav>
  );
}

/** The pages of one record (an exercise, an action). */
export function SubNav({
  id,
  label,
  items,
}: {
  /** Where its links lead, when it stands far down a page. */
  id?: string;
  label: string;
  items: readonly { href: string; label: string; current?: boolean }[];
}) {
  return (
    <nav className="los-sub-nav" id={id} aria-label={label}>
      <ul className="los-sub-nav__list">
        {items.map((item) => (
          <li key={item.href}>
            <Link to={item.href} className="los-sub-nav__link" current={item.current}>
              {item.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
