import { Link } from "../link";
import { HeaderSearch } from "./search-form";

export type Person = { name: string; role?: string };

export function SkipLink() {
  return (
    <a href="#main-content" className="govuk-skip-link">
      Skip to main content
    </a>
  );
}

/** The product's name, who is signed in, and the way out. */
export function SiteHeader({
  homeHref,
  person,
  accountHref,
  signOutHref,
  searchHref,
}: {
  homeHref: string;
  person?: Person;
  accountHref: string;
  /** Posted to: signing out changes something. */
  signOutHref: string;
  /** For those who may search, but on the page of the search itself. */
  searchHref?: string;
}) {
  return (
    <header className="los-header">
      <div className="govuk-width-container los-header__bar">
        <Link to={homeHref} className="los-header__link los-header__name">
          <svg
            className="los-header__mark"
            width="44"
            height="22"
            viewBox="0 0 44 22"
            aria-hidden="true"
            focusable="false"
          >
            <path d="M5 11h22" stroke="currentColor" strokeWidth="3" />
            <circle cx="5" cy="11" r="5" fill="currentColor" />
            <circle cx="34" cy="11" r="8.5" fill="none" stroke="currentColor" strokeWidth="3" />
            <circle cx="34" cy="11" r="3" fill="currentColor" />
          </svg>
          Line of Sight
        </Link>
        {searchHref ? <HeaderSearch /> : null}
        {person ? (
          <div className="los-header__person">
            <span>
              <Link to={accountHref} className="los-header__link" hidden="(your account)">
                {person.name}
              </Link>
              {person.role ? <span className="los-header__role"> {person.role}</span> : null}
            </span>
            {searchHref ? (
              <Link to={searchHref} className="los-header__link los-header__search-link">
                Search
              </Link>
            ) : null}
            <form method="post" action={signOutHref}>
              <button type="submit" className="los-header__link los-header__sign-out">
                Sign out
              </button>
            </form>
          </div>
        ) : null}
      </div>
    </header>
  );
}

export type NavItem = { href: string; label: string; current?: boolean };

/** The pages of the person's roles; wraps on a phone, so that it needs no script. */
export function SiteNav({ items }: { items: readonly NavItem[] }) {
  if (items.length === 0) return null;
  return (
    <nav className="los-nav" aria-label="Main">
      <div className="govuk-width-container">
        <ul className="los-nav__list">
          {items.map(({ href, label, current }) => (
            <li key={href}>
              <Link to={href} className="los-nav__link" current={current}>
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}
