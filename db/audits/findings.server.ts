/**
 * Owns findings: strengths and areas for development, of one audit or of a whole exercise.
 * Practice: each finding names its practice area and its theme, so that panels and reports can
 * gather them across audits.
 */
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { mustChange, mustRepeat } from "../core/versions.server";

export type FindingKind = "strength" | "development";

export type Finding = {
  id: string;
  kind: FindingKind;
  area: string | null;
  theme: string | null;
  text: string;
  caseCount: number | null;
  version: number;
};

type FindingText = Pick<Finding, "kind" | "area" | "theme" | "text" | "caseCount">;

/** Where a finding was made; `auditId` null stands for the exercise as a whole. */
export type FindingPlace = { exerciseId: string; auditId: string | null };

const streamOf = (place: FindingPlace): `${string}:${string}` =>
  place.auditId ? `audit:${place.auditId}` : `exercise:${place.exerciseId}`;

/** The findings of one audit, or those of an exercise that belong to no single audit; oldest first. */
export async function listFindings(db: Db, place: FindingPlace): Promise<Finding[]> {
  const rows = await db
    .selectFrom("finding")
    .select(["id", "kind", "area", "theme", "text", "case_count as caseCount", "version"])
    .where("exercise_id", "=", place.exerciseId)
    .where("audit_id", place.auditId === null ? "is" : "=", place.auditId)
    .orderBy("made_at")
    .orderBy("id")
    .execute();
  return rows;
}

/**
 * Adds a finding; the same one sent again changes nothing. Throws Conflict when the id stands for
 * something else by now: other words, another place, or someone else's.
 */
export async function addFinding(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  place: FindingPlace,
  finding: FindingText & { id?: string },
): Promise<void> {
  const id = finding.id || newId();
  const result = await tx
    .insertInto("finding")
    .values({
      id,
      exercise_id: place.exerciseId,
      audit_id: place.auditId,
      kind: finding.kind,
      area: finding.area,
      theme: finding.theme,
      text: finding.text,
      case_count: finding.caseCount,
      made_by: stamp.actorId,
      made_at: stamp.at,
    })
    .onConflict((c) => c.column("id").doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows === 0n) {
    await mustRepeat(tx, `finding:${id}`, "finding", id, {
      exercise_id: place.exerciseId,
      audit_id: place.auditId,
      kind: finding.kind,
      area: finding.area,
      theme: finding.theme,
      text: finding.text,
      case_count: finding.caseCount,
      made_by: stamp.actorId,
    });
    return;
  }
  await appendEvent(tx, stamp, { stream: streamOf(place), kind: "finding.added", after: finding });
}

/** Changes a finding; throws Conflict when it changed since `version`. */
export async function saveFinding(
  tx: Tx,
  stamp: Stamp,
  place: FindingPlace,
  finding: FindingText & { id: string; version: number },
): Promise<void> {
  const before = await findInPlace(tx, place, finding.id);
  const result = await tx
    .updateTable("finding")
    .set({
      kind: finding.kind,
      area: finding.area,
      theme: finding.theme,
      text: finding.text,
      case_count: finding.caseCount,
      version: finding.version + 1,
    })
    .where("id", "=", finding.id)
    .where("version", "=", finding.version)
    .where("exercise_id", "=", place.exerciseId)
    .where("audit_id", place.auditId === null ? "is" : "=", place.auditId)
    .executeTakeFirst();
  mustChange(`finding:${finding.id}`, result);
  await appendEvent(tx, stamp, {
    stream: streamOf(place),
    kind: "finding.changed",
    before,
    after: finding,
  });
}

/** Removes a finding; throws Conflict when it changed since `version`, or is gone. */
export async function removeFinding(
  tx: Tx,
  stamp: Stamp,
  place: FindingPlace,
  finding: { id: string; version: number },
  /** What stands under it and goes first. */
  clear: () => Promise<void> = async () => {},
): Promise<void> {
  const before = await findInPlace(tx, place, finding.id);
  if (before) await clear();
  const result = await tx
    .deleteFrom("finding")
    .where("id", "=", finding.id)
    .where("version", "=", finding.version)
    .where("exercise_id", "=", place.exerciseId)
    .where("audit_id", place.auditId === null ? "is" : "=", place.auditId)
    .executeTakeFirst();
  mustChange(`finding:${finding.id}`, { numUpdatedRows: result.numDeletedRows });
  await appendEvent(tx, stamp, { stream: streamOf(place), kind: "finding.removed", before });
}

const findInPlace = async (tx: Tx, place: FindingPlace, id: string) =>
  (await listFindings(tx, place)).find((finding) => finding.id === id);
