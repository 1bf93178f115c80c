/** A form as far as its notices go (useGovForm in form.tsx makes it). */
type Noticed = {
  id: string;
  conflict?: FormConflict;
};

export type FormConflict = {
  by: string;
  at: string;
  version: number;
  theirs: Record<string, string>;
  /** When what they did cannot be done over. */
  settled?: boolean;
  /** Where other words fit better. */
  said?: { title: string; words: string; whose: string };
};

/** What someone else saved meanwhile, beside what is typed. */
export function ConflictNotice({
  form,
  labels,
}: {
  form: Noticed;
  labels: Record<string, string>;
}) {
  const { conflict } = form;
  if (!conflict) return null;
  return (
    <section className="govuk-inset-text" aria-labelledby={`${form.id}-conflict`}>
      <h2 className="govuk-heading-m" id={`${form.id}-conflict`}>
        {conflict.said?.title ?? `${conflict.by} changed this ${conflict.at}`}
      </h2>
      <p className="govuk-body">
        {conflict.said?.words ??
          `Nothing you typed is lost: it is in the form below. ${
            conflict.settled
              ? "Theirs stands and can’t be replaced: if yours adds to it, tell them."
              : "Compare the two versions, then save yours over theirs, or leave this page to keep theirs."
          }`}
      </p>
      <dl className="govuk-summary-list">
        {Object.entries(conflict.theirs).map(([name, theirs]) => (
          <div className="govuk-summary-list__row" key={name}>
            <dt className="govuk-summary-list__key">
              {labels[name] ?? name}: {conflict.said?.whose ?? "their version"}
            </dt>
            <dd className="govuk-summary-list__value">{theirs || "Left empty"}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
