/**
 * Owns reading the feed: a page of a set behind a row, as its query asks, and how many rows there are.
 * Practice: a page costs the same however far on it is, since it begins behind a row and not after
 * so many; names are the model's and values are bound, so that nothing typed becomes SQL.
 */
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Condition, Operand } from "~/rules/reports/feed-filter";
import { isTrueOf, pageOf } from "~/rules/reports/feed-memory";
import type { FeedExpand, FeedOrder, FeedQuery } from "~/rules/reports/feed-query";
import type { FeedRow, FeedSet, FeedValue } from "~/rules/reports/feed-shapes";
import type { Db } from "../core/open.server";
import { type FeedReading, isStored, rowsMade, sourceOf } from "./feed-sets.server";

type Bound = string | number | null;
const bound = (value: FeedValue): Bound => (typeof value === "boolean" ? Number(value) : value);
const column = (name: string) => sql.ref(`feed.${name}`);

function operandSql({ property, part, cased }: Operand): RawBuilder<unknown> {
  const at = column(property.name);
  if (part === "year") return sql`cast(substr(${at}, 1, 4) as integer)`;
  if (part === "month") return sql`cast(substr(${at}, 6, 2) as integer)`;
  if (part === "day") return sql`cast(substr(${at}, 9, 2) as integer)`;
  if (cased === "tolower") return sql`lower(${at})`;
  if (cased === "toupper") return sql`upper(${at})`;
  return at;
}

const signs = { eq: "=", ne: "<>", gt: ">", ge: ">=", lt: "<", le: "<=" } as const;
const never = sql<SqlBool>`1 = 0`;

/** True or false and never unknown, so that "not" turns it round. */
function comparedSql(condition: Extract<Condition, { kind: "compare" }>): RawBuilder<SqlBool> {
  const at = operandSql(condition.operand);
  const { by } = condition;
  const value = bound(condition.value);
  if (value === null) {
    if (by === "eq") return sql`${at} is null`;
    return by === "ne" ? sql`${at} is not null` : never;
  }
  const sign = sql.raw(signs[by]);
  return by === "ne"
    ? sql`(${at} is null or ${at} <> ${value})`
    : sql`(${at} is not null and ${at} ${sign} ${value})`;
}

function inSql({ operand, values }: Extract<Condition, { kind: "in" }>): RawBuilder<SqlBool> {
  const at = operandSql(operand);
  const known = values.map(bound).filter((value) => value !== null);
  const among =
    known.length > 0 ? sql<SqlBool>`(${at} is not null and ${at} in (${sql.join(known)}))` : never;
  return known.length < values.length ? sql`(${at} is null or ${among})` : among;
}

/** Letter by letter: `like` means other things in each database. */
function textSql(condition: Extract<Condition, { kind: "text" }>): RawBuilder<SqlBool> {
  const at = operandSql(condition.operand);
  const value = sql`cast(${condition.value} as text)`;
  if (condition.value === "") return sql`${at} is not null`;
  const test = {
    contains: sql`replace(${at}, ${value}, '') <> ${at}`,
    startswith: sql`substr(${at}, 1, length(${value})) = ${value}`,
    endswith: sql`(length(${at}) >= length(${value})
      and substr(${at}, length(${at}) - length(${value}) + 1) = ${value})`,
  }[condition.by];
  return sql`(${at} is not null and ${test})`;
}

function conditionSql(condition: Condition): RawBuilder<SqlBool> {
  switch (condition.kind) {
    case "and":
      return sql`(${conditionSql(condition.left)} and ${conditionSql(condition.right)})`;
    case "or":
      return sql`(${conditionSql(condition.left)} or ${conditionSql(condition.right)})`;
    case "not":
      return sql`(not ${conditionSql(condition.inner)})`;
    case "compare":
      return comparedSql(condition);
    case "in":
      return inSql(condition);
    case "text":
      return textSql(condition);
  }
}

/** What comes behind a value in its order: nothing comes first, or last where it runs down. */
function behindSql({ property, down }: FeedOrder, value: FeedValue): RawBuilder<SqlBool> {
  const at = column(property.name);
  const to = bound(value);
  if (to === null) return down ? never : sql`${at} is not null`;
  if (!down) return sql`${at} > ${to}`;
  return property.nullable ? sql`(${at} < ${to} or ${at} is null)` : sql`${at} < ${to}`;
}

