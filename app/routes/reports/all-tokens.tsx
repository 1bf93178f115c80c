import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { guarded, noRecord } from "~/server/guard.server";
import { BackLink, PageHeading } from "~/ui/page";
import { unscopedTokens } from "~db/reports/feed-tokens.server";
import { shownToken, TokenList } from "./token-list";

export const meta = () => [{ title: "Tokens for Power BI or Excel - Line of Sight" }];

export const loader = guarded("feed.list-tokens", noRecord, async ({ db, context }) => {
  const now = context.clock.system();
  return { tokens: (await unscopedTokens(db)).map((token) => shownToken(token, now)) };
});

export default function AllTokens() {
  const { tokens } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to={paths.people.list()}>People</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="Tokens for Power BI or Excel"
          lead="Each reads the figures in its owner’s name, as long as their role lets them."
        />
        <TokenList
          tokens={tokens}
          caption="Everyone’s tokens, the last to expire first"
          withOwner
        />
      </main>
    </>
  );
}
