import { toolLimits } from "~/rules/tools/definition";
import { judgementNames, lookOf } from "~/rules/tools/grades";
import { type Grade, grades } from "~/rules/tools/scale";
import type { GovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { GradeTag } from "~/ui/tags";

/** What each grade looks like, side by side where there is room. */
export function DescriptorFields({ form }: { form: GovForm }) {
  return (
    <div className="los-descriptors">
      {grades.map((grade) => (
        <div key={grade} className={`los-descriptor los-descriptor--${lookOf(grade)}`}>
          <TextArea
            {...form.field(`descriptors.${grade}`)}
            label={judgementNames[grade]}
            labelSize="s"
            rows={12}
            maxLength={toolLimits.descriptor}
          />
        </div>
      ))}
    </div>
  );
}

export function Descriptors({ descriptors }: { descriptors: Record<Grade, string> }) {
  return (
    <div className="los-descriptors">
      {grades.map((grade) => (
        <div key={grade} className={`los-descriptor los-descriptor--${lookOf(grade)}`}>
          <p className="govuk-!-margin-bottom-2">
            <GradeTag judgement={grade} />
          </p>
          <p className="govuk-body-s los-as-written">
            {descriptors[grade] || "Not described yet."}
          </p>
        </div>
      ))}
    </div>
  );
}