function levelSql({ property }: FeedOrder, value: FeedValue): RawBuilder<SqlBool> {
  const at = column(property.name);
  return value === null ? sql`${at} is null` : sql`${at} = ${bound(value)}`;
}

/** Rows behind a row; of a plain order in one comparison, which an index answers. */
function afterSql(order: readonly FeedOrder[], after: readonly FeedValue[]): RawBuilder<SqlBool> {
  if (order.every(({ property, down }) => !down && !property.nullable)) {
    const names = sql.join(order.map(({ property }) => column(property.name)));
    return sql`(${names}) > (${sql.join(after.map(bound))})`;
  }
  const ways = order.map((one, at) => {
    const level = order.slice(0, at).map((before, index) => levelSql(before, after[index] ?? null));
    return sql`(${sql.join([...level, behindSql(one, after[at] ?? null)], sql` and `)})`;
  });
  return sql`(${sql.join(ways, sql` or `)})`;
}

/** Nothing comes first, as OData has it; each database has a way of its own. */
const orderSql = ({ property, down }: FeedOrder): RawBuilder<unknown>[] => {
  const way = sql.raw(down ? "desc" : "asc");
  const value = sql`${column(property.name)} ${way}`;
  if (!property.nullable) return [value];
  return [sql`case when ${column(property.name)} is null then 0 else 1 end ${way}`, value];
};

/** Rows as the model has them: both databases keep yes and no as numbers. */
function asRows(set: FeedSet, stored: readonly Record<string, unknown>[]): FeedRow[] {
  const flags = set.properties.filter(({ type }) => type === "Edm.Boolean");
  return stored.map((one) => {
    const row = { ...one } as FeedRow;
    for (const { name } of flags) row[name] = row[name] === 1;
    return row;
  });
}

/** At most so many rows of a page: all their properties, whatever is to be shown. */
export async function unscopedFeedRows(
  db: Db,
  set: FeedSet,
  query: FeedQuery,
  most: number,
  reading: FeedReading,
): Promise<FeedRow[]> {
  if (!isStored(set.name)) return pageOf(await rowsMade(db, set.name, reading.today), query, most);
  const { filter, order, after, skip } = query;
  const where = [
    ...(filter ? [conditionSql(filter)] : []),
    ...(after ? [afterSql(order, after)] : []),
  ];
  let page = sourceOf(db, set.name, reading).selectAll();
  for (const one of where) page = page.where(one);
  for (const one of order.flatMap(orderSql)) page = page.orderBy(one);
  page = page.limit(most);
  if (skip > 0) page = page.offset(skip);
  return asRows(set, await page.execute());
}

export async function countFeedRows(
  db: Db,
  set: FeedSet,
  filter: Condition | null,
  reading: FeedReading,
): Promise<number> {
  if (!isStored(set.name)) {
    const rows = await rowsMade(db, set.name, reading.today);
    return rows.filter((row) => !filter || isTrueOf(filter, row)).length;
  }
  let query = sourceOf(db, set.name, reading).select(
    sql<number>`cast(count(*) as integer)`.as("count"),
  );
  if (filter) query = query.where(conditionSql(filter));
  const { count } = (await query.executeTakeFirstOrThrow()) as { count: number };
  return count;
}

/** How many ids one question carries: both databases limit the bound values. */
const atOnce = 500;

/** The rows that rows of a page are related to, by their key. */
export async function readRelated(
  db: Db,
  { link, to }: FeedExpand,
  rows: readonly FeedRow[],
  reading: FeedReading,
): Promise<Map<FeedValue, FeedRow>> {
  const key = to.key[0] ?? "";
  const ids = [...new Set(rows.map((row) => row[link.by] ?? null))].filter((id) => id !== null);
  if (!isStored(to.name)) {
    const made = await rowsMade(db, to.name, reading.today);
    return new Map(made.map((row) => [row[key] ?? null, row]));
  }
  const found = new Map<FeedValue, FeedRow>();
  for (let start = 0; start < ids.length; start += atOnce) {
    const some = ids.slice(start, start + atOnce).map(bound);
    const stored = await sourceOf(db, to.name, reading)
      .selectAll()
      .where(sql<SqlBool>`${column(key)} in (${sql.join(some)})`)
      .execute();
    for (const row of asRows(to, stored)) found.set(row[key] ?? null, row);
  }
  return found;
}
