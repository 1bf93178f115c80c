/**
 * One person is one person: a record that turned out to be of somebody who is here already points to
 * the record that stays. Nothing else is changed; `one_person` tells who stands behind each record.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .alterTable("person")
    .addColumn("same_as_id", c.text, (x) => x.references("person.id"))
    .execute();
  await db.schema.alterTable("person").addColumn("active_before", c.integer).execute();
  await db.schema.createIndex("person_same_as").on("person").column("same_as_id").execute();
  const stays = (column: string) => sql`case when p.same_as_id is null then p.${sql.ref(column)}
    else (select s.${sql.ref(column)} from person as s where s.id = p.same_as_id) end`;
  await sql`create view one_person as
    select p.id as record_id,
      coalesce(p.same_as_id, p.id) as id,
      case when p.same_as_id is null then null else p.name end as recorded_as,
      ${stays("name")} as name,
      ${stays("name_folded")} as name_folded,
      ${stays("email")} as email,
      ${stays("job_title")} as job_title,
      ${stays("team_id")} as team_id,
      ${stays("established")} as established,
      ${stays("active")} as active,
      (select coalesce(m.same_as_id, m.id) from person as m where m.id = ${stays("manager_id")})
        as manager_id
    from person as p`.execute(db);
}
