import { sentenceCase } from "~/rules/core/words";
import type { AccessState } from "~/rules/people/access-changes";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";

export type ChangeTold = {
  id: string;
  words: string;
  /** Who gains by it, and where they sign in. */
  receiver: string;
  email: string | null;
  /** A team changes by it, and several people may gain. */
  ofTeam: boolean;
  state: AccessState;
  why: string;
  /** Who settled it, and when. */
  settled: string | null;
  /** Why the reader may not confirm this one. */
  notMine: string | null;
};

const states = {
  waiting: { words: "Waiting", colour: "yellow" },
  confirmed: { words: "Confirmed", colour: "green" },
  refused: { words: "Refused", colour: "orange" },
  withdrawn: { words: "Withdrawn", colour: "grey" },
  lapsed: { words: "Not made", colour: "grey" },
} as const;

export const StateOfChange = ({ state }: { state: AccessState }) => (
  <StateTag colour={states[state].colour}>{states[state].words}</StateTag>
);

/** How it ended: who did that, when, and why. */
export const endInWords = ({ settled, why }: ChangeTold): string =>
  [settled, sentenceCase(why)].filter(Boolean).join(". ");

/** The changes of one bundle, a line each. */
export function ChangesTold({ changes }: { changes: readonly ChangeTold[] }) {
  return (
    <Table
      caption="What would change"
      hideCaption
      compact
      rows={changes}
      rowKey={({ id }) => id}
      columns={[
        { header: "Change", rowHeader: true, cell: ({ words }) => words },
        { header: "Signs in as", cell: ({ email }) => email ?? "No email address" },
        {
          header: "State",
          cell: (change) => (
            <>
              <StateOfChange state={change.state} />
              {change.state === "waiting" && change.notMine === null ? null : (
                <div className="govuk-body-s govuk-!-margin-bottom-0">
                  {change.notMine ?? endInWords(change)}
                </div>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
