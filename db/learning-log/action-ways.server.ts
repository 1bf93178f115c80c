/**
 * Owns how a list of the learning log is read: by each way in which its reader has sight of actions (a
 * team, a service, what is theirs) along an index of that way, in the order of the list and no further
 * than it is shown.
 * Practice: what several ways lead to is listed and counted once; a log of everything is one way.
 */
import { type ExpressionBuilder, type SelectQueryBuilder, type SqlBool, sql } from "kysely";
import type { Relation } from "~/rules/access/access";
import { mostCounted } from "~/rules/core/counting";
import type { Db } from "../core/open.server";
import type { Schema } from "../core/schema";
import { countAll } from "../core/scope.server";
import type { LogReader } from "./action-sight.server";

type Column = "team_id" | "service_id" | "owner_id" | "raised_by";

/** A column with what it may hold; `unplaced` where the action itself names no service. */
type Way = { column: Column; ids: string[]; unplaced?: boolean };

/** In which ways the reader has sight of actions; null for all there are. */
export type Ways = Way[] | null;

const tieColumns: Partial<Record<Relation, Column>> = { owner: "owner_id", raiser: "raised_by" };

export async function waysOf(db: Db, { log }: LogReader): Promise<Ways> {
  if (log.everything) return null;
  const ties = [log, ...log.absent].flatMap(({ personId, relations }) =>
    relations.flatMap((relation) => {
      const column = tieColumns[relation];
      return column ? [{ column, personId }] : [];
    }),
  );
  const people = [...new Set(ties.map(({ personId }) => personId))];
  const records = await db
    .selectFrom("person")
    .select(["id", "same_as_id"])
    .where((eb) =>
      eb.or([eb("id", "in", [...people, ""]), eb("same_as_id", "in", [...people, ""])]),
    )
    .execute();
  const teams = await db
    .selectFrom("team")
    .select("id")
    .where("service_id", "in", [...log.serviceIds, ""])
    .execute();
  const tied = ties.map(({ column, personId }) => ({
    column,
    ids: records
      .filter((row) => row.id === personId || row.same_as_id === personId)
      .map(({ id }) => id),
  }));
  return [
    { column: "team_id" as const, ids: log.teamIds },
    { column: "service_id" as const, ids: log.serviceIds },
    { column: "team_id" as const, ids: teams.map(({ id }) => id), unplaced: true },
    ...tied,
  ].filter(({ ids }) => ids.length > 0);
}

type Actions = SelectQueryBuilder<Schema, "action", Record<never, never>>;

const along = (actions: Actions, { column, ids, unplaced }: Way): Actions => {
  const own = actions.where(`action.${column}`, "in", ids);
  return unplaced ? own.where("action.service_id", "is", null) : own;
};

/** The ids of what the ways lead to among these actions, the first of each way, or `most` of them. */
function found(
  db: Db,
  ways: Way[],
  actions: Actions,
  most: number,
  inOrder: (query: Actions) => Actions = (query) => query,
) {
  const [first, ...others] = (
    ways.length > 0 ? ways : [{ column: "team_id" as const, ids: [""] }]
  ).map((way) =>
    db
      .selectFrom(inOrder(along(actions, way)).select("action.id").limit(most).as("way"))
      .select("way.id"),
  );
  return others.reduce((all, one) => all.union(one) as never, first as NonNullable<typeof first>);
}

/** How many of these actions the reader has sight of, up to `mostCounted`. */
export function countAlong(ways: Ways, db: Db, actions: Actions) {
  const own = actions.select("action.id").limit(mostCounted);
  const some =
    ways === null
      ? own
      : db
          .selectFrom(found(db, ways, actions, mostCounted).as("any"))
          .select("any.id")
          .limit(mostCounted);
  return db.selectFrom((some as typeof own).as("counted")).select(countAll.as("count"));
}

/** That an action is one of the first `most` of these in an order, in any of the ways. */
export function isAmongFirst(
  eb: ExpressionBuilder<Schema, "action">,
  ways: Ways,
  db: Db,
  actions: Actions,
  most: number,
  inOrder: (query: Actions) => Actions,
) {
  if (ways === null) return sql<SqlBool>`1 = 1`;
  // Each id by itself is a way along an index that has the order of the list.
  const single = ways.flatMap((way) => way.ids.map((id) => ({ ...way, ids: [id] })));
  return eb("action.id", "in", found(db, single, actions, most, inOrder) as never);
}
