/**
 * Owns the names of practice areas and themes, as the tools offered for planning give them.
 * Practice: a code never changes its meaning; where versions differ in words, the latest counts.
 */
import { sentenceCase } from "~/rules/core/words";
import { readDefinition } from "~/rules/tools/definition";
import type { Db } from "./open.server";

export type Named = { code: string; name: string };
export type Vocabulary = { areas: Named[]; themes: Named[] };

/** Every area and theme of the shared tools, in the order of the latest version that has it. */
export async function listVocabulary(db: Db): Promise<Vocabulary> {
  const rows = await db
    .selectFrom("tool_version")
    .innerJoin("tool", "tool.id", "tool_version.tool_id")
    .select("tool_version.definition")
    .where("tool.shared", "=", 1)
    .where("tool_version.state", "=", "published")
    .orderBy("tool.position")
    .orderBy("tool_version.major", "desc")
    .orderBy("tool_version.minor", "desc")
    .execute();
  const areas = new Map<string, string>();
  const themes = new Map<string, string>();
  for (const row of rows) {
    const tool = readDefinition(row.definition);
    for (const { code, name } of tool.areas) if (!areas.has(code)) areas.set(code, name);
    for (const { code, name } of tool.themes) if (!themes.has(code)) themes.set(code, name);
  }
  const named = (names: Map<string, string>) => [...names].map(([code, name]) => ({ code, name }));
  return { areas: named(areas), themes: named(themes) };
}

/** The name of a code; a code that no tool knows, in words. */
export function nameOf(names: readonly Named[], code: string | null): string {
  if (code === null) return "";
  const known = names.find((named) => named.code === code)?.name;
  const words = code.replace(/-/g, " ");
  return known ?? sentenceCase(words);
}
