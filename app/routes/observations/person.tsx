import { useLoaderData } from "@remix-run/react";
import { listAsked } from "~/forms/observations";
import { paths } from "~/paths";
import { addMonths } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { guarded } from "~/server/guard.server";
import { supervisedFromUrl } from "~/server/observation-subjects.server";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { countOfPerson, listOfPerson } from "~db/observations/lists.server";
import { EarlierLater } from "./earlier-later";
import { ObservationTable } from "./observation-table";

export const meta = () => [{ title: "Observations of one person - Line of Sight" }];

const onPage = 20;

export const loader = guarded("observations.supervise", supervisedFromUrl, async (guard) => {
  const { db, subject, request, today } = guard;
  const { page } = listAsked.parse(Object.fromEntries(new URL(request.url).searchParams));
  const [found, year] = await Promise.all([
    listOfPerson(db, subject.id, { limit: onPage + 1, offset: (page - 1) * onPage }),
    countOfPerson(db, subject.id, addMonths(today, -12)),
  ]);
  return {
    ...{ id: subject.id, name: subject.name, teamName: subject.teamName, page, year },
    rows: found.slice(0, onPage),
    more: found.length > onPage,
  };
});

export default function ObservedPerson() {
  const { id, name, teamName, page, year, rows, more } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to={paths.observations.people()}>Your teams</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={teamName}
          title={name}
          lead={`${counted(year, "observation")} in the last twelve months.`}
        />
        {rows.length === 0 ? (
          <EmptyState title="No observation is shared yet" />
        ) : (
          <ObservationTable rows={rows} caption={`Observations of ${name}`} isOne />
        )}
        <EarlierLater
          page={page}
          more={more}
          hrefFor={(to) => paths.observations.person(id, { page: String(to) })}
        />
      </main>
    </>
  );
}
