import { fieldNames } from "~/rules/audits/content";
import type { Judgement } from "~/rules/tools/grades";
import type { ToolDefinition } from "~/rules/tools/tools";
import { GradeRadios } from "../inputs/grade-radios";
import { TextArea } from "../inputs/text-area";
import type { AreaDraft } from "./area-fields";

/** The overall judgement as the auditor gives it: in the audit form, and in a tool's preview. */
export function OverallFields({
  overall,
  draft,
  longest,
}: {
  overall: NonNullable<ToolDefinition["overall"]>;
  draft: Pick<AreaDraft, "value" | "field">;
  longest: number;
}) {
  return (
    <>
      <GradeRadios
        {...draft.field(fieldNames.overallGrade)}
        defaultValue={draft.value(fieldNames.overallGrade) as Judgement | ""}
        legend="Your overall grade"
        legendSize="m"
        hint="It is your judgement of the practice as this child met it, not an average."
        descriptors={overall.descriptors}
      />
      <TextArea
        {...draft.field(fieldNames.overallRationale)}
        label="Why this grade overall?"
        labelSize="m"
        rows={6}
        usual={120}
        maxLength={longest}
      />
    </>
  );
}
