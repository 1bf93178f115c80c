import { rolePairs } from "~/forms/people";
import { roleNames, roles } from "~/rules/access/people";
import type { GovForm } from "~/ui/form";
import { Select } from "~/ui/inputs/select";

type Service = {
  id: string;
  name: string;
  teams: { id: string; name: string; retiredOn: string | null }[];
};

/** How far a role may reach, as a list to choose from. */
export const reachOptions = (services: readonly Service[]) => [
  { value: "all", label: "Everything" },
  ...services.flatMap((service) => [
    { value: `service:${service.id}`, label: `The service ${service.name}` },
    ...service.teams
      .filter(({ retiredOn }) => retiredOn === null)
      .map((team) => ({
        value: `team:${team.id}`,
        label: `The team ${team.name} (${service.name})`,
      })),
  ]),
];

export const roleOptions = roles.map((role) => ({ value: role, label: roleNames[role] }));

export const reachHint =
  "A team manager reaches a team, a service manager a service, most others everything";

/** The roles of someone new, each with its reach; more can be given on their page. */
export function RolePairs({
  form,
  reaches,
}: {
  form: GovForm;
  reaches: { value: string; label: string }[];
}) {
  return (
    <fieldset className="govuk-fieldset govuk-!-margin-bottom-6">
      <legend className="govuk-fieldset__legend govuk-fieldset__legend--m">
        <h2 className="govuk-fieldset__heading">Roles (optional)</h2>
      </legend>
      <p className="govuk-hint">
        {reachHint}. A role that opens cases waits until a second person has confirmed it.
      </p>
      {rolePairs.map((n) => (
        <div className="los-pair" key={n}>
          <Select
            {...form.field(`role${n}`)}
            label={n === 1 ? "Role" : `Role ${n}`}
            emptyLabel={n === 1 ? "None" : "None more"}
            options={roleOptions}
          />
          <Select
            {...form.field(`reach${n}`)}
            label="How far it reaches"
            emptyLabel="Choose how far"
            options={reaches}
          />
        </div>
      ))}
    </fieldset>
  );
}
