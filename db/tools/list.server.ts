/**
 * Owns the audit tools as they are listed and read: versions, what uses them, their retirement.
 * Practice: auditors read what they are to judge by; which exercises used which words stays known
 * for as long as their figures are shown.
 */
import type { Access } from "~/rules/access/access";
import { councilWide } from "~/rules/access/access";
import type { ExerciseKind } from "~/rules/exercises/exercises";
import { readDefinition } from "~/rules/tools/definition";
import { codesOf } from "~/rules/tools/draft";
import type { ToolDefinition } from "~/rules/tools/tools";
import type { VersionNumber } from "~/rules/tools/versions";
import { flag } from "../core/columns";
import { appendEvent, type Stamp } from "../core/events.server";
import type { Db, Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";

export type ToolInOverview = {
  id: string;
  kind: ExerciseKind;
  name: string;
  retired: boolean;
  /** The newest published version. */
  latest: (VersionNumber & { id: string; publishedAt: string | null }) | null;
  hasDraft: boolean;
  /** Exercises, cancelled ones aside, by whether they still run. */
  uses: { open: number; closed: number };
};

/** The tools offered to exercises, in order; not the own questions of single exercises. */
export async function listTools(db: Db): Promise<ToolInOverview[]> {
  const tools = await db
    .selectFrom("tool")
    .select(["id", "kind", "name", "retired"])
    .where("shared", "=", 1)
    .orderBy("retired")
    .orderBy("position")
    .execute();
  const versions = await db
    .selectFrom("tool_version")
    .innerJoin("tool", "tool.id", "tool_version.tool_id")
    .select(["tool_version.id", "tool_id", "major", "minor", "state"])
    .select("published_at as publishedAt")
    .where("shared", "=", 1)
    .orderBy("major", "desc")
    .orderBy("minor", "desc")
    .execute();
  const uses = await countUses(db);
  return tools.map(({ retired, kind, ...tool }) => {
    const own = versions.filter((version) => version.tool_id === tool.id);
    const latest = own.find(({ state }) => state === "published");
    return {
      ...tool,
      kind: kind as ExerciseKind,
      retired: retired === 1,
      latest: latest
        ? {
            id: latest.id,
            major: latest.major,
            minor: latest.minor,
            publishedAt: latest.publishedAt,
          }
        : null,
      hasDraft: own.some(({ state }) => state === "draft"),
      uses: uses.get(tool.id) ?? { open: 0, closed: 0 },
    };
  });
}

async function countUses(db: Db): Promise<Map<string, { open: number; closed: number }>> {
  const rows = await db
    .selectFrom("exercise")
    .innerJoin("tool_version", "tool_version.id", "exercise.tool_version_id")
    .select(["tool_version.tool_id as toolId", "exercise.state"])
    .select((eb) => eb.fn.countAll().as("count"))
    .where("exercise.state", "<>", "cancelled")
    .groupBy(["tool_version.tool_id", "exercise.state"])
    .execute();
  const uses = new Map<string, { open: number; closed: number }>();
  for (const { toolId, state, count } of rows) {
    const held = uses.get(toolId) ?? { open: 0, closed: 0 };
    held[state === "closed" ? "closed" : "open"] += Number(count);
    uses.set(toolId, held);
  }
  return uses;
}

export type Tool = {
  id: string;
  kind: ExerciseKind;
  name: string;
  retired: boolean;
  access: Access;
};

/** A tool offered to exercises. The own questions of one exercise are found with that exercise. */
export async function findSharedTool(db: Db, id: string): Promise<Tool | null> {
  const row = await db
    .selectFrom("tool")
    .select(["id", "kind", "name", "retired"])
    .where("id", "=", id)
    .where("shared", "=", 1)
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...row,
    kind: row.kind as ExerciseKind,
    retired: row.retired === 1,
    access: councilWide,
  };
}

