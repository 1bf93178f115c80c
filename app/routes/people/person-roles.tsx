import { Form } from "@remix-run/react";
import { type Grant, roleNames, roles } from "~/rules/people";
import { Button } from "~/ui/button";
import { type FormOutcome, type GovForm, GovFormBody, useGovForm } from "~/ui/form";
import { Select } from "~/ui/inputs/select";
import { Link } from "~/ui/link";
import { Table } from "~/ui/table";

type Props = {
  grants: (Grant & { id: string; place: string | null })[];
  /** What is proposed for this person and waits. */
  waiting: { bundleId: string; href: string; title: string; context: string; who: string }[];
  services: { id: string; name: string; teams: { id: string; name: string }[] }[];
  /** An administrator gives themselves nothing. */
  isSelf: boolean;
  outcome: FormOutcome | undefined;
};

/** The roles held, each with its reach, and a form to give one more. */
export function Roles({ grants, waiting, services, isSelf, outcome }: Props) {
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
      <WaitingChanges waiting={waiting} />
      <GovFormBody form={form}>
        {isSelf ? (
          <p className="govuk-body">
            This is you: another administrator gives you a role, and a second person confirms it.
          </p>
        ) : (
          <GiveRole form={form} reaches={reaches} />
        )}
      </GovFormBody>
    </>
  );
}

/** What was proposed and nobody has confirmed yet. */
function WaitingChanges({ waiting }: Pick<Props, "waiting">) {
  if (waiting.length === 0) return null;
  return (
    <>
      <h3 className="govuk-heading-s">Waits for a second person</h3>
      <ul className="govuk-list">
        {waiting.map(({ bundleId, href, title, context, who }) => (
          <li key={bundleId}>
            <Link to={href}>{title}</Link>
            <div className="govuk-hint">{`${context}, for ${who}`}</div>
          </li>
        ))}
      </ul>
    </>
  );
}

function GiveRole({
  form,
  reaches,
}: {
  form: GovForm;
  reaches: { value: string; label: string }[];
}) {
  return (
    <>
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
    </>
  );
}
