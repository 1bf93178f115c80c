/**
 * Owns the demonstration's tools: the core tool in two versions, and the templates that thematic
 * audits and dip samples start from.
 */
import type { ToolDefinition } from "~/rules/tools/tools";
import { coreV1 } from "../tools/core-v1";
import { coreV2 } from "../tools/core-v2";
import { dipSampleTemplate } from "../tools/dip-sample";
import { thematicTemplate } from "../tools/thematic";
import type { Book } from "./book.server";
import { idAt } from "./chance";

export type PlacedTool = { versionId: string; definition: ToolDefinition };

/** A tool with one published version; `shared` when it is offered to other exercises. */
export function addTool(
  book: Book,
  tool: { kind: string; key: string; name: string; shared: boolean; position: number },
  versions: readonly { major: number; at: string; definition: ToolDefinition }[],
): PlacedTool[] {
  const first = versions[0]?.at ?? "2022-11-01T09:00:00.000Z";
  const id = idAt(first, "tool", tool.key);
  book.add("tool", {
    id,
    kind: tool.kind,
    name: tool.name,
    shared: tool.shared ? 1 : 0,
    position: tool.position,
  });
  return versions.map(({ major, at, definition }) => {
    const versionId = idAt(at, "tool-version", tool.key, major);
    book.add("tool_version", {
      id: versionId,
      tool_id: id,
      major,
      minor: 0,
      state: "published",
      definition: JSON.stringify(definition),
      published_at: at,
    });
    book.tell(at, null, {
      stream: `tool:${id}`,
      kind: "tool.published",
      after: { name: definition.name, major, minor: 0 },
    });
    return { versionId, definition };
  });
}

/** The shared tools; the answer holds the core tool's versions by major number. */
export function addSharedTools(book: Book): Record<1 | 2, PlacedTool> {
  const [one, two] = addTool(
    book,
    { kind: "core", key: "core", name: coreV2.name, shared: true, position: 1 },
    [
      { major: 1, at: "2022-11-01T09:00:00.000Z", definition: coreV1 },
      { major: 2, at: "2023-10-16T09:00:00.000Z", definition: coreV2 },
    ],
  );
  const published = "2023-10-16T09:30:00.000Z";
  addTool(
    book,
    { kind: "thematic", key: "thematic", name: thematicTemplate.name, shared: true, position: 2 },
    [{ major: 1, at: published, definition: thematicTemplate }],
  );
  addTool(
    book,
    {
      kind: "dip-sample",
      key: "dip-sample",
      name: dipSampleTemplate.name,
      shared: true,
      position: 3,
    },
    [{ major: 1, at: published, definition: dipSampleTemplate }],
  );
  if (!one || !two) throw new Error("The core tool has two versions");
  return { 1: one, 2: two };
}
