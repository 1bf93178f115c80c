import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { abbreviations, terms } from "~/server/glossary.server";
import { guarded, noRecord } from "~/server/guard.server";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";

export const meta = () => [{ title: "What the words mean - Line of Sight" }];

export const loader = guarded("help.read", noRecord, async () => ({
  terms,
  abbreviations,
}));

export default function Glossary() {
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to={paths.help.home()}>Help</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="What the words mean" />
          <SummaryList
            rows={page.terms.map(({ term, meaning }) => ({ key: capital(term), value: meaning }))}
          />
          <h2 className="govuk-heading-m">Abbreviations</h2>
          <SummaryList
            rows={page.abbreviations.map(({ term, meaning }) => ({ key: term, value: meaning }))}
          />
        </TwoThirds>
      </main>
    </>
  );
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
