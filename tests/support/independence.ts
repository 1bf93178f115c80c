/** Moves people as the administrator does, and reads what became of conflicts of interest. */

import { transact } from "~db/core/open.server";
import { savePerson } from "~db/operations/people/people-admin.server";
import { findPerson } from "~db/people/people-list.server";
import type { World, WorldPerson } from "./world";

/** Changes a person's team or manager, with all that follows from it. */
export async function movePerson(
  world: World,
  who: Pick<WorldPerson, "id">,
  change: { teamId?: string | null; managerId?: string | null },
): Promise<void> {
  const before = await findPerson(world.db, who.id);
  if (!before) throw new Error("Nobody has this id");
  const { name, email, staffNumber, jobTitle, teamId, managerId } = before;
  const facts = { name, email, staffNumber, jobTitle, teamId, managerId, ...change };
  await transact(world.db, (tx) =>
    savePerson(tx, world.stampOf(world.people.administrator), before, before.version, facts),
  );
}

/** Every conflict kept with an audit, as "part rules how". */
export async function conflictsOf(world: World, auditId: string): Promise<string[]> {
  const rows = await world.db
    .selectFrom("audit_conflict")
    .innerJoin("person", "person.id", "audit_conflict.person_id")
    .select(["part", "rules", "settled_how", "person.name", "noticed_because"])
    .where("audit_id", "=", auditId)
    .orderBy("audit_conflict.id")
    .execute();
  return rows.map(
    ({ name, part, rules, settled_how, noticed_because }) =>
      `${name}, ${part}: ${(JSON.parse(rules) as string[]).join("+")}, ${noticed_because}, ${settled_how ?? "open"}`,
  );
}

/** The kinds of messages to a person. */
export async function messagesTo(world: World, personId: string): Promise<string[]> {
  const rows = await world.db
    .selectFrom("outbox")
    .select("kind")
    .where("person_id", "=", personId)
    .orderBy("id")
    .execute();
  return rows.map(({ kind }) => kind);
}
