import { rangeInWords } from "~/rules/reports/agreement-words";
import { figureWithCaveat, percentInWords } from "~/rules/reports/figure-words";
import type { WholeCycle as Whole } from "~/rules/reports/whole-cycle";
import { Table } from "./table";

const title = "What moderation says of all audits";

/** What moderation says of all audits of a closed cycle, or why it says nothing. */
export function WholeCycle({ whole, level: Heading }: { whole: Whole | null; level: "h2" | "h3" }) {
  if (whole === null) return null;
  return (
    <>
      <Heading className="govuk-heading-s">{title}</Heading>
      {whole.said ? <p className="govuk-body">{whole.said}</p> : null}
      {whole.rows.length === 0 ? null : (
        <>
          <Table
            caption={title}
            hideCaption
            columns={[
              { header: "Overall grades", rowHeader: true, cell: ({ name }) => name },
              {
                header: "Among those certain or picked",
                cell: ({ seen }) => figureWithCaveat(seen),
              },
              {
                header: whole.estimatedOf,
                cell: ({ all }) => (
                  <>
                    {percentInWords(all)}
                    <span className="los-standing"> (95% interval {rangeInWords(all)})</span>
                  </>
                ),
              },
            ]}
            rows={whole.rows}
            rowKey={({ name }) => name}
            compact
          />
          <p className="govuk-body-s">{whole.method}</p>
        </>
      )}
    </>
  );
}
