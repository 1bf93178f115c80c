import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { sentenceCase } from "~/rules/core/words";
import { abbreviations, terms } from "~/server/glossary.server";
import { guarded, noRecord } from "~/server/guard.server";
import { FoldOnNarrow } from "~/ui/fold-on-narrow";
import { Link } from "~/ui/link";
import { BackLink, PageHeading } from "~/ui/page";
import { SummaryList, type SummaryRow } from "~/ui/summary-list";

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
        <PageHeading title="What the words mean" />
        <ul className="govuk-list los-letters" id="letters">
          {letters.map((letter) => (
            <li key={letter}>
              <Link to={`#${letter}`}>{letter}</Link>
            </li>
          ))}
        </ul>
        <div className="los-terms">
          {letters.map((letter) => (
            <Terms
              key={letter}
              name={letter}
              id={letter}
              rows={page.terms
                .filter(({ term }) => letterOf(term) === letter)
                .map(({ term, meaning }) => ({ key: sentenceCase(term), value: meaning }))}
            />
          ))}
          <Terms
            name="Abbreviations"
            rows={page.abbreviations.map(({ term, meaning }) => ({ key: term, value: meaning }))}
          />
        </div>
      </main>
    </>
  );
}

/** The terms of one letter, folded on a phone; the address of a letter unfolds it. */
function Terms({ name, id, rows }: { name: string; id?: string; rows: SummaryRow[] }) {
  return (
    <FoldOnNarrow summary={name}>
      <h2 className="govuk-heading-m" id={id}>
        {name}
      </h2>
      <SummaryList rows={rows} />
    </FoldOnNarrow>
  );
}

const letterOf = (term: string): string => term.charAt(0).toUpperCase();
