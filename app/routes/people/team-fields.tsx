import type { GovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";

export const teamLabels = { name: "Name", serviceId: "Service", holdsCases: "Cases" };

/** The facts of a team: the same when adding and when changing. */
export function TeamFields({
  form,
  services,
}: {
  form: GovForm;
  services: { id: string; name: string }[];
}) {
  return (
    <>
      <TextField {...form.field("name")} label="Name of the team" width="two-thirds" />
      <Select
        {...form.field("serviceId")}
        label={teamLabels.serviceId}
        emptyLabel="Choose a service"
        options={services.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Checkboxes
        {...form.list("holdsCases")}
        legend={teamLabels.holdsCases}
        legendSize="s"
        options={[
          {
            value: "yes",
            label: "Holds cases",
            hint: "A team like MASH, which passes cases on, is left out of draws",
          },
        ]}
      />
    </>
  );
}
