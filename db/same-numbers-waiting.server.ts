/**
 * Owns telling who is to say whether numbers that are the same but for zeros, spaces or case are of
 * one person or child, and since when that waits.
 * Practice: a pair waits since the later of its records came to be, as their histories tell.
 */
import { paths } from "~/paths";
import type { AttentionFact } from "~/rules/attention";
import type { Db } from "./open.server";
import { listNumberGroups, type NumberKind } from "./same-numbers.server";

async function toTell(db: Db, kind: NumberKind): Promise<AttentionFact[]> {
  const open = (await listNumberGroups(db, kind)).filter(({ settled }) => settled === null);
  if (open.length === 0) return [];
  const since = await Promise.all(open.slice(0, 50).map(({ ids }) => bothSince(db, kind, ids)));
  return [
    {
      kind: kind === "case" ? "cases-to-tell" : "people-to-tell",
      subject: "",
      count: open.length,
      since: since.filter((at) => at !== null).sort()[0] ?? null,
      href: kind === "case" ? paths.caseload.references() : paths.people.numbers(),
      place: kind === "case" ? "Caseload" : "People",
      meant: null,
    },
  ];
}

/** When the second of them came to be; null where no history tells. */
async function bothSince(db: Db, kind: NumberKind, ids: readonly string[]) {
  const rows = await db
    .selectFrom("event")
    .select((eb) => eb.fn.min("at").as("at"))
    .where(
      "stream",
      "in",
      ids.map((id) => `${kind}:${id}`),
    )
    .groupBy("stream")
    .execute();
  return rows.length < ids.length ? null : (rows.map(({ at }) => at).sort()[1] ?? null);
}

export const casesToTell = (db: Db) => toTell(db, "case");
export const peopleToTell = (db: Db) => toTell(db, "person");
