/**
 * Owns what is made of families' own words: the theme each is given, and a theme as a source of learning.
 * Practice: a theme becomes learning in a sentence that counts and names nobody; the words stay where
 * they were said. One theme of one cycle is one source, however often it is asked for.
 */
import type { LearningSource } from "~/rules/learning-log/learning";
import { appendEvent, type Stamp } from "../../core/events.server";
import type { Tx } from "../../core/open.server";
import { Conflict } from "../../core/versions.server";
import { addSource } from "../../learning-log/learning-deeds.server";

type By = Stamp & { actorId: string };

export type Coding = { id: string; was: string | null; theme: string | null };

/** Gives words their themes; throws Conflict where one was given another meanwhile. */
export async function codeWords(
  tx: Tx,
  stamp: By,
  exerciseId: string,
  coded: readonly Coding[],
): Promise<void> {
  const stream = `exercise:${exerciseId}` as const;
  for (const { id, was, theme } of coded) {
    const { numUpdatedRows } = await tx
      .updateTable("feedback_words")
      .set({ theme, coded_by: stamp.actorId, coded_at: stamp.at })
      .where("id", "=", id)
      .where("exercise_id", "=", exerciseId)
      .where("theme", was === null ? "is" : "=", was)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Conflict(stream);
  }
  if (coded.length > 0)
    await appendEvent(tx, stamp, {
      stream,
      kind: "feedback-words.coded",
      after: { coded: coded.map(({ id, theme }) => ({ id, theme })) },
    });
}

/** Makes a source of learning of a theme, once; answers its id. */
export async function learnFromTheme(
  tx: Tx,
  stamp: By,
  exerciseId: string,
  {
    theme,
    kind,
    says,
    saidOn,
  }: { theme: string; kind: LearningSource; says: string; saidOn: string },
): Promise<string> {
  // One at a time for an exercise.
  await tx
    .updateTable("exercise")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("id", "=", exerciseId)
    .execute();
  const there = await tx
    .selectFrom("feedback_theme_source")
    .select("source_id")
    .where("exercise_id", "=", exerciseId)
    .where("theme", "=", theme)
    .executeTakeFirst();
  if (there) return there.source_id;
  const sourceId = await addSource(tx, stamp, {
    ...{ kind, saidOn, says, sourceReference: "", theme },
    ...{ area: null, teamId: null, serviceId: null },
  });
  await tx
    .insertInto("feedback_theme_source")
    .values({ exercise_id: exerciseId, theme, source_id: sourceId })
    .execute();
  return sourceId;
}
