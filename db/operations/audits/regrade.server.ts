/**
 * Owns changing final grades: after a second look, and in no other way.
 * Practice: the judgements, every number kept of them and what follows from the overall grade are one
 * write; what stood before is kept by whoever asks for it.
 */
import { paths } from "~/paths";
import type { Judgement } from "~/rules/tools/grades";
import { escalates } from "~/rules/tools/scale";
import { listManagersOf, listServiceManagersOf } from "../../access/readers.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import type { Tx } from "../../core/open.server";
import { findSettings } from "../../core/settings.server";
import { addMessages } from "../../messages/outbox.server";
import { moveWithPairs } from "../../moderation/pairs.server";
import { moveWithTallies } from "../../reports/tallies.server";
import { addReAudit, dropReAudit } from "../re-audits/deeds.server";
import { findOverall, noticeEscalation } from "./escalation.server";

/**
 * Changes judgements of a final audit to these, by area; all figures move with them, the re-audit
 * appears or falls away, and whoever read the ones before is told, once a `key`.
 */
export async function regrade(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  auditId: string,
  changed: Readonly<Record<string, { judgement: Judgement; reason: string }>>,
  key: string,
): Promise<void> {
  const before = await findOverall(tx, auditId);
  const made = { made_by: stamp.actorId, made_at: stamp.at };
  const change = async () => {
    for (const [area, one] of Object.entries(changed)) {
      await tx
        .updateTable("judgement")
        .set({ ...one, ...made })
        .where("audit_id", "=", auditId)
        .where("source", "=", "final")
        .where("area", "=", area)
        .execute();
    }
  };
  await moveWithTallies(tx, [auditId], () => moveWithPairs(tx, [auditId], change));
  await appendEvent(tx, stamp, {
    stream: `audit:${auditId}`,
    kind: "audit.regraded",
    after: { changed },
  });
  await followRegrade(tx, stamp, auditId, { before, key });
}

async function followRegrade(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  auditId: string,
  { before, key }: { before: string | null; key: string },
): Promise<void> {
  const audit = await tx
    .selectFrom("audit")
    .select(["case_id", "team_id", "service_id", "worker_id"])
    .where("id", "=", auditId)
    .executeTakeFirstOrThrow();
  const place = { teamId: audit.team_id, serviceId: audit.service_id };
  const after = await findOverall(tx, auditId);
  const [was, is] = [escalates(before), escalates(after)];
  if (was !== is) {
    await noticeEscalation(tx, stamp, { id: auditId, ...place }, is);
    const months = (await findSettings(tx))["re-audit.within-months"];
    if (is && audit.case_id !== null) {
      await addReAudit(tx, stamp, { auditId, caseId: audit.case_id, ...place }, months);
    } else if (!is)
      await dropReAudit(
        tx,
        stamp,
        auditId,
        "The moderation panel changed the overall grade after a second look.",
      );
  }
  // Who answers for the service was told of an overall grade that no longer stands.
  const told = [
    ...(audit.worker_id ? [audit.worker_id] : []),
    ...(await listManagersOf(tx, place)),
    ...(was && !is ? await listServiceManagersOf(tx, place) : []),
  ];
  const link = paths.audits.read(auditId);
  await addMessages(
    tx,
    stamp,
    [...new Set(told)].map((to) => ({ to, kind: "audit-regraded", key, link }) as const),
  );
}
