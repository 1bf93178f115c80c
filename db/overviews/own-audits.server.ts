/**
 * Owns someone's own audits and what became of them: those they audited, those they moderated, and
 * those of their work.
 * Practice: nobody's but one's own; of one that is not final nothing but how it stands and the grade
 * they gave it themselves.
 */
import { type ExpressionBuilder, type SqlBool, sql } from "kysely";
import type { AuditState } from "~/rules/audits/audits";
import { unfinishedStatuses } from "~/rules/learning-log/learning-log";
import type { Outcome } from "~/rules/moderation/moderation";
import { isJudgement, type Judgement } from "~/rules/tools/grades";
import { isBlind } from "../audits/blind.server";
import { isNotWithdrawn } from "../core/counted.server";
import { recordsOf } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import type { Schema } from "../core/schema";

export const ownParts = ["auditor", "moderator", "practitioner"] as const;
export type OwnPart = (typeof ownParts)[number];

export type OwnAudit = {
  id: string;
  caseReference: string;
  teamName: string;
  month: string;
  state: AuditState;
  /** They are to grade it and have not done so: nothing of it is shown to them. */
  kept: boolean;
  /** It was submitted at least once. */
  submitted: boolean;
  /** The overall grade as this person first gave it; null before, and in what is of their work. */
  own: Judgement | null;
  /** Null until it is final, like the outcome and the actions. */
  final: Judgement | null;
  /** What the panel made of it; null where it was not moderated. */
  outcome: Outcome | null;
  raised: number;
  unfinished: number;
};

/** The overall judgement of one source as it was first given, by one of these people where named. */
const overallOf = (source: "auditor" | "moderator" | "final", by?: readonly string[]) => sql<
  string | null
>`(
  select judgement from judgement as given where given.audit_id = audit.id
    and given.area = 'overall' and given.source = ${source}
    ${by ? sql`and given.made_by in (${sql.join([...by])})` : sql``} order by given.round limit 1)`;

const countActions = (where: ReturnType<typeof sql<SqlBool>>) => sql<number>`(
  select cast(count(*) as integer) from action where action.audit_id = audit.id and ${where})`;

type Page = { limit: number; skip: number };

/** Those of one's own that are open, by an index that leads to them; what is over and kept is left out. */
const listed = (eb: ExpressionBuilder<Schema, "audit" | "exercise">, personId: string) =>
  eb.and([
    eb("exercise.graded", "=", 1),
    eb("exercise.released_at", "is not", null),
    eb.or([eb("audit.state", "<>", "final"), eb.not(isBlind(eb.ref("audit.id"), [personId]))]),
  ]);

async function listIds(
  db: Db,
  { own, personId }: { own: readonly string[]; personId: string },
  part: OwnPart,
  page: Page,
): Promise<string[]> {
  if (part === "moderator") {
    const rows = await db
      .selectFrom("moderation")
      .innerJoin("audit", "audit.id", "moderation.audit_id")
      .innerJoin("exercise", "exercise.id", "audit.exercise_id")
      .select("audit.id")
      .where("moderation.moderator_id", "in", own)
      .where((eb) => listed(eb, personId))
      // An audit that came back and was moderated again stands there once.
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("moderation as later")
              .select("later.id")
              .whereRef("later.audit_id", "=", "moderation.audit_id")
              .whereRef("later.round", ">", "moderation.round")
              .where("later.moderator_id", "in", own),
          ),
        ),
      )
      .orderBy("moderation.id", "desc")
      .limit(page.limit)
      .offset(page.skip)
      .execute();
    return rows.map(({ id }) => id);
  }
  const whose = part === "auditor" ? "audit.auditor_id" : "audit.worker_id";
  const rows = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .select("audit.id")
    .where(whose, "in", own)
    .where((eb) => listed(eb, personId))
    // A practitioner hears of an audit once it is begun.
    .$if(part === "practitioner", (query) =>
      query
        .where("audit.state", "<>", "allocated")
        .where((eb) => eb.or([isNotWithdrawn(), eb("audit.submitted_at", "is not", null)])),
    )
    .orderBy("audit.id", "desc")
    .limit(page.limit)
    .offset(page.skip)
    .execute();
  return rows.map(({ id }) => id);
}

/** The latest first; `limit` of them after the first `skip`. */
export async function listOwnAudits(
  db: Db,
  personId: string,
  part: OwnPart,
  page: Page,
): Promise<OwnAudit[]> {
  // Read first: as a subquery they look like many, and the index of another column is taken.
  const records = await db
    .selectFrom("person")
    .select("id")
    .where("id", "in", recordsOf(personId))
    .execute();
  const own = records.map(({ id }) => id);
  const ids = await listIds(db, { own, personId }, part, page);
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .select(["audit.id", "case_record.reference as caseReference", "team.name as teamName"])
    .select(["exercise.month", "audit.state", "audit.submitted_at as submittedAt"])
    .select(overallOf(part === "moderator" ? "moderator" : "auditor", own).as("own"))
    .select(overallOf("final").as("final"))
    .select((eb) =>
      eb
        .selectFrom("moderation as decided")
        .select("decided.outcome")
        .whereRef("decided.audit_id", "=", "audit.id")
        .where("decided.state", "=", "decided")
        .limit(1)
        .as("outcome"),
    )
    .select((eb) =>
      eb
        .case()
        .when(isBlind(eb.ref("audit.id"), [personId]))
        .then(1)
        .else(0)
        .end()
        .as("kept"),
    )
    .select(countActions(sql`1 = 1`).as("raised"))
    .select(
      countActions(sql`action.status in (${sql.join([...unfinishedStatuses])})`).as("unfinished"),
    )
    .where("audit.id", "in", ids)
    .execute();
  const judged = (code: string | null) => (code !== null && isJudgement(code) ? code : null);
  return rows
    .toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))
    .map(({ own, final, outcome, submittedAt, kept, ...row }) => ({
      ...row,
      kept: kept === 1,
      state: row.state as AuditState,
      submitted: submittedAt !== null,
      own: part === "practitioner" ? null : judged(own),
      ...(row.state === "final"
        ? { final: judged(final), outcome: outcome as Outcome | null }
        : { final: null, outcome: null, raised: 0, unfinished: 0 }),
    }));
}
