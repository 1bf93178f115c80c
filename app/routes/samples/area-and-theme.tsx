import type { GovForm } from "~/ui/form";
import { Select } from "~/ui/inputs/select";

type Option = { value: string; label: string };

/** What a finding or an action is about; both may be left open. */
export function AreaAndTheme({
  form,
  areas,
  themes,
}: {
  form: GovForm;
  areas: Option[];
  themes: Option[];
}) {
  return (
    <div className="los-search">
      <Select
        {...form.field("area")}
        label="Practice area (optional)"
        options={areas}
        emptyLabel="None"
      />
      <Select
        {...form.field("theme")}
        label="Theme (optional)"
        options={themes}
        emptyLabel="None"
      />
    </div>
  );
}
