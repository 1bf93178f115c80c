/**
 * Owns the work on an import that runs in the background: who does it, how far it is, and its end.
 * Practice: the state is in the database and each step is taken only by the owner who still holds
 * the import, so that several copies of the application never work on one, and a person can stop
 * it at any moment.
 */
import {
  afterStopping,
  hasStopped,
  type ImportMove,
  importMachine,
  isRunning,
  type RunningState,
  runningStates,
} from "~/rules/caseload/states";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import { type Db, type Tx, transact } from "../core/open.server";
import { mustChange } from "../core/versions.server";
import { type CaseloadImport, type ImportCounts, noCounts } from "./imports.server";

/** Thrown to whoever works on an import that is not theirs any more: stopped, or taken over. */
export class Halted extends Error {}

export type Working = { importId: string; owner: string; state: RunningState };

/** Begins an import whose file has arrived whole. Returns its id. */
export async function startImport(
  tx: Tx,
  stamp: Stamp,
  file: { name: string; fingerprint: string; bytes: number },
  owner: string,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto("caseload_import")
    .values({
      id,
      person_id: stamp.actorId ?? "",
      file_name: file.name,
      fingerprint: file.fingerprint,
      bytes: file.bytes,
      state: importMachine.first,
      counts: JSON.stringify(noCounts),
      created_at: stamp.at,
      confirmed_at: null,
      owner,
      beat_at: stamp.systemAt,
    })
    .execute();
  const { name, fingerprint, bytes } = file;
  await appendEvent(tx, stamp, {
    stream: `import:${id}`,
    kind: "import.started",
    after: { fileName: name, fingerprint, bytes },
  });
  return id;
}

/** Says how far the work is and that it goes on. Throws Halted when it should not. */
export async function carryOn(
  tx: Db | Tx,
  { importId, owner, state }: Working,
  step: { done: number; total?: number | null; at: Date },
): Promise<void> {
  const result = await tx
    .updateTable("caseload_import")
    .set({
      done: step.done,
      beat_at: step.at.toISOString(),
      ...(step.total === undefined ? {} : { total: step.total }),
    })
    .where("id", "=", importId)
    .where("owner", "=", owner)
    .where("state", "=", state)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) throw new Halted();
}

/** Passes an import on to the next state of its work; `owner` null when a person is next. */
export async function passOn(
  tx: Tx,
  working: Working,
  next: {
    move: ImportMove;
    owner: string | null;
    total?: number | null;
    problem?: string;
    kind?: CaseloadImport["kind"];
    counts?: ImportCounts;
    mark?: string;
  },
): Promise<void> {
  const { counts, move, ...values } = next;
  const { from, to } = importMachine.moves[move];
  const result = await tx
    .updateTable("caseload_import")
    .set({ state: to, done: 0, total: null, ...values })
    .set(counts ? { counts: JSON.stringify(counts) } : {})
    .set((eb) => ({ version: eb("version", "+", 1) }))
    .where("id", "=", working.importId)
    .where("owner", "=", working.owner)
    .where("state", "=", working.state)
    .where("state", "in", from)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) throw new Halted();
}

/** Ends an import that could not go on, with what to do next; what was read goes. */
export async function failImport(
  tx: Tx,
  stamp: Stamp,
  working: Working,
  problem: string,
): Promise<void> {
  await passOn(tx, working, { move: "fail", owner: null, problem });
  await removeRows(tx, working.importId);
  const stream = `import:${working.importId}` as const;
  await appendEvent(tx, stamp, { stream, kind: "import.failed", after: { problem } });
}

/** A file refused at once leaves nothing behind: it never became an import. */
export async function forgetImport(tx: Tx, importId: string): Promise<void> {
  await removeRows(tx, importId);
  await tx
    .deleteFrom("caseload_import")
    .where("id", "=", importId)
    .where("state", "=", "failed")
    .execute();
}

/** Drops an import before anything of it is written; that it was made stays. */
export async function discardImport(
  tx: Tx,
  stamp: Stamp,
  importId: string,
  version: number | null,
): Promise<void> {
  let query = tx
    .updateTable("caseload_import")
    .set((eb) => ({
      state: importMachine.moves.discard.to,
      owner: null,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", importId);
  // Stopping what runs needs no version: it counts on, whoever stops it.
  query =
    version === null
      ? query.where("state", "in", ["reading", "comparing"])
      : query.where("state", "=", "staged").where("version", "=", version);
  mustChange(`import:${importId}`, await query.executeTakeFirst());
  await removeRows(tx, importId);
  const kind = version === null ? "import.stopped" : "import.discarded";
  await appendEvent(tx, stamp, { stream: `import:${importId}`, kind });
}

async function removeRows(tx: Tx, importId: string): Promise<void> {
  await tx.deleteFrom("caseload_import_row").where("import_id", "=", importId).execute();
  await tx.deleteFrom("caseload_import_name").where("import_id", "=", importId).execute();
  await tx.deleteFrom("caseload_import_person").where("import_id", "=", importId).execute();
}

/** The imports someone works on, or should. */
export async function unscopedRunning(db: Db) {
  return db
    .selectFrom("caseload_import")
    .select(["id", "state", "owner", "beat_at as beatAt"])
    .where("state", "in", runningStates)
    .execute();
}

export type Left = { id: string; state: string; owner: string | null; beatAt: string | null };

/**
 * Takes over an import whose owner has fallen silent, or is known to be gone: it goes where
 * `afterStopping` says. True when it is now for `owner` to compare.
 */
export async function takeOver(
  db: Db,
  stamp: Stamp,
  left: Left,
  { owner, now, gone }: { owner: string; now: Date; gone: boolean },
): Promise<boolean> {
  const state = left.state as CaseloadImport["state"];
  if (!isRunning(state) || !(gone || hasStopped(left.beatAt, now))) return false;
  const next = afterStopping[state];
  const again = next.state === "comparing";
  return transact(db, async (tx) => {
    const result = await tx
      .updateTable("caseload_import")
      .set((eb) => ({
        state: next.state,
        owner: again ? owner : null,
        beat_at: again ? now.toISOString() : null,
        done: 0,
        version: eb("version", "+", 1),
      }))
      .set(next.problem ? { problem: next.problem } : {})
      .where("id", "=", left.id)
      .where("state", "=", state)
      // Of several who look at once, one takes it.
      .where("owner", left.owner === null ? "is" : "=", left.owner)
      .where("beat_at", left.beatAt === null ? "is" : "=", left.beatAt)
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n) return false;
    if (again) return true;
    const stream = `import:${left.id}` as const;
    await appendEvent(tx, stamp, {
      stream,
      kind: "import.stopped",
      after: { problem: next.problem },
    });
    if (next.state === "failed") await removeRows(tx, left.id);
    return false;
  });
}
