/**
 * Owns who took the panel's decisions that are not final yet, as their independence is looked at.
 */
import type { Db } from "../core/open.server";

export type Taker = {
  auditId: string;
  personId: string;
  /** That nobody else took the decision, which they took under two records of theirs. */
  twice: boolean;
};

/** Of audits decided on and not yet final, who took the decision and counts for it, each once. */
export async function listTakersOf(db: Db, auditIds: readonly string[]): Promise<Taker[]> {
  const rows = await db
    .selectFrom("decision_part")
    .innerJoin("moderation", "moderation.id", "decision_part.moderation_id")
    .innerJoin("one_person as person", "person.record_id", "decision_part.person_id")
    .select(["moderation.audit_id as auditId", "person.id as personId"])
    .where("moderation.audit_id", "in", auditIds.length > 0 ? auditIds : [""])
    .where("moderation.state", "=", "taken")
    .where("part", "in", ["recorded", "confirmed"])
    .where("counts", "=", 1)
    .orderBy("moderation.audit_id")
    .orderBy("person.id")
    .execute();
  return [...new Set(rows.map(({ auditId }) => auditId))].flatMap((auditId) => {
    const own = rows.filter((row) => row.auditId === auditId);
    const people = new Set(own.map(({ personId }) => personId));
    const twice = own.length > 1 && people.size === 1;
    return [...people].map((personId) => ({ auditId, personId, twice }));
  });
}
