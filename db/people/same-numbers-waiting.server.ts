/**
 * Owns telling who is to say whether numbers that are the same but for zeros, spaces or case are of
 * one person or child, and since when that waits.
 * Practice: a pair waits since the later of its records came to be, as their histories tell.
 */
import { paths } from "~/paths";
import type { AttentionFact } from "~/rules/home/attention";
import type { Db } from "../core/open.server";
import { type NumberKind, unscopedNumberGroups } from "./same-numbers.server";

async function toTell(db: Db, kind: NumberKind): Promise<AttentionFact[]> {
  const open = (await unscopedNumberGroups(db, kind)).filter(({ settled }) => settled === null);
  if (open.length === 0) return [];
  return [
    {
      kind: kind === "case" ? "cases-to-tell" : "people-to-tell",
      subject: "",
      count: open.length,
      since: await oldestSince(db, kind, open.slice(0, 50)),
      href: kind === "case" ? paths.caseload.references() : paths.people.numbers(),
      place: kind === "case" ? "Caseload" : "People",
      meant: null,
    },
  ];
}

/** When the second of the oldest pair came to be; null where no history tells. */
async function oldestSince(db: Db, kind: NumberKind, groups: readonly { ids: string[] }[]) {
  const rows = await db
    .selectFrom("event")
    .select(["stream", (eb) => eb.fn.min("at").as("at")])
    .where(
      "stream",
      "in",
      groups.flatMap(({ ids }) => ids.map((id) => `${kind}:${id}`)),
    )
    .groupBy("stream")
    .execute();
  const came = new Map(rows.map(({ stream, at }) => [stream, at]));
  const since = groups.flatMap(({ ids }) => {
    const known = ids.flatMap((id) => came.get(`${kind}:${id}`) ?? []).sort();
    return known.length < ids.length ? [] : (known[1] ?? []);
  });
  return since.sort()[0] ?? null;
}

export const casesToTell = (db: Db) => toTell(db, "case");
export const peopleToTell = (db: Db) => toTell(db, "person");
