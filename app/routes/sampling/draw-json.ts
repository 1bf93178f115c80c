import { countDraw, type DrawRecord, recordFormat } from "~/rules/sampling/draw-record";
import { guarded, notFound } from "~/server/guard.server";
import { exerciseFromUrl } from "~/server/subjects.server";
import { jsonResponse } from "~/server/write-json.server";
import { listTeams } from "~db/access/people.server";
import { listSwaps } from "~db/exercises/swaps.server";
import { findDraw } from "~db/operations/sampling/sampling.server";

/** The record of a draw whole: with it, anyone can run the draw again outside this application. */
export const loader = guarded("sampling.read", exerciseFromUrl, async (guard) => {
  const { subject, db, request } = guard;
  const drawId = new URL(request.url).searchParams.get("draw") ?? undefined;
  const kept = await findDraw(db, subject.id, drawId);
  if (!kept) throw notFound();
  const used = new Set(kept.frame.map((row) => row.teamId));
  const record: DrawRecord = {
    format: recordFormat,
    exercise: {
      id: subject.id,
      title: subject.title,
      month: subject.month,
      planned: subject.size,
    },
    draw: {
      id: kept.id,
      drawnAt: kept.drawnAt,
      drawnBy: kept.drawnBy,
      inForce: kept.current,
    },
    plan: kept.plan,
    teams: Object.fromEntries(
      (await listTeams(db)).filter(({ id }) => used.has(id)).map(({ id, name }) => [id, name]),
    ),
    counts: countDraw(kept.made),
    frame: kept.frame,
    made: kept.made,
    swaps: (kept.current ? await listSwaps(db, subject.id) : []).map((swap) => ({
      out: swap.out,
      in: swap.in,
      passedOver: swap.passedOver,
      code: swap.code,
      reason: swap.words,
      by: swap.by,
      at: swap.at,
    })),
  };
  return jsonResponse(`draw-${subject.month}.json`, record);
});
