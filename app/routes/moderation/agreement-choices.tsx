import type { FieldErrors } from "~/forms/fields";
import { paths } from "~/paths";
import type { AgreementChoice } from "~/rules/reports/agreement-choices";
import { overall } from "~/rules/reports/reports";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Select } from "~/ui/inputs/select";
import { Link } from "~/ui/link";

/** What agreement is shown of: a GET form, so that its address can be copied. */
export function AgreementChoices({
  choice,
  errors,
  cycles,
  areas,
}: {
  choice: AgreementChoice;
  errors: FieldErrors;
  cycles: readonly { id: string; title: string }[];
  areas: readonly { code: string; name: string }[];
}) {
  const form = useGovForm({ stored: choice, outcome: { errors, typed: choice } });
  return (
    <div className="los-choices los-choices--agreement los-no-print">
      <GovFormBody form={form} method="get" action={paths.moderation.agreement()}>
        <div className="los-choices__fields">
          <Select
            {...form.field("area")}
            label="Graded"
            options={[
              { value: overall, label: "Overall grade" },
              ...areas.map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
          <Select
            {...form.field("cycle")}
            label="Cycle"
            options={[
              { value: "", label: "All closed cycles shown" },
              ...cycles.map(({ id, title }) => ({ value: id, label: title })).reverse(),
            ]}
          />
          <input type="hidden" name="by" value={choice.by} />
          {choice.auditor ? <input type="hidden" name="auditor" value={choice.auditor} /> : null}
          <ButtonGroup>
            <Button>Show</Button>
            <Link to={paths.moderation.agreement()}>Start again</Link>
          </ButtonGroup>
        </div>
      </GovFormBody>
    </div>
  );
}
