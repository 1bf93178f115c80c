/**
 * Owns the kept answers to prompts: those of final audits counted by exercise, responsible team and
 * its service, cohort, area, prompt and answer.
 * Practice: kept in the transaction that makes an audit final, always written in key order (any
 * other order deadlocks PostgreSQL); re-audits are left out, as everywhere in a cycle's figures.
 */
import { sql } from "kysely";
import { type PromptTally, promptsGiven } from "~/rules/reports/prompt-counts";
import { readDefinition } from "~/rules/tools/definition";
import type { ToolDefinition } from "~/rules/tools/tools";
import { countsInCycle } from "../core/counted.server";
import { type Difference, keptCounts } from "../core/kept-counts.server";
import type { Db, Tx } from "../core/open.server";
import type { PromptTallyTable } from "../core/schema";

/** How many audits are read at once. */
const atOnce = 100;

const kept = keptCounts("prompt_tally", [
  "exercise_id",
  "team_id",
  "service_id",
  "cohort",
  "area",
  "prompt",
  "answer",
]);

/** Adds the answers of audits that have just become final, once each. */
export const addToPromptTallies = async (tx: Tx, auditIds: readonly string[]): Promise<void> =>
  kept.add(tx, await countPrompts(tx, auditIds));

/** In key order. */
async function countPrompts(db: Db, auditIds: readonly string[]): Promise<PromptTallyTable[]> {
  const totals = new Map<string, PromptTallyTable>();
  const tools = new Map<string, ToolDefinition | null>();
  for (let start = 0; start < auditIds.length; start += atOnce) {
    const some = auditIds.slice(start, start + atOnce);
    const audits = await listAudits(db, some);
    const typed = await listTyped(db, some);
    const teams = await listResponsible(db, some);
    for (const { id, tool_version_id, exercise_id, cohort, ...own } of audits) {
      const tool = await toolOf(db, tools, tool_version_id);
      const given = tool ? promptsGiven(tool, Object.fromEntries(typed.get(id) ?? [])) : [];
      for (const { area, prompt, answer } of given) {
        const { team_id, service_id } = teams.get(`${id} ${area}`) ?? own;
        const row = { exercise_id, team_id, service_id, cohort, area, prompt, answer, count: 1 };
        const held = totals.get(kept.keyOf(row));
        if (held) held.count += 1;
        else totals.set(kept.keyOf(row), row);
      }
    }
  }
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

const listAudits = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .select(["audit.id", "audit.exercise_id", "audit.team_id", "audit.service_id", "audit.cohort"])
    .select("exercise.tool_version_id")
    .where("audit.id", "in", ids)
    .where("audit.state", "=", "final")
    .where(countsInCycle())
    .execute();

/** What was typed into each audit under the name of a prompt, with its field's name. */
async function listTyped(db: Db, ids: readonly string[]): Promise<Map<string, [string, string][]>> {
  const rows = await db
    .selectFrom("answer")
    .select(["audit_id", "field", "value"])
    .where("audit_id", "in", ids)
    .where("field", "like", "area.%.prompt.%")
    .execute();
  const typed = new Map<string, [string, string][]>();
  for (const { audit_id, field, value } of rows) {
    const own = typed.get(audit_id);
    if (own) own.push([field, value]);
    else typed.set(audit_id, [[field, value]]);
  }
  return typed;
}

/** Who answered for the work of each area, as its final judgement has it. */
async function listResponsible(db: Db, ids: readonly string[]) {
  const rows = await db
    .selectFrom("judgement")
    .select(["audit_id", "area", "team_id", "service_id"])
    .where("audit_id", "in", ids)
    .where("source", "=", "final")
    .execute();
  return new Map(rows.map(({ audit_id, area, ...team }) => [`${audit_id} ${area}`, team]));
}

async function toolOf(
  db: Db,
  known: Map<string, ToolDefinition | null>,
  id: string | null,
): Promise<ToolDefinition | null> {
  if (id === null) return null;
  const held = known.get(id);
  if (held !== undefined) return held;
  const row = await db
    .selectFrom("tool_version")
    .select("definition")
    .where("id", "=", id)
    .executeTakeFirst();
  const tool = row ? readDefinition(row.definition) : null;
  known.set(id, tool);
  return tool;
}

/** The answers of one exercise, by area, prompt and answer. */
export const listPromptTallies = (db: Db, exerciseId: string): Promise<PromptTally[]> =>
  db
    .selectFrom("prompt_tally")
    .select(["area", "prompt", "answer"])
    .select(sql<number>`cast(sum(count) as integer)`.as("count"))
    .where("exercise_id", "=", exerciseId)
    .groupBy(["area", "prompt", "answer"])
    .execute();

export type PromptDifference = Difference<PromptTallyTable>;

/** Recounts every answer from what was typed; empty when all are right. Reads everything. */
export async function unscopedPromptDifferences(db: Db): Promise<PromptDifference[]> {
  const finals = await db.selectFrom("audit").select("id").where("state", "=", "final").execute();
  const ids = finals.map(({ id }) => id);
  return kept.differences(
    await db.selectFrom("prompt_tally").selectAll().execute(),
    await countPrompts(db, ids),
  );
}
