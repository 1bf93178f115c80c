import { useLoaderData } from "@remix-run/react";
import { pairsShown } from "~/forms/agreement";
import { readAgreementCycles } from "~/overviews/moderation/agreement.server";
import { paths } from "~/paths";
import { formatMonth } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { gapNames } from "~/rules/reports/agreement-choices";
import { overall } from "~/rules/reports/reports";
import { isJudgement, judgementNames } from "~/rules/tools/grades";
import { grades } from "~/rules/tools/scale";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { Table } from "~/ui/table";
import { listDoublesFor } from "~db/calibration/double-audits.server";
import { countPairAudits, unscopedPairAudits } from "~db/moderation/pair-lists.server";

const pageSize = 15;

export const meta = () => [{ title: "Audits behind agreement - Line of Sight" }];

export const loader = guarded(
  "moderation.see-agreement",
  noRecord,
  async ({ request, db, actor }) => {
    const shown = pairsShown.parse(Object.fromEntries(new URL(request.url).searchParams));
    const { cycles, areas } = await readAgreementCycles(db);
    const inShown = cycles.filter(
      ({ id, tool }) =>
        (shown.cycle === "" || id === shown.cycle) && (shown.tool === "" || tool === shown.tool),
    );
    const area = areas.find(({ code }) => code === shown.area);
    const asked = {
      readerId: actor.id,
      exerciseIds: inShown.map(({ id }) => id),
      area: area?.code ?? overall,
      grades,
      ...(shown.auditor ? { auditorId: shown.auditor } : {}),
      ...(shown.own ? { auditor: shown.own } : {}),
      ...(shown.final ? { final: shown.final } : {}),
      ...(shown.gap ? { gap: shown.gap } : {}),
    };
    const found = await countPairAudits(db, asked);
    const pages = Math.max(1, Math.ceil(found / pageSize));
    const page = Math.min(shown.page, pages);
    const rows = await unscopedPairAudits(db, asked, {
      offset: (page - 1) * pageSize,
      limit: pageSize,
    });
    const name = (judgement: string) =>
      isJudgement(judgement) ? judgementNames[judgement] : judgement;
    const { page: _, ...filters } = shown;
    return {
      filters,
      // Said whatever is asked for: where it were said of some grades alone, it would tell them.
      leftOut: (await listDoublesFor(db, actor.id)).length > 0,
      found,
      page,
      pages,
      title: area?.name ?? "Overall grade",
      narrowed: [
        shown.cycle ? inShown[0]?.title : undefined,
        shown.tool || undefined,
        shown.auditor ? rows[0]?.auditorName : undefined,
        shown.own ? `graded ${name(shown.own)} by the auditor` : undefined,
        shown.final ? `${name(shown.final)} in the end` : undefined,
        shown.gap ? gapNames[shown.gap] : undefined,
      ].filter((words) => words !== undefined),
      rows: rows.map(({ auditor, final, reason, ...row }) => ({
        ...row,
        own: name(auditor),
        final: name(final),
        reason: auditor === final ? "" : reason,
      })),
    };
  },
);

export default function AgreementAudits() {
  const { filters, leftOut, found, page, pages, title, narrowed, rows } =
    useLoaderData<typeof loader>();
  const { own: _, final: __, gap: ___, ...split } = filters;
  return (
    <>
      <BackLink to={paths.moderation.agreement({ cycle: split.cycle, area: split.area })}>
        Agreement
      </BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption="Audits behind agreement"
          title={title}
          lead={`${counted(found, "moderated audit")}${narrowed.length > 0 ? `: ${narrowed.join(", ")}` : ""}.`}
        />
        {leftOut ? (
          <p className="govuk-body">What you are to grade again yourself is left out.</p>
        ) : null}
        {found === 0 ? (
          <EmptyState title="No audit is like this">
            <p className="govuk-body">Only audits of closed cycles are listed here.</p>
          </EmptyState>
        ) : (
          <>
            <Table
              caption="Audits behind agreement"
              hideCaption
              rows={rows}
              rowKey={({ auditId }) => auditId}
              onNarrow="lines"
              compact
              columns={[
                {
                  header: "Case",
                  rowHeader: true,
                  nowrap: true,
                  cell: ({ auditId, caseReference }) => (
                    <Link to={paths.audits.read(auditId)}>{caseReference}</Link>
                  ),
                },
                { header: "Cycle", cell: ({ month }) => formatMonth(month) },
                { header: "Team", cell: ({ teamName }) => teamName },
                { header: "Auditor", cell: ({ auditorName }) => auditorName },
                { header: "First graded", labelled: true, ownLine: true, cell: ({ own }) => own },
                { header: "Final", labelled: true, ownLine: true, cell: ({ final }) => final },
                { header: "Why it changed", ownLine: true, cell: ({ reason }) => reason },
              ]}
            />
            <Pagination
              page={page}
              pages={pages}
              hrefFor={(to) => paths.moderation.pairs({ ...filters, page: `${to}` })}
            />
          </>
        )}
      </main>
    </>
  );
}
