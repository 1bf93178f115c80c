import { type OrderRecord, orderFormat } from "~/rules/moderation/order-record";
import { commitmentOf } from "~/rules/moderation/sealed-order";
import { guarded, notFound } from "~/server/guard.server";
import { gradedExerciseFromUrl } from "~/server/subjects.server";
import { jsonResponse } from "~/server/write-json.server";
import { findShownOrder } from "./order.server";

/** The record of the sealed order whole: with it, anyone can draw it again outside this application. */
export const loader = guarded("moderation.manage", gradedExerciseFromUrl, async (guard) => {
  const { id, title, month } = guard.subject;
  const { order: kept } = await findShownOrder(guard);
  if (!kept) throw notFound();
  const record: OrderRecord = {
    format: orderFormat,
    exercise: { id, title, month },
    algorithm: kept.algorithm,
    seed: kept.seed,
    commitment: commitmentOf(kept.seed),
    fingerprint: kept.fingerprint,
    percentages: kept.percentages,
    order: kept.order.map(({ sampled: _, ...one }) => one),
  };
  return jsonResponse(`moderation-order-${month}.json`, record);
});
