import type { Guarded } from "~/server/guard.server";
import { readGradesIn } from "~/server/reading.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { listSelected } from "~db/moderation/lists.server";
import { findKeptOrder } from "~db/moderation/order.server";

/**
 * The sealed order for whoever may see it by now: auditing is closed, and nothing is kept from them
 * of what was selected, for who was selected beside the order must be certain. Else why not.
 */
export async function findShownOrder(guard: Guarded<Exercise>) {
  const { subject, db, actor } = guard;
  const kept = await findKeptOrder(db, subject.id);
  if (!kept)
    return { order: null, why: "No order was sealed for this cycle: nothing can be drawn again." };
  if (subject.windowClosedAt === null)
    return { order: null, why: "The order is sealed until auditing is closed." };
  const selected = await listSelected(db, subject.id, actor.id);
  if (selected.some(({ reason }) => reason === null))
    return {
      order: null,
      why: "The order is kept from you while an audit is that you moderate, or could be asked to: it would tell which are certain to be moderated.",
    };
  // Which are certain is told there, and with it something of what their auditors gave.
  await readGradesIn(
    guard,
    "list",
    selected.filter(({ isProvisional }) => isProvisional),
  );
  return { order: kept, why: null };
}
