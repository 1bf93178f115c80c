/**
 * Owns the responses of teams to the report of a cycle: asked, read, answered, agreed.
 * Practice: one a team and cycle; read with whoever answered, agreed it or sent it back.
 */
import { sql } from "kysely";
import type { Access } from "~/rules/access/access";
import type { Scope } from "~/rules/access/permission";
import type { Db } from "../core/open.server";
import { inScope } from "../core/scope.server";
import { answeredFromAbove, listAbove } from "./responders.server";

export type TeamResponse = {
  id: string;
  exerciseId: string;
  exerciseTitle: string;
  exerciseMonth: string;
  teamId: string;
  teamName: string;
  serviceId: string;
  askedAt: string;
  dueOn: string;
  readAt: string | null;
  answeredAt: string | null;
  answeredBy: string | null;
  comment: string;
  noneNeededReason: string;
  /** Since when the answer waits to be agreed. */
  toAgreeSince: string | null;
  agreedAt: string | null;
  agreedBy: string | null;
  /** When it was last sent back, by whom, and what was missing. */
  sentBackAt: string | null;
  sentBackBy: string | null;
  missing: string;
  version: number;
  access: Access;
};

export const responseQuery = (db: Db) =>
  db
    .selectFrom("response")
    .innerJoin("exercise", "exercise.id", "response.exercise_id")
    .innerJoin("team", "team.id", "response.team_id")
    .innerJoin("service", "service.id", "team.service_id")
    .leftJoin("one_person as person", "person.record_id", "response.answered_by")
    .leftJoin("one_person as absent", "absent.record_id", "response.answered_for")
    .leftJoin("one_person as agreeing", "agreeing.record_id", "response.agreed_by")
    .leftJoin("one_person as sending", "sending.record_id", "response.sent_back_by")
    .selectAll("response")
    .select(["exercise.title", "exercise.month", "team.name as team_name", "team.service_id"])
    .select(["person.name as answered_by_name", "person.id as answerer", "absent.id as absentee"])
    .select(["agreeing.name as agreed_by_name", "sending.name as sent_back_by_name"]);

type ResponseRow = Awaited<ReturnType<ReturnType<typeof responseQuery>["execute"]>>[number];

export const asResponse = (row: ResponseRow): TeamResponse => ({
  id: row.id,
  exerciseId: row.exercise_id,
  exerciseTitle: row.title,
  exerciseMonth: row.month,
  teamId: row.team_id,
  teamName: row.team_name,
  serviceId: row.service_id,
  askedAt: row.asked_at,
  dueOn: row.due_on,
  readAt: row.read_at,
  answeredAt: row.answered_at,
  answeredBy: row.answered_by_name,
  comment: row.comment,
  noneNeededReason: row.none_needed_reason,
  toAgreeSince: row.to_agree_since,
  agreedAt: row.agreed_at,
  agreedBy: row.agreed_by_name,
  sentBackAt: row.sent_back_at,
  sentBackBy: row.sent_back_by_name,
  missing: row.missing,
  version: row.version,
  access: {
    teamId: row.team_id,
    serviceId: row.service_id,
    people: { doer: [row.answerer, row.absentee] },
  },
});

/** One response with its access, which says who answers in the manager's place; null for none. */
export async function findResponse(db: Db, id: string): Promise<TeamResponse | null> {
  const row = await responseQuery(db).where("response.id", "=", id).executeTakeFirst();
  if (!row) return null;
  const { access, ...response } = asResponse(row);
  const above = await listAbove(db, response);
  return { ...response, access: { ...access, people: { ...access.people, above } } };
}

/** The response of a team to a cycle; null when it was not asked. */
export async function findTeamResponse(
  db: Db,
  exerciseId: string,
  teamId: string,
): Promise<TeamResponse | null> {
  const row = await responseQuery(db)
    .where("response.exercise_id", "=", exerciseId)
    .where("response.team_id", "=", teamId)
    .executeTakeFirst();
  return row ? asResponse(row) : null;
}

/** The responses within a scope, of one exercise or one team, the latest cycle first. */
export async function listResponses(
  db: Db,
  scope: Scope,
  { exerciseId, teamId }: { exerciseId?: string; teamId?: string },
  limit = 100,
): Promise<TeamResponse[]> {
  let query = responseQuery(db)
    .where((eb) =>
      inScope(eb as never, scope, {
        team: eb.ref("response.team_id"),
        service: eb.ref("team.service_id"),
      }),
    )
    .orderBy("exercise.month", "desc")
    .orderBy("response.asked_at", "desc")
    .orderBy("service.position")
    .orderBy("team.position")
    .orderBy("team.name")
    .limit(limit);
  if (exerciseId) query = query.where("response.exercise_id", "=", exerciseId);
  if (teamId) query = query.where("response.team_id", "=", teamId);
  return (await query.execute()).map(asResponse);
}

/** Responses asked for and not answered, the most pressing first; scope of "reports.respond". */
export async function listResponsesDue(
  db: Db,
  scope: Scope,
): Promise<(TeamResponse & { fromAbove: boolean })[]> {
  const rows = await responseQuery(db)
    // A number, which both drivers return alike.
    .select((eb) =>
      sql<number>`case when ${answeredFromAbove(eb as never, scope)} then 1 else 0 end`.as(
        "from_above",
      ),
    )
    .where("response.answered_at", "is", null)
    .where((eb) =>
      eb.or([
        inScope(eb as never, scope, {
          team: eb.ref("response.team_id"),
          service: eb.ref("team.service_id"),
        }),
        answeredFromAbove(eb as never, scope),
      ]),
    )
    .orderBy("response.due_on")
    .orderBy("response.id")
    .limit(50)
    .execute();
  return rows.map((row) => ({ ...asResponse(row), fromAbove: row.from_above === 1 }));
}
