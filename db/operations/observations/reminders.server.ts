/**
 * Owns reminding observers of what they have not shared: once a week, four times.
 * Practice: looked for among drafts by when they were begun; each week has a key of its own.
 */
import { paths } from "~/paths";
import { addDays, dateInLondon, dateOf, daysBetween } from "~/rules/core/dates";
import { draftDays } from "~/rules/observations/observations";
import type { Stamp } from "../../core/events.server";
import { type Db, transact } from "../../core/open.server";
import { addMessages } from "../../messages/outbox.server";

const weeksReminded = 4;
const most = 500;

export async function remindToShare(db: Db, stamp: Stamp): Promise<void> {
  const today = dateInLondon(new Date(stamp.at));
  const drafts = await db
    .selectFrom("observation")
    .select(["id", "observer_id as to", "begun_at as begunAt"])
    .where("state", "=", "draft")
    .where("begun_at", "<=", `${addDays(today, -draftDays)}T23:59:59.999Z`)
    .where("begun_at", ">=", addDays(today, -draftDays * (weeksReminded + 1)))
    .orderBy("begun_at")
    .orderBy("id")
    .limit(most)
    .execute();
  const messages = drafts.map(({ id, to, begunAt }) => ({
    ...{ to, kind: "observation-to-share" as const, link: paths.observations.write(id) },
    key: `${id}:${Math.floor(daysBetween(dateOf(begunAt), today) / draftDays)}`,
  }));
  if (messages.length > 0) await transact(db, (tx) => addMessages(tx, stamp, messages));
}
