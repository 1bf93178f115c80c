/** Owns who manages each service: the first by name where there are several. */
import type { Db } from "../core/open.server";

/** By service, whoever works here and manages it. */
export async function unscopedServiceManagers(db: Db): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("role_grant")
    .innerJoin("person", "person.id", "role_grant.person_id")
    .select(["role_grant.service_id as serviceId", "person.id"])
    .where("role_grant.role", "=", "service-manager")
    .where("role_grant.service_id", "is not", null)
    .where("person.active", "=", 1)
    .orderBy("person.name_folded", "desc")
    .execute();
  return new Map(rows.map(({ serviceId, id }) => [serviceId ?? "", id]));
}
