/**
 * Owns what observations wait for: drafts that their observer has left, and shared ones that whoever
 * was observed has not read. Practice: the observer's and the observed's own homes say it first.
 */
import { paths } from "~/paths";
import { addDays, formatDate } from "~/rules/core/dates";
import { type AttentionFact, mostOfAKind } from "~/rules/home/attention";
import { draftDays, unreadDays } from "~/rules/observations/observations";
import type { Db } from "../../core/open.server";
import { unscopedObservationsWaiting } from "../../observations/lists.server";
import type { AttentionAsked } from "./sources.server";

export async function observationsWaiting(
  db: Db,
  { today, readerId }: Pick<AttentionAsked, "today" | "readerId">,
): Promise<AttentionFact[]> {
  const waiting = await unscopedObservationsWaiting(db, {
    begun: addDays(today, -draftDays),
    shared: addDays(today, -unreadDays),
    limit: mostOfAKind,
  });
  return waiting
    .filter(({ state, observerId }) => state !== "draft" || observerId !== readerId)
    .map((one): AttentionFact => {
      const isDraft = one.state === "draft";
      return {
        kind: isDraft ? "observation-draft" : "observation-unread",
        subject: isDraft
          ? `${one.observerName} of ${formatDate(one.observedOn)}`
          : `${one.observed.find(({ toRead }) => toRead)?.name ?? ""} of ${formatDate(one.observedOn)}`,
        count: 1,
        since: isDraft ? one.begunAt : one.sharedAt,
        href: paths.observations.one(one.id),
        place: "Observations",
        meant: null,
      };
    });
}
