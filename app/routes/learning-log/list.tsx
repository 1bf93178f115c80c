import { useLoaderData } from "@remix-run/react";
import { levelFilterNames } from "~/forms/learning-log";
import { paths } from "~/paths";
import { countedUpToOf } from "~/rules/core/counting";
import { formatDate } from "~/rules/core/dates";
import { plural } from "~/rules/core/words";
import { actionSourceNames, actionStatusNames } from "~/rules/learning-log/learning-log";
import { guarded, noRecord } from "~/server/guard.server";
import { Button, ButtonGroup } from "~/ui/button";
import { CountLinks } from "~/ui/count-links";
import { FilterLayout } from "~/ui/filter-layout";
import { Link } from "~/ui/link";
import { PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { listServices } from "~db/access/people.server";
import { listVocabulary, nameOf } from "~db/core/vocabulary.server";
import {
  countActions,
  countByState,
  listActions,
  listLogChoices,
  noTheme,
} from "~db/learning-log/action-list.server";
import { countByTheme } from "~db/learning-log/action-themes.server";
import { listSavedViews } from "~db/reports/saved-views.server";
import { ActionTable } from "./action-table";
import { Board } from "./board";
import { LogFilters } from "./filters";
import { LogNav } from "./log-nav";
import { readerOf, readLogQuery, seesOwnAlone } from "./log-query.server";
import { Nothing, NothingOwn } from "./nothing";
import { Shown } from "./shown-as";
import { ThemeTable } from "./theme-table";
import { Views } from "./views";

export const meta = () => [{ title: "Learning log - Line of Sight" }];

const pageSize = 15;

/** What stands on the board, and how many of each. */
const onBoard = ["open", "in-progress", "completed", "verified"] as const;
const mostOnBoard = 6;

export const loader = guarded("learning-log.read", noRecord, async (guard) => {
  const { request, db, actor, scope, today, may } = guard;
  const reader = readerOf(actor, scope);
  const { query, filter, errors } = readLogQuery(request, today, reader);
  const count = await countActions(db, reader, filter, today);
  const pages = Math.max(1, Math.ceil(count / pageSize));
  const page = Math.min(query.page, pages);
  const range = { sort: query.sort, limit: pageSize, offset: (page - 1) * pageSize };
  const { areas, themes } = await listVocabulary(db);
  const byTheme = query.view === "themes" && reader.log.everything;
  const actions = byTheme ? [] : await listActions(db, reader, filter, today, range);
  const held = await listLogChoices(db, reader, today);
  const option = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  const inOrder = (names: typeof areas, codes: string[]) =>
    codes
      .map((code) => ({ value: code, label: nameOf(names, code) }))
      .sort((a, b) => (a.label < b.label ? -1 : 1));
  const services = await listServices(db);
  // Whoever answers for one service looks at it first.
  const [own] = reader.log.everything ? [] : reader.log.serviceIds;
  const { overdue, ...byStatus } = await countByState(db, reader, today);
  return {
    query,
    errors,
    count,
    page,
    pages,
    today,
    counts: { ...byStatus, overdue },
    /** All that this reader sees, whatever the filters. */
    whole: Object.values(byStatus).reduce((sum, n) => sum + n, 0),
    actions: actions.map((action) => ({
      ...action,
      areaName: nameOf(areas, action.area),
      themeName: nameOf(themes, action.theme),
    })),
    services: services.map(option),
    ownService: own && services.some(({ id }) => id === own) ? own : null,
    views: await listSavedViews(db, actor.id, "log"),
    asked: new URL(request.url).search,
    themes: byTheme
      ? (
          await countByTheme(db, reader, filter, {
            themes: [...themes.map(({ code }) => code), noTheme],
            today,
          })
        ).map((row) => ({
          ...row,
          name: row.theme === noTheme ? "No theme" : nameOf(themes, row.theme),
        }))
      : null,
    mayTheme: reader.log.everything,
    board:
      query.view === "board"
        ? await Promise.all(
            onBoard.map(async (status) => ({
              status,
              actions: await listActions(db, reader, { ...filter, status }, today, {
                ...{ sort: query.sort, limit: mostOnBoard, offset: 0 },
              }),
            })),
          )
        : null,
    choices: {
      teams: held.teams.map(option),
      owners: held.owners.map(option),
      areas: inOrder(areas, held.areas),
      themes: inOrder(themes, held.themes),
    },
    mayAdd: may("learning-log.add"),
    mayKeep: may("learning-log.keep-learning"),
    maySave: may("learning-log.save-view"),
    mayMeet: may("learning-log.read-meeting"),
    maySupervise: may("learning-log.supervise"),
    mayImport: may("learning-log.import"),
    ownAlone: seesOwnAlone(reader),
    leftOut:
      query.level === "above-child" && !byTheme
        ? await countActions(db, reader, { ...filter, level: "child" }, today)
        : 0,
  };
});

export default function LearningLog() {
  const data = useLoaderData<typeof loader>();
  const { query, counts, whole, count, actions, choices, today, page } = data;
  const { page: _, sort, ...picked } = query;
  const params = { ...picked, sort: sort === "due" ? "" : sort };
  const labelled = (options: { value: string; label: string }[], value: string) =>
    options.find((option) => option.value === value)?.label ?? value;
  const chosen = [
    { key: "words", label: query.words && `“${query.words}”` },
    { key: "status", label: query.status && actionStatusNames[query.status] },
    { key: "overdue", label: query.overdue && "Overdue" },
    { key: "level", label: query.level && `${levelFilterNames[query.level]} level` },
    { key: "team", label: labelled(choices.teams, query.team) },
    { key: "owner", label: labelled(choices.owners, query.owner) },
    { key: "area", label: labelled(choices.areas, query.area) },
    { key: "theme", label: labelled(choices.themes, query.theme) },
    { key: "source", label: query.source && `From: ${actionSourceNames[query.source]}` },
    { key: "service", label: labelled(data.services, query.service) },
    { key: "waits", label: query.waits && `To verify for ${query.waits} days or more` },
    { key: "learning", label: query.learning && "Answers what was learnt" },
    { key: "from", label: query.from && `Due from ${query.from}` },
    { key: "to", label: query.to && `Due to ${query.to}` },
  ].flatMap(({ key, label }) =>
    // A list that opens with a level asks outright for any other.
    label
      ? [{ label, removeHref: paths.log.list({ ...params, [key]: key === "level" ? "any" : "" }) }]
      : [],
  );
  if (data.ownAlone && whole === 0) {
    return (
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading title="Learning log" />
        <NothingOwn />
      </main>
    );
  }
  const withheld = actions.some((action) => action.what === null);
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Learning log"
        lead={
          data.ownAlone
            ? "The actions that are yours. The learning log of teams and services is read by their managers, the QA leads and the leaders."
            : "What was learnt, what is done about it, and what it changed."
        }
      />
      {data.ownAlone ? null : <LogNav current="actions" mayKeep={data.mayKeep} />}
      <CountLinks
        label="Actions by state"
        items={[
          { label: "Overdue", count: counts.overdue, href: paths.log.list({ overdue: "yes" }) },
          ...(["open", "in-progress", "completed", "verified", "not-achieved"] as const).map(
            (status) => ({
              label: status === "completed" ? "To verify" : actionStatusNames[status],
              count: counts[status],
              href: paths.log.list({ status }),
            }),
          ),
        ]}
      />
      <div className="los-beside">
        {data.mayAdd ? (
          <ButtonGroup>
            <Button to={paths.log.add()} variant="secondary">
              Add an action
            </Button>
            {data.mayImport ? (
              <Button to={paths.log.import()} variant="secondary">
                Bring an earlier log
              </Button>
            ) : null}
            {data.maySupervise ? <Link to={paths.log.supervision()}>Supervision</Link> : null}
          </ButtonGroup>
        ) : null}
        <Views
          views={data.views}
          ownService={data.ownService}
          asked={data.maySave ? data.asked : null}
          mayMeet={data.mayMeet}
        />
      </div>
      <FilterLayout
        above
        action={paths.log.list()}
        clearHref={paths.log.list()}
        chosen={chosen}
        filters={
          <LogFilters
            query={query}
            choices={{ ...choices, services: data.services }}
            errors={data.errors}
          />
        }
      >
        {data.errors.from || data.errors.to ? (
          <p className="govuk-error-message">
            <span className="govuk-visually-hidden">Error:</span> Enter a real date, like 31/3/2024.
            Until then the list leaves that date out.
          </p>
        ) : null}
        {count === 0 ? (
          <Nothing whole={whole} mayAdd={data.mayAdd} />
        ) : (
          <>
            <p className="los-result-count">
              {countedUpToOf(count, "action")},{" "}
              {data.themes
                ? "by theme and state"
                : sort === "newest"
                  ? "the last added first"
                  : sort === "oldest"
                    ? "the first added first"
                    : "what is still to do first, by due date"}
              <span className="los-no-print">
                {". "}
                <Shown
                  view={data.board ? "board" : data.themes ? "themes" : ""}
                  mayTheme={data.mayTheme}
                  hrefFor={(view) => paths.log.list({ ...params, view })}
                />
              </span>
            </p>
            {data.leftOut > 0 ? (
              <p className="govuk-body">
                {countedUpToOf(
                  data.leftOut,
                  "action for one child is",
                  "actions for one child are",
                )}{" "}
                left out: what they say is case content.{" "}
                <Link to={paths.log.list({ ...params, level: "child" })}>
                  See that they are there, and how far they are
                </Link>
              </p>
            ) : null}
            {withheld ? (
              <p className="govuk-body">
                What an action for one child says is case content: you see that it is there, its
                level, area, owner’s role and state.
              </p>
            ) : null}
            {data.themes ? (
              <ThemeTable rows={data.themes} params={params} />
            ) : data.board ? (
              <Board
                columns={data.board}
                counts={counts}
                today={today}
                hrefFor={(status) => paths.log.list({ ...params, view: "", status })}
              />
            ) : (
              <>
                <ActionTable actions={actions} today={today} />
                <Pagination
                  page={page}
                  pages={data.pages}
                  hrefFor={(n) => paths.log.list({ ...params, page: String(n) })}
                />
              </>
            )}
            <p className="govuk-body los-no-print">
              <Link to={paths.log.csv(params)} download>
                Download {plural(count, "this action", "these actions")} as CSV
              </Link>{" "}
              or{" "}
              <Link to={paths.log.excel(params)} download>
                Excel
              </Link>
              , as at {formatDate(today)}
            </p>
          </>
        )}
      </FilterLayout>
    </main>
  );
}
