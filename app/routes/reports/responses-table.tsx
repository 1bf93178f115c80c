import { paths } from "~/paths";
import { dateInLondon, dueInWords, formatDate } from "~/rules/core/dates";
import {
  type ResponseClock,
  type ResponseState,
  responseState,
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
  agreedOn: string | null;
  /** Whether its answer waits to be agreed. */
  toAgree: boolean;
};

/** A response as a row of it. */
export function asResponseRow(
  response: ResponseClock & {
    id: string;
    exerciseId: string;
    exerciseTitle: string;
    teamId: string;
    teamName: string;
    version: number;
    askedAt: string;
    toAgreeSince: string | null;
  },
  today: string,
) {
  const { id, exerciseId, exerciseTitle, teamId, teamName, version, dueOn } = response;
  const day = (at: string | null) => at && dateInLondon(new Date(at));
  return {
    ...{ id, exerciseId, exerciseTitle, teamId, teamName, version, dueOn },
    state: responseState(response, today),
    askedOn: dateInLondon(new Date(response.askedAt)),
    readOn: day(response.readAt),
    answeredOn: day(response.answeredAt),
    agreedOn: day(response.agreedAt),
    toAgree: response.toAgreeSince !== null,
  };
}

/** Where the response of each team stands. */
export function ResponsesTable({
  caption,
  responses,
  today,
}: {
  caption: string;
  responses: readonly ResponseRow[];
  today: string;
}) {
  const columns: Column<ResponseRow>[] = [
    {
      header: "Team",
      rowHeader: true,
      cell: (row) => (
        <Link to={paths.exercises.teamReport(row.exerciseId, row.teamId)}>{row.teamName}</Link>
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
          {state === "answered" || state === "agreed" ? null : (
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
    {
      header: "Agreed",
      nowrap: true,
      cell: ({ agreedOn, answeredOn, toAgree }) =>
        agreedOn ? formatDate(agreedOn) : answeredOn ? (toAgree ? "Waits" : "Not asked for") : "",
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
