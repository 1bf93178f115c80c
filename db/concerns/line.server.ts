/**
 * Owns who answers for a team's concerns, who stands above them, and who stands in for either.
 * Practice: a team manager and a service manager answer; the QA lead and the leaders come after;
 * someone's deputy is named beside them for as long as the absence lasts.
 */

import { type ConcernPart, concernParts, type InLine } from "~/rules/concerns/concerns";
import { dateInLondon } from "~/rules/core/dates";
import { deputiesOf } from "../access/deputies.server";
import { teamAndSuccessors } from "../access/readers.server";
import type { Db } from "../core/open.server";

/** Everyone who can be told of a team's concern, by part and name, each followed by deputies. */
export async function listLine(
  db: Db,
  of: { teamId: string; serviceId: string },
  now: Date,
): Promise<InLine[]> {
  const rows = await db
    .selectFrom("person")
    .innerJoin("role_grant", "role_grant.person_id", "person.id")
    .select(["person.id", "person.name", "role_grant.role"])
    .distinct()
    .where("person.active", "=", 1)
    .where("role_grant.role", "in", concernParts)
    .where((eb) =>
      eb.or([
        eb("role_grant.team_id", "in", teamAndSuccessors(of.teamId)),
        eb("role_grant.service_id", "=", of.serviceId),
        eb("role_grant.reach", "=", "all"),
      ]),
    )
    .orderBy("person.name")
    .orderBy("person.id")
    .execute();
  const deputies = await deputiesOf(
    db,
    rows.map(({ id }) => id),
    dateInLondon(now),
  );
  return concernParts.flatMap((part) =>
    rows
      .filter(({ role }) => role === part)
      .flatMap(({ id, name }): InLine[] => [
        { id, name, part, forId: null, forName: null },
        ...deputies
          .filter(({ personId }) => personId === id)
          .map((one) => ({
            id: one.deputyId,
            name: one.deputyName,
            part,
            forId: id,
            forName: name,
          })),
      ]),
  );
}

/** Which of these people can sign in: a concern shows on the home of no other. */
export async function listSigningIn(db: Db, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom("auth_account")
    .innerJoin("person", "person.id", "auth_account.person_id")
    .select("person.id")
    .where("person.id", "in", [...ids])
    .where("person.active", "=", 1)
    .where("password_hash", "<>", "")
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Where a person is a leader: of everything, or of some teams and services. */
export type Leading = { everything: boolean; serviceIds: string[]; teamIds: string[] };

/** Leaders, with how far each leads. */
export async function unscopedLeading(db: Db): Promise<Map<string, Leading>> {
  const grants = await db
    .selectFrom("role_grant")
    .innerJoin("person", "person.id", "role_grant.person_id")
    .select(["person.id", "role_grant.reach", "role_grant.service_id", "role_grant.team_id"])
    .where("person.active", "=", 1)
    .where("role_grant.role", "=", "leader" satisfies ConcernPart)
    .execute();
  const leading = new Map<string, Leading>();
  for (const grant of grants) {
    const held = leading.get(grant.id) ?? { everything: false, serviceIds: [], teamIds: [] };
    if (grant.reach === "all") held.everything = true;
    if (grant.service_id) held.serviceIds.push(grant.service_id);
    if (grant.team_id) held.teamIds.push(grant.team_id);
    leading.set(grant.id, held);
  }
  return leading;
}

export const leads = (
  leading: Leading | undefined,
  of: { teamId: string; serviceId: string },
): boolean =>
  leading !== undefined &&
  (leading.everything ||
    leading.serviceIds.includes(of.serviceId) ||
    leading.teamIds.includes(of.teamId));
