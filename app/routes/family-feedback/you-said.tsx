import { useLoaderData } from "@remix-run/react";
import { pageOfEntries } from "~/forms/you-said";
import { paths } from "~/paths";
import { mayEver } from "~/rules/access/permission";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { findSignedIn, publicly } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { PageHeading, TwoThirds } from "~/ui/page";
import { findSomeSettings } from "~db/core/settings.server";
import { unscopedPublishedYouSaid } from "~db/family-feedback/you-said.server";
import { SaidEntry } from "./said-entry";

export const meta = () => [{ title: "You said, we did - Line of Sight" }];

const onPage = 10;

/** Public: what was published for children and families, and nothing of what it rests on. */
export const loader = publicly(async ({ request, context }) => {
  const db = context.quick ?? context.db;
  const { page } = pageOfEntries.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { actor } = await findSignedIn(request, context);
  const [entries, settings] = await Promise.all([
    unscopedPublishedYouSaid(db, { limit: onPage, offset: (page - 1) * onPage }),
    findSomeSettings(db, ["reports.council"]),
  ]);
  return {
    page,
    council: settings["reports.council"],
    writes: actor !== null && mayEver(actor, "family-feedback.publish"),
    more: entries.length > onPage,
    entries: entries.slice(0, onPage).map(({ id, said, did, changed, publishedAt }) => ({
      ...{ id, said, did, changed },
      when: publishedAt ? formatDate(dateInLondon(new Date(publishedAt))) : null,
    })),
  };
});

export default function YouSaidWeDid() {
  const { page, council, writes, more, entries } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <TwoThirds>
        <PageHeading
          caption={council || undefined}
          title="You said, we did"
          lead="Children, young people and families tell us what it is like to work with us. This is what we changed because of it."
        />
        {entries.length === 0 ? (
          <EmptyState title={page > 1 ? "There is no more" : "There is nothing here yet"}>
            <p className="govuk-body">
              {page > 1
                ? "Go back to the first page."
                : "We are listening. Come back soon to see what we changed."}
            </p>
          </EmptyState>
        ) : (
          entries.map((entry) => <SaidEntry key={entry.id} entry={entry} when={entry.when} />)
        )}
        {page > 1 ? (
          <p className="govuk-body los-no-print">
            <Link to={paths.youSaid.all(page > 2 ? { page: String(page - 1) } : {})}>Newer</Link>
          </p>
        ) : null}
        {more ? (
          <p className="govuk-body los-no-print">
            <Link to={paths.youSaid.all({ page: String(page + 1) })}>Older</Link>
          </p>
        ) : null}
        {writes ? (
          <p className="govuk-body los-no-print">
            <Link to={paths.youSaid.entries()}>Write, publish and withdraw entries</Link>
          </p>
        ) : null}
        <p className="govuk-body los-no-print">
          Have you got a code from us?{" "}
          <Link to={paths.familyFeedback.open()}>Tell us what you think</Link>
        </p>
      </TwoThirds>
    </main>
  );
}
