import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { inOwnRight } from "~/rules/access/permission";
import { heldPartsInWords } from "~/rules/people/handovers";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { type Column, Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import { listHoldersOfWork } from "~db/overviews/holders.server";
import { unscopedAllPlanned } from "~db/people/handovers.server";
import { mayCancel, plannedInWords } from "./handing-over.server";

export const meta = () => [{ title: "Hand over work - Line of Sight" }];

export const loader = guarded("people.hand-over", noRecord, async ({ db, actor }) => {
  const planned = await unscopedAllPlanned(db);
  return {
    people: (await listHoldersOfWork(db, inOwnRight(actor))).map(({ held, ...person }) => ({
      ...person,
      words: heldPartsInWords(held),
      planned: planned
        .filter(({ personId }) => personId === person.id)
        .filter((one) => mayCancel({ actor }, one) || one.parts.some((part) => held[part]))
        .map((one) => ({ id: one.id, words: plannedInWords(one) })),
    })),
  };
});

type Row = ReturnType<typeof useLoaderData<typeof loader>>["people"][number];

/** Only where something is planned for anyone. */
const plannedColumn: Column<Row> = {
  header: "Planned",
  cell: ({ planned }) =>
    planned.length === 0 ? (
      "Nothing"
    ) : (
      <ul className="govuk-list govuk-!-margin-bottom-0">
        {planned.map(({ id, words }) => (
          <li key={id}>{words}</li>
        ))}
      </ul>
    ),
};

/** Whose work can be handed over: someone is about to leave, or has. */
export default function Handovers() {
  const { people } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Hand over work"
        lead="Choose the person whose work goes to someone else, now or on a later day."
      />
      {people.length === 0 ? (
        <EmptyState title="There is nothing to hand over">
          <p className="govuk-body">
            Nobody holds work that you may give to someone else at present.
          </p>
        </EmptyState>
      ) : (
        <Table
          caption="People with work that you may hand over"
          hideCaption
          onNarrow="lines"
          rows={people}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "Person",
              rowHeader: true,
              cell: ({ id, name, active }) => (
                <>
                  <Link to={paths.handover(id)}>{name}</Link>{" "}
                  {active ? null : <StateTag colour="orange">No longer active</StateTag>}
                </>
              ),
            },
            { header: "What they hold", cell: ({ words }) => words },
            ...(people.some(({ planned }) => planned.length > 0) ? [plannedColumn] : []),
          ]}
        />
      )}
    </main>
  );
}
