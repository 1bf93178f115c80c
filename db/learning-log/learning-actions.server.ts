/**
 * Owns which actions answer which learning.
 * Practice: an action may answer several, so that merging and splitting lose no link; one raised for
 * a finding answers the learning that the finding is filed under, whichever came first.
 */
import { appendEvent, type Stamp } from "../core/events.server";
import type { Db, Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";
import { isSeen, type LogReader } from "./action-sight.server";

export type AnsweredLearning = { id: string; reference: number; what: string };

/** What an action answers. */
export const listAnswered = (db: Db, actionId: string): Promise<AnsweredLearning[]> =>
  db
    .selectFrom("learning_action")
    .innerJoin("learning", "learning.id", "learning_action.learning_id")
    .select(["learning.id", "learning.reference", "learning.what"])
    .where("learning_action.action_id", "=", actionId)
    .orderBy("learning.reference")
    .execute();

const answers = (tx: Tx, rows: { learning_id: string; action_id: string }[]) =>
  tx
    .insertInto("learning_action")
    .values(rows)
    .onConflict((c) => c.columns(["learning_id", "action_id"]).doNothing())
    .execute();

/** A new action for a finding answers what that finding is filed under. */
export async function answerFinding(tx: Tx, findingId: string, actionId: string): Promise<void> {
  const filed = await tx
    .selectFrom("learning_evidence")
    .select("learning_id")
    .where("finding_id", "=", findingId)
    .executeTakeFirst();
  if (filed) await answers(tx, [{ learning_id: filed.learning_id, action_id: actionId }]);
}

/** The actions that were raised for a finding answer the learning it is filed under. */
export async function answerByFinding(
  tx: Tx,
  learningId: string,
  findingId: string,
): Promise<void> {
  const raised = await tx
    .selectFrom("action")
    .select("id")
    .where("finding_id", "=", findingId)
    .execute();
  if (raised.length > 0)
    await answers(
      tx,
      raised.map(({ id }) => ({ learning_id: learningId, action_id: id })),
    );
}

/**
 * Says that an action answers a learning; saying it again changes nothing. Throws Conflict where the
 * learning was merged meanwhile.
 */
export async function linkAction(
  tx: Tx,
  stamp: Stamp,
  learningId: string,
  action: { id: string; reference: number },
): Promise<void> {
  const held = await tx
    .updateTable("learning")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("id", "=", learningId)
    .where("merged_into_id", "is", null)
    .executeTakeFirst();
  mustChange(`learning:${learningId}`, held);
  await answers(tx, [{ learning_id: learningId, action_id: action.id }]);
  await appendEvent(tx, stamp, {
    stream: `learning:${learningId}`,
    kind: "learning.action-linked",
    after: { reference: action.reference },
  });
}

export type Difference = {
  id: string;
  reference: number;
  impact: string;
  verifiedOn: string | null;
};

const mostDifferences = 10;

/**
 * What the verified actions that answer a learning changed, of those that the reader finds in the log,
 * the latest first; none for one child, whose words are case content.
 */
export const listDifferences = (
  db: Db,
  reader: LogReader,
  learningId: string,
): Promise<Difference[]> =>
  db
    .selectFrom("learning_action")
    .innerJoin("action", "action.id", "learning_action.action_id")
    .select(["action.id", "action.reference", "action.impact"])
    .select("action.verified_on as verifiedOn")
    .where("learning_action.learning_id", "=", learningId)
    .where("action.status", "=", "verified")
    .where("action.level", "<>", "child")
    .where((eb) => isSeen(eb as never, reader))
    .orderBy("action.verified_on", "desc")
    .orderBy("action.reference", "desc")
    .limit(mostDifferences)
    .execute();
