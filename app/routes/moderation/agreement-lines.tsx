import { paths } from "~/paths";
import { counted, sentenceCase } from "~/rules/core/words";
import type { Agreement } from "~/rules/reports/agreement";
import {
  agreedInWords,
  estimateInWords,
  gapInWords,
  rangeInWords,
} from "~/rules/reports/agreement-words";
import { basisInWords, isTold, leanInNumbers, leanInWords } from "~/rules/reports/leans-words";
import type { AdjustedLean } from "~/rules/statistics/adjusted-lean";
import { LeanStrip } from "~/ui/charts/lean-strip";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { type Column, Table } from "~/ui/table";

type Line = { key: string; name: string; asked: Record<string, string>; figures: Agreement };

const pairs: Column<Line> = {
  header: "Pairs",
  numeric: true,
  labelled: true,
  cell: ({ name, asked, figures: { n } }) =>
    n === 0 ? (
      "0"
    ) : (
      <Link to={paths.moderation.pairs(asked)} hidden={`of ${name}`}>
        {n}
      </Link>
    ),
};

const same: Column<Line> = {
  header: "The same grade",
  nowrap: true,
  numeric: true,
  labelled: true,
  cell: ({ name, asked, figures }) =>
    figures.n === 0 ? (
      "none"
    ) : (
      <>
        <Link to={paths.moderation.pairs({ ...asked, gap: "same" })} hidden={`of ${name}`}>
          {agreedInWords(figures.same, figures.few)}
        </Link>
        {figures.few ? null : <span className="los-standing">{rangeInWords(figures.same)}</span>}
      </>
    ),
};

function LineTable<L extends Line>({
  caption,
  rows,
  columns,
}: {
  caption: string;
  rows: readonly L[];
  columns: readonly Column<L>[];
}) {
  return (
    <Table
      caption={caption}
      hideCaption
      rows={rows}
      rowKey={({ key }) => key}
      onNarrow="lines"
      compact
      columns={columns}
    />
  );
}

/** Agreement line by line; under the least number of pairs counts alone. */
export function AgreementLines({ of, lines }: { of: string; lines: readonly Line[] }) {
  return (
    <LineTable
      caption={`Agreement by ${of}`}
      rows={lines}
      columns={[
        { header: sentenceCase(of), rowHeader: true, cell: ({ name }) => name },
        pairs,
        same,
        {
          header: "Within one",
          nowrap: true,
          numeric: true,
          labelled: true,
          cell: ({ figures: { n, few, withinOne } }) =>
            n === 0 ? (
              "none"
            ) : (
              <>
                {agreedInWords(withinOne, few)}
                {few ? null : <span className="los-standing">{rangeInWords(withinOne)}</span>}
              </>
            ),
        },
        {
          header: "Kappa",
          nowrap: true,
          numeric: true,
          labelled: true,
          cell: ({ figures: { few, kappa } }) =>
            few ? "too few to say" : kappa ? estimateInWords(kappa) : "not defined",
        },
        {
          header: "AC2",
          nowrap: true,
          numeric: true,
          labelled: true,
          cell: ({ figures: { few, ac2 } }) =>
            few ? null : ac2 ? estimateInWords(ac2) : "not defined",
        },
        {
          header: "Direction",
          ownLine: true,
          cell: ({ figures: { gap } }) => (gap ? gapInWords(gap) : null),
        },
      ]}
    />
  );
}

/** The most generous first, and those of whom too little is known last. */
const orderOf = (lean: AdjustedLean | undefined, least: number): number =>
  lean?.lean && isTold(lean, least) ? lean.lean.value : Number.MAX_VALUE;

/** A caterpillar plot with its words: each auditor's lean, the most generous first. */
export function LeanLines({
  lines,
  leans,
  least,
  shown,
}: {
  lines: readonly Line[];
  leans: readonly AdjustedLean[];
  least: number;
  /** What the page is of, kept by the way to one auditor. */
  shown: Record<string, string>;
}) {
  const rows = lines
    .map((line) => ({ ...line, lean: leans.find(({ auditor }) => auditor === line.key) }))
    .sort((one, other) => orderOf(one.lean, least) - orderOf(other.lean, least));
  const told = rows.filter(({ lean }) => lean !== undefined && isTold(lean, least));
  const others = rows.filter((row) => !told.includes(row));
  return (
    <>
      <p className="govuk-body-s">
        A lean is how far an auditor’s first grades stand from the panel’s over all their audits, in
        grades, with its 95% interval. A filled dot is a lean that chance alone does not explain,
        with so many auditors looked at at once. Each auditor sees their own; nobody else’s.
      </p>
      <Details summary="What a lean allows for">
        <p className="govuk-body-s">
          Team, cohort and cycle, and audits being moderated because of their grade; where there are
          few, it is drawn towards the others. From three calibrations on, what each gave there
          counts too, against everyone else’s grade of the same case.
        </p>
      </Details>
      {told.length > 0 ? <LeanTable rows={told} least={least} shown={shown} /> : null}
      {others.length > 0 ? (
        <Details
          summary={`${counted(others.length, "auditor")} of whom no lean can be told yet`}
          open={told.length === 0}
        >
          <LineTable
            caption="Auditors without a lean"
            rows={others}
            columns={[
              auditorOf(shown),
              pairs,
              same,
              {
                header: "Why",
                ownLine: true,
                cell: ({ lean }) => (lean ? leanInWords(lean, least) : "Too few to say"),
              },
            ]}
          />
        </Details>
      ) : null}
    </>
  );
}

type LeanRow = Line & { lean: AdjustedLean | undefined };

const auditorOf = (shown: Record<string, string>): Column<LeanRow> => ({
  header: "Auditor",
  rowHeader: true,
  cell: ({ key, name }) => (
    <Link to={paths.moderation.agreement({ ...shown, by: "cycle", auditor: key })}>{name}</Link>
  ),
});

function LeanTable({
  rows,
  least,
  shown,
}: {
  rows: readonly LeanRow[];
  least: number;
  shown: Record<string, string>;
}) {
  return (
    <LineTable
      caption="Each auditor’s lean"
      rows={rows}
      columns={[
        auditorOf(shown),
        pairs,
        same,
        {
          header: "Lean, generous to the left",
          ownLine: true,
          cell: ({ name, lean }) =>
            lean?.lean && isTold(lean, least) ? (
              <LeanStrip
                {...lean.lean}
                sure={lean.named !== null}
                words={`Lean of ${name}: ${leanInNumbers(lean)}`}
              />
            ) : null,
        },
        {
          header: "In words",
          ownLine: true,
          cell: ({ lean }) =>
            lean ? (
              <>
                {leanInWords(lean, least)}
                {isTold(lean, least) ? (
                  <span className="los-standing">
                    {leanInNumbers(lean)}, from {basisInWords(lean)}
                  </span>
                ) : null}
              </>
            ) : null,
        },
      ]}
    />
  );
}
