import { useLoaderData } from "@remix-run/react";
import { type Demonstration, openDemonstration } from "~/server/demonstration.server";
import { guarded, noRecord, notFound } from "~/server/guard.server";
import { FoldOnNarrow } from "~/ui/fold-on-narrow";
import { PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";

export const meta = () => [{ title: "About these figures - Line of Sight" }];

/** There is nothing to say outside the demonstration. */
export const loader = guarded("help.read", noRecord, async ({ context }) => {
  if (!context.demonstration) throw notFound();
  return { rows: (await openDemonstration()).provenance };
});

type Status = Demonstration["provenance"][number]["status"];

const standings = {
  published: { name: "Published", colour: "green" },
  inferred: { name: "Inferred", colour: "yellow" },
  invented: { name: "Invented", colour: "grey" },
} as const satisfies Record<Status, { name: string; colour: string }>;

export default function AboutTheseFigures() {
  const { rows } = useLoaderData<typeof loader>();
  const groups = [...new Set(rows.map((row) => row.group))];
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="About these figures"
        lead="Demo Borough does not exist. Its people, cases and texts are invented. Some of its figures are those that a council published; this page says which."
      />
      <ul className="govuk-list govuk-list--bullet">
        <li>Published: printed in the source.</li>
        <li>Inferred: worked out from what is printed.</li>
        <li>Invented: made up, so that every page has something to show.</li>
      </ul>
      <div className="los-sources">
        {groups.map((group) => (
          <FoldOnNarrow key={group} summary={group}>
            <Table
              caption={group}
              captionSize="m"
              compact
              onNarrow="lines"
              rows={rows.filter((row) => row.group === group)}
              rowKey={(row) => row.what}
              columns={[
                {
                  header: "What",
                  rowHeader: true,
                  cell: (row) => (
                    <>
                      {row.what}
                      {row.note ? <div className="govuk-hint">{row.note}</div> : null}
                    </>
                  ),
                },
                { header: "Figure", cell: (row) => row.figure },
                {
                  header: "Standing",
                  cell: (row) => (
                    <StateTag colour={standings[row.status].colour}>
                      {standings[row.status].name}
                    </StateTag>
                  ),
                },
                { header: "Source", labelled: true, cell: (row) => row.source || "None" },
              ]}
            />
          </FoldOnNarrow>
        ))}
      </div>
    </main>
  );
}
