import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { commitForm, gradingForm } from "~/forms/moderation";
import { paths } from "~/paths";
import { commit } from "~/rules/moderation/moderation";
import { blindQuestions, qualityAnswerNames } from "~/rules/moderation/quality";
import { grades } from "~/rules/tools/scale";
import { gradedAreas } from "~/rules/tools/tools";
import { type Guarded, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { moderatedAuditFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { WarningText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { GradeTag } from "~/ui/tags";
import { valuesOf } from "~db/audits/answers.server";
import type { ModeratedAudit } from "~db/moderation/moderations.server";
import { changesOf, saveCommitment } from "~db/operations/moderation/grading.server";
import { listGrades } from "./grading.server";

export const meta = () => [{ title: "Commit your grades - Line of Sight" }];

/** What is kept of the grades, complete or not, and which state of it that is. */
async function readGrades(guard: Guarded<ModeratedAudit>) {
  const draft = await listGrades(guard);
  const read = parseForm(gradingForm(guard.subject.tool), Object.entries(valuesOf(draft)));
  return { ...read, changes: changesOf(draft) };
}

export const loader = guarded("moderation.grade", moderatedAuditFromUrl, async (guard) => {
  const { audit, moderation, tool } = guard.subject;
  if (moderation.state !== "selected") throw redirect(paths.moderation.compare(audit.id));
  const complete = await readGrades(guard);
  if (!complete.ok) throw redirect(paths.moderation.grade(audit.id));
  const { areas, overall, quality } = complete.value;
  return {
    auditId: audit.id,
    reference: audit.caseReference,
    exerciseTitle: audit.exerciseTitle,
    version: moderation.version,
    changes: complete.changes,
    grades: [
      ...gradedAreas(tool).map(({ code, name }) => ({ code, name, ...required(areas[code]) })),
      { code: "overall", name: "Overall", ...overall },
    ],
    quality: blindQuestions.map((question) => ({
      text: question.text,
      ...required(quality[question.code]),
    })),
  };
});

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("A complete draft has every part of the tool");
  return value;
}

export const action = guarded("moderation.grade", moderatedAuditFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, done } = guard;
  const { audit, moderation, tool } = subject;
  const form = await readForm(request, commitForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const complete = await readGrades(guard);
  if (moderation.state === "selected" && !complete.ok)
    return refuseWith({}, "Give a grade and a reason for every practice area and overall");
  const { areas, overall, quality } = complete.ok
    ? complete.value
    : { areas: {}, overall: { grade: grades[0], reason: "" }, quality: {} };
  const grading = {
    areas: Object.fromEntries(
      Object.entries(areas).map(([code, area]) => [
        code,
        { judgement: area.grade, reason: area.reason },
      ]),
    ),
    overall,
  };
  const areaCodes = gradedAreas(tool).map((area) => area.code);
  const step = commit(moderation, grading, areaCodes, actor.id, stamp.at);
  if (!step.ok) return done(paths.moderation.compare(audit.id), step.message);
  const saved = await save(db, (tx) =>
    saveCommitment(tx, stamp, subject, { ...form.value, grading, quality }),
  );
  if (!saved.ok) {
    const words = "Check these grades again: your draft was changed after this page was opened";
    return overtaken({}, words);
  }
  return done(
    paths.moderation.compare(audit.id),
    "Your grades are committed. The auditor’s are now beside yours",
  );
});

export default function CommitGrades() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(commitForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const edit = (part: string) => paths.moderation.grade(page.auditId, part);
  return (
    <>
      <BackLink to={edit("overall")}>Your grades</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`${page.exerciseTitle}, ${page.reference}`}
            title="Check your grades"
          />
          <SummaryList
            rows={page.grades.map((row) => ({
              key: row.name,
              value: (
                <>
                  <GradeTag judgement={row.grade} />
                  <div className="los-written govuk-!-margin-top-2">{row.reason}</div>
                </>
              ),
              change: { href: edit(row.code), hidden: `your grade for ${row.name}` },
            }))}
          />
          <p className="govuk-body los-no-print">
            <Link to={paths.audits.concern(page.auditId)}>Raise a safeguarding concern</Link>
          </p>
          <h2 className="govuk-heading-m">The audit itself</h2>
          <SummaryList
            rows={page.quality.map((row) => ({
              key: row.text,
              value: (
                <>
                  {qualityAnswerNames[row.answer]}
                  {row.note ? <div className="los-written">{row.note}</div> : null}
                </>
              ),
              change: { href: edit("audit-quality"), hidden: row.text },
            }))}
          />
          <h2 className="govuk-heading-m">Commit your grades</h2>
          <WarningText>You can’t change them after this.</WarningText>
          <p className="govuk-body">
            Next you see the auditor’s grades and reasons beside yours, and the panel decides.
          </p>
          <GovFormBody form={form} version={page.version}>
            <input type="hidden" name="changes" value={page.changes} readOnly />
            <Checkboxes
              {...form.list("sure")}
              legend="Before you commit"
              hideLegend
              options={[
                { value: "yes", label: "These are my own grades, given on the evidence alone" },
              ]}
            />
            <ButtonGroup>
              <Button>Commit your grades</Button>
              <Link to={edit("overall")}>Go on grading</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
