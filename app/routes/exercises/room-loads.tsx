import type { Room } from "~/overviews/exercises/control-room.server";
import { paths } from "~/paths";
import { loadStanding } from "~/rules/sampling/loads";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { Table } from "~/ui/table";

/** Expected against actual, a row an auditor; each name leads to their audits. */
export function RoomLoads({ room }: { room: Room }) {
  if (room.loads.length === 0) return null;
  return (
    <Details summary="How many audits each auditor has">
      <Table
        caption="Load of the auditors"
        hideCaption
        compact
        rows={room.loads}
        rowKey={({ id }) => id}
        columns={[
          {
            header: "Auditor",
            rowHeader: true,
            cell: ({ id, name }) => (
              <Link to={paths.exercises.one(room.id, { auditor: id })}>{name}</Link>
            ),
          },
          { header: "Has", numeric: true, cell: ({ load }) => load },
          { header: "Expected", numeric: true, cell: ({ expected }) => expected },
          { header: "At most", numeric: true, cell: ({ maximum }) => maximum },
          { header: "In words", cell: loadStanding },
        ]}
      />
    </Details>
  );
}
