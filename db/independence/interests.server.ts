/**
 * Owns who has or had a part in a case, and who manages it, as the conflict rules need it.
 * Practice: what holds today counts beside what the audit recorded and the holdings kept over time;
 * a conflict that someone declared holds for the whole family, or all that a member of staff holds or
 * held, until it is withdrawn. Whoever is recorded twice is told here as the one person who stays, with
 * what both records say; a child recorded twice as one, with whoever had a part under either reference.
 */

import type { CaseInterests, Holding, IndependenceRule } from "~/rules/independence/conflicts";
import {
  lineOfManagement,
  type ManagementGrant,
  managementRoles,
} from "~/rules/independence/line-of-management";
import { listOfSameChild } from "../core/one-child.server";
import { type OnePerson, unscopedOnePerson } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import {
  listDeclaredWithFamily,
  listDeclaredWithRecords,
  listDeclaredWithStaff,
} from "./declared-reach.server";

const columns = {
  worker: "worker_id",
  supervisor: "supervisor_id",
  "reviewing-officer": "reviewing_officer_id",
} as const;

/** A case as someone is to judge it, with the team and service that its audit recorded. */
export type CaseToJudge = {
  /** What the answer is found by: the audit's id, or the case's where there is no audit yet. */
  key: string;
  /** Null for a record that is no case: then `record` says whose it is. */
  caseId: string | null;
  teamId: string | null;
  serviceId?: string | null;
  rulesOff?: readonly IndependenceRule[];
  record?: RecordToJudge | null;
};

/** A record that is no case, with whose work it is of and who supervised that. */
export type RecordToJudge = {
  id: string;
  workerId: string | null;
  supervisorId: string | null;
  listedOn: string;
};

/** What the conflict rules need to know of these cases, by key. */
export async function listInterests(
  db: Db,
  cases: readonly CaseToJudge[],
): Promise<Map<string, CaseInterests>> {
  const caseIds = known(...cases.map(({ caseId }) => caseId));
  const one = await unscopedOnePerson(db);
  const held = new Map((await listCases(db, caseIds)).map((row) => [row.id, row]));
  const ofChild = await listOfSameChild(db, caseIds);
  const holdings = await listHoldings(db, [...new Set([...ofChild.values()].flat())], one);
  const services = new Map(
    (await db.selectFrom("team").select(["id", "service_id"]).execute()).map((team) => [
      team.id,
      team.service_id,
    ]),
  );
  const grants = await listManagementGrants(db, one);
  const ofRecords = await listRecordHoldings(db, cases, one);
  const managed = cases.map(({ caseId, teamId, serviceId, record }) => {
    const today = caseId === null ? undefined : held.get(caseId);
    const teamIds = known(teamId, today?.team_id);
    return {
      teamIds,
      serviceIds: known(serviceId, ...teamIds.map((id) => services.get(id))),
      holderIds: known(
        today?.worker_id ?? record?.workerId,
        today?.supervisor_id ?? record?.supervisorId,
      ).map(one.who),
    };
  });
  const { others } = one;
  const managerOf = await listManagers(db, [
    ...managed.flatMap(({ holderIds }) => holderIds),
    ...grants.map(({ personId }) => personId),
    ...[...others.values()].flat().map(({ managerId }) => managerId),
  ]);
  return new Map(
    cases.map(({ key, caseId, record, rulesOff = [] }, at) => {
      const over = managed[at] ?? { teamIds: [], serviceIds: [], holderIds: [] };
      const line = lineOfManagement(over, grants, managerOf, others);
      const interests = { teamIds: over.teamIds, line, rulesOff, others };
      const parts = record
        ? (ofRecords.get(record.id) ?? [])
        : (ofChild.get(caseId ?? "") ?? []).flatMap((id) => holdings.get(id) ?? []);
      return [key, { ...interests, holdings: parts }];
    }),
  );
}

/** What the conflict rules need to know of one case. */
export async function findInterests(
  db: Db,
  one: Omit<CaseToJudge, "key"> & { caseId: string },
): Promise<CaseInterests> {
  const found = (await listInterests(db, [{ ...one, key: one.caseId }])).get(one.caseId);
  return found ?? { teamIds: [], holdings: [], line: [] };
}

const known = (...ids: (string | null | undefined)[]): string[] => [
  ...new Set(ids.filter((id): id is string => typeof id === "string" && id !== "")),
];

const listCases = (db: Db, caseIds: readonly string[]) =>
  db
    .selectFrom("case_record")
    .select(["id", "team_id", "worker_id", "supervisor_id"])
    .where("id", "in", caseIds.length > 0 ? caseIds : [""])
    .execute();

