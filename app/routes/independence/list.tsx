import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { barsInWords, withWhom } from "~/rules/independence/declared-conflicts";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { Table } from "~/ui/table";
import { unscopedDeclared } from "~db/independence/declared-conflicts.server";

export const meta = () => [{ title: "Declared conflicts of interest - Line of Sight" }];

const onPage = 25;

export const loader = guarded("conflicts.withdraw", noRecord, async ({ db, request, may }) => {
  const asked = Number(new URL(request.url).searchParams.get("page") ?? "1");
  const page = Number.isInteger(asked) && asked > 0 ? Math.min(asked, 1000) : 1;
  const { rows, found } = await unscopedDeclared(db, {
    limit: onPage,
    offset: (page - 1) * onPage,
  });
  return {
    page,
    pages: Math.max(1, Math.ceil(found / onPage)),
    rows: rows.map((one) => ({
      id: one.id,
      person: one.personName,
      whom: withWhom(one),
      bars: barsInWords[one.with],
      note: one.note,
      on: formatDate(one.declaredAt.slice(0, 10)),
      mayWithdraw: may("conflicts.withdraw", one.access),
    })),
  };
});

export default function DeclaredConflicts() {
  const { rows, page, pages } = useLoaderData<typeof loader>();
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.programme(), label: "Programme" },
          { label: "Declared conflicts of interest" },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="Declared conflicts of interest"
          lead="Whoever declared one is never offered the work it is about, unless a reason overrides it."
        />
        {rows.length === 0 ? (
          <EmptyState title="Nobody has declared one">
            <p className="govuk-body">
              Auditors, moderators and panel members declare them on an audit or on their account.
            </p>
          </EmptyState>
        ) : (
          <Table
            caption="Those that hold, the newest first"
            hideCaption
            rows={rows}
            rowKey={({ id }) => id}
            columns={[
              { header: "Declared by", rowHeader: true, cell: ({ person }) => person },
              { header: "With", cell: ({ whom }) => whom },
              { header: "Keeps them from", cell: ({ bars }) => bars },
              { header: "Why", cell: ({ note }) => note },
              { header: "On", nowrap: true, cell: ({ on }) => on },
              {
                header: "Withdraw",
                hideHeader: true,
                cell: ({ id, person, whom, mayWithdraw }) =>
                  mayWithdraw ? (
                    <Link
                      to={paths.conflicts.one(id)}
                      hidden={`what ${person} declared with ${whom}`}
                    >
                      Withdraw
                    </Link>
                  ) : (
                    "Yours: another QA lead can withdraw it"
                  ),
              },
            ]}
          />
        )}
        <Pagination
          page={page}
          pages={pages}
          hrefFor={(n) => `${paths.conflicts.list()}?page=${n}`}
        />
      </main>
    </>
  );
}
