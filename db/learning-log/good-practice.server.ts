/**
 * Owns thanks as read: one of them, those of a person, what waits for whom, and the collection.
 * Practice: the collection holds what worker and manager both agreed to, and a name only where the
 * worker wants it there.
 */
import { sql } from "kysely";
import type { Access } from "~/rules/access/access";
import type { Scope } from "~/rules/access/permission";
import type { ThanksState } from "~/rules/learning-log/good-practice";
import { recordsOf } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { countUpTo } from "../core/paged.server";
import { inScope } from "../core/scope.server";

export type Thanks = {
  id: string;
  auditId: string;
  area: string | null;
  theme: string | null;
  thanks: string;
  entry: string;
  named: boolean;
  state: ThanksState;
  givenBy: string;
  givenAt: string;
  askedAt: string | null;
  workerId: string;
  workerName: string;
  workerIsHere: boolean;
  giverId: string;
  teamId: string;
  teamName: string;
  serviceId: string;
  version: number;
  access: Access;
};

export async function findThanks(db: Db, id: string): Promise<Thanks | null> {
  const row = await db
    .selectFrom("good_practice as one")
    .innerJoin("one_person as worker", "worker.record_id", "one.worker_id")
    .innerJoin("person as worker_record", "worker_record.id", "worker.id")
    .innerJoin("one_person as giver", "giver.record_id", "one.given_by")
    .innerJoin("team", "team.id", "one.team_id")
    .select(["one.id", "one.audit_id as auditId", "one.area", "one.theme", "one.thanks"])
    .select(["one.entry", "one.named", "one.state", "one.given_at as givenAt"])
    .select(["one.asked_at as askedAt", "worker.id as workerId", "worker.name as workerName"])
    .select(["worker_record.active", "giver.id as giverId", "giver.name as givenBy"])
    .select(["one.team_id as teamId", "team.name as teamName", "one.service_id as serviceId"])
    .select("one.version")
    .where("one.id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const { named, state, active, ...own } = row;
  return {
    ...own,
    named: named === 1,
    state: state as ThanksState,
    workerIsHere: active === 1,
    access: {
      teamId: own.teamId,
      serviceId: own.serviceId,
      people: { worker: [own.workerId], raiser: [own.giverId] },
    },
  };
}

/** Whether someone is here to read thanks. */
export async function canBeThanked(db: Db, workerId: string): Promise<boolean> {
  const worker = await db
    .selectFrom("person")
    .select("active")
    .where("id", "=", workerId)
    .executeTakeFirst();
  return worker?.active === 1;
}

/** Which of these findings were thanked for, and by what. */
export async function listThankedFor(
  db: Db,
  findingIds: readonly string[],
): Promise<Map<string, string>> {
  if (findingIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("good_practice")
    .select(["id", "finding_id"])
    .where("finding_id", "in", findingIds)
    .execute();
  return new Map(rows.map(({ id, finding_id }) => [finding_id, id]));
}

export type OwnThanks = { id: string; thanks: string; givenAt: string; state: ThanksState };

/** What someone was thanked for, the latest first. */
export async function listThanksTo(
  db: Db,
  personId: string,
  { limit, waiting = false }: { limit: number; waiting?: boolean },
): Promise<OwnThanks[]> {
  // From the person to what they were thanked for, by the index, however few were ever thanked.
  let query = db
    .selectFrom("person as records")
    .innerJoin("good_practice as one", "one.worker_id", "records.id")
    .select(["one.id", "one.thanks", "one.given_at as givenAt", "one.state"])
    .where((eb) =>
      eb.or([eb("records.id", "=", personId), eb("records.same_as_id", "=", personId)]),
    );
  if (waiting) query = query.where("one.state", "=", sql.lit("asked"));
  const rows = await query
    .orderBy("one.given_at", "desc")
    .orderBy("one.id", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ state, ...one }) => ({ ...one, state: state as ThanksState }));
}

export type WaitingThanks = {
  id: string;
  state: ThanksState;
  /** Since when it waits for whoever is next: an instant. */
  since: string;
  teamName: string;
  workerId: string;
  workerIsHere: boolean;
};

/** What waits for an answer within a scope, what waits longest first. */
export async function listThanksWaiting(
  db: Db,
  scope: Scope,
  { states, limit }: { states: readonly ("asked" | "consented")[]; limit: number },
): Promise<WaitingThanks[]> {
  const rows = await db
    .selectFrom("good_practice as one")
    .innerJoin("team", "team.id", "one.team_id")
    .innerJoin("one_person as the_worker", "the_worker.record_id", "one.worker_id")
    .innerJoin("person as worker", "worker.id", "the_worker.id")
    .select(["one.id", "one.state", "one.asked_at as askedAt", "one.consented_at as consentedAt"])
    .select(["team.name as teamName", "worker.id as workerId", "worker.active"])
    // By the index of what waits; and of that what is asked for.
    .where("one.state", "in", [sql.lit("asked"), sql.lit("consented")])
    .where("one.state", "in", [...states])
    .where((eb) =>
      inScope(eb as never, scope, {
        team: eb.ref("one.team_id") as never,
        service: eb.ref("one.service_id") as never,
      }),
    )
    .where("one.worker_id", "not in", recordsOf(scope.personId))
    .orderBy("one.asked_at")
    .orderBy("one.id")
    .limit(limit)
    .execute();
  return rows.map(({ active, askedAt, consentedAt, state, ...one }) => ({
    ...one,
    state: state as ThanksState,
    since: consentedAt ?? askedAt ?? "",
    workerIsHere: active === 1,
  }));
}

export type GoodPractice = {
  id: string;
  entry: string;
  area: string | null;
  theme: string | null;
  sharedAt: string;
  /** Null where the worker wants no name beside it. */
  workerName: string | null;
};

type Filter = { theme?: string; area?: string };

const shared = (db: Db, { theme, area }: Filter) => {
  let query = db.selectFrom("good_practice as one").where("one.state", "=", sql.lit("shared"));
  if (theme) query = query.where("one.theme", "=", theme);
  if (area) query = query.where("one.area", "=", area);
  return query;
};

export const countGoodPractice = (db: Db, filter: Filter): Promise<number> =>
  countUpTo(db, shared(db, filter).select("one.id"));

/** A page of the collection, the latest first. */
export async function unscopedGoodPractice(
  db: Db,
  filter: Filter,
  { limit, offset }: { limit: number; offset: number },
): Promise<GoodPractice[]> {
  const rows = await shared(db, filter)
    .innerJoin("one_person as worker", "worker.record_id", "one.worker_id")
    .select(["one.id", "one.entry", "one.area", "one.theme", "one.shared_at as sharedAt"])
    .select(["one.named", "worker.name as workerName"])
    .orderBy("one.shared_at", "desc")
    .orderBy("one.id", "desc")
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(({ named, workerName, sharedAt, ...one }) => ({
    ...one,
    sharedAt: sharedAt ?? "",
    workerName: named === 1 ? workerName : null,
  }));
}
