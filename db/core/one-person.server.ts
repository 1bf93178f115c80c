/**
 * Owns who is one person: the records that point to the person who stays, and how a read meets them.
 * Practice: nothing that names a record is rewritten. A read that tells who someone is joins the
 * view `one_person`; one that looks for what someone has asks for all their records here.
 */
import { type Expression, type RawBuilder, type SqlBool, sql } from "kysely";
import type { OtherRecord } from "~/rules/independence/conflicts";
import type { Db } from "./open.server";

/** The ids of everything that is recorded of a person, theirs and those that point to it. */
export const recordsOf = (personId: string | Expression<string | null>): RawBuilder<string> =>
  sql<string>`(select records.id from person as records
    where records.id = ${personId} or records.same_as_id = ${personId})`;

/** The same of several people. */
export const recordsOfAll = (personIds: readonly string[]): RawBuilder<string> => {
  const ids = sql.join(personIds.length > 0 ? [...personIds] : [""]);
  return sql<string>`(select records.id from person as records
    where records.id in (${ids}) or records.same_as_id in (${ids}))`;
};

/** The person who stays, behind the id in a column. */
export const whoIn = (column: string): RawBuilder<string> => {
  const ref = sql.ref(column);
  return sql<string>`coalesce(
    (select records.same_as_id from person as records where records.id = ${ref}), ${ref})`;
};

/** The name of whoever stays, and after it the other one that stands in the record. */
export const nameIn = (alias: string): RawBuilder<string | null> => {
  const name = sql.ref(`${alias}.name`);
  const other = sql.ref(`${alias}.recorded_as`);
  return sql<string | null>`case when ${other} is null or ${other} = ${name} then ${name}
    else ${name} || ' (also recorded as ' || ${other} || ')' end`;
};

/** Whether two columns name one person. */
export const isOnePerson = (a: string, b: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`${whoIn(a)} = ${whoIn(b)}`;

export type OnePerson = {
  /** The person who stays, behind a stored id. */
  who: (recordId: string) => string;
  /** By person, what the records that point to them say. */
  others: ReadonlyMap<string, OtherRecord[]>;
};

/** Who points to whom: few rows, or none. */
export async function unscopedOnePerson(db: Db): Promise<OnePerson> {
  const rows = await db
    .selectFrom("person")
    .innerJoin("one_person", "one_person.record_id", "person.id")
    .leftJoin("one_person as manager", "manager.record_id", "person.manager_id")
    .select(["person.id as recordId", "one_person.id", "person.team_id as teamId"])
    .select("manager.id as managerId")
    .where("person.same_as_id", "is not", null)
    .orderBy("person.id")
    .execute();
  const whoOf = new Map(rows.map(({ recordId, id }) => [recordId, id]));
  return {
    who: (recordId) => whoOf.get(recordId) ?? recordId,
    others: new Map(rows.map(({ id }) => [id, rows.filter((row) => row.id === id)])),
  };
}

/**
 * That a row of `exercise_member`, joined with `one_person` as "person", counts: where two records of
 * one person take the same part in an exercise, the numbers of the one that stays hold.
 */
export const oncePerExercise = (): RawBuilder<SqlBool> => sql<SqlBool>`not exists (
  select 1 from exercise_member as twin
  inner join one_person as of_twin on of_twin.record_id = twin.person_id
  where of_twin.id = person.id and twin.exercise_id = exercise_member.exercise_id
    and twin.part = exercise_member.part and twin.person_id <> exercise_member.person_id
    and exercise_member.person_id <> person.id
    and (twin.person_id = person.id or twin.person_id < exercise_member.person_id))`;
