import { useLoaderData } from "@remix-run/react";
import { listAsked } from "~/forms/observations";
import { paths } from "~/paths";
import { addMonths } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { guarded, noRecord } from "~/server/guard.server";
import { Button } from "~/ui/button";
import { EmptyState } from "~/ui/notices";
import { PageHeading, SubNav } from "~/ui/page";
import { countOfPerson, listInReach, listMade, listOfPerson } from "~db/observations/lists.server";
import { EarlierLater } from "./earlier-later";
import { ObservationTable } from "./observation-table";
import { ObservationsNav } from "./observations-nav";
import { observationsMay } from "./state.server";

export const meta = () => [{ title: "Observations - Line of Sight" }];

const onPage = 20;

const names = {
  reach: "Of your teams",
  mine: "Made by you",
  "of-me": "Of your practice",
} as const;
type Show = keyof typeof names;

export const loader = guarded("observations.read", noRecord, async (guard) => {
  const { db, actor, request, scope, may, today } = guard;
  const asked = listAsked.parse(Object.fromEntries(new URL(request.url).searchParams));
  const reaches = scope.everything || scope.teamIds.length + scope.serviceIds.length > 0;
  const shows: Show[] = [
    ...(reaches ? (["reach"] as const) : []),
    ...(may("observations.observe") ? (["mine"] as const) : []),
    "of-me",
  ];
  const show = asked.show && shows.includes(asked.show) ? asked.show : (shows[0] ?? "of-me");
  const page = { limit: onPage + 1, offset: (asked.page - 1) * onPage };
  const found = await (show === "reach"
    ? listInReach(db, scope, page)
    : show === "mine"
      ? listMade(db, actor.id, page)
      : listOfPerson(db, actor.id, page));
  return {
    show,
    shows: shows.map((one) => ({
      show: one,
      label: one === "reach" && scope.everything ? "All" : names[one],
    })),
    page: asked.page,
    more: found.length > onPage,
    rows: found.slice(0, onPage),
    /** One's own alone: how often one was observed in a year. */
    ofMe: show === "of-me" ? await countOfPerson(db, actor.id, addMonths(today, -12)) : null,
    mayBegin: may("observations.observe"),
    may: observationsMay(guard),
  };
});

const empty: Record<Show, string> = {
  reach: "Nothing was observed yet",
  mine: "You have not observed anything yet",
  "of-me": "No observation of your practice is shared with you yet",
};

export default function Observations() {
  const { show, shows, page, more, rows, ofMe, mayBegin, may } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Observations"
        lead="What someone saw of practice, a meeting or supervision: written for whoever was observed, without grades."
      />
      <ObservationsNav current="list" may={may} />
      {mayBegin ? <Button to={paths.observations.begin()}>Write down an observation</Button> : null}
      {shows.length > 1 ? (
        <SubNav
          label="Which observations"
          items={shows.map((one) => ({
            href: paths.observations.list({ show: one.show }),
            label: one.label,
            current: one.show === show,
          }))}
        />
      ) : null}
      {ofMe ? (
        <p className="govuk-body">
          {counted(ofMe, "observation")} in the last twelve months. You and whoever manages you see
          this number, and nobody else.
        </p>
      ) : null}
      {rows.length === 0 ? (
        <EmptyState title={empty[show]} />
      ) : (
        <ObservationTable
          rows={rows}
          caption={shows.find((one) => one.show === show)?.label ?? ""}
        />
      )}
      <EarlierLater
        page={page}
        more={more}
        hrefFor={(to) => paths.observations.list({ show, page: String(to) })}
      />
    </main>
  );
}
