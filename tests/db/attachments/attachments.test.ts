import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { listFileDifferences } from "~/overviews/attachments/files-compared.server";
import { scopeOf } from "~/rules/access/permission";
import { moveAction } from "~/rules/learning-log/action-moves";
import { sweepFiles } from "~/server/file-sweep.server";
import { scanDue } from "~/server/scan.server";
import { findActor } from "~db/access/people.server";
import { countEvidence, findAttachment, listAttachments } from "~db/attachments/attachments.server";
import { dropStored, storeBytes, storedAt } from "~db/attachments/folder.server";
import { listEvents } from "~db/core/events.server";
import { transact } from "~db/core/open.server";
import { Conflict } from "~db/core/versions.server";
import { findAction, listUpdates } from "~db/learning-log/action-record.server";
import { saveMove } from "~db/learning-log/actions.server";
import { beginLearning, mergeLearning } from "~db/learning-log/learning-deeds.server";
import { addAttachment, removeAttachment } from "~db/operations/attachments/deeds.server";
import { filesUnscanned } from "~db/overviews/attention/files.server";
import { addTeamAction } from "../../support/actions";
import { testClock } from "../../support/clock";
import { describeDatabases, type MakeDb } from "../../support/databases";
import { makeWorld } from "../../support/world";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kept-files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function open(makeDb: MakeDb) {
  const world = await makeWorld(await makeDb());
  const { db, people, stampOf } = world;
  const actionId = await addTeamAction(world, people.qaLead, { ownerId: people.teamManager.id });
  const of = { kind: "action", id: actionId } as const;
  const stamp = stampOf(people.teamManager);
  const lead = await findActor(db, people.qaLead.id, "2024-04-15");
  if (!lead) throw new Error("No QA lead");
  const reader = { log: scopeOf(lead, "learning-log.read"), audits: scopeOf(lead, "audits.read") };
  const add = async (name = "plan.pdf", to: Parameters<typeof addAttachment>[2] = of) => {
    const content = Buffer.from(`%PDF- ${name}`);
    const storedName = await storeBytes(folder, content);
    const { createHash } = await import("node:crypto");
    const sha256 = createHash("sha256").update(content).digest("hex");
    const file = { name, storedName, bytes: content.length, sha256, type: "pdf" } as const;
    const id = await transact(db, (tx) => addAttachment(tx, stamp, to, file));
    if (id === null) throw new Error("Too many");
    return { id, storedName };
  };
  const one = async (id: string) => {
    const found = await findAttachment(db, id);
    if (!found) throw new Error("It is not there");
    return found;
  };
  const remove = async (id: string) => {
    const file = await one(id);
    await transact(db, (tx) => removeAttachment(tx, stamp, file.of, file));
  };
  const read = async () => {
    const action = await findAction(db, reader, actionId);
    if (!action) throw new Error("No action");
    return action;
  };
  const complete = async (evidence: string) => {
    const action = await read();
    const mover = {
      id: people.teamManager.id,
      mayUpdate: true,
      mayVerify: false,
      mayChangeOwner: false,
    };
    const moved = moveAction(
      action,
      { kind: "complete", evidence, completedOn: "2024-03-01", supervisionOn: null },
      mover,
      "2024-04-15",
    );
    if (!moved.ok) throw new Error(moved.because);
    return transact(db, (tx) => saveMove(tx, stamp, action, moved, action.version));
  };
  return { ...world, of, stamp, add, one, remove, read, complete };
}

