/**
 * Owns the pairs of people who may be recorded twice, for the administrator to compare.
 * Practice: a shared number, address or name is a hint and no more; nothing is joined by itself.
 */
import { type Alike, findAlike } from "~/rules/same-person";
import type { Db } from "./open.server";
import { findPerson, type Person } from "./people-list.server";

export type AlikePair = Pick<Alike, "why"> & { people: [Person, Person] };

/** Pairs of people who may be one, at most as many as a page shows; and how many there are. */
export async function listAlike(
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
  const alike = findAlike(people);
  const pairs = await Promise.all(
    alike.slice(0, most).map(async ({ why, records: [a, b] }) => {
      const [first, second] = [await findPerson(db, a), await findPerson(db, b)];
      return first && second ? [{ why, people: [first, second] as [Person, Person] }] : [];
    }),
  );
  return { count: alike.length, pairs: pairs.flat() };
}
