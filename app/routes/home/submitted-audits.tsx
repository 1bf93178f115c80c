import { paths } from "~/paths";
import type { AuditState } from "~/rules/audits/audits";
import { workerInWords } from "~/rules/caseload/caseload";
import { formatDate } from "~/rules/core/dates";
import type { Judgement } from "~/rules/tools/grades";
import { Link } from "~/ui/link";
import { Table } from "~/ui/table";
import { GradeTag } from "~/ui/tags";

export type Submitted = {
  id: string;
  caseReference: string;
  teamName: string;
  workerName: string | null;
  state: AuditState;
  submittedOn: string;
  overall: Judgement | null;
  /** The reader could be asked to moderate it. */
  kept: boolean;
};

/** What auditors have submitted about a manager's own teams, one that escalates first. */
export function SubmittedAudits({ audits }: { audits: Submitted[] }) {
  if (audits.length === 0) return null;
  return (
    <section aria-label="Submitted audits of your teams">
      <Table
        caption="Submitted audits of your teams"
        captionSize="m"
        compact
        onNarrow="lines"
        rows={audits}
        rowKey={(audit) => audit.id}
        columns={[
          {
            header: "Case",
            rowHeader: true,
            nowrap: true,
            cell: (audit) => <Link to={paths.audits.read(audit.id)}>{audit.caseReference}</Link>,
          },
          { header: "Team", cell: (audit) => audit.teamName },
          { header: "Worker", cell: (audit) => workerInWords(audit.workerName) },
          {
            header: "Submitted",
            nowrap: true,
            labelled: true,
            cell: (audit) => formatDate(audit.submittedOn),
          },
          {
            header: "Overall grade",
            cell: (audit) =>
              audit.overall ? (
                <GradeTag judgement={audit.overall} provisional={audit.state !== "final"} />
              ) : audit.kept ? (
                "Kept back from moderators"
              ) : (
                "Being corrected by its auditor"
              ),
          },
        ]}
      />
    </section>
  );
}
