/**
 * Owns undoing the import of an earlier log.
 * Practice: what someone has worked with since stays; the rest goes, and the history tells it.
 */
import { appendEvent, appendEvents, type Stamp, type StampedEvent } from "../core/events.server";
import type { Tx } from "../core/open.server";
import { settleLogImport } from "./log-import-deeds.server";

export type Undone = { removed: number; stay: number };

/** Removes what an import brought and nobody has touched since; answers how many actions stay. */
export async function undoLogImport(
  tx: Tx,
  stamp: Stamp,
  asked: { id: string; version: number },
): Promise<Undone> {
  await settleLogImport(tx, asked, "undo");
  const lines = await tx
    .selectFrom("log_import_line")
    .select(["action_id as actionId", "learning_id as learningId", "began_learning"])
    .where("log_import_line.import_id", "=", asked.id)
    .execute();
  const ids = lines.flatMap(({ actionId }) => actionId ?? []);
  const untouched = await holdUntouched(tx, ids);
  const used = await listUsed(tx, untouched);
  const goneIds = untouched.filter((id) => !used.has(id));
  await tx
    .deleteFrom("log_import_line")
    .where("import_id", "=", asked.id)
    .where((eb) => eb.or([eb("action_id", "is", null), eb("action_id", "in", [...goneIds, ""])]))
    .execute();
  for (const table of ["action_update", "learning_action"] as const)
    await tx
      .deleteFrom(table)
      .where("action_id", "in", [...goneIds, ""])
      .execute();
  await tx
    .deleteFrom("action")
    .where("id", "in", [...goneIds, ""])
    .execute();
  await appendEvents(
    tx,
    goneIds.map(
      (id): StampedEvent => ({
        stamp,
        event: { stream: `action:${id}`, kind: "action.import-undone" },
      }),
    ),
  );
  const begun = lines.flatMap(({ began_learning, learningId }) =>
    began_learning === 1 && learningId ? [learningId] : [],
  );
  await removeEmptyLearnings(tx, stamp, begun);
  await appendEvent(tx, stamp, { stream: `log-import:${asked.id}`, kind: "log-import.undone" });
  return { removed: goneIds.length, stay: ids.length - goneIds.length };
}

/** Holds those that nobody changed until the transaction ends, so that nobody does meanwhile. */
async function holdUntouched(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .updateTable("action")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("id", "in", [...ids, ""])
    .where("version", "=", 1)
    .returning("id")
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Those that something else leads to by now: said of, ordered to be tested, superseding another, or
 * answering more than what its line says was learnt.
 */
async function listUsed(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const among = [...ids, ""];
  const said = await tx
    .selectFrom("action_update")
    .select("action_id")
    .where("action_id", "in", among)
    .where("kind", "not in", ["imported", "progress"])
    .execute();
  const tested = await tx
    .selectFrom("action_retest")
    .select("action_id")
    .where("action_id", "in", among)
    .execute();
  const superseding = await tx
    .selectFrom("action")
    .select("superseded_by_id as action_id")
    .where("superseded_by_id", "in", among)
    .execute();
  const answering = await tx
    .selectFrom("learning_action as answers")
    .leftJoin("log_import_line as line", (join) =>
      join
        .onRef("line.action_id", "=", "answers.action_id")
        .onRef("line.learning_id", "=", "answers.learning_id"),
    )
    .select("answers.action_id")
    .where("answers.action_id", "in", among)
    .where("line.action_id", "is", null)
    .execute();
  return new Set(
    [...said, ...tested, ...superseding, ...answering].flatMap(({ action_id }) => action_id ?? []),
  );
}

/** Removes learnings on which nothing rests, which nothing answers and which hold no file. */
async function removeEmptyLearnings(tx: Tx, stamp: Stamp, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const empty = await tx
    .selectFrom("learning")
    .select("id")
    .where("id", "in", ids)
    .where("version", "=", 1)
    .where("merged_into_id", "is", null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("learning_evidence as e")
            .select("e.id")
            .whereRef("e.learning_id", "=", "learning.id"),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("learning_action as a")
            .select("a.action_id")
            .whereRef("a.learning_id", "=", "learning.id"),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("attachment as file")
            .select("file.id")
            .whereRef("file.learning_id", "=", "learning.id")
            .where("file.removed_at", "is", null),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("learning as other")
            .select("other.id")
            .where((eb) =>
              eb.or([
                eb("other.merged_into_id", "=", eb.ref("learning.id")),
                eb("other.split_from_id", "=", eb.ref("learning.id")),
              ]),
            ),
        ),
      ),
    )
    .execute();
  if (empty.length === 0) return;
  const gone = empty.map(({ id }) => id);
  await tx
    .updateTable("log_import_line")
    .set({ learning_id: null })
    .where("learning_id", "in", gone)
    .execute();
  await tx.deleteFrom("learning").where("id", "in", gone).execute();
  await appendEvents(
    tx,
    gone.map(
      (id): StampedEvent => ({
        stamp,
        event: { stream: `learning:${id}`, kind: "learning.import-undone" },
      }),
    ),
  );
}
