import { Link as RemixLink } from "@remix-run/react";
import type { ReactNode } from "react";

export type LinkProps = {
  to: string;
  children: ReactNode;
  className?: string;
  /** Said to screen readers after the visible words ("Change<span> the due date</span>"). */
  hidden?: string;
  /** For files and other answers that are not pages. */
  download?: boolean;
  /** The link to the page one is on. */
  current?: boolean;
  /** Loads the page anew: its forms are filled otherwise than they stand. */
  whole?: boolean;
};

/** A link in the text; the one place that decides how pages are reached. */
export function Link({ to, children, className, hidden, download, current, whole }: LinkProps) {
  const classes = className ?? "govuk-link";
  const words = (
    <>
      {children}
      {hidden ? <span className="govuk-visually-hidden"> {hidden}</span> : null}
    </>
  );
  return download ? (
    <a className={classes} href={to} download>
      {words}
    </a>
  ) : (
    <RemixLink
      className={classes}
      to={to}
      aria-current={current ? "page" : undefined}
      reloadDocument={whole}
    >
      {words}
    </RemixLink>
  );
}
