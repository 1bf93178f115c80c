import type { Room } from "~/overviews/exercises/control-room.server";
import { paths } from "~/paths";
import { auditStateColours, auditStateNames } from "~/rules/audits/audits";
import { cohortNames, cohortShortNames } from "~/rules/caseload/caseload";
import { counted } from "~/rules/core/words";
import { overrideInWords } from "~/rules/independence/objections";
import { Button, ButtonGroup } from "~/ui/button";
import { RowCheckbox } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { Pagination } from "~/ui/pagination";
import { type Column, Table } from "~/ui/table";
import { GradeTag, StateTag } from "~/ui/tags";

type Row = Room["audits"][number];

/** The audits of the cycle; ticked ones can be given a later date or another auditor. */
export function AuditTable({ room }: { room: Room }) {
  const { id, audits, found, page, pages, chosen, may, submitted, total } = room;
  if (audits.length === 0) {
    return (
      <EmptyState title="No audit is like this">
        <p className="govuk-body">
          <Link to={paths.exercises.one(id)}>Show all audits of this cycle</Link>
        </p>
      </EmptyState>
    );
  }
  const selectable = may.withdraw && audits.some((audit) => audit.movable);
  return (
    <>
      <p className="los-result-count">
        {counted(found, "audit", "audits")}
        {submitted < total ? ", what is late first, then what is due soonest" : ""}
      </p>
      <form method="get" action={paths.exercises.changeAudits(id)}>
        <Table
          caption="Audits of this cycle"
          hideCaption
          compact
          onNarrow="lines"
          rows={audits}
          rowKey={(audit) => audit.id}
          columns={[...(selectable ? [selection] : []), ...columns, ...swapping(room)]}
        />
        {selectable ? (
          <div className="los-no-print">
            <ButtonGroup>
              <Button variant="secondary" formAction={paths.exercises.remind(id)}>
                Remind the auditors of the ticked audits
              </Button>
              <Button variant="secondary" name="do" value="extend">
                Give them a later date
              </Button>
              <Button variant="secondary" name="do" value="reallocate">
                Give them to another auditor
              </Button>
            </ButtonGroup>
          </div>
        ) : null}
      </form>
      <Pagination
        page={page}
        pages={pages}
        hrefFor={(to) => paths.exercises.one(id, { ...chosen, page: String(to) })}
      />
    </>
  );
}

const selection: Column<Row> = {
  header: "Select",
  hideHeader: true,
  cell: (audit) =>
    audit.movable ? (
      <RowCheckbox
        id={`audit-${audit.id}`}
        name="audit"
        value={audit.id}
        label={`Select ${audit.reference}`}
      />
    ) : null,
};

const columns: Column<Row>[] = [
  {
    header: "Case",
    rowHeader: true,
    nowrap: true,
    cell: (audit) =>
      audit.readable ? (
        <Link to={paths.audits.read(audit.id)}>{audit.reference}</Link>
      ) : (
        audit.reference
      ),
  },
  { header: "Team", cell: (audit) => audit.teamName },
  {
    header: "Cohort",
    cell: (audit) => (
      <abbr className="los-abbr" title={cohortNames[audit.cohort]}>
        {cohortShortNames[audit.cohort]}
      </abbr>
    ),
  },
  { header: "Auditor", cell: (audit) => audit.auditorName ?? "Nobody yet" },
  {
    header: "State",
    cell: (audit) => (
      <StateTag colour={auditStateColours[audit.state]}>
        {audit.state === "allocated" && !audit.auditorName
          ? "Not allocated"
          : auditStateNames[audit.state]}
      </StateTag>
    ),
  },
  { header: "Due", nowrap: true, labelled: true, cell: (audit) => <Due audit={audit} /> },
  { header: "Overall grade", cell: (audit) => <Grade audit={audit} /> },
  { header: "Flags", cell: (audit) => <Flags audit={audit} /> },
];

/** A case can be swapped while nobody has graded it. */
function swapping({ id, may, state }: Room): Column<Row>[] {
  if (!may.draw || (state !== "drawn" && state !== "auditing")) return [];
  return [
    {
      header: "Swap",
      hideHeader: true,
      cell: (audit) =>
        audit.standing === "none" && audit.state !== "withdrawn" && !audit.reAudit ? (
          <Link to={paths.exercises.swap(id, audit.id)} hidden={audit.reference}>
            Swap
          </Link>
        ) : null,
    },
  ];
}

function Due({ audit }: { audit: Row }) {
  if (audit.due === null) return "Set at release";
  return (
    <>
      <span className="los-nowrap">{audit.due.on}</span>
      {audit.due.late ? <strong className="los-late"> {audit.due.late}</strong> : null}
    </>
  );
}

function Grade({ audit }: { audit: Row }) {
  if (audit.blind) return "Kept from you until its moderator commits";
  if (audit.kept && audit.standing === "provisional") return "Kept back from moderators";
  if (audit.grade === null) return null;
  return <GradeTag judgement={audit.grade} provisional={audit.standing === "provisional"} />;
}

function Flags({ audit }: { audit: Row }) {
  const flags = [
    audit.concern ? "Safeguarding concern" : null,
    audit.swapped ? "Swapped in" : null,
    audit.reAudit ? "Re-audit, outside the figures" : null,
    audit.overrideReason === null ? null : overrideInWords(audit.overrideReason, audit.overridden),
  ].filter((flag) => flag !== null);
  if (flags.length === 0) return null;
  return (
    <ul className="los-flags">
      {flags.map((flag) => (
        <li key={flag}>{flag}</li>
      ))}
    </ul>
  );
}
