/**
 * Owns rows of the feed as an answer shows them: the properties that were chosen, the row that each
 * belongs to, and the rows that belong to it.
 * Practice: OData 4.0; what a row brings with it is a page too, with a link to the next.
 */
import {
  type FeedExpandRows,
  type FeedQuery,
  nextQuery,
  readFeedQuery,
} from "~/rules/reports/feed-query";
import type { FeedRow, FeedSet, FeedValue } from "~/rules/reports/feed-shapes";
import type { Db } from "~db/core/open.server";
import { readRelated, unscopedFeedRows } from "~db/reports/feed.server";
import type { FeedReading } from "~db/reports/feed-sets.server";

export type FeedAsked = { db: Db; reading: FeedReading; root: string };

/** How many rows of a relation one row brings at once; behind them a link goes on. */
const othersAtOnce = 200;

export const keyOf = (set: FeedSet, row: FeedRow): string => String(row[set.key[0] ?? ""]);
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The same query of those rows alone that belong to one. */
export function narrowed(url: URL, by: string, key: string): URL {
  const to = new URL(url);
  const own = `${by} eq ${quoted(key)}`;
  const asked = url.searchParams.get("$filter");
  to.searchParams.set("$filter", asked === null ? own : `${own} and (${asked})`);
  return to;
}

/** As OData writes which properties there are, where they are not all of them. */
export function contextOf(root: string, set: FeedSet, query: FeedQuery, end = ""): string {
  const parts = [
    ...(query.select.length < set.properties.length ? query.select.map(({ name }) => name) : []),
    ...[...query.expand, ...query.expandRows]
      .filter(({ to, select }) => select.length < to.properties.length)
      .map(({ link, select }) => `${link.name}(${select.map(({ name }) => name).join(",")})`),
  ];
  return `${root}/$metadata#${set.name}${parts.length > 0 ? `(${parts.join(",")})` : ""}${end}`;
}

const chosen = (row: FeedRow, select: FeedQuery["select"]): FeedRow =>
  Object.fromEntries(select.map(({ name }) => [name, row[name] ?? null]));

type Shown = Record<string, FeedValue | FeedRow | FeedRow[]>;

export async function shownRows(
  asked: FeedAsked,
  set: FeedSet,
  query: FeedQuery,
  rows: readonly FeedRow[],
): Promise<Shown[]> {
  const related = await Promise.all(
    query.expand.map(async (one) => ({
      ...one,
      rows: await readRelated(asked.db, one, rows, asked.reading),
    })),
  );
  const all: Shown[] = [];
  for (const row of rows) {
    const shown: Shown = chosen(row, query.select);
    for (const { link, select, rows: others } of related) {
      const other = others.get(row[link.by] ?? null);
      shown[link.name] = other ? chosen(other, select) : null;
    }
    for (const one of query.expandRows)
      Object.assign(shown, await othersOf(asked, one, keyOf(set, row)));
    all.push(shown);
  }
  return all;
}

/** The first of the rows that belong to the row of a key, and where the others are. */
async function othersOf(
  { db, root, reading }: FeedAsked,
  { link, to, select }: FeedExpandRows,
  key: string,
): Promise<Shown> {
  const { searchParams } = narrowed(new URL(`${root}/${to.name}`), link.by, key);
  if (select.length < to.properties.length)
    searchParams.set("$select", select.map(({ name }) => name).join(","));
  const query = readFeedQuery(to, searchParams);
  const found = await unscopedFeedRows(db, to, query, othersAtOnce + 1, reading);
  const some = found.slice(0, othersAtOnce);
  const last = found.length > othersAtOnce ? some.at(-1) : undefined;
  const next = last && nextQuery(searchParams, query, last, some.length);
  return {
    [link.name]: some.map((other) => chosen(other, select)),
    ...(next ? { [`${link.name}@odata.nextLink`]: `${root}/${to.name}?${next}` } : {}),
  };
}
