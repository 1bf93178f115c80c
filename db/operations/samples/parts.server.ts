/**
 * Owns what is done with the parts of cases: shared out at release, given to a reviewer, committed, gone
 * on without, and opened again.
 * Practice: the case is locked first, so that nothing is typed into a part at the moment in which it is
 * committed, and no agreed view begins while a part is opened again.
 */
import { paths } from "~/paths";
import { isOpenToAuditor } from "~/rules/audits/audits";
import { dateInLondon } from "~/rules/core/dates";
import { isFrom } from "~/rules/core/state-machine";
import {
  agenciesOf,
  isCaseOpened,
  type PartMove,
  type PartState,
  partMachine,
  questionsFor,
  sameAgency,
  shareCases,
} from "~/rules/samples/reviewing";
import { hasAnyAnswer, isCaseComplete } from "~/rules/samples/samples";
import type { Question } from "~/rules/tools/tools";
import { lockAudit } from "../../audits/audits.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import { recordsOf } from "../../core/one-person.server";
import type { Tx } from "../../core/open.server";
import { Conflict, mustChange } from "../../core/versions.server";
import type { Exercise } from "../../exercises/exercises.server";
import { holdExercise } from "../../exercises/exercises.server";
import { addMessages } from "../../messages/outbox.server";
import { listSampleCases, listSampleReviewers } from "../../samples/cases.server";
import { caseAnswersOf, listGridAnswers, partAnswersOf } from "../../samples/grid.server";
import { listBarredIn, listParts, type Part } from "../../samples/parts.server";

type Reviewed = Pick<Exercise, "id" | "reviewing">;

/** Makes the parts that are missing, as a case is given out or a reviewer is added. */
export async function makeParts(tx: Tx, stamp: Stamp, exercise: Reviewed): Promise<void> {
  if (exercise.reviewing === "together") return;
  const cases = await listSampleCases(tx, exercise.id);
  const reviewers = await listSampleReviewers(tx, exercise.id);
  const parts = await listParts(tx, exercise.id);
  const fresh =
    exercise.reviewing === "agencies"
      ? cases.flatMap(({ auditId }) =>
          agenciesOf(reviewers)
            .filter(
              (agency) => !parts.some((p) => p.auditId === auditId && sameAgency(p.agency, agency)),
            )
            .map((agency) => ({ auditId, agency, personId: null })),
        )
      : await sharedOut(tx, stamp, cases, reviewers, parts);
  for (const { auditId, agency, personId } of fresh) {
    await tx
      .insertInto("review_part")
      .values({
        ...{ id: newId(), exercise_id: exercise.id, audit_id: auditId, agency },
        ...{ person_id: personId, state: partMachine.first, waits_since: stamp.at },
      })
      .execute();
  }
}

async function sharedOut(
  tx: Tx,
  stamp: Stamp,
  cases: Awaited<ReturnType<typeof listSampleCases>>,
  reviewers: Awaited<ReturnType<typeof listSampleReviewers>>,
  parts: readonly Part[],
) {
  const held = new Map(parts.map((part) => [part.auditId, part]));
  const barred = await listBarredIn(tx, reviewers, cases, dateInLondon(new Date(stamp.at)));
  const given = shareCases(
    cases.map(({ auditId }) => ({
      auditId,
      personId: held.get(auditId)?.personId ?? null,
    })),
    reviewers.map(({ id }) => id),
    barred,
  );
  for (const part of parts) {
    const personId = given.get(part.auditId) ?? null;
    if (part.personId === null && personId !== null) await setReviewer(tx, part.id, personId);
  }
  return cases
    .filter(({ auditId }) => !held.has(auditId))
    .map(({ auditId }) => ({ auditId, agency: "", personId: given.get(auditId) ?? null }));
}

const setReviewer = (tx: Tx, partId: string, personId: string | null) =>
  tx
    .updateTable("review_part")
    .set((eb) => ({ person_id: personId, version: eb("version", "+", 1) }))
    .where("id", "=", partId)
    .execute();

/** Gives cases to reviewers, one each; throws Conflict when the exercise changed since `version`. */
export async function giveCases(
  tx: Tx,
  stamp: Stamp,
  exercise: Reviewed & Pick<Exercise, "version">,
  given: ReadonlyMap<string, string | null>,
): Promise<number> {
  const stream = `exercise:${exercise.id}` as const;
  mustChange(
    stream,
    await tx
      .updateTable("exercise")
      .set({ version: exercise.version + 1 })
      .where("id", "=", exercise.id)
      .where("version", "=", exercise.version)
      .executeTakeFirst(),
  );
  await makeParts(tx, stamp, exercise);
  let changed = 0;
  const told = new Set<string>();
  for (const part of await listParts(tx, exercise.id)) {
    const personId = given.get(part.auditId);
    if (personId === undefined || personId === part.personId) continue;
    await setReviewer(tx, part.id, personId);
    if (personId) told.add(personId);
    await appendEvent(tx, stamp, {
      stream: `audit:${part.auditId}`,
      kind: "part.given",
      before: { personId: part.personId },
      after: { personId },
    });
    changed += 1;
  }
  const held = await holdExercise(tx, exercise.id);
  if (held?.state === "auditing") {
    const link = paths.exercises.grid(exercise.id);
    const key = `${exercise.id}:${exercise.version}`;
    await addMessages(
      tx,
      stamp,
      [...told].map((to) => ({ to, kind: "review-asked", key, link })),
    );
  }
  return changed;
}

