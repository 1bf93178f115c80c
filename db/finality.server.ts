/**
 * Owns what follows when an audit becomes final, whichever way: the practitioner is told, and what
 * is Inadequate overall is audited again.
 * Practice: in the transaction that makes it final; by the final grade, whatever the auditor's was.
 */

import { paths } from "~/paths";
import { isInadequateOverall } from "~/rules/re-audits";
import type { Stamp } from "./events.server";
import { findOverall, noticeInadequate } from "./inadequate.server";
import type { Db, Tx } from "./open.server";
import { addMessages } from "./outbox.server";
import { addReAudit } from "./re-audit-deeds.server";
import { findSettings } from "./settings.server";

/** Follows up audits that have just become final; each once, however often it is asked. */
export async function followFinal(tx: Tx, stamp: Stamp, auditIds: string[]): Promise<void> {
  const months = (await findSettings(tx))["re-audit.within-months"];
  for (const auditId of auditIds) {
    const audit = await tx
      .selectFrom("audit")
      .select(["id", "case_id", "team_id", "service_id", "worker_id"])
      .where("id", "=", auditId)
      .executeTakeFirstOrThrow();
    if (audit.worker_id) {
      const kind = (await gradesChanged(tx, auditId)) ? "audit-final-changed" : "audit-final";
      const link = paths.audits.read(auditId);
      await addMessages(tx, stamp, [{ to: audit.worker_id, kind, key: auditId, link }]);
    }
    const place = { teamId: audit.team_id, serviceId: audit.service_id };
    const inadequate = isInadequateOverall(await findOverall(tx, auditId));
    await noticeInadequate(tx, stamp, { id: auditId, ...place }, inadequate);
    if (inadequate) {
      await addReAudit(tx, stamp, { auditId, caseId: audit.case_id, ...place }, months);
    }
  }
}

/** Whether a final judgement differs from the auditor's last one, which was read as provisional. */
async function gradesChanged(db: Db, auditId: string): Promise<boolean> {
  const row = await db
    .selectFrom("judgement as last")
    .innerJoin("judgement as own", (join) =>
      join
        .onRef("own.audit_id", "=", "last.audit_id")
        .onRef("own.area", "=", "last.area")
        .onRef("own.round", "=", "last.round")
        .on("own.source", "=", "auditor"),
    )
    .select("last.area")
    .where("last.audit_id", "=", auditId)
    .where("last.source", "=", "final")
    .whereRef("last.judgement", "<>", "own.judgement")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
