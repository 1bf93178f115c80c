/**
 * Owns the states of an import, from the file that arrives to the import that is undone.
 * Practice: what runs in the background says so every few seconds; whoever falls silent has
 * stopped, and the next who looks says it, so that no import is ever stuck.
 */
import type { StateMachine } from "../core/state-machine";
import { counted } from "../core/words";

export const importStates = [
  "reading",
  "comparing",
  "staged",
  "confirming",
  "confirmed",
  "undoing",
  "undone",
  "discarded",
  "failed",
] as const;
export type ImportState = (typeof importStates)[number];

export type ImportMove =
  | "compare"
  | "stage"
  | "confirm"
  | "write"
  | "undo"
  | "keep"
  | "take-out"
  | "discard"
  | "fail";

export const importMachine = {
  first: "reading",
  moves: {
    compare: { from: ["reading", "staged", "comparing", "confirming"], to: "comparing" },
    stage: { from: ["comparing", "confirming"], to: "staged" },
    confirm: { from: ["staged"], to: "confirming" },
    write: { from: ["confirming"], to: "confirmed" },
    undo: { from: ["confirmed"], to: "undoing" },
    // Undoing that could not be done to its end leaves the import as it was.
    keep: { from: ["undoing"], to: "confirmed" },
    "take-out": { from: ["undoing"], to: "undone" },
    discard: { from: ["reading", "comparing", "staged"], to: "discarded" },
    fail: { from: ["reading", "comparing"], to: "failed" },
  },
} as const satisfies StateMachine<ImportState, ImportMove>;

const { moves } = importMachine;

/** States in which the server works and the person waits, or goes away and comes back. */
export const runningStates = ["reading", "comparing", "confirming", "undoing"] as const;
export type RunningState = (typeof runningStates)[number];

export const isRunning = (state: ImportState): state is RunningState =>
  runningStates.some((one) => one === state);

/** Milliseconds without a word after which whoever works on an import counts as gone. */
export const silentAfter = 20_000;

/** Whether work that last gave a sign at `beatAt` (null: never) has stopped. */
export function hasStopped(beatAt: string | null, now: Date): boolean {
  return beatAt === null || now.getTime() - Date.parse(beatAt) > silentAfter;
}

/**
 * Where an import goes whose work has stopped. A file half read is gone; a comparison can be made
 * again from what was read; confirming and undoing write at their very end, so nothing happened.
 */
export const afterStopping: Record<RunningState, { state: ImportState; problem: string }> = {
  reading: {
    state: moves.fail.to,
    problem: "Reading stopped because the server was restarted. Choose the file again",
  },
  comparing: { state: moves.compare.to, problem: "" },
  confirming: {
    state: moves.stage.to,
    problem:
      "Confirm again: confirming stopped because the server was restarted, and nothing was written",
  },
  undoing: {
    state: moves.keep.to,
    problem: "Undo again: undoing stopped because the server was restarted, and nothing was undone",
  },
};

/** What is going on, for the page and its progress bar. */
export function progressInWords(state: RunningState, done: number, total: number | null): string {
  const rows = (n: number) => `${counted(n, "row", "rows")}`;
  const count = done.toLocaleString("en-GB");
  switch (state) {
    case "reading":
      return done === 0 ? "Reading: opening the file" : `Reading: ${rows(done)} so far`;
    case "comparing":
      return `Comparing with the caseload: ${count} of ${rows(total ?? done)}`;
    case "confirming":
      return total !== null && done >= total
        ? "Confirming: writing everything at once"
        : `Confirming: ${count} of ${rows(total ?? done)} made ready`;
    case "undoing":
      return total !== null && done >= total
        ? "Undoing: putting everything back at once"
        : `Undoing: ${count} of ${(total ?? done).toLocaleString("en-GB")} cases made ready`;
  }
}
