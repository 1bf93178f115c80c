/**
 * Owns the reference of what an audit is of: a case, or a record of a dip sample that is no case.
 * Practice: whoever lists audits of any exercise joins both from the left and reads it here.
 */
import { sql } from "kysely";

/** In a query that joins `case_record` and `sample_record` from the left. */
export const referenceOf = sql<string>`coalesce(case_record.reference, sample_record.reference)`;

/** The same to sort by. */
export const foldedReferenceOf = sql<string>`coalesce(
  case_record.reference_folded, sample_record.reference_folded)`;
