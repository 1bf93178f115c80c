/**
 * The rule of independence written once more, apart from the one that decides, and in another way:
 * by walking the tables in memory.
 */
import type { World } from "./world";

/** The tables as they read where a record that points to someone bears their id; a person may have several rows. */
export async function readTables({ db }: World) {
  const people = await db
    .selectFrom("person")
    .select(["id", "team_id", "manager_id", "same_as_id"])
    .execute();
  const standing = new Map(people.map(({ id, same_as_id }) => [id, same_as_id ?? id]));
  const stays = <T>(value: T): T => (standing.get(value as string) as T | undefined) ?? value;
  /** Ids are unique over all tables, so whatever is a person's is known by its value. */
  const asOne = <T extends object>(rows: T[]): T[] =>
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, stays(v)])) as T);
  return {
    people: asOne(people),
    teams: await db.selectFrom("team").select(["id", "service_id"]).execute(),
    grants: asOne(await db.selectFrom("role_grant").selectAll().execute()),
    cases: asOne(await db.selectFrom("case_record").selectAll().execute()),
    holdings: asOne(await db.selectFrom("case_holding").selectAll().execute()),
    declared: asOne(await db.selectFrom("declared_conflict").selectAll().execute()),
    audits: asOne(await db.selectFrom("audit").selectAll().execute()),
    moderations: asOne(await db.selectFrom("moderation").selectAll().execute()),
    takers: asOne(
      await db
        .selectFrom("decision_part")
        .innerJoin("moderation", "moderation.id", "moderation_id")
        .select(["audit_id", "person_id"])
        .execute(),
    ),
    named: asOne(await db.selectFrom("audit_conflict").selectAll().execute()),
  };
}
export type Tables = Awaited<ReturnType<typeof readTables>>;

type OfAudit = Pick<Tables["audits"][number], "case_id" | "team_id" | "service_id">;

/** Whether this person is barred from this audit, by the words of the rule. */
export function isBarred(t: Tables, personId: string, audit: OfAudit): boolean {
  const child = t.cases.find(({ id }) => id === audit.case_id);
  const mine = t.people.filter(({ id }) => id === personId);
  if (!child || mine.length === 0) throw new Error("Nobody, or nothing");
  const teams = [audit.team_id, child.team_id].filter((id) => id !== null);
  if (mine.some(({ team_id }) => team_id !== null && teams.includes(team_id))) return true;
  const parts = [child.worker_id, child.supervisor_id, child.reviewing_officer_id];
  if (parts.includes(personId)) return true;
  const held = t.holdings.filter(
    ({ case_id, person_id }) => case_id === child.id && person_id === personId,
  );
  if (held.some(({ relation }) => relation !== "reviewing-officer")) return true;
  if (held.some(({ to_on }) => to_on === null)) return true;
  const family = (ref: string | null) => (ref === null || ref === "" ? null : ref);
  const told = t.declared.filter((one) => one.person_id === personId && !one.withdrawn_at);
  const own = told.some(({ case_id }) => {
    const other = t.cases.find(({ id }) => id === case_id);
    if (!other) return false;
    const ref = family(child.family_reference);
    return other.id === child.id || (ref !== null && ref === family(other.family_reference));
  });
  if (own) return true;
  const workedOn = t.holdings
    .filter(({ case_id, relation }) => case_id === child.id && relation !== "reviewing-officer")
    .map(({ person_id }) => person_id);
  const theirs = [child.worker_id, child.supervisor_id, ...workedOn];
  if (told.some(({ worker_id }) => worker_id !== null && theirs.includes(worker_id))) return true;
  const managersOf = (of: string | null) =>
    t.people.filter(({ id }) => id === of).map(({ manager_id }) => manager_id);
  if (managersOf(child.worker_id).includes(personId)) return true;
  if (child.worker_id && managersOf(personId).includes(child.worker_id)) return true;
  // The line of management: by role …
  const services = [
    audit.service_id,
    ...t.teams.filter(({ id }) => teams.includes(id)).map(({ service_id }) => service_id),
  ];
  const managing = t.grants.filter(
    (g) =>
      (g.role === "team-manager" || g.role === "service-manager") &&
      (g.reach === "all" ||
        (g.reach === "team" && teams.includes(g.team_id ?? "")) ||
        (g.reach === "service" && services.includes(g.service_id ?? ""))),
  );
  if (managing.some(({ person_id }) => person_id === personId)) return true;
  // … and whoever stands between, upwards until a service manager or a leader is met.
  const tops = t.grants.filter(({ role }) => role === "service-manager" || role === "leader");
  const isTop = (id: string) => tops.some(({ person_id }) => person_id === id);
  const climb = (from: string, seen: string[]): boolean => {
    if (isTop(from)) return false;
    return managersOf(from).some((above) => {
      if (!above || seen.includes(above)) return false;
      return above === personId || climb(above, [...seen, above]);
    });
  };
  return [
    child.worker_id,
    child.supervisor_id,
    ...managing.filter(({ role }) => role === "team-manager").map(({ person_id }) => person_id),
  ].some((id) => id !== null && climb(id, [id]));
}

type Part = "auditor" | "moderator" | "taker";

/** Everyone who judges an audit, by part and id, and whether they are barred from it. */
export function listJudges(t: Tables, audit: Tables["audits"][number]) {
  const earlier = t.audits.find(({ id }) => id === audit.previous_audit_id);
  const again = audit.origin === "re-audit" && earlier?.auditor_id === audit.auditor_id;
  const moderator = t.moderations.find(({ audit_id }) => audit_id === audit.id)?.moderator_id;
  const parts = t.takers.filter(({ audit_id }) => audit_id === audit.id);
  const takers = new Set(parts.map(({ person_id }) => person_id));
  const alone = parts.length > 1 && takers.size === 1;
  const judge = (part: Part, id: string | null | undefined, more: boolean) =>
    id ? [{ part, person_id: id, barred: more || isBarred(t, id, audit) }] : [];
  return [
    ...judge("auditor", audit.auditor_id, again),
    ...judge("moderator", moderator, moderator === audit.auditor_id),
    ...[...takers].flatMap((id) => judge("taker", id, alone || id === audit.auditor_id)),
  ];
}
