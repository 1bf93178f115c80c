/** Owns a page of the log of reading: which rows of it, and their times in words. */
import { formatInstant } from "~/rules/core/dates";
import type { Readable } from "~/rules/reading/reading";
import type { Guarded } from "~/server/guard.server";
import { listReaders } from "~db/reading/reading.server";

const perPage = 50;

/** Reads one page of a list, as the address asks for it; one past the last gives the last. */
export async function pageOf<Row>(
  request: Request,
  list: (page: { limit: number; offset: number }) => Promise<{ count: number; rows: Row[] }>,
) {
  const asked = Number(new URL(request.url).searchParams.get("page"));
  const from = Number.isSafeInteger(asked) && asked > 1 && asked < 1_000_000 ? asked : 1;
  const read = (page: number) => list({ limit: perPage, offset: (page - 1) * perPage });
  const first = await read(from);
  const pages = Math.max(1, Math.ceil(first.count / perPage));
  const page = Math.min(from, pages);
  return { ...(page === from ? first : await read(page)), page, pages };
}

/** Who opened a record, for whoever may know. */
export async function readReaders(
  { request, db, actor }: Pick<Guarded<unknown>, "request" | "db" | "actor">,
  record: Readable,
) {
  const found = await pageOf(request, (page) => listReaders(db, record, actor.id, page));
  return {
    ...found,
    rows: found.rows.map(({ name, forName, at }) => ({
      name: forName ? `${name} for ${forName}` : name,
      at: formatInstant(new Date(at)),
    })),
  };
}
