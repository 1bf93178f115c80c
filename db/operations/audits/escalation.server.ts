/**
 * Owns that an audit whose overall grade escalates reaches whoever answers for its service: from its
 * submission, until one of them says by name that they have read it.
 * Practice: the notice goes when the grade no longer stands; who has still to grade the audit blind
 * is not told, nor who is a moderator of its cycle, whatever other role they hold. Where that leaves
 * nobody, a QA lead is told: a child comes before a panel.
 */

import { sql } from "kysely";
import { paths } from "~/paths";
import { boundBy, type Scope } from "~/rules/access/permission";
import { listServiceManagersOf, unscopedQaLeads } from "../../access/readers.server";
import { isBlindTo, isKept, listPanel } from "../../audits/blind.server";
import { isNotWithdrawn } from "../../core/counted.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import type { Db, Tx } from "../../core/open.server";
import { inScope } from "../../core/scope.server";
import { addMessages } from "../../messages/outbox.server";

type Audit = { id: string; teamId: string; serviceId: string };

/**
 * Whom such an audit is told to: the service managers who are no moderators of its cycle;
 * failing them the QA leads who are none; failing those every service manager who has not to grade
 * it blind. Final grades are kept from nobody.
 */
async function listTold(db: Db, audit: Audit): Promise<{ to: string[]; except: string[] }> {
  const managers = await listServiceManagersOf(db, audit);
  const row = await db
    .selectFrom("audit")
    .select(["exercise_id", "state"])
    .where("id", "=", audit.id)
    .executeTakeFirstOrThrow();
  if (row.state === "final") return { to: managers, except: [] };
  const panel = await listPanel(db, row.exercise_id, "named");
  const free = (people: string[]) => people.filter((id) => !panel.includes(id));
  for (const to of [free(managers), free(await unscopedQaLeads(db))]) {
    if (to.length > 0) return { to, except: panel };
  }
  const blind = await db
    .selectFrom("person")
    .innerJoin("audit", (join) => join.on("audit.id", "=", audit.id))
    .select("person.id")
    .where("person.id", "in", panel)
    .where((eb) => isBlindTo(eb.ref("audit.id"), eb.ref("person.id")))
    .execute();
  return { to: managers, except: blind.map(({ id }) => id) };
}

/**
 * Tells those who answer for the service and their deputies, or takes back a notice that nobody has
 * read. Once the audit is final, those it was kept from are told too.
 */
export async function noticeEscalation(
  tx: Tx,
  stamp: Stamp,
  audit: Audit,
  escalated: boolean,
): Promise<void> {
  if (!escalated) {
    await tx
      .deleteFrom("inadequate_notice")
      .where("audit_id", "=", audit.id)
      .where("read_at", "is", null)
      .execute();
    return;
  }
  await tx
    .insertInto("inadequate_notice")
    .values({ audit_id: audit.id, told_at: stamp.at, read_by: null, read_at: null })
    .onConflict((c) => c.column("audit_id").doNothing())
    .execute();
  const unread = await tx
    .selectFrom("inadequate_notice")
    .select("audit_id")
    .where("audit_id", "=", audit.id)
    .where("read_at", "is", null)
    .executeTakeFirst();
  if (!unread) return;
  const { to: told, except } = await listTold(tx, audit);
  // Who was told before is not told again: a message is there once a key and person.
  await addMessages(
    tx,
    stamp,
    told.map((to) => ({
      to,
      kind: "audit-needs-attention",
      key: audit.id,
      link: paths.audits.read(audit.id),
      except,
    })),
  );
}

export type EscalatedAudit = {
  auditId: string;
  caseReference: string;
  teamName: string;
  exerciseTitle: string;
  isFinal: boolean;
  round: number;
  /** UTC ISO instant; since when it waits to be read. */
  toldAt: string;
};

/**
 * Such audits that nobody who answers for them has read, the earliest first; `readerId` is
 * the deputy who reads the list of someone absent.
 */
export async function listUnreadEscalations(
  db: Db,
  scope: Scope,
  readerId?: string,
): Promise<EscalatedAudit[]> {
  const kept = [...boundBy(scope), ...(readerId ? [readerId] : [])];
  const rows = await db
    .selectFrom("inadequate_notice")
    .innerJoin("audit", "audit.id", "inadequate_notice.audit_id")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .select(["audit.id as auditId", "case_record.reference as caseReference"])
    .select(["team.name as teamName", "exercise.title as exerciseTitle", "audit.state"])
    .select(["audit.round", "inadequate_notice.told_at as toldAt"])
    .where("inadequate_notice.read_at", "is", null)
    .where("audit.submitted_at", "is not", null)
    // While its auditor corrects it, its grade is nobody's.
    .where(isNotWithdrawn())
    .where("audit.state", "<>", "returned")
    .where((eb) =>
      inScope(eb as never, scope, {
        team: eb.ref("audit.team_id"),
        service: eb.ref("audit.service_id"),
      }),
    )
    .where((eb) => eb.not(isKept(eb.ref("audit.id"), kept, "named")))
    .orderBy("inadequate_notice.told_at")
    .orderBy("audit.id")
    .limit(50)
    .execute();
  return rows.map(({ state, ...row }) => ({ ...row, isFinal: state === "final" }));
}

export type EscalationNotice = { toldAt: string; readBy: string | null; readAt: string | null };

/** The notice of an audit; null when there is none. */
export async function findNotice(db: Db, auditId: string): Promise<EscalationNotice | null> {
  const row = await db
    .selectFrom("inadequate_notice")
    .leftJoin("one_person as person", "person.record_id", "inadequate_notice.read_by")
    .select(["told_at as toldAt", "person.name as readBy", "read_at as readAt"])
    .where("audit_id", "=", auditId)
    .executeTakeFirst();
  return row ?? null;
}

/** Says by name that it was read; once, and saying it again changes nothing. */
export async function saveEscalationRead(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  auditId: string,
): Promise<void> {
  const result = await tx
    .updateTable("inadequate_notice")
    .set({ read_by: stamp.actorId, read_at: stamp.at })
    .where("audit_id", "=", auditId)
    .where("read_at", "is", null)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return;
  await appendEvent(tx, stamp, { stream: `audit:${auditId}`, kind: "audit.inadequate-read" });
}

/** The overall judgement that stands: the final one, or the auditor's of the latest round. */
export async function findOverall(db: Db, auditId: string): Promise<string | null> {
  const row = await db
    .selectFrom("judgement")
    .select("judgement")
    .where("audit_id", "=", auditId)
    .where("area", "=", "overall")
    .where("source", "in", ["auditor", "final"])
    .orderBy(sql`case when source = 'final' then 0 else 1 end`)
    .orderBy("round", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.judgement ?? null;
}
