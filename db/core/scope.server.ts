/**
 * Owns turning a scope into SQL: which rows of a list a person may see.
 * Practice: a scope is made by the policy table alone; an empty one shows nothing.
 */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import type { Relation } from "~/rules/access/access";
import type { Scope } from "~/rules/access/permission";
import { recordsOf } from "./one-person.server";
import type { Schema } from "./schema";

/** The columns a row is placed by; `ties` gives, by relation, the columns that hold a person. */
export type Placing = {
  team?: Expression<string | null>;
  service?: Expression<string | null>;
  ties?: Partial<Record<Relation, Expression<string | null>>>;
};

/** The condition a list of this scope is read with. */
export function inScope<T extends keyof Schema>(
  eb: ExpressionBuilder<Schema, T>,
  scope: Scope,
  placing: Placing,
): Expression<SqlBool> {
  if (scope.everything) return sql<SqlBool>`1 = 1`;
  const ways: Expression<SqlBool>[] = [];
  if (placing.team && scope.teamIds.length > 0) ways.push(eb(placing.team, "in", scope.teamIds));
  if (placing.service && scope.serviceIds.length > 0) {
    ways.push(eb(placing.service, "in", scope.serviceIds));
  }
  for (const relation of scope.relations) {
    const column = placing.ties?.[relation];
    if (column) ways.push(eb(column, "in", recordsOf(scope.personId)));
  }
  for (const { personId, relations } of scope.absent) {
    for (const relation of relations) {
      const column = placing.ties?.[relation];
      if (column) ways.push(eb(column, "in", recordsOf(personId)));
    }
  }
  return ways.length > 0 ? eb.or(ways) : sql<SqlBool>`1 = 0`;
}

/** A count that both drivers return as a number. */
export const countAll = sql<number>`cast(count(*) as integer)`;
