/**
 * A handle on a database that notes which statements go through it, without their values.
 *
 *   const counted = countStatements(world.db);
 *   await deed(counted.db);
 *   expect(counted.list()).toEqual([…]);
 *   counted.reset();
 */
import type { KyselyPlugin } from "kysely";
import type { Db } from "~db/core/open.server";

export function countStatements(db: Db) {
  let list: string[] = [];
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      list.push(db.getExecutor().compileQuery(node, queryId).sql);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return {
    db: db.withPlugin(plugin),
    list: () => list,
    reset: () => {
      list = [];
    },
  };
}
