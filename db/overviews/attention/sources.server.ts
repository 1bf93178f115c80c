/**
 * Owns finding what stands still in audits and moderations until someone acts.
 * Practice: what waits for someone who does not exist waits for the lead of its exercise; where
 * the lead has left, for every other one.
 */
import { type ExpressionBuilder, sql } from "kysely";
import { paths } from "~/paths";
import type { Actor } from "~/rules/access/people";
import { openToAuditor } from "~/rules/audits/audits";
import { type DeclineReason, declineReasonsInWords } from "~/rules/audits/declines";
import { underWay } from "~/rules/exercises/exercises";
import { type AttentionFact, mostOfAKind } from "~/rules/home/attention";
import { conflictRulesInWords } from "~/rules/independence/independence";
import { isVoid } from "../../audits/blind.server";
import { notBypassing } from "../../concerns/concerns.server";
import type { Db } from "../../core/open.server";
import type { Schema } from "../../core/schema";
import { countAll } from "../../core/scope.server";
import { isSeenToBy } from "../../exercises/leads.server";
import { countReAuditsToAllocate, type ReAuditsFor } from "../../re-audits/re-audits.server";

export type AttentionAsked = {
  readerId: string;
  /** The reader in their own right, for what goes by their roles. */
  reader: Actor;
  /** The exercise whose control room asks; null for the reader's home: what they lead. */
  exerciseId: string | null;
  /** YYYY-MM-DD */
  today: string;
  /** Of the server, where a home asks: whether email and a virus scanner are set up, and its own clock. */
  server?: { sendsMail: boolean; scansFiles?: boolean; now: Date };
};

export type Asked = Pick<AttentionAsked, "readerId" | "exerciseId">;
type WithLead = Schema & { lead: Schema["person"] };

/** The exercise asked for, or those that the reader sees to. */
export const meantFor = (asked: Asked) => (eb: ExpressionBuilder<WithLead, "exercise" | "lead">) =>
  asked.exerciseId === null ? isSeenToBy(asked.readerId) : eb("exercise.id", "=", asked.exerciseId);

type WithoutAuditor = {
  reason: string | null;
  decliner_name: string | null;
  declined_at: string | null;
  barred_name: string | null;
  rules: string | null;
  settled_how: string | null;
  settled_at: string | null;
};

/** Whose it was and why it is nobody's, by whichever came last; null where that was not kept. */
function whyNobody(row: WithoutAuditor): { detail: string; since: string } | null {
  const { decliner_name, declined_at, barred_name, rules, settled_at } = row;
  if (barred_name && rules && settled_at && settled_at > (declined_at ?? "")) {
    const how = row.settled_how === "sent-back" ? "sent back" : "taken back";
    const because = conflictRulesInWords(JSON.parse(rules), "auditor");
    return {
      detail: `${how} from ${barred_name}, conflict of interest (${because})`,
      since: settled_at,
    };
  }
  if (!row.reason || !decliner_name || !declined_at) return null;
  const because = declineReasonsInWords[row.reason as DeclineReason];
  return { detail: `declined by ${decliner_name}, ${because}`, since: declined_at };
}

/** Audits that are out and that nobody has: declined, or sent or taken back for a conflict of interest. */
export async function auditsWithNobody(db: Db, asked: Asked): Promise<AttentionFact[]> {
  const rows = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .innerJoin("one_person as lead", "lead.record_id", "exercise.lead_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .leftJoin("audit_decline", (join) =>
      join.on(
        "audit_decline.id",
        "=",
        sql<string>`(select max(latest.id) from audit_decline as latest where latest.audit_id = audit.id)`,
      ),
    )
    .leftJoin("one_person as decliner", "decliner.record_id", "audit_decline.person_id")
    .leftJoin("audit_conflict", (join) =>
      join.on(
        "audit_conflict.id",
        "=",
        sql<string>`(select latest.id from audit_conflict as latest
          where latest.audit_id = audit.id and latest.part = 'auditor'
            and latest.settled_how in ('sent-back', 'reassigned')
          order by latest.settled_at desc, latest.id desc limit 1)`,
      ),
    )
    .leftJoin("one_person as barred", "barred.record_id", "audit_conflict.person_id")
    .select(["audit.id", "audit.due_on", "case_record.reference", "exercise.title"])
    .select(["exercise.id as exercise_id", "exercise.released_at", "lead.name as lead_name"])
    .select(["lead.active as lead_active", "audit_decline.declined_at", "audit_decline.reason"])
    .select(["decliner.name as decliner_name", "barred.name as barred_name"])
    .select(["audit_conflict.rules", "audit_conflict.settled_how", "audit_conflict.settled_at"])
    .where("exercise.graded", "=", 1)
    .where("exercise.state", "in", underWay)
    .where("audit.auditor_id", "is", null)
    .where("audit.state", "in", openToAuditor)
    .where((eb) => meantFor(asked)(eb as never))
    .orderBy("audit.due_on")
    .orderBy("audit.id")
    .limit(mostOfAKind)
    .execute();
  return rows.map((row) => ({
    kind: "no-auditor",
    subject: `case ${row.reference}`,
    count: 1,
    since: row.released_at,
    ...whyNobody(row),
    dueOn: row.due_on,
    list: paths.exercises.one(row.exercise_id),
    href: paths.exercises.changeAudits(row.exercise_id, { do: "reallocate", audit: row.id }),
    place: row.title,
    meant: row.lead_active === 1 ? row.lead_name : null,
  }));
}

