import { themeRows } from "~/forms/moderation";
import { Radios } from "~/ui/inputs/choices";
import type { FieldProps } from "~/ui/inputs/form-group";
import { TextArea } from "~/ui/inputs/text-area";
import { Details } from "~/ui/notices";

/** What an audit shows of practice across the service, folded until it is wanted. */
export function ThemeFields({
  form,
}: {
  form: { field: (name: string) => FieldProps & { defaultValue?: string } };
}) {
  return (
    <Details summary="Add themes for the whole service">
      <p className="govuk-body">
        What this audit shows of practice across the service. Themes go into the cycle report; name
        no child and no worker.
      </p>
      {themeRows.map((row) => (
        <div key={row}>
          <TextArea {...form.field(`themes.${row}.text`)} label={`Theme ${row + 1}`} rows={2} />
          <Radios
            {...form.field(`themes.${row}.kind`)}
            legend={`Theme ${row + 1} is`}
            hideLegend
            inline
            small
            options={[
              { value: "development", label: "An area for development" },
              { value: "strength", label: "A strength" },
            ]}
          />
        </div>
      ))}
    </Details>
  );
}
