/** Owns what pages of observations share: refusing a move that its state has not, and who may what. */
import { moveObservation, type ObservationMove } from "~/rules/observations/observations";
import { type Guarded, refusal } from "~/server/guard.server";
import type { Observation } from "~db/observations/observations.server";
import type { ObservationsMay } from "./observations-nav";

export const changedElsewhere =
  "Look at the observation again: it was changed after you opened this page. What you typed is kept here";

/** Throws 409 where this move can't be made. */
export function refuseMove(
  { subject }: Pick<Guarded<Observation>, "subject">,
  move: ObservationMove,
  title: string,
): void {
  const step = moveObservation(subject, move);
  if (!step.ok) throw refusal(409, { title, because: step.message });
}

export const observationsMay = ({ may }: Pick<Guarded<unknown>, "may">): ObservationsMay => ({
  supervise: may("observations.supervise"),
  figures: may("observations.see-figures"),
  ask: may("observations.ask"),
});
