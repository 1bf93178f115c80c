import { Form } from "@remix-run/react";
import { type Grant, roleNames } from "~/rules/access/people";
import { Button } from "~/ui/button";
import { type FormOutcome, type GovForm, GovFormBody, useGovForm } from "~/ui/form";
import { Select } from "~/ui/inputs/select";
import { Link } from "~/ui/link";
import { Table } from "~/ui/table";
import { reachHint, reachOptions, roleOptions } from "./role-fields";

type Props = {
  grants: (Grant & { id: string; place: string | null })[];
  /** What is proposed for this person and waits. */
  waiting: { bundleId: string; href: string; title: string; context: string; who: string }[];
  services: Parameters<typeof reachOptions>[0];
  /** An administrator gives themselves nothing. */
  isSelf: boolean;
  /** Whoever is not active is given no role. */
  active: boolean;
  outcome: FormOutcome | undefined;
};

/** The roles held, each with its reach, and a form to give one more. */
export function Roles({ grants, waiting, services, isSelf, active, outcome }: Props) {
  const form = useGovForm({ outcome });
  const reaches = reachOptions(services);
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
              header: "Remove",
              hideHeader: true,
              cell: (row) => (
                <Form method="post">
                  <input type="hidden" name="intent" value="remove-role" />
                  <input type="hidden" name="grantId" value={row.id} />
                  <button type="submit" className="los-link-button">
                    Remove
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
        {!active ? (
          <p className="govuk-body">They are given a role once they are active again.</p>
        ) : isSelf ? (
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
        options={roleOptions}
      />
      <Select
        {...form.field("reach")}
        label="How far it reaches"
        emptyLabel="Choose how far"
        hint={reachHint}
        options={reaches}
      />
      <Button variant="secondary">Give this role</Button>
    </>
  );
}
