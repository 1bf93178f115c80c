/**
 * Owns the answers of the feed: which address is which resource, a page with the link to the next,
 * and refusals in OData's shape.
 * Practice: OData 4.0, read-only; a page at a time, so that memory does not grow with the past.
 */
import { dateInLondon } from "~/rules/core/dates";
import { parseFilter } from "~/rules/reports/feed-filter";
import { metadataXml, serviceDocument } from "~/rules/reports/feed-metadata";
import {
  badRequest,
  FeedProblem,
  type FeedRow,
  type FeedSet,
  type FeedValue,
  findFeedSet,
} from "~/rules/reports/feed-model";
import {
  type FeedQuery,
  nextQuery,
  readCountQuery,
  readFeedQuery,
} from "~/rules/reports/feed-query";
import type { Db } from "~db/core/open.server";
import { countFeedRows, readRelated, unscopedFeedRows } from "~db/reports/feed.server";
import type { RequestContext } from "./context.server";
import { refuseFeed } from "./feed-door.server";

/** How many rows a page holds at most. */
export const feedPage = 5000;

type Asked = { db: Db; today: string; root: string; url: URL; size: number };

const usual = { "OData-Version": "4.0", "Cache-Control": "no-store" };
const json = "application/json;odata.metadata=minimal;odata.streaming=true;charset=utf-8";

const answer = (body: unknown, headers: Record<string, string> = {}, status = 200): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { ...usual, "Content-Type": json, ...headers },
  });

const refused = (
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
) => answer({ error: { code, message } }, headers, status);

const notFound = (what: string) => new FeedProblem(404, "NotFound", what);

/** Answers any request below /feed. */
export async function answerFeed(request: Request, context: RequestContext): Promise<Response> {
  const refusal = await refuseFeed(request, context);
  if (refusal) return refused(refusal.status, refusal.code, refusal.message, refusal.headers);
  const url = new URL(request.url);
  const preferred = request.headers.get("Prefer")?.match(/odata\.maxpagesize=(\d{1,6})/)?.[1];
  const size = Math.min(feedPage, Math.max(1, Number(preferred ?? feedPage)));
  const asked = {
    db: context.db,
    today: dateInLondon(context.clock.now()),
    root: `${url.origin}/feed`,
    url,
    size,
  };
  try {
    const found = await answerPath(asked);
    if (preferred) found.headers.set("Preference-Applied", `odata.maxpagesize=${size}`);
    return found;
  } catch (error) {
    if (!(error instanceof FeedProblem)) throw error;
    return refused(error.status, error.code, error.message);
  }
}

function stepsOf({ url }: Asked): string[] {
  const path = url.pathname.replace(/^\/feed\/?/, "").replace(/\/$/, "");
  try {
    return path === "" ? [] : path.split("/").map(decodeURIComponent);
  } catch {
    throw badRequest("The address can’t be read");
  }
}

async function answerPath(asked: Asked): Promise<Response> {
  const [first, second, ...more] = stepsOf(asked);
  if (first === undefined) return answer(serviceDocument(asked.root));
  if (first === "$metadata" && second === undefined) return metadata();
  const [, name = "", key] = first.match(/^(\w+)(?:\((.*)\))?$/s) ?? [];
  const set = findFeedSet(name);
  if (!set || more.length > 0) throw notFound("There is nothing at this address of the feed");
  if (key !== undefined && second === undefined) return answerOne(asked, set, key);
  if (second === "$count" && key === undefined) return answerCount(asked, set);
  if (second !== undefined) throw notFound("There is nothing at this address of the feed");
  return answerPage(asked, set);
}

const metadata = () =>
  new Response(metadataXml(), {
    headers: { ...usual, "Content-Type": "application/xml;charset=utf-8" },
  });

async function answerCount({ db, today, url }: Asked, set: FeedSet): Promise<Response> {
  const count = await countFeedRows(db, set, readCountQuery(set, url.searchParams), today);
  return new Response(String(count), {
    headers: { ...usual, "Content-Type": "text/plain;charset=utf-8" },
  });
}

/** What "('id')" or "(AuditId='id',AreaCode='plo',Basis='final')" asks for. */
function keyFilter(set: FeedSet, key: string): string {
  const [only = "", ...others] = set.key;
  if (others.length === 0 && !key.includes("=")) return `${only} eq ${key}`;
  const pairs = [...key.matchAll(/(\w+)=('(?:[^']|'')*'|[\d-]+)(?:,|$)/gy)];
  const names = pairs.map(([, name]) => name);
  const whole = pairs.map(([all]) => all).join("") === key;
  if (!whole || names.toSorted().join() !== [...set.key].toSorted().join())
    throw badRequest(`The key of ${set.name} is ${set.key.join(", ")}`);
  return pairs.map(([, name, value]) => `${name} eq ${value}`).join(" and ");
}

async function answerOne(asked: Asked, set: FeedSet, key: string): Promise<Response> {
  const { db, root, today, url } = asked;
  const query = readFeedQuery(set, url.searchParams);
  const filter = parseFilter(set, keyFilter(set, key));
  const rows = await unscopedFeedRows(
    db,
    set,
    { ...query, filter, skip: 0, after: null },
    1,
    today,
  );
  if (rows.length === 0) throw notFound(`${set.name} has no such row`);
  const [row] = await shownRows(asked, query, rows);
  return answer({ "@odata.context": contextOf(root, set, query, "/$entity"), ...row });
}

async function answerPage(asked: Asked, set: FeedSet): Promise<Response> {
  const { db, root, url, size, today } = asked;
  const query = readFeedQuery(set, url.searchParams);
  const take = Math.min(query.top ?? size, size);
  const mayGoOn = query.top === null || query.top > take;
  const most = mayGoOn ? take + 1 : take;
  const rows = most > 0 ? await unscopedFeedRows(db, set, query, most, today) : [];
  const page = rows.slice(0, take);
  const last = rows.length > take ? page.at(-1) : undefined;
  const count = query.count ? await countFeedRows(db, set, query.filter, today) : null;
  return answer({
    "@odata.context": contextOf(root, set, query),
    ...(count === null ? {} : { "@odata.count": count }),
    value: await shownRows(asked, query, page),
    ...(last
      ? {
          "@odata.nextLink": `${root}/${set.name}?${nextQuery(url.searchParams, query, last, page.length)}`,
        }
      : {}),
  });
}

/** As OData writes which properties there are, where they are not all of them. */
function contextOf(root: string, set: FeedSet, query: FeedQuery, end = ""): string {
  const parts = [
    ...(query.select.length < set.properties.length ? query.select.map(({ name }) => name) : []),
    ...query.expand
      .filter(({ to, select }) => select.length < to.properties.length)
      .map(({ link, select }) => `${link.name}(${select.map(({ name }) => name).join(",")})`),
  ];
  return `${root}/$metadata#${set.name}${parts.length > 0 ? `(${parts.join(",")})` : ""}${end}`;
}

const chosen = (row: FeedRow, select: FeedQuery["select"]): FeedRow =>
  Object.fromEntries(select.map(({ name }) => [name, row[name] ?? null]));

async function shownRows({ db, today }: Asked, query: FeedQuery, rows: readonly FeedRow[]) {
  const related = await Promise.all(
    query.expand.map(async (one) => ({ ...one, rows: await readRelated(db, one, rows, today) })),
  );
  return rows.map((row) => {
    const shown: Record<string, FeedValue | FeedRow> = chosen(row, query.select);
    for (const { link, select, rows: others } of related) {
      const other = others.get(row[link.by] ?? null);
      shown[link.name] = other ? chosen(other, select) : null;
    }
    return shown;
  });
}
