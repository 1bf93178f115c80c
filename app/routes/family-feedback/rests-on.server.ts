/** Owns finding what an entry of "You said, we did" rests on, by the references that were typed. */
import type { Db } from "~db/core/open.server";
import { findRestsOn, type RestsOn } from "~db/family-feedback/you-said.server";

type Typed = { learning: number | null; action: number | null };

/** The ids, or which field names nothing. */
export async function readRestsOn(
  db: Db,
  typed: Typed,
): Promise<{ ok: true; value: RestsOn } | { ok: false; errors: Record<string, string> }> {
  const found = await findRestsOn(db, typed);
  if (typed.learning !== null && found.learningId === null)
    return { ok: false, errors: { learning: "Check the reference: there is no such learning" } };
  if (typed.action !== null && found.actionId === null)
    return { ok: false, errors: { action: "Check the reference: there is no such action" } };
  return { ok: true, value: found };
}
