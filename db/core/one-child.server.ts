/**
 * Owns which cases are of one child that is recorded twice, as someone has said.
 * Practice: both stay, so whoever has or had a part under either reference has it with the child.
 */
import type { Db } from "./open.server";

/** By case, it and those that were said to be the same child. */
export async function listOfSameChild(
  db: Db,
  caseIds: readonly string[],
): Promise<Map<string, string[]>> {
  const said = await db
    .selectFrom("same_number")
    .select("ids")
    .where("kind", "=", "case")
    .where("answer", "=", "same")
    .execute();
  const groups = said.map(({ ids }) => JSON.parse(ids) as string[]);
  return new Map(
    caseIds.map((id) => [id, [...new Set([id, ...groups.filter((of) => of.includes(id)).flat()])]]),
  );
}
