import { isSealed } from "~/rules/moderation/sealed-order";
import { mostJoined } from "~/rules/moderation/whole-cycle";
import { notByOrder, type WholeCycle, wholeCycle } from "~/rules/reports/whole-cycle";
import type { Db } from "~db/core/open.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { listSeen } from "~db/moderation/whole-cycle.server";
import { listClosedCycles } from "~db/reports/reports.server";

/**
 * What the moderated audits of a cycle say of all its audits, from those of the cycles before where
 * its own are too few; null before it is closed, and where nothing was moderated.
 */
export async function readWholeCycle(
  db: Db,
  exercise: Pick<Exercise, "id" | "month" | "state" | "moderated" | "moderationAlgorithm">,
): Promise<WholeCycle | null> {
  if (exercise.state !== "closed" || !exercise.moderated) return null;
  if (!isSealed(exercise.moderationAlgorithm)) return notByOrder;
  const closed = await listClosedCycles(db, { to: exercise.month, last: 2 * mostJoined });
  const upTo = closed.slice(0, closed.findIndex(({ id }) => id === exercise.id) + 1);
  const before = upTo.slice(-mostJoined, -1).map(({ id }) => id);
  const [own, ...others] = await listSeen(db, [exercise.id, ...before.reverse()]);
  return own?.id === exercise.id ? wholeCycle(own, others) : null;
}
