/**
 * Owns publishing a report: the edition as the figures stand at that moment, and what is asked of
 * the teams with it.
 * Practice: one write, upon the editions that its writer saw: what is pressed twice is published once.
 */

import type { Report } from "~/rules/reports/blocks";
import { type Audience, changesBetween } from "~/rules/reports/editions";
import type { Edition as PublishedCells } from "~/rules/reports/linked-figures";
import type { Stamp } from "../../core/events.server";
import type { Tx } from "../../core/open.server";
import { Conflict } from "../../core/versions.server";
import { holdExerciseIn } from "../../exercises/exercises.server";
import { addResponses } from "../../reports/asking.server";
import { addEdition, findLastEdition, listEditions } from "../../reports/editions.server";

export type ToPublish = {
  exerciseId: string;
  title: string;
  audience: Audience;
  why: string;
  /** How many editions of the report there were when it was checked. */
  after: number;
  /** Asks every team that was graded and not asked yet, by this date (YYYY-MM-DD). */
  dueOn: string | null;
};

/** `givenAway`: so many hidden counts can be worked out from it and from what is out. */
export type ReadToPublish = { report: Report; cells: PublishedCells | null; givenAway: number };

export type Published =
  | { id: string; number: number; asked: number; givenAway: 0 }
  | { givenAway: number; id?: undefined };

/**
 * Publishes the report of a closed exercise as it reads inside this write. Throws Conflict where the
 * exercise was reopened or published meanwhile; writes nothing where a hidden count is given away.
 */
export async function publishReport(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  { dueOn, after, ...edition }: ToPublish,
  read: (tx: Tx) => Promise<ReadToPublish>,
): Promise<Published> {
  const { exerciseId, audience } = edition;
  await holdExerciseIn(tx, exerciseId, "closed");
  if ((await listEditions(tx, exerciseId)).length !== after)
    throw new Conflict(`exercise:${exerciseId}`);
  const last = await findLastEdition(tx, exerciseId, audience);
  const { report, cells, givenAway } = await read(tx);
  if (givenAway > 0) return { givenAway };
  const number = (last?.number ?? 0) + 1;
  const changes = last ? changesBetween(last.report, report) : [];
  const id = await addEdition(tx, stamp, { ...edition, number, report, cells, changes });
  const asked = dueOn === null ? 0 : await addResponses(tx, stamp, { exerciseId, dueOn });
  return { id, number, asked, givenAway: 0 };
}
