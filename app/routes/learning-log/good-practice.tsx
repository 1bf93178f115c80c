import { useLoaderData } from "@remix-run/react";
import { goodPracticeFilters } from "~/forms/good-practice";
import { paths } from "~/paths";
import { scopeOf } from "~/rules/access/permission";
import { countedUpToOf } from "~/rules/core/counting";
import { dateOf, daysBetween, formatDate, formatMonth } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { thanksStateNames } from "~/rules/learning-log/good-practice";
import { guarded, noRecord } from "~/server/guard.server";
import { FilterLayout } from "~/ui/filter-layout";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { Table } from "~/ui/table";
import { listVocabulary, nameOf } from "~db/core/vocabulary.server";
import {
  countGoodPractice,
  listThanksTo,
  listThanksWaiting,
  unscopedGoodPractice,
} from "~db/learning-log/good-practice.server";
import { LogNav } from "./log-nav";
import { PlacingFilters } from "./placing-filters";

export const meta = () => [{ title: "Good practice - Learning log - Line of Sight" }];

const pageSize = 12;
const mostOwn = 5;
const mostWaiting = 20;

export const loader = guarded("learning-log.read-good-practice", noRecord, async (guard) => {
  const { request, db, actor, today, may } = guard;
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  const query = goodPracticeFilters.parse(asked);
  const count = await countGoodPractice(db, query);
  const pages = Math.max(1, Math.ceil(count / pageSize));
  const page = Math.min(query.page, pages);
  const range = { limit: pageSize, offset: (page - 1) * pageSize };
  const { areas, themes } = await listVocabulary(db);
  const option = ({ code, name }: { code: string; name: string }) => ({ value: code, label: name });
  const keeps = may("learning-log.keep-good-practice");
  return {
    ...{ query, count, page, pages, today },
    own: await listThanksTo(db, actor.id, { limit: mostOwn }),
    waiting: keeps
      ? await listThanksWaiting(db, scopeOf(actor, "learning-log.keep-good-practice"), {
          states: ["asked", "consented"],
          limit: mostWaiting,
        })
      : [],
    entries: (await unscopedGoodPractice(db, query, range)).map((one) => ({
      ...one,
      about: [nameOf(areas, one.area), nameOf(themes, one.theme)].filter(Boolean).join(" · "),
    })),
    areas: areas.map(option),
    themes: themes.map(option),
    mayKeep: may("learning-log.keep-learning"),
    keeps,
  };
});

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function GoodPractice() {
  const { query, count, entries, areas, themes, ...data } = useLoaderData<typeof loader>();
  const { page: _, ...params } = query;
  const labelled = (options: typeof areas, value: string) =>
    options.find((option) => option.value === value)?.label ?? value;
  const chosen = [
    { key: "theme", label: query.theme && labelled(themes, query.theme) },
    { key: "area", label: query.area && labelled(areas, query.area) },
  ].flatMap(({ key, label }) =>
    label ? [{ label, removeHref: paths.learning.goodPractice({ ...params, [key]: "" }) }] : [],
  );
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Good practice"
        lead="What audits found done well, in words that whoever did it agreed to share."
      />
      <LogNav current="good-practice" mayKeep={data.mayKeep} />
      <OwnThanks own={data.own} />
      <FilterLayout
        above
        action={paths.learning.goodPractice()}
        clearHref={paths.learning.goodPractice()}
        chosen={chosen}
        filters={<PlacingFilters query={query} themes={themes} areas={areas} />}
      >
        {count === 0 ? (
          <EmptyState
            title={chosen.length > 0 ? "Nothing answers these filters" : "Nothing is shared yet"}
          >
            <p className="govuk-body">
              {chosen.length > 0 ? (
                <Link to={paths.learning.goodPractice()}>See all good practice</Link>
              ) : (
                "It begins with thanks: whoever reads a final audit can thank the worker for a strength, and ask whether others may read of it."
              )}
            </p>
          </EmptyState>
        ) : (
          <>
            <p className="los-result-count">{countedUpToOf(count, "example")}, the latest first</p>
            <ul className="los-texts">
              {entries.map((one) => (
                <li key={one.id}>
                  <p className="govuk-body los-as-typed">{one.entry}</p>
                  <p className="los-quiet">
                    {[one.about, one.workerName, formatMonth(one.sharedAt.slice(0, 7))]
                      .filter(Boolean)
                      .join(" · ")}
                    {data.keeps ? (
                      <>
                        {" · "}
                        <Link to={paths.learning.thanks(one.id)} hidden={one.entry.slice(0, 40)}>
                          Its thanks
                        </Link>
                      </>
                    ) : null}
                  </p>
                </li>
              ))}
            </ul>
            <Pagination
              page={data.page}
              pages={data.pages}
              hrefFor={(n) => paths.learning.goodPractice({ ...params, page: String(n) })}
            />
          </>
        )}
      </FilterLayout>
      <Waiting waiting={data.waiting} today={data.today} />
    </main>
  );
}

function OwnThanks({ own }: Pick<Page, "own">) {
  if (own.length === 0) return null;
  const short = (text: string) => (text.length > 140 ? `${text.slice(0, 137)}…` : text);
  return (
    <section aria-labelledby="own-thanks">
      <h2 className="govuk-heading-m" id="own-thanks">
        Thanks to you
      </h2>
      <ul className="govuk-list govuk-list--bullet">
        {own.map(({ id, thanks, givenAt, state }) => (
          <li key={id}>
            <Link to={paths.learning.thanks(id)}>{short(thanks)}</Link>{" "}
            <span className="los-quiet">
              {formatDate(dateOf(givenAt))}
              {state === "asked" ? " · May it be shared?" : ""}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** For those who keep the collection: who has not answered yet. */
function Waiting({ waiting, today }: Pick<Page, "waiting" | "today">) {
  if (waiting.length === 0) return null;
  return (
    <Table
      caption="Waiting for an answer, what waits longest first"
      captionSize="m"
      compact
      onNarrow="lines"
      rows={waiting}
      rowKey={({ id }) => id}
      columns={[
        {
          header: "Team",
          rowHeader: true,
          cell: ({ id, teamName }) => <Link to={paths.learning.thanks(id)}>{teamName}</Link>,
        },
        {
          header: "State",
          cell: ({ state, workerIsHere }) =>
            state === "asked" && !workerIsHere
              ? "The worker no longer works here"
              : thanksStateNames[state],
        },
        {
          header: "Waits",
          nowrap: true,
          cell: ({ since }) => counted(daysBetween(dateOf(since), today), "day"),
        },
      ]}
    />
  );
}
