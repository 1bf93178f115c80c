import type { GovForm } from "~/ui/form";
import { Select } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";

export type Choices = {
  teams: { id: string; name: string; serviceName: string }[];
  people: { id: string; name: string; jobTitle: string }[];
};

export const personLabels = {
  name: "Name",
  email: "Email address",
  staffNumber: "Staff number",
  jobTitle: "Job title",
  teamId: "Team",
  managerId: "Manager",
  agency: "Agency",
};

/** The facts of a person: the same when adding and when changing. */
export function PersonFields({ form, choices }: { form: GovForm; choices: Choices }) {
  return (
    <>
      <TextField {...form.field("name")} label={personLabels.name} width="two-thirds" />
      <TextField
        {...form.field("email")}
        label={`${personLabels.email} (optional)`}
        hint="Needed for an account"
        type="email"
        spellCheck={false}
        width="two-thirds"
      />
      <TextField
        {...form.field("staffNumber")}
        label={`${personLabels.staffNumber} (optional)`}
        hint="As the case system has it: caseload imports find people by it"
        spellCheck={false}
        width={10}
      />
      <TextField
        {...form.field("jobTitle")}
        label={`${personLabels.jobTitle} (optional)`}
        width="two-thirds"
      />
      <Select
        {...form.field("teamId")}
        label={`${personLabels.teamId} (optional)`}
        hint="In a core cycle an auditor is given no case of their own team"
        emptyLabel="None"
        options={choices.teams.map(({ id, name, serviceName }) => ({
          value: id,
          label: `${name} (${serviceName})`,
        }))}
      />
      <Select
        {...form.field("managerId")}
        label={`${personLabels.managerId} (optional)`}
        hint="Who supervises them"
        emptyLabel="None"
        options={choices.people.map(({ id, name, jobTitle }) => ({
          value: id,
          label: jobTitle ? `${name}, ${jobTitle}` : name,
        }))}
      />
      <TextField
        {...form.field("agency")}
        label={`${personLabels.agency} (optional)`}
        hint="Only for someone of another agency: “Police”, “Health”. They may only review cases they are named for."
        width="two-thirds"
      />
    </>
  );
}
