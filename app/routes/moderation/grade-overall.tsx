import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { asTyped } from "~/forms/autosave";
import { overallGrading } from "~/forms/grading";
import { paths } from "~/paths";
import { isJudgement } from "~/rules/tools/grades";
import type { Grade } from "~/rules/tools/scale";
import { gradedAreas } from "~/rules/tools/tools";
import { readEntries } from "~/server/drafts.server";
import { guarded, notFound } from "~/server/guard.server";
import { moderatedAuditFromUrl } from "~/server/subjects.server";
import { useDraft } from "~/ui/autosave/draft-form";
import { GradeRadios } from "~/ui/inputs/grade-radios";
import { TextArea } from "~/ui/inputs/text-area";
import { SummaryList } from "~/ui/summary-list";
import { GradeTag } from "~/ui/tags";
import { findGrading, savePage } from "./grading.server";
import { GradingColumns, GradingForm, GradingPage } from "./grading-page";

export const meta = () => [{ title: "Overall - Moderate an audit - Line of Sight" }];

export const loader = guarded("moderation.grade", moderatedAuditFromUrl, async (guard) => {
  const { tool } = guard.subject;
  if (!tool.overall) throw notFound();
  const { frame, values, draftFor } = await findGrading(guard);
  return {
    frame,
    overall: tool.overall,
    areas: gradedAreas(tool).map(({ code, name }) => {
      const given = values[`areas.${code}.grade`] ?? "";
      return { code, name, judgement: isJudgement(given) ? given : null };
    }),
    draft: draftFor(overallGrading),
  };
});

export const action = guarded("moderation.grade", moderatedAuditFromUrl, async (guard) => {
  const form = await readEntries(guard.request);
  const refused = await savePage(guard, overallGrading, form);
  if (refused) return refused;
  const { id } = guard.subject.audit;
  const back = form.get("intent") === "back";
  return redirect(back ? paths.moderation.grade(id) : paths.moderation.quality(id));
});

export default function GradeOverall() {
  const { frame, overall, areas, draft: stored } = useLoaderData<typeof loader>();
  const draft = useDraft({
    saving: frame.saving,
    ...asTyped(overallGrading),
    draft: stored,
    outcome: useActionData<typeof action>(),
  });
  return (
    <GradingPage frame={frame} title="Overall" current="overall">
      <GradingColumns
        found={
          <>
            <h2 className="govuk-heading-m">Your grades so far</h2>
            <SummaryList
              rows={areas.map(({ code, name, judgement }) => ({
                key: name,
                value: judgement ? <GradeTag judgement={judgement} /> : "Not graded yet",
                change: {
                  href: paths.moderation.gradeArea(frame.id, code),
                  hidden: `your grade for ${name}`,
                },
              }))}
            />
          </>
        }
      >
        <GradingForm frame={frame} draft={draft}>
          <GradeRadios
            {...draft.field("overall.grade")}
            defaultValue={draft.value("overall.grade") as Grade | ""}
            legend="Your overall grade"
            legendSize="m"
            hint={overall.about}
            descriptors={overall.descriptors}
          />
          <TextArea
            {...draft.field("overall.reason")}
            label="Why this grade overall?"
            labelSize="s"
            rows={4}
          />
        </GradingForm>
      </GradingColumns>
    </GradingPage>
  );
}
