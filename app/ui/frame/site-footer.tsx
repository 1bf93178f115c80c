import type { ReactNode } from "react";
import { Link } from "../link";

/** Links to the help pages, and a quiet note. */
export function SiteFooter({
  links,
  children,
}: {
  links: readonly { href: string; label: string }[];
  children?: ReactNode;
}) {
  return (
    <footer className="los-footer">
      <div className="govuk-width-container">
        <h2 className="govuk-visually-hidden">Help and information</h2>
        <ul className="los-footer__list">
          {links.map(({ href, label }) => (
            <li key={href}>
              <Link to={href}>{label}</Link>
            </li>
          ))}
        </ul>
        {children ? <p className="los-footer__note">{children}</p> : null}
      </div>
    </footer>
  );
}