describeDatabases("Files of records", (makeDb) => {
  it("stand on their record, with its history, until they are removed", async () => {
    const { db, of, add, remove } = await open(makeDb);
    const { id } = await add("first.pdf");
    await add("second.pdf");
    expect((await listAttachments(db, of)).map(({ name }) => name)).toEqual([
      ...["first.pdf", "second.pdf"],
    ]);
    await remove(id);
    expect((await listAttachments(db, of)).map(({ name }) => name)).toEqual(["second.pdf"]);
    await expect(remove(id)).rejects.toThrow();
    const told = await listUpdates(db, { id: of.id, contentRead: true });
    expect(told.map(({ kind, text }) => `${kind} ${text}`)).toEqual(
      expect.arrayContaining(["file-added first.pdf", "file-removed first.pdf"]),
    );
    // Whoever may not read the action reads no name of a file either.
    const kept = await listUpdates(db, { id: of.id, contentRead: false });
    expect(kept.map(({ text }) => text).join("")).toBe("");
    const events = await listEvents(db, `action:${of.id}`, 20);
    expect(events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["action.file-added", "action.file-removed"]),
    );
  });

  it("stand as the only evidence, and then can't be removed", async () => {
    const { db, of, add, remove, complete, read } = await open(makeDb);
    await expect(complete("")).rejects.toThrow("Enter the evidence that it is done, or add a file");
    const { id } = await add();
    expect((await read()).files).toBe(1);
    await complete("");
    expect((await read()).status).toBe("completed");
    await expect(remove(id)).rejects.toThrow(Conflict);
    const second = await add("more.pdf");
    await remove(second.id);
    expect(await countEvidence(db, of)).toBe(1);
  });

  it("complete nothing when the file goes in the same moment", async () => {
    const { db, stamp, add, read, remove, people } = await open(makeDb);
    const { id } = await add();
    const action = await read();
    const mover = {
      id: people.teamManager.id,
      mayUpdate: true,
      mayVerify: false,
      mayChangeOwner: false,
    };
    const moved = moveAction(
      action,
      { kind: "complete", evidence: "", completedOn: "2024-03-01", supervisionOn: null },
      mover,
      "2024-04-15",
    );
    await remove(id);
    if (!moved.ok) throw new Error(moved.because);
    await expect(
      transact(db, (tx) => saveMove(tx, stamp, action, moved, action.version)),
    ).rejects.toThrow(Conflict);
  });

  it("land on no action that has ended", async () => {
    const { db, of, add } = await open(makeDb);
    await db.updateTable("action").set({ status: "verified" }).where("id", "=", of.id).execute();
    await expect(add()).rejects.toThrow(Conflict);
  });

  it("are at most twenty on one record, also when many come at once", async () => {
    const { db, of, add } = await open(makeDb);
    const asked = await Promise.allSettled(Array.from({ length: 24 }, (_, n) => add(`${n}.pdf`)));
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
    expect(await listAttachments(db, of)).toHaveLength(20);
  });

  it("move with what was learnt when it is merged", async () => {
    const { db, add, stamp } = await open(makeDb);
    const words = (what: string) => ({ what, area: null, theme: null });
    const { from, into } = await transact(db, async (tx) => ({
      from: await beginLearning(tx, stamp, words("Chronologies are old")),
      into: await beginLearning(tx, stamp, words("Chronologies are out of date")),
    }));
    await add("survey.pdf", { kind: "learning", id: from.id });
    await transact(db, (tx) => mergeLearning(tx, stamp, { ...from, version: 1 }, into, "The same"));
    const listed = await listAttachments(db, { kind: "learning", id: into.id });
    expect(listed.map(({ name }) => name)).toEqual(["survey.pdf"]);
    await expect(add("late.pdf", { kind: "learning", id: from.id })).rejects.toThrow(Conflict);
  });

  it("go with their record, and their bytes with the next sweep after a week", async () => {
    const { db, of, add, one, remove } = await open(makeDb);
    const goes = await add("goes.pdf");
    const other = await open(makeDb);
    expect(other).toBeTruthy();
    const stays = await add("stays.pdf");
    const removed = await add("removed.pdf");
    await remove(removed.id);
    const log = { error: () => {} };
    const now = new Date();
    const old = new Date(now.getTime() - 8 * 24 * 60 * 60 * 1000);
    const ages = () => {
      for (const name of readdirSync(folder)) utimesSync(join(folder, name), old, old);
    };
    writeFileSync(join(folder, "README"), "not ours");
    // What is younger than a week waits.
    expect(await sweepFiles(db, { filesDir: folder, now, log })).toBe(0);
    ages();
    await db.deleteFrom("attachment").where("id", "=", goes.id).execute();
    expect(await sweepFiles(db, { filesDir: folder, now, log })).toBe(2);
    expect(readdirSync(folder).sort()).toEqual(["README", stays.storedName].sort());
    await one(stays.id);
    await db.deleteFrom("action_update").where("action_id", "=", of.id).execute();
    await db.deleteFrom("outbox").execute();
    await db.deleteFrom("action").where("id", "=", of.id).execute();
    expect(await findAttachment(db, stays.id)).toBeNull();
    expect(await sweepFiles(db, { filesDir: folder, now, log })).toBe(1);
    expect(readdirSync(folder)).toEqual(["README"]);
  });

  it("are all left alone where most belong to no record, as with another database", async () => {
    const { db } = await open(makeDb);
    const old = new Date(Date.now() - 30 * 24 * 60 * 60 * 1000);
    for (let n = 0; n < 25; n += 1) {
      const name = await storeBytes(folder, Buffer.from("x"));
      utimesSync(storedAt(folder, name), old, old);
    }
    const said: string[] = [];
    const log = { error: (_: object, words: string) => said.push(words) };
    expect(await sweepFiles(db, { filesDir: folder, now: new Date(), log })).toBe(0);
    expect(readdirSync(folder)).toHaveLength(25);
    expect(said.join()).toMatch(/Most files belong to no record/);
  });

  it("are compared with what is known of them, each byte", async () => {
    const { db, add } = await open(makeDb);
    const [first, second, third] = [await add("1.pdf"), await add("2.pdf"), await add("3.pdf")];
    expect(await listFileDifferences(db, folder)).toEqual([]);
    writeFileSync(storedAt(folder, first.storedName), "%PDF- 9.pdf");
    await dropStored(folder, third.storedName);
    expect(await listFileDifferences(db, folder)).toEqual([
      `File ${first.id}: it is not as it was stored (${first.storedName})`,
      `File ${third.id}: it is not there (${third.storedName})`,
    ]);
    expect(existsSync(storedAt(folder, second.storedName))).toBe(true);
  });
});

