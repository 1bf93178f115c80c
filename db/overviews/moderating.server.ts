/**
 * Owns how far the cycles are in which someone moderates, for their home: counts of audits, and of
 * their own moderations, and nothing of any grade or of what else is selected.
 */
import { sql } from "kysely";
import { unsubmitted } from "~/rules/audits/exercise-progress";
import { underWay } from "~/rules/exercises/exercises";
import { isNotWithdrawn } from "../core/counted.server";
import { recordsOf } from "../core/one-person.server";
import type { Db } from "../core/open.server";

export type ModeratedCycle = {
  title: string;
  /** YYYY-MM-DD */
  dueOn: string | null;
  /** Audits of the cycle, and how many of them are in. */
  audits: number;
  submitted: number;
  /** Their own to grade in it, and how many of these they have committed. */
  own: number;
  graded: number;
};

const number = (sum: unknown): number => Number(sum ?? 0);

/** Cycles under way in which this person is named as a moderator, or has a moderation. */
export async function listModeratedCycles(db: Db, personId: string): Promise<ModeratedCycle[]> {
  const exercises = await db
    .selectFrom("exercise")
    .select(["id", "title", "moderation_due_on as dueOn"])
    .where("graded", "=", 1)
    .where("moderated", "=", 1)
    .where("state", "in", underWay)
    .where((eb) =>
      eb.or([
        eb.exists(
          eb
            .selectFrom("exercise_member")
            .select("exercise_member.person_id")
            .whereRef("exercise_member.exercise_id", "=", "exercise.id")
            .where("exercise_member.person_id", "in", recordsOf(personId))
            .where("exercise_member.part", "=", "moderator"),
        ),
        eb.exists(
          eb
            .selectFrom("moderation")
            .select("moderation.id")
            .whereRef("moderation.exercise_id", "=", "exercise.id")
            .where("moderation.moderator_id", "in", recordsOf(personId)),
        ),
      ]),
    )
    .orderBy("month")
    .orderBy("title")
    .limit(20)
    .execute();
  return Promise.all(
    exercises.map(async ({ id, ...exercise }) => {
      const audits = await db
        .selectFrom("audit")
        .select((eb) => [
          eb.fn.countAll().as("audits"),
          eb.fn
            .sum(eb.case().when("state", "in", unsubmitted).then(0).else(1).end())
            .as("submitted"),
        ])
        .where("exercise_id", "=", id)
        .where(isNotWithdrawn())
        .executeTakeFirstOrThrow();
      const own = await db
        .selectFrom("moderation")
        .innerJoin("audit", "audit.id", "moderation.audit_id")
        .select((eb) => [
          eb.fn.countAll().as("own"),
          sql<number>`sum(case when moderation.committed_at is null then 0 else 1 end)`.as(
            "graded",
          ),
        ])
        .where("moderation.exercise_id", "=", id)
        .where("moderation.moderator_id", "in", recordsOf(personId))
        .where(isNotWithdrawn())
        .executeTakeFirstOrThrow();
      return {
        ...exercise,
        audits: number(audits.audits),
        submitted: number(audits.submitted),
        own: number(own.own),
        graded: number(own.graded),
      };
    }),
  );
}
