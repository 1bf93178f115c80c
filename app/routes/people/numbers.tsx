import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { PairsToTell } from "~/ui/pairs-to-tell";
import { unscopedNumbersToTell } from "~db/people/same-numbers.server";
import { listPeopleToTell } from "~db/people/same-numbers-facts.server";

export const meta = () => [{ title: "Staff numbers that are nearly the same - Line of Sight" }];

/** So many pairs are shown at once; what is still to be said comes first. */
const shown = 50;

export const loader = guarded("people.manage", noRecord, async ({ db }) => {
  const { groups, waiting } = await unscopedNumbersToTell(db, "person");
  const people = await listPeopleToTell(
    db,
    groups.slice(0, shown).flatMap(({ ids }) => ids),
  );
  return {
    count: groups.length,
    waiting,
    groups: groups.slice(0, shown).map(({ ids, settled }) => ({
      id: ids[0] ?? "",
      people: people
        .filter(({ id }) => ids.includes(id))
        .map(({ id, name, staffNumber, team }) => ({
          id,
          words: `${name}, number ${staffNumber}`,
          team: team ?? "no team",
        })),
      said: settled && {
        words: "Two people",
        by: `${settled.by ?? "Someone"}, ${formatDate(dateInLondon(new Date(settled.at)))}`,
      },
    })),
  };
});

export default function Numbers() {
  const { groups, count, waiting } = useLoaderData<typeof loader>();
  return (
    <>
      <Breadcrumbs
        items={[{ href: paths.people.list(), label: "People" }, { label: "Staff numbers" }]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="Staff numbers that are nearly the same"
          lead="These differ by zeros, spaces or capital letters alone. Say of each pair whether it is one person recorded twice, so that imports know whom a file means."
        />
        <PairsToTell
          {...{ pairs: groups, count, waiting }}
          none="Everyone has a staff number of their own, or none."
          both={{
            header: "People",
            cell: (row) => (
              <Link to={paths.people.number(row.id)}>
                {row.people.map(({ words }) => words).join(" and ")}
              </Link>
            ),
          }}
          known={{
            header: "Teams",
            cell: (row) => row.people.map(({ team }) => team).join(" and "),
          }}
        />
      </main>
    </>
  );
}
