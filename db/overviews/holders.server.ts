/**
 * Owns listing everyone who holds work that a reader may hand over: where a hand-over begins while
 * its person is still here.
 */
import { sql } from "kysely";
import type { Actor } from "~/rules/access/people";
import { scopeOf } from "~/rules/access/permission";
import { unfinishedStatuses } from "~/rules/learning-log/learning-log";
import { type HandoverPart, handoverParts, mayHandOver } from "~/rules/people/handovers";
import type { Db } from "../core/open.server";
import { countAll, inScope } from "../core/scope.server";
import { actionService, isLive } from "../learning-log/action-sight.server";
import { openReviews } from "../samples/reviews.server";
import { ledExercises, openAudits, openModerations } from "./leaving.server";

export type Holder = {
  id: string;
  name: string;
  active: boolean;
  held: Partial<Record<HandoverPart, number>>;
};

type Count = { id: string | null; n: number };

const counts: Record<HandoverPart, (db: Db, reader: Actor) => Promise<Count[]>> = {
  audits: (db) =>
    openAudits(db)
      .innerJoin("one_person as person", "person.record_id", "audit.auditor_id")
      .select(["person.id", countAll.as("n")])
      .groupBy("person.id")
      .execute(),
  moderations: (db) =>
    openModerations(db)
      .innerJoin("one_person as person", "person.record_id", "moderation.moderator_id")
      .select(["person.id", countAll.as("n")])
      .groupBy("person.id")
      .execute(),
  exercises: (db) =>
    ledExercises(db)
      .innerJoin("one_person as person", "person.record_id", "exercise.lead_id")
      .select(["person.id", countAll.as("n")])
      .groupBy("person.id")
      .execute(),
  reviews: (db, reader) =>
    openReviews(db, scopeOf(reader, "exercises.manage"))
      .innerJoin("one_person as person", "person.record_id", "exercise_member.person_id")
      .select("person.id")
      .select(sql<number>`cast(count(distinct exercise.id) as integer)`.as("n"))
      .groupBy("person.id")
      .execute(),
  actions: (db, reader) => {
    const scope = scopeOf(reader, "learning-log.change-owner");
    return db
      .selectFrom("action")
      .innerJoin("one_person as person", "person.record_id", "action.owner_id")
      .where((eb) => isLive(eb as never))
      .where("action.status", "in", unfinishedStatuses)
      .where((eb) =>
        inScope(eb as never, scope, { team: eb.ref("action.team_id"), service: actionService }),
      )
      .select(["person.id", countAll.as("n")])
      .groupBy("person.id")
      .execute();
  },
};

/** How much of these kinds everyone holds, by person. */
export async function countWork(
  db: Db,
  reader: Actor,
  parts: readonly HandoverPart[],
): Promise<Map<string, Holder["held"]>> {
  const held = new Map<string, Holder["held"]>();
  for (const part of parts) {
    for (const { id, n } of await counts[part](db, reader)) {
      if (id !== null) held.set(id, { ...held.get(id), [part]: n });
    }
  }
  return held;
}

/** Those who have left first, then by name. */
export async function listHoldersOfWork(db: Db, reader: Actor): Promise<Holder[]> {
  const own = handoverParts.filter((part) => mayHandOver(reader, part));
  const held = await countWork(db, reader, own);
  if (held.size === 0) return [];
  const people = await db
    .selectFrom("person")
    .select(["id", "name", "active"])
    .where("id", "in", [...held.keys()])
    .orderBy("active")
    .orderBy("name_folded")
    .execute();
  return people.map((person) => ({
    ...person,
    active: person.active === 1,
    held: held.get(person.id) ?? {},
  }));
}
