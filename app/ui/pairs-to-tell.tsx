import type { ReactNode } from "react";
import { counted } from "~/rules/core/words";
import { EmptyState } from "./notices";
import { Table } from "./table";
import { StateTag } from "./tags";

type Pair = {
  id: string;
  /** What was said of them, and by whom and when; null while it is still to be said. */
  said: { words: string; by: string } | null;
};
type Told<T> = { header: string; cell: (row: T) => ReactNode };

/** Pairs of records that are nearly the same, with what someone said of each. */
export function PairsToTell<T extends Pair>({
  pairs,
  count,
  waiting,
  none,
  both,
  known,
}: {
  pairs: readonly T[];
  count: number;
  waiting: number;
  /** What it means that there are none. */
  none: string;
  both: Told<T>;
  known: Told<T>;
}) {
  if (pairs.length === 0) {
    return (
      <EmptyState title="There are none">
        <p className="govuk-body">{none}</p>
      </EmptyState>
    );
  }
  return (
    <Table
      caption={`${counted(count, "pair", "pairs")}, ${waiting} still to be looked at`}
      rows={pairs}
      rowKey={(row) => row.id}
      columns={[
        { ...both, rowHeader: true },
        known,
        {
          header: "What was said",
          cell: ({ said }) =>
            said ? (
              <>
                {said.words}
                <div className="govuk-hint govuk-!-margin-bottom-0">{said.by}</div>
              </>
            ) : (
              <StateTag colour="yellow">To look at</StateTag>
            ),
        },
      ]}
    />
  );
}
