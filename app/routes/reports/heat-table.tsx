import { paths } from "~/paths";
import { type Share, standingOf } from "~/rules/reports/reports";
import { Link } from "~/ui/link";
import { type Column, Table } from "~/ui/table";

type Row = {
  id: string;
  name: string;
  serviceName: string;
  overall: Share;
  areas: Record<string, Share>;
};

/** Team by practice area: Good or above in each cell with its counts, darker for more of it. */
export function HeatTable({
  caption,
  teams,
  areas,
}: {
  caption: string;
  teams: readonly Row[];
  areas: readonly { code: string; name: string }[];
}) {
  const columns: Column<Row>[] = [
    {
      header: "Team",
      rowHeader: true,
      cell: ({ id, name, serviceName }) => (
        <>
          <Link to={paths.teams.one(id)}>{name}</Link>
          <span className="los-standing"> {serviceName}</span>
        </>
      ),
    },
    { header: "Overall", cell: ({ overall }) => <Heat {...overall} /> },
    ...areas.map(({ code, name }) => ({
      header: name,
      cell: ({ areas: shares }: Row) => {
        const share = shares[code];
        return share ? <Heat {...share} /> : null;
      },
    })),
  ];
  return (
    <Table
      caption={caption}
      hideCaption
      rows={teams}
      rowKey={({ id }) => id}
      columns={columns}
      compact
    />
  );
}

/** Four shades, at 40, 60 and 80%; none where there are too few for a percentage. */
const shadeOf = (percent: number): number => [40, 60, 80].filter((step) => percent >= step).length;

function Heat({ count, of, percent }: Share) {
  const standing = standingOf(of);
  if (standing === "none" || percent === null) {
    return (
      <span className="los-heat">
        <span aria-hidden="true">–</span>
        <span className="govuk-visually-hidden">none graded</span>
      </span>
    );
  }
  const counts = `${count} of ${of}`;
  if (standing === "counts-only") return <span className="los-heat">{counts}</span>;
  return (
    <span className={`los-heat los-heat--${shadeOf(percent)}`}>
      <strong>
        {percent}%
        {standing === "indicative" ? (
          <>
            <span aria-hidden="true">*</span>
            <span className="govuk-visually-hidden">, indicative only</span>
          </>
        ) : null}
      </strong>{" "}
      <span className="los-heat__counts">{counts}</span>
    </span>
  );
}
