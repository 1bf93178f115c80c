import { Form } from "@remix-run/react";
import { counted } from "~/rules/core/words";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { InsetText } from "~/ui/notices";
import { TwoThirds } from "~/ui/page";
import { Table } from "~/ui/table";
import type { StaffLine } from "./staff-import.server";

type Props = {
  fingerprint: string;
  counts: { add: number; fill: number; roles: number; same: number; bad: number; alike: number };
  /** How many roles a second person has to confirm. */
  waits: number;
  /** How many can be sent a link to choose a password. */
  canInvite: number;
  add: StaffLine[];
  /** Whom a caseload has named before. */
  fill: StaffLine[];
  /** Of those to be added. */
  alike: StaffLine[];
  roles: StaffLine[];
  bad: StaffLine[];
  /** Teams that the list names and nobody has. */
  missing: { name: string; lines: number }[];
  shown: number;
  version: number;
  outcome: FormOutcome | undefined;
};

const people = (count: number): string => counted(count, "person", "people");

/** What a file would do: lines to put right first, then the deed, then everyone it adds. */
export function StaffPreview(props: Props) {
  const { counts, add, fill, roles, bad, shown } = props;
  const nothing = [counts.add, counts.fill, counts.roles].every((count) => count === 0);
  return (
    <>
      <TwoThirds>
        <ul className="govuk-list govuk-list--bullet">
          <li>{people(counts.add)} would be added</li>
          {counts.fill > 0 ? (
            <li>
              {people(counts.fill)} whom a caseload has named would get the number, address and team
              that are missing
            </li>
          ) : null}
          {counts.roles > 0 ? <li>{people(counts.roles)} here already would get roles</li> : null}
          {counts.same > 0 ? <li>{people(counts.same)} here already: nothing changes</li> : null}
          {counts.bad > 0 ? (
            <li>
              {counts.bad === 1
                ? "1 line can’t be taken and is left out"
                : `${counts.bad} lines can’t be taken and are left out`}
            </li>
          ) : null}
          {props.waits > 0 ? (
            <li>
              {counted(props.waits, "role waits", "roles wait")} for a second person: one
              confirmation for all of them
            </li>
          ) : null}
        </ul>
      </TwoThirds>
      {props.missing.length > 0 ? <MissingTeams missing={props.missing} /> : null}
      {bad.length > 0 ? (
        <Table
          caption={`Lines to put right${counts.bad > shown ? `: the first ${shown}` : ""}`}
          captionSize="m"
          compact
          rows={bad}
          rowKey={(row) => String(row.line)}
          columns={[
            { header: "Line", nowrap: true, cell: (row) => row.line },
            { header: "Name", rowHeader: true, cell: (row) => row.name || "No name" },
            {
              header: "What to do",
              cell: (row) => row.problems.map((problem) => <div key={problem}>{problem}</div>),
            },
          ]}
        />
      ) : null}
      <TwoThirds>
        {nothing ? (
          <InsetText>
            There is nothing to import. Put the file right and read it again: whoever is here
            already is recognised.
          </InsetText>
        ) : (
          <Confirm {...props} />
        )}
      </TwoThirds>
      <Lines
        caption={`Would be added${counts.add > shown ? `: the first ${shown} of ${counts.add}` : ""}`}
        lines={add}
      />
      <Lines caption="Named by a caseload before" lines={fill} />
      <Lines caption="Here already, would get roles" lines={roles} />
    </>
  );
}

/** Each team that is missing is added, or said to be another one, and the list goes on. */
function MissingTeams({ missing }: Pick<Props, "missing">) {
  return (
    <TwoThirds>
      <h2 className="govuk-heading-m">Teams that are not here</h2>
      <p className="govuk-body">
        Say of each what it is, and you come back to this list: nothing has to be read again.
      </p>
      <ul className="govuk-list">
        {missing.map(({ name, lines }) => (
          <li key={name} className="govuk-!-margin-bottom-3">
            <Form method="post">
              <input type="hidden" name="intent" value="team" />
              <input type="hidden" name="team" value={name} />
              <strong>{name}</strong>, named by {counted(lines, "line", "lines")}{" "}
              <button type="submit" className="los-link-button">
                Add it, or choose another team
                <span className="govuk-visually-hidden"> for {name}</span>
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </TwoThirds>
  );
}

function Confirm({ fingerprint, counts, canInvite, alike, version, outcome }: Props) {
  const form = useGovForm({ stored: { invite: canInvite > 0 ? "yes" : "" }, outcome });
  return (
    <GovFormBody form={form} version={version}>
      <input type="hidden" name="fingerprint" value={fingerprint} />
      {canInvite > 0 ? (
        <Checkboxes
          {...form.list("invite")}
          legend="Accounts"
          legendSize="s"
          options={[
            {
              value: "yes",
              label: `Invite ${people(canInvite)} by email to choose a password`,
              hint: "The link works for 24 hours; you can send another later",
            },
          ]}
        />
      ) : null}
      {counts.alike > 0 ? (
        <Checkboxes
          {...form.list("different")}
          legend="Names that are much like someone’s"
          legendSize="s"
          hint={alike.map(({ line, name, alike: others }) => (
            <span key={line}>
              {name} is much like {others.slice(0, 3).join(" and ")}
              <br />
            </span>
          ))}
          options={[
            {
              value: "yes",
              label:
                counts.alike === 1
                  ? "It is a different person: add them too"
                  : `These ${counts.alike} are different people: add them too`,
            },
          ]}
        />
      ) : null}
      <Button name="intent" value="confirm">
        {counts.add > 0
          ? `Add ${people(counts.add)}`
          : counts.fill > 0
            ? "Fill in what is missing"
            : "Give these roles"}
      </Button>
    </GovFormBody>
  );
}

function Lines({ caption, lines }: { caption: string; lines: StaffLine[] }) {
  if (lines.length === 0) return null;
  return (
    <Table
      caption={caption}
      captionSize="m"
      compact
      rows={lines}
      rowKey={(row) => String(row.line)}
      columns={[
        { header: "Name", rowHeader: true, cell: (row) => row.name },
        { header: "Email, number", cell: (row) => row.known },
        { header: "Team", cell: (row) => row.team || "None" },
        {
          header: "Roles",
          cell: (row) =>
            row.roles.length > 0 ? row.roles.map((role) => <div key={role}>{role}</div>) : "None",
        },
      ]}
    />
  );
}
