/**
 * Owns the responses of teams to the report of a cycle: asked, read, answered.
 * Practice: one a team and cycle; an answer and its actions are written together; asking again
 * moves the date and leaves its event.
 */
import { sql } from "kysely";
import { paths } from "~/paths";
import type { Access } from "~/rules/access/access";
import type { Scope } from "~/rules/access/permission";
import { grades } from "~/rules/tools/scale";
import { listManagersOf } from "../access/readers.server";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { inScope } from "../core/scope.server";
import { mustChange } from "../core/versions.server";
import { addMessages } from "../messages/outbox.server";
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
  version: number;
  access: Access;
};

const responseQuery = (db: Db) =>
  db
    .selectFrom("response")
    .innerJoin("exercise", "exercise.id", "response.exercise_id")
    .innerJoin("team", "team.id", "response.team_id")
    .innerJoin("service", "service.id", "team.service_id")
    .leftJoin("one_person as person", "person.record_id", "response.answered_by")
    .selectAll("response")
    .select(["exercise.title", "exercise.month", "team.name as team_name", "team.service_id"])
    .select("person.name as answered_by_name");

type ResponseRow = Awaited<ReturnType<ReturnType<typeof responseQuery>["execute"]>>[number];

const asResponse = (row: ResponseRow): TeamResponse => ({
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
  version: row.version,
  access: { teamId: row.team_id, serviceId: row.service_id, people: {} },
});

/** One response with its access, which says who answers in the manager's place; null for none. */
export async function findResponse(db: Db, id: string): Promise<TeamResponse | null> {
  const row = await responseQuery(db).where("response.id", "=", id).executeTakeFirst();
  if (!row) return null;
  const { access, ...response } = asResponse(row);
  const above = await listAbove(db, response);
  return { ...response, access: { ...access, people: { above } } };
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

/**
 * Asks every team that answers for graded work of a closed cycle for its response, each once;
 * returns how many were asked now.
 */
export async function addResponses(
  tx: Tx,
  stamp: Stamp,
  { exerciseId, dueOn }: { exerciseId: string; dueOn: string },
): Promise<number> {
  const teams = await tx
    .selectFrom("tally")
    .innerJoin("team", "team.id", "tally.team_id")
    .select(["team.id", "team.service_id as serviceId"])
    .distinct()
    .where("exercise_id", "=", exerciseId)
    .where("basis", "=", "final")
    .where("judgement", "in", grades)
    .orderBy("team.id")
    .execute();
  let asked = 0;
  for (const team of teams) {
    const id = newId();
    const result = await tx
      .insertInto("response")
      .values({
        id,
        exercise_id: exerciseId,
        team_id: team.id,
        asked_at: stamp.at,
        due_on: dueOn,
        comment: "",
        none_needed_reason: "",
      })
      .onConflict((c) => c.columns(["exercise_id", "team_id"]).doNothing())
      .executeTakeFirst();
    if (result.numInsertedOrUpdatedRows === 0n) continue;
    asked += 1;
    await appendEvent(tx, stamp, {
      stream: `response:${id}`,
      kind: "response.asked",
      after: { exerciseId, teamId: team.id, dueOn },
    });
    await tellTeam(tx, stamp, { id, teamId: team.id, serviceId: team.serviceId }, 1, dueOn);
  }
  return asked;
}

/** Tells those who answer for a team that its report waits, by when. */
async function tellTeam(
  tx: Tx,
  stamp: Stamp,
  response: Pick<TeamResponse, "id" | "teamId" | "serviceId">,
  version: number,
  due: string,
): Promise<void> {
  const managers = await listManagersOf(tx, response);
  await addMessages(
    tx,
    stamp,
    managers.map((to) => ({
      to,
      kind: "response-asked" as const,
      key: `${response.id}:${version}`,
      link: paths.responses.one(response.id),
      due,
    })),
  );
}

/** Notes the first time the report was opened by whoever is to answer; later times change nothing. */
export async function saveResponseRead(tx: Tx, stamp: Stamp, id: string): Promise<void> {
  const result = await tx
    .updateTable("response")
    .set({ read_at: stamp.at })
    .where("id", "=", id)
    .where("read_at", "is", null)
    .executeTakeFirstOrThrow();
  if (result.numUpdatedRows === 0n) return;
  await appendEvent(tx, stamp, { stream: `response:${id}`, kind: "response.read" });
}

/** Asks again by another date; throws Conflict when the response changed meanwhile. */
export async function saveResponseDue(
  tx: Tx,
  stamp: Stamp,
  response: Pick<TeamResponse, "id" | "teamId" | "serviceId" | "version" | "dueOn">,
  dueOn: string,
): Promise<void> {
  const stream = `response:${response.id}` as const;
  const result = await tx
    .updateTable("response")
    .set({ due_on: dueOn, version: response.version + 1 })
    .where("id", "=", response.id)
    .where("version", "=", response.version)
    .where("answered_at", "is", null)
    .executeTakeFirstOrThrow();
  mustChange(stream, result);
  await appendEvent(tx, stamp, {
    stream,
    kind: "response.asked-again",
    before: { dueOn: response.dueOn },
    after: { dueOn },
  });
  await tellTeam(tx, stamp, response, response.version + 1, dueOn);
}
