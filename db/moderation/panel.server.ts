/**
 * Owns who is on the panel of one audit, and which of them count for its decision today.
 * Practice: those who moderate or lead the programme, and a colleague named for this audit; the
 * case's line may speak and does not count, by the rule that bars moderators, whatever a plan sets
 * aside for its auditors.
 */
import type { InterestedPerson } from "~/rules/independence/conflicts";
import { type AuditToModerate, moderatorConflicts } from "~/rules/moderation/moderators";
import type { Panellist } from "~/rules/moderation/panel";
import type { Db } from "../core/open.server";
import { listAudits } from "./moderators.server";

type Candidate = InterestedPerson & { name: string };

const judge = (person: InterestedPerson, audit: AuditToModerate, on: string): Panellist => {
  const conflicts = moderatorConflicts(person, audit, on);
  return {
    id: person.id,
    counts: conflicts.length === 0,
    because: conflicts.map(({ message }) => message).join(" "),
  };
};

/** Whether this person counts for the decision on an audit on a date (YYYY-MM-DD), and why not. */
export async function findPanellist(
  db: Db,
  auditId: string,
  personId: string,
  on: string,
): Promise<Panellist> {
  const [panellist] = await listPanellists(db, auditId, [personId], on);
  return panellist ?? { id: personId, counts: false, because: "" };
}

/** The same of several people, whether or not they are still here. */
export async function listPanellists(
  db: Db,
  auditId: string,
  personIds: readonly string[],
  on: string,
): Promise<Panellist[]> {
  const [audit] = await listAudits(db, [auditId], "to-decide");
  if (!audit || personIds.length === 0) return [];
  const people = await db
    .selectFrom("one_person")
    .select(["id", "team_id as teamId", "manager_id as managerId"])
    .where("record_id", "in", [...personIds])
    .execute();
  return people.map((person) => judge(person, audit, on));
}

/** Who may sit on any panel. */
export const panelRoles = ["moderator", "qa-lead"] as const;

/** Active people who may sit on any panel: moderators and QA leads. */
const listStanding = (db: Db): Promise<Candidate[]> =>
  db
    .selectFrom("one_person")
    .select(["id", "name", "team_id as teamId", "manager_id as managerId"])
    .whereRef("record_id", "=", "id")
    .where("active", "=", 1)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("role_grant")
          .select("role_grant.id")
          .whereRef("role_grant.person_id", "=", "one_person.id")
          .where("role_grant.role", "in", panelRoles),
      ),
    )
    .orderBy("name_folded")
    .execute();

/** Who may be chosen for a meeting of the panel, by name. */
export const unscopedPanel = async (db: Db): Promise<{ id: string; name: string }[]> =>
  (await listStanding(db)).map(({ id, name }) => ({ id, name }));

/** Those named for these audits alone, by the id of the moderation. */
const listJoined = (db: Db, moderationIds: readonly string[]) =>
  db
    .selectFrom("panel_member")
    .innerJoin("one_person as person", "person.record_id", "panel_member.person_id")
    .select(["person.id", "person.name", "person.team_id as teamId"])
    .select(["person.manager_id as managerId", "panel_member.moderation_id as moderationId"])
    .where("person.active", "=", 1)
    .where("panel_member.moderation_id", "in", [...moderationIds])
    .orderBy("person.name_folded")
    .execute();

export type PanelOf = { moderationId: string; auditId: string };

/** Of each of these moderations, who counts for its decision on a date: names in order. */
export async function listWhoCount(
  db: Db,
  moderations: readonly PanelOf[],
  on: string,
): Promise<Map<string, { id: string; name: string }[]>> {
  const found = new Map<string, { id: string; name: string }[]>();
  if (moderations.length === 0) return found;
  const ids = moderations.map(({ moderationId }) => moderationId);
  const [standing, joined, facts] = await Promise.all([
    listStanding(db),
    listJoined(db, ids),
    listAudits(
      db,
      moderations.map(({ auditId }) => auditId),
      "to-decide",
    ),
  ]);
  const audits = new Map(facts.map((audit) => [audit.id, audit]));
  for (const { moderationId, auditId } of moderations) {
    const audit = audits.get(auditId);
    if (!audit) continue;
    const people = new Map(
      [...standing, ...joined.filter((one) => one.moderationId === moderationId)].map((one) => [
        one.id,
        one,
      ]),
    );
    const counting = [...people.values()].filter((person) => judge(person, audit, on).counts);
    found.set(
      moderationId,
      counting.map(({ id, name }) => ({ id, name })),
    );
  }
  return found;
}
