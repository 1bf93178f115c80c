/**
 * Owns who sees to what waits in an exercise: its lead, as long as they work here as a QA lead;
 * after that every QA lead, so that nothing waits for someone who is not there.
 */
import { type SqlBool, sql } from "kysely";
import { recordsOf } from "../core/one-person.server";

/**
 * For a query over `exercise`, or that table by another name: whether what waits in it is this
 * person's to see to, if they may.
 */
export const isSeenToBy = (personId: string, exercise: "exercise" | "before" = "exercise") =>
  sql<SqlBool>`(${sql.ref(`${exercise}.lead_id`)} in ${recordsOf(personId)} or not exists (
    select 1 from one_person as seeing
    inner join role_grant as seeing_role on seeing_role.person_id = seeing.id
    where seeing.record_id = ${sql.ref(`${exercise}.lead_id`)}
      and seeing.active = 1 and seeing_role.role = 'qa-lead'
  ))`;
