import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { confirmImportForm, importPageFilters } from "~/forms/caseload";
import { paths } from "~/paths";
import type { Closing } from "~/rules/caseload/closing";
import { countNotTaken } from "~/rules/caseload/staging";
import { isRunning } from "~/rules/caseload/states";
import { formatInstant } from "~/rules/core/dates";
import { askOrder } from "~/rules/imports/date-order";
import { guarded } from "~/server/guard.server";
import { importFromUrl } from "~/server/import-subjects.server";
import { lookAfterImports } from "~/server/import-watch.server";
import { compareRead, confirmStaged, forAMoment, newOwner } from "~/server/import-work.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { attempt, overtaken } from "~/server/save.server";
import { CountLinks } from "~/ui/count-links";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { useRefreshing } from "~/ui/refreshing";
import { StateTag } from "~/ui/tags";
import { listTeams } from "~db/access/people.server";
import { countAbsent } from "~db/caseload/absent.server";
import { compareAgain } from "~db/caseload/compare-again.server";
import { type CaseloadImport, findImport, findSameFile } from "~db/caseload/imports.server";
import { countAlike, countNames } from "~db/caseload/mappings.server";
import { discardImport } from "~db/caseload/work.server";
import { transact } from "~db/core/open.server";
import { beginConfirming } from "~db/operations/caseload/confirm.server";
import { countSilentOfImport } from "~db/people/reflecting.server";
import { ConfirmImport, RefusedImport } from "./confirm-import";
import { ImportFacts } from "./import-facts";
import { findList } from "./import-list.server";
import { ImportNotices } from "./import-notices";
import {
  whyAlike,
  whyNotClose,
  whyNotConfirm,
  whyNotDates,
  whyNotNow,
} from "./import-refusals.server";
import { ImportRows } from "./import-rows";
import { ImportRunning } from "./import-running";
import { importStates } from "./import-states";
import { doneLabels, labels, shownKinds } from "./import-words";

export const meta = () => [{ title: "Check an import - Line of Sight" }];

const pageSize = 50;

export const loader = guarded(
  "caseload.import",
  importFromUrl,
  async ({ request, db, subject, context }) => {
    await lookAfterImports(context);
    // It may have been taken over just now.
    const found = (await findImport(db, subject.import.id)) ?? subject.import;
    const { mark: _, beatAt: __, ...facts } = found;
    const { state, counts } = facts;
    const staged = state === "staged";
    const { absent, open } = staged
      ? await countAbsent(db, facts.id, counts.cohorts)
      : { absent: [], open: 0 };
    const counted = {
      ...counts,
      absent: absent.reduce((sum, { count }) => sum + count, 0),
    };
    const asked = importPageFilters.parse(Object.fromEntries(new URL(request.url).searchParams));
    const show = asked.show ?? shownKinds.find((one) => counted[one] > 0) ?? "add";
    const hasRows = ["staged", "confirming", "confirmed", "undoing", "undone"].includes(state);
    const same = await findSameFile(db, found);
    return {
      ...facts,
      waiting: isRunning(state),
      counted,
      notTaken: countNotTaken(counts),
      closing: { closed: counts.close, absent, open } satisfies Closing,
      names: staged ? await countNames(db, facts.id) : null,
      silent: state === "confirmed" ? await countSilentOfImport(db, facts.id) : counts.people,
      alike: staged ? await countAlike(db, facts.id) : 0,
      dates: staged ? askOrder(counts.dates) : null,
      same: same && {
        ...{ id: same.id, by: same.confirmedBy ?? same.by, undone: same.state === "undone" },
        confirmedAt: same.confirmedAt ?? same.createdAt,
      },
      show,
      page: asked.page,
      pages: Math.ceil(counted[show] / pageSize),
      list: hasRows ? await findList(db, found, show, asked.page, pageSize) : null,
      teams: Object.fromEntries((await listTeams(db)).map((team) => [team.id, team.name])),
    };
  },
);