/**
 * Audits that were selected and that no moderator has: none may take them, everyone who may has
 * read their grades, or none was planned.
 */
export async function moderationsWithNobody(db: Db, asked: Asked): Promise<AttentionFact[]> {
  const rows = await db
    .selectFrom("moderation")
    .innerJoin("exercise", "exercise.id", "moderation.exercise_id")
    .innerJoin("one_person as lead", "lead.record_id", "exercise.lead_id")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .select(["audit.id", "case_record.reference", "exercise.title"])
    .select(["exercise.id as exercise_id", "exercise.moderation_due_on"])
    .select(["moderation.selected_at", "lead.name as lead_name", "lead.active as lead_active"])
    .where("exercise.state", "in", underWay)
    .where((eb) => eb.or([eb("moderation.moderator_id", "is", null), isVoid(eb as never)]))
    .where("moderation.state", "=", "selected")
    .where("audit.state", "=", "selected")
    .where((eb) => meantFor(asked)(eb as never))
    .orderBy("moderation.selected_at")
    .orderBy("moderation.id")
    .limit(mostOfAKind)
    .execute();
  return rows.map((row) => ({
    kind: "no-moderator",
    subject: `case ${row.reference}`,
    count: 1,
    since: row.selected_at,
    dueOn: row.moderation_due_on,
    href: paths.exercises.moderator(row.exercise_id, row.id),
    list: paths.exercises.moderation(row.exercise_id),
    place: row.title,
    meant: row.lead_active === 1 ? row.lead_name : null,
  }));
}

/** Concerns of the exercise that nobody has acknowledged; the reader's own implication bars them. */
export async function concernsWaiting(db: Db, asked: Asked): Promise<AttentionFact[]> {
  const exerciseId = asked.exerciseId ?? "";
  const rows = await db
    .selectFrom("concern")
    .innerJoin("case_record", "case_record.id", "concern.case_id")
    .select(["concern.id", "case_record.reference", "raised_at"])
    .where("acknowledged_at", "is", null)
    .where((eb) => notBypassing(eb as never, asked.readerId))
    .where((eb) =>
      eb.or([
        eb("exercise_id", "=", exerciseId),
        eb(
          "audit_id",
          "in",
          eb.selectFrom("audit").select("audit.id").where("audit.exercise_id", "=", exerciseId),
        ),
      ]),
    )
    .orderBy("concern.raised_at")
    .orderBy("concern.id")
    .limit(mostOfAKind)
    .execute();
  return rows.map((row) => ({
    kind: "concern",
    subject: row.reference,
    count: 1,
    since: row.raised_at,
    href: paths.concerns.one(row.id),
    place: "",
    meant: null,
  }));
}

/** How many audits of the exercise are late, since the first of them was due. */
export async function lateAudits(db: Db, asked: AttentionAsked): Promise<AttentionFact[]> {
  const { exerciseId, today } = asked;
  if (exerciseId === null) return [];
  const late = await db
    .selectFrom("audit")
    .select(countAll.as("count"))
    .select((eb) => eb.fn.min("due_on").as("since"))
    .where("exercise_id", "=", exerciseId)
    .where("state", "in", openToAuditor)
    .where("due_on", "<", today)
    .executeTakeFirstOrThrow();
  if (late.count === 0) return [];
  return [
    {
      kind: "audits-late",
      subject: "",
      count: late.count,
      since: late.since,
      href: paths.exercises.one(exerciseId, { late: "yes" }),
      place: "",
      meant: null,
    },
  ];
}

/** Re-audits that wait for an auditor, wherever their case was audited. */
export async function unscopedReAuditsWaiting(
  db: Db,
  whose: ReAuditsFor,
): Promise<AttentionFact[]> {
  const { count, since } = await countReAuditsToAllocate(db, whose);
  if (count === 0) return [];
  const href = paths.reAudits.list();
  return [{ kind: "re-audits", subject: "", count, since, href, place: "", meant: null }];
}
