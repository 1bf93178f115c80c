import { guarded, notFound } from "~/server/guard.server";
import { exerciseFromUrl } from "~/server/subjects.server";
import { listDrawnAudits } from "~db/drawn-audits.server";
import { findDraw } from "~db/sampling.server";

/** The record of a draw whole: with it, anyone can run the draw again outside this application. */
export const loader = guarded("sampling.read", exerciseFromUrl, async (guard) => {
  const { subject, db, request } = guard;
  const drawId = new URL(request.url).searchParams.get("draw") ?? undefined;
  const kept = await findDraw(db, subject.id, drawId);
  if (!kept) throw notFound();
  const referenceOf = new Map(kept.frame.map((row) => [row.caseId, row.reference]));
  const audits = kept.current ? await listDrawnAudits(db, subject.id) : [];
  const caseOf = new Map(audits.map((audit) => [audit.id, audit.caseId]));
  const record = {
    exercise: { id: subject.id, title: subject.title, month: subject.month },
    draw: { id: kept.id, drawnAt: kept.drawnAt, drawnBy: kept.drawnBy, inForce: kept.current },
    plan: kept.plan,
    frame: kept.frame,
    made: kept.made,
    swaps: audits
      .filter((audit) => audit.origin === "swapped")
      .map(({ caseId, previousAuditId, originReason }) => {
        const outId = previousAuditId ? (caseOf.get(previousAuditId) ?? null) : null;
        return {
          out: outId ? (referenceOf.get(outId) ?? outId) : null,
          in: referenceOf.get(caseId) ?? caseId,
          reason: originReason,
        };
      }),
  };
  return new Response(`${JSON.stringify(record, null, 2)}\n`, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="draw-${subject.month}.json"`,
    },
  });
});
