/**
 * Answers to prompts of final audits, kept as counts so that compliance is read without the audits
 * themselves; counted from what was typed into every audit that is final already.
 */
import type { Kysely } from "kysely";
import { promptsGiven } from "~/rules/reports/prompt-counts";
import { readDefinition } from "~/rules/tools/definition";
import { columnsFor, dialectOf } from "../core/columns";
import type { PromptTallyTable, Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("prompt_tally")
    .addColumn("exercise_id", c.text, (x) => x.notNull())
    .addColumn("team_id", c.text, (x) => x.notNull())
    .addColumn("service_id", c.text, (x) => x.notNull())
    .addColumn("cohort", c.text, (x) => x.notNull())
    .addColumn("area", c.text, (x) => x.notNull())
    .addColumn("prompt", c.text, (x) => x.notNull())
    .addColumn("answer", c.text, (x) => x.notNull())
    .addColumn("count", c.integer, (x) => x.notNull())
    .addPrimaryKeyConstraint("prompt_tally_pk", [
      "exercise_id",
      "team_id",
      "service_id",
      "cohort",
      "area",
      "prompt",
      "answer",
    ])
    .execute();
  const exercises = await db
    .selectFrom("exercise")
    .innerJoin("tool_version", "tool_version.id", "exercise.tool_version_id")
    .select(["exercise.id", "tool_version.definition"])
    .execute();
  for (const { id, definition } of exercises) await countExercise(db, id, definition);
}

/** One exercise at a time, so that memory does not grow with the past. */
async function countExercise(
  db: Kysely<Schema>,
  exerciseId: string,
  definition: string,
): Promise<void> {
  const audits = await db
    .selectFrom("audit")
    .select(["id", "team_id", "service_id", "cohort"])
    .where("exercise_id", "=", exerciseId)
    .where("state", "=", "final")
    .where("origin", "<>", "re-audit")
    .execute();
  const tool = readDefinition(definition);
  const totals = new Map<string, PromptTallyTable>();
  for (const { id, cohort, ...own } of audits) {
    const answers = await db
      .selectFrom("answer")
      .select(["field", "value"])
      .where("audit_id", "=", id)
      .where("field", "like", "area.%.prompt.%")
      .execute();
    const judged = await db
      .selectFrom("judgement")
      .select(["area", "team_id", "service_id"])
      .where("audit_id", "=", id)
      .where("source", "=", "final")
      .execute();
    const typed = Object.fromEntries(answers.map(({ field, value }) => [field, value]));
    for (const given of promptsGiven(tool, typed)) {
      const { team_id, service_id } = judged.find(({ area }) => area === given.area) ?? own;
      const row = { exercise_id: exerciseId, team_id, service_id, cohort, ...given, count: 1 };
      const key = JSON.stringify(row);
      const held = totals.get(key);
      if (held) held.count += 1;
      else totals.set(key, row);
    }
  }
  const rows = [...totals.values()];
  for (let start = 0; start < rows.length; start += 100)
    await db
      .insertInto("prompt_tally")
      .values(rows.slice(start, start + 100))
      .execute();
}
