/** Owns what waits for an answer before good practice is shared, on the home of whoever answers. */
import { paths } from "~/paths";
import { scopeOf } from "~/rules/access/permission";
import type { WorkItem } from "~/rules/home/work-list";
import { listThanksTo, listThanksWaiting } from "~db/learning-log/good-practice.server";
import { type Asker, tag } from "./asker.server";

const mostThanks = 10;

/** Thanks to the person that could be shared; and those to workers of theirs, for their manager. */
export async function thanked({
  db,
  actor,
  may,
  readerId = actor.id,
  whose,
}: Asker): Promise<WorkItem[]> {
  const item = (id: string, title: string, context: string, since: string) => ({
    ...{ id: `thanks-${id}`, title, href: paths.learning.thanks(id), context, dueOn: null, since },
    tag: tag("Good practice", "green"),
  });
  const own = whose ? [] : await listThanksTo(db, actor.id, { limit: mostThanks, waiting: true });
  const team = may("learning-log.agree-thanks")
    ? await listThanksWaiting(db, scopeOf(actor, "learning-log.agree-thanks"), {
        ...{ states: ["consented"], limit: mostThanks },
      })
    : [];
  return [
    ...own.map(({ id, givenAt }) =>
      item(id, "Say whether others may read what you did well", "Thanks to you", givenAt),
    ),
    ...team
      .filter(({ workerId }) => workerId !== readerId)
      .map(({ id, teamName, since }) =>
        item(id, "Say whether good practice of your team is shared", teamName, since),
      ),
  ];
}
