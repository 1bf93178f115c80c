import type { ReactNode } from "react";
import { Link } from "./link";

/** After something was done: what, and what happens next. Announced at once. */
export function SuccessBanner({ heading, children }: { heading: string; children?: ReactNode }) {
  return (
    <div
      className="govuk-notification-banner govuk-notification-banner--success"
      role="alert"
      aria-labelledby="success-banner-title"
    >
      <BannerBody id="success-banner-title" title="Success" heading={heading}>
        {children}
      </BannerBody>
    </div>
  );
}

/** Something to know before going on, that is not about what was just done. */
export function ImportantBanner({ heading, children }: { heading: string; children?: ReactNode }) {
  return (
    <section className="govuk-notification-banner" aria-labelledby="important-banner-title">
      <BannerBody id="important-banner-title" title="Important" heading={heading}>
        {children}
      </BannerBody>
    </section>
  );
}

function BannerBody({
  id,
  title,
  heading,
  children,
}: {
  id: string;
  title: string;
  heading: string;
  children?: ReactNode;
}) {
  return (
    <>
      <div className="govuk-notification-banner__header">
        <h2 className="govuk-notification-banner__title" id={id}>
          {title}
        </h2>
      </div>
      <div className="govuk-notification-banner__content">
        <p className="govuk-notification-banner__heading">{heading}</p>
        {children}
      </div>
    </>
  );
}

export function WarningText({ children }: { children: ReactNode }) {
  return (
    <div className="govuk-warning-text">
      <span className="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <strong className="govuk-warning-text__text">
        <span className="govuk-visually-hidden">Warning</span>
        {children}
      </strong>
    </div>
  );
}

export function InsetText({ children }: { children: ReactNode }) {
  return <div className="govuk-inset-text">{children}</div>;
}

/** A safeguarding concern that waits: bordered, the time left largest. */
export function ConcernNotice({
  title,
  timeLeft,
  children,
  action,
}: {
  title: string;
  /** In words: "Acknowledge by 17:00 today: 2 hours left", or that it is late. */
  timeLeft?: string;
  children: ReactNode;
  action?: { href: string; label: string };
}) {
  return (
    <section className="los-concern">
      <h2 className="los-concern__title">{title}</h2>
      <div className="los-concern__body">
        {timeLeft ? <p className="los-concern__time">{timeLeft}</p> : null}
        {children}
        {action ? (
          <p className="govuk-body govuk-!-margin-top-3">
            <Link to={action.href} className="govuk-link govuk-!-font-weight-bold">
              {action.label}
            </Link>
          </p>
        ) : null}
      </div>
    </section>
  );
}

/** Something to open: works without a script. */
export function Details({
  summary,
  open,
  children,
}: {
  summary: ReactNode;
  open?: boolean;
  children: ReactNode;
}) {
  return (
    <details className="govuk-details" open={open}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{summary}</span>
      </summary>
      <div className="govuk-details__text">{children}</div>
    </details>
  );
}

/** The head of a confirmation page; carries the page's h1. */
export function Panel({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="govuk-panel govuk-panel--confirmation">
      <h1 className="govuk-panel__title">{title}</h1>
      {children ? <div className="govuk-panel__body">{children}</div> : null}
    </div>
  );
}

/** Nothing here: said kindly, with what comes next. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="los-empty">
      <p className="los-empty__title">{title}</p>
      {children}
    </div>
  );
}
