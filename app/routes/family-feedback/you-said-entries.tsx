import { useLoaderData } from "@remix-run/react";
import { pageOfEntries } from "~/forms/you-said";
import { paths } from "~/paths";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { youSaidStateColours, youSaidStateNames } from "~/rules/family-feedback/you-said";
import { guarded, noRecord } from "~/server/guard.server";
import { Button, ButtonGroup } from "~/ui/button";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import { unscopedYouSaid } from "~db/family-feedback/you-said.server";

export const meta = () => [{ title: "You said, we did: entries - Line of Sight" }];

const onPage = 20;

export const loader = guarded("family-feedback.publish", noRecord, async ({ db, request }) => {
  const { page } = pageOfEntries.parse(Object.fromEntries(new URL(request.url).searchParams));
  const entries = await unscopedYouSaid(db, { limit: onPage, offset: (page - 1) * onPage });
  return {
    page,
    more: entries.length > onPage,
    entries: entries.slice(0, onPage).map(({ id, state, said, publishedAt }) => ({
      ...{ id, state, said },
      when: publishedAt ? formatDate(dateInLondon(new Date(publishedAt))) : "",
    })),
  };
});

export default function YouSaidEntries() {
  const { page, more, entries } = useLoaderData<typeof loader>();
  return (
    <>
      <Breadcrumbs
        items={[{ href: paths.log.list(), label: "Learning log" }, { label: "You said, we did" }]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="You said, we did"
          lead="What children and families raised, what was done, and what changed: published for everyone, in plain words."
        />
        <ButtonGroup>
          <Button to={paths.youSaid.write()}>Write an entry</Button>
          <Link to={paths.youSaid.all()}>The page that everyone reads</Link>
        </ButtonGroup>
        {entries.length === 0 ? (
          <EmptyState title="Nothing is written yet">
            <p className="govuk-body">
              Begin with something families raised that you have done something about.
            </p>
          </EmptyState>
        ) : (
          <Table
            caption="Entries"
            hideCaption
            onNarrow="lines"
            rows={entries}
            rowKey={({ id }) => id}
            columns={[
              {
                header: "You said",
                rowHeader: true,
                cell: ({ id, said }) => <Link to={paths.youSaid.one(id)}>{said}</Link>,
              },
              {
                header: "State",
                cell: ({ state }) => (
                  <StateTag colour={youSaidStateColours[state]}>
                    {youSaidStateNames[state]}
                  </StateTag>
                ),
              },
              { header: "Published", labelled: true, cell: ({ when }) => when },
            ]}
          />
        )}
        {page > 1 ? (
          <p className="govuk-body">
            <Link to={paths.youSaid.entries(page > 2 ? { page: String(page - 1) } : {})}>
              Newer
            </Link>
          </p>
        ) : null}
        {more ? (
          <p className="govuk-body">
            <Link to={paths.youSaid.entries({ page: String(page + 1) })}>Older</Link>
          </p>
        ) : null}
      </main>
    </>
  );
}
