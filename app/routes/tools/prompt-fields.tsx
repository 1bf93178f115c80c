import { type FormEvent, useState } from "react";
import { answerTypeNames } from "~/rules/tools/prompts";
import { answerTypes, type Choice } from "~/rules/tools/tools";
import type { GovForm } from "~/ui/form";
import { Checkboxes, Radios } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";

export const promptLabels = {
  text: "The prompt",
  guidance: "Guidance",
  answer: "How it is answered",
  choices: "Answers to choose from",
  required: "Required",
  asked: "When it is asked",
};

type Candidate = { code: string; text: string; choices: Choice[] };

/** Everything one prompt may say: its words, how it is answered, and when it is asked. */
export function PromptFields({
  form,
  candidates,
}: {
  form: GovForm;
  candidates: readonly Candidate[];
}) {
  return (
    <>
      <TextArea
        {...form.field("text")}
        label="The prompt"
        labelSize="s"
        hint="One question to put to the record, short enough to read at a glance"
        rows={2}
      />
      <TextArea
        {...form.field("guidance")}
        label="Guidance"
        labelSize="s"
        hint="What to look for. It stands beneath the prompt; leave it empty if the prompt is plain."
        rows={3}
      />
      <Radios
        {...form.field("answer")}
        legend="How is it answered?"
        legendSize="s"
        options={answerTypes.map((type) => ({
          value: type,
          label: answerTypeNames[type],
          conditional:
            type === "choice" ? (
              <TextArea
                {...form.field("choices")}
                label="Answers to choose from"
                hint="One a line"
                rows={5}
              />
            ) : undefined,
        }))}
      />
      <Checkboxes
        {...form.list("required")}
        legend="Must it be answered?"
        legendSize="s"
        options={[
          {
            value: "yes",
            label: "An audit can’t be submitted without it",
            hint: "Only while it is asked. Few prompts need this: the grade and its reason always do.",
          },
        ]}
      />
      {candidates.length === 0 && form.field("asked").defaultValue !== "if" ? (
        <input type="hidden" name="asked" value="always" readOnly />
      ) : (
        <Condition form={form} candidates={candidates} />
      )}
    </>
  );
}

function Condition({ form, candidates }: { form: GovForm; candidates: readonly Candidate[] }) {
  const held = form.field("ifPrompt").defaultValue ?? "";
  const [chosen, setChosen] = useState(held);
  const on = candidates.find(({ code }) => code === chosen);
  const choose = ({ target }: FormEvent) => {
    const { name, value } = target as HTMLSelectElement;
    if (name === "ifPrompt") setChosen(value);
  };
  return (
    <div onChange={choose}>
      <Radios
        {...form.field("asked")}
        legend="When is it asked?"
        legendSize="s"
        options={[
          { value: "always", label: "Always" },
          {
            value: "if",
            label: "Only if another prompt of this area has a given answer",
            conditional: (
              <>
                <Select
                  {...form.field("ifPrompt")}
                  label="Which prompt?"
                  emptyLabel="Choose a prompt"
                  options={candidates.map(({ code, text }) => ({ value: code, label: text }))}
                />
                {on ? (
                  <Checkboxes
                    key={on.code}
                    {...form.list("ifAnswers")}
                    legend="Which answers bring it up?"
                    small
                    options={on.choices.map(({ code, name }) => ({ value: code, label: name }))}
                  />
                ) : (
                  <p className="govuk-hint">
                    Its answers appear here once it is chosen; without scripts, when you save.
                  </p>
                )}
              </>
            ),
          },
        ]}
      />
    </div>
  );
}
