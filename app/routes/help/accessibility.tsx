import { PageHeading, TwoThirds } from "~/ui/page";

export const meta = () => [{ title: "Accessibility - Line of Sight" }];

/** Public: someone who can't use the sign-in page has to be able to read this. */
export const loader = async () => null;

export default function Accessibility() {
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <TwoThirds>
        <PageHeading
          title="Accessibility"
          lead="Everyone who works in children’s services should be able to use Line of Sight."
        />
        <h2 className="govuk-heading-m">What you can do</h2>
        <ul className="govuk-list govuk-list--bullet">
          <li>use every page from the keyboard alone, with the focus always in view</li>
          <li>
            use every page with a screen reader: headings, labels, tables and errors are announced
          </li>
          <li>zoom to 400% and use it on a phone without scrolling sideways, wide tables aside</li>
          <li>work without JavaScript: every form posts and every filter works</li>
          <li>read every chart as a table, and every grade as a word beside its colour</li>
          <li>print any page; what is not for paper is left out</li>
        </ul>
        <h2 className="govuk-heading-m">How it is checked</h2>
        <p className="govuk-body">
          It is built to the Web Content Accessibility Guidelines, version 2.2, level AA, on
          components of the GOV.UK Design System. Every page is checked automatically for each role
          whenever the software changes. Automatic checks find some problems only: no audit by an
          independent body has been made yet.
        </p>
        <h2 className="govuk-heading-m">What is not right yet</h2>
        <p className="govuk-body">
          A few wide tables scroll sideways on a phone. They can be reached and scrolled from the
          keyboard.
        </p>
        <h2 className="govuk-heading-m">Tell us</h2>
        <p className="govuk-body">
          If something keeps you from your work, tell your council’s administrator of Line of Sight:
          what page, what you tried, and what you use to read the screen. Ask them for anything here
          in another form. If they don’t answer to your satisfaction, the Equality Advisory and
          Support Service can help you.
        </p>
      </TwoThirds>
    </main>
  );
}
