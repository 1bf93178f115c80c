/**
 * Owns who has or had a part in a case, as conflicts of interest are judged from it.
 * Practice: nobody judges work they were part of, whether they hold the case, held it, or
 * manage the person who does.
 */
import type { CaseInterests, Holding } from "~/rules/conflicts";
import type { Db } from "./open.server";

/** By case id: everybody's part over time, each with who manages them today. */
export async function listCaseInterests(
  db: Db,
  caseIds: string[],
): Promise<Map<string, CaseInterests>> {
  if (caseIds.length === 0) return new Map();
  const cases = await db
    .selectFrom("case_record")
    .select(["id", "team_id", "opened_on", "worker_id", "supervisor_id", "reviewing_officer_id"])
    .where("id", "in", caseIds)
    .execute();
  const held = await db
    .selectFrom("case_holding")
    .select(["case_id", "person_id", "relation", "from_on", "to_on"])
    .where("case_id", "in", caseIds)
    .execute();
  const people = new Set(held.map((row) => row.person_id));
  for (const row of cases) {
    for (const id of [row.worker_id, row.supervisor_id, row.reviewing_officer_id]) {
      if (id) people.add(id);
    }
  }
  const managers = new Map<string, string | null>();
  if (people.size > 0) {
    const rows = await db
      .selectFrom("person")
      .select(["id", "manager_id"])
      .where("id", "in", [...people])
      .execute();
    for (const row of rows) managers.set(row.id, row.manager_id);
  }
  const managerOf = (personId: string) => managers.get(personId) ?? null;
  return new Map(
    cases.map((row) => {
      const past: Holding[] = held
        .filter((holding) => holding.case_id === row.id)
        .map((holding) => ({
          personId: holding.person_id,
          relation: holding.relation,
          fromOn: holding.from_on,
          toOn: holding.to_on,
          managerId: managerOf(holding.person_id),
        }));
      const today = (
        [
          ["worker", row.worker_id],
          ["supervisor", row.supervisor_id],
          ["reviewing-officer", row.reviewing_officer_id],
        ] as const
      ).flatMap(([relation, personId]): Holding[] =>
        personId
          ? [
              {
                personId,
                relation,
                fromOn: row.opened_on,
                toOn: null,
                managerId: managerOf(personId),
              },
            ]
          : [],
      );
      return [row.id, { teamId: row.team_id, holdings: [...past, ...today] }];
    }),
  );
}
