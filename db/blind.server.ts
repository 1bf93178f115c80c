/**
 * Owns who is blind to an audit, as SQL: whoever moderates it and has not committed their grades.
 * Practice: one condition for every list, so that no list forgets whom a grade is kept from.
 */
import { type Expression, expressionBuilder, type SqlBool } from "kysely";
import type { Schema } from "./schema";

/** Whether one of these people is to grade the audit of this id and has not done it yet. */
export const isBlind = (
  auditId: Expression<string | null>,
  people: readonly string[],
): Expression<SqlBool> => {
  const eb = expressionBuilder<Schema, never>();
  return eb.exists(
    eb
      .selectFrom("moderation")
      .select("moderation.id")
      .where("moderation.audit_id", "=", auditId)
      .where("moderation.moderator_id", "in", [...people])
      .where("moderation.committed_at", "is", null),
  );
};
