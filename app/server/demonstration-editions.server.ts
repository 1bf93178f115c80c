/** Owns publishing the reports of the demonstration's closed cycles, as its QA lead would have. */
import { readToPublish } from "~/overviews/reports/to-publish.server";
import { audiences } from "~/rules/reports/editions";
import { findActor } from "~db/access/people.server";
import { type Db, transact } from "~db/core/open.server";
import { findExercise } from "~db/exercises/exercises.server";
import { publishReport } from "~db/operations/reports/publish.server";
import { listClosedCycles } from "~db/reports/reports.server";

/** Each for staff and for publication, on the day it was closed. */
export async function publishPast(db: Db, systemAt: string): Promise<void> {
  for (const { id, closedAt } of await listClosedCycles(db)) {
    const exercise = await findExercise(db, id);
    const actor = exercise?.leadId ? await findActor(db, exercise.leadId) : null;
    if (!exercise || !actor) continue;
    const stamp = { actorId: actor.id, at: closedAt, systemAt };
    const now = new Date(closedAt);
    for (const [after, audience] of audiences.entries()) {
      await transact(db, (tx) =>
        publishReport(
          tx,
          stamp,
          { exerciseId: id, title: exercise.title, audience, after, why: "", dueOn: null },
          (inside) =>
            readToPublish(inside, exercise, actor, { now, today: closedAt.slice(0, 10), audience }),
        ),
      );
    }
  }
}
