import type { ReactNode } from "react";

/** Says quietly that this is the demonstration, and as at which day. */
export function PhaseBanner({ tag, children }: { tag: string; children: ReactNode }) {
  return (
    <section className="govuk-width-container" aria-label="About this copy">
      <div className="govuk-phase-banner">
        <p className="govuk-phase-banner__content">
          <strong className="govuk-tag govuk-phase-banner__content__tag">{tag}</strong>
          <span className="govuk-phase-banner__text">{children}</span>
        </p>
      </div>
    </section>
  );
}
