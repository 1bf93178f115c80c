import { useActionData, useLoaderData } from "@remix-run/react";
import { confirmImportForm, importPageFilters } from "~/forms/caseload";
import { paths } from "~/paths";
import { councilWide } from "~/rules/access";
import { formatInstant } from "~/rules/dates";
import { type Find, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { CountLinks } from "~/ui/count-links";
import { InsetText } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { StateTag } from "~/ui/tags";
import { countAbsent, listAbsent } from "~db/caseload-absent.server";
import { confirmImport } from "~db/caseload-confirm.server";
import {
  type CaseloadImport,
  discardImport,
  findImport,
  listImportRows,
} from "~db/caseload-imports.server";
import { transact } from "~db/open.server";
import { listTeams } from "~db/people.server";
import { Conflict } from "~db/versions.server";
import { ConfirmImport } from "./confirm-import";
import { ImportRows } from "./import-rows";
import { importStates } from "./import-states";

export const meta = () => [{ title: "Check an import - Line of Sight" }];

const pageSize = 50;

const importFromUrl: Find<{ access: typeof councilWide; import: CaseloadImport }> = async ({
  db,
  params,
}) => {
  const found = params.importId ? await findImport(db, params.importId) : null;
  return found && { access: councilWide, import: found };
};

const shown = ["bad", "add", "change", "close", "unchanged", "people", "absent"] as const;
type Shown = (typeof shown)[number];

export const loader = guarded(
  "caseload.import",
  importFromUrl,
  async ({ request, db, subject }) => {
    const { counts, ...facts } = subject.import;
    const staged = facts.state === "staged";
    const absent = staged ? await countAbsent(db, facts.id, counts.cohorts) : [];
    const { newWorkers, ...told } = counts;
    const counted: Record<Shown, number> = {
      ...counts,
      people: newWorkers.length,
      absent: absent.reduce((sum, { count }) => sum + count, 0),
    };
    const asked = importPageFilters.parse(Object.fromEntries(new URL(request.url).searchParams));
    const show = asked.show ?? shown.find((one) => counted[one] > 0) ?? "add";
    const start = (asked.page - 1) * pageSize;
    const list =
      facts.state === "discarded"
        ? null
        : show === "people"
          ? { kind: "people" as const, people: newWorkers.slice(start, start + pageSize) }
          : show === "absent"
            ? {
                kind: "absent" as const,
                cases: await listAbsent(
                  db,
                  facts.id,
                  staged ? counts.cohorts : [],
                  asked.page,
                  pageSize,
                ),
              }
            : {
                kind: "rows" as const,
                rows: await listImportRows(db, facts.id, show, asked.page, pageSize),
              };
    return {
      ...facts,
      counts: told,
      counted,
      absent,
      show,
      page: asked.page,
      pages: Math.ceil(counted[show] / pageSize),
      list,
      teams: Object.fromEntries((await listTeams(db)).map((team) => [team.id, team.name])),
    };
  },
);

export const action = guarded("caseload.import", importFromUrl, async (guard) => {
  const { request, db, stamp, today, subject, done } = guard;
  const form = await readForm(request, confirmImportForm);
  if (!form.ok) return refuse(form);
  const { intent, leaveOut, complete, version } = form.value;
  const staged = subject.import;
  const typed = { leaveOut: leaveOut ? "yes" : "", complete: complete ? "yes" : "" };
  const here = paths.caseload.importOne(staged.id);
  if (staged.state !== "staged" || staged.version !== version) {
    const what = staged.state === "confirmed" ? "confirmed" : "discarded";
    return refuseWith(typed, `Nothing more to do here: this import was ${what} already`);
  }
  try {
    if (intent === "discard") {
      await transact(db, (tx) => discardImport(tx, stamp, staged.id, version));
      return done(paths.caseload.import(), "The import is discarded. Nothing was changed");
    }
    const { bad, unnamed } = staged.counts;
    if (bad > 0 && !leaveOut) {
      return refuseWith(
        typed,
        `Tick to leave out the bad ${bad === 1 ? "row" : "rows"}, or mend the file and import it again`,
        "leaveOut",
      );
    }
    if (complete && unnamed > 0) {
      return refuseWith(
        typed,
        "Mend the rows whose reference can’t be read before you close what is absent: they may be cases you hold",
        "complete",
      );
    }
    await transact(db, (tx) => confirmImport(tx, stamp, { import: staged, complete, today }));
    return done(here, "The caseload is imported");
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return refuseWith(
      typed,
      "Import the file again: the caseload was changed after this preview was made, and nothing was written",
    );
  }
});

const labels: Record<Shown, string> = {
  bad: "with a problem",
  add: "to add",
  change: "to change",
  close: "to close",
  unchanged: "unchanged",
  people: "new in the staff list",
  absent: "absent from the file",
};

const doneLabels: Record<Shown, string> = {
  ...labels,
  bad: "left out",
  add: "added",
  change: "changed",
  close: "closed",
};

export default function ImportOne() {
  const data = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const { counts, counted, state, show } = data;
  const here = paths.caseload.importOne(data.id);
  const words = state === "confirmed" ? doneLabels : labels;
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.caseload.list(), label: "Caseload" },
          { href: paths.caseload.import(), label: "Import" },
          { label: "Check" },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title={state === "staged" ? "Check what would change" : "What this import did"}
          caption={data.fileName}
          tag={<StateTag colour={importStates[state].colour}>{importStates[state].name}</StateTag>}
          lead={`${counts.rows.toLocaleString("en-GB")} ${counts.rows === 1 ? "row" : "rows"}, read by ${data.by} on ${formatInstant(new Date(data.createdAt))}${
            data.confirmedAt ? `, confirmed on ${formatInstant(new Date(data.confirmedAt))}` : ""
          }`}
        />
        {counts.ignored.length > 0 ? (
          <InsetText>
            {counts.ignored.length === 1 ? "One column was" : "These columns were"} not understood
            and not read: {counts.ignored.join(", ")}.
          </InsetText>
        ) : null}
        {state === "discarded" ? (
          <p className="govuk-body">It was discarded: nothing was changed.</p>
        ) : (
          <CountLinks
            label="What the file holds"
            items={shown
              .filter((one) => counted[one] > 0 || ["add", "change", "close"].includes(one))
              .map((one) => ({
                count: counted[one],
                label: words[one],
                href: `${here}?show=${one}`,
              }))}
          />
        )}
        {state === "confirmed" && counts.closedAsAbsent ? (
          <p className="govuk-body">
            {counts.closedAsAbsent} more {counts.closedAsAbsent === 1 ? "case was" : "cases were"}{" "}
            closed because the list was complete and did not name{" "}
            {counts.closedAsAbsent === 1 ? "it" : "them"}.
          </p>
        ) : null}
        {state === "staged" || outcome ? <ConfirmImport data={data} outcome={outcome} /> : null}
        {data.list ? (
          <ImportRows
            list={data.list}
            show={show}
            caption={`${counted[show].toLocaleString("en-GB")} ${words[show]}`}
            teams={data.teams}
          />
        ) : null}
        <Pagination
          page={data.page}
          pages={data.pages}
          hrefFor={(n) => `${here}?show=${show}&page=${n}`}
        />
      </main>
    </>
  );
}
