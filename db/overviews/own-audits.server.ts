/**
 * Owns what became of someone's own audits: those they audited, those they moderated, and those of
 * their work.
 * Practice: final ones alone, so that nothing is kept from anyone any more; nobody's but one's own.
 */
import { type SqlBool, sql } from "kysely";
import { unfinishedStatuses } from "~/rules/learning-log/learning-log";
import type { Outcome } from "~/rules/moderation/moderation";
import { isJudgement, type Judgement } from "~/rules/tools/grades";
import { isBlind } from "../audits/blind.server";
import { recordsOf } from "../core/one-person.server";
import type { Db } from "../core/open.server";

export const ownParts = ["auditor", "moderator", "practitioner"] as const;
export type OwnPart = (typeof ownParts)[number];

export type OwnAudit = {
  id: string;
  caseReference: string;
  teamName: string;
  month: string;
  /** The overall grade as this person first gave it; null in what is of their work. */
  own: Judgement | null;
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

/** Which audits a page shows, by an index that leads to one's own: final ones, and none kept from them. */
async function listIds(
  db: Db,
  { own, personId }: { own: readonly string[]; personId: string },
  part: OwnPart,
  page: Page,
): Promise<string[]> {
  const rows =
    part === "moderator"
      ? await db
          .selectFrom("moderation")
          .innerJoin("audit", "audit.id", "moderation.audit_id")
          .select("audit.id")
          .where("moderation.moderator_id", "in", own)
          .where("moderation.state", "=", "decided")
          .where("audit.state", "=", "final")
          .where((eb) => eb.not(isBlind(eb.ref("audit.id"), [personId])))
          .orderBy("moderation.decided_at", "desc")
          .orderBy("moderation.id")
          .limit(page.limit)
          .offset(page.skip)
          .execute()
      : await db
          .selectFrom("audit")
          .select("id")
          .where(part === "auditor" ? "auditor_id" : "worker_id", "in", own)
          // As it stands in the partial index, which a bound value does not match.
          .where(sql<SqlBool>`state = 'final'`)
          .where((eb) => eb.not(isBlind(eb.ref("audit.id"), [personId])))
          .orderBy("final_at", "desc")
          .orderBy("id")
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
    .select("exercise.month")
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
    .select(countActions(sql`1 = 1`).as("raised"))
    .select(
      countActions(sql`action.status in (${sql.join([...unfinishedStatuses])})`).as("unfinished"),
    )
    .where("audit.id", "in", ids)
    .execute();
  const judged = (code: string | null) => (code !== null && isJudgement(code) ? code : null);
  return rows
    .toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))
    .map(({ own, final, outcome, ...row }) => ({
      ...row,
      own: part === "practitioner" ? null : judged(own),
      final: judged(final),
      outcome: outcome as Outcome | null,
    }));
}
