/**
 * Owns adding a file to a record from a posted form: arrived on disk, looked into, stored, and only
 * then said of the record.
 * Practice: whatever fails on the way, nothing of the file is kept, and the person is told what to do.
 */
import { chooseFile, largestInWords } from "~/forms/attachments";
import { cleanName, largestAttachment, mostAttachments } from "~/rules/attachments/attachments";
import { dropStored, storeFile } from "~db/attachments/folder.server";
import { addAttachment } from "~db/operations/attachments/deeds.server";
import { type ArrivedFile, isFull, noRoom, takeFile } from "./arriving.server";
import type { RecordWithFiles } from "./attachment-subjects.server";
import { findFileType } from "./file-type.server";
import type { Guardable, Guarded } from "./guard.server";
import { save } from "./save.server";

const wanted = {
  field: "file",
  largest: largestAttachment,
  largestInWords,
  choose: chooseFile,
};

type Outcome = { ok: true; name: string } | { ok: false; problem: string; status?: number };

/** Takes the file of a posted form and adds it to the record. */
export async function attachPosted<S extends RecordWithFiles & Guardable>(
  guard: Guarded<S>,
): Promise<Outcome> {
  const { request, context } = guard;
  const arrived = await takeFile(request, context.spoolDir, wanted).catch((error) => {
    if (isFull(error)) return { ok: false as const, problem: noRoom };
    throw error;
  });
  if (!arrived.ok) return arrived;
  try {
    return await attachArrived(guard, arrived);
  } finally {
    await arrived.remove();
  }
}

async function attachArrived<S extends RecordWithFiles & Guardable>(
  { db, context, actor, subject, stamp }: Guarded<S>,
  file: ArrivedFile,
): Promise<Outcome> {
  const name = cleanName(file.name);
  if (name === "") return { ok: false, problem: "Give the file a name, and add it again" };
  const found = await findFileType(file.path, name);
  if (!found.ok) return found;
  let storedName: string;
  try {
    storedName = await storeFile(context.filesDir, file.path);
  } catch (error) {
    context.log.error({ err: error }, "A file could not be stored");
    return { ok: false, problem: noRoom };
  }
  const { bytes, fingerprint: sha256 } = file;
  const { type } = found;
  let kept = false;
  try {
    const saved = await save(db, (tx) =>
      addAttachment(tx, { ...stamp, actorId: actor.id }, subject.of, {
        ...{ name, storedName, bytes, sha256, type },
      }),
    );
    kept = saved.ok && saved.value !== null;
    if (!saved.ok) return { ok: false, problem: changedMeanwhile, status: 409 };
    if (saved.value === null) return { ok: false, problem: tooMany };
    return { ok: true, name };
  } finally {
    if (!kept) await dropStored(context.filesDir, storedName);
  }
}

const changedMeanwhile =
  "Look at the record again: it was changed while the file was being sent, and takes no files now";

const tooMany = `Remove a file first: ${mostAttachments} are as many as one record holds`;
