/**
 * Owns making a confirmed import ready: what each case was and becomes, who begins and ends to
 * hold it, and the events, all kept apart until one short transaction writes them.
 * Practice: the long part happens in batches that change nothing yet, so that others go on
 * working; what is kept here is also what undoing puts back.
 */

import type { Cohort } from "~/rules/caseload/caseload";
import type { CaseFacts, HeldCase } from "~/rules/caseload/staging";
import { laterDate } from "~/rules/core/dates";
import { foldNumber, lowered } from "~/rules/core/folding";
import { type BulkColumns, insertMany } from "../core/bulk.server";
import { flag } from "../core/columns";
import { type NewEvent, type Stamp, sealEvent } from "../core/events.server";
import { newId } from "../core/ids.server";
import { type Db, type Tx, transact } from "../core/open.server";
import { countAll } from "../core/scope.server";
import { Conflict } from "../core/versions.server";
import { absentCases } from "./absent.server";
import { batchSize } from "./compare.server";
import { asHeldCase } from "./held.server";
import { type Holding, type HoldingMove, planHoldings } from "./holdings.server";
import type { ImportChoices } from "./imports.server";
import { clearPrepared } from "./tidy.server";
import { carryOn, type Working } from "./work.server";

type What = "add" | "change" | "close" | "absent";
type Change = { caseId: string; what: What; before: HeldCase | null; after: CaseFacts };

export type Preparing = {
  choices: ImportChoices;
  /** The date in London. */
  today: string;
  clock: () => Date;
  /** Awaited between batches, to let others in. */
  breathe: () => Promise<void>;
};

/** Makes everything ready. Throws Conflict when a case is no longer as it was compared. */
export async function prepareImport(
  db: Db,
  stamp: Stamp,
  working: Working,
  { choices, today, clock, breathe }: Preparing,
): Promise<void> {
  const { importId } = working;
  await clearPrepared(db, importId, breathe);
  const people = await placePeople(db, importId);
  const total = await countChanges(db, importId, choices.complete);
  let done = 0;
  const keep = async (changes: Change[], open: Map<string, Holding[]>) => {
    await transact(db, async (tx) => {
      const moves = changes.flatMap((one) => planHoldings(one, open.get(one.caseId) ?? [], today));
      await carryOn(tx, working, { done: done + changes.length, total, at: clock() });
      await keepCases(tx, importId, changes);
      await keepHoldings(tx, importId, moves);
      await keepEvents(tx, importId, done, changes.map(changeEvent), stamp);
    });
    done += changes.length;
    await breathe();
  };

  for (let line = 0; ; ) {
    const rows = await changingRows(db, importId, line);
    const last = rows.at(-1);
    if (!last) break;
    line = last.line;
    const held = await heldById(
      db,
      rows.flatMap((row) => row.case_id ?? []),
    );
    const changes = rows.map((row): Change => {
      const { facts, version } = JSON.parse(row.content);
      const after = withPeople(facts, people);
      if (row.case_id === null) return { caseId: newId(), what: "add", before: null, after };
      const before = held.get(row.case_id);
      if (!before || before.version !== version) throw new Conflict(`import:${importId}`);
      return { caseId: row.case_id, what: row.outcome as What, before, after };
    });
    await keep(changes, await openHoldings(db, [...held.keys()]));
  }
  for (let after = ""; ; ) {
    const absent = await absentAfter(db, importId, choices.complete, after);
    const last = absent.at(-1);
    if (!last) break;
    after = last.id;
    const changes = absent.map((before): Change => {
      const closedOn = laterDate(today, before.openedOn);
      return { caseId: before.id, what: "absent", before, after: { ...before, closedOn } };
    });
    const ids = absent.map(({ id }) => id);
    await keep(changes, await openHoldings(db, ids));
  }
}

async function countChanges(db: Db, importId: string, complete: readonly Cohort[]) {
  const { rows } = await db
    .selectFrom("caseload_import_row")
    .select(countAll.as("rows"))
    .where("import_id", "=", importId)
    .where("outcome", "in", ["add", "change", "close"])
    .executeTakeFirstOrThrow();
  const { absent } = await absentCases(db, importId, complete)
    .select(countAll.as("absent"))
    .executeTakeFirstOrThrow();
  return rows + absent;
}

/** An id for everyone new. Who was added since the comparison makes another one necessary. */
async function placePeople(db: Db, importId: string): Promise<Map<string, string>> {
  const people = await db
    .selectFrom("caseload_import_person")
    .select(["ref"])
    .where("import_id", "=", importId)
    .execute();
  const ids = new Map(people.map(({ ref }) => [ref, newId()]));
  await transact(db, async (tx) => {
    for (const [ref, id] of ids) {
      await tx
        .updateTable("caseload_import_person")
        .set({ person_id: id })
        .where("import_id", "=", importId)
        .where("ref", "=", ref)
        .execute();
    }
  });
  return ids;
}

const changingRows = (db: Db, importId: string, after: number) =>
  db
    .selectFrom("caseload_import_row")
    .select(["line", "outcome", "case_id", "content"])
    .where("import_id", "=", importId)
    .where("outcome", "in", ["add", "change", "close"])
    .where("line", ">", after)
    .orderBy("line")
    .limit(batchSize)
    .execute();

