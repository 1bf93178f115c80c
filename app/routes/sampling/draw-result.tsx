import type { DrawResultView } from "~/overviews/sampling/draw-result.server";
import { paths } from "~/paths";
import { plural, sentenceCase } from "~/rules/core/words";
import { casesInWords, chanceInWords, drawnInWords } from "~/rules/sampling/sizes";
import { strataNames } from "~/rules/sampling/strata";
import { Button } from "~/ui/button";
import { Link } from "~/ui/link";
import { Details, InsetText } from "~/ui/notices";
import { Pagination } from "~/ui/pagination";
import { SummaryList } from "~/ui/summary-list";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import { DrawSumsTable } from "./draw-sums";
import { SwapList } from "./swap-list";
import { VerificationNotice } from "./verification";

type Props = {
  exerciseId: string;
  result: DrawResultView;
  mayDrawAgain: boolean;
  /** The cases are drawn and not yet released: their auditors come next. */
  mayAllocate: boolean;
};

/** A kept draw: the cases first, then how they came about and how to prove it. */
export function DrawResultPage({ exerciseId, result, mayDrawAgain, mayAllocate }: Props) {
  const own = result.current ? undefined : result.id;
  return (
    <>
      {result.current ? null : (
        <InsetText>
          This is an earlier draw, no longer in force.{" "}
          <Link to={paths.exercises.draw(exerciseId)}>Show the draw in force</Link>
        </InsetText>
      )}
      {result.verification ? (
        <VerificationNotice {...result.verification} swapsMade={result.swaps.length} />
      ) : null}
      <p className="los-lead">
        {casesInWords(result.size)} drawn from {result.sums.open.toLocaleString("en-GB")} open{" "}
        {plural(result.sums.open, "one", "ones")}, by {result.drawnBy} on {result.drawnAt}.
      </p>
      {result.size === result.planned ? null : (
        <InsetText>
          {drawnInWords(result.size, result.planned)}. The plan stays as it was, and both numbers
          are shown wherever the cycle is reported.
        </InsetText>
      )}
      {mayAllocate && result.current ? (
        <div className="los-no-print">
          <Button to={paths.exercises.allocate(exerciseId)}>Go on to auditors</Button>
        </div>
      ) : null}
      <p className="govuk-body los-no-print">
        <Link to={paths.exercises.draw(exerciseId, { draw: own, verify: "yes" })}>
          Verify this draw
        </Link>
        {" · "}
        <Link to={paths.exercises.drawJson(exerciseId, { draw: own })} download>
          Download the record
        </Link>
      </p>
      <Strata result={result} />
      <Cases exerciseId={exerciseId} result={result} />
      <Reserves result={result} />
      <SwapList swaps={result.swaps} />
      <h2 className="govuk-heading-m">How it was drawn</h2>
      <DrawSumsTable sums={result.sums} past />
      <HowDrawn result={result} />
      <EarlierDraws exerciseId={exerciseId} result={result} />
      {mayDrawAgain && result.current ? (
        <Button variant="secondary" to={paths.exercises.draw(exerciseId, { again: "yes" })}>
          Draw the cases again
        </Button>
      ) : null}
    </>
  );
}

function Strata({ result }: { result: DrawResultView }) {
  return (
    <Table
      caption={strataNames[result.strataBy]}
      captionSize="m"
      compact
      onNarrow="lines"
      rows={result.strata}
      rowKey={(stratum) => stratum.key}
      columns={[
        { header: "Group", rowHeader: true, cell: (stratum) => stratum.name },
        { header: "Could be drawn", numeric: true, cell: (stratum) => stratum.population },
        {
          header: "Drawn",
          numeric: true,
          cell: (stratum) => (stratum.byHand ? `${stratum.size} (set by hand)` : stratum.size),
        },
        { header: "Swapped since", numeric: true, cell: (stratum) => stratum.swapped || "–" },
      ]}
    />
  );
}

const became = {
  drawn: null,
  "swapped-out": "Swapped out",
  "swapped-in": "Swapped in",
  withdrawn: "Withdrawn",
  reserve: "Reserve",
  excluded: "Left out",
} as const;

function Cases({ exerciseId, result }: { exerciseId: string; result: DrawResultView }) {
  return (
    <>
      <Table
        caption="Cases in the order drawn"
        captionSize="m"
        compact
        onNarrow="lines"
        rows={result.cases}
        rowKey={(row) => row.caseId}
        columns={[
          { header: "Group", cell: (row) => row.stratum },
          { header: "Place", numeric: true, cell: (row) => row.position },
          { header: "Case", rowHeader: true, nowrap: true, cell: (row) => row.reference },
          {
            header: "Chance of being drawn",
            numeric: true,
            cell: (row) => chanceInWords(row.probability),
          },
          {
            header: "Since",
            cell: (row) =>
              became[row.became] ? (
                <>
                  <StateTag colour={row.became === "swapped-in" ? "blue" : "grey"}>
                    {became[row.became]}
                  </StateTag>{" "}
                  {row.reason}
                </>
              ) : null,
          },
        ]}
      />
      <Pagination
        page={result.page}
        pages={result.pages}
        hrefFor={(page) =>
          paths.exercises.draw(exerciseId, {
            draw: result.current ? undefined : result.id,
            page: String(page),
          })
        }
      />
    </>
  );
}

function Reserves({ result }: { result: DrawResultView }) {
  if (result.reserves.length === 0) return null;
  return (
    <Details summary="Reserves: the next cases of each group, in order">
      <ul className="govuk-list">
        {result.reserves.map(({ name, more, next }) => (
          <li key={name}>
            <strong>{name}:</strong> {next.join(", ")}
            {more > 0 ? ` and ${more} more` : ""}
          </li>
        ))}
      </ul>
    </Details>
  );
}

function HowDrawn({ result }: { result: DrawResultView }) {
  const asked = [
    result.months === null ? null : `audited in the ${result.months} months before`,
    result.weeks === null ? null : `opened in the ${result.weeks} weeks before`,
    result.sensitive ? "flagged as sensitive" : null,
  ].filter(Boolean);
  return (
    <SummaryList
      rows={[
        ...(result.event ? [{ key: "Drawn from", value: sentenceCase(result.event) }] : []),
        {
          key: "Asked to leave out",
          value: asked.length > 0 ? `Cases ${asked.join("; ")}` : "Nothing",
        },
        { key: "Seed", value: <code className="los-code">{result.seed}</code> },
        {
          key: "Fingerprint of the caseload",
          value: <code className="los-code">{result.fingerprint}</code>,
        },
        { key: "Way of drawing", value: <code className="los-code">{result.algorithm}</code> },
      ]}
    />
  );
}

function EarlierDraws({ exerciseId, result }: { exerciseId: string; result: DrawResultView }) {
  if (result.draws.length < 2) return null;
  return (
    <Table
      caption="Every draw of this exercise"
      captionSize="m"
      compact
      onNarrow="lines"
      rows={result.draws}
      rowKey={(draw) => draw.id}
      columns={[
        {
          header: "Drawn",
          rowHeader: true,
          cell: (draw) => (
            <Link to={paths.exercises.draw(exerciseId, { draw: draw.id })}>{draw.drawnAt}</Link>
          ),
        },
        { header: "By", cell: (draw) => draw.drawnBy },
        { header: "Cases", numeric: true, cell: (draw) => draw.size },
        {
          header: "In force",
          cell: (draw) => (draw.current ? "In force" : "Replaced"),
        },
      ]}
    />
  );
}
