/**
 * Owns undoing a staff list: roles removed again, and the people it added removed while nothing
 * was built on them.
 * Practice: whoever has signed in, was changed since or is named anywhere stays, and is listed.
 */

import type { Grant } from "~/rules/access/people";
import { staffImportMachine } from "~/rules/people/staff-import";
import { asGrant, holdPeople } from "../../access/people.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import { type Db, type Tx, transact } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import { listStaffDone, type StaffImport } from "../../people/staff-imports.server";
import { takeBackBundle } from "./access-settling.server";
import { removeGrant } from "./people-admin.server";

export type Undone = { removed: number; stay: number };

/** Undoes a confirmed list; Conflict when someone else did. */
export async function undoStaffImport(
  db: Db,
  stamp: Stamp & { actorId: string },
  { id, version, bundleId }: Pick<StaffImport, "id" | "version" | "bundleId">,
): Promise<Undone> {
  const done = await listStaffDone(db, id);
  const stream = `staff-import:${id}` as const;
  const { undo } = staffImportMachine.moves;
  await transact(db, async (tx) => {
    mustChange(
      stream,
      await tx
        .updateTable("staff_import")
        .set({ state: undo.to, undone_at: stamp.at, undone_by: stamp.actorId })
        .set({ version: version + 1 })
        .where("id", "=", id)
        .where("version", "=", version)
        .where("state", "in", undo.from)
        .executeTakeFirst(),
    );
    if (bundleId) await takeBackBundle(tx, stamp, bundleId);
    for (const { outcome, personId, grants } of done) {
      if ((outcome === "roles" || outcome === "fill") && personId)
        await takeRoles(tx, stamp, personId, grants);
    }
    await appendEvent(tx, stamp, { stream, kind: "staff-import.undone" });
  });
  const added = done.flatMap(({ outcome, personId, grants }) =>
    outcome === "add" && personId ? [{ personId, grants }] : [],
  );
  // Whoever manages others can go once these are gone.
  let left = added;
  for (let before = left.length + 1; left.length < before; ) {
    before = left.length;
    const stay: typeof left = [];
    for (const one of left) if (!(await removePerson(db, stamp, one, bundleId))) stay.push(one);
    left = stay;
  }
  return { removed: added.length - left.length, stay: left.length };
}

async function takeRoles(
  tx: Tx,
  stamp: Stamp,
  personId: string,
  grants: readonly Grant[],
): Promise<void> {
  await holdPeople(tx, [personId]);
  const held = await tx
    .selectFrom("role_grant")
    .selectAll()
    .where("person_id", "=", personId)
    .execute();
  const ours = new Set(grants.map((grant) => JSON.stringify(grant)));
  for (const row of held) {
    if (ours.has(JSON.stringify(asGrant(row)))) await removeGrant(tx, stamp, personId, row.id);
  }
}

/** Removes someone the list added, with what only the list gave them; false when they stay. */
async function removePerson(
  db: Db,
  stamp: Stamp,
  { personId, grants }: { personId: string; grants: readonly Grant[] },
  bundleId: string | null,
): Promise<boolean> {
  try {
    return await transact(db, async (tx) => {
      await holdPeople(tx, [personId]);
      const person = await tx
        .selectFrom("person")
        .leftJoin("auth_account", "auth_account.person_id", "person.id")
        .select(["person.name", "person.version", "password_hash", "signed_in_at"])
        .where("person.id", "=", personId)
        .executeTakeFirst();
      if (!person) return true;
      if (person.version !== 1 || person.password_hash || person.signed_in_at) return false;
      await removeTraces(tx, personId, grants, bundleId);
      // The database itself knows every place that may name a person: it refuses where one does.
      await tx.deleteFrom("person").where("id", "=", personId).execute();
      await appendEvent(tx, stamp, {
        stream: `person:${personId}`,
        kind: "person.removed",
        before: { id: personId, name: person.name },
      });
      return true;
    });
  } catch (error) {
    const { code } = (error ?? {}) as { code?: string };
    if (code === "23503" || code === "SQLITE_CONSTRAINT_FOREIGNKEY") return false;
    throw error;
  }
}

/** What the list itself gave: roles, what it proposed, an account never used and its invitation. */
async function removeTraces(
  tx: Tx,
  personId: string,
  grants: readonly Grant[],
  bundleId: string | null,
): Promise<void> {
  const ours = new Set(grants.map((grant) => JSON.stringify(grant)));
  const held = await tx
    .selectFrom("role_grant")
    .selectAll()
    .where("person_id", "=", personId)
    .execute();
  for (const row of held) {
    if (!ours.has(JSON.stringify(asGrant(row)))) continue;
    await tx.deleteFrom("role_grant").where("id", "=", row.id).execute();
  }
  await tx
    .deleteFrom("access_change")
    .where("person_id", "=", personId)
    .where("bundle_id", "=", bundleId ?? "")
    .execute();
  await tx.deleteFrom("outbox").where("person_id", "=", personId).execute();
  await tx.deleteFrom("password_link").where("person_id", "=", personId).execute();
  await tx.deleteFrom("auth_account").where("person_id", "=", personId).execute();
}
