import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { cohortNames } from "~/rules/caseload";
import { dueInWords, formatDate } from "~/rules/dates";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import { listModerationsFor } from "~db/moderation-lists.server";
import { listForPanel } from "~db/panel-lists.server";

export const meta = () => [{ title: "Moderation - Line of Sight" }];

export const loader = guarded("moderation.queue", noRecord, async ({ db, actor, today }) => {
  const waiting = await listModerationsFor(db, actor.id);
  const due = (on: string | null) =>
    on ? { words: dueInWords(on, today), on: formatDate(on) } : null;
  return {
    toGrade: waiting
      .filter((one) => one.state === "selected")
      .map(({ dueOn, ...one }) => ({ ...one, due: due(dueOn) })),
    forPanel: (await listForPanel(db, actor.id)).map(({ dueOn, ...one }) => ({
      ...one,
      due: due(dueOn),
    })),
  };
});

export default function ModerationQueue() {
  const { toGrade, forPanel } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Moderation"
        lead="You grade each audit from its evidence, without its auditor’s grades. They are shown beside yours once you have committed them; then the panel decides."
      />
      <h2 className="govuk-heading-m">For you to grade</h2>
      {toGrade.length === 0 ? (
        <EmptyState title="No audit waits for your grades">
          <p className="govuk-body">
            Audits are selected as they are submitted. When one is given to you, it is here and on
            your home page.
          </p>
        </EmptyState>
      ) : (
        <Table
          caption="Audits for you to grade"
          hideCaption
          rows={toGrade}
          rowKey={(row) => row.auditId}
          columns={[
            {
              header: "Case",
              rowHeader: true,
              nowrap: true,
              cell: (row) => (
                <Link
                  to={paths.moderation.grade(row.auditId)}
                  hidden={row.begun ? "go on" : "grade"}
                >
                  {row.caseReference}
                </Link>
              ),
            },
            { header: "Cohort", cell: (row) => cohortNames[row.cohort] },
            { header: "Team", cell: (row) => row.teamName },
            { header: "Exercise", cell: (row) => row.exerciseTitle },
            {
              header: "State",
              cell: (row) => (
                <>
                  {row.begun ? (
                    <StateTag colour="yellow">Started</StateTag>
                  ) : (
                    <StateTag colour="grey">Not started</StateTag>
                  )}
                  {row.round > 1 ? <div>Came back mended</div> : null}
                </>
              ),
            },
            { header: "Due", cell: (row) => <Due due={row.due} /> },
          ]}
        />
      )}
      <h2 className="govuk-heading-m govuk-!-margin-top-7">For the panel to decide</h2>
      {forPanel.length === 0 ? (
        <EmptyState title="Nothing waits for the panel">
          <p className="govuk-body">
            An audit comes here when its moderator has committed their grades.
          </p>
        </EmptyState>
      ) : (
        <Table
          caption="Audits for the panel to decide"
          hideCaption
          rows={forPanel}
          rowKey={(row) => row.auditId}
          columns={[
            {
              header: "Case",
              rowHeader: true,
              nowrap: true,
              cell: (row) => (
                <Link to={paths.moderation.compare(row.auditId)} hidden="compare and decide">
                  {row.caseReference}
                </Link>
              ),
            },
            { header: "Team", cell: (row) => row.teamName },
            { header: "Exercise", cell: (row) => row.exerciseTitle },
            {
              header: "Moderator",
              cell: (row) => (row.isMine ? "You" : row.moderatorName),
            },
            {
              header: "State",
              cell: (row) =>
                row.isRecorded ? (
                  <StateTag colour="magenta">To be confirmed</StateTag>
                ) : (
                  <StateTag colour="grey">To be decided</StateTag>
                ),
            },
            { header: "Due", cell: (row) => <Due due={row.due} /> },
          ]}
        />
      )}
    </main>
  );
}

function Due({ due }: { due: { words: string; on: string } | null }) {
  return due ? (
    <>
      {due.on}
      <div>{due.words}</div>
    </>
  ) : (
    "No date set"
  );
}
