/**
 * Owns which audits a list counts, each said once in SQL: those that still stand, and those that a
 * cycle's figures are made of.
 * Practice: a withdrawn audit is kept and counted nowhere; an audit of a case audited again says
 * nothing of the sample, so it is no part of its cycle's figures.
 */
import { type RawBuilder, type SqlBool, sql } from "kysely";

const column = (audit: string, name: "state" | "origin") => sql.ref(`${audit}.${name}`);

/** Of an audit, under the name its query gives it: it was not withdrawn. */
export const isNotWithdrawn = (audit = "audit"): RawBuilder<SqlBool> =>
  sql<SqlBool>`${column(audit, "state")} <> 'withdrawn'`;

/** Of an audit: it belongs to the sample of its cycle, and so to the figures of the cycle. */
export const countsInCycle = (audit = "audit"): RawBuilder<SqlBool> =>
  sql<SqlBool>`${column(audit, "origin")} <> 're-audit'`;

/** Of an audit: the case is audited again; with the state, the partial index of these is read. */
export const isReAudit = (audit = "audit"): RawBuilder<SqlBool> =>
  sql<SqlBool>`${column(audit, "origin")} = 're-audit'`;

/** Of an audit: it was withdrawn. */
export const isWithdrawn = (audit = "audit"): RawBuilder<SqlBool> =>
  sql<SqlBool>`${column(audit, "state")} = 'withdrawn'`;
