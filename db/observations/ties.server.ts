/** Owns whether an observer has declared a conflict of interest with whoever, or whatever case, they observed. */
import { recordsOf, recordsOfAll } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import type { Observation } from "./observations.server";

export async function isTiedToObserved(
  db: Db,
  { observerId, observed, caseId }: Pick<Observation, "observerId" | "observed" | "caseId">,
): Promise<boolean> {
  const row = await db
    .selectFrom("declared_conflict")
    .select("id")
    .where("person_id", "in", recordsOf(observerId))
    .where("withdrawn_at", "is", null)
    .where((eb) =>
      eb.or([
        eb("worker_id", "in", recordsOfAll(observed.map(({ id }) => id))),
        eb("case_id", "=", caseId ?? ""),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
}
