import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { asTyped } from "~/forms/autosave";
import { qualityGrading } from "~/forms/grading";
import { paths } from "~/paths";
import { blindQuestions } from "~/rules/moderation/quality";
import { readEntries } from "~/server/drafts.server";
import { guarded } from "~/server/guard.server";
import { moderatedAuditFromUrl } from "~/server/subjects.server";
import { useDraft } from "~/ui/autosave/draft-form";
import { TwoThirds } from "~/ui/page";
import { findGrading, savePage } from "./grading.server";
import { GradingForm, GradingPage } from "./grading-page";
import { QualityQuestions } from "./quality-questions";

export const meta = () => [{ title: "The audit itself - Moderate an audit - Line of Sight" }];

export const loader = guarded("moderation.grade", moderatedAuditFromUrl, async (guard) => {
  const { tool } = guard.subject;
  const { frame, draftFor } = await findGrading(guard);
  return { frame, tool, draft: draftFor(qualityGrading(tool)) };
});

export const action = guarded("moderation.grade", moderatedAuditFromUrl, async (guard) => {
  const { audit, tool } = guard.subject;
  const form = await readEntries(guard.request);
  const refused = await savePage(guard, qualityGrading(tool), form);
  if (refused) return refused;
  const back = form.get("intent") === "back";
  return redirect(back ? paths.moderation.grade(audit.id) : paths.moderation.commit(audit.id));
});

export default function GradeQuality() {
  const { frame, tool, draft: stored } = useLoaderData<typeof loader>();
  const draft = useDraft({
    saving: frame.saving,
    ...asTyped(qualityGrading(tool)),
    draft: stored,
    outcome: useActionData<typeof action>(),
  });
  return (
    <GradingPage
      frame={frame}
      title="Is the audit itself sound?"
      current="quality"
      lead="Apart from its grades: a sound audit can find poor practice, and a poor one praise good practice. More is asked once you have seen the auditor’s reasons."
    >
      <TwoThirds>
        <GradingForm frame={frame} draft={draft}>
          <QualityQuestions form={draft} questions={blindQuestions(tool)} />
        </GradingForm>
      </TwoThirds>
    </GradingPage>
  );
}