export const action = guarded("caseload.import", importFromUrl, async (guard) => {
  const { request, db, stamp, subject, context, done } = guard;
  const form = await readForm(request, confirmImportForm);
  if (!form.ok) return refuse(form);
  const { intent, version, closeMany, dateOrder, ...choices } = form.value;
  const found = subject.import;
  const typed = {
    leaveOut: choices.leaveOut ? "yes" : "",
    leaveUnmapped: choices.leaveUnmapped ? "yes" : "",
    complete: choices.complete,
    closeMany,
    dateOrder: dateOrder ?? "",
  };
  const here = paths.caseload.importOne(found.id);
  const saved = await attempt(async () => {
    if (intent === "stop") {
      await transact(db, (tx) => discardImport(tx, stamp, found.id, null));
      return done(here, "Reading is stopped. Nothing was changed");
    }
    if (found.state !== "staged" || found.version !== version) {
      return refuseWith(typed, whyNotNow(found));
    }
    if (intent === "discard") {
      await transact(db, (tx) => discardImport(tx, stamp, found.id, version));
      return done(paths.caseload.import(), "The import is discarded. Nothing was changed");
    }
    if (intent === "dates") {
      if (!dateOrder) return refuseWith(typed, "Choose how the dates are written", "dateOrder");
      const owner = newOwner();
      const [importId, order] = [found.id, dateOrder];
      await transact(db, (tx) => compareAgain(tx, stamp, { importId, version, order }, owner));
      await forAMoment(compareRead(context, stamp, { importId, owner, state: "comparing" }));
      return done(here, `The dates are read with the ${order} first`);
    }
    const refused =
      whyNotDates(found, dateOrder ?? "") ??
      whyNotConfirm(found, choices, await countNames(db, found.id)) ??
      whyAlike(await countAlike(db, found.id));
    if (refused) return refuseWith(typed, refused.words, refused.field);
    const counted = await countAbsent(db, found.id, found.counts.cohorts);
    const many = whyNotClose({ closed: found.counts.close, ...counted }, choices, closeMany);
    if (many) return refuseWith(typed, many, "closeMany");
    const owner = newOwner();
    const importId = found.id;
    await transact(db, (tx) => beginConfirming(tx, stamp, { importId, version, choices }, owner));
    const working = { importId, owner, state: "confirming" } as const;
    const result = await forAMoment(confirmStaged(context, stamp, working, choices));
    if (result === "halted") return redirect(here);
    if (result?.refused) return refuseWith({}, result.refused);
    return done(here, result ? "The caseload is imported" : "The caseload is being imported");
  });
  if (saved.ok) return saved.value;
  const now = await findImport(db, found.id);
  return overtaken(typed, whyNotNow(now ?? found));
});

/** A workbook's rows are brought together by child. */
function readInWords({ kind, counts: { rows } }: Pick<CaseloadImport, "kind" | "counts">): string {
  if (rows === 0) return "Brought in";
  const [one, many] = kind === "annex-a" ? ["child", "children"] : ["row", "rows"];
  return `${rows.toLocaleString("en-GB")} ${rows === 1 ? one : many}, read`;
}

export default function ImportOne() {
  const data = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  useRefreshing(data.waiting);
  const { counted, state, show } = data;
  const here = paths.caseload.importOne(data.id);
  const words = state === "staged" || state === "confirming" ? labels : doneLabels;
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.caseload.list(), label: "Caseload" },
          { href: paths.caseload.import(), label: "Import" },
          { label: data.fileName },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title={importStates[state].title}
          caption={data.fileName}
          tag={<StateTag colour={importStates[state].colour}>{importStates[state].name}</StateTag>}
          lead={`${readInWords(data)} by ${data.by} on ${formatInstant(new Date(data.createdAt))}`}
        />
        <p className="govuk-visually-hidden" role="status">
          {importStates[state].title}
        </p>
        <ImportNotices data={data} />
        {isRunning(state) ? <ImportRunning {...data} state={state} /> : null}
        {data.list ? (
          <CountLinks
            label="What the file holds"
            items={shownKinds
              .filter((one) => counted[one] > 0 || ["add", "change", "close"].includes(one))
              .map((one) => ({
                count: counted[one],
                label: words[one],
                href: `${here}?show=${one}`,
              }))}
          />
        ) : null}
        {state === "staged" ? (
          // A comparison made again shows other cases: the ticks are asked for afresh.
          <ConfirmImport key={data.version} data={data} outcome={outcome} />
        ) : outcome ? (
          <RefusedImport outcome={outcome} />
        ) : null}
        {data.list ? (
          <ImportRows
            list={data.list}
            show={show}
            caption={`${counted[show].toLocaleString("en-GB")} ${words[show]}`}
            teams={data.teams}
            done={state === "confirmed"}
          />
        ) : null}
        <Pagination
          page={data.page}
          pages={data.list ? data.pages : 0}
          hrefFor={(n) => `${here}?show=${show}&page=${n}`}
        />
        <ImportFacts data={data} />
      </main>
    </>
  );
}
