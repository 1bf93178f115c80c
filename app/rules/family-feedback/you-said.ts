/**
 * Owns the life of an entry of "You said, we did": what children or families raised, what was done,
 * and what changed by it.
 * Practice: published for everyone in plain words, and nothing in it tells who said it; one that is
 * out is withdrawn before it is worded anew.
 */
import { isFrom, type StateMachine } from "../core/state-machine";

export const youSaidStates = ["draft", "published", "withdrawn"] as const;
export type YouSaidState = (typeof youSaidStates)[number];

export const youSaidMachine = {
  first: "draft",
  moves: {
    publish: { from: ["draft", "withdrawn"], to: "published" },
    withdraw: { from: ["published"], to: "withdrawn" },
  },
} as const satisfies StateMachine<YouSaidState, "publish" | "withdraw">;

export const youSaidStateNames: Record<YouSaidState, string> = {
  draft: "Draft",
  published: "Published",
  withdrawn: "Withdrawn",
};

export const youSaidStateColours = {
  draft: "yellow",
  published: "green",
  withdrawn: "grey",
} as const satisfies Record<YouSaidState, string>;

/** What is out is withdrawn first: nobody reads other words than those that were looked at. */
export const mayBeWorded = (state: YouSaidState): boolean =>
  isFrom<YouSaidState>(youSaidMachine.moves.publish, state);
