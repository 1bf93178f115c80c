/**
 * Owns finding conflicts of interest that wait to be settled, and whose they are to settle.
 * Practice: the lead of the exercise settles them; one of the lead's own waits for another QA lead,
 * and for the leaders where there is none, so that nobody settles their own.
 */

import { paths } from "~/paths";
import { type AttentionFact, mostOfAKind } from "~/rules/home/attention";
import { conflictRulesInWords, partInWords } from "~/rules/independence/independence";
import { unscopedQaLeads } from "../../access/readers.server";
import { isNotWithdrawn } from "../../core/counted.server";
import type { Db } from "../../core/open.server";
import { type Asked, meantFor } from "./sources.server";

export async function conflictsToSettle(db: Db, asked: Asked): Promise<AttentionFact[]> {
  const rows = await db
    .selectFrom("audit_conflict")
    .innerJoin("audit", "audit.id", "audit_conflict.audit_id")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .innerJoin("one_person as lead", "lead.record_id", "exercise.lead_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("one_person as person", "person.record_id", "audit_conflict.person_id")
    .select(["audit_conflict.id", "audit_conflict.part", "audit_conflict.rules", "noticed_at"])
    .select(["case_record.reference", "exercise.id as exercise_id", "exercise.title"])
    .select(["person.name", "lead.name as lead_name", "lead.active as lead_active"])
    .select(["person.id as person_id", "lead.id as lead_id"])
    .where("settled_at", "is", null)
    .where(isNotWithdrawn())
    .where("audit.state", "<>", "final")
    .where((eb) =>
      asked.exerciseId === null
        ? eb.or([
            meantFor(asked)(eb as never),
            eb("audit_conflict.person_id", "=", eb.ref("exercise.lead_id")),
          ])
        : meantFor(asked)(eb as never),
    )
    .orderBy("noticed_at")
    .orderBy("audit_conflict.id")
    .limit(mostOfAKind)
    .execute();
  const leads = await unscopedQaLeads(db);
  const isLead = leads.includes(asked.readerId);
  const others = (personId: string) => leads.some((id) => id !== personId);
  const settles = ({ person_id }: { person_id: string }) =>
    asked.exerciseId !== null || (person_id !== asked.readerId && (isLead || !others(person_id)));
  return rows.filter(settles).map((row) => ({
    kind: "conflict",
    subject: `case ${row.reference}`,
    count: 1,
    detail: `${row.name}, ${partInWords[row.part]} (${conflictRulesInWords(JSON.parse(row.rules), row.part)})`,
    since: row.noticed_at,
    href: paths.exercises.conflict(row.exercise_id, row.id),
    place: row.title,
    meant: meantBy(row, others(row.person_id)),
  }));
}

/** Whose it is to settle; null for any QA lead. */
function meantBy(
  row: { person_id: string; lead_id: string; lead_name: string; lead_active: number },
  others: boolean,
): string | null {
  if (!others) return "a leader";
  if (row.person_id === row.lead_id) return "another QA lead";
  return row.lead_active === 1 ? row.lead_name : null;
}
