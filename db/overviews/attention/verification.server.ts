/**
 * Owns finding completed actions that nobody but their owner and whoever completed them may verify.
 * Practice: such a wait never ends by itself, so it shows with its age to whoever sees the whole log:
 * the QA leads and the leaders.
 */
import { paths } from "~/paths";
import { scopeOf } from "~/rules/access/permission";
import { type AttentionFact, mostOfAKind } from "~/rules/home/attention";
import { actionReference } from "~/rules/learning-log/learning-log";
import { listEverybodyToVerify, unscopedQaLeads } from "../../access/readers.server";
import { listSigningIn } from "../../concerns/line.server";
import type { Db } from "../../core/open.server";
import { actionService, isLive } from "../../learning-log/action-sight.server";
import type { AttentionAsked } from "./sources.server";

export async function verificationsByNobody(
  db: Db,
  { reader }: Pick<AttentionAsked, "reader">,
): Promise<AttentionFact[]> {
  if (!scopeOf(reader, "learning-log.read").everything) return [];
  const leads = [...(await listSigningIn(db, await unscopedQaLeads(db)))];
  // An action has one owner, and one person who completed it: a third lead can verify any.
  if (leads.length > 2) return [];
  const rows = await db
    .selectFrom("action")
    .select(["id", "reference", "owner_id", "completed_by", "completed_on", "level"])
    .select(["team_id", actionService.as("service_id")])
    .where("status", "=", "completed")
    .where((eb) => isLive(eb))
    .where((eb) =>
      eb.and(leads.map((id) => eb.or([eb("owner_id", "=", id), eb("completed_by", "=", id)]))),
    )
    .orderBy("completed_on")
    .orderBy("reference")
    .limit(mostOfAKind)
    .execute();
  const found: AttentionFact[] = [];
  for (const row of rows) {
    const may = await listEverybodyToVerify(db, {
      ...{ teamId: row.team_id, serviceId: row.service_id, level: row.level },
    });
    const others = may.filter((id) => id !== row.owner_id && id !== row.completed_by);
    if ((await listSigningIn(db, others)).size > 0) continue;
    found.push({
      kind: "verification-nobody",
      subject: `action ${actionReference(row.reference)}`,
      count: 1,
      since: row.completed_on,
      href: paths.log.one(row.id),
      place: "Learning log",
      meant: null,
    });
  }
  return found;
}
