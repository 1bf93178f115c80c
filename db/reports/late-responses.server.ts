/**
 * Owns what becomes of answers that are late: they go to the service manager, and then to the QA
 * lead, each told once.
 * Practice: looked for by date, so that the cost follows what is open; another date begins anew.
 */
import { sql } from "kysely";
import { paths } from "~/paths";
import type { Scope } from "~/rules/access/permission";
import { dateInLondon } from "~/rules/core/dates";
import { lateSince, type Step, stepOfLate } from "~/rules/reports/responses";
import { unscopedQaLeads } from "../access/readers.server";
import type { Stamp } from "../core/events.server";
import { type Db, transact } from "../core/open.server";
import { inScope } from "../core/scope.server";
import { findSettings } from "../core/settings.server";
import { isSeenToBy } from "../exercises/leads.server";
import { addMessages, type NewMessage } from "../messages/outbox.server";
import { isAnsweredByNobody, isHeld, listServiceManagersFor } from "./responders.server";

export type LateResponse = {
  id: string;
  exerciseId: string;
  teamName: string;
  month: string;
  dueOn: string;
};

const most = 200;

/** Answers late by so many working days, which someone can give, the oldest first. */
const late = (db: Db, today: string, days: number) =>
  db
    .selectFrom("response")
    .innerJoin("exercise", "exercise.id", "response.exercise_id")
    .innerJoin("team", "team.id", "response.team_id")
    .select(["response.id", "exercise.id as exerciseId", "team.name as teamName"])
    .select(["exercise.month", "response.due_on as dueOn"])
    // Without a manager of its own, its service manager gives it: the lead chases them.
    .select((eb) => {
      const chased = eb.and([
        isHeld(eb as never, "team-manager", { signingIn: true }),
        isHeld(eb as never, "service-manager", { signingIn: true }),
      ]);
      return sql<number>`case when ${chased} then 1 else 0 end`.as("chased");
    })
    .where("response.answered_at", "is", null)
    .where("response.due_on", "<=", lateSince(today, days))
    .where((eb) => eb.not(isAnsweredByNobody(eb as never)))
    .orderBy("response.due_on")
    .orderBy("team.name")
    .limit(most);

type Row = Awaited<ReturnType<ReturnType<typeof late>["execute"]>>[number];
type Now = { today: string; days: number };

const stepOf = (row: Row, now: Now): Step => stepOfLate(row, { ...now, chased: row.chased === 1 });

const asLate = ({ chased: _, ...row }: Row): LateResponse => row;

/** Late answers that have come to whoever leads the exercise. */
export async function listLateForLead(db: Db, personId: string, now: Now): Promise<LateResponse[]> {
  const rows = await late(db, now.today, now.days).where(isSeenToBy(personId)).execute();
  return rows.filter((row) => stepOf(row, now) === "lead").map(asLate);
}

/** Late answers that have come to the manager of their service, and stay with them. */
export async function listLateForService(db: Db, scope: Scope, now: Now): Promise<LateResponse[]> {
  const rows = await late(db, now.today, now.days)
    .where((eb) =>
      inScope(eb as never, scope, {
        team: eb.ref("response.team_id"),
        service: eb.ref("team.service_id"),
      }),
    )
    .execute();
  return rows.filter((row) => row.chased === 1).map(asLate);
}

/** Tells those to whom late answers have come; a job of the server runs it every minute. */
export async function tellOfLate(db: Db, stamp: Stamp & { actorId: null }): Promise<void> {
  const days = (await findSettings(db))["responses.patience-working-days"];
  const today = dateInLondon(new Date(stamp.at));
  const rows = await late(db, today, days).execute();
  if (rows.length === 0) return;
  const managers = await listServiceManagersFor(
    db,
    rows.filter(({ chased }) => chased === 1).map(({ id }) => id),
  );
  const leads = await unscopedQaLeads(db);
  const messages = rows.flatMap((row): NewMessage[] => {
    const one = {
      key: `${row.id}:${row.dueOn}`,
      link: paths.responses.one(row.id),
      due: row.dueOn,
    };
    const service = managers.filter(({ id }) => id === row.id);
    return [
      ...service.map(({ to }): NewMessage => ({ ...one, to, kind: "response-late" })),
      ...(stepOf(row, { today, days }) === "lead" ? leads : []).map(
        (to): NewMessage => ({ ...one, to, kind: "response-late-lead" }),
      ),
    ];
  });
  await transact(db, (tx) => addMessages(tx, stamp, messages));
}
