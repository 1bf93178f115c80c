import { paths } from "~/paths";
import { dueInWords, formatDate } from "~/rules/core/dates";
import {
  type ResponseState,
  responseStateColours,
  responseStateNames,
} from "~/rules/reports/responses";
import { Link } from "~/ui/link";
import { type Column, Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";

export type ResponseRow = {
  id: string;
  exerciseId: string;
  exerciseTitle: string;
  teamId: string;
  teamName: string;
  state: ResponseState;
  dueOn: string;
  askedOn: string;
  readOn: string | null;
  answeredOn: string | null;
};

/** Where each response stands; named by team, or by cycle on a team's own page. */
export function ResponsesTable({
  caption,
  responses,
  today,
  by = "team",
}: {
  caption: string;
  responses: readonly ResponseRow[];
  today: string;
  by?: "team" | "cycle";
}) {
  const columns: Column<ResponseRow>[] = [
    {
      header: by === "team" ? "Team" : "Report",
      rowHeader: true,
      cell: (row) => (
        <Link to={paths.exercises.teamReport(row.exerciseId, row.teamId)}>
          {by === "team" ? row.teamName : row.exerciseTitle}
        </Link>
      ),
    },
    {
      header: "State",
      cell: ({ state }) => (
        <StateTag colour={responseStateColours[state]}>{responseStateNames[state]}</StateTag>
      ),
    },
    { header: "Asked", nowrap: true, cell: ({ askedOn }) => formatDate(askedOn) },
    {
      header: "Read",
      nowrap: true,
      cell: ({ readOn }) => (readOn ? formatDate(readOn) : "Not yet"),
    },
    {
      header: "Due",
      nowrap: true,
      cell: ({ dueOn, state }) => (
        <>
          {formatDate(dueOn)}
          {state === "answered" ? null : (
            <span className="los-standing"> {dueInWords(dueOn, today)}</span>
          )}
        </>
      ),
    },
    {
      header: "Answer",
      cell: (row) => (
        <Link to={paths.responses.one(row.id)} hidden={`of ${row.teamName}, ${row.exerciseTitle}`}>
          {row.answeredOn ? `Answered ${formatDate(row.answeredOn)}` : "Not yet"}
        </Link>
      ),
    },
  ];
  return (
    <Table
      caption={caption}
      captionSize="m"
      rows={responses}
      rowKey={({ id }) => id}
      columns={columns}
      compact
    />
  );
}
