import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { moderationPagesFor } from "~/rules/access/navigation";
import { holds } from "~/rules/access/people";
import { scopeOf } from "~/rules/access/permission";
import { progressInWords } from "~/rules/audits/exercise-progress";
import { cohortNames } from "~/rules/caseload/caseload";
import { dueInWords, formatDate } from "~/rules/core/dates";
import { isReleased } from "~/rules/exercises/exercises";
import { guarded, noRecord } from "~/server/guard.server";
import { Link } from "~/ui/link";
import { ModerationNav } from "~/ui/moderation-nav";
import { EmptyState } from "~/ui/notices";
import { PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import { listOpenExercises } from "~db/exercises/programme.server";
import { listModerationsFor } from "~db/moderation/lists.server";
import { listForPanel } from "~db/overviews/panel-lists.server";

export const meta = () => [{ title: "Moderation - Line of Sight" }];

export const loader = guarded("moderation.queue", noRecord, async ({ db, actor, today, may }) => {
  const [waiting, open] = await Promise.all([
    listModerationsFor(db, actor.id),
    may("moderation.manage") ? listOpenExercises(db, scopeOf(actor, "exercises.read"), today) : [],
  ]);
  const due = (on: string | null) =>
    on ? { words: dueInWords(on, today), on: formatDate(on) } : null;
  return {
    nav: moderationPagesFor(actor),
    grades: holds(actor, "moderator"),
    cycles: open
      .filter(({ moderated, state }) => moderated && isReleased(state))
      .map(({ id, title, counts }) => ({ id, title, words: progressInWords(counts) })),
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
  const { nav, grades, cycles, toGrade, forPanel } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading
        title="Moderation"
        lead={
          grades
            ? "You grade each audit from its evidence, without its auditor’s grades. They are shown beside yours once you have committed them; then the panel decides."
            : "Moderators grade each selected audit without its auditor’s grades; then the panel decides."
        }
      />
      <ModerationNav pages={nav} page="queue" />
      {cycles.length > 0 ? <Cycles cycles={cycles} /> : null}
      {grades ? <h2 className="govuk-heading-m">For you to grade</h2> : null}
      {!grades ? null : toGrade.length === 0 ? (
        <EmptyState title="You have no audits to grade">
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
                    <StateTag colour="yellow">Being graded</StateTag>
                  ) : (
                    <StateTag colour="grey">To be graded</StateTag>
                  )}
                  {row.round > 1 ? <div>Came back corrected</div> : null}
                </>
              ),
            },
            { header: "Due", nowrap: true, cell: (row) => <Due due={row.due} /> },
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
                  <StateTag colour="magenta">To be decided</StateTag>
                ),
            },
            { header: "Due", nowrap: true, cell: (row) => <Due due={row.due} /> },
          ]}
        />
      )}
    </main>
  );
}

/** For whoever runs moderation: who moderates what, cycle by cycle. */
function Cycles({ cycles }: { cycles: { id: string; title: string; words: string }[] }) {
  return (
    <>
      <h2 className="govuk-heading-m">Under way</h2>
      <ul className="govuk-list govuk-list--spaced">
        {cycles.map(({ id, title, words }) => (
          <li key={id}>
            <Link to={paths.exercises.moderation(id)}>Moderation of the {title}</Link>: {words}
          </li>
        ))}
      </ul>
    </>
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
