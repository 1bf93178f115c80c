import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { andList } from "~/rules/core/words";
import { observationKindNames } from "~/rules/observations/observations";
import { Link } from "~/ui/link";
import { type Column, Table } from "~/ui/table";
import type { ObservationRow } from "~db/observations/lists.server";
import { ObservationTag } from "./observation-tag";

/** Observations by day, the latest first. `isOne`: of one person, whose name stands above. */
export function ObservationTable({
  rows,
  caption,
  isOne,
}: {
  rows: readonly ObservationRow[];
  caption: string;
  isOne?: boolean;
}) {
  const columns: Column<ObservationRow>[] = [
    {
      header: "Date",
      rowHeader: true,
      nowrap: true,
      cell: ({ id, state, observedOn }) => (
        <Link to={state === "draft" ? paths.observations.write(id) : paths.observations.one(id)}>
          {formatDate(observedOn)}
        </Link>
      ),
    },
    {
      header: "What",
      cell: ({ kind, about }) => `${observationKindNames[kind]}${about ? `: ${about}` : ""}`,
    },
    ...(isOne
      ? []
      : [
          {
            header: "Observed",
            cell: ({ observed, teamName }: ObservationRow) =>
              observed.length === 0
                ? teamName
                : `${andList(observed.map(({ name }) => name))}, ${teamName}`,
          },
        ]),
    { header: "By", labelled: true, cell: ({ observerName }) => observerName },
    { header: "State", cell: ({ state }) => <ObservationTag state={state} /> },
  ];
  return (
    <Table
      caption={caption}
      hideCaption
      onNarrow="lines"
      rows={rows}
      rowKey={({ id }) => id}
      columns={columns}
    />
  );
}
