import { alwaysCertain, certainChoices, certainNames } from "~/rules/moderation/certain";
import type { GovForm } from "~/ui/form";
import { Checkboxes, Radios } from "~/ui/inputs/choices";
import { TextField } from "~/ui/inputs/text-field";

const always = alwaysCertain.map((code) => certainNames[code]).join(", ");

/** What of a cycle is moderated: fixed from release on, when the order of moderation is sealed. */
export function ModerationFields({ form, fixed }: { form: GovForm; fixed: string | null }) {
  return (
    <>
      <h2 className="govuk-heading-m">Moderation</h2>
      {fixed === null ? (
        <Choices form={form} />
      ) : (
        <p className="govuk-body">{fixed}. This stands since the cycle was released.</p>
      )}
    </>
  );
}

function Choices({ form }: { form: GovForm }) {
  return (
    <>
      <div className="los-field-row">
        <Radios
          {...form.field("moderation")}
          legend="Are its audits moderated?"
          legendSize="s"
          inline
          small
          options={[
            { value: "on", label: "Yes" },
            { value: "off", label: "No, not in this cycle" },
          ]}
        />
        <fieldset className="govuk-fieldset">
          <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">
            How many of them?
          </legend>
          <div className="los-pair">
            <TextField
              {...form.field("fromPercent")}
              label="At least"
              suffix="%"
              inputMode="numeric"
              width={2}
            />
            <TextField
              {...form.field("toPercent")}
              label="At most"
              suffix="%"
              inputMode="numeric"
              width={2}
            />
          </div>
        </fieldset>
      </div>
      <div className="los-two-columns">
        <Checkboxes
          {...form.list("certain")}
          legend="Always moderated"
          legendSize="s"
          hint={`${always}: always. Tick what else is. The rest is left to chance: the order is sealed when the cycle is released.`}
          small
          options={certainChoices.map((code) => ({ value: code, label: certainNames[code] }))}
        />
      </div>
    </>
  );
}
