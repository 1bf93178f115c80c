/** The case that is graded: its text, or where to read it. */
export function TheCase({ reference, narrative }: { reference: string | null; narrative: string }) {
  return (
    <section aria-labelledby="the-case">
      <h2 className="govuk-heading-m" id="the-case">
        The case
      </h2>
      {reference === null ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
        <section className="los-case-text" tabIndex={0} aria-label="The case as it is written">
          {narrative.split(/\n\s*\n/).map((paragraph) => (
            <p className="govuk-body" key={paragraph}>
              {paragraph}
            </p>
          ))}
        </section>
      ) : (
        <p className="govuk-body">
          Read the record of <strong>{reference}</strong> in the case system. Nothing more of it is
          shown here, and reading it for this does not count as having read an audit.
        </p>
      )}
    </section>
  );
}
