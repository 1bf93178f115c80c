import { useEffect, useRef } from "react";
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
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";

type Lists = {
  areas: readonly { code: string; name: string }[];
  owners: readonly { id: string; name: string; jobTitle: string; teamName: string | null }[];
};

const foldedNames = ["Add an action", "Add a second action", "Add a third action"];

/** What a page gets that was answered with an action begun from a suggestion. */
export type AnswerOutcome = FormOutcome & { begun?: Begun };
type Begun = { key: string; name: string; place: number };

type Answer = {
  response: {
    version: number;
    comment: string;
    noneNeededReason: string;
    answeredAt: string | null;
  };
  /** Whether it came back and holds actions: then more need not be promised. */
  promised: boolean;
};

export function useAnswerForm({
  response: { comment, noneNeededReason, answeredAt },
  promised,
  today,
  written,
  outcome,
}: Answer & { today: string; written: Written; outcome: AnswerOutcome | undefined }) {
  const acts = promised || answeredAt !== null;
  const answer = acts ? "actions" : noneNeededReason ? "none-needed" : undefined;
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(answerForm(today, { promised }), entries),
    stored: { comment, noneNeededReason, answer },
    outcome,
  });
  return { ...form, begun: outcome?.begun };
}

export type AnswerForm = ReturnType<typeof useAnswerForm>;

const whatOf = (n: number): string => `actions.${n}.what`;

/** Whether a draft stands in the form as it was suggested. */
export const holdsDraft = (form: AnswerForm, { what }: ActionDraft): boolean =>
  Array.from({ length: actionsAtOnce }, (_, n) => form.field(whatOf(n)).defaultValue).includes(
    what,
  );

/** The answer as one form: actions or the reason for none, and a comment. */
export function AnswerFields({
  form,
  response: { version, answeredAt },
  promised,
  ...lists
}: Lists & Answer & { form: AnswerForm }) {
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
      {form.begun ? <BegunNotice {...form.begun} /> : null}
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

const places = ["first", "second", "third"];

/** Where the draft stands; the way there begins at it. */
function BegunNotice({ name, place }: Begun) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);
  return (
    <div className="govuk-inset-text" role="status" tabIndex={-1} ref={notice}>
      “{name}” is in your {places[place]} action as a draft: change it, and choose its owner and
      date. <Link to={`#${whatOf(place)}`}>Go to the {places[place]} action</Link>
    </div>
  );
}

/** Whether something was typed in the nth action, or is wrong with it: then it is not folded away. */
function touched(form: GovForm, n: number): boolean {
  const typed = form.field(whatOf(n)).defaultValue;
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
