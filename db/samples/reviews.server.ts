/**
 * Owns who reviews the cases of dip samples and thematic audits while these are open: counted,
 * listed, and given to someone else.
 * Practice: what was answered stays under the name of whoever answered it; no grade is moderated
 * here, so that nobody has to be blind, and a conflict of interest is looked at case by case.
 */

import { paths } from "~/paths";
import type { Scope } from "~/rules/access/permission";
import { isOpenToAuditor } from "~/rules/audits/audits";
import { dateInLondon } from "~/rules/core/dates";
import { type ExerciseState, goingOnStates, overStates } from "~/rules/exercises/exercises";
import { appendEvent, type Stamp } from "../core/events.server";
import { recordsOf } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { inScope } from "../core/scope.server";
import { holdExercise } from "../exercises/exercises.server";
import { addMessages } from "../messages/outbox.server";
import { listSampleCases, listSampleConflicts, listSampleReviewers } from "./cases.server";
import { unscopedReviewersToChoose } from "./choices.server";

/** Reviewers of what is not over; `scope` keeps it to the exercises that someone manages. */
export const openReviews = (db: Db, scope?: Scope) => {
  const query = db
    .selectFrom("exercise_member")
    .innerJoin("exercise", "exercise.id", "exercise_member.exercise_id")
    .where("part", "=", "reviewer")
    .where("exercise.state", "in", goingOnStates);
  if (!scope) return query;
  return query.where((eb) => inScope(eb, scope, { ties: { lead: eb.ref("exercise.lead_id") } }));
};

export type Review = { id: string; title: string };

/** The exercises that a person reviews, by month. */
export const listReviews = (db: Db, personId: string, scope?: Scope): Promise<Review[]> =>
  openReviews(db, scope)
    .where("person_id", "in", recordsOf(personId))
    .select(["exercise.id", "exercise.title"])
    .distinct()
    .select("exercise.month")
    .orderBy("exercise.month")
    .orderBy("exercise.id")
    .limit(100)
    .execute();

/** Why someone may not review, and of which exercise. */
type Refusal = { title: string; kind: "role" | "conflict"; message: string };

/** What keeps someone from reviewing the cases of an exercise that are still open; null if nothing, or if they do. */
async function whyNotReview(
  db: Db,
  exerciseId: string,
  takerId: string,
  today: string,
): Promise<Omit<Refusal, "title"> | null> {
  const taker = (await unscopedReviewersToChoose(db)).find(({ id }) => id === takerId);
  const person = await db
    .selectFrom("person")
    .select(["id", "name", "team_id as teamId", "manager_id as managerId"])
    .where("id", "=", takerId)
    .executeTakeFirst();
  if (!taker || !person) {
    return {
      kind: "role",
      message: `${person?.name ?? "This person"} has no role that reviews cases`,
    };
  }
  if ((await listSampleReviewers(db, exerciseId)).some(({ id }) => id === takerId)) return null;
  const cases = (await listSampleCases(db, exerciseId)).filter(({ state }) =>
    isOpenToAuditor(state),
  );
  const found = await listSampleConflicts(
    db,
    [{ ...person, roleText: "", agency: "" }],
    cases,
    today,
  );
  const barred = cases.filter(({ auditId }) => found.has(auditId));
  const [first] = barred;
  if (!first) return null;
  const why = found.get(first.auditId)?.[0]?.conflicts[0]?.message ?? "";
  const rest = barred.length > 1 ? `, and ${barred.length - 1} more of its cases` : "";
  return {
    kind: "conflict",
    message: `${first.record ? "Record" : "Case"} ${first.reference}${rest}: ${why}`,
  };
}

type Change = { from: string; to: string; reason: string };

/**
 * Gives the reviewing of these exercises to someone else, or of none of them where a role or a
 * conflict of interest counts against one: looked at with the exercises held, as they are now.
 * Answers how many were still theirs to give.
 */
export async function giveReviews(
  tx: Tx,
  stamp: Stamp,
  reviews: readonly Review[],
  { despiteConflict, ...change }: Change & { despiteConflict: boolean },
): Promise<{ given: number; refusal: Refusal | null }> {
  const open = [];
  for (const review of reviews) {
    const held = await holdExercise(tx, review.id);
    if (held && !overStates.includes(held.state)) open.push({ ...review, state: held.state });
  }
  const today = dateInLondon(new Date(stamp.at));
  for (const { id, title } of open) {
    const refusal = await whyNotReview(tx, id, change.to, today);
    if (!refusal || (refusal.kind === "conflict" && despiteConflict)) continue;
    return { given: 0, refusal: { title, ...refusal } };
  }
  let given = 0;
  for (const one of open) if (await saveReviewer(tx, stamp, one, change)) given += 1;
  return { given, refusal: null };
}

/**
 * Puts another reviewer in a person's place; where that one reviews it already, the person goes.
 * Answers whether it was still theirs to give.
 */
async function saveReviewer(
  tx: Tx,
  stamp: Stamp,
  { id: exerciseId, state }: { id: string; state: ExerciseState },
  { from, to, reason }: Change,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom("exercise_member")
    .where("exercise_id", "=", exerciseId)
    .where("part", "=", "reviewer")
    .where("person_id", "in", recordsOf(from))
    .executeTakeFirstOrThrow();
  if (numDeletedRows === 0n) return false;
  const there = await openReviews(tx)
    .select("person_id")
    .where("exercise.id", "=", exerciseId)
    .where("person_id", "in", recordsOf(to))
    .executeTakeFirst();
  await tx
    .updateTable("review_part")
    .set((eb) => ({ person_id: to, version: eb("version", "+", 1) }))
    .where("exercise_id", "=", exerciseId)
    .where("person_id", "in", recordsOf(from))
    .execute();
  if (!there) {
    await tx
      .insertInto("exercise_member")
      .values({
        ...{ exercise_id: exerciseId, person_id: to, part: "reviewer" },
        ...{ role_text: "", expected: 0, maximum: 0 },
      })
      .execute();
  }
  const { audits_due_on: due } = await tx
    .updateTable("exercise")
    .set((eb) => ({ version: eb("version", "+", 1) }))
    .where("id", "=", exerciseId)
    .returning("audits_due_on")
    .executeTakeFirstOrThrow();
  if (state === "auditing") {
    const link = paths.exercises.grid(exerciseId);
    await addMessages(tx, stamp, [{ to, kind: "review-asked", key: exerciseId, link, due }]);
  }
  await appendEvent(tx, stamp, {
    stream: `exercise:${exerciseId}`,
    kind: "exercise.reviewer-changed",
    before: { personId: from },
    after: { personId: to, reason },
  });
  return true;
}
