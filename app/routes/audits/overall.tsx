import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { longText, overallFields } from "~/forms/audit-draft";
import { asTyped } from "~/forms/autosave";
import { paths } from "~/paths";
import { gradedAreas } from "~/rules/tools/tools";
import { draftOf, readEntries } from "~/server/drafts.server";
import { guarded, notFound } from "~/server/guard.server";
import { auditFromUrl } from "~/server/subjects.server";
import { OverallFields } from "~/ui/audit-tool/overall-fields";
import { DraftBody, SaveButtons, useDraft } from "~/ui/autosave/draft-form";
import { SummaryList } from "~/ui/summary-list";
import { GradeTag } from "~/ui/tags";
import { AuditPage } from "./audit-page";
import { findOpenTool, findWriting, saveDraft } from "./writing.server";

export const meta = () => [{ title: "Overall - Audit - Line of Sight" }];

export const loader = guarded("audits.write", auditFromUrl, async (guard) => {
  const { frame, tool, answers, content } = await findWriting(guard);
  if (!tool.overall) throw notFound();
  return {
    frame,
    overall: tool.overall,
    areas: gradedAreas(tool).map(({ code, name }) => ({
      code,
      name,
      judgement: content.areas[code]?.judgement ?? null,
    })),
    draft: draftOf(overallFields, answers, guard.today),
  };
});

export const action = guarded("audits.write", auditFromUrl, async (guard) => {
  if (!(await findOpenTool(guard)).overall) throw notFound();
  const form = await readEntries(guard.request);
  const refused = await saveDraft(guard, overallFields, form);
  if (refused) return refused;
  const { id } = guard.subject;
  return redirect(form.get("intent") === "back" ? paths.audits.one(id) : paths.audits.findings(id));
});

export default function Overall() {
  const { frame, overall, areas, draft: stored } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const draft = useDraft({
    saving: frame.saving,
    ...asTyped(overallFields),
    draft: stored,
    outcome,
  });
  return (
    <AuditPage frame={frame} title="Overall" lead={overall.about} current="overall">
      <DraftBody draft={draft}>
        <h2 className="govuk-heading-m">Your grades so far</h2>
        <SummaryList
          rows={areas.map(({ code, name, judgement }) => ({
            key: name,
            value: judgement ? <GradeTag judgement={judgement} /> : "Not graded yet",
            change: { href: paths.audits.area(frame.id, code), hidden: `the grade for ${name}` },
          }))}
        />
        <OverallFields overall={overall} draft={draft} longest={longText} />
        <SaveButtons draft={draft} />
      </DraftBody>
    </AuditPage>
  );
}
