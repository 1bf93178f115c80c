/** Owns which cases of an exercise someone answers for, and whether for themselves, their agency or all. */
import { isOwnRecord } from "~/rules/samples/records";
import type { Guarded } from "~/server/guard.server";
import type { Stamp } from "~db/core/events.server";
import type { Db, Tx } from "~db/core/open.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { beginTyping } from "~db/operations/samples/parts.server";
import { listSampleReviewers } from "~db/samples/cases.server";
import type { GridSave } from "~db/samples/grid.server";
import { listReviewedCases, type Part, partOf, type ReviewedCase } from "~db/samples/parts.server";

export type OwnCase = ReviewedCase & {
  /** What is answered apart from the others; null where the case itself is answered for. */
  part: string | null;
  own: Part | null;
};

export type OwnCases = {
  /** Those to be answered for on the page of answers. */
  cases: OwnCase[];
  /** Those whose agreed view may be written, by whoever chairs it. */
  toAgree: OwnCase[];
  /** Their agency's parts that are no longer to be answered for. */
  settled: OwnCase[];
  agency: string | null;
};

/** What one person answers for, as things stand at this moment. */
export async function findOwnCases({ db, subject, actor, today, may }: Guarded<Exercise>) {
  const leads = may("exercises.manage", subject.access);
  const me = (await listSampleReviewers(db, subject.id)).find(({ id }) => id === actor.id) ?? null;
  const all = await listReviewedCases(db, subject, today);
  const mine = all.filter(({ reviewerIds }) => me !== null && reviewerIds.includes(me.id));
  if (subject.reviewing !== "agencies") {
    // Whoever leads it answers for every case, but for no record of their own work.
    const cases = leads ? all.filter((one) => !isOwnRecord(one, actor.id)) : mine;
    return found(cases.map((one) => ({ ...one, part: null, own: null })));
  }
  const own = mine.flatMap((one): OwnCase[] => {
    const part = me && partOf(one, me);
    return part ? [{ ...one, part: part.id, own: part }] : [];
  });
  const isOpen = ({ own: part }: OwnCase) => part?.state === "waiting" || part?.state === "started";
  return {
    cases: own.filter(isOpen),
    settled: own.filter((one) => !isOpen(one)),
    toAgree: all
      .filter((one) => one.opened && may("exercises.write-agreed", accessOf(subject, one)))
      .map((one) => ({ ...one, part: null, own: null })),
    agency: me?.agency ?? null,
  } satisfies OwnCases;
}

/** One case for whoever writes its agreed view: a chair who declared a conflict with it does not. */
export const accessOf = ({ access }: Exercise, { chairIds }: Pick<ReviewedCase, "chairIds">) => ({
  ...access,
  people: { ...access.people, chair: chairIds },
});

const found = (cases: OwnCase[]): OwnCases => ({ cases, toAgree: [], settled: [], agency: null });

/** Asked with a case locked, so that a part just committed takes nothing more. */
export const mayTypeIn =
  (tx: Tx, stamp: Stamp, exercise: Pick<Exercise, "id" | "reviewing">) =>
  async ({ auditId, part }: GridSave): Promise<boolean> =>
    exercise.reviewing === "together" || (await beginTyping(tx, stamp, exercise.id, auditId, part));

/** Every case as it stands once an exercise is over: there is nothing to answer any more. */
export async function findClosedCases(db: Db, subject: Exercise, today: string) {
  const all = await listReviewedCases(db, subject, today);
  return found(all.map((one) => ({ ...one, part: null, own: null })));
}
