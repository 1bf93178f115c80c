/**
 * Owns the themes that the panel sees across the service.
 * Practice: they are about the whole service, so they name the exercise and no audit.
 */
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Tx } from "../core/open.server";

export async function addThemes(
  tx: Tx,
  stamp: Stamp,
  { exerciseId, by }: { exerciseId: string; by: string },
  themes: readonly {
    kind: "strength" | "development";
    text: string;
    /** In how many cases it was seen; left out where nobody counted. */
    cases?: number | null;
  }[],
): Promise<void> {
  for (const theme of themes) {
    const id = newId();
    await tx
      .insertInto("finding")
      .values({
        id,
        exercise_id: exerciseId,
        audit_id: null,
        kind: theme.kind,
        area: null,
        theme: null,
        text: theme.text,
        case_count: theme.cases ?? null,
        made_by: by,
        made_at: stamp.at,
      })
      .execute();
    await appendEvent(tx, stamp, {
      stream: `exercise:${exerciseId}`,
      kind: "finding.added",
      after: { id, ...theme },
    });
  }
}