async function movePart(
  tx: Tx,
  stamp: Stamp,
  part: Pick<Part, "id" | "auditId" | "agency" | "state" | "version">,
  move: PartMove,
  reason = "",
): Promise<void> {
  const { from, to } = partMachine.moves[move];
  if (!isFrom<PartState>(partMachine.moves[move], part.state)) {
    throw new Conflict(`audit:${part.auditId}`);
  }
  const settled = to === "committed" || to === "left-out";
  mustChange(
    `audit:${part.auditId}`,
    await tx
      .updateTable("review_part")
      .set({
        ...{ state: to, reason, version: part.version + 1 },
        settled_at: settled ? stamp.at : null,
        settled_by: settled ? stamp.actorId : null,
        ...(move === "reopen" ? { waits_since: stamp.at } : {}),
      })
      .where("id", "=", part.id)
      .where("state", "in", from)
      .where("version", "=", part.version)
      .executeTakeFirst(),
  );
  if (move === "start") return;
  await appendEvent(tx, stamp, {
    stream: `audit:${part.auditId}`,
    kind: eventOf[move],
    before: { state: part.state },
    after: { state: to, agency: part.agency, ...(reason ? { reason } : {}) },
  });
}

const eventOf = {
  commit: "part.committed",
  "leave-out": "part.left-out",
  reopen: "part.reopened",
} as const;

/** A part with its case locked; null where either is gone or the case takes no answers any more. */
async function lockPart(tx: Tx, exerciseId: string, partId: string): Promise<Part | null> {
  const found = (await listParts(tx, exerciseId)).find(({ id }) => id === partId);
  const locked = found && (await lockAudit(tx, found.auditId));
  if (!locked || !isOpenToAuditor(locked.state)) return null;
  return (await listParts(tx, exerciseId)).find(({ id }) => id === partId) ?? null;
}

/** Commits parts whose every question is answered; answers how many, those already committed apart. */
export async function commitParts(
  tx: Tx,
  stamp: Stamp,
  exercise: Reviewed,
  partIds: readonly string[],
  questions: readonly Question[],
): Promise<number> {
  let committed = 0;
  for (const id of [...partIds].sort()) {
    const part = await lockPart(tx, exercise.id, id);
    if (part?.state !== "started") continue;
    const stored = await listGridAnswers(tx, [part.auditId]);
    const answers = partAnswersOf(questions, stored.get(part.auditId) ?? [], part.id);
    if (!isCaseComplete(questionsFor(questions, part.agency), answers)) continue;
    await movePart(tx, stamp, part, "commit");
    committed += 1;
  }
  return committed;
}

export type PartRefusal = "gone" | "not-now" | "agreed-begun" | "only-one";

/** Goes on without a part that is not in; at least one agency's must be left to go on with. */
export async function leavePartOut(
  tx: Tx,
  stamp: Stamp,
  exercise: Reviewed,
  { id, version, reason }: { id: string; version: number; reason: string },
): Promise<PartRefusal | null> {
  const part = await lockPart(tx, exercise.id, id);
  if (!part || part.version !== version) return "gone";
  const others = (await listParts(tx, exercise.id)).filter(
    (one) => one.auditId === part.auditId && one.id !== id,
  );
  if (!others.some(({ state }) => state !== "left-out")) return "only-one";
  if (!isFrom<PartState>(partMachine.moves["leave-out"], part.state)) return "not-now";
  await movePart(tx, stamp, part, "leave-out", reason);
  return null;
}

/** Opens a part again, while nothing of the agreed view is written; tells those who answer for it. */
export async function reopenPart(
  tx: Tx,
  stamp: Stamp,
  exercise: Reviewed,
  { id, version, reason }: { id: string; version: number; reason: string },
  questions: readonly Question[],
): Promise<PartRefusal | null> {
  const part = await lockPart(tx, exercise.id, id);
  if (!part || part.version !== version) return "gone";
  if (!isFrom<PartState>(partMachine.moves.reopen, part.state)) return "not-now";
  const stored = await listGridAnswers(tx, [part.auditId]);
  if (hasAnyAnswer(caseAnswersOf(questions, stored.get(part.auditId) ?? []))) return "agreed-begun";
  await movePart(tx, stamp, part, "reopen", reason);
  const reviewers = (await listSampleReviewers(tx, exercise.id)).filter((one) =>
    sameAgency(one.agency, part.agency),
  );
  const link = paths.exercises.grid(exercise.id);
  await addMessages(
    tx,
    stamp,
    reviewers.map(({ id: to }) => ({
      ...{ to, kind: "part-reopened", key: `${part.id}:${part.version}`, link },
    })) as Parameters<typeof addMessages>[2],
  );
  return null;
}

