/**
 * Owns what waits for the people a person stands in for: an absent one at a time, so that whoever
 * is left out, or must not see a record, is kept from it in that part too.
 */
import { actingFor, inOwnRight, mayEver } from "~/rules/access/permission";
import { groupWork } from "~/rules/home/work-list";
import type { Asker } from "../asker";
import { collectWork } from "./work.server";

/** What a deputy reads of each absent person's list, the longest absence first. */
export async function collectForAbsent({
  db,
  actor,
  today,
  now,
}: Pick<Asker, "db" | "actor" | "today" | "now">) {
  return Promise.all(
    (actor.standsInFor ?? []).map(async (absence) => {
      const asked = (capability: Parameters<typeof mayEver>[1]) =>
        mayEver(actingFor(actor, absence, capability), capability);
      const work = await collectWork({
        db,
        today,
        now,
        may: asked,
        whose: `${absence.name}’s`,
        readerId: actor.id,
        actor: actingFor(inOwnRight(actor), absence, "learning-log.read"),
      });
      return {
        personId: absence.personId,
        name: absence.name,
        until: absence.until,
        work: groupWork(work.items, today).flatMap(({ items }) => items),
        more: work.more,
      };
    }),
  );
}
