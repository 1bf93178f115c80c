import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { guarded, noRecord } from "~/server/guard.server";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { StateTag } from "~/ui/tags";
import { TaskList } from "~/ui/task-list";
import { meantFor, tellBundles } from "~db/overviews/access-words.server";
import { unscopedWaitingAccess } from "~db/people/access-changes.server";

export const meta = () => [{ title: "Access that waits - Line of Sight" }];

export const loader = guarded("access.confirm", noRecord, async (guard) => {
  const bundles = await tellBundles(guard, await unscopedWaitingAccess(guard.db, guard.today));
  return bundles.map((bundle) => ({ ...bundle, who: meantFor(bundle) }));
});

export default function AccessList() {
  const bundles = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to={paths.home()}>Home</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="Access that waits for a second person"
          lead="A role that opens cases, or power over other people’s access, is given by two: one proposes it, another confirms it. It lapses after 28 days."
        />
        {bundles.length === 0 ? (
          <EmptyState title="Nothing is waiting">
            What an administrator proposes next appears here and on your home.
          </EmptyState>
        ) : (
          <TaskList
            id="access"
            tasks={bundles.map(({ title, href, context, who, mine }) => ({
              title,
              href,
              hint: mine ? context : `${context}, for ${who}`,
              status: mine ? <StateTag colour="blue">For you</StateTag> : "",
            }))}
          />
        )}
      </main>
    </>
  );
}
