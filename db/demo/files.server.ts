/**
 * Owns the files of the demonstration: evidence of one completed action, and a count behind what was
 * learnt, added as people add them.
 */
import { createHash } from "node:crypto";
import type { FileType } from "~/rules/attachments/attachments";
import { storeBytes } from "../attachments/folder.server";
import { type Db, transact } from "../core/open.server";
import { addAttachment } from "../operations/attachments/deeds.server";

const texts = {
  action: {
    name: "supervision-check-march.csv",
    type: "csv",
    text: "Week,Supervisions due,Recorded within five days\r\n1,14,11\r\n2,13,12\r\n3,15,14\r\n4,14,14\r\n",
  },
  learning: {
    name: "what-workers-said-in-the-workshop.txt",
    type: "text",
    text: "Workshop of 27 February, 18 people\r\n\r\nWhat helps: time set aside for it, an example of a good one.\r\nWhat gets in the way: two places to record the same.\r\n",
  },
} as const satisfies Record<string, { name: string; type: FileType; text: string }>;

/** Adds them to `folder`, on the day they would have been added. */
export async function addDemoFiles(db: Db, folder: string, systemAt: string): Promise<void> {
  const action = await db
    .selectFrom("action")
    .select(["id", "completed_by as by", "completed_on as on"])
    .where("status", "=", "completed")
    .where("level", "<>", "child")
    .where("completed_by", "is not", null)
    .orderBy("reference")
    .limit(1)
    .executeTakeFirst();
  const learning = await db
    .selectFrom("learning")
    .select(["id", "begun_by as by"])
    .where("merged_into_id", "is", null)
    .where("begun_by", "is not", null)
    .orderBy("reference")
    .limit(1)
    .executeTakeFirst();
  const add = async (
    kind: keyof typeof texts,
    found: { id: string; by: string | null } | undefined,
    day: string,
  ) => {
    if (!found?.by) return;
    const { name, type, text } = texts[kind];
    const bytes = Buffer.from(text);
    const storedName = await storeBytes(folder, bytes);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const stamp = { actorId: found.by, at: `${day}T09:20:00.000Z`, systemAt };
    const file = { name, type, storedName, bytes: bytes.length, sha256 };
    await transact(db, (tx) => addAttachment(tx, stamp, { kind, id: found.id }, file));
  };
  await add("action", action, action?.on ?? "2024-04-10");
  await add("learning", learning, "2024-03-01");
}
