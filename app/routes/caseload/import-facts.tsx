import { paths } from "~/paths";
import { cohortNames } from "~/rules/caseload/caseload";
import type { ImportState } from "~/rules/caseload/states";
import { formatInstant } from "~/rules/core/dates";
import { fileSizeInWords } from "~/rules/imports/file-size";
import { Button } from "~/ui/button";
import { Link } from "~/ui/link";
import { SummaryList } from "~/ui/summary-list";
import { Table } from "~/ui/table";
import type { ImportChoices, ImportCounts } from "~db/caseload/imports.server";
import { importKinds } from "./import-states";

type Data = {
  id: string;
  state: ImportState;
  fileName: string;
  fingerprint: string;
  kind: keyof typeof importKinds;
  bytes: number;
  counts: ImportCounts;
  notTaken: number;
  choices: ImportChoices | null;
  createdAt: string;
  by: string;
  confirmedAt: string | null;
  confirmedBy: string | null;
  undoneAt: string | null;
  undoneBy: string | null;
};

const at = (instant: string, by: string | null) =>
  `${formatInstant(new Date(instant))}${by ? ` by ${by}` : ""}`;

/** The record of an import, for whoever asks later. */
export function ImportFacts({ data }: { data: Data }) {
  const { counts, notTaken, choices, confirmedAt, undoneAt } = data;
  const rows = [
    {
      key: "File",
      value: `${data.fileName}, ${importKinds[data.kind]}${data.bytes > 0 ? `, ${fileSizeInWords(data.bytes)}` : ""}`,
    },
    {
      key: "Fingerprint (SHA-256)",
      value: <code className="los-code">{data.fingerprint}</code>,
    },
    { key: "Read", value: at(data.createdAt, data.by) },
    ...(confirmedAt ? [{ key: "Confirmed", value: at(confirmedAt, data.confirmedBy) }] : []),
    ...(confirmedAt && choices && choices.complete.length > 0
      ? [
          {
            key: "Said to be complete",
            value: choices.complete.map((cohort) => cohortNames[cohort]).join(", "),
          },
        ]
      : []),
    ...(undoneAt ? [{ key: "Undone", value: at(undoneAt, data.undoneBy) }] : []),
  ];
  return (
    <>
      <h2 className="govuk-heading-m">About this import</h2>
      <SummaryList rows={rows} />
      {data.kind === "annex-a" && counts.lists.length > 0 ? (
        <Table
          caption="What each list gave"
          rows={counts.lists}
          rowKey={(row) => row.list ?? ""}
          columns={[
            { header: "List", rowHeader: true, cell: (row) => row.list },
            { header: "Rows", numeric: true, cell: (row) => number(row.rows) },
            { header: "Ended", numeric: true, cell: (row) => number(row.ended) },
            { header: "Merged into another", numeric: true, cell: (row) => number(row.merged) },
            { header: "With a problem", numeric: true, cell: (row) => number(row.bad) },
          ]}
        />
      ) : null}
      {notTaken > 0 && data.state !== "discarded" && data.state !== "failed" ? (
        <p className="govuk-body los-no-print">
          <Link to={paths.caseload.importProblems(data.id)} download>
            Download{" "}
            {notTaken === 1
              ? "the row that is not taken, with the reason"
              : `the ${number(notTaken)} rows that are not taken, with the reasons`}
          </Link>
        </p>
      ) : null}
      {data.state === "confirmed" ? (
        <div className="los-no-print">
          <Button to={paths.caseload.importUndo(data.id)} variant="secondary">
            Undo this import
          </Button>
        </div>
      ) : null}
    </>
  );
}

const number = (n: number): string => n.toLocaleString("en-GB");
