import { useLoaderData } from "@remix-run/react";
import { Fragment } from "react";
import { readCycleReport } from "~/overviews/reports/cycle-report.server";
import { cycleReportOf } from "~/overviews/reports/cycle-report-blocks";
import { paths } from "~/paths";
import { counted, plural } from "~/rules/core/words";
import { editionName } from "~/rules/reports/editions";
import { unknownFigures } from "~/rules/reports/narrative";
import { guarded, refusal } from "~/server/guard.server";
import { readGradesIn } from "~/server/reading.server";
import { cycleFromUrl } from "~/server/report-subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { Link } from "~/ui/link";
import { InsetText, WarningText } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { FileLinks } from "~/ui/report/file-links";
import { StateTag } from "~/ui/tags";
import { listEditions } from "~db/reports/editions.server";
import { listProvisionalAudits } from "~db/reports/reports.server";

export const meta = () => [{ title: "Cycle report - Line of Sight" }];

export const loader = guarded("reports.read-cycle", cycleFromUrl, async (guard) => {
  const { db, subject, actor, may, now, today } = guard;
  const mayWrite = may("reports.write-narrative");
  if (subject.state !== "closed" && !mayWrite) {
    throw refusal(403, {
      title: "This report is not ready",
      because:
        "The cycle is still open and its grades are provisional. You can read its report when it is closed.",
    });
  }
  if (subject.state !== "closed") {
    await readGradesIn(guard, "report", await listProvisionalAudits(db, subject.id));
  }
  const facts = await readCycleReport(db, subject, actor, { now, today });
  const { id, title, narrative } = facts.exercise;
  const { lead, blocks } = cycleReportOf(facts);
  return {
    exercise: { id, title, narrative },
    final: facts.final,
    stillAuditing: facts.stillAuditing,
    waiting: facts.waiting,
    lead,
    blocks,
    unknown: unknownFigures(narrative, facts.named),
    mayWrite,
    mayPublish: facts.final && may("reports.publish"),
    editions: (await listEditions(db, id)).map((edition) => ({
      id: edition.id,
      name: editionName(edition),
    })),
    mayReadDraw: facts.mayReadDraw,
    mayReadResponses: facts.responses !== null,
  };
});

export default function CycleReportPage() {
  const page = useLoaderData<typeof loader>();
  const { exercise, final, lead, waiting, stillAuditing, blocks, editions, mayWrite } = page;
  return (
    <>
      <Breadcrumbs items={[{ href: paths.trends(), label: "Trends" }, { label: exercise.title }]} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption="Cycle report"
          title={exercise.title}
          tag={
            <StateTag colour={final ? "green" : "yellow"}>
              {final ? "Final" : "Provisional"}
            </StateTag>
          }
          lead={lead}
        />
        {final ? null : (
          <WarningText>
            These grades are provisional. Auditors’ own grades stand wherever the panel has not
            decided{stillAuditing ? ", and some audits may still come in" : ""}. Don’t pass these
            figures on.
          </WarningText>
        )}
        {final && waiting > 0 ? (
          <InsetText>
            {counted(waiting, "audit is", "audits are")} not final yet and in no figure here:
            corrections are still taken or answered. The figures change when{" "}
            {plural(waiting, "it is", "they are")} final.
          </InsetText>
        ) : null}
        {editions.length > 0 ? (
          <p className="govuk-body">
            Published:{" "}
            {editions.map(({ id, name }, at) => (
              <Fragment key={id}>
                {at > 0 ? ", " : ""}
                <Link to={paths.reports.edition(id)}>{name}</Link>
              </Fragment>
            ))}
            . This page shows the figures as they are now.
          </p>
        ) : null}
        {mayWrite ? <Words {...page} /> : null}
        <FileLinks hrefFor={(file) => paths.exercises.reportFile(exercise.id, file)} />
        <Blocks blocks={blocks} />
        <SeeAlso {...page} />
      </main>
    </>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** What its lead can still do to the words. */
function Words({ exercise, unknown, mayPublish, editions }: Page) {
  return (
    <>
      {exercise.narrative ? null : (
        <InsetText>
          Nothing is written yet. Say what the figures mean and what happens next.
        </InsetText>
      )}
      {unknown ? (
        <WarningText>
          The words name {unknown}, which is no figure of this report. It stands as it was written.
        </WarningText>
      ) : null}
      <ButtonGroup>
        {mayPublish ? (
          <Button to={paths.exercises.publish(exercise.id)}>
            {editions.length > 0 ? "Publish a new edition" : "Publish the report"}
          </Button>
        ) : null}
        <Link to={paths.exercises.narrative(exercise.id)} hidden="of this report">
          {exercise.narrative ? "Change the words" : "Write the words"}
        </Link>
      </ButtonGroup>
    </>
  );
}

function SeeAlso({ exercise, final, mayReadDraw, mayReadResponses }: Page) {
  if (!final && !mayReadDraw && !mayReadResponses) return null;
  return (
    <ul className="los-views los-no-print">
      {final ? (
        <li>
          <Link to={paths.exercises.breakdowns(exercise.id)}>See the grades broken down</Link>
        </li>
      ) : null}
      {mayReadResponses ? (
        <li>
          <Link to={paths.exercises.responses(exercise.id)}>See the responses</Link>
        </li>
      ) : null}
      {mayReadDraw ? (
        <li>
          <Link to={paths.exercises.draw(exercise.id)}>See the draw and every swap</Link>
        </li>
      ) : null}
    </ul>
  );
}
