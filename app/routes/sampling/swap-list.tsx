import type { DrawResultView } from "~/overviews/sampling/draw-result.server";
import { counted } from "~/rules/core/words";
import { Table } from "~/ui/table";

/** Every swap since the draw: what went, what came, why, and who did it. */
export function SwapList({ swaps }: { swaps: DrawResultView["swaps"] }) {
  if (swaps.length === 0) return null;
  return (
    <>
      <Table
        caption={counted(swaps.length, "swap since the draw", "swaps since the draw")}
        captionSize="m"
        compact
        rows={swaps}
        rowKey={({ id }) => id}
        columns={[
          { header: "Out", rowHeader: true, nowrap: true, cell: (swap) => swap.out },
          {
            header: "In",
            cell: (swap) => (
              <>
                <span className="los-nowrap">{swap.in}</span>
                {swap.passedOver.length > 0 ? (
                  <ul className="los-flags">
                    <li>Left out: {swap.passedOver.join(", ")}</li>
                  </ul>
                ) : null}
              </>
            ),
          },
          { header: "Team", cell: (swap) => swap.teamName },
          { header: "Auditor", cell: (swap) => swap.auditorName ?? "Not allocated yet" },
          { header: "Why", cell: (swap) => swap.words },
          { header: "By", cell: (swap) => swap.by },
          { header: "On", nowrap: true, cell: (swap) => swap.at },
        ]}
      />
      <p className="govuk-body">
        A swap changes nobody’s chance: which reserve came in was settled by the draw, before anyone
        knew which case would have to go. The chances above are those of the draw itself.
      </p>
    </>
  );
}
