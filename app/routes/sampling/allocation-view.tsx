import { paths } from "~/paths";
import { expectedInWords, loadStanding } from "~/rules/loads";
import { Button, ButtonGroup } from "~/ui/button";
import { Link } from "~/ui/link";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import type { AllocationPage } from "./allocate.server";

/** What can be done with the allocation as a whole; stands inside a form. */
export function Moves({ page }: { page: AllocationPage }) {
  const { id, state, unallocated, total } = page;
  if (state !== "drawn") {
    return (
      <p className="govuk-body">
        This cycle is released: the audits are on their auditors’ lists. Change an auditor from the{" "}
        <Link to={paths.exercises.one(id)}>list of audits</Link>.
      </p>
    );
  }
  return (
    <>
      <p className="govuk-body">
        Nobody gets a case of their own team, or one they or their line of management have a part
        in. The load is shared out evenly, nobody goes above their most, and the same auditor and
        worker meet as seldom as can be.
      </p>
      <ButtonGroup>
        {unallocated > 0 ? (
          <Button name="intent" value="rest">
            Allocate for me
          </Button>
        ) : (
          <Button to={paths.exercises.release(id)}>Go on to release</Button>
        )}
        {unallocated < total ? (
          <Button variant="secondary" name="intent" value="all">
            Allocate all of them again
          </Button>
        ) : null}
        <Link to={paths.exercises.edit(id)}>Change auditors or how many they take</Link>
      </ButtonGroup>
    </>
  );
}

/** Expected against actual, a row an auditor. */
export function Loads({ page }: { page: AllocationPage }) {
  if (page.auditors.length === 0) {
    return (
      <p className="govuk-body">
        No auditors take part yet.{" "}
        <Link to={paths.exercises.edit(page.id)}>Choose who audits in this cycle</Link>.
      </p>
    );
  }
  return (
    <Table
      caption="Load"
      captionSize="m"
      compact
      rows={page.auditors}
      rowKey={(auditor) => auditor.id}
      columns={[
        { header: "Auditor", rowHeader: true, cell: (auditor) => auditor.name },
        { header: "Works in", cell: (auditor) => auditor.teamName ?? "No team" },
        { header: "Has", numeric: true, cell: (auditor) => auditor.load },
        { header: "Expected", numeric: true, cell: (auditor) => auditor.expected },
        { header: "At most", numeric: true, cell: (auditor) => auditor.maximum },
        { header: "In words", cell: loadStanding },
        {
          header: `${page.year} so far`,
          cell: ({ year }) => expectedInWords(year),
        },
      ]}
    />
  );
}

/** Every case with its auditor, or with the rules that leave nobody. */
export function AllocationTable({ page }: { page: AllocationPage }) {
  return (
    <Table
      caption="Cases"
      captionSize="m"
      compact
      rows={page.audits}
      rowKey={(audit) => audit.id}
      columns={[
        { header: "Case", rowHeader: true, nowrap: true, cell: (audit) => audit.reference },
        { header: "Team", cell: (audit) => audit.teamName },
        { header: "Cohort", cell: (audit) => audit.cohort },
        { header: "Worker", cell: (audit) => audit.workerName ?? "Not known" },
        { header: "Auditor", cell: (audit) => <Auditor audit={audit} /> },
        {
          header: "Change",
          hideHeader: true,
          cell: (audit) =>
            page.state === "drawn" ? (
              <Link to={paths.exercises.allocateOne(page.id, audit.id)} hidden={audit.reference}>
                {audit.blocked?.because === "conflicts"
                  ? "Override with a reason"
                  : audit.auditorName === null
                    ? "Choose"
                    : "Change"}
              </Link>
            ) : null,
        },
      ]}
    />
  );
}

const namesShown = 6;

function Auditor({ audit }: { audit: AllocationPage["audits"][number] }) {
  if (audit.auditorName !== null) {
    return (
      <>
        {audit.auditorName}
        {audit.overrideReason === null ? null : (
          <>
            <br />
            <StateTag colour="orange">Conflict overridden</StateTag> {audit.overrideReason}
          </>
        )}
      </>
    );
  }
  if (!audit.blocked) return <>Nobody yet</>;
  return (
    <>
      <strong>{audit.blocked.message}</strong>
      <ul className="los-flags">
        {audit.blocked.rules.map(({ message, names }) => (
          <li key={message}>
            {message} ({names.length === 1 ? "1 auditor" : `${names.length} auditors`}:{" "}
            {names.slice(0, namesShown).join(", ")}
            {names.length > namesShown ? ` and ${names.length - namesShown} more` : ""})
          </li>
        ))}
      </ul>
    </>
  );
}
