import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { listSupervised } from "~db/observations/lists.server";
import { ObservationsNav } from "./observations-nav";
import { observationsMay } from "./state.server";

export const meta = () => [{ title: "Your teams - Observations - Line of Sight" }];

export const loader = guarded("observations.supervise", noRecord, async (guard) => ({
  people: await listSupervised(guard.db, guard.scope),
  may: observationsMay(guard),
}));

export default function SupervisedPeople() {
  const { people, may } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Your teams"
        lead="For supervision: who was last observed when. By team and name; nobody else sees this list."
      />
      <ObservationsNav current="people" may={may} />
      {people.length === 0 ? (
        <EmptyState title="Nobody is of your teams" />
      ) : (
        <Table
          caption="Who was last observed when"
          hideCaption
          onNarrow="lines"
          compact
          rows={people}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "Name",
              rowHeader: true,
              cell: ({ id, name }) => <Link to={paths.observations.person(id)}>{name}</Link>,
            },
            { header: "Team", cell: ({ teamName }) => teamName },
            {
              header: "Last observed",
              labelled: true,
              cell: ({ lastOn }) => (lastOn ? formatDate(lastOn) : "Not yet"),
            },
          ]}
        />
      )}
    </main>
  );
}
