import type { ReactNode } from "react";
import {
  type Consent,
  consentNames,
  consents,
  observationKindNames,
  observationKinds,
} from "~/rules/observations/observations";
import type { ObservationQuestion } from "~/rules/observations/questions";
import type { GovForm } from "~/ui/form";
import { Checkboxes, Radios } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { Details } from "~/ui/notices";

type Offered = {
  people: { id: string; name: string }[];
  themes: { code: string; name: string }[];
  questions: ObservationQuestion[];
  mayNameCase: boolean;
};

/** The whole form on one short page: who and whether they agreed, what was seen, what comes of it. */
export function WriteFields({
  form,
  people,
  themes,
  questions,
  mayNameCase,
}: { form: GovForm } & Offered) {
  return (
    <>
      <div className="los-side-by-side">
        <div>
          <Checkboxes
            {...form.list("observed")}
            legend="Who did you observe?"
            legendSize="m"
            hint="Everyone you choose reads all of it. Write one for each person where what you say is about one of them."
            small
            options={people.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </div>
        <div>
          <Worker form={form} />
          <Family form={form} />
        </div>
      </div>
      <h2 className="govuk-heading-m">What you saw</h2>
      <TextField
        {...form.field("about")}
        label="In a few words"
        hint="For example, home visit, core group, monthly supervision"
        width="two-thirds"
      />
      <TextArea
        {...form.field("seen")}
        label="What did you see and hear?"
        hint="Name no child and nobody of the family."
        rows={5}
        maxLength={6000}
      />
      <div className="los-side-by-side">
        {questions.map(({ code, text }) => (
          <TextArea key={code} {...form.field(`answers.${code}`)} label={text} rows={2} />
        ))}
      </div>
      <div className="los-side-by-side">
        <div>
          <TextArea
            {...form.field("strengths")}
            label="Strengths"
            labelSize="m"
            hint="One a line"
            rows={4}
          />
          <Themes form={form} name="strengthThemes" of="strengths" themes={themes} />
        </div>
        <div>
          <TextArea
            {...form.field("toDevelop")}
            label="To develop"
            labelSize="m"
            hint="One a line"
            rows={4}
          />
          <Themes form={form} name="developThemes" of="what to develop" themes={themes} />
        </div>
      </div>
      <h2 className="govuk-heading-m">Feedback given</h2>
      <div className="los-side-by-side">
        <TextField
          {...form.field("feedbackTo")}
          label="To whom"
          hint="You can leave this until you have given it."
          width="full"
        />
        <DateField {...form.date("feedbackOn")} legend="When" />
      </div>
      <Details summary="Kind, date and case">
        <Select
          {...form.field("kind")}
          label="Kind"
          options={observationKinds.map((kind) => ({
            value: kind,
            label: observationKindNames[kind],
          }))}
        />
        <DateField {...form.date("observedOn")} legend="Date" />
        {mayNameCase ? (
          <TextField
            {...form.field("caseReference")}
            label="Case reference"
            hint="Where it was about one case of your caseload. Whoever may open the case sees it."
            width={10}
          />
        ) : null}
      </Details>
    </>
  );
}

/** Folded: a phone has no room for them, and most observers name none or two. */
function Themes({
  form,
  name,
  of,
  themes,
}: {
  form: GovForm;
  name: string;
  of: string;
  themes: Offered["themes"];
}) {
  if (themes.length === 0) return null;
  return (
    <Details summary={`Themes of ${of}`}>
      <Checkboxes
        {...form.list(name)}
        legend={`Themes of ${of}`}
        hideLegend
        small
        options={themes.map((theme) => ({ value: theme.code, label: theme.name }))}
      />
    </Details>
  );
}

const options = (given: ReactNode, hints: Partial<Record<Consent, string>> = {}) =>
  consents.map((consent) => ({
    value: consent,
    label: consentNames[consent],
    hint: hints[consent],
    conditional: consent === "given" ? given : undefined,
  }));

const Worker = ({ form }: { form: GovForm }) => (
  <Radios
    {...form.field("workerConsent")}
    legend="Did the worker agree to be observed?"
    legendSize="m"
    small
    options={options(
      <>
        <TextField {...form.field("workerConsentHow")} label="How" width="full" />
        <DateField {...form.date("workerConsentOn")} legend="When" />
      </>,
    )}
  />
);

const Family = ({ form }: { form: GovForm }) => (
  <Radios
    {...form.field("familyConsent")}
    legend="Did the child and family agree to you being there?"
    legendSize="m"
    small
    options={options(
      <>
        <TextField {...form.field("familyConsentHow")} label="How" width="full" />
        <DateField {...form.date("familyConsentOn")} legend="When" />
        <TextArea
          {...form.field("familyView")}
          label="The family’s own view"
          hint="What the child and family said about the work, in their words and without names"
          rows={3}
          keptInView
        />
      </>,
      {
        "not-given": "Nothing about the family is kept. Write about the worker’s practice alone.",
      },
    )}
  />
);
