/**
 * Owns what came since a day, for the briefing of a feedback session: what was seen across the whole
 * service, and the actions that were done.
 * Practice: only what is settled: themes of signed-off meetings, findings of closed exercises, actions
 * above the level of a child. Its cost is that of the time since, never of all that ever was.
 */
import { sql } from "kysely";
import type { ActionStatus } from "~/rules/learning-log/learning-log";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";

/** After the first day (YYYY-MM-DD), up to and with the last, as London has them. */
export type Since = {
  from: string;
  to: string /** UTC ISO instants of the same. */;
  begin: string;
  end: string;
};

/** Something seen across the service, with how many cases; null where nobody counted. */
export type SeenAcross = {
  id: string;
  kind: "strength" | "development";
  text: string;
  cases: number | null;
  exerciseTitle: string;
  fromPanel: boolean;
};

const most = 40;

/** What panels saw since, and what samples and thematic audits that closed since found. */
export async function unscopedSeenSince(db: Db, { begin, end }: Since): Promise<SeenAcross[]> {
  const seen = await db
    .selectFrom("finding")
    .innerJoin("exercise", "exercise.id", "finding.exercise_id")
    .select(["finding.id", "finding.kind", "finding.text", "finding.case_count as cases"])
    .select("exercise.title as exerciseTitle")
    .where("finding.audit_id", "is", null)
    .where("finding.made_at", ">=", begin)
    .where("finding.made_at", "<", end)
    .where("exercise.kind", "=", "core")
    .orderBy("finding.made_at")
    .orderBy("finding.id")
    .limit(most)
    .execute();
  const found = await db
    .selectFrom("exercise")
    .innerJoin("finding", "finding.exercise_id", "exercise.id")
    .select(["finding.id", "finding.kind", "finding.text", "finding.case_count as cases"])
    .select("exercise.title as exerciseTitle")
    .where("exercise.closed_at", ">=", begin)
    .where("exercise.closed_at", "<", end)
    .where("exercise.state", "=", "closed")
    .where("exercise.kind", "<>", "core")
    .where("finding.audit_id", "is", null)
    .orderBy("exercise.closed_at")
    .orderBy("finding.made_at")
    .orderBy("finding.id")
    .limit(most)
    .execute();
  return [
    ...seen.map((one) => ({ ...one, fromPanel: true })),
    ...found.map((one) => ({ ...one, fromPanel: false })),
  ];
}

/** How many exercises closed since, by kind. */
export const countClosedSince = (db: Db, { begin, end }: Since) =>
  db
    .selectFrom("exercise")
    .select(["kind", countAll.as("count")])
    .where("closed_at", ">=", begin)
    .where("closed_at", "<", end)
    .where("state", "=", "closed")
    .where("only_re_audits", "=", 0)
    .groupBy("kind")
    .execute();

export type DoneSince = { id: string; status: ActionStatus; what: string; impact: string };

const done = ["completed", "verified"] as const satisfies readonly ActionStatus[];

/** Actions above the level of a child completed since: how many, and the latest of them verified first. */
export async function unscopedDoneSince(
  db: Db,
  { from, to }: Since,
): Promise<{ count: number; verified: number; latest: DoneSince[] }> {
  const since = db
    .selectFrom("action")
    .where("completed_on", ">", from)
    .where("completed_on", "<=", to)
    .where("level", "<>", "child")
    .where("status", "in", [...done]);
  const [counts, latest] = await Promise.all([
    since
      .select(["status", countAll.as("count")])
      .groupBy("status")
      .execute(),
    since
      .select(["id", "status", "what", "impact"])
      .orderBy(sql`case when status = 'verified' then 0 else 1 end`)
      .orderBy("completed_on", "desc")
      .orderBy("reference", "desc")
      .limit(4)
      .execute(),
  ]);
  const of = (status: string) => counts.find((one) => one.status === status)?.count ?? 0;
  return {
    count: of("completed") + of("verified"),
    verified: of("verified"),
    latest: latest.map((one) => ({ ...one, status: one.status as ActionStatus })),
  };
}

/** The names that a briefing leaves out: of everyone on the staff, and of teams. */
export async function unscopedNotNamed(db: Db): Promise<{ people: string[]; teams: string[] }> {
  const [people, teams] = await Promise.all([
    db.selectFrom("person").select("name").distinct().execute(),
    db.selectFrom("team").select("name").distinct().execute(),
  ]);
  return { people: people.map(({ name }) => name), teams: teams.map(({ name }) => name) };
}
