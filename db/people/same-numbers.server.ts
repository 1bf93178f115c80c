/**
 * Owns stored references and staff numbers that are the same but for zeros, spaces or case: which
 * there are, with what tells them apart, and what was said of each.
 * Practice: nothing is merged. Two children go on as two; of two records of one child the one not
 * kept is closed, so that no draw takes the child twice, and opened again when that is taken back.
 */
import type { Settled, SettledNumbers } from "~/rules/imports/same-number";
import type { Db } from "../core/open.server";

export type NumberKind = "case" | "person";

/** The records under keys that more than one of them has, by key; one that points to someone is theirs. */
async function coinciding(db: Db, kind: NumberKind): Promise<Map<string, string[]>> {
  const rows =
    kind === "case"
      ? await db
          .selectFrom("case_record")
          .select(["id", "reference_key as key"])
          .where("reference_key", "in", (eb) =>
            eb
              .selectFrom("case_record as one")
              .select("one.reference_key")
              .groupBy("one.reference_key")
              .having((x) => x.fn.countAll(), ">", 1),
          )
          .orderBy("reference_key")
          .orderBy("reference_folded")
          .execute()
      : await db
          .selectFrom("person")
          .select(["id", "staff_number_key as key"])
          .where("same_as_id", "is", null)
          .where("staff_number_key", "in", (eb) =>
            eb
              .selectFrom("person as one")
              .select("one.staff_number_key")
              .where("one.staff_number_key", "is not", null)
              .where("one.same_as_id", "is", null)
              .groupBy("one.staff_number_key")
              .having((x) => x.fn.countAll(), ">", 1),
          )
          .orderBy("staff_number_key")
          .orderBy("staff_number")
          .execute();
  const groups = new Map<string, string[]>();
  for (const { id, key } of rows) {
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), id]);
  }
  return groups;
}

export const asIds = (ids: readonly string[]): string => JSON.stringify([...ids].sort());

export type NumberAnswer = Settled & { by: string | null; at: string; version: number };
export type NumberGroup = { key: string; ids: string[]; settled: NumberAnswer | null };

/** Every such group; what was said of other records than it holds now counts no more. */
export async function unscopedNumberGroups(db: Db, kind: NumberKind): Promise<NumberGroup[]> {
  const groups = await coinciding(db, kind);
  const answers = await db
    .selectFrom("same_number")
    .leftJoin("one_person as person", "person.record_id", "same_number.settled_by")
    .select(["key", "ids", "answer", "meant_id as meantId", "person.name as by"])
    .select(["settled_at as at", "same_number.version"])
    .where("kind", "=", kind)
    .execute();
  const byKey = new Map(answers.map((one) => [one.key, one]));
  return [...groups].map(([key, ids]) => {
    const said = byKey.get(key);
    if (!said || said.ids !== asIds(ids)) return { key, ids, settled: null };
    const { ids: _, key: __, ...settled } = said;
    return { key, ids, settled };
  });
}

/** All groups as a page lists them, what is still to be said first, and how many those are. */
export async function unscopedNumbersToTell(db: Db, kind: NumberKind) {
  const all = await unscopedNumberGroups(db, kind);
  const waiting = all.filter(({ settled }) => settled === null);
  return {
    groups: [...waiting, ...all.filter(({ settled }) => settled !== null)],
    waiting: waiting.length,
  };
}

/** What was said, by key, for imports to go by. */
export async function listSettledNumbers(db: Db, kind: NumberKind): Promise<SettledNumbers> {
  const rows = await db
    .selectFrom("same_number")
    .select(["key", "answer", "meant_id as meantId"])
    .where("kind", "=", kind)
    .execute();
  return new Map(rows.map(({ key, ...settled }) => [key, settled]));
}

/** The group that a record is in; null where its number is its own. */
export const findNumberGroup = async (db: Db, kind: NumberKind, id: string) =>
  (await unscopedNumberGroups(db, kind)).find(({ ids }) => ids.includes(id)) ?? null;
