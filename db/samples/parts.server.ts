/**
 * Owns the parts of an exercise's cases: which reviewer or agency answers for which, and how far each is.
 * Practice: who may read a case is worked out at each read, from who is named, which part is theirs, and
 * what conflicts of interest they have declared by now.
 */

import { bars } from "~/rules/samples/records";
import {
  councilAgency,
  isCaseOpened,
  isPartOpen,
  type PartState,
  sameAgency,
} from "~/rules/samples/reviewing";
import { isNotWithdrawn } from "../core/counted.server";
import type { Db } from "../core/open.server";
import type { Exercise } from "../exercises/exercises.server";
import {
  listSampleCases,
  listSampleConflicts,
  listSampleReviewers,
  type SampleCase,
  type SampleReviewer,
} from "./cases.server";

export type Part = {
  id: string;
  auditId: string;
  /** Empty where each case has one reviewer. */
  agency: string;
  personId: string | null;
  personName: string | null;
  state: PartState;
  waitsSince: string;
  settledAt: string | null;
  settledBy: string | null;
  reason: string;
  version: number;
};

/** The parts of the cases that are not withdrawn, by agency. */
export async function listParts(db: Db, exerciseId: string): Promise<Part[]> {
  const rows = await db
    .selectFrom("review_part")
    .innerJoin("audit", "audit.id", "review_part.audit_id")
    .leftJoin("one_person as person", "person.record_id", "review_part.person_id")
    .leftJoin("one_person as settler", "settler.record_id", "review_part.settled_by")
    .select([
      "review_part.id",
      "review_part.audit_id as auditId",
      "agency",
      "person.id as personId",
    ])
    .select(["person.name as personName", "review_part.state", "waits_since as waitsSince"])
    .select(["settled_at as settledAt", "settler.name as settledBy", "reason"])
    .select("review_part.version")
    .where("review_part.exercise_id", "=", exerciseId)
    .where(isNotWithdrawn())
    .orderBy("agency")
    .orderBy("review_part.id")
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as PartState }));
}

/** By audit: who may not answer for it, having declared a conflict of interest, or because the record is theirs. */
export async function listBarredIn(
  db: Db,
  reviewers: readonly SampleReviewer[],
  cases: readonly SampleCase[],
  today: string,
): Promise<Map<string, Set<string>>> {
  const barred = new Map<string, Set<string>>();
  for (const reviewer of reviewers) {
    const found = await listSampleConflicts(db, [reviewer], cases, today);
    for (const { auditId, record } of cases) {
      const [mine] = found.get(auditId) ?? [];
      const of = record ? "record" : "case";
      if (!mine?.conflicts.some(({ kind }) => bars(kind, of))) continue;
      barred.set(auditId, (barred.get(auditId) ?? new Set()).add(reviewer.id));
    }
  }
  return barred;
}

/** Whether a part is this reviewer's. */
const isTheirs = (part: Part, reviewer: SampleReviewer): boolean =>
  part.agency === "" ? part.personId === reviewer.id : sameAgency(part.agency, reviewer.agency);

/** Whether something of an exercise still waits for a reviewer: a part of theirs, or of their agency. */
export const hasOpenPart = (parts: readonly Part[], reviewer: SampleReviewer): boolean =>
  parts.some((part) => isPartOpen(part.state) && isTheirs(part, reviewer));

export type ReviewedCase = SampleCase & {
  parts: Part[];
  /** All parts are in: the agreed view may be written and read. */
  opened: boolean;
  /** Whoever may read and answer it, the lead apart. */
  reviewerIds: string[];
  /** Whoever chairs it and has declared no conflict of interest with it. */
  chairIds: string[];
};

/** Someone who chairs, as far as it matters for what they have declared. */
export const asChair = (id: string): SampleReviewer => ({
  ...{ id, name: "", roleText: "", teamId: null, managerId: null },
  agency: councilAgency,
});

/** Every case of an exercise with its parts and who reviews it as things stand today. */
export async function listReviewedCases(
  db: Db,
  exercise: Pick<Exercise, "id" | "reviewing" | "access">,
  today: string,
): Promise<ReviewedCase[]> {
  const cases = await listSampleCases(db, exercise.id);
  const reviewers = await listSampleReviewers(db, exercise.id);
  const parts = exercise.reviewing === "together" ? [] : await listParts(db, exercise.id);
  const chairs = (exercise.access.people.chair ?? []).filter((id) => id !== null);
  const others = chairs.filter((id) => !reviewers.some((one) => one.id === id)).map(asChair);
  const barred = await listBarredIn(db, [...reviewers, ...others], cases, today);
  return cases.map((one) => {
    const own = parts.filter(({ auditId }) => auditId === one.auditId);
    const reads = (reviewer: SampleReviewer) =>
      !barred.get(one.auditId)?.has(reviewer.id) &&
      (exercise.reviewing === "together" || own.some((part) => isTheirs(part, reviewer)));
    return {
      ...one,
      parts: own,
      opened: isCaseOpened(own),
      reviewerIds: reviewers.filter(reads).map(({ id }) => id),
      chairIds: chairs.filter((id) => !barred.get(one.auditId)?.has(id)),
    };
  });
}

/** The part that a reviewer answers for of one case; null where it is answered for together. */
export const partOf = (
  one: ReviewedCase,
  reviewer: Pick<SampleReviewer, "id" | "agency">,
): Part | null => one.parts.find((part) => isTheirs(part, reviewer as SampleReviewer)) ?? null;
