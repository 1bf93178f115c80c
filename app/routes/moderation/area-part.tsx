import type { SerializeFrom } from "@remix-run/node";
import type { Judgement } from "~/rules/tools/grades";
import { isGradedArea, type PracticeArea } from "~/rules/tools/tools";
import type { DraftForm } from "~/ui/autosave/draft-form";
import { Button } from "~/ui/button";
import { GradeRadios } from "~/ui/inputs/grade-radios";
import { TextArea } from "~/ui/inputs/text-area";
import type { AreaEvidence as Evidence } from "~db/moderation/evidence.server";
import { AreaEvidence } from "./evidence";

/** One practice area: what the auditor found, then the moderator's own grade and reason. */
export function AreaPart({
  area,
  evidence,
  draft,
}: {
  area: PracticeArea;
  evidence: SerializeFrom<Evidence> | undefined;
  draft: DraftForm;
}) {
  const hidden = <span className="govuk-visually-hidden"> for {area.name}</span>;
  return (
    <section className="los-part" id={area.code} aria-labelledby={`${area.code}-title`}>
      <h2 className="govuk-heading-m" id={`${area.code}-title`}>
        {area.name}
      </h2>
      <p className="govuk-body">{area.about}</p>
      {evidence ? <AreaEvidence area={evidence} /> : null}
      {isGradedArea(area) ? null : (
        <p className="govuk-body">This area is not graded: read it as evidence for the others.</p>
      )}
      {isGradedArea(area) ? (
        <>
          <GradeRadios
            {...draft.field(`areas.${area.code}.grade`)}
            defaultValue={draft.value(`areas.${area.code}.grade`) as Judgement | ""}
            legend={<>Your grade{hidden}</>}
            legendSize="s"
            descriptors={area.descriptors}
            notApplicable={area.mayNotApply ? "This area does not apply" : undefined}
            notJudged="The evidence does not allow a judgement"
          />
          <TextArea
            {...draft.field(`areas.${area.code}.reason`)}
            label={<>Your reason{hidden}</>}
            labelSize="s"
            rows={4}
          />
          <Button
            variant="secondary"
            name="intent"
            value={`save:${area.code}`}
            hidden={`from ${area.name}`}
            formNoValidate
          >
            Save draft
          </Button>
        </>
      ) : null}
    </section>
  );
}
