import { InsetText } from "./notices";

/** What was typed into a form that can't be taken any more: nothing is saved, and it can be copied. */
export function KeptText({ texts }: { texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">What you typed</h2>
      <p className="govuk-body">It is not saved. Copy what you need before you leave this page.</p>
      {texts.map((text) => (
        <InsetText key={text}>
          <p className="govuk-body los-written">{text}</p>
        </InsetText>
      ))}
    </>
  );
}
