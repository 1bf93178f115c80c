/**
 * Owns carrying out a confirmed import: new staff, cases added, changed and closed, holders kept.
 * Practice: all or nothing, in the caller's transaction; a case that changed since the preview
 * stops the whole; who held a case when is kept, because conflicts of interest depend on it.
 */

import type { Cohort } from "~/rules/caseload";
import type { NewWorker } from "~/rules/caseload-people";
import type { CaseFacts, HeldCase } from "~/rules/caseload-staging";
import { absentCases } from "./caseload-absent.server";
import { saveHoldings } from "./caseload-holdings.server";
import {
  asHeldCase,
  asStagedRow,
  type CaseloadImport,
  type ImportCounts,
} from "./caseload-imports.server";
import { flag, fold } from "./columns";
import { appendEvent, appendEvents, type NewEvent, type Stamp } from "./events.server";
import { newId } from "./ids.server";
import type { Tx } from "./open.server";
import { addPerson } from "./people.server";
import { Conflict, mustChange } from "./versions.server";

export type Confirming = {
  import: CaseloadImport;
  /** Closes the absent cases of the file's cohorts. */
  complete: boolean;
  /** The date in London. */
  today: string;
};

/** Carries out an import. Throws Conflict when it, or a case in it, is no longer as previewed. */
export async function confirmImport(
  tx: Tx,
  stamp: Stamp,
  { import: staged, complete, today }: Confirming,
): Promise<void> {
  const stream = `import:${staged.id}` as const;
  // First, so that of two who confirm at once the second waits here and finds it done.
  const taken = await tx
    .updateTable("caseload_import")
    .set({ state: "confirmed", confirmed_at: stamp.at, version: staged.version + 1 })
    .where("id", "=", staged.id)
    .where("state", "=", "staged")
    .where("version", "=", staged.version)
    .executeTakeFirst();
  mustChange(stream, taken);

  const peopleByRef = await addWorkers(tx, stamp, staged.counts.newWorkers);
  const stored = await tx
    .selectFrom("caseload_import_row")
    .selectAll()
    .where("import_id", "=", staged.id)
    .where("outcome", "in", ["add", "change", "close"])
    .orderBy("line")
    .execute();
  const rows = stored.map(asStagedRow);
  const added: { id: string; facts: CaseFacts }[] = [];
  const changed: { held: HeldCase; facts: CaseFacts }[] = [];
  const held = await heldCases(
    tx,
    rows.flatMap(({ caseId }) => caseId ?? []),
  );
  for (const { caseId, version, facts: named } of rows) {
    if (!named) continue;
    const facts = withPeople(named, peopleByRef);
    if (caseId === null) added.push({ id: newId(), facts });
    else {
      const before = held.get(caseId);
      if (!before || before.version !== version) throw new Conflict(stream);
      changed.push({ held: before, facts });
    }
  }
  const absent = complete ? await listAbsentWhole(tx, staged.id, staged.counts.cohorts) : [];
  for (const gone of absent) {
    const closedOn = today > gone.openedOn ? today : gone.openedOn;
    changed.push({ held: gone, facts: { ...gone, closedOn } });
  }

  const events: NewEvent[] = [];
  await addCases(tx, stream, added);
  for (const { id, facts } of added) {
    events.push({ stream: `case:${id}`, kind: "case.added", after: facts });
  }
  for (const { held: before, facts } of changed) {
    await saveCase(tx, before, facts);
    events.push(changeEvent(before, facts));
  }
  await saveHoldings(
    tx,
    [
      ...added.map(({ id, facts }) => ({ caseId: id, before: null, after: facts })),
      ...changed.map(({ held: before, facts }) => ({ caseId: before.id, before, after: facts })),
    ],
    today,
  );
  await appendEvents(
    tx,
    events.map((event) => ({ stamp, event })),
  );
  const counts: ImportCounts = {
    ...staged.counts,
    leftOut: staged.counts.bad,
    closedAsAbsent: absent.length,
  };
  await tx
    .updateTable("caseload_import")
    .set({ counts: JSON.stringify(counts) })
    .where("id", "=", staged.id)
    .execute();
  const { newWorkers, ...told } = counts;
  await appendEvent(tx, stamp, {
    stream,
    kind: "import.confirmed",
    after: { ...told, newWorkers: newWorkers.length },
  });
}

/** Adds the staff nobody knew, unless somebody has added them since the preview. */
async function addWorkers(
  tx: Tx,
  stamp: Stamp,
  workers: readonly NewWorker[],
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const worker of workers) {
    const { ref, ...person } = worker;
    const number = worker.staffNumber;
    const same = tx.selectFrom("person").select("id").limit(2);
    const found = await (number
      ? same.where("staff_number", "=", number)
      : worker.email
        ? same.where("email_folded", "=", fold(worker.email))
        : same.where("name_folded", "=", fold(worker.name)).where("active", "=", 1)
    ).execute();
    const only = found.length === 1 ? found[0] : undefined;
    const id = only?.id ?? newId();
    ids.set(ref, id);
    if (only) continue;
    await addPerson(tx, stamp, {
      ...person,
      id,
      jobTitle: "",
      managerId: null,
      established: false,
      grants: [],
    });
  }
  return ids;
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

async function heldCases(tx: Tx, ids: readonly string[]): Promise<Map<string, HeldCase>> {
  const held = new Map<string, HeldCase>();
  for (let start = 0; start < ids.length; start += 1000) {
    const rows = await tx
      .selectFrom("case_record")
      .selectAll()
      .where("id", "in", ids.slice(start, start + 1000))
      .execute();
    for (const row of rows) held.set(row.id, asHeldCase(row));
  }
  return held;
}

async function listAbsentWhole(tx: Tx, importId: string, ofCohorts: readonly Cohort[]) {
  const rows = await absentCases(tx, importId, ofCohorts).selectAll().execute();
  return rows.map(asHeldCase);
}

const caseValues = (facts: CaseFacts) => ({
  reference: facts.reference,
  reference_folded: fold(facts.reference),
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
});

async function addCases(
  tx: Tx,
  stream: string,
  added: readonly { id: string; facts: CaseFacts }[],
) {
  for (let start = 0; start < added.length; start += 500) {
    const chunk = added.slice(start, start + 500);
    const inserted = await tx
      .insertInto("case_record")
      .values(chunk.map(({ id, facts }) => ({ id, sensitive: flag(false), ...caseValues(facts) })))
      .onConflict((c) => c.column("reference_folded").doNothing())
      .executeTakeFirst();
    if (Number(inserted.numInsertedOrUpdatedRows) !== chunk.length) throw new Conflict(stream);
  }
}

async function saveCase(tx: Tx, before: HeldCase, facts: CaseFacts): Promise<void> {
  const result = await tx
    .updateTable("case_record")
    .set({ ...caseValues(facts), version: before.version + 1 })
    .where("id", "=", before.id)
    .where("version", "=", before.version)
    .executeTakeFirst();
  mustChange(`case:${before.id}`, result);
}

/** Only what differs goes into the event. */
function changeEvent(before: HeldCase, facts: CaseFacts): NewEvent {
  const keys = (Object.keys(facts) as (keyof CaseFacts)[]).filter(
    (key) => key in before && before[key] !== facts[key],
  );
  const only = (from: CaseFacts) => Object.fromEntries(keys.map((key) => [key, from[key]]));
  const closes = before.closedOn === null && facts.closedOn !== null;
  return {
    stream: `case:${before.id}`,
    kind: closes ? "case.closed" : "case.changed",
    before: only(before),
    after: only(facts),
  };
}
