import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { formatInstant } from "~/rules/core/dates";
import { guarded, noRecord } from "~/server/guard.server";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { Table } from "~/ui/table";
import { listOwnReads } from "~db/reading/reading.server";
import { pageOf } from "./readers.server";

export const meta = () => [{ title: "What you have read - Line of Sight" }];

const kinds = { audit: "Audit", case: "Case", concern: "Safeguarding concern" } as const;

export const loader = guarded("reading.see-own", noRecord, async ({ request, db, actor }) => {
  const found = await pageOf(request, (page) => listOwnReads(db, actor.id, page));
  return {
    ...found,
    rows: found.rows.map(({ kind, recordId, reference, title, forName, at }) => ({
      key: `${kind} ${recordId} ${at}`,
      reference,
      what: [kinds[kind], title, forName ? `for ${forName}` : null].filter(Boolean).join(", "),
      at: formatInstant(new Date(at)),
    })),
  };
});

export default function OwnReading() {
  const { rows, page, pages } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to={paths.account()}>Your account</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="What you have read"
            lead="The audits, cases and concerns you have opened, newest first, one line a record and day. QA leads can see it too."
          />
          {rows.length === 0 ? (
            <EmptyState title="Nothing yet">
              <p className="govuk-body">Each audit, case or concern you open is listed here.</p>
            </EmptyState>
          ) : (
            <Table
              caption="What you have read"
              hideCaption
              rows={rows}
              rowKey={({ key }) => key}
              columns={[
                {
                  header: "Case",
                  rowHeader: true,
                  nowrap: true,
                  cell: ({ reference }) => reference,
                },
                { header: "What", cell: ({ what }) => what },
                { header: "First opened that day", nowrap: true, cell: ({ at }) => at },
              ]}
            />
          )}
          <Pagination
            page={page}
            pages={pages}
            hrefFor={(to) => paths.accountReading({ page: `${to}` })}
          />
        </TwoThirds>
      </main>
    </>
  );
}
