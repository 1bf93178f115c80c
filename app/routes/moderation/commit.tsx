import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { commitForm } from "~/forms/grading";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { commit } from "~/rules/moderation/moderation";
import {
  answeredQuality,
  blindQuestions,
  qualityFromObject,
  qualityQuestions,
  withQuestions,
} from "~/rules/moderation/quality";
import { isJudgement } from "~/rules/tools/grades";
import { grades } from "~/rules/tools/scale";
import { gradedAreas } from "~/rules/tools/tools";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { moderatedAuditFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { InsetText, WarningText } from "~/ui/notices";
import { TwoThirds } from "~/ui/page";
import type { ErrorHandle } from "~/ui/page-errors";
import { countParts } from "~/ui/section-state";
import { Table } from "~/ui/table";
import { GradeTag } from "~/ui/tags";
import { findModeratedAudit } from "~db/moderation/moderations.server";
import { changesOf, saveCommitment } from "~db/operations/moderation/grading.server";
import { AuditQuality } from "./audit-quality";
import { findGrading, readGrades } from "./grading.server";
import { GradingPage, gradingParts, placeOf } from "./grading-page";

export const meta = () => [{ title: "Commit your grades - Line of Sight" }];

export const handle: ErrorHandle = {
  errorHref: (name, { auditId = "" }) => placeOf(auditId, name),
};

export const loader = guarded("moderation.grade", moderatedAuditFromUrl, async (guard) => {
  const { moderation, tool } = guard.subject;
  const { frame, draft, values } = await findGrading(guard);
  const given = (name: string) => values[name] ?? "";
  const quality = blindQuestions(tool).map(({ code }) => [
    code,
    { answer: given(`quality.${code}.answer`), note: given(`quality.${code}.note`) },
  ]);
  return {
    frame,
    version: moderation.version,
    changes: changesOf(draft),
    grades: [
      ...gradedAreas(tool).map(({ code, name }) => ({ code, name, at: `areas.${code}` })),
      { code: "overall", name: "Overall", at: "overall" },
    ].map((part) => {
      const { at } = part;
      const judgement = given(`${at}.grade`);
      return {
        ...part,
        judgement: isJudgement(judgement) ? judgement : null,
        reason: given(`${at}.reason`),
      };
    }),
    answered: answeredQuality(qualityFromObject(Object.fromEntries(quality)), tool),
  };
});

export const action = guarded("moderation.grade", moderatedAuditFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, done } = guard;
  const { audit, moderation, tool } = subject;
  const form = await readForm(request, commitForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { read: complete } = await readGrades(guard);
  if (moderation.state === "selected" && !complete.ok)
    return refuse({ errors: complete.errors, typed: {} });
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
    saveCommitment(tx, stamp, subject, {
      ...form.value,
      grading,
      quality: withQuestions(quality, qualityQuestions(tool)),
    }),
  );
  const committed = "Your grades are committed. The auditor’s are now beside yours";
  if (!saved.ok) {
    const now = (await findModeratedAudit(db, audit.id))?.moderation;
    if (now?.id === moderation.id && now.state === "committed")
      return done(paths.moderation.compare(audit.id), committed);
    const words = "Check these grades again: your draft was changed after this page was opened";
    return overtaken({}, words);
  }
  return done(paths.moderation.compare(audit.id), committed);
});

export default function CommitGrades() {
  const page = useLoaderData<typeof loader>();
  const { frame } = page;
  const { done, of } = countParts(gradingParts(frame).map(({ state }) => state));
  const left = of - done;
  const outcome = useActionData<typeof action>();
  const form = useGovForm({ check: (entries) => parseForm(commitForm, entries), outcome });
  const edit = (code: string) =>
    code === "overall"
      ? paths.moderation.gradeOverall(frame.id)
      : paths.moderation.gradeArea(frame.id, code);
  return (
    <GradingPage frame={frame} title="Check your grades" current="commit">
      <Table
        caption="Your grades"
        captionSize="m"
        columns={[
          { header: "Area", rowHeader: true, cell: ({ name }) => name },
          {
            header: "Your grade",
            cell: ({ judgement, at, name }) =>
              judgement ? (
                <GradeTag judgement={judgement} />
              ) : (
                <Link to={placeOf(frame.id, `${at}.grade`)} hidden={`for ${name}`}>
                  Choose a grade
                </Link>
              ),
          },
          {
            header: "Why",
            ownLine: true,
            cell: ({ reason, at, name, judgement }) =>
              reason.trim() ? (
                <span className="los-written">{reason}</span>
              ) : judgement === null ? null : (
                <Link to={placeOf(frame.id, `${at}.reason`)} hidden={`for ${name}`}>
                  Enter your reason
                </Link>
              ),
          },
          {
            header: "Change",
            hideHeader: true,
            cell: ({ code, name, judgement }) =>
              judgement === null ? null : (
                <Link to={edit(code)} hidden={`your grade for ${name}`}>
                  Change
                </Link>
              ),
          },
        ]}
        rows={page.grades}
        rowKey={({ code }) => code}
        onNarrow="lines"
        compact
      />
      <h2 className="govuk-heading-m">Is the audit itself sound?</h2>
      <TwoThirds>
        <AuditQuality answered={page.answered} />
        <p className="govuk-body">
          <Link to={paths.moderation.quality(frame.id)}>Answer the questions about the audit</Link>
        </p>
        {left > 0 ? (
          <InsetText>
            You can commit once every part is completed: {counted(left, "part is", "parts are")}{" "}
            left.
          </InsetText>
        ) : (
          <GovFormBody form={form} version={page.version}>
            <input type="hidden" name="changes" value={page.changes} readOnly />
            <h2 className="govuk-heading-m">Commit your grades</h2>
            <WarningText>You can’t change them after this.</WarningText>
            <Checkboxes
              {...form.list("sure")}
              legend="Before you commit"
              hideLegend
              options={[
                {
                  value: "yes",
                  label: "These are my own grades, given on the evidence alone",
                  hint: "Next you see the auditor’s grades and reasons beside yours, and the panel decides.",
                },
              ]}
            />
            <ButtonGroup>
              <Button>Commit your grades</Button>
              <Link to={paths.moderation.grade(frame.id)}>Go on grading</Link>
            </ButtonGroup>
          </GovFormBody>
        )}
      </TwoThirds>
    </GradingPage>
  );
}
