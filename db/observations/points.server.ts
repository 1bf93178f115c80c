/**
 * Owns each strength and thing to develop of an observation that is shared, with what was learnt
 * from it. Practice: as it was written when it was shared; never changed.
 */
import type { ObservationPointKind } from "~/rules/observations/observations";
import type { Db } from "../core/open.server";

export type ObservationPoint = {
  id: string;
  kind: ObservationPointKind;
  text: string;
  /** As a source of learning; null until someone learns from it. */
  sourceId: string | null;
  /** What it is filed under; null while it waits. */
  learning: { id: string; reference: number; what: string } | null;
};

/** In the order they were written. */
export async function listObservationPoints(db: Db, id: string): Promise<ObservationPoint[]> {
  const rows = await db
    .selectFrom("observation_point as point")
    .leftJoin("learning_evidence as evidence", "evidence.source_id", "point.source_id")
    .leftJoin("learning", "learning.id", "evidence.learning_id")
    .select(["point.id", "point.kind", "point.text", "point.source_id as sourceId"])
    .select(["learning.id as learningId", "learning.reference", "learning.what"])
    .where("point.observation_id", "=", id)
    .orderBy("point.kind", "desc")
    .orderBy("point.position")
    .execute();
  return rows.map(({ learningId, reference, what, ...point }) => ({
    ...point,
    learning:
      learningId !== null && reference !== null && what !== null
        ? { id: learningId, reference, what }
        : null,
  }));
}
