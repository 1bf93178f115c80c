import { useLoaderData } from "@remix-run/react";
import { pageOnly } from "~/forms/caseload";
import { paths } from "~/paths";
import { cohortNames, isCohort } from "~/rules/caseload/caseload";
import type { MappingChoice } from "~/rules/caseload/mapping";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { Table } from "~/ui/table";
import { unscopedMappings } from "~db/caseload/mappings.server";

export const meta = () => [{ title: "Remembered names - Line of Sight" }];

const pageSize = 50;

export const loader = guarded("caseload.import", noRecord, async ({ request, db }) => {
  const { page } = pageOnly.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { count, mappings } = await unscopedMappings(db, page, pageSize);
  return { page, pages: Math.ceil(count / pageSize), count, mappings };
});

const kinds = { team: "Team", cohort: "Cohort", worker: "Worker" } as const;

type Remembered = {
  choice: MappingChoice;
  team: string | null;
  person: string | null;
  cohort: string | null;
  sameName: string;
  answer: string;
};

/** What a remembered name means, in words. */
export function meaning({ choice, team, person, cohort, sameName, answer }: Remembered): string {
  switch (choice) {
    case "use":
      return (
        team ?? person ?? (cohort && isCohort(cohort) ? cohortNames[cohort] : "Nothing any more")
      );
    case "same":
      return `The same as ${sameName}`;
    case "leave-out":
      return "Not in use here: its cases are left out";
    case "waiting":
      return answer === "" ? "An administrator is asked to add it" : `Not added: ${answer}`;
    case "add":
      return "Someone new";
    case "nobody":
      return "No worker";
  }
}

export default function Names() {
  const { count, mappings, page, pages } = useLoaderData<typeof loader>();
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.caseload.list(), label: "Caseload" },
          { href: paths.caseload.import(), label: "Import" },
          { label: "Remembered names" },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="Remembered names"
          lead="What names of teams and workers in your case system’s files mean here. The next import goes by it; what was imported stays as it is."
        />
        {mappings.length === 0 ? (
          <EmptyState title="No names yet">
            <p className="govuk-body">
              When a file names a team or a worker that nobody here has, you are asked what it
              means. Your choice is kept here.
            </p>
          </EmptyState>
        ) : (
          <Table
            caption={`${counted(count, "name", "names")}`}
            rows={mappings}
            rowKey={(row) => row.id}
            columns={[
              {
                header: "In the file",
                rowHeader: true,
                cell: (row) => (
                  <Link to={paths.caseload.name(row.id)}>
                    {row.number ? `${row.name} (${row.number})` : row.name}
                  </Link>
                ),
              },
              { header: "Kind", cell: (row) => kinds[row.kind] },
              { header: "Here", cell: meaning },
              {
                header: "Chosen",
                cell: (row) =>
                  `${formatDate(dateInLondon(new Date(row.chosenAt)))}${row.by ? ` by ${row.by}` : ""}`,
              },
            ]}
          />
        )}
        <Pagination
          page={page}
          pages={pages}
          hrefFor={(n) => paths.caseload.names({ page: String(n) })}
        />
      </main>
    </>
  );
}
