import type { SerializeFrom } from "@remix-run/node";
import { paths } from "~/paths";
import { shownReasonNames } from "~/rules/moderation/selection";
import { Link } from "~/ui/link";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import type { SelectedAudit } from "~db/moderation/lists.server";
import { OutcomeTag } from "./outcome-tag";

type Row = SerializeFrom<SelectedAudit>;

function State({ row }: { row: Row }) {
  if (row.state === "decided")
    return row.outcome ? (
      <OutcomeTag outcome={row.outcome} />
    ) : (
      <StateTag colour="green">Decided</StateTag>
    );
  if (row.state === "taken") return <StateTag colour="teal">Waits for corrections</StateTag>;
  if (row.state === "recorded") return <StateTag colour="magenta">To be confirmed</StateTag>;
  if (row.state === "returned") return <StateTag colour="orange">Returned</StateTag>;
  if (row.state === "committed") return <StateTag colour="magenta">To be decided</StateTag>;
  return row.begun ? (
    <StateTag colour="yellow">Being graded</StateTag>
  ) : (
    <StateTag colour="grey">To be graded</StateTag>
  );
}

/** The selected audits of an exercise, with what may be done about each. */
export function SelectedTable({ exerciseId, rows }: { exerciseId: string; rows: Row[] }) {
  return (
    <Table
      caption="Selected audits"
      captionSize="m"
      compact
      rows={rows}
      rowKey={(row) => row.auditId}
      columns={[
        {
          header: "Case",
          rowHeader: true,
          nowrap: true,
          cell: (row) =>
            row.state === "selected" ? (
              row.caseReference
            ) : (
              <Link to={paths.moderation.compare(row.auditId)}>{row.caseReference}</Link>
            ),
        },
        {
          header: "Team and auditor",
          cell: (row) => (
            <>
              {row.teamName}
              <div>{row.auditorName}</div>
            </>
          ),
        },
        {
          header: "Why selected",
          cell: (row) =>
            row.reason === null ? (
              row.isMine ? (
                "Kept from you until you commit your grades"
              ) : (
                "Kept back from moderators"
              )
            ) : (
              <>
                {shownReasonNames[row.reason]}
                {row.reasonNote ? <div className="los-written">{row.reasonNote}</div> : null}
              </>
            ),
        },
        {
          header: "Moderator",
          cell: (row) => (
            <>
              {row.moderatorName ?? <strong>No moderator</strong>}
              {row.notBlind ? <div>Not blind</div> : null}
              {row.state === "selected" ? (
                <div>
                  <Link
                    to={paths.exercises.moderator(exerciseId, row.auditId)}
                    hidden={`the moderator of ${row.caseReference}`}
                  >
                    {row.moderatorName ? "Change" : "Choose"}
                  </Link>
                </div>
              ) : null}
            </>
          ),
        },
        {
          header: "State",
          cell: (row) => (
            <>
              <State row={row} />
              {row.round > 1 ? <div>Round {row.round}</div> : null}
            </>
          ),
        },
      ]}
    />
  );
}
