/**
 * Owns reading what is asked of a set of the feed, and where its next page goes on.
 * Practice: OData 4.0's system query options; one that is not offered is refused and never ignored,
 * for its answer would be taken for something else. Pages go on behind the last row's own values.
 */
import { type Condition, parseFilter } from "./feed-filter";
import { findFeedSet, rowsLinksOf } from "./feed-model";
import {
  badRequest,
  type FeedLink,
  type FeedProperty,
  type FeedRow,
  type FeedRowsLink,
  type FeedSet,
  type FeedValue,
  notOffered,
  propertyOf,
} from "./feed-shapes";

export type FeedOrder = { property: FeedProperty; down: boolean };
export type FeedExpand = { link: FeedLink; to: FeedSet; select: readonly FeedProperty[] };
/** The same of a relation to many rows. */
export type FeedExpandRows = { link: FeedRowsLink; to: FeedSet; select: readonly FeedProperty[] };

export type FeedQuery = {
  select: readonly FeedProperty[];
  filter: Condition | null;
  /** With the key at the end, so that no two rows are level. */
  order: readonly FeedOrder[];
  expand: readonly FeedExpand[];
  expandRows: readonly FeedExpandRows[];
  top: number | null;
  skip: number;
  count: boolean;
  /** The last row before this page, by the properties of the order. */
  after: readonly FeedValue[] | null;
};

const offered = [
  "$select",
  "$filter",
  "$orderby",
  "$expand",
  "$top",
  "$skip",
  "$count",
  "$skiptoken",
  "$format",
];

/** The options of a request, each once; `$format` is json or nothing. */
function optionsOf(query: URLSearchParams, among: readonly string[]): Map<string, string> {
  const options = new Map<string, string>();
  for (const [name, value] of query) {
    if (!name.startsWith("$")) continue;
    if (!among.includes(name)) throw notOffered(`${name.slice(0, 40)} is not offered here`);
    if (options.has(name)) throw badRequest(`Give ${name} once`);
    options.set(name, value);
  }
  const format = options.get("$format") ?? "json";
  if (!/^(json|application\/json(;.*)?)$/i.test(format))
    throw notOffered("The feed answers in JSON alone");
  return options;
}

export function readFeedQuery(set: FeedSet, query: URLSearchParams): FeedQuery {
  const options = optionsOf(query, offered);
  const order = orderOf(set, options.get("$orderby"));
  const filter = options.get("$filter");
  const token = options.get("$skiptoken");
  return {
    select: selectOf(set, options.get("$select")),
    filter: filter === undefined ? null : parseFilter(set, filter),
    order,
    ...expandsOf(set, options.get("$expand")),
    top: options.has("$top") ? wholeOf("$top", options.get("$top") ?? "") : null,
    skip: wholeOf("$skip", options.get("$skip") ?? "0"),
    count: flagOf(options.get("$count") ?? "false"),
    after: token === undefined ? null : readSkipToken(token, order),
  };
}

/** What `/$count` takes. */
export function readCountQuery(set: FeedSet, query: URLSearchParams): Condition | null {
  const filter = optionsOf(query, ["$filter"]).get("$filter");
  return filter === undefined ? null : parseFilter(set, filter);
}

function wholeOf(name: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw badRequest(`${name} must be a whole number`);
  return Number(value);
}

function flagOf(value: string): boolean {
  if (value !== "true" && value !== "false") throw badRequest("$count must be true or false");
  return value === "true";
}

const listed = (value: string): string[] => value.split(",").map((one) => one.trim());

function selectOf(set: FeedSet, value: string | undefined): readonly FeedProperty[] {
  if (value === undefined) return set.properties;
  const names = listed(value);
  if (names.includes("*")) return set.properties;
  const chosen = new Set(names.map((name) => propertyOf(set, name).name));
  return set.properties.filter(({ name }) => chosen.has(name));
}

