/**
 * Owns which actions of the learning log a person sees, and of which they may read the content.
 * Practice: what a child-level action says is case content: it is kept back here, in the read
 * itself, from everyone who may not read the audit it came from; an audit's actions are live from
 * its submission.
 */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import { boundBy, type Scope } from "~/rules/access/permission";
import { isBlind } from "../audits/blind.server";
import { recordsOf, recordsOfAll } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import type { Schema } from "../core/schema";
import { inScope } from "../core/scope.server";

/** A reader of the log: the scopes of "learning-log.read" (or verify) and of "audits.read". */
export type LogReader = { log: Scope; audits: Scope };

type Eb<T extends keyof Schema> = ExpressionBuilder<Schema, T | "action">;

/** Where no service was named, the team's. */
export const actionService = sql<
  string | null
>`coalesce(action.service_id, (select team.service_id from team where team.id = action.team_id))`;

/** The actions of audits that are still being written are their auditor's drafts. */
export const isLive = (eb: Eb<"action">): Expression<SqlBool> =>
  eb.or([
    eb("action.audit_id", "is", null),
    // One look by key an action: as a list, it would be made of every audit there ever was.
    eb(
      eb
        .selectFrom("audit as of")
        .select("of.submitted_at")
        .whereRef("of.id", "=", "action.audit_id"),
      "is not",
      null,
    ),
  ]);

/** The actions a list may show. */
export const isSeen = (eb: Eb<"action">, reader: LogReader): Expression<SqlBool> =>
  eb.and([
    isLive(eb),
    inScope(eb, reader.log, {
      team: eb.ref("action.team_id"),
      service: actionService,
      ties: { owner: eb.ref("action.owner_id"), raiser: eb.ref("action.raised_by") },
    }),
  ]);

/** Which of these actions the reader finds in the log. */
export async function listSeen(
  db: Db,
  reader: LogReader,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom("action")
    .select("action.id")
    .where("action.id", "in", ids)
    .where((eb) => isSeen(eb, reader))
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Whether the reader may read the audit the action came from; no audit answers no. */
export const isAuditRead = (eb: Eb<"action">, reader: LogReader): Expression<SqlBool> =>
  isThatAuditRead(eb as never, "action.audit_id", reader.audits);

/** The same of whatever names its audit in a column. */
export const isThatAuditRead = (
  eb: ExpressionBuilder<Schema, never>,
  column: "action.audit_id" | "finding.audit_id",
  audits: Scope,
): Expression<SqlBool> => {
  const auditId = sql.ref<string | null>(column);
  const moderates = eb.exists(
    eb
      .selectFrom("moderation")
      .select("moderation.id")
      .where("moderation.audit_id", "=", auditId)
      .where("moderation.moderator_id", "in", recordsOf(audits.personId)),
  );
  // As a value and not as "exists", which PostgreSQL may answer from a list of every audit.
  const reached = eb(
    eb
      .selectFrom("audit")
      .select("audit.id")
      .where("audit.id", "=", auditId as never)
      .where((inner) =>
        inScope(inner, audits, {
          team: inner.ref("audit.team_id"),
          service: inner.ref("audit.service_id"),
          ties: { worker: inner.ref("audit.worker_id"), auditor: inner.ref("audit.auditor_id") },
        }),
      ),
    "is not",
    null,
  );
  const ways = audits.relations.includes("moderator") ? [reached, moderates] : [reached];
  return eb.and([
    eb(auditId as never, "is not", null),
    eb.or(ways),
    eb.not(isBlind(auditId, boundBy(audits))),
  ]);
};

/** Whether the reader may read what the action says, and not only that it is there. */
export const isContentRead = (eb: Eb<"action">, reader: LogReader): Expression<SqlBool> => {
  const me = reader.audits.personId;
  const owners = reader.log.absent
    .filter(({ relations }) => relations.includes("owner"))
    .map(({ personId }) => personId);
  return eb.or([
    eb("action.level", "<>", "child"),
    eb("action.owner_id", "in", recordsOfAll([me, ...owners])),
    eb("action.completed_by", "in", recordsOf(me)),
    eb("action.raised_by", "in", recordsOf(me)),
    isAuditRead(eb, reader),
    // An action moves with its child: whoever answers for the team now reads it, whoever did the audit.
    eb.and([
      inScope(eb, reader.audits, { team: eb.ref("action.team_id"), service: actionService }),
      eb.or([
        eb("action.audit_id", "is", null),
        eb.not(isBlind(eb.ref("action.audit_id"), boundBy(reader.audits))),
      ]),
    ]),
  ]);
};

/** The condition as a column: 1 or 0. */
export const asFlag = (eb: Eb<"action">, condition: Expression<SqlBool>) =>
  eb.case().when(condition).then(1).else(0).end();
