import { sampleSubjectNames, sampleSubjects } from "~/rules/samples/records";
import type { GovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { TextField } from "~/ui/inputs/text-field";

/** Cases of children, or records that are no case. */
export function SubjectChoice({ form }: { form: GovForm }) {
  return (
    <Radios
      {...form.field("subject")}
      legend="What it looks at"
      small
      options={sampleSubjects.map((subject) => ({
        value: subject,
        label: sampleSubjectNames[subject],
        ...(subject === "other"
          ? {
              conditional: (
                <TextField
                  {...form.field("subjectName")}
                  label="What they are called"
                  hint="“Return home interviews”"
                  width="two-thirds"
                />
              ),
            }
          : {}),
      }))}
    />
  );
}
