import { useLoaderData } from "@remix-run/react";
import { Fragment } from "react";
import { paths } from "~/paths";
import { sentenceCase } from "~/rules/core/words";
import { abbreviations, terms } from "~/server/glossary.server";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";

export const meta = () => [{ title: "What the words mean - Line of Sight" }];

export const loader = guarded("help.read", noRecord, async () => ({
  terms,
  abbreviations,
}));

export default function Glossary() {
  const page = useLoaderData<typeof loader>();
  const letters = [...new Set(page.terms.map(({ term }) => letterOf(term)))];
  return (
    <>
      <BackLink to={paths.help.home()}>Help</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="What the words mean" />
          <ul className="govuk-list los-letters" id="letters">
            {letters.map((letter) => (
              <li key={letter}>
                <Link to={`#${letter}`}>{letter}</Link>
              </li>
            ))}
          </ul>
          {letters.map((letter) => (
            <Fragment key={letter}>
              <h2 className="govuk-heading-m" id={letter}>
                {letter}
              </h2>
              <SummaryList
                rows={page.terms
                  .filter(({ term }) => letterOf(term) === letter)
                  .map(({ term, meaning }) => ({ key: sentenceCase(term), value: meaning }))}
              />
            </Fragment>
          ))}
          <h2 className="govuk-heading-m">Abbreviations</h2>
          <SummaryList
            rows={page.abbreviations.map(({ term, meaning }) => ({ key: term, value: meaning }))}
          />
        </TwoThirds>
      </main>
    </>
  );
}

const letterOf = (term: string): string => term.charAt(0).toUpperCase();
