import { parseForm } from "~/forms/fields";
import { actionsAtOnce, answerForm, answerNames } from "~/forms/responses";
import { plural } from "~/rules/core/words";
import { useWrittenForm, type Written, WrittenBody } from "~/ui/autosave/written-form";
import { Button } from "~/ui/button";
import type { FormOutcome, GovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { Details } from "~/ui/notices";

type Lists = {
  areas: readonly { code: string; name: string }[];
  owners: readonly { id: string; name: string; jobTitle: string }[];
};

/** The answer as one form: actions or the reason for none, and a comment. */
export function AnswerFields({
  response,
  today,
  written,
  outcome,
  ...lists
}: Lists & {
  response: {
    version: number;
    comment: string;
    noneNeededReason: string;
    answeredAt: string | null;
  };
  today: string;
  written: Written;
  outcome: FormOutcome | undefined;
}) {
  const { version, comment, noneNeededReason, answeredAt } = response;
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(answerForm(today), entries),
    stored: { comment, noneNeededReason, answer: answeredAt ? "actions" : undefined },
    outcome,
  });
  const labels = {
    comment: "Comment",
    noneNeededReason: "Why no action is needed",
    actions: "Actions added",
  };
  const actions = (
    <>
      <ActionFields form={form} n={0} {...lists} />
      {Array.from({ length: actionsAtOnce - 1 }, (_, n) => n + 1).map((n) => (
        <Details
          key={n}
          summary={plural(n, "Add a second action", "Add a third action")}
          open={touched(form, n)}
        >
          <ActionFields form={form} n={n} {...lists} />
        </Details>
      ))}
    </>
  );
  return (
    <WrittenBody form={form} version={version} labels={labels}>
      {answeredAt ? (
        <>
          <h2 className="govuk-heading-m">Add to your response</h2>
          <input type="hidden" name="answer" value="actions" readOnly />
          {actions}
        </>
      ) : (
        <Radios
          {...form.field("answer")}
          legend="Will you act on this report?"
          legendSize="m"
          options={[
            { value: "actions", label: answerNames.actions, conditional: actions },
            {
              value: "none-needed",
              label: answerNames["none-needed"],
              conditional: (
                <TextArea
                  {...form.field("noneNeededReason")}
                  label="Why no action is needed"
                  rows={3}
                />
              ),
            },
          ]}
        />
      )}
      <TextArea
        {...form.field("comment")}
        label="Comment"
        hint="Optional: what you want the QA lead and your service manager to know"
        rows={4}
      />
      <Button>{answeredAt ? "Add to the response" : "Send the response"}</Button>
    </WrittenBody>
  );
}

/** Whether something was typed in the nth action, or is wrong with it: then it is not folded away. */
function touched(form: GovForm, n: number): boolean {
  const typed = form.field(`actions.${n}.what`).defaultValue;
  return !!typed || Object.keys(form.errors).some((name) => name.startsWith(`actions.${n}.`));
}

function ActionFields({ form, n, areas, owners }: Lists & { form: GovForm; n: number }) {
  const name = (field: string) => `actions.${n}.${field}`;
  return (
    <div className="los-action-fields">
      <fieldset className="govuk-fieldset">
        <legend className="govuk-fieldset__legend govuk-fieldset__legend--m">
          {["First action", "Second action", "Third action"][n]}
        </legend>
        <TextArea {...form.field(name("what"))} label="What will be done" rows={2} />
        <TextArea
          {...form.field(name("why"))}
          label="Why"
          hint="What in the report it answers"
          rows={2}
        />
        <Select
          {...form.field(name("area"))}
          label="Practice area"
          emptyLabel="More than one, or none"
          options={areas.map((area) => ({ value: area.code, label: area.name }))}
        />
        <Select
          {...form.field(name("ownerId"))}
          label="Owner"
          emptyLabel="Choose a person"
          options={owners.map(({ id, name: person, jobTitle }) => ({
            value: id,
            label: jobTitle ? `${person}, ${jobTitle.toLowerCase()}` : person,
          }))}
        />
        <DateField {...form.date(name("dueOn"))} legend="Due" hint="For example, 28 6 2024" />
        <TextArea
          {...form.field(name("successMeasure"))}
          label="How you will know that it worked"
          rows={2}
        />
      </fieldset>
    </div>
  );
}
