import { describe, expect, it } from "vitest";
import { emptyTool, partVersion } from "~/rules/tools/draft";
import type { ToolDefinition } from "~/rules/tools/tools";
import { listEvents } from "~db/core/events.server";
import { transact } from "~db/core/open.server";
import { Conflict, isDuplicate } from "~db/core/versions.server";
import { findToolVersion } from "~db/exercises/exercises.server";
import { listPublishedTools } from "~db/operations/exercises/planning.server";
import { addDraft, addTool, changeDraft, findDraft, removeDraft } from "~db/tools/drafts.server";
import {
  findSharedTool,
  listPublishedCodes,
  listTools,
  listUsedCodes,
  listUses,
  listVersions,
  saveRetired,
} from "~db/tools/list.server";
import { publishDraft } from "~db/tools/publishing.server";
import { describeDatabases } from "../../support/databases";
import { makeWorld, worldTool } from "../../support/world";

const nameOf = (tool: ToolDefinition) => tool.name;
const rename = (name: string) => (tool: ToolDefinition) => ({ ...tool, name });

describeDatabases("drafts of tools", (makeDb) => {
  async function begin() {
    const world = await makeWorld(await makeDb());
    const { db } = world;
    const stamp = world.stampOf(world.people.qaLead);
    const toolId = (await listTools(db))[0]?.id ?? "";
    const basedOnId = (await listVersions(db, toolId))[0]?.id ?? "";
    const draft = { definition: world.tool, basedOnId, from: "version 2" };
    await transact(db, (tx) => addDraft(tx, stamp, toolId, draft));
    const find = async () => {
      const found = await findDraft(db, toolId);
      if (!found) throw new Error("There is a draft");
      return found;
    };
    const change = (name: string, expected = partVersion(world.tool.name)) =>
      transact(db, (tx) =>
        changeDraft(tx, stamp, toolId, {
          name: "The name",
          partOf: nameOf,
          expected,
          apply: rename(name),
        }),
      );
    const publish = async (major: number, minor: number) => {
      const held = await find();
      const publication = {
        version: held.version,
        number: { major, minor },
        note: "",
        raisedReason: "",
      };
      await transact(db, (tx) => publishDraft(tx, stamp, held, publication));
      return held.id;
    };
    return { world, db, stamp, toolId, basedOnId, draft, find, change, publish };
  }

  it("are one a tool, changed part by part, each change told", async () => {
    const { db, stamp, toolId, draft, find, change } = await begin();
    const again = transact(db, (tx) => addDraft(tx, stamp, toolId, draft));
    await expect(again).rejects.toSatisfy(isDuplicate);
    await change("Renamed");
    expect((await find()).definition).toEqual({ ...worldTool, name: "Renamed" });
    // What is published is what it was.
    const [published] = await listVersions(db, toolId);
    const kept = await findToolVersion(db, published?.id ?? "");
    expect(kept?.definition).toEqual(worldTool);
    const events = await listEvents(db, `tool:${toolId}`);
    expect(events.map(({ kind }) => kind)).toEqual(["tool.draft-changed", "tool.draft-begun"]);
    expect(events[0]).toMatchObject({ before: "Small", after: { value: "Renamed" } });
  });

  it("meet a conflict over the same part, and none over another", async () => {
    const { db, stamp, toolId, find, change } = await begin();
    await change("Mine");
    await expect(change("Theirs")).rejects.toBeInstanceOf(Conflict);
    expect((await find()).definition.name).toBe("Mine");
    await transact(db, (tx) =>
      changeDraft(tx, stamp, toolId, {
        name: "Themes",
        partOf: (tool) => tool.themes,
        expected: partVersion(worldTool.themes),
        apply: (tool) => ({ ...tool, themes: [] }),
      }),
    );
    expect((await find()).definition).toMatchObject({ name: "Mine", themes: [] });
  });

  it("change nothing and tell nothing when nothing is different", async () => {
    const { db, toolId, find, change } = await begin();
    const { version } = await find();
    await change("Small");
    expect((await find()).version).toBe(version);
    expect(await listEvents(db, `tool:${toolId}`)).toHaveLength(1);
  });

  it("are published under the number that follows, and then never change again", async () => {
    const { db, stamp, toolId, find, change, publish } = await begin();
    await change("Renamed");
    const stale = await find();
    await expect(publish(2, 2)).rejects.toBeInstanceOf(Conflict);
    await expect(publish(4, 0)).rejects.toBeInstanceOf(Conflict);
    const id = await publish(2, 1);
    expect((await findSharedTool(db, toolId))?.name).toBe("Renamed");
    expect((await listVersions(db, toolId)).map(({ major, minor }) => [major, minor])).toEqual([
      [2, 1],
      [2, 0],
    ]);
    // Every write to it finds no draft any more: changing, publishing again, discarding.
    await expect(change("Later", partVersion("Renamed"))).rejects.toBeInstanceOf(Conflict);
    const publication = {
      version: stale.version + 1,
      number: { major: 3, minor: 0 },
      note: "",
      raisedReason: "",
    };
    const again = transact(db, (tx) => publishDraft(tx, stamp, stale, publication));
    await expect(again).rejects.toBeInstanceOf(Conflict);
    const gone = transact(db, (tx) => removeDraft(tx, stamp, stale, stale.version + 1));
    await expect(gone).rejects.toBeInstanceOf(Conflict);
    expect((await findToolVersion(db, id))?.definition.name).toBe("Renamed");
  });

  it("are not published when they changed after the page was opened", async () => {
    const { db, stamp, find, change, toolId } = await begin();
    const opened = await find();
    await change("Changed meanwhile");
    const publication = {
      version: opened.version,
      number: { major: 2, minor: 1 },
      note: "",
      raisedReason: "",
    };
    const late = transact(db, (tx) => publishDraft(tx, stamp, opened, publication));
    await expect(late).rejects.toBeInstanceOf(Conflict);
    expect(await listVersions(db, toolId)).toHaveLength(1);
  });

  it("go when they are discarded, with the tool when nothing of it was published", async () => {
    const { db, stamp, toolId, find } = await begin();
    const held = await find();
    const stays = await transact(db, (tx) => removeDraft(tx, stamp, held, held.version));
    expect(stays).toEqual({ toolRemoved: false });
    expect(await findDraft(db, toolId)).toBeNull();
    const added = await transact(db, (tx) =>
      addTool(tx, stamp, { kind: "core", definition: emptyTool("New", true), from: "nothing" }),
    );
    const fresh = await findDraft(db, added);
    if (!fresh) throw new Error("It begins as a draft");
    const goes = await transact(db, (tx) => removeDraft(tx, stamp, fresh, fresh.version));
    expect(goes).toEqual({ toolRemoved: true });
    expect(await findSharedTool(db, added)).toBeNull();
  });

  describe("and planning", () => {
    it("offers the newest published version of each tool, and the one a plan has", async () => {
      const { db, stamp, toolId, basedOnId, publish } = await begin();
      const offered = async (held: string | null = null) =>
        (await listPublishedTools(db, "core", held)).map(({ major, minor }) => `${major}.${minor}`);
      expect(await offered()).toEqual(["2.0"]);
      await publish(2, 1);
      expect(await offered()).toEqual(["2.1"]);
      expect(await offered(basedOnId)).toEqual(["2.1", "2.0"]);
      const tool = await findSharedTool(db, toolId);
      if (!tool) throw new Error("The tool is there");
      await transact(db, (tx) => saveRetired(tx, stamp, tool, true));
      expect(await offered()).toEqual([]);
      expect(await offered(basedOnId)).toEqual(["2.0"]);
      const twice = transact(db, (tx) => saveRetired(tx, stamp, tool, true));
      await expect(twice).rejects.toBeInstanceOf(Conflict);
    });

    it("leaves an exercise the version it has", async () => {
      const { world, db, toolId, basedOnId, publish } = await begin();
      await publish(3, 0);
      const [use] = await listUses(db, toolId);
      expect(use).toMatchObject({ exerciseId: world.exercise.id, versionId: basedOnId, major: 2 });
      expect((await listTools(db))[0]).toMatchObject({
        latest: { major: 3, minor: 0 },
        hasDraft: false,
        uses: { open: 1, closed: 0 },
      });
    });

    it("begins every tool at 1.0, whatever the others have come to", async () => {
      const { db, stamp, publish } = await begin();
      await publish(3, 0);
      const definition = emptyTool("SEND audit", true);
      const second = await transact(db, (tx) =>
        addTool(tx, stamp, { kind: "core", definition, from: "nothing" }),
      );
      const publishAs = async (major: number) => {
        const draft = await findDraft(db, second);
        if (!draft) throw new Error("The tool has a draft");
        await transact(db, (tx) =>
          publishDraft(tx, stamp, draft, {
            version: draft.version,
            number: { major, minor: 0 },
            note: "",
            raisedReason: "",
          }),
        );
      };
      await expect(publishAs(4)).rejects.toThrow(Conflict);
      await publishAs(1);
      expect((await listVersions(db, second)).map(({ major, minor }) => [major, minor])).toEqual([
        [1, 0],
      ]);
    });
  });

  it("know every code that was ever used, and which areas are published", async () => {
    const { db, toolId, stamp } = await begin();
    await transact(db, (tx) =>
      changeDraft(tx, stamp, toolId, {
        name: "Themes",
        partOf: (tool) => tool.themes,
        expected: partVersion(worldTool.themes),
        apply: (tool) => ({ ...tool, themes: [{ code: "drift", name: "Drift" }] }),
      }),
    );
    const used = await listUsedCodes(db, toolId);
    expect(["contact", "timely", "analysis", "drift"].filter((code) => !used.has(code))).toEqual(
      [],
    );
    expect([...(await listPublishedCodes(db, toolId))].sort()).toEqual([
      "assessment",
      "contact",
      "plo",
    ]);
  });
});
