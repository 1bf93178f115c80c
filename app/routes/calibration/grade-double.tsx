import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { doubleGradesForm } from "~/forms/double-audits";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { cohortNames } from "~/rules/caseload/caseload";
import { dueInWords, formatDate } from "~/rules/core/dates";
import type { Judgement } from "~/rules/tools/grades";
import { type Grade, grades, scale } from "~/rules/tools/scale";
import { gradedAreas } from "~/rules/tools/tools";
import { type Guarded, guarded, refusal } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button } from "~/ui/button";
import { GradeRadios } from "~/ui/inputs/grade-radios";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { type DoubleAudit, findDouble } from "~db/calibration/double-audits.server";
import { forgetWritten } from "~db/core/written.server";
import { findToolVersion } from "~db/exercises/exercises.server";
import {
  submitDouble,
  takeBack,
  whatKeepsFrom,
} from "~db/operations/calibration/double-audits.server";
import { doubleFromUrl, gradesAt, gradesSoFar } from "./double.server";

export const meta = () => [{ title: "Grade a case again - Line of Sight" }];

const noLonger = (because: string) =>
  refusal(409, { title: "This case is no longer yours to grade again", because });

/** The tool it was audited by; refuses where it is not theirs to grade, or not any more. */
async function openToGrade(guard: Guarded<DoubleAudit>) {
  const { db, subject, actor, stamp } = guard;
  if (subject.state === "graded") throw redirect(paths.home());
  if (subject.state !== "given")
    throw noLonger("It was given to someone else or cancelled. Nothing of yours was stored.");
  const kept = await whatKeepsFrom(db, stamp, subject, actor.id);
  if (kept !== null && kept.length > 0) {
    // Where it was taken back or given to someone else meanwhile, that stands.
    await save(db, (tx) => takeBack(tx, stamp, subject, kept));
    throw noLonger(
      `${kept.map(({ message }) => message).join(" ")} It is back with the QA lead, who finds someone else.`,
    );
  }
  const version = await findToolVersion(db, subject.toolVersionId);
  if (!version) throw new Error("An audited cycle has a tool");
  return version.definition;
}

export const loader = guarded("double-audits.grade", doubleFromUrl, async (guard) => {
  const { subject, today } = guard;
  const tool = await openToGrade(guard);
  return {
    tool,
    auditId: subject.auditId,
    version: subject.version,
    reference: subject.caseReference,
    cohort: cohortNames[subject.cohort],
    team: subject.teamName,
    due: `${formatDate(subject.dueOn)}, ${dueInWords(subject.dueOn, today)}`,
    written: await gradesSoFar(guard),
  };
});

export const action = guarded("double-audits.grade", doubleFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, done } = guard;
  const tool = await openToGrade(guard);
  const form = await readForm(request, doubleGradesForm(tool));
  if (!form.ok) return refuse(form);
  const { version, areas, overall } = form.value;
  const given = [...Object.entries(areas), ["overall", overall] as const].map(([area, made]) => ({
    area,
    judgement: made.grade as Judgement,
    reason: made.reason,
  }));
  const saved = await save(db, async (tx) => {
    await submitDouble(tx, { ...stamp, actorId: actor.id }, subject, { version, grades: given });
    await forgetWritten(tx, gradesAt(guard));
  });
  const submitted = `Your grades of ${subject.caseReference} are submitted`;
  // Pressed twice: they were submitted by the first.
  if (!saved.ok && (await findDouble(db, subject.id))?.state === "graded")
    return done(paths.home(), submitted);
  if (!saved.ok)
    return overtaken(form.typed, "Open this page again: it was changed by someone else meanwhile");
  return done(paths.home(), submitted);
});

export default function GradeDouble() {
  const page = useLoaderData<typeof loader>();
  const { tool } = page;
  const form = useWrittenForm({
    written: page.written,
    check: (entries) => parseForm(doubleGradesForm(tool), entries),
    outcome: useActionData<typeof action>(),
  });
  const chosen = (name: string) => form.field(name).defaultValue as Judgement | "" | undefined;
  return (
    <>
      <BackLink to={paths.home()}>Your work</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title={`Grade ${page.reference} again`}
          caption="Double audit"
          lead={`${page.cohort}, ${page.team}. Due ${page.due}.`}
        />
        <p className="govuk-body">
          Read the case in the case system and grade it as you find it. The first audit is kept from
          you; your grades change nothing in it.{" "}
          <Link to={paths.audits.concern(page.auditId)}>Raise a safeguarding concern</Link>
        </p>
        <WrittenBody form={form} version={page.version}>
          {gradedAreas(tool).map((area) => (
            <section key={area.code} aria-label={area.name} className="los-double-part">
              <GradeRadios
                {...form.field(`areas.${area.code}.grade`)}
                defaultValue={chosen(`areas.${area.code}.grade`)}
                legend={area.name}
                legendSize="s"
                hint={area.about}
                notApplicable={area.mayNotApply ? "" : undefined}
                notJudged=""
              />
              <TextArea
                {...form.field(`areas.${area.code}.reason`)}
                label={`Your reason for ${area.name}`}
                rows={4}
              />
              <Descriptors of={area.name} words={area.descriptors} />
            </section>
          ))}
          <section aria-label="Overall" className="los-double-part">
            <GradeRadios
              {...form.field("overall.grade")}
              defaultValue={chosen("overall.grade")}
              legend="Overall"
              legendSize="s"
              hint={tool.overall?.about}
            />
            <TextArea
              {...form.field("overall.reason")}
              label="Your reason for the overall grade"
              rows={4}
            />
            {tool.overall ? <Descriptors of="overall" words={tool.overall.descriptors} /> : null}
          </section>
          <p className="govuk-body">Once submitted, your grades can’t be changed.</p>
          <Button>Submit your grades</Button>
        </WrittenBody>
      </main>
    </>
  );
}

/** What each grade looks like, folded: all four are there to read before one is chosen. */
function Descriptors({ of, words }: { of: string; words: Record<Grade, string> }) {
  return (
    <Details
      summary={
        <>
          What each grade looks like<span className="govuk-visually-hidden"> in {of}</span>
        </>
      }
    >
      <SummaryList
        rows={grades.map((grade) => ({
          key: scale.find(({ code }) => code === grade)?.name ?? "",
          value: words[grade],
        }))}
      />
    </Details>
  );
}
