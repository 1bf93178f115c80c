/**
 * Owns finding what waits for someone who does not exist: drawn cases that no auditor of their
 * cycle may audit, and concerns that nobody here can acknowledge.
 * Practice: such a wait never ends by itself, so it shows with its age to who can end it; whoever is
 * implicated in a concern is not among them.
 */
import { paths } from "~/paths";
import { whoIsAbove, whoIsTold } from "~/rules/concerns/concerns";
import { type AttentionFact, mostOfAKind } from "~/rules/home/attention";
import { rulesOffIn } from "~/rules/independence/conflicts";
import { objectionsTo } from "~/rules/independence/objections";
import { listOpenConcerns } from "../../concerns/concerns.server";
import { listLine, listSigningIn } from "../../concerns/line.server";
import type { Db } from "../../core/open.server";
import { listInterests } from "../../independence/interests.server";
import { type AttentionAsked, meantFor } from "./sources.server";

/** Drawn, not released, and every auditor of the cycle has a conflict of interest with it. */
export async function casesNobodyMayAudit(db: Db, asked: AttentionAsked): Promise<AttentionFact[]> {
  const rows = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .innerJoin("one_person as lead", "lead.record_id", "exercise.lead_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .leftJoin("draw", "draw.exercise_id", "exercise.id")
    .select(["audit.id", "audit.case_id", "audit.team_id", "audit.service_id"])
    .select(["exercise.id as exercise_id", "exercise.title", "exercise.rules_off"])
    .select(["case_record.reference", "lead.name as lead_name", "lead.active as lead_active"])
    .select((eb) => eb.fn.max("draw.drawn_at").as("drawn_at"))
    .where("exercise.graded", "=", 1)
    .where("exercise.state", "=", "drawn")
    .where("audit.auditor_id", "is", null)
    .where("audit.state", "=", "allocated")
    .where((eb) => meantFor(asked)(eb as never))
    .groupBy(["audit.id", "audit.case_id", "audit.team_id", "audit.service_id"])
    .groupBy(["exercise.id", "exercise.title", "exercise.rules_off"])
    .groupBy(["case_record.reference", "lead.name", "lead.active"])
    .orderBy("audit.id")
    .limit(mostOfAKind)
    .execute();
  if (rows.length === 0) return [];
  const auditors = await db
    .selectFrom("exercise_member")
    .innerJoin("one_person as person", "person.record_id", "exercise_member.person_id")
    .select(["exercise_id", "person.id", "team_id as teamId", "manager_id as managerId"])
    .where("part", "=", "auditor")
    .where("person.active", "=", 1)
    .where("exercise_id", "in", [...new Set(rows.map((row) => row.exercise_id))])
    .execute();
  const interests = await listInterests(
    db,
    rows.map((row) => ({
      key: row.id,
      caseId: row.case_id,
      teamId: row.team_id,
      serviceId: row.service_id,
      rulesOff: rulesOffIn(row.rules_off),
    })),
  );
  return rows
    .filter((row) => {
      const facts = interests.get(row.id) ?? { teamIds: [], holdings: [], line: [] };
      const audit = { interests: facts, previousAuditorId: null };
      return auditors
        .filter(({ exercise_id }) => exercise_id === row.exercise_id)
        .every((person) => objectionsTo(person, audit, asked.today).length > 0);
    })
    .map((row) => ({
      kind: "no-auditor-possible",
      subject: `case ${row.reference}`,
      count: 1,
      since: row.drawn_at,
      href: paths.exercises.allocateOne(row.exercise_id, row.id),
      place: row.title,
      meant: row.lead_active === 1 ? row.lead_name : null,
    }));
}

/** Of the concerns that its reader may read, those that nobody who can sign in may acknowledge. */
export async function concernsForNobody(
  db: Db,
  { reader, today }: AttentionAsked,
): Promise<AttentionFact[]> {
  const now = new Date(`${today}T12:00:00Z`);
  const found: AttentionFact[] = [];
  for (const concern of await listOpenConcerns(db, reader, now)) {
    const { bypassed, access } = concern;
    const raisedBy = access.people.raiser?.[0] ?? "";
    const line = await listLine(db, concern, now);
    const { told } = whoIsTold(line, { raisedBy, bypassed });
    const above = whoIsAbove(line, [...bypassed, raisedBy]);
    const answering = [...told, ...above].map(({ id }) => id);
    if ((await listSigningIn(db, answering)).size > 0) continue;
    found.push({
      kind: "concern-nobody",
      subject: `case ${concern.caseReference}`,
      count: 1,
      since: concern.raisedAt,
      href: paths.concerns.one(concern.id),
      place: "",
      meant: null,
    });
  }
  return found;
}
