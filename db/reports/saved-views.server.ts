/**
 * Owns the views of trends, and of the learning log, that someone saved under a name.
 * Practice: private to the person who saved it; a view is an address, so that it shows what the
 * figures are when it is opened.
 */
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import { recordsOf } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import type { SavedViewPage } from "../core/schema";
import { mustChange } from "../core/versions.server";

export type SavedView = { id: string; name: string; query: string };

/** Someone's views of a page, by name. */
export const listSavedViews = (
  db: Db,
  personId: string,
  page: SavedViewPage = "trends",
): Promise<SavedView[]> =>
  db
    .selectFrom("saved_view")
    .select(["id", "name", "query"])
    .where("person_id", "in", recordsOf(personId))
    .where("page", "=", page)
    .orderBy("name")
    .orderBy("id")
    .execute();

/** One of their own with this name is a duplicate. */
export async function addSavedView(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  { name, query, page = "trends" }: { name: string; query: string; page?: SavedViewPage },
): Promise<void> {
  const id = newId();
  await tx
    .insertInto("saved_view")
    .values({ id, person_id: stamp.actorId, name, query, page, saved_at: stamp.at })
    .execute();
  await appendEvent(tx, stamp, {
    stream: `saved-view:${id}`,
    kind: "saved-view.saved",
    after: { name, query },
  });
}

/** Throws Conflict where it was deleted already. */
export async function removeSavedView(tx: Tx, stamp: Stamp, view: SavedView): Promise<void> {
  const stream = `saved-view:${view.id}` as const;
  const removed = await tx.deleteFrom("saved_view").where("id", "=", view.id).executeTakeFirst();
  mustChange(stream, { numUpdatedRows: removed.numDeletedRows });
  const { name, query } = view;
  await appendEvent(tx, stamp, { stream, kind: "saved-view.deleted", before: { name, query } });
}
