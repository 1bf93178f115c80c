/**
 * Owns learnings as read: the list with what each rests on in numbers, one of them, and those that a
 * finding may belong to.
 * Practice: what was learnt names nobody and is read by everyone who has the log; what it was learnt
 * from is read in learning-evidence.server.ts, by its own reach.
 */
import { sql } from "kysely";
import { mostCounted } from "~/rules/core/counting";
import { containsWords } from "../core/columns";
import type { Db } from "../core/open.server";
import { countUpTo } from "../core/paged.server";

export type LearningFilter = { words?: string; theme?: string; area?: string };

export type LearningInList = {
  id: string;
  reference: number;
  what: string;
  area: string | null;
  theme: string | null;
  /** An instant. */
  foundAt: string;
  /** How many findings and other sources are filed under it, and of how many exercises; up to a thousand. */
  found: number;
  exercises: number;
  actions: number;
  verified: number;
};

const standing = (db: Db, { words, theme, area }: LearningFilter) => {
  let query = db.selectFrom("learning").where("learning.merged_into_id", "is", null);
  if (theme) query = query.where("learning.theme", "=", theme);
  if (area) query = query.where("learning.area", "=", area);
  if (words?.trim()) query = query.where(containsWords("learning.words_folded", words));
  return query;
};

export const countLearning = (db: Db, filter: LearningFilter): Promise<number> =>
  countUpTo(db, standing(db, filter).select("learning.id"));

const ofIt = sql`select learning_evidence.finding_id from learning_evidence
  where learning_evidence.learning_id = learning.id limit ${sql.lit(mostCounted)}`;
const whole = (query: ReturnType<typeof sql>) => sql<number>`(select cast(${query} as integer))`;

/** A page of what was learnt, what was last found first. */
export async function unscopedLearning(
  db: Db,
  filter: LearningFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<LearningInList[]> {
  const answering = (state: ReturnType<typeof sql>) =>
    whole(sql`(select count(*) from learning_action
      inner join action on action.id = learning_action.action_id
      where learning_action.learning_id = learning.id ${state})`);
  return standing(db, filter)
    .select(["learning.id", "learning.reference", "learning.what", "learning.area"])
    .select(["learning.theme", "learning.found_at as foundAt"])
    .select([
      whole(sql`(select count(*) from (${ofIt}) as each_one)`).as("found"),
      whole(sql`(select count(distinct finding.exercise_id) from (${ofIt}) as each_one
        inner join finding on finding.id = each_one.finding_id)`).as("exercises"),
      answering(sql``).as("actions"),
      answering(sql`and action.status = 'verified'`).as("verified"),
    ])
    .orderBy("learning.found_at", "desc")
    .orderBy("learning.reference", "desc")
    .limit(limit)
    .offset(offset)
    .execute();
}

export type LearningRecord = {
  id: string;
  reference: number;
  what: string;
  area: string | null;
  theme: string | null;
  begunAt: string;
  mergedInto: { id: string; reference: number; what: string } | null;
  splitFrom: { id: string; reference: number; what: string } | null;
  version: number;
};

export async function findLearning(db: Db, id: string): Promise<LearningRecord | null> {
  const row = await db
    .selectFrom("learning")
    .leftJoin("learning as into", "into.id", "learning.merged_into_id")
    .leftJoin("learning as from", "from.id", "learning.split_from_id")
    .select(["learning.id", "learning.reference", "learning.what", "learning.area"])
    .select(["learning.theme", "learning.begun_at as begunAt", "learning.version"])
    .select(["into.id as intoId", "into.reference as intoReference", "into.what as intoWhat"])
    .select(["from.id as fromId", "from.reference as fromReference", "from.what as fromWhat"])
    .where("learning.id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const other = (of: string | null, reference: number | null, what: string | null) =>
    of === null || reference === null ? null : { id: of, reference, what: what ?? "" };
  const { intoId, intoReference, intoWhat, fromId, fromReference, fromWhat, ...own } = row;
  return {
    ...own,
    mergedInto: other(intoId, intoReference, intoWhat),
    splitFrom: other(fromId, fromReference, fromWhat),
  };
}

export type LearningChoice = {
  id: string;
  reference: number;
  what: string;
  area: string | null;
  theme: string | null;
};

/** Of how many, those last found, one is chosen. */
const mostToChoose = 500;

/** What something can be filed under, what was last found first. */
export const unscopedLearningToChoose = (db: Db, but = ""): Promise<LearningChoice[]> =>
  standing(db, {})
    .select(["learning.id", "learning.reference", "learning.what"])
    .select(["learning.area", "learning.theme"])
    .where("learning.id", "<>", but)
    .orderBy("learning.found_at", "desc")
    .orderBy("learning.reference", "desc")
    .limit(mostToChoose)
    .execute();

/** What these findings are filed under, where they are. */
export async function listFiledUnder(
  db: Db,
  findingIds: readonly string[],
): Promise<Map<string, { id: string; reference: number }>> {
  if (findingIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("learning_evidence")
    .innerJoin("learning", "learning.id", "learning_evidence.learning_id")
    .select(["learning_evidence.finding_id as findingId", "learning.id", "learning.reference"])
    .where("learning_evidence.finding_id", "in", findingIds)
    .execute();
  return new Map(rows.map(({ findingId, ...one }) => [findingId ?? "", one]));
}