function orderOf(set: FeedSet, value: string | undefined): FeedOrder[] {
  const asked = (value === undefined ? [] : listed(value)).map((one): FeedOrder => {
    const [name = "", way = "asc", ...more] = one.split(/\s+/);
    if (more.length > 0 || (way !== "asc" && way !== "desc"))
      throw badRequest(`$orderby can’t be understood: ${one.slice(0, 60)}`);
    if (name.includes("/") || name.includes("("))
      throw notOffered("$orderby takes properties of the set alone");
    return { property: propertyOf(set, name), down: way === "desc" };
  });
  const names = asked.map(({ property }) => property.name);
  if (new Set(names).size < names.length) throw badRequest("$orderby names a property twice");
  const rest = set.key.filter((name) => !names.includes(name));
  return [...asked, ...rest.map((name) => ({ property: propertyOf(set, name), down: false }))];
}

type Expands = Pick<FeedQuery, "expand" | "expandRows">;

/** "Team,Exercise($select=Title,Month)": what stands in brackets belongs to what is before it. */
function expandsOf(set: FeedSet, value: string | undefined): Expands {
  const expand: FeedExpand[] = [];
  const expandRows: FeedExpandRows[] = [];
  for (const [name, inside] of expandNames(value ?? "")) {
    const link = set.links.find((one) => one.name === name);
    const rows = rowsLinksOf(set).find((one) => one.name === name);
    const to = findFeedSet(link?.to ?? rows?.to ?? "");
    if (!to) throw badRequest(`${set.name} has no relation ${name.slice(0, 60)}`);
    const chosen = inside?.trim().match(/^\$select=(.*)$/)?.[1];
    if (inside !== undefined && chosen === undefined)
      throw notOffered("$expand takes a $select of its own, and no other option");
    const select = selectOf(to, chosen);
    if (link) expand.push({ link, to, select });
    else if (rows) expandRows.push({ link: rows, to, select });
  }
  return { expand, expandRows };
}

/** Each name once, with what stands in its brackets. */
function expandNames(value: string): [string, string | undefined][] {
  const found = [...value.matchAll(/\s*(\w+)\s*(?:\(([^()]*)\))?\s*(,|$)/gy)];
  if (found.map(([all]) => all).join("") !== value || found.at(-1)?.[3] === ",")
    throw notOffered("$expand takes names of relations, each with a $select of its own at most");
  const names = found.map(([, name = "", inside]): [string, string | undefined] => [name, inside]);
  if (new Set(names.map(([name]) => name)).size < names.length)
    throw badRequest("$expand names a relation twice");
  return names;
}

/** Behind which row a page goes on: its values in the order of the page. */
export const skipTokenOf = (row: FeedRow, order: readonly FeedOrder[]): string =>
  JSON.stringify(order.map(({ property }) => row[property.name] ?? null));

function readSkipToken(token: string, order: readonly FeedOrder[]): readonly FeedValue[] {
  const wrong = badRequest("$skiptoken is none of this feed’s: begin at the first page again");
  if (token.length > 4000) throw wrong;
  let read: unknown;
  try {
    read = JSON.parse(token);
  } catch {
    throw wrong;
  }
  if (!Array.isArray(read) || read.length !== order.length) throw wrong;
  const fits = read.every((value, at) => isOf(order[at]?.property, value));
  if (!fits) throw wrong;
  return read as FeedValue[];
}

function isOf(property: FeedProperty | undefined, value: unknown): boolean {
  if (!property) return false;
  if (value === null) return property.nullable;
  if (property.type === "Edm.Int32") return Number.isSafeInteger(value);
  if (property.type === "Edm.Boolean") return typeof value === "boolean";
  return typeof value === "string";
}

/** The query of the page behind `row`: everything as asked, but for what is done by now. */
export function nextQuery(
  asked: URLSearchParams,
  query: FeedQuery,
  row: FeedRow,
  shown: number,
): URLSearchParams {
  const next = new URLSearchParams(asked);
  for (const name of ["$skip", "$count", "$skiptoken"]) next.delete(name);
  if (query.top !== null) next.set("$top", String(query.top - shown));
  next.set("$skiptoken", skipTokenOf(row, query.order));
  return next;
}
