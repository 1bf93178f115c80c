/**
 * Owns how a decision of the panel is taken: recorded by one person, and counting once two have
 * taken it.
 * Practice: at least two people decide, neither the auditor, each by their own sign-in; whoever is
 * in the line of the case may speak and does not count. Where nobody else can, the QA lead decides
 * alone and says why.
 */
import { andList } from "../core/words";
import { type Moderation, type ModerationState, moderationMachine } from "./moderation";

const { moves } = moderationMachine;

/** How many people a decision needs. */
export const enough = 2;

export type PanelPart = "recorded" | "confirmed" | "present" | "not-there";

/** Someone who has taken the decision as it stands, looked at again now. */
export type Taker = { id: string; counts: boolean };

export type Panellist = Taker & {
  /** Why they may speak and do not count; empty when they count. */
  because: string;
};

export type PanelRefusal =
  | "not-recorded"
  | "own-audit"
  | "took-it"
  | "does-not-count"
  | "others-can"
  | "no-reason"
  | "held"
  | "date-passed";

const refusals: Record<PanelRefusal, string> = {
  "not-recorded": "No decision waits to be confirmed on this audit.",
  "own-audit": "You can’t decide on your own audit.",
  "took-it": "You have taken this decision already. Someone else has to confirm it.",
  "does-not-count":
    "You may speak on this case and don’t count for its decision. Someone else has to confirm it.",
  "others-can": "Ask someone else to confirm: nobody decides alone while another panel member can.",
  "no-reason": "Enter why you decide this alone. The cycle’s report names the reason",
  held: "Wait for the QA lead: a conflict of interest has to be settled before this audit is final. The panel can return it meanwhile.",
  "date-passed":
    "Change the decision: the date by which the audit is to come back has passed meanwhile.",
};

export type Taken =
  | {
      ok: true;
      /** "recorded" while it still waits for someone. */
      next: Extract<ModerationState, "recorded" | "taken" | "returned">;
      alone: boolean;
    }
  | { ok: false; refusal: PanelRefusal; message: string };

const refuse = (refusal: PanelRefusal): Taken => ({
  ok: false,
  refusal,
  message: refusals[refusal],
});

/** What confirming answers where nothing has been recorded yet. */
export const notRecorded = refuse("not-recorded");

/**
 * What follows when someone confirms a recorded decision. `takers` are those who have taken it as
 * it stands, each looked at again: someone in whom a conflict has arisen since no longer counts.
 */
export function confirm(
  moderation: Pick<Moderation, "state" | "auditorId">,
  decision: { kind: "final" | "returned"; dueOn: string | null },
  actor: Taker,
  panel: {
    takers: readonly Taker[];
    /** How many others could still confirm, apart from the actor. */
    others: number;
    /** Whether a conflict of interest of its auditor or moderator waits for the lead. */
    held?: boolean;
  },
  today: string,
  /** The reason of a QA lead who decides alone; null when they do not ask to. */
  alone: string | null = null,
): Taken {
  if (moderation.state !== "recorded") return refuse("not-recorded");
  if (moderation.auditorId === actor.id) return refuse("own-audit");
  if (!actor.counts) return refuse("does-not-count");
  const took = panel.takers.some(({ id }) => id === actor.id);
  if (took && alone === null) return refuse("took-it");
  if (decision.kind === "returned" && decision.dueOn !== null && decision.dueOn < today)
    return refuse("date-passed");
  if (decision.kind === "final" && panel.held) return refuse("held");
  const settled = decision.kind === "final" ? moves.take.to : moves.return.to;
  const counted = panel.takers.filter(({ id, counts }) => counts && id !== actor.id).length + 1;
  if (counted >= enough) return { ok: true, next: settled, alone: false };
  if (alone === null) return { ok: true, next: moves.record.to, alone: false };
  if (panel.others > 0) return refuse("others-can");
  if (alone.trim() === "") return refuse("no-reason");
  return { ok: true, next: settled, alone: true };
}

/** Who took a decision, in words: "Sam Ode and Lee Marsh", "Sam Ode alone: why", of old ones "by one". */
export function takersInWords(names: readonly string[], aloneReason: string): string {
  if (names.length >= enough) return andList(names);
  const name = names[0] ?? "someone no longer recorded";
  return aloneReason === ""
    ? `${name}, as one person: decisions from before two were asked for`
    : `${name} alone: ${aloneReason}`;
}