async function heldById(db: Db, ids: readonly string[]): Promise<Map<string, HeldCase>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("case_record").selectAll().where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, asHeldCase(row)]));
}

async function absentAfter(db: Db, importId: string, complete: readonly Cohort[], after: string) {
  const rows = await absentCases(db, importId, complete)
    .selectAll("case_record")
    .where("case_record.id", ">", after)
    .orderBy("case_record.id")
    .limit(batchSize)
    .execute();
  return rows.map(asHeldCase);
}

async function openHoldings(db: Db, caseIds: readonly string[]): Promise<Map<string, Holding[]>> {
  const open = new Map<string, Holding[]>();
  if (caseIds.length === 0) return open;
  const rows = await db
    .selectFrom("case_holding")
    .selectAll()
    .where("case_id", "in", caseIds)
    .where("to_on", "is", null)
    .execute();
  for (const row of rows) open.set(row.case_id, [...(open.get(row.case_id) ?? []), row]);
  return open;
}

function withPeople(facts: CaseFacts, ids: Map<string, string>): CaseFacts {
  const known = (ref: string | null) => (ref === null ? null : (ids.get(ref) ?? ref));
  return {
    ...facts,
    workerId: known(facts.workerId),
    supervisorId: known(facts.supervisorId),
    reviewingOfficerId: known(facts.reviewingOfficerId),
  };
}

const caseColumns = (facts: CaseFacts) => ({
  reference: facts.reference,
  reference_folded: lowered(facts.reference),
  reference_key: foldNumber(facts.reference),
  family_reference: facts.familyReference,
  cohort: facts.cohort,
  team_id: facts.teamId,
  worker_id: facts.workerId,
  supervisor_id: facts.supervisorId,
  reviewing_officer_id: facts.reviewingOfficerId,
  age: facts.age,
  unborn: flag(facts.unborn),
  opened_on: facts.openedOn,
  closed_on: facts.closedOn,
  // What was staged before these were known says nothing of them.
  plan_since: facts.planSince ?? null,
  reopened_on: facts.reopenedOn ?? null,
});

const texts = <const N extends string>(...names: N[]) =>
  Object.fromEntries(names.map((name) => [name, "text"])) as Record<N, "text">;

const caseSideColumns: BulkColumns = {
  ...texts("import_id", "case_id", "side", "what", "reference", "reference_folded"),
  ...texts("reference_key"),
  ...texts("family_reference", "cohort", "team_id", "worker_id", "supervisor_id"),
  ...texts("reviewing_officer_id", "opened_on", "closed_on", "plan_since", "reopened_on"),
  version: "integer",
  age: "integer",
  unborn: "integer",
};

const holdingColumns: BulkColumns = {
  ...texts("import_id", "id", "does", "case_id", "person_id", "relation", "team_id"),
  ...texts("from_on", "to_on"),
};

const eventColumns: BulkColumns = {
  ...texts("import_id", "id", "stream", "kind", "actor_id", "at", "system_at", "digest"),
  ...texts("salt", "before", "after"),
  position: "integer",
};

async function keepCases(tx: Tx, importId: string, changes: readonly Change[]) {
  const values = changes.flatMap(({ caseId, what, before, after }) => {
    const side = { import_id: importId, case_id: caseId, what };
    const version = before ? before.version + 1 : 1;
    const becomes = { ...side, side: "after" as const, version, ...caseColumns(after) };
    if (!before) return [becomes];
    const was = { side: "before" as const, version: before.version, ...caseColumns(before) };
    return [{ ...side, ...was }, becomes];
  });
  await insertMany(tx, "caseload_import_case", caseSideColumns, values);
}

async function keepHoldings(tx: Tx, importId: string, moves: readonly HoldingMove[]) {
  const values = moves.map((move) => ({ ...move, import_id: importId }));
  await insertMany(tx, "caseload_import_holding", holdingColumns, values);
}

/** Keeps events for later, in order; `from` is how many there are already. */
export async function keepEvents(
  tx: Tx,
  importId: string,
  from: number,
  events: readonly NewEvent[],
  stamp: Stamp,
): Promise<void> {
  const values = events.map((event, index) => {
    const sealed = sealEvent({ stamp, event });
    const { salt, before, after } = sealed.body;
    return { import_id: importId, position: from + index, ...sealed.event, salt, before, after };
  });
  await insertMany(tx, "caseload_import_event", eventColumns, values);
}

/** Only what differs goes into the event. */
function changeEvent({ caseId, before, after }: Change): NewEvent {
  const stream = `case:${caseId}` as const;
  if (before === null) return { stream, kind: "case.added", after };
  const keys = (Object.keys(after) as (keyof CaseFacts)[]).filter(
    (key) => key in before && before[key] !== after[key],
  );
  const only = (from: CaseFacts) => Object.fromEntries(keys.map((key) => [key, from[key]]));
  const closes = before.closedOn === null && after.closedOn !== null;
  return {
    stream,
    kind: closes ? "case.closed" : "case.changed",
    before: only(before),
    after: only(after),
  };
}
