import type { AccessState } from "~/rules/access-changes";
import { StateTag } from "~/ui/tags";

export type ChangeTold = {
  id: string;
  words: string;
  receiver: string;
  email: string | null;
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

/** What is to change, each with how it stands: the words alone when there is only one. */
export function ChangesTold({ changes }: { changes: readonly ChangeTold[] }) {
  const several = changes.length > 1;
  return (
    <ul className="govuk-list govuk-list--spaced">
      {changes.map(({ id, words, receiver, email, state, why, settled, notMine }) => (
        <li key={id}>
          {several ? <strong>{words} </strong> : null}
          {state === "waiting" && several ? null : (
            <StateTag colour={states[state].colour}>{states[state].words}</StateTag>
          )}
          <div className="govuk-hint govuk-!-margin-bottom-0">
            {state === "waiting"
              ? `${receiver} ${email ? `signs in as ${email}` : "has no e-mail address"}`
              : settled}
            {why ? `. Why: ${why}` : null}
            {several && notMine ? `. ${notMine}` : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
