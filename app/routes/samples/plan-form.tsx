import type { ReactNode } from "react";
import { parseForm } from "~/forms/fields";
import { dipSamplePlanForm, mostCases, mostReviewers, thematicPlanForm } from "~/forms/samples";
import { triggerKindNames, triggerKinds } from "~/rules/exercises/exercises";
import { reviewingHints, reviewingModes, reviewingNames } from "~/rules/samples/reviewing";
import { questionLimits } from "~/rules/tools/tools";
import { Button, EnterButton } from "~/ui/button";
import { CommissionFields } from "~/ui/commission-fields";
import { type FormOutcome, type GovForm, GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { DateField, MonthField } from "~/ui/inputs/date-field";
import { Select, type SelectOption } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import type { PlanChoices } from "./plan.server";
import { QuestionLibrary } from "./plan-library";
import { QuestionRows, ReviewerRows } from "./plan-rows";

const labels: Record<string, string> = {
  title: "Title",
  month: "Month",
  serviceId: "Service",
  subject: "What it looks at",
  subjectName: "What the records are called",
  leadId: "Who leads it",
  triggerKind: "What prompted it",
  triggerText: "In words",
  promptedById: "The exercise that prompted it",
  rationale: "Rationale",
  linesOfEnquiry: "Key lines of enquiry",
  methodology: "Method",
  size: "Number of cases",
  auditsDueOn: "Due",
  questions: "Questions",
  reviewing: "How the cases are reviewed",
  reviewers: "Reviewers",
};

/** The plan of a dip sample or a thematic audit, new or changed. */
export function PlanForm({
  choices,
  stored,
  outcome,
  version,
  save,
  subject,
}: {
  choices: PlanChoices;
  stored: Record<string, unknown>;
  outcome: FormOutcome | undefined;
  version?: number;
  save: string;
  /** The question of what it looks at; a thematic audit looks at cases. */
  subject?: (form: GovForm) => ReactNode;
}) {
  const dip = choices.kind === "dip-sample";
  const schema = dip ? dipSamplePlanForm : thematicPlanForm;
  const form = useGovForm({ check: (entries) => parseForm(schema, entries), stored, outcome });
  const values = outcome?.typed ?? stored;
  const howMany = (
    <>
      <TextField
        {...form.field("size")}
        label="Number of cases"
        hint={`From 1 to ${mostCases}. You choose or draw them next.`}
        inputMode="numeric"
        width={3}
      />
      <DateField {...form.date("auditsDueOn")} legend="When the cases are to be reviewed by" />
    </>
  );
  return (
    <GovFormBody form={form} version={version} labels={labels} reloadDocument>
      {/* Enter in a field saves the plan, and does not add or remove a row. */}
      <EnterButton name="intent" value="save" />
      {values.planned ? (
        <input type="hidden" name="planned" value={String(values.planned)} readOnly />
      ) : null}
      <Beside>
        <TextField
          {...form.field("title")}
          label="Title"
          hint={
            dip ? "“Strategy meetings”, “Pre-proceedings letters”" : "“Early signs of exploitation”"
          }
          width="full"
        />
        <MonthField {...form.month("month")} legend="Month" years={choices.years} />
        {dip ? (
          <Select
            {...form.field("serviceId")}
            label="Service"
            options={choices.services}
            emptyLabel={choices.services.length > 1 ? "Choose a service" : undefined}
          />
        ) : null}
        {subject?.(form)}
        {choices.leads.length > 1 ? (
          <Select {...form.field("leadId")} label="Who leads it" options={choices.leads} />
        ) : null}
        {dip ? howMany : null}
      </Beside>

      <h2 className="govuk-heading-m">Why</h2>
      {dip ? <DipWhy form={form} promptedBy={choices.promptedBy} /> : null}
      {dip ? null : <CommissionFields form={form} promptedBy={choices.promptedBy} />}

      {dip ? null : (
        <>
          <h2 className="govuk-heading-m">How</h2>
          <Beside>{howMany}</Beside>
        </>
      )}

      <QuestionRows
        form={form}
        values={values}
        most={questionLimits.most}
        sources={choices.questionsOf}
        library={
          <QuestionLibrary
            form={form}
            library={choices.library}
            areas={choices.areas}
            typed={String(values.libraryWords ?? "")}
          />
        }
      />
      <Radios
        {...form.field("reviewing")}
        legend="How the cases are reviewed"
        legendSize="m"
        options={reviewingModes.map((mode) => ({
          value: mode,
          label: reviewingNames[mode],
          hint: reviewingHints[mode],
        }))}
        small
      />
      <ReviewerRows
        form={form}
        values={values}
        most={mostReviewers}
        people={choices.reviewers}
        mayInvite={choices.mayInvite}
      />
      <Button name="intent" value="save">
        {save}
      </Button>
    </GovFormBody>
  );
}

/** Side by side where there is room. */
function Beside({ children }: { children: ReactNode }) {
  return <div className="los-field-row los-field-row--three">{children}</div>;
}

/** Made in five minutes: what prompted it, why and how, in a line each. */
function DipWhy({ form, promptedBy }: { form: GovForm; promptedBy: readonly SelectOption[] }) {
  return (
    <Beside>
      <Select
        {...form.field("triggerKind")}
        label="What prompted it"
        options={triggerKinds.map((kind) => ({ value: kind, label: triggerKindNames[kind] }))}
        emptyLabel="Choose one"
      />
      <TextField {...form.field("triggerText")} label="In a few words (optional)" width="full" />
      <Select
        {...form.field("promptedById")}
        label="The exercise that prompted it (optional)"
        hint="Its report will lead here, and this one back to it"
        options={promptedBy}
        emptyLabel="None"
      />
      <TextArea
        {...form.field("rationale")}
        label="Rationale"
        hint="What you want to be assured of, in a sentence or two"
        rows={3}
        maxLength={2000}
      />
      <TextArea
        {...form.field("methodology")}
        label="Method"
        hint="How many cases of which cohorts, who reviews them and in which roles: “18 cases (6 CIN, 12 CP) read by the service manager and four conference chairs”"
        rows={3}
        maxLength={2000}
      />
    </Beside>
  );
}
