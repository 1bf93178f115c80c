import { useLoaderData } from "@remix-run/react";
import { learningFilters } from "~/forms/learning";
import { paths } from "~/paths";
import { countedUpToOf } from "~/rules/core/counting";
import { dateOf, formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { learningReference } from "~/rules/learning-log/learning";
import { guarded, noRecord } from "~/server/guard.server";
import { Button, ButtonGroup } from "~/ui/button";
import { FilterLayout } from "~/ui/filter-layout";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { Table } from "~/ui/table";
import { listVocabulary, nameOf } from "~db/core/vocabulary.server";
import { countLearning, unscopedLearning } from "~db/learning-log/learning.server";
import { LogNav } from "./log-nav";
import { PlacingFilters } from "./placing-filters";

export const meta = () => [{ title: "What we learnt - Learning log - Line of Sight" }];

const pageSize = 20;

export const loader = guarded("learning-log.read-learning", noRecord, async (guard) => {
  const { request, db, may } = guard;
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  const query = learningFilters.parse(asked);
  const count = await countLearning(db, query);
  const pages = Math.max(1, Math.ceil(count / pageSize));
  const page = Math.min(query.page, pages);
  const range = { limit: pageSize, offset: (page - 1) * pageSize };
  const learnings = await unscopedLearning(db, query, range);
  const { areas, themes } = await listVocabulary(db);
  const option = ({ code, name }: { code: string; name: string }) => ({ value: code, label: name });
  return {
    query,
    count,
    page,
    pages,
    learnings: learnings.map((one) => ({
      ...one,
      about: [nameOf(areas, one.area), nameOf(themes, one.theme)].filter(Boolean).join(" · "),
    })),
    areas: areas.map(option),
    themes: themes.map(option),
    mayKeep: may("learning-log.keep-learning"),
    mayEnter: may("learning-log.add-source"),
  };
});

export default function Learnings() {
  const { query, count, learnings, areas, themes, ...data } = useLoaderData<typeof loader>();
  const { page: _, ...params } = query;
  const labelled = (options: typeof areas, value: string) =>
    options.find((option) => option.value === value)?.label ?? value;
  const chosen = [
    { key: "words", label: query.words && `“${query.words}”` },
    { key: "theme", label: query.theme && labelled(themes, query.theme) },
    { key: "area", label: query.area && labelled(areas, query.area) },
  ].flatMap(({ key, label }) =>
    label ? [{ label, removeHref: paths.learning.list({ ...params, [key]: "" }) }] : [],
  );
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="What we learnt"
        lead="Each gathers what several audits, samples and other sources found, and the actions that answer it."
      />
      <LogNav current="learnt" mayKeep={data.mayKeep} />
      {data.mayEnter ? (
        <ButtonGroup>
          <Button to={paths.learning.addSource()} variant="secondary">
            Enter a complaint, review or feedback
          </Button>
        </ButtonGroup>
      ) : null}
      <FilterLayout
        above
        action={paths.learning.list()}
        clearHref={paths.learning.list()}
        chosen={chosen}
        filters={
          <>
            <TextField id="words" name="words" label="Words" defaultValue={query.words} />
            <PlacingFilters query={query} themes={themes} areas={areas} />
          </>
        }
      >
        {count === 0 ? (
          <None filtered={chosen.length > 0} mayKeep={data.mayKeep} />
        ) : (
          <>
            <p className="los-result-count">
              {countedUpToOf(count, "thing learnt", "things learnt")}, what was last found first
            </p>
            <Table
              caption="What we learnt"
              hideCaption
              compact
              onNarrow="lines"
              rows={learnings}
              rowKey={({ id }) => id}
              columns={[
                {
                  header: "What we learnt",
                  rowHeader: true,
                  cell: ({ id, reference, what, about }) => (
                    <>
                      <Link to={paths.learning.one(id)}>{what}</Link>
                      <span className="los-quiet">
                        {[learningReference(reference), about].filter(Boolean).join(" · ")}
                      </span>
                    </>
                  ),
                },
                {
                  header: "Found",
                  labelled: true,
                  cell: ({ found, exercises }) => foundInWords(found, exercises),
                },
                {
                  header: "Answered by",
                  labelled: true,
                  cell: ({ actions, verified }) => answeredInWords(actions, verified),
                },
                {
                  header: "Last filed",
                  labelled: true,
                  nowrap: true,
                  cell: ({ foundAt }) => formatDate(dateOf(foundAt)),
                },
              ]}
            />
            <Pagination
              page={data.page}
              pages={data.pages}
              hrefFor={(n) => paths.learning.list({ ...params, page: String(n) })}
            />
          </>
        )}
      </FilterLayout>
    </main>
  );
}

/** "3 times, in 2 exercises"; other sources are of none. */
function foundInWords(found: number, exercises: number): string {
  if (found === 0) return "Nothing filed";
  const times = found === 1 ? "Once" : countedUpToOf(found, "time");
  return exercises === 0 ? times : `${times}, in ${counted(exercises, "exercise")}`;
}

const answeredInWords = (actions: number, verified: number): string =>
  actions === 0 ? "No action yet" : `${counted(actions, "action")}, ${verified} verified`;

function None({ filtered, mayKeep }: { filtered: boolean; mayKeep: boolean }) {
  if (filtered) {
    return (
      <EmptyState title="Nothing answers these filters">
        <p className="govuk-body">
          <Link to={paths.learning.list()}>See everything we learnt</Link>
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing is filed yet">
      <p className="govuk-body">
        {mayKeep ? (
          <>
            Learning begins with a finding: <Link to={paths.learning.toFile()}>file the first</Link>
            .
          </>
        ) : (
          "QA leads and service managers file what audits and other sources found."
        )}
      </p>
    </EmptyState>
  );
}