async function listManagementGrants(db: Db, { who }: OnePerson): Promise<ManagementGrant[]> {
  const rows = await db
    .selectFrom("role_grant")
    .select(["person_id as personId", "role", "reach"])
    .select(["service_id as serviceId", "team_id as teamId"])
    .where("role", "in", managementRoles)
    .execute();
  return rows.map((row) => ({
    ...row,
    personId: who(row.personId),
    role: row.role as ManagementGrant["role"],
  }));
}

/** The manager of each of these people, of each of those, and so on upwards. */
async function listManagers(
  db: Db,
  personIds: readonly (string | null)[],
): Promise<Map<string, string | null>> {
  const managerOf = new Map<string, string | null>();
  for (let level = known(...personIds); level.length > 0; ) {
    const rows = await db
      .selectFrom("one_person")
      .select(["record_id as id", "manager_id"])
      .where("record_id", "in", level)
      .execute();
    for (const row of rows) managerOf.set(row.id, row.manager_id);
    level = known(...rows.map((row) => row.manager_id)).filter((id) => !managerOf.has(id));
  }
  return managerOf;
}

/** Every part anyone has or had in these cases, by case id; a case nobody is tied to has none. */
async function listHoldings(
  db: Db,
  caseIds: string[],
  { who, others }: OnePerson,
): Promise<Map<string, Holding[]>> {
  const found = new Map<string, Holding[]>(caseIds.map((id) => [id, []]));
  if (caseIds.length === 0) return found;
  /** One part in a case, once for each manager that someone's records name. */
  const add = (caseId: string, part: Holding) => {
    const managers = [part.managerId, ...(others.get(part.personId) ?? []).map((o) => o.managerId)];
    for (const managerId of managers) found.get(caseId)?.push({ ...part, managerId });
  };
  const past = await db
    .selectFrom("case_holding")
    .innerJoin("one_person as person", "person.record_id", "case_holding.person_id")
    .select(["case_id", "person.id as person_id", "relation", "from_on", "to_on"])
    .select("person.manager_id")
    .where("case_id", "in", caseIds)
    .execute();
  for (const row of past) {
    add(row.case_id, {
      personId: row.person_id,
      relation: row.relation,
      fromOn: row.from_on,
      toOn: row.to_on,
      managerId: row.manager_id,
    });
  }
  for (const relation of ["worker", "supervisor", "reviewing-officer"] as const) {
    const today = await db
      .selectFrom("case_record")
      .innerJoin("one_person as person", "person.record_id", `case_record.${columns[relation]}`)
      .select(["case_record.id", "opened_on", "person.id as person_id", "person.manager_id"])
      .where("case_record.id", "in", caseIds)
      .execute();
    for (const row of today) {
      add(row.id, {
        personId: row.person_id,
        relation,
        fromOn: row.opened_on,
        toOn: null,
        managerId: row.manager_id,
      });
    }
  }
  const declared = [
    ...(await listDeclaredWithFamily(db, caseIds)),
    ...(await listDeclaredWithStaff(db, found)),
  ];
  for (const row of declared) {
    found.get(row.case_id)?.push({
      personId: who(row.person_id),
      relation: "declared",
      fromOn: row.declared_at.slice(0, 10),
      toOn: null,
      managerId: null,
    });
  }
  return found;
}

/** Every part anyone has in these records, and who declared a conflict of interest, by record id. */
async function listRecordHoldings(
  db: Db,
  cases: readonly CaseToJudge[],
  { who, others }: OnePerson,
): Promise<Map<string, Holding[]>> {
  const records = cases.flatMap(({ record }) => record ?? []);
  const found = new Map<string, Holding[]>(records.map(({ id }) => [id, []]));
  if (records.length === 0) return found;
  const ids = records.flatMap(({ workerId, supervisorId }) => known(workerId, supervisorId));
  const managerOf = new Map(
    (
      await db
        .selectFrom("one_person")
        .select(["record_id", "manager_id"])
        .where("record_id", "in", ids.length > 0 ? ids : [""])
        .execute()
    ).map((row) => [row.record_id, row.manager_id]),
  );
  for (const { id, workerId, supervisorId, listedOn: fromOn } of records) {
    for (const [personId, relation] of [
      [workerId, "worker"],
      [supervisorId, "supervisor"],
    ] as const) {
      if (personId === null) continue;
      const part = { personId: who(personId), relation, fromOn, toOn: null };
      const managers = [
        managerOf.get(personId) ?? null,
        ...(others.get(part.personId) ?? []).map((other) => other.managerId),
      ];
      for (const managerId of managers) found.get(id)?.push({ ...part, managerId });
    }
  }
  const declared = [
    ...(await listDeclaredWithRecords(db, [...found.keys()])),
    ...(await listDeclaredWithStaff(db, found)),
  ];
  for (const row of declared) {
    found.get(row.case_id)?.push({
      personId: who(row.person_id),
      relation: "declared",
      fromOn: row.declared_at.slice(0, 10),
      toOn: null,
      managerId: null,
    });
  }
  return found;
}
