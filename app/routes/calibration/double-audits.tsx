import { useLoaderData } from "@remix-run/react";
import { readDoubleAgreement } from "~/overviews/calibration/double-agreement.server";
import { paths } from "~/paths";
import { moderationPagesFor } from "~/rules/access/navigation";
import { doubleStateNames } from "~/rules/calibration/double-audits";
import { dueInWords, formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import type { Agreement } from "~/rules/reports/agreement";
import {
  agreedInWords,
  estimateInWords,
  meaningInWords,
  rangeInWords,
} from "~/rules/reports/agreement-words";
import type { Figure } from "~/rules/reports/figure";
import { guarded, noRecord } from "~/server/guard.server";
import { Button } from "~/ui/button";
import { Link } from "~/ui/link";
import { ModerationNav } from "~/ui/moderation-nav";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import {
  unscopedDoubleDraws,
  unscopedDoublesToAnswer,
  unscopedDoublesToGive,
  unscopedDrawableCycles,
} from "~db/calibration/double-audits.server";

const mostWaiting = 50;

export const meta = () => [{ title: "Double audits - Line of Sight" }];

export const loader = guarded("double-audits.manage", noRecord, async ({ db, actor, today }) => {
  const draws = await unscopedDoubleDraws(db);
  const [toAnswer, toGive, cycles, agreement] = await Promise.all([
    unscopedDoublesToAnswer(db, mostWaiting),
    unscopedDoublesToGive(db, mostWaiting),
    unscopedDrawableCycles(db),
    readDoubleAgreement(db, draws, actor.id),
  ]);
  return {
    nav: moderationPagesFor(actor),
    waiting: [...toAnswer, ...toGive].map((one) => ({
      id: one.id,
      reference: one.caseReference,
      cycle: one.exerciseTitle,
      what: one.submittedAt
        ? "A grade needs an answer"
        : one.peerName
          ? `${one.peerName} has left`
          : doubleStateNames[one.state],
      since: formatDate((one.submittedAt ?? one.waitsSince).slice(0, 10)),
    })),
    cycles,
    draws: draws.map((draw) => ({
      id: draw.exerciseId,
      title: draw.exerciseTitle,
      drawn: `${draw.drawn} of ${draw.drawnFrom} (${draw.percent}% asked for)`,
      graded: `${draw.graded} of ${draw.drawn - draw.cancelled}`,
      done: draw.graded >= draw.drawn - draw.cancelled,
      due: `${formatDate(draw.dueOn)}, ${dueInWords(draw.dueOn, today)}`,
    })),
    agreement,
  };
});

export default function DoubleAudits() {
  const { nav, waiting, cycles, draws, agreement } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Double audits"
        lead="A peer grades some closed audits again without seeing the first. It shows how far two auditors of one case agree. Final grades stay as they are."
      />
      <ModerationNav pages={nav} page="doubles" />
      {waiting.length > 0 ? (
        <>
          <h2 className="govuk-heading-m">Waiting for you</h2>
          <Table
            caption="Double audits that wait for you"
            hideCaption
            rows={waiting}
            rowKey={(row) => row.id}
            columns={[
              {
                header: "Case",
                rowHeader: true,
                nowrap: true,
                cell: (row) => <Link to={paths.doubleAudits.one(row.id)}>{row.reference}</Link>,
              },
              { header: "What waits", cell: (row) => row.what },
              { header: "Cycle", cell: (row) => row.cycle },
              { header: "Since", nowrap: true, cell: (row) => row.since },
            ]}
          />
        </>
      ) : null}
      {draws.length === 0 ? (
        <EmptyState title="No audit has been drawn to be graded again">
          <p className="govuk-body">
            Draw from a closed cycle below. A tenth of its audits is usual.
          </p>
        </EmptyState>
      ) : (
        <>
          <h2 className="govuk-heading-m">Two auditors, and the panel</h2>
          <TwoAgreements auditors={agreement.auditors} panel={agreement.panel} />
          <h2 className="govuk-heading-m">Draws</h2>
          <Table
            caption="Draws"
            hideCaption
            rows={draws}
            rowKey={(row) => row.id}
            columns={[
              {
                header: "Cycle",
                rowHeader: true,
                cell: (row) => <Link to={paths.doubleAudits.draw(row.id)}>{row.title}</Link>,
              },
              { header: "Drawn", cell: (row) => row.drawn },
              { header: "Graded", nowrap: true, cell: (row) => row.graded },
              {
                header: "Due",
                cell: (row) => (row.done ? <StateTag colour="green">Done</StateTag> : row.due),
              },
            ]}
          />
        </>
      )}
      {cycles.length > 0 ? (
        <>
          <h2 className="govuk-heading-m">Draw from a closed cycle</h2>
          <ul className="govuk-list">
            {cycles.map(({ id, title }) => (
              <li key={id}>
                <Link to={paths.doubleAudits.draw(id)}>{title}</Link>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {draws.length === 0 && cycles.length === 0 ? (
        <Button to={paths.programme()} variant="secondary">
          See the programme
        </Button>
      ) : null}
    </main>
  );
}

type Row = { what: string; auditors: string; panel: string };

/** The figures of both side by side, of every area and overall together. */
function TwoAgreements({ auditors, panel }: { auditors: Agreement; panel: Agreement }) {
  const figure = (of: Agreement, one: Figure) => {
    const range = of.few ? "" : rangeInWords(one);
    return `${agreedInWords(one, of.few)}${range ? `, 95% interval ${range}` : ""}`;
  };
  const beyond = (of: Agreement, one: Agreement["kappa"]) =>
    of.few ? "Too few to say" : one ? estimateInWords(one) : "Not defined";
  const rows: Row[] = [
    {
      what: "Pairs of grades",
      auditors: counted(auditors.n, "pair"),
      panel: counted(panel.n, "pair"),
    },
    {
      what: "The same grade",
      auditors: figure(auditors, auditors.same),
      panel: figure(panel, panel.same),
    },
    {
      what: "Within one grade",
      auditors: figure(auditors, auditors.withinOne),
      panel: figure(panel, panel.withinOne),
    },
    {
      what: "Kappa, quadratic",
      auditors: beyond(auditors, auditors.kappa),
      panel: beyond(panel, panel.kappa),
    },
    {
      what: "AC2, quadratic",
      auditors: beyond(auditors, auditors.ac2),
      panel: beyond(panel, panel.ac2),
    },
  ];
  return (
    <>
      <Table
        caption="Agreement of two auditors beside agreement with the panel, in the same cycles"
        hideCaption
        rows={rows}
        rowKey={(row) => row.what}
        columns={[
          { header: "Grades compared", rowHeader: true, cell: (row) => row.what },
          { header: "Two auditors of one case", cell: (row) => row.auditors },
          { header: "Auditor and panel", cell: (row) => row.panel },
        ]}
      />
      <p className="govuk-body-s">
        First grades of each practice area and overall, of the draws below.{" "}
        {auditors.few ? "" : meaningInWords(auditors)}
      </p>
    </>
  );
}
