/**
 * Says which growing tables a statement reads from end to end, by the plan that the database makes.
 *
 *   const noted = noteStatements(db);          // noted.db stands in for db
 *   … requests …
 *   for (const one of noted.list()) expect(await scansOf(db, one)).toEqual([]);
 *
 * The database must have grown (tests/support/grown.ts) and been analysed, so that it plans as it
 * would at size. On SQLite a scan is a plan that goes through a table, or one of its whole indexes,
 * from end to end. On PostgreSQL the statement is run, and undone, with sequential scans as a last
 * resort: one is left only where no index serves; and the rows that each part of the plan read are
 * counted, so that an index which leads to most of a table is a scan as well.
 */
import { CompiledQuery, type KyselyPlugin, sql } from "kysely";
import { dialectOf } from "~db/core/columns";
import type { Db } from "~db/core/open.server";

/** Tables that stay as small as the council is: its people, teams, tools and what is set. */
const steady = new Set([
  ...["service", "team", "person", "role_grant", "auth_account", "deputy", "message_choice"],
  ...["auth_address", "sign_in_count", "sign_in_note", "setting", "tool", "tool_version"],
  ...["same_number", "typing", "draft"],
  // Places in the programme, some dozens a year, and who was exempt for a time.
  ...["planned_exercise", "exemption"],
  // Some a year, with those who take part; and what each auditor or moderator was trained in.
  ...["calibration", "calibration_rater", "calibration_grade", "calibration_agreed"],
  "register_entry",
  // What a lead says of trends, some a decade, and twenty views of them a person at most.
  ...["trend_rebase", "saved_view"],
  // Feedback forms, some a council, in a version or two a year.
  ...["feedback_form", "feedback_form_version"],
  // What is learnt, some dozens a year; what it rests on grows.
  ...["learning", "log_minutes", "action_retest", "log_import"],
  // One row a cycle that double audits were drawn from.
  "double_draw",
  // One row a file that was read, some dozens a year, and what its names mean.
  ...["caseload_import", "staff_import", "caseload_mapping"],
]);

/** More than this share of a table is most of it, once that is more rows than a page shows. */
const mostShare = 0.25;
const mostRows = 150;

export type Noted = { sql: string; parameters: readonly unknown[]; by: string };

/** A handle that notes each statement that goes through it: once, whatever the length of its lists. */
export function noteStatements(db: Db) {
  const noted = new Map<string, Noted>();
  let by = "";
  // A part of a statement is asked for as well, to be compiled; only the whole has a result.
  const asked = new WeakMap<object, Noted>();
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      const { sql, parameters } = db.getExecutor().compileQuery(node, queryId);
      asked.set(queryId, { sql, parameters, by });
      return node;
    },
    transformResult: async ({ result, queryId }) => {
      const one = asked.get(queryId);
      const key = one?.sql.replace(/(\?|\$\d+)(, (\?|\$\d+))*/g, "?");
      if (one && key && !noted.has(key)) noted.set(key, one);
      return result;
    },
  };
  return {
    db: db.withPlugin(plugin),
    list: () => [...noted.values()],
    /** What follows is asked for by this. */
    asking: (name: string) => {
      by = name;
    },
  };
}

/** A growing table that is read from end to end, and how. */
export type Scan = { table: string; how: string };

export async function scansOf(db: Db, statement: Omit<Noted, "by">): Promise<Scan[]> {
  if (!/^\s*(with|select|update|delete)\b/i.test(statement.sql)) return [];
  const read = dialectOf(db) === "sqlite" ? sqliteScans : postgresScans;
  return (await read(db, statement)).filter(({ table }) => !steady.has(table));
}

const hasLimit = (text: string): boolean => /\blimit\b/i.test(text);

type Asked = Omit<Noted, "by">;

async function sqliteScans(db: Db, { sql: text, parameters }: Asked): Promise<Scan[]> {
  const plan = CompiledQuery.raw(`explain query plan ${text}`, [...parameters]);
  const { rows } = await db.executeQuery<{ detail: string }>(plan);
  const { rows: all } = await sql<{ name: string; partial: number }>`
    select name, sql like '% where %' as partial from sqlite_master where type in ('table', 'index')
  `.execute(db);
  const tables = new Set(all.map(({ name }) => name));
  const partial = new Set(all.filter((one) => one.partial === 1).map(({ name }) => name));
  const names = new Map(
    [...text.matchAll(/"?(\w+)"?\s+as\s+"?(\w+)"?/gi)].map(([, table = "", name = ""]) => [
      name,
      table,
    ]),
  );
  // What is read in its order stops at a limit: PostgreSQL, which counts, tells how far that is.
  const stops = hasLimit(text) && !rows.some(({ detail }) => detail.includes("FOR ORDER BY"));
  return rows.flatMap(({ detail }) => {
    // ANY is every value of an index's first column, one after the other.
    const [, name = "", index = ""] =
      /^SCAN (\w+)(?:.* INDEX (\w+))?/.exec(detail) ??
      /^SEARCH (\w+) USING .*\(ANY\(/.exec(detail) ??
      [];
    const table = names.get(name) ?? name;
    // An index of the few rows that wait is as short as what waits; a derived table has its own plan.
    if (stops) return [];
    return tables.has(table) && !partial.has(index) ? [{ table, how: detail }] : [];
  });
}

type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Cond"?: string;
  "Index Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: PlanNode[];
};

class Undone extends Error {}

async function postgresScans(db: Db, { sql: text, parameters }: Asked): Promise<Scan[]> {
  const explained = CompiledQuery.raw(`explain (analyze, timing off, format json) ${text}`, [
    ...parameters,
  ]);
  const { rows: sizes } = await sql<{ name: string; rows: number }>`
    select relname as name, reltuples as rows from pg_class where relkind = 'r'
  `.execute(db);
  const size = new Map(sizes.map(({ name, rows }) => [name, rows]));
  const planWith = async (...ways: string[]) => {
    let plan: PlanNode | undefined;
    try {
      await db.transaction().execute(async (tx) => {
        for (const way of ways) await sql`set local ${sql.raw(way)}`.execute(tx);
        const { rows } = await tx.executeQuery<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(explained);
        plan = rows[0]?.["QUERY PLAN"][0].Plan;
        throw new Undone();
      });
    } catch (error) {
      if (!(error instanceof Undone)) throw error;
    }
    return plan ? readOf(plan, size, hasLimit(text)) : [];
  };
  // What a small table is read whole for, and what only a plan without its usual ways would read.
  const usual = await planWith();
  if (usual.length === 0) return [];
  const forced = await planWith(
    ...["seqscan", "hashjoin", "mergejoin"].map((way) => `enable_${way} = off`),
    "random_page_cost = 0",
  );
  return forced.filter(({ table }) => usual.some((one) => one.table === table));
}

function readOf(node: PlanNode, size: Map<string, number>, stops: boolean): Scan[] {
  const below = (node.Plans ?? []).flatMap((one) => readOf(one, size, stops));
  const table = node["Relation Name"];
  const kind = node["Node Type"];
  if (!table || !kind.endsWith("Scan")) return below;
  const each =
    node["Actual Rows"] +
    (node["Rows Removed by Filter"] ?? 0) +
    (node["Rows Removed by Index Recheck"] ?? 0);
  const rows = each * node["Actual Loops"];
  const isMost = rows > Math.max(mostRows, mostShare * (size.get(table) ?? 0));
  if (!isMost && (kind !== "Seq Scan" || stops)) return below;
  const by = [kind, node["Index Name"], node["Index Cond"]].filter(Boolean).join(" ");
  return [...below, { table, how: `${by} reads ${rows} rows` }];
}