/**
 * Whether something may be typed here now, with the case locked by the caller: into a part that is still
 * to be committed, which it starts; or into the agreed view, once every part is in.
 */
export async function beginTyping(
  tx: Tx,
  stamp: Stamp,
  exerciseId: string,
  auditId: string,
  partId: string | null,
): Promise<boolean> {
  const parts = (await listParts(tx, exerciseId)).filter((one) => one.auditId === auditId);
  if (partId === null) {
    return parts.every(({ agency }) => agency === "") || isCaseOpened(parts);
  }
  const part = parts.find(({ id }) => id === partId);
  if (!part) return false;
  if (part.state === "started") return true;
  if (part.state !== "waiting") return false;
  await movePart(tx, stamp, part, "start");
  return true;
}

/** Takes a case off the list of its one reviewer, who has a conflict with it: it waits for another. */
export async function dropOwnParts(
  tx: Tx,
  stamp: Stamp,
  exercise: Reviewed,
  auditId: string,
  personId: string,
): Promise<void> {
  await lockAudit(tx, auditId);
  await tx
    .updateTable("review_part")
    .set((eb) => ({ person_id: null, version: eb("version", "+", 1), waits_since: stamp.at }))
    .where("exercise_id", "=", exercise.id)
    .where("audit_id", "=", auditId)
    .where("person_id", "in", recordsOf(personId))
    .execute();
}

/** Ends someone's part in an exercise as a reviewer, with the reason; false where they had none. */
export async function removeReviewer(
  tx: Tx,
  stamp: Stamp,
  exercise: Reviewed,
  personId: string,
  reason: string,
): Promise<boolean> {
  const held = await holdExercise(tx, exercise.id);
  if (held?.state !== "drawn" && held?.state !== "auditing") return false;
  const { numDeletedRows } = await tx
    .deleteFrom("exercise_member")
    .where("exercise_id", "=", exercise.id)
    .where("part", "=", "reviewer")
    .where("person_id", "in", recordsOf(personId))
    .executeTakeFirstOrThrow();
  if (numDeletedRows === 0n) return false;
  await tx
    .updateTable("review_part")
    .set((eb) => ({ person_id: null, version: eb("version", "+", 1), waits_since: stamp.at }))
    .where("exercise_id", "=", exercise.id)
    .where("person_id", "in", recordsOf(personId))
    .execute();
  await tx
    .updateTable("exercise")
    .set((eb) => ({ version: eb("version", "+", 1) }))
    .where("id", "=", exercise.id)
    .execute();
  await appendEvent(tx, stamp, {
    stream: `exercise:${exercise.id}`,
    kind: "exercise.reviewer-removed",
    before: { personId },
    after: { reason },
  });
  return true;
}

/** Names one more reviewer while it is under way, and makes their parts; false where they are one. */
export async function addReviewer(
  tx: Tx,
  stamp: Stamp,
  exercise: Reviewed & Pick<Exercise, "auditsDueOn">,
  person: { id: string; roleText: string },
): Promise<boolean> {
  const held = await holdExercise(tx, exercise.id);
  if (held?.state !== "drawn" && held?.state !== "auditing") return false;
  const there = await tx
    .selectFrom("exercise_member")
    .select("person_id")
    .where("exercise_id", "=", exercise.id)
    .where("part", "=", "reviewer")
    .where("person_id", "in", recordsOf(person.id))
    .executeTakeFirst();
  if (there) return false;
  const { agency } = await tx
    .selectFrom("person")
    .select("agency")
    .where("id", "=", person.id)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto("exercise_member")
    .values({
      ...{ exercise_id: exercise.id, person_id: person.id, part: "reviewer", agency },
      ...{ role_text: person.roleText, expected: 0, maximum: 0 },
    })
    .execute();
  await tx
    .updateTable("exercise")
    .set((eb) => ({ version: eb("version", "+", 1) }))
    .where("id", "=", exercise.id)
    .execute();
  await appendEvent(tx, stamp, {
    stream: `exercise:${exercise.id}`,
    kind: "exercise.reviewer-added",
    after: { personId: person.id },
  });
  if (held.state !== "auditing") return true;
  await makeParts(tx, stamp, exercise);
  const link = paths.exercises.grid(exercise.id);
  const due = exercise.auditsDueOn;
  await addMessages(tx, stamp, [
    { to: person.id, kind: "review-asked", key: exercise.id, link, due },
  ]);
  return true;
}
