import { Form } from "@remix-run/react";
import { type Grant, roleNames, roles } from "~/rules/people";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Select } from "~/ui/inputs/select";
import { Table } from "~/ui/table";

type Props = {
  grants: (Grant & { id: string; place: string | null })[];
  services: { id: string; name: string; teams: { id: string; name: string }[] }[];
  outcome: FormOutcome | undefined;
};

/** The roles held, each with its reach, and a form to give one more. */
export function Roles({ grants, services, outcome }: Props) {
  const form = useGovForm({ outcome });
  const reaches = [
    { value: "all", label: "Everything" },
    ...services.flatMap((service) => [
      { value: `service:${service.id}`, label: `The service ${service.name}` },
      ...service.teams.map((team) => ({
        value: `team:${team.id}`,
        label: `The team ${team.name} (${service.name})`,
      })),
    ]),
  ];
  return (
    <>
      <h2 className="govuk-heading-m">Roles</h2>
      {grants.length === 0 ? (
        <p className="govuk-body">None yet: without a role they see nothing but their account.</p>
      ) : (
        <Table
          caption="Roles held"
          hideCaption
          rows={grants}
          rowKey={(row) => row.id}
          columns={[
            { header: "Role", rowHeader: true, cell: (row) => roleNames[row.role] },
            { header: "Reaches", cell: (row) => row.place ?? "Everything" },
            {
              header: "Take away",
              hideHeader: true,
              cell: (row) => (
                <Form method="post">
                  <input type="hidden" name="intent" value="remove-role" />
                  <input type="hidden" name="grantId" value={row.id} />
                  <button type="submit" className="los-link-button">
                    Take away
                    <span className="govuk-visually-hidden">
                      {" "}
                      {roleNames[row.role]} ({row.place ?? "everything"})
                    </span>
                  </button>
                </Form>
              ),
            },
          ]}
        />
      )}
      <GovFormBody form={form}>
        <input type="hidden" name="intent" value="add-role" />
        <Select
          {...form.field("role")}
          label="Give a role"
          emptyLabel="Choose a role"
          options={roles.map((role) => ({ value: role, label: roleNames[role] }))}
        />
        <Select
          {...form.field("reach")}
          label="How far it reaches"
          emptyLabel="Choose how far"
          hint="A team manager reaches a team, a service manager a service, most others everything"
          options={reaches}
        />
        <Button variant="secondary">Give this role</Button>
      </GovFormBody>
    </>
  );
}
