/**
 * Owns making a strength or thing to develop of an observation a source of learning.
 * Practice: in words that name no worker, team or case, of no team and no service; once.
 */
import { namelessWith } from "~/rules/feedback-sessions/feedback-sessions";
import { appendEvent } from "../../core/events.server";
import type { Tx } from "../../core/open.server";
import { Conflict } from "../../core/versions.server";
import { unscopedNotNamed } from "../../feedback-sessions/since.server";
import { addSource } from "../../learning-log/learning-deeds.server";
import {
  type Observation,
  type ObservationStamp,
  streamOf,
} from "../../observations/observations.server";

/** Answers the id of the source, there already or entered now. Throws Conflict where it has no such point. */
export async function learnFromPoint(
  tx: Tx,
  stamp: ObservationStamp,
  observation: Pick<Observation, "id" | "observedOn" | "themes">,
  pointId: string,
): Promise<string> {
  const { id } = observation;
  // One at a time for an observation: two who press at once enter one source.
  await tx
    .updateTable("observation")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("id", "=", id)
    .execute();
  const point = await tx
    .selectFrom("observation_point")
    .select(["text", "kind", "source_id"])
    .where("id", "=", pointId)
    .where("observation_id", "=", id)
    .executeTakeFirst();
  if (!point) throw new Conflict(streamOf(id));
  if (point.source_id !== null) return point.source_id;
  const themes = observation.themes[point.kind];
  const sourceId = await addSource(tx, stamp, {
    kind: "observation",
    saidOn: observation.observedOn,
    says: namelessWith(await unscopedNotNamed(tx))(point.text),
    sourceReference: "",
    theme: themes.length === 1 ? (themes[0] ?? null) : null,
    ...{ area: null, teamId: null, serviceId: null },
  });
  await tx
    .updateTable("observation_point")
    .set({ source_id: sourceId })
    .where("id", "=", pointId)
    .execute();
  await appendEvent(tx, stamp, {
    stream: streamOf(id),
    kind: "observation.learnt-from",
    after: { pointId },
  });
  return sourceId;
}
