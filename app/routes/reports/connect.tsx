import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { guarded, noRecord } from "~/server/guard.server";
import { Button } from "~/ui/button";
import { Link } from "~/ui/link";
import { Details, InsetText } from "~/ui/notices";
import { PageHeading, TwoThirds } from "~/ui/page";
import { listBlindCycles } from "~db/audits/blind.server";
import { listTokensOf } from "~db/reports/feed-tokens.server";
import { RelationsDrawing, RelationsList } from "./relations-drawing";
import { shownToken, TokenList } from "./token-list";

export const meta = () => [{ title: "Connect Power BI or Excel - Line of Sight" }];

export const loader = guarded("feed.make-token", noRecord, async (guard) => {
  const { request, db, actor, context } = guard;
  const now = context.clock.system();
  return {
    address: `${new URL(request.url).origin}${paths.feed.root()}`,
    isCycleKept: (await listBlindCycles(db, [actor.id])).length > 0,
    tokens: (await listTokensOf(db, actor.id)).map((token) => shownToken(token, now)),
  };
});

export default function Connect() {
  const { address, isCycleKept, tokens } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <TwoThirds>
        <PageHeading
          title="Connect Power BI or Excel"
          lead="Read the figures in another program, and refresh them whenever you like."
        />
        <Steps address={address} />
        <InsetText>
          There is no child, no member of staff and nothing that was written of a case in it. Its
          figures are whole: small numbers are not hidden, so keep what you make of them inside the
          service.
        </InsetText>
        <p className="govuk-body">
          Grades and prompts of thematic audits that are graded are among them. Filter by the kind
          of their exercise: cases chosen for a theme say nothing of the grades of all.
        </p>
        {isCycleKept ? (
          <p className="govuk-body">
            You are to grade an audit again. Until you have, grades, prompts and findings of its
            cycle are left out of what your tokens read.
          </p>
        ) : null}
      </TwoThirds>
      <h2 className="govuk-heading-m">Your tokens</h2>
      <TokenList tokens={tokens} caption="Your tokens, the latest first" />
      <Button to={paths.feed.newToken()}>Make a token</Button>
      <h2 className="govuk-heading-m">What belongs together</h2>
      <p className="govuk-body">
        A dot joins what is counted with what it is counted by; a curve joins two of a kind.
      </p>
      <RelationsDrawing />
      <Details summary="The relations in words">
        <RelationsList />
      </Details>
    </main>
  );
}

function Steps({ address }: { address: string }) {
  return (
    <ol className="govuk-list govuk-list--number govuk-list--spaced">
      <li>
        <Link to={paths.feed.newToken()}>Make a token</Link> and copy it. It is shown once.
      </li>
      <li>
        In Power BI choose Get data, then OData feed. In Excel choose Data, Get data, From other
        sources, From OData feed.
      </li>
      <li>
        Give the address <strong className="los-anywhere">{address}</strong>
      </li>
      <li>Choose Basic. Your email address is the user name, and the token is the password.</li>
      <li>
        Tick the sets you want and load them. Power BI finds most relations by itself; the drawing
        below shows them.
      </li>
    </ol>
  );
}
