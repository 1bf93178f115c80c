import { paths } from "~/paths";
import type { Figure } from "~/rules/reports/figure";
import { caveatOf, countsInWords, isEmpty, percentInWords } from "~/rules/reports/figure-words";
import { Link } from "~/ui/link";
import { type Column, Table } from "~/ui/table";

type Row = {
  id: string;
  name: string;
  serviceName: string;
  overall: Figure;
  areas: Record<string, Figure>;
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
    { header: "Overall", cell: ({ overall }) => <Heat figure={overall} /> },
    ...areas.map(({ code, name }) => ({
      header: name,
      cell: ({ areas: figures }: Row) => {
        const figure = figures[code];
        return figure ? <Heat figure={figure} /> : null;
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

/** Four shades, at 40, 60 and 80%; none where no percentage is to be read. */
function shadeOf(figure: Figure): string {
  if (figure.standing === "hidden" || percentInWords(figure) === "") return "";
  const { share = 0 } = figure;
  return ` los-heat--${[40, 60, 80].filter((step) => share >= step).length}`;
}

function Heat({ figure }: { figure: Figure }) {
  if (isEmpty(figure)) {
    return (
      <span className="los-heat">
        <span aria-hidden="true">–</span>
        <span className="govuk-visually-hidden">none graded</span>
      </span>
    );
  }
  const counts = countsInWords(figure);
  const percent = percentInWords(figure);
  if (percent === "") return <span className="los-heat">{counts}</span>;
  const caveat = caveatOf(figure);
  return (
    <span className={`los-heat${shadeOf(figure)}`}>
      <strong>
        {percent}
        {caveat ? (
          <>
            <span aria-hidden="true">*</span>
            <span className="govuk-visually-hidden">, {caveat}</span>
          </>
        ) : null}
      </strong>{" "}
      <span className="los-heat__counts">{counts}</span>
    </span>
  );
}
