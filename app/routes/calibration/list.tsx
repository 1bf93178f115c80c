import { useLoaderData } from "@remix-run/react";
import { pageFilter } from "~/forms/calibration";
import { paths } from "~/paths";
import { moderationPagesFor } from "~/rules/access/navigation";
import {
  calibrationKindNames,
  calibrationStateColours,
  calibrationStateNames,
  isRevealed,
} from "~/rules/calibration/calibration";
import { formatDate } from "~/rules/core/dates";
import { guarded, noRecord } from "~/server/guard.server";
import { Button } from "~/ui/button";
import { Link } from "~/ui/link";
import { ModerationNav } from "~/ui/moderation-nav";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import { findCalibration, listCalibrations } from "~db/calibration/calibrations.server";
import { AlphaDrawing } from "./alpha-drawing";
import { findSession } from "./session.server";

export const meta = () => [{ title: "Calibration - Line of Sight" }];

const onPage = 10;

export const loader = guarded("calibration.read", noRecord, async ({ db, request, actor, may }) => {
  const { page } = pageFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  const leads = may("calibration.manage");
  const { rows, found } = await listCalibrations(db, leads ? null : actor.id, {
    limit: onPage,
    offset: (page - 1) * onPage,
  });
  const shown = [];
  for (const row of rows) {
    const one = isRevealed(row.state) ? await findCalibration(db, row.id) : null;
    const session =
      one && may("calibration.read", one.access)
        ? await findSession(db, one, { id: actor.id, leads: true })
        : null;
    shown.push({
      ...row,
      kind: calibrationKindNames[row.kind],
      due: formatDate(row.dueOn),
      agreement: session && {
        alpha: session.alpha,
        interval: session.interval,
        words: session.alphaWords,
      },
    });
  }
  return {
    nav: moderationPagesFor(actor),
    leads,
    page,
    pages: Math.max(1, Math.ceil(found / onPage)),
    rows: shown,
  };
});

export default function Calibrations() {
  const { nav, leads, page, pages, rows } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Calibration"
        lead="Several people grade the same case blind, then look at where they part and agree what each grade means. It grades no one’s work and enters no other figure."
      />
      <ModerationNav pages={nav} page="calibration" />
      {leads ? <Button to={paths.calibration.plan()}>Plan a calibration</Button> : null}
      {rows.length === 0 ? (
        <EmptyState
          title={leads ? "None has been planned yet" : "You have not been asked to one yet"}
        />
      ) : (
        <Table
          caption="Calibrations, the latest first"
          hideCaption
          onNarrow="lines"
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            {
              header: "Calibration",
              rowHeader: true,
              cell: ({ id, title, kind }) => (
                <>
                  <Link to={paths.calibration.one(id)}>{title}</Link>
                  <div className="govuk-!-font-weight-regular">{kind}</div>
                </>
              ),
            },
            {
              header: "State",
              cell: ({ state }) => (
                <StateTag colour={calibrationStateColours[state]}>
                  {calibrationStateNames[state]}
                </StateTag>
              ),
            },
            { header: "Date", nowrap: true, cell: ({ due }) => due },
            {
              header: "Submitted",
              nowrap: true,
              labelled: true,
              ownLine: true,
              cell: ({ submitted, raters }) => `${submitted} of ${raters}`,
            },
            {
              header: "Alpha, with its 95% interval",
              labelled: true,
              ownLine: true,
              cell: ({ agreement }) =>
                agreement === null ? (
                  "Not before the session"
                ) : agreement.alpha === null ? (
                  agreement.words
                ) : (
                  <>
                    {agreement.words}
                    <AlphaDrawing
                      alpha={agreement.alpha}
                      interval={agreement.interval}
                      words={agreement.words}
                    />
                  </>
                ),
            },
          ]}
        />
      )}
      {rows.some(({ agreement }) => agreement?.alpha != null) ? (
        <p className="govuk-body">
          Each line goes from −0.5 to 1, where everyone agrees; the broken marks are chance (0) and
          the least for careful conclusions (0.667).
        </p>
      ) : null}
      <Pagination
        page={page}
        pages={pages}
        hrefFor={(n) => paths.calibration.list({ page: String(n) })}
      />
    </main>
  );
}
