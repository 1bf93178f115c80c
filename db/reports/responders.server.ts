/**
 * Owns who answers for a team's report: its manager, and while it has none whoever manages its
 * service.
 * Practice: asked anew each time, so that it goes to a new manager, or to one who is back, at once.
 */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import { paths } from "~/paths";
import type { Role } from "~/rules/access/people";
import type { Scope } from "~/rules/access/permission";
import { formatMonth } from "~/rules/core/dates";
import { type AttentionFact, mostOfAKind } from "~/rules/home/attention";
import { listServiceManagersOf, teamAndSuccessors } from "../access/readers.server";
import type { Stamp } from "../core/events.server";
import { whoIn } from "../core/one-person.server";
import { type Db, transact } from "../core/open.server";
import type { Schema } from "../core/schema";
import { addMessages, type NewMessage } from "../messages/outbox.server";

type OfTeam = ExpressionBuilder<Schema, "team">;

type OfHeld = ExpressionBuilder<Schema & { held: Schema["role_grant"] }, "held" | "team">;

/** A role reaches the team of the query around. */
const reachesTeam = (eb: OfHeld): Expression<SqlBool> =>
  eb.or([
    eb("held.reach", "=", "all"),
    eb("held.team_id", "in", teamAndSuccessors(sql.ref<string>("team.id"))),
    eb("held.service_id", "=", sql.ref<string>("team.service_id")),
  ]);

type Only = { people?: readonly string[]; signingIn?: true; otherThan?: Expression<SqlBool> };

/** The holder has not given the answer of the query around, nor is it given in their place. */
export const notTheDoer = sql<SqlBool>`holder.id not in (
  coalesce(${whoIn("response.answered_by")}, ''), coalesce(${whoIn("response.answered_for")}, ''))`;

/** Someone active holds the role for the team of the query around. */
export function isHeld(eb: OfTeam, role: Role, only: Only = {}): Expression<SqlBool> {
  let holders = eb
    .selectFrom("role_grant as held")
    .innerJoin("person as holder", "holder.id", "held.person_id")
    .select("held.id")
    .where("holder.active", "=", 1)
    .where("held.role", "=", role)
    .where((one) => reachesTeam(one as never));
  if (only.people) holders = holders.where("holder.id", "in", [...only.people]);
  if (only.otherThan) holders = holders.where(only.otherThan);
  if (only.signingIn) {
    holders = holders.where("holder.id", "in", (own) =>
      own.selectFrom("auth_account").select("person_id").where("password_hash", "<>", ""),
    );
  }
  return eb.exists(holders);
}

/** Teams that someone of this scope answers for because they have no manager of their own. */
export function answeredFromAbove(eb: OfTeam, scope: Scope): Expression<SqlBool> {
  const people = [
    ...(scope.relations.includes("above") ? [scope.personId] : []),
    ...scope.absent
      .filter(({ relations }) => relations.includes("above"))
      .map(({ personId }) => personId),
  ];
  if (people.length === 0) return sql<SqlBool>`1 = 0`;
  return eb.and([isHeld(eb, "service-manager", { people }), eb.not(isHeld(eb, "team-manager"))]);
}

/** Who answers for a team in its manager's place; nobody while it has one. */
export async function listAbove(
  db: Db,
  team: { teamId: string; serviceId: string },
): Promise<string[]> {
  const without = await db
    .selectFrom("team")
    .select("id")
    .where("id", "=", team.teamId)
    .where((eb) => eb.not(isHeld(eb, "team-manager")))
    .executeTakeFirst();
  return without ? listServiceManagersOf(db, team) : [];
}

const waiting = (db: Db) =>
  db
    .selectFrom("response")
    .innerJoin("team", "team.id", "response.team_id")
    .innerJoin("exercise", "exercise.id", "response.exercise_id")
    .where("response.answered_at", "is", null)
    .orderBy("response.id");

/** What an answer is asked for by: the first time, or because something was missing. */
export const askingKind = (sentBackAt: string | null) =>
  sentBackAt === null ? "response-asked" : "response-sent-back";

