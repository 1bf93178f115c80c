import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { formatInstant } from "~/rules/core/dates";
import { audienceNames } from "~/rules/reports/editions";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { listLatestEditions } from "~db/reports/editions.server";

export const meta = () => [{ title: "Reports - Line of Sight" }];

const onPage = 20;

export const loader = guarded("reports.read-editions", noRecord, async ({ db, request, may }) => {
  const asked = Number(new URL(request.url).searchParams.get("page") ?? "1");
  const page = Number.isInteger(asked) && asked > 0 && asked < 10_000 ? asked : 1;
  const whole = may("reports.read-staff-edition");
  const editions = await listLatestEditions(
    db,
    whole ? ["staff", "publication"] : ["publication"],
    {
      limit: onPage + 1,
      skip: (page - 1) * onPage,
    },
  );
  return {
    whole,
    mayBrief: may("brief.read"),
    page,
    more: editions.length > onPage,
    editions: editions.slice(0, onPage).map((edition) => ({
      id: edition.id,
      title: edition.title,
      audience: edition.audience,
      number: edition.number,
      when: formatInstant(new Date(edition.publishedAt)),
      by: edition.publishedBy,
    })),
  };
});

export default function Reports() {
  const { editions, whole, mayBrief, page, more } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Reports"
        lead={
          whole
            ? "Every published edition, the latest first. What is published stays as it was."
            : "Every report marked for publication, the latest first. Small numbers are hidden so that no child can be recognised."
        }
      />
      {whole ? (
        <ul className="govuk-list">
          {mayBrief ? (
            <li>
              <Link to={paths.brief()}>Brief for leaders, on one page</Link>
            </li>
          ) : null}
          <li>
            <Link to={paths.reports.period()}>Report of a month, a quarter or a year</Link>
          </li>
        </ul>
      ) : null}
      {editions.length === 0 ? (
        <EmptyState title="Nothing is published yet">
          <p className="govuk-body">
            Reports come here once a cycle is closed and the QA lead publishes its report.
          </p>
        </EmptyState>
      ) : (
        <Table
          caption="Published reports"
          hideCaption
          rows={editions}
          rowKey={({ id }) => id}
          onNarrow="lines"
          columns={[
            {
              header: "Report",
              rowHeader: true,
              cell: ({ id, title, number }) => (
                <Link to={paths.reports.edition(id)} hidden={`, edition ${number}`}>
                  {title}
                </Link>
              ),
            },
            { header: "Edition", numeric: true, cell: ({ number }) => number },
            ...(whole
              ? [
                  {
                    header: "For",
                    cell: ({ audience }: (typeof editions)[number]) => audienceNames[audience],
                  },
                ]
              : []),
            { header: "Published", ownLine: true, cell: ({ when, by }) => `${when} by ${by}` },
          ]}
        />
      )}
      {page > 1 || more ? (
        <ul className="los-views">
          {page > 1 ? (
            <li>
              <Link to={paths.reports.list({ page: String(page - 1) })}>Later reports</Link>
            </li>
          ) : null}
          {more ? (
            <li>
              <Link to={paths.reports.list({ page: String(page + 1) })}>Earlier reports</Link>
            </li>
          ) : null}
        </ul>
      ) : null}
    </main>
  );
}
