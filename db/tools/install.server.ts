/**
 * Owns the tools we ship: put into a database that has none, so that a council can plan its first
 * cycle at once.
 * Practice: a tool already there is never touched; its council may have its own.
 */

import type { ToolDefinition } from "~/rules/tools/tools";
import { versionMachine } from "~/rules/tools/versions";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import { type Db, transact } from "../core/open.server";
import { coreV2 } from "./core-v2";
import { dipSampleTemplate } from "./dip-sample";
import { thematicTemplate } from "./thematic";

const shipped: readonly { kind: string; definition: ToolDefinition }[] = [
  { kind: "core", definition: coreV2 },
  { kind: "thematic", definition: thematicTemplate },
  { kind: "dip-sample", definition: dipSampleTemplate },
];

/** Installs the core tool and the two templates, version 1.0 each, unless any tool is there. */
export async function installTools(db: Db, now: Date): Promise<void> {
  const stamp: Stamp = { actorId: null, at: now.toISOString(), systemAt: now.toISOString() };
  await transact(db, async (tx) => {
    const any = await tx.selectFrom("tool").select("id").limit(1).executeTakeFirst();
    if (any) return;
    for (const [index, { kind, definition }] of shipped.entries()) {
      const id = newId();
      await tx
        .insertInto("tool")
        .values({ id, kind, name: definition.name, shared: 1, position: index + 1 })
        .execute();
      await tx
        .insertInto("tool_version")
        .values({
          id: newId(),
          tool_id: id,
          major: 1,
          minor: 0,
          state: versionMachine.moves.publish.to,
          definition: JSON.stringify(definition),
          published_at: stamp.at,
        })
        .execute();
      await appendEvent(tx, stamp, {
        stream: `tool:${id}`,
        kind: "tool.published",
        after: { name: definition.name, major: 1, minor: 0 },
      });
    }
  });
}
