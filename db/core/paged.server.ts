/**
 * Owns how far a list of the past is counted: up to a thousand, so that a page costs the same however
 * many there are. Whoever looks for something further back narrows the list.
 */
import type { SelectQueryBuilder } from "kysely";
import { mostCounted } from "~/rules/core/counting";
import type { Db } from "./open.server";
import { countAll } from "./scope.server";

/** How many rows the query finds, up to `mostCounted`; what it selects must be one column. */
export async function countUpTo<D, T extends keyof D, O>(
  db: Db,
  query: SelectQueryBuilder<D, T, O>,
): Promise<number> {
  const { count } = await db
    .selectFrom(query.limit(mostCounted).as("found") as never)
    .select(countAll.as("count"))
    .executeTakeFirstOrThrow();
  return count;
}
