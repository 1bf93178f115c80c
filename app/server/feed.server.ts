/**
 * Owns the answers of the feed: which address is which resource, a page with the link to the next,
 * and refusals in OData's shape.
 * Practice: OData 4.0, read-only; a page at a time, so that memory does not grow with the past.
 */
import { dateInLondon } from "~/rules/core/dates";
import { parseFilter } from "~/rules/reports/feed-filter";
import { metadataXml, serviceDocument } from "~/rules/reports/feed-metadata";
import { findFeedSet, rowsLinksOf } from "~/rules/reports/feed-model";
import { nextQuery, readCountQuery, readFeedQuery } from "~/rules/reports/feed-query";
import { badRequest, FeedProblem, type FeedRow, type FeedSet } from "~/rules/reports/feed-shapes";
import { listBlindCycles } from "~db/audits/blind.server";
import { countFeedRows, unscopedFeedRows } from "~db/reports/feed.server";
import type { RequestContext } from "./context.server";
import { admitToFeed } from "./feed-door.server";
import { contextOf, type FeedAsked, keyOf, narrowed, quoted, shownRows } from "./feed-rows.server";

/** How many rows a page holds at most; fewer where each brings many others with it. */
export const feedPage = 5000;
const pageWithOthers = 50;

type Asked = FeedAsked & { url: URL; size: number };

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
  const admitted = await admitToFeed(request, context);
  if (admitted.refusal) {
    const { status, code, message, headers } = admitted.refusal;
    return refused(status, code, message, headers);
  }
  const url = new URL(request.url);
  const preferred = request.headers.get("Prefer")?.match(/odata\.maxpagesize=(\d{1,6})/)?.[1];
  const size = Math.min(feedPage, Math.max(1, Number(preferred ?? feedPage)));
  const asked = {
    db: context.db,
    reading: {
      today: dateInLondon(context.clock.now()),
      kept: new Set(await listBlindCycles(context.db, [admitted.ownerId])),
    },
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
  if (key !== undefined && second !== undefined) return answerRelated(asked, set, key, second);
  if (second !== undefined) throw notFound("There is nothing at this address of the feed");
  return answerPage(asked, set);
}

const metadata = () =>
  new Response(metadataXml(), {
    headers: { ...usual, "Content-Type": "application/xml;charset=utf-8" },
  });

async function answerCount({ db, reading, url }: Asked, set: FeedSet): Promise<Response> {
  const count = await countFeedRows(db, set, readCountQuery(set, url.searchParams), reading);
  return new Response(String(count), {
    headers: { ...usual, "Content-Type": "text/plain;charset=utf-8" },
  });
}

/** What "('id')" or "(AuditId='id',AreaCode='plo',Basis='final')" asks for. */
function keyFilter(set: FeedSet, key: string): string {
  const [only = "", ...others] = set.key;
  if (others.length === 0 && /^('(?:[^']|'')*'|[\d-]+)$/.test(key)) return `${only} eq ${key}`;
  const pairs = [...key.matchAll(/(\w+)=('(?:[^']|'')*'|[\d-]+)(?:,|$)/gy)];
  const names = pairs.map(([, name]) => name);
  const whole = pairs.map(([all]) => all).join("") === key;
  if (!whole || names.toSorted().join() !== [...set.key].toSorted().join())
    throw badRequest(`The key of ${set.name} is ${set.key.join(", ")}`);
  return pairs.map(([, name, value]) => `${name} eq ${value}`).join(" and ");
}

/** The row of a key, with all its properties. */
async function findRow({ db, reading }: Asked, set: FeedSet, key: string): Promise<FeedRow> {
  const query = readFeedQuery(set, new URLSearchParams());
  const filter = parseFilter(set, keyFilter(set, key));
  const [row] = await unscopedFeedRows(db, set, { ...query, filter }, 1, reading);
  if (!row) throw notFound(`${set.name} has no such row`);
  return row;
}

async function answerOne(asked: Asked, set: FeedSet, key: string): Promise<Response> {
  const query = readFeedQuery(set, asked.url.searchParams);
  const [row] = await shownRows(asked, set, query, [await findRow(asked, set, key)]);
  return answer({ "@odata.context": contextOf(asked.root, set, query, "/$entity"), ...row });
}

/** "Exercises('id')/Audits": the rows that belong to a row, or the one that it belongs to. */
async function answerRelated(
  asked: Asked,
  set: FeedSet,
  key: string,
  name: string,
): Promise<Response> {
  const row = await findRow(asked, set, key);
  const one = set.links.find((link) => link.name === name);
  const rows = rowsLinksOf(set).find((link) => link.name === name);
  const to = findFeedSet(one?.to ?? rows?.to ?? "");
  if (!to) throw notFound(`${set.name} has no relation of this name`);
  if (rows) return answerPage({ ...asked, url: narrowed(asked.url, rows.by, keyOf(set, row)) }, to);
  const other = one && row[one.by];
  if (other === null || other === undefined) return new Response(null, { status: 204 });
  const literal = to.key[0] === "Date" ? String(other) : quoted(String(other));
  return answerOne(asked, to, literal);
}

async function answerPage(asked: Asked, set: FeedSet): Promise<Response> {
  const { db, root, url, reading } = asked;
  const query = readFeedQuery(set, url.searchParams);
  const size = Math.min(asked.size, query.expandRows.length > 0 ? pageWithOthers : feedPage);
  const take = Math.min(query.top ?? size, size);
  const mayGoOn = query.top === null || query.top > take;
  const most = mayGoOn ? take + 1 : take;
  const rows = most > 0 ? await unscopedFeedRows(db, set, query, most, reading) : [];
  const page = rows.slice(0, take);
  const last = rows.length > take ? page.at(-1) : undefined;
  const count = query.count ? await countFeedRows(db, set, query.filter, reading) : null;
  return answer({
    "@odata.context": contextOf(root, set, query),
    ...(count === null ? {} : { "@odata.count": count }),
    value: await shownRows(asked, set, query, page),
    ...(last
      ? {
          "@odata.nextLink": `${root}/${set.name}?${nextQuery(url.searchParams, query, last, page.length)}`,
        }
      : {}),
  });
}
