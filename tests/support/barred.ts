/**
 * The rule of independence written once more, apart from the one that decides, and in another way:
 * by walking the tables in memory.
 */
import type { World } from "./world";

export async function readTables({ db }: World) {
  return {
    people: await db.selectFrom("person").select(["id", "team_id", "manager_id"]).execute(),
    teams: await db.selectFrom("team").select(["id", "service_id"]).execute(),
    grants: await db.selectFrom("role_grant").selectAll().execute(),
    cases: await db.selectFrom("case_record").selectAll().execute(),
    holdings: await db.selectFrom("case_holding").selectAll().execute(),
    declared: await db.selectFrom("declared_conflict").selectAll().execute(),
    audits: await db.selectFrom("audit").selectAll().execute(),
    moderations: await db.selectFrom("moderation").selectAll().execute(),
  };
}
export type Tables = Awaited<ReturnType<typeof readTables>>;

type OfAudit = Pick<Tables["audits"][number], "case_id" | "team_id" | "service_id">;

/** Whether this person is barred from this audit, by the words of the rule. */
export function isBarred(t: Tables, personId: string, audit: OfAudit): boolean {
  const child = t.cases.find(({ id }) => id === audit.case_id);
  const me = t.people.find(({ id }) => id === personId);
  if (!child || !me) throw new Error("Nobody, or nothing");
  const teams = [audit.team_id, child.team_id].filter((id) => id !== null);
  if (me.team_id !== null && teams.includes(me.team_id)) return true;
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
  const worker = t.people.find(({ id }) => id === child.worker_id);
  if (worker && (worker.manager_id === personId || me.manager_id === worker.id)) return true;
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
    const above = t.people.find(({ id }) => id === from)?.manager_id;
    if (!above || seen.includes(above)) return false;
    return above === personId || climb(above, [...seen, above]);
  };
  return [
    child.worker_id,
    child.supervisor_id,
    ...managing.filter(({ role }) => role === "team-manager").map(({ person_id }) => person_id),
  ].some((id) => id !== null && climb(id, [id]));
}

/** The same of whoever audits it: a re-audit is not for its last auditor either. */
export function isAuditorBarred(t: Tables, audit: Tables["audits"][number]): boolean {
  if (audit.auditor_id === null) return false;
  const earlier = t.audits.find(({ id }) => id === audit.previous_audit_id);
  const again = audit.origin === "re-audit" && earlier?.auditor_id === audit.auditor_id;
  return again || isBarred(t, audit.auditor_id, audit);
}