export type ToolVersionInList = VersionNumber & {
  id: string;
  basedOnId: string | null;
  publishedAt: string | null;
  publishedBy: string | null;
  note: string;
  raisedReason: string;
};

/** The published versions of a tool, the newest first. */
export async function listVersions(db: Db, toolId: string): Promise<ToolVersionInList[]> {
  return db
    .selectFrom("tool_version")
    .leftJoin("one_person as person", "person.record_id", "tool_version.published_by")
    .select(["tool_version.id", "major", "minor", "based_on_id as basedOnId", "note"])
    .select(["published_at as publishedAt", "person.name as publishedBy"])
    .select("raised_reason as raisedReason")
    .where("tool_id", "=", toolId)
    .where("state", "=", "published")
    .orderBy("major", "desc")
    .orderBy("minor", "desc")
    .execute();
}

export type FullVersion = VersionNumber & {
  id: string;
  toolId: string;
  state: "draft" | "published";
  definition: ToolDefinition;
  publishedAt: string | null;
};

/** One version of a tool, draft or published; null when it is another tool's. */
export async function findVersion(
  db: Db,
  toolId: string,
  versionId: string,
): Promise<FullVersion | null> {
  const row = await db
    .selectFrom("tool_version")
    .select(["id", "tool_id as toolId", "major", "minor", "state", "definition"])
    .select("published_at as publishedAt")
    .where("tool_id", "=", toolId)
    .where("id", "=", versionId)
    .executeTakeFirst();
  return row ? { ...row, definition: readDefinition(row.definition) } : null;
}

export type ToolUse = {
  exerciseId: string;
  title: string;
  month: string;
  state: string;
  versionId: string;
} & VersionNumber;

/** The exercises of a tool, the latest first, at most `limit`. */
export async function listUses(db: Db, toolId: string, limit = 50): Promise<ToolUse[]> {
  return db
    .selectFrom("exercise")
    .innerJoin("tool_version", "tool_version.id", "exercise.tool_version_id")
    .select(["exercise.id as exerciseId", "title", "month", "exercise.state"])
    .select(["tool_version.id as versionId", "major", "minor"])
    .where("tool_version.tool_id", "=", toolId)
    .where("exercise.state", "<>", "cancelled")
    .orderBy("month", "desc")
    .orderBy("exercise.id", "desc")
    .limit(limit)
    .execute();
}

/** The newest published number of a tool, if any. */
export const findLatestNumber = (db: Db, toolId: string): Promise<VersionNumber | undefined> =>
  db
    .selectFrom("tool_version")
    .select(["major", "minor"])
    .where("tool_id", "=", toolId)
    .where("state", "=", "published")
    .orderBy("major", "desc")
    .orderBy("minor", "desc")
    .limit(1)
    .executeTakeFirst();

/** Every code that any version of a tool has used: none is given to anything else. */
export async function listUsedCodes(db: Db, toolId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom("tool_version")
    .select("definition")
    .where("tool_id", "=", toolId)
    .execute();
  return new Set(rows.flatMap((row) => codesOf(readDefinition(row.definition))));
}

/** The codes of areas that are published: they can't be changed any more. */
export async function listPublishedCodes(db: Db, toolId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom("tool_version")
    .select("definition")
    .where("tool_id", "=", toolId)
    .where("state", "=", "published")
    .execute();
  return new Set(rows.flatMap((row) => readDefinition(row.definition).areas.map((a) => a.code)));
}

/** Stops offering a tool to new exercises, or offers it again. What uses it goes on. */
export async function saveRetired(
  tx: Tx,
  stamp: Stamp,
  tool: Tool,
  retired: boolean,
): Promise<void> {
  const stream = `tool:${tool.id}` as const;
  mustChange(
    stream,
    await tx
      .updateTable("tool")
      .set({ retired: flag(retired) })
      .where("id", "=", tool.id)
      .where("retired", "=", flag(tool.retired))
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, { stream, kind: retired ? "tool.retired" : "tool.offered-again" });
}
