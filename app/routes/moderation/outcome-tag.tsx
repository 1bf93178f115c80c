import { type Outcome, outcomeNames } from "~/rules/moderation/moderation";
import { StateTag } from "~/ui/tags";

const colours = {
  confirmed: "green",
  upgraded: "blue",
  downgraded: "orange",
  returned: "yellow",
} as const;

/** What the panel made of an audit, in the same colour wherever it stands. */
export function OutcomeTag({ outcome }: { outcome: Outcome }) {
  return <StateTag colour={colours[outcome]}>{outcomeNames[outcome]}</StateTag>;
}
