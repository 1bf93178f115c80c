import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { asTyped } from "~/forms/autosave";
import { areaGrading } from "~/forms/grading";
import { paths } from "~/paths";
import { insideSentence } from "~/rules/core/words";
import type { Judgement } from "~/rules/tools/grades";
import { isGradedArea, type ToolDefinition } from "~/rules/tools/tools";
import { readEntries } from "~/server/drafts.server";
import { guarded, notFound } from "~/server/guard.server";
import { moderatedAuditFromUrl } from "~/server/subjects.server";
import { useDraft } from "~/ui/autosave/draft-form";
import { Button } from "~/ui/button";
import { GradeRadios } from "~/ui/inputs/grade-radios";
import { TextArea } from "~/ui/inputs/text-area";
import { Details } from "~/ui/notices";
import { findEvidence } from "~db/moderation/evidence.server";
import { AreaEvidence, Voices } from "./evidence";
import { findGrading, savePage } from "./grading.server";
import { GradingColumns, GradingForm, GradingPage } from "./grading-page";

export const meta = () => [{ title: "Practice area - Moderate an audit - Line of Sight" }];

const areaOf = (tool: ToolDefinition, code: string | undefined) => {
  const area = tool.areas.find((one) => one.code === code);
  if (!area) throw notFound();
  return area;
};

/** Where one goes on from an area: the next one, then what follows from them all. */
function after(auditId: string, tool: ToolDefinition, code: string): string {
  const next = tool.areas[tool.areas.findIndex((one) => one.code === code) + 1];
  return next ? paths.moderation.gradeArea(auditId, next.code) : paths.moderation.found(auditId);
}

export const loader = guarded("moderation.grade", moderatedAuditFromUrl, async (guard) => {
  const { audit, tool } = guard.subject;
  const { frame, draftFor } = await findGrading(guard);
  const area = areaOf(tool, guard.params.area);
  const { areas, voices } = await findEvidence(guard.db, audit.id, tool);
  return {
    frame,
    area,
    place: tool.areas.indexOf(area) + 1,
    evidence: areas.find(({ code }) => code === area.code),
    voices,
    next: after(audit.id, tool, area.code),
    draft: draftFor(areaGrading(area)),
  };
});

export const action = guarded("moderation.grade", moderatedAuditFromUrl, async (guard) => {
  const { audit, tool } = guard.subject;
  const area = areaOf(tool, guard.params.area);
  const form = await readEntries(guard.request);
  const refused = await savePage(guard, areaGrading(area), form);
  if (refused) return refused;
  const back = form.get("intent") === "back";
  return redirect(back ? paths.moderation.grade(audit.id) : after(audit.id, tool, area.code));
});

export default function GradeArea() {
  const { frame, area, place, evidence, voices, next } = useLoaderData<typeof loader>();
  return (
    <GradingPage
      frame={frame}
      title={area.name}
      caption={`Moderate ${frame.facts.reference}: practice area ${place} of ${frame.areas.length}`}
      current={area.code}
    >
      <GradingColumns
        found={
          <>
            {evidence ? <AreaEvidence area={evidence} /> : null}
            <Details summary="Who was heard, and what they said" open>
              <Voices voices={voices} />
            </Details>
          </>
        }
      >
        {isGradedArea(area) ? (
          <OwnGrade key={area.code} />
        ) : (
          <>
            <p className="govuk-body">
              This area is not graded: read it as evidence for the others.
            </p>
            <Button to={next}>Continue</Button>
          </>
        )}
      </GradingColumns>
    </GradingPage>
  );
}

function OwnGrade() {
  const { frame, area, draft: stored } = useLoaderData<typeof loader>();
  const draft = useDraft({
    saving: frame.saving,
    ...asTyped(areaGrading(area)),
    draft: stored,
    outcome: useActionData<typeof action>(),
  });
  const name = `areas.${area.code}`;
  return (
    <GradingForm frame={frame} draft={draft}>
      <GradeRadios
        {...draft.field(`${name}.grade`)}
        defaultValue={draft.value(`${name}.grade`) as Judgement | ""}
        legend={`Your grade for ${insideSentence(area.name)}`}
        legendSize="m"
        hint={area.about}
        descriptors={area.descriptors}
        notApplicable={area.mayNotApply ? "There was no such work." : undefined}
        notJudged="The evidence does not allow a judgement."
      />
      <TextArea {...draft.field(`${name}.reason`)} label="Why this grade?" labelSize="s" rows={4} />
    </GradingForm>
  );
}
