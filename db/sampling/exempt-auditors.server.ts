/**
 * Owns how many auditors of a cycle were exempt for a part of it, by the team they work in.
 * Practice: whoever takes part counts, whether they are still active or not; one day is enough.
 */
import type { Db } from "../core/open.server";
import { listExemptTimes } from "../people/exemptions.server";
import { findAuditingTime } from "./allocation-auditors.server";

export type ExemptAuditors = { teamId: string | null; auditors: number; exempt: number };

export async function countExemptAuditors(db: Db, exerciseId: string): Promise<ExemptAuditors[]> {
  const members = await db
    .selectFrom("exercise_member")
    .innerJoin("one_person as person", "person.record_id", "exercise_member.person_id")
    .select(["person.id", "person.team_id as teamId"])
    .distinct()
    .where("exercise_id", "=", exerciseId)
    .where("part", "=", "auditor")
    .execute();
  const time = await findAuditingTime(db, exerciseId);
  const exempt = time
    ? await listExemptTimes(
        db,
        members.map(({ id }) => id),
        time,
      )
    : new Map();
  const teams = new Map<string | null, ExemptAuditors>();
  for (const { id, teamId } of members) {
    const held = teams.get(teamId) ?? { teamId, auditors: 0, exempt: 0 };
    held.auditors += 1;
    if (exempt.has(id)) held.exempt += 1;
    teams.set(teamId, held);
  }
  return [...teams.values()];
}
