import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { Details, InsetText } from "~/ui/notices";
import { TwoThirds } from "~/ui/page";
import { Table } from "~/ui/table";

type Props = {
  undone: boolean;
  added: number;
  filled: number;
  left: { line: number; name: string }[];
  waiting: number;
  bundleId: string | null;
  shown: number;
  people: { line: number; personId: string | null; name: string; roles: string[] }[];
  version: number;
  outcome: FormOutcome | undefined;
};

/** What a confirmed file did, what of it still waits, and undoing it. */
export function StaffDone({
  undone,
  added,
  filled,
  left,
  waiting,
  bundleId,
  people,
  ...rest
}: Props) {
  return (
    <>
      <TwoThirds>
        {undone ? (
          <InsetText>
            This import was undone.{" "}
            {people.length > 0
              ? "These people stay: they have signed in, were changed, or are named elsewhere since."
              : "Everyone it added is gone again."}
          </InsetText>
        ) : (
          <ul className="govuk-list govuk-list--bullet">
            {filled > 0 ? (
              <li>
                {counted(filled, "person", "people")} whom a caseload had named got what was
                missing, which stays when this is undone
              </li>
            ) : null}
            <li>{counted(added, "person was added", "people were added")}</li>
            {left.length > 0 ? (
              <li>{counted(left.length, "line was left out", "lines were left out")}</li>
            ) : null}
            {bundleId ? (
              <li>
                <Link to={paths.access.one(bundleId)}>
                  {counted(waiting, "role waits", "roles wait")} for a second person
                </Link>
              </li>
            ) : null}
          </ul>
        )}
        {undone ? null : (
          <>
            {added + filled > 0 ? (
              <p className="govuk-body">
                <Link to={paths.people.invitations()}>Invite them to sign in</Link>
              </p>
            ) : null}
            <Undo {...rest} />
          </>
        )}
      </TwoThirds>
      {undone || left.length === 0 ? null : (
        <>
          <Table
            caption={`Lines left out${left.length > rest.shown ? `: the first ${rest.shown}` : ""}`}
            captionSize="m"
            compact
            rows={left.slice(0, rest.shown)}
            rowKey={({ line }) => String(line)}
            columns={[
              { header: "Line", nowrap: true, cell: ({ line }) => line },
              { header: "Name", rowHeader: true, cell: ({ name }) => name || "No name" },
            ]}
          />
          <p className="govuk-body">
            Put them right in the file and <Link to={paths.people.import()}>read it again</Link>:
            you see what is wrong with each, and whoever is here already is recognised.
          </p>
        </>
      )}
      {people.length === 0 ? null : (
        <Table
          caption={undone ? "Who stays" : "Who was added, or got roles"}
          captionSize="m"
          compact
          rows={people}
          rowKey={(row) => String(row.line)}
          columns={[
            {
              header: "Name",
              rowHeader: true,
              cell: (row) =>
                row.personId ? (
                  <Link to={paths.people.one(row.personId)}>{row.name}</Link>
                ) : (
                  row.name
                ),
            },
            {
              header: "Roles",
              cell: (row) =>
                row.roles.length > 0
                  ? row.roles.map((role) => <div key={role}>{role}</div>)
                  : "None",
            },
          ]}
        />
      )}
    </>
  );
}

function Undo({ version, outcome }: Pick<Props, "version" | "outcome">) {
  const form = useGovForm({ outcome });
  return (
    <Details summary="Undo this import" open={Object.keys(form.errors).length > 0}>
      <GovFormBody form={form} version={version}>
        <p className="govuk-body">
          Whoever it added is removed, unless they have signed in, were changed or are named
          elsewhere since. Roles it gave to others are removed.
        </p>
        <Button name="intent" value="undo" variant="warning">
          Undo this import
        </Button>
      </GovFormBody>
    </Details>
  );
}
