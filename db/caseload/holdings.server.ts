/**
 * Owns who held a case when: its worker, supervisor and reviewing officer over time.
 * Practice: a holding ends on the day another begins, or when the case closes; none is removed.
 */
import type { CaseFacts } from "~/rules/caseload/staging";
import { laterDate } from "~/rules/core/dates";
import { newId } from "../core/ids.server";
import { nameIn } from "../core/one-person.server";
import type { Db } from "../core/open.server";

type Relation = "worker" | "supervisor" | "reviewing-officer";

const personOf = {
  worker: "workerId",
  supervisor: "supervisorId",
  "reviewing-officer": "reviewingOfficerId",
} as const satisfies Record<Relation, keyof CaseFacts>;

const relations = Object.keys(personOf) as Relation[];

export type HolderChange = { caseId: string; before: CaseFacts | null; after: CaseFacts };

const isOpen = (facts: CaseFacts | null): facts is CaseFacts => facts?.closedOn === null;

export type Holding = {
  id: string;
  case_id: string;
  person_id: string;
  relation: Relation;
  team_id: string | null;
  from_on: string;
  to_on: string | null;
};

/** A holding to begin, or one held now with the day it ends. */
export type HoldingMove = Holding & { does: "begin" | "end" };

/**
 * What a change of a case does to its holdings. `open` are those held now; `today` is when a
 * change took effect.
 */
export function planHoldings(
  { caseId, before, after }: HolderChange,
  open: readonly Holding[],
  today: string,
): HoldingMove[] {
  const moves: HoldingMove[] = [];
  const begin = (relation: Relation, personId: string, from: string, to: string | null) =>
    moves.push({
      does: "begin",
      id: newId(),
      case_id: caseId,
      person_id: personId,
      relation,
      team_id: after.teamId,
      from_on: from,
      to_on: to,
    });
  for (const relation of relations) {
    const named = after[personOf[relation]];
    const was = isOpen(before) ? before[personOf[relation]] : null;
    const is = isOpen(after) ? named : null;
    const moved = before?.teamId !== after.teamId;
    if (was === is && !(is && moved)) {
      // A case first seen when it was closed was held by someone all the same.
      if (before === null && after.closedOn !== null && named !== null) {
        begin(relation, named, after.openedOn, after.closedOn);
      }
      continue;
    }
    if (was !== null) {
      const on = after.closedOn ?? today;
      for (const held of open.filter((one) => one.relation === relation)) {
        // Never before it began.
        moves.push({ ...held, does: "end", to_on: laterDate(held.from_on, on) });
      }
    }
    if (is !== null) begin(relation, is, before === null ? after.openedOn : today, null);
  }
  return moves;
}

/** Who holds and held a case, the present holders first. */
export async function listHoldings(db: Db, caseId: string) {
  return db
    .selectFrom("case_holding")
    .innerJoin("one_person as person", "person.record_id", "case_holding.person_id")
    .leftJoin("team", "team.id", "case_holding.team_id")
    .select(["case_holding.id", "relation", nameIn("person").as("person"), "team.name as team"])
    .select(["from_on as fromOn", "to_on as toOn"])
    .where("case_id", "=", caseId)
    .orderBy((eb) => eb.case().when("to_on", "is", null).then(0).else(1).end())
    .orderBy("from_on", "desc")
    .orderBy("relation", "desc")
    .execute();
}
