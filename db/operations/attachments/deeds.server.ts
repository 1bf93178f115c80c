/**
 * Owns adding a file to a record, removing it, and what the scanner made of it, each told in the
 * history of the record.
 * Practice: the record is held first, so that no file lands on what has ended meanwhile and the only
 * evidence of what was completed never goes.
 */
import {
  type FileType,
  mostAttachments,
  type RecordKind,
  scanMachine,
} from "~/rules/attachments/attachments";
import type { EventKind } from "~/rules/core/event-kinds";
import { filesOpenIn, whyKept } from "~/rules/learning-log/action-files";
import type { ActionStatus } from "~/rules/learning-log/learning-log";
import {
  type AttachedTo,
  type Attachment,
  countEvidence,
  endAttachment,
  findAttachment,
  insertAttachment,
  listAttachments,
  type NewAttachment,
  saveScan,
} from "../../attachments/attachments.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import type { Tx } from "../../core/open.server";
import { Conflict } from "../../core/versions.server";
import { addUpdate } from "../../learning-log/actions.server";

type By = Stamp & { actorId: string };
type Happened = "file-added" | "file-removed" | "file-refused";

const streams = { action: "action", learning: "learning", minutes: "log-minutes" } as const;

const eventKinds = {
  action: {
    "file-added": "action.file-added",
    "file-removed": "action.file-removed",
    "file-refused": "action.file-refused",
  },
  learning: {
    "file-added": "learning.file-added",
    "file-removed": "learning.file-removed",
    "file-refused": "learning.file-refused",
  },
  minutes: {
    "file-added": "log-minutes.file-added",
    "file-removed": "log-minutes.file-removed",
    "file-refused": "log-minutes.file-refused",
  },
} as const satisfies Record<RecordKind, Record<Happened, EventKind>>;

const streamOf = ({ kind, id }: AttachedTo) => `${streams[kind]}:${id}` as const;

/** Holds the record until the transaction ends; throws Conflict where it takes no files any more. */
async function hold(
  tx: Tx,
  of: AttachedTo,
): Promise<{ evidence: string; status: ActionStatus } | null> {
  if (of.kind === "action") {
    const held = await tx
      .updateTable("action")
      // Whoever verifies it has read other evidence: their page is out of date.
      .set((eb) => ({
        version: eb
          .case()
          .when("status", "=", "completed")
          .then(eb("version", "+", 1))
          .else(eb.ref("version"))
          .end(),
      }))
      .where("id", "=", of.id)
      .where("status", "in", [...filesOpenIn])
      .returning(["evidence", "status"])
      .executeTakeFirst();
    if (!held) throw new Conflict(streamOf(of));
    return { evidence: held.evidence, status: held.status as ActionStatus };
  }
  const held =
    of.kind === "learning"
      ? await tx
          .updateTable("learning")
          .set((eb) => ({ version: eb.ref("version") }))
          .where("id", "=", of.id)
          .where("merged_into_id", "is", null)
          .executeTakeFirst()
      : await tx
          .updateTable("log_minutes")
          .set((eb) => ({ met_on: eb.ref("met_on") }))
          .where("id", "=", of.id)
          .executeTakeFirst();
  if (Number(held.numUpdatedRows) === 0) throw new Conflict(streamOf(of));
  return null;
}

/** What of a file its record's history keeps. */
type Told = { id: string; name: string; type: FileType; bytes: number };

async function tell(
  tx: Tx,
  stamp: Stamp,
  of: AttachedTo,
  happened: Happened,
  { id, name, type, bytes }: Told,
): Promise<void> {
  if (of.kind === "action") await addUpdate(tx, stamp, of.id, { kind: happened, text: name });
  await appendEvent(tx, stamp, {
    stream: streamOf(of),
    kind: eventKinds[of.kind][happened],
    after: { attachmentId: id, name, type, bytes },
  });
}

/** Adds a stored file; null where the record has as many as it may. Throws Conflict. */
export async function addAttachment(
  tx: Tx,
  stamp: By,
  of: AttachedTo,
  file: NewAttachment,
): Promise<string | null> {
  await hold(tx, of);
  if ((await listAttachments(tx, of)).length >= mostAttachments) return null;
  const id = await insertAttachment(tx, stamp, of, file);
  await tell(tx, stamp, of, "file-added", { id, ...file });
  return id;
}

/** Removes a file from its record; its bytes go once that is kept. Throws Conflict. */
export async function removeAttachment(
  tx: Tx,
  stamp: By,
  of: AttachedTo,
  file: Pick<Attachment, "id" | "name" | "type" | "bytes" | "scanState">,
): Promise<void> {
  const held = await hold(tx, of);
  if (held) {
    const files = await countEvidence(tx, of);
    const isEvidence = file.scanState !== "refused";
    if (whyKept({ ...held, files }, { isEvidence })) throw new Conflict(streamOf(of));
  }
  await endAttachment(tx, stamp, file.id);
  await tell(tx, stamp, of, "file-removed", file);
}

/** Keeps what the scanner made of a file; false where that is no longer asked. */
export async function settleScan(
  tx: Tx,
  stamp: Stamp,
  id: string,
  move: keyof typeof scanMachine.moves,
): Promise<boolean> {
  const found = await findAttachment(tx, id);
  if (!found || !(await saveScan(tx, id, move, stamp.systemAt))) return false;
  if (scanMachine.moves[move].to === "refused")
    await tell(tx, stamp, found.of, "file-refused", found);
  return true;
}