/** A scanner: what is called after it is harmful, one word makes it fail, another makes it hang. */
function scanner(): string {
  const path = join(folder, "..", `scanner-${process.pid}.sh`);
  const lines = [
    "#!/bin/sh",
    'grep -q harmful "$2" && exit 1',
    'grep -q broken "$2" && exit 2',
    'grep -q slow "$2" && exec sleep 30',
    '[ "$1" = "--quiet" ] || exit 3',
    "exit 0",
  ];
  writeFileSync(path, lines.join("\n"));
  chmodSync(path, 0o755);
  return path;
}

describeDatabases("The scanner of files", (makeDb) => {
  it("passes, refuses and deletes, or is asked again, later each time", async () => {
    const { db, add, one, of } = await open(makeDb);
    const [good, bad] = [await add("good.pdf"), await add("harmful.pdf")];
    const [broken, slow] = [await add("broken.pdf"), await add("slow.pdf")];
    const clock = testClock();
    await db
      .updateTable("attachment")
      .set({ scan_next_at: clock.system().toISOString() })
      .execute();
    const said: string[] = [];
    const log = {
      error: (facts: object, words: string) => said.push(words + JSON.stringify(facts)),
    };
    const command = [scanner(), "--quiet"];
    const desk = { db, clock, log, filesDir: folder, command, timeLimit: 700 };
    expect(await scanDue(desk)).toBe(2);
    const states = async () =>
      Object.fromEntries(
        (await listAttachments(db, of)).map((each) => [each.name, each.scanState]),
      );
    expect(await states()).toEqual({
      ...{ "good.pdf": "clean", "harmful.pdf": "refused" },
      ...{ "broken.pdf": "waiting", "slow.pdf": "waiting" },
    });
    expect(existsSync(storedAt(folder, bad.storedName))).toBe(false);
    expect(existsSync(storedAt(folder, good.storedName))).toBe(true);
    expect(said.join("\n")).not.toContain(".pdf");
    // Not before its minute.
    expect(await scanDue(desk)).toBe(0);
    const tries = await db
      .selectFrom("attachment")
      .select("scan_tries")
      .where("id", "=", broken.id)
      .executeTakeFirst();
    expect(tries?.scan_tries).toBe(1);
    writeFileSync(storedAt(folder, broken.storedName), "%PDF- whole by now");
    writeFileSync(storedAt(folder, slow.storedName), "%PDF- quick by now");
    clock.advance({ minutes: 2 });
    expect(await scanDue(desk)).toBe(2);
    const updates = await listUpdates(db, { id: of.id, contentRead: true });
    expect(updates.filter(({ kind }) => kind === "file-refused").map(({ text }) => text)).toEqual([
      "harmful.pdf",
    ]);
    expect((await one(bad.id)).scanState).toBe("refused");
    // What it refused is no evidence, and leaves no file to compare.
    expect(await countEvidence(db, of)).toBe(3);
    await dropStored(folder, broken.storedName);
    await dropStored(folder, slow.storedName);
  });

  it("that does not answer is told to an administrator, where there is one", async () => {
    const { db, add } = await open(makeDb);
    const { id } = await add();
    const now = new Date();
    const late = new Date(now.getTime() + 20 * 60_000);
    const ask = (scansFiles: boolean, at: Date) =>
      filesUnscanned(db, { server: { sendsMail: true, scansFiles, now: at } });
    await db.updateTable("attachment").set({ scan_next_at: now.toISOString() }).execute();
    expect(await ask(true, now)).toEqual([]);
    expect(await ask(false, late)).toEqual([]);
    expect(await ask(true, late)).toMatchObject([{ kind: "files-unscanned", count: 1 }]);
    await db.updateTable("attachment").set({ scan_tries: 4 }).where("id", "=", id).execute();
    expect(await ask(true, now)).toMatchObject([{ count: 1 }]);
    await db.updateTable("attachment").set({ scan_state: "clean" }).execute();
    expect(await ask(true, late)).toEqual([]);
  });
});
