/**
 * Owns the pairs of people who may be recorded twice, for the administrator to compare, and what was
 * said of those who are two people.
 * Practice: a shared number, address or name is a hint and no more; nothing is joined by itself.
 * That two are two people stands with what is said of numbers (`same_number`), and can be taken back.
 */
import { type Alike, findAlike } from "~/rules/people/same-person";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { listPersons, type Person } from "./people-list.server";
import { unscopedNumberGroups } from "./same-numbers.server";

/** Who said it, and when. */
export type SaidTwo = { by: string | null; at: string };
export type AlikePair = Pick<Alike, "why"> & { people: [Person, Person]; said: SaidTwo | null };

const pairKey = (ids: readonly string[]): string => [...ids].sort().join(" ");

/** What was said of pairs, of their numbers too; by key. */
async function listSaidTwo(db: Db): Promise<Map<string, SaidTwo>> {
  const rows = await db
    .selectFrom("same_number")
    .leftJoin("one_person as person", "person.record_id", "same_number.settled_by")
    .select(["key", "person.name as by", "settled_at as at"])
    .where("kind", "=", "pair")
    .execute();
  const said = new Map<string, SaidTwo>(rows.map(({ key, by, at }) => [key, { by, at }]));
  for (const { ids, settled } of await unscopedNumberGroups(db, "person")) {
    if (!settled) continue;
    for (const one of ids) {
      for (const other of ids) {
        if (one < other) said.set(pairKey([one, other]), { by: settled.by, at: settled.at });
      }
    }
  }
  return said;
}

/**
 * Pairs of people who may be one, those of whom nothing was said first and at most as many as a page
 * shows; and how many there are to look at.
 */
export async function unscopedAlike(
  db: Db,
  most: number,
): Promise<{ count: number; pairs: AlikePair[] }> {
  const people = await db
    .selectFrom("person")
    .select(["id", "name", "email", "staff_number as staffNumber"])
    .where("same_as_id", "is", null)
    .orderBy("name_folded")
    .orderBy("id")
    .execute();
  const saidTwo = await listSaidTwo(db);
  const alike = findAlike(people).map((one) => ({
    ...one,
    said: saidTwo.get(pairKey(one.records)) ?? null,
  }));
  const open = alike.filter(({ said }) => said === null);
  const settled = alike.filter(({ said }) => said !== null);
  const shown = [...open.slice(0, most), ...settled.slice(0, most)];
  const found = await listPersons(db, [...new Set(shown.flatMap(({ records }) => records))]);
  const byId = new Map(found.map((person) => [person.id, person]));
  const pairs = shown.flatMap(({ why, said, records: [a, b] }): AlikePair[] => {
    const [first, second] = [byId.get(a), byId.get(b)];
    return first && second ? [{ why, said, people: [first, second] }] : [];
  });
  return { count: open.length, pairs };
}

/** Who said that these two are two people; null where nobody did. */
export const findSaidTwo = async (db: Db, ids: readonly [string, string]) =>
  (await listSaidTwo(db)).get(pairKey(ids)) ?? null;

/** Keeps that these two are two people, or that they are to be looked at again. */
export async function saveTwoPeople(
  tx: Tx,
  stamp: Stamp,
  { ids, two }: { ids: readonly [string, string]; two: boolean },
): Promise<void> {
  const key = pairKey(ids);
  const changed = two
    ? await tx
        .insertInto("same_number")
        .values({
          ...{ id: newId(), kind: "pair", key, ids: JSON.stringify([...ids].sort()) },
          ...{ answer: "different", settled_by: stamp.actorId, settled_at: stamp.at },
        })
        .onConflict((conflict) => conflict.columns(["kind", "key"]).doNothing())
        .executeTakeFirst()
    : await tx
        .deleteFrom("same_number")
        .where("kind", "=", "pair")
        .where("key", "=", key)
        .executeTakeFirst();
  const rows =
    "numDeletedRows" in changed ? changed.numDeletedRows : changed.numInsertedOrUpdatedRows;
  if (!rows) return;
  for (const [at, id] of ids.entries()) {
    await appendEvent(tx, stamp, {
      stream: `person:${id}`,
      kind: two ? "person.two-people" : "person.two-people-taken-back",
      after: { other: ids[1 - at] },
    });
  }
}
