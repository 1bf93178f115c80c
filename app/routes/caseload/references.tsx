import { useLoaderData } from "@remix-run/react";
import { pageOnly } from "~/forms/caseload";
import { paths } from "~/paths";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { PairsToTell } from "~/ui/pairs-to-tell";
import { unscopedNumbersToTell } from "~db/people/same-numbers.server";
import { listCasesToTell } from "~db/people/same-numbers-facts.server";

export const meta = () => [{ title: "References that are nearly the same - Line of Sight" }];

const pageSize = 25;

export const loader = guarded("caseload.import", noRecord, async ({ request, db }) => {
  const { page } = pageOnly.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { groups, waiting } = await unscopedNumbersToTell(db, "case");
  const shown = groups.slice((page - 1) * pageSize, page * pageSize);
  const cases = await listCasesToTell(
    db,
    shown.flatMap(({ ids }) => ids),
  );
  return {
    page,
    waiting,
    count: groups.length,
    pages: Math.ceil(groups.length / pageSize),
    groups: shown.map(({ ids, settled }) => {
      const own = cases.filter(({ id }) => ids.includes(id));
      const kept = own.find(({ id }) => id === settled?.meantId);
      return {
        id: ids[0] ?? "",
        references: own.map(({ reference }) => reference).join(" and "),
        held: own.map(({ reference, team, worker }) => ({
          reference,
          words: [team ?? "no team", worker ?? "no worker"].join(", "),
        })),
        said: settled && {
          words:
            settled.answer === "same"
              ? `One child: ${kept?.reference} is kept`
              : "Different children",
          by: `${settled.by ?? "Someone"}, ${formatDate(dateInLondon(new Date(settled.at)))}`,
        },
      };
    }),
  };
});

export default function References() {
  const { groups, count, waiting, page, pages } = useLoaderData<typeof loader>();
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.caseload.list(), label: "Caseload" },
          { href: paths.caseload.import(), label: "Import" },
          { label: "References" },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="References that are nearly the same"
          lead="These differ by zeros, spaces or capital letters alone. Say of each pair whether it is one child recorded twice, so that imports know which case a file means."
        />
        <PairsToTell
          {...{ pairs: groups, count, waiting }}
          none="Every case has a reference of its own."
          both={{
            header: "References",
            cell: (row) => <Link to={paths.caseload.sameReference(row.id)}>{row.references}</Link>,
          }}
          known={{
            header: "Team and worker",
            cell: (row) =>
              row.held.map(({ reference, words }) => (
                <div key={reference}>
                  {reference}: {words}
                </div>
              )),
          }}
        />
        <Pagination
          page={page}
          pages={pages}
          hrefFor={(n) => `${paths.caseload.references()}?page=${n}`}
        />
      </main>
    </>
  );
}