/**
 * Tells whoever answers for a team by now of what waits for it, each once: a new manager, one who is
 * back, or the service manager once there is none. A job of the server runs it every minute.
 */
export async function tellResponders(db: Db, stamp: Stamp & { actorId: null }): Promise<void> {
  const rows = await waiting(db)
    .select(["response.id", "response.version", "response.due_on as due"])
    .select("response.sent_back_at as sentBackAt")
    .select(["team.id as teamId", "team.service_id as serviceId"])
    .execute();
  if (rows.length === 0) return;
  const managers = await listManagersOfWaiting(db);
  const messages = rows.flatMap(({ id, version, due, sentBackAt }): NewMessage[] => {
    const kind = askingKind(sentBackAt);
    const link = paths.responses.one(id);
    const key = `${id}:${version}`;
    const own = managers.filter((one) => one.id === id);
    const nearest = own.filter(({ role }) => role === "team-manager");
    const people = new Set((nearest.length > 0 ? nearest : own).map(({ to }) => to));
    return [...people].map((to) => ({ to, kind, key, link, due }));
  });
  await transact(db, (tx) => addMessages(tx, stamp, messages));
}

const ofResponses = (db: Db) =>
  db.selectFrom("response").innerJoin("team", "team.id", "response.team_id");

/** Who holds these roles for the team of each response, by its id. */
const holdersOf = (db: Db, roles: readonly Role[]) =>
  ofResponses(db)
    .innerJoin("role_grant as held", (join) =>
      join.on((eb) => reachesTeam(eb as never)).on("held.role", "in", [...roles]),
    )
    .innerJoin("person as holder", "holder.id", "held.person_id")
    .select(["response.id", "held.role", "holder.id as to"])
    .where("holder.active", "=", 1)
    .orderBy("response.id")
    .orderBy("holder.id");

/** Who manages the team of each waiting response, or its service, as `listManagersOf` has it of one. */
const listManagersOfWaiting = (db: Db) =>
  holdersOf(db, ["team-manager", "service-manager"])
    .where("response.answered_at", "is", null)
    .execute();

/** Who manages the service of each of these responses. */
export async function listServiceManagersFor(
  db: Db,
  responseIds: readonly string[],
): Promise<{ id: string; to: string }[]> {
  if (responseIds.length === 0) return [];
  return holdersOf(db, ["service-manager"])
    .where("response.id", "in", [...responseIds])
    .execute();
}

/** Neither the team nor, in its place, its service has a manager who signs in. */
export const isAnsweredByNobody = (eb: OfTeam): Expression<SqlBool> =>
  eb.and([
    eb.not(isHeld(eb, "team-manager", { signingIn: true })),
    eb.or([isHeld(eb, "team-manager"), eb.not(isHeld(eb, "service-manager", { signingIn: true }))]),
  ]);

/** A service manager who signs in is there to agree the answer, other than whoever gave it. */
export const isAgreedByService = (eb: OfTeam): Expression<SqlBool> =>
  isHeld(eb, "service-manager", { signingIn: true, otherThan: notTheDoer });

/** Responses that nobody can give, of one exercise or of all. */
export async function responsesWithNobody(
  db: Db,
  { exerciseId }: { exerciseId: string | null },
): Promise<AttentionFact[]> {
  const rows = await waiting(db)
    .$if(exerciseId !== null, (query) => query.where("exercise.id", "=", exerciseId ?? ""))
    .select(["response.asked_at", "response.due_on", "team.name", "exercise.month"])
    .select(["exercise.id as exerciseId", "exercise.title"])
    .where((eb) => isAnsweredByNobody(eb as never))
    .limit(mostOfAKind)
    .execute();
  return rows.map((row) => ({
    kind: "response-nobody",
    subject: row.name,
    count: 1,
    detail: `report of ${formatMonth(row.month)}`,
    since: row.asked_at,
    dueOn: row.due_on,
    href: paths.exercises.responses(row.exerciseId),
    place: row.title,
    meant: null,
  }));
}
