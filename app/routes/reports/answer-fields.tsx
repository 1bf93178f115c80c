import { parseForm } from "~/forms/fields";
import { actionsAtOnce, answerForm, answerNames } from "~/forms/responses";
import type { ActionDraft } from "~/rules/reports/suggestions";
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
  owners: readonly { id: string; name: string; jobTitle: string; teamName: string | null }[];
};

const foldedNames = ["Add an action", "Add a second action", "Add a third action"];

/** The answer as one form: actions or the reason for none, and a comment. */
export function AnswerFields({
  response,
  promised,
  drafts,
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
  /** Whether it came back and holds actions: then more need not be promised. */
  promised: boolean;
  /** What its report suggests, by the place of the action that it starts. */
  drafts: Record<string, ActionDraft>;
  today: string;
  written: Written;
  outcome: FormOutcome | undefined;
}) {
  const { version, comment, noneNeededReason, answeredAt } = response;
  const acts = promised || answeredAt !== null || Object.keys(drafts).length > 0;
  const answer = acts ? "actions" : noneNeededReason ? "none-needed" : undefined;
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(answerForm(today, { promised }), entries),
    stored: { comment, noneNeededReason, answer, actions: drafts },
    outcome,
  });
  const labels = {
    comment: "Comment",
    noneNeededReason: "Why no action is needed",
    actions: "Actions added",
  };
  const folded = (n: number) => (
    <Details key={n} summary={foldedNames[n]} open={touched(form, n)}>
      <ActionFields form={form} n={n} {...lists} />
    </Details>
  );
  const actions = (
    <>
      {promised ? folded(0) : <ActionFields form={form} n={0} {...lists} />}
      {Array.from({ length: actionsAtOnce - 1 }, (_, n) => folded(n + 1))}
    </>
  );
  return (
    <WrittenBody form={form} version={version} labels={labels}>
      {answeredAt || promised ? (
        <>
          <h2 className="govuk-heading-m">
            {answeredAt ? "Add to your response" : "Answer again"}
          </h2>
          {promised ? (
            <p className="govuk-body">
              Your actions stand. Add another where that is what is missing, or explain below.
            </p>
          ) : null}
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
          options={owners.map(({ id, name: person, jobTitle, teamName }) => ({
            value: id,
            label: [person, jobTitle.toLowerCase(), teamName].filter(Boolean).join(", "),
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
