/**
 * Owns finding the closed samples that a sample may be set beside, and what earlier ones asked.
 * Practice: of the same kind and service, of cases or of the same records, its latest few; whether they ask the same is a rule.
 */

import type { AskedIn } from "~/rules/samples/library";
import { readDefinition } from "~/rules/tools/definition";
import type { Question } from "~/rules/tools/tools";
import type { Db } from "../core/open.server";
import type { Exercise } from "../exercises/exercises.server";

/** So many are looked at: two years of a monthly sample. */
const lookedAt = 24;

/** So many are offered questions of. */
const askedLookedAt = 40;

export type EarlierSample = { id: string; title: string; month: string; questions: Question[] };

/** The closed ones before a month (YYYY-MM) or in it, of one kind and service, the latest first. */
export async function listSamplesBefore(
  db: Db,
  sample: Pick<Exercise, "id" | "kind" | "serviceId" | "month" | "of">,
): Promise<EarlierSample[]> {
  const rows = await db
    .selectFrom("exercise")
    .innerJoin("tool_version", "tool_version.id", "exercise.tool_version_id")
    .select(["exercise.id", "exercise.title", "exercise.month", "tool_version.definition"])
    .where("exercise.kind", "=", sample.kind)
    .where("exercise.subject", "=", sample.of.subject)
    .where("exercise.subject_name", "=", sample.of.name)
    .where("exercise.state", "=", "closed")
    .where("exercise.month", "<=", sample.month)
    .where("exercise.id", "<>", sample.id)
    .where("exercise.service_id", sample.serviceId === null ? "is" : "=", sample.serviceId)
    .orderBy("exercise.month", "desc")
    .orderBy("exercise.closed_at", "desc")
    .orderBy("exercise.id", "desc")
    .limit(lookedAt)
    .execute();
  return rows.map(({ definition, ...row }) => ({
    ...row,
    questions: readDefinition(definition).questions,
  }));
}

/** What the latest exercises asked, of any kind but core cycles; the latest first. */
export async function listAsked(db: Db): Promise<AskedIn[]> {
  const rows = await db
    .selectFrom("exercise")
    .innerJoin("tool_version", "tool_version.id", "exercise.tool_version_id")
    .select(["exercise.title", "exercise.month", "tool_version.definition"])
    .where("exercise.kind", "in", ["dip-sample", "thematic"])
    .where("exercise.state", "<>", "cancelled")
    .orderBy("exercise.month", "desc")
    .orderBy("exercise.id", "desc")
    .limit(askedLookedAt)
    .execute();
  return rows.map(({ definition, ...row }) => ({
    ...row,
    questions: readDefinition(definition).questions,
  }));
}
