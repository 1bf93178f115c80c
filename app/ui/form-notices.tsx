import { changedInWords, overtakenInWords } from "~/rules/core/changed-elsewhere";

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
  const { title, words, whose } = conflict.said ?? {
    title: changedInWords(conflict),
    ...overtakenInWords(conflict),
  };
  return (
    <section className="govuk-inset-text" aria-labelledby={`${form.id}-conflict`}>
      <h2 className="govuk-heading-m" id={`${form.id}-conflict`}>
        {title}
      </h2>
      <p className="govuk-body">{words}</p>
      <dl className="govuk-summary-list">
        {Object.entries(conflict.theirs).map(([name, theirs]) => (
          <div className="govuk-summary-list__row" key={name}>
            <dt className="govuk-summary-list__key">
              {labels[name] ?? name}: {whose}
            </dt>
            <dd className="govuk-summary-list__value">{theirs || "Left empty"}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
