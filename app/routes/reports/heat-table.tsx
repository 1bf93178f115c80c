import { paths } from "~/paths";
import type { Figure } from "~/rules/reports/figure";
import { caveatOf, countsInWords, isEmpty, percentInWords } from "~/rules/reports/figure-words";
import type { Moved } from "~/rules/reports/movement";
import { Link } from "~/ui/link";
import { type Column, Table } from "~/ui/table";

type HeatCell = {
  code: string;
  name: string;
  figure: Figure;
  moved: Moved | null;
  /** The audits behind it, for those who may open them. */
  to: string | null;
};

type Row = { id: string; name: string; serviceName: string; cells: readonly HeatCell[] };

/**
 * Team by practice area: Good or above in each cell with its counts and how it moved, darker for
 * more of it. Where there is no room it scrolls, and the names of the teams stay.
 */
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
    ...areas.map(({ code, name }) => ({
      header: name,
      cell: ({ name: team, cells }: Row) => {
        const cell = cells.find((one) => one.code === code);
        return cell ? <Heat cell={cell} team={team} /> : null;
      },
    })),
  ];
  return (
    <div className="los-heat-table">
      <Table
        caption={caption}
        hideCaption
        rows={teams}
        rowKey={({ id }) => id}
        columns={columns}
        onNarrow="scroll"
        compact
      />
    </div>
  );
}

/** Four shades, at 40, 60 and 80%; none where no percentage is to be read. */
function shadeOf(figure: Figure): string {
  if (figure.standing === "hidden" || percentInWords(figure) === "") return "";
  const { share = 0 } = figure;
  return ` los-heat--${[40, 60, 80].filter((step) => share >= step).length}`;
}

function Heat({ cell, team }: { cell: HeatCell; team: string }) {
  const { figure, moved, to, name } = cell;
  if (isEmpty(figure)) {
    return (
      <span className="los-heat">
        <span aria-hidden="true">–</span>
        <span className="govuk-visually-hidden">none graded</span>
        <MovedWords moved={moved} />
      </span>
    );
  }
  const counts = countsInWords(figure);
  const percent = percentInWords(figure);
  const caveat = percent ? caveatOf(figure) : "";
  return (
    <span className={`los-heat${shadeOf(figure)}`}>
      {percent ? (
        <strong>
          {percent}
          {caveat ? (
            <>
              <span aria-hidden="true">*</span>
              <span className="govuk-visually-hidden">, {caveat}</span>
            </>
          ) : null}{" "}
        </strong>
      ) : null}
      <span className="los-heat__counts">
        {to ? (
          <Link to={to} className="los-movement__link" hidden={`audits of ${team}, ${name}`}>
            {counts}
          </Link>
        ) : (
          counts
        )}
      </span>
      <MovedWords moved={moved} />
    </span>
  );
}

const MovedWords = ({ moved }: { moved: Moved | null }) =>
  moved ? (
    <span className="los-heat__counts">
      {" "}
      {moved.sign ? <span aria-hidden="true">{moved.sign} </span> : null}
      {moved.words}
    </span>
  ) : null;
