/**
 * Owns the versions of the questions that observers are asked. Practice: a version never changes
 * once it is published; an observation keeps the one that it was begun with.
 */
import {
  type ObservationQuestion,
  readQuestions,
  usualQuestions,
} from "~/rules/observations/questions";
import { appendEvent, type Stamp } from "../core/events.server";
import type { Db, Tx } from "../core/open.server";
import { Conflict, isDuplicate } from "../core/versions.server";

export type QuestionsVersion = {
  /** 0 for the questions that a new installation has. */
  number: number;
  questions: ObservationQuestion[];
  publishedBy: string | null;
  publishedAt: string | null;
};

const usual: QuestionsVersion = {
  number: 0,
  questions: [...usualQuestions],
  publishedBy: null,
  publishedAt: null,
};

const versions = (db: Db) =>
  db
    .selectFrom("observation_questions as version")
    .innerJoin("one_person as by", "by.record_id", "version.published_by")
    .select(["version.number", "version.questions", "by.name as publishedBy"])
    .select("version.published_at as publishedAt");

/** The questions that an observation begun now is asked. */
export async function unscopedQuestionsNow(db: Db): Promise<QuestionsVersion> {
  const row = await versions(db).orderBy("version.number", "desc").limit(1).executeTakeFirst();
  return row ? { ...row, questions: readQuestions(row.questions) } : usual;
}

/** The questions of a version; null asks for those of a new installation. */
export async function unscopedQuestions(
  db: Db,
  number: number | null,
): Promise<ObservationQuestion[]> {
  if (number === null) return usual.questions;
  const row = await versions(db).where("version.number", "=", number).executeTakeFirstOrThrow();
  return readQuestions(row.questions);
}

/** Publishes the next version after `after`. Throws Conflict where someone else did meanwhile. */
export async function publishQuestions(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  after: number,
  questions: readonly ObservationQuestion[],
): Promise<void> {
  const number = after + 1;
  const stream = `observation-questions:${number}` as const;
  if ((await unscopedQuestionsNow(tx)).number !== after) throw new Conflict(stream);
  try {
    await tx
      .insertInto("observation_questions")
      .values({
        ...{ number, questions: JSON.stringify(questions) },
        ...{ published_by: stamp.actorId, published_at: stamp.at },
      })
      .execute();
  } catch (error) {
    if (isDuplicate(error)) throw new Conflict(stream);
    throw error;
  }
  await appendEvent(tx, stamp, {
    stream,
    kind: "observation-questions.published",
    after: { number, questions },
  });
}
