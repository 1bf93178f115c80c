/**
 * Owns who held a case when: its worker, supervisor and reviewing officer over time.
 * Practice: a holding ends on the day another begins, or when the case closes; none is removed.
 */
import type { CaseFacts } from "~/rules/caseload-staging";
import { newId } from "./ids.server";
import type { Db, Tx } from "./open.server";

type Relation = "worker" | "supervisor" | "reviewing-officer";

const personOf = {
  worker: "workerId",
  supervisor: "supervisorId",
  "reviewing-officer": "reviewingOfficerId",
} as const satisfies Record<Relation, keyof CaseFacts>;

const relations = Object.keys(personOf) as Relation[];

export type HolderChange = { caseId: string; before: CaseFacts | null; after: CaseFacts };

const isOpen = (facts: CaseFacts | null): facts is CaseFacts => facts?.closedOn === null;

/** Ends and begins holdings as cases change. `today` is when a change took effect. */
export async function saveHoldings(
  tx: Tx,
  changes: readonly HolderChange[],
  today: string,
): Promise<void> {
  const begun = [];
  for (const { caseId, before, after } of changes) {
    for (const relation of relations) {
      const was = isOpen(before) ? before[personOf[relation]] : null;
      const is = isOpen(after) ? after[personOf[relation]] : null;
      const moved = before?.teamId !== after.teamId;
      if (was === is && !(is && moved)) {
        // A case first seen when it was closed was held by somebody all the same.
        if (before === null && after.closedOn !== null)
          begun.push(...past(caseId, relation, after));
        continue;
      }
      if (was !== null) await end(tx, caseId, relation, after.closedOn ?? today);
      if (is !== null) {
        begun.push({
          id: newId(),
          case_id: caseId,
          person_id: is,
          relation,
          team_id: after.teamId,
          from_on: before === null ? after.openedOn : today,
          to_on: null,
        });
      }
    }
  }
  for (let start = 0; start < begun.length; start += 500) {
    await tx
      .insertInto("case_holding")
      .values(begun.slice(start, start + 500))
      .execute();
  }
}

function past(caseId: string, relation: Relation, facts: CaseFacts) {
  const personId = facts[personOf[relation]];
  if (personId === null) return [];
  return [
    {
      id: newId(),
      case_id: caseId,
      person_id: personId,
      relation,
      team_id: facts.teamId,
      from_on: facts.openedOn,
      to_on: facts.closedOn,
    },
  ];
}

/** Ends what is held now; never before it began. */
async function end(tx: Tx, caseId: string, relation: Relation, on: string): Promise<void> {
  await tx
    .updateTable("case_holding")
    .set((eb) => ({
      to_on: eb.case().when("from_on", ">", on).then(eb.ref("from_on")).else(on).end(),
    }))
    .where("case_id", "=", caseId)
    .where("relation", "=", relation)
    .where("to_on", "is", null)
    .execute();
}

/** Who holds and held a case, the present holders first. */
export async function listHoldings(db: Db, caseId: string) {
  return db
    .selectFrom("case_holding")
    .innerJoin("person", "person.id", "case_holding.person_id")
    .leftJoin("team", "team.id", "case_holding.team_id")
    .select(["case_holding.id", "relation", "person.name as person", "team.name as team"])
    .select(["from_on as fromOn", "to_on as toOn"])
    .where("case_id", "=", caseId)
    .orderBy((eb) => eb.case().when("to_on", "is", null).then(0).else(1).end())
    .orderBy("from_on", "desc")
    .orderBy("relation", "desc")
    .execute();
}
