import { useLoaderData } from "@remix-run/react";
import { readCycleReport } from "~/overviews/reports/cycle-report.server";
import { paths } from "~/paths";
import { dateInLondon, formatDate, formatMonth } from "~/rules/core/dates";
import { counted, plural } from "~/rules/core/words";
import { goodInSentence } from "~/rules/reports/figure-words";
import { guarded, refusal } from "~/server/guard.server";
import { readGradesIn } from "~/server/reading.server";
import { cycleFromUrl } from "~/server/report-subjects.server";
import { GradeKey } from "~/ui/charts/chart-figure";
import { GradeBarInWords } from "~/ui/charts/grade-bar";
import { GradeBars } from "~/ui/charts/grade-bars";
import { Link } from "~/ui/link";
import { InsetText, WarningText } from "~/ui/notices";
import { Breadcrumbs, PageHeading } from "~/ui/page";
import { StateTag } from "~/ui/tags";
import { listProvisionalAudits } from "~db/reports/reports.server";
import { AreaFigures } from "./area-figures";
import { CycleWorkings } from "./cycle-workings";
import { LastCycles } from "./last-cycles";
import { Themes } from "./themes";

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
  return {
    report: await readCycleReport(db, subject, actor, { now, today }),
    mayWrite,
  };
});

export default function CycleReportPage() {
  const { report, mayWrite } = useLoaderData<typeof loader>();
  const { exercise, final, mix } = report;
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
          lead={goodInSentence(`In ${formatMonth(exercise.month)}`, mix.good)}
        />
        {final ? null : (
          <WarningText>
            These grades are provisional. Auditors’ own grades stand wherever the panel has not
            decided{report.stillAuditing ? ", and some audits may still come in" : ""}. Don’t pass
            these figures on.
          </WarningText>
        )}
        {final && report.waiting > 0 ? (
          <InsetText>
            {counted(report.waiting, "audit is", "audits are")} not final yet and in no figure here:
            corrections are still taken or answered. The figures change when{" "}
            {plural(report.waiting, "it is", "they are")} final.
          </InsetText>
        ) : null}
        <GradeKey />
        <GradeBarInWords label="Overall grade" mix={mix} />
        <AreaFigures
          caption="Overall grade"
          rows={[{ key: "overall", name: "Overall", mix }]}
          allGraded
        />
        <Narrative {...{ exercise, mayWrite }} />
        <h2 className="govuk-heading-m">Practice areas</h2>
        <GradeBars title="Grades by practice area" subject="All teams" rows={report.areas} />
        <AreaFigures caption="Figures by practice area" rows={report.areas} />
        <h2 className="govuk-heading-m">Cycle by cycle</h2>
        <LastCycles cycles={report.cycles} label="Overall grades of the last cycles" />
        <h2 className="govuk-heading-m">What auditors found</h2>
        <div className="los-side-by-side">
          <Themes title="Strengths" themes={report.strengths} />
          <Themes title="Areas for development" themes={report.developments} />
        </div>
        <PanelThemes panel={report.panel} />
        <CycleWorkings report={report} />
        <h2 className="govuk-heading-m">About these figures</h2>
        <p className="govuk-body">
          {final
            ? `This report uses final grades: the panel’s where an audit was moderated, the auditor’s where it was not. The cycle was closed on ${formatDate(dateInLondon(new Date(exercise.closedAt ?? 0)))}.`
            : "This report uses provisional grades: final ones where the panel has decided, the auditors’ everywhere else."}{" "}
          Re-audits are left out. Percentages are of judgements that carry a grade, in whole
          numbers, and need not add up to 100.{" "}
          {report.gradedWith ? `It was graded with ${report.gradedWith}.` : null}
        </p>
      </main>
    </>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function Narrative({
  exercise,
  mayWrite,
}: {
  exercise: Page["report"]["exercise"];
  mayWrite: boolean;
}) {
  if (!exercise.narrative && !mayWrite) return null;
  return (
    <section aria-labelledby="narrative">
      <h2 className="govuk-heading-m" id="narrative">
        In short
      </h2>
      {exercise.narrative ? (
        <p className="govuk-body los-narrative">{exercise.narrative}</p>
      ) : (
        <InsetText>
          Nothing is written yet. Say what the figures mean and what happens next.
        </InsetText>
      )}
      {mayWrite ? (
        <p className="govuk-body los-no-print">
          <Link to={paths.exercises.narrative(exercise.id)} hidden="of this report">
            {exercise.narrative ? "Change the words" : "Write the words"}
          </Link>
        </p>
      ) : null}
    </section>
  );
}

function PanelThemes({ panel }: { panel: Page["report"]["panel"] }) {
  if (panel.length === 0) return null;
  return (
    <section>
      <h3 className="govuk-heading-s">What the moderation panel saw across the service</h3>
      <ul className="los-themes">
        {panel.map(({ id, kind, themeName, text, seenIn }) => (
          <li key={id} className="los-themes__item">
            <p className="los-themes__name">
              {themeName || "No theme named"},{" "}
              <span className="los-themes__count">
                {kind === "strength" ? "a strength" : "to develop"}
                {seenIn}
              </span>
            </p>
            <p className="los-themes__text">{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
