/**
 * Owns looking again at who judges what: recording a conflict of interest that newly holds, sending
 * unbegun work back to the lead, and letting go of what no longer holds.
 * Practice: looked at when people, cases or plans change and when the work is opened, handed over
 * or made final; in the transaction of the deed, for all open audits in a few reads, and writing
 * only what differs.
 */

import { paths } from "~/paths";
import { dateInLondon } from "~/rules/core/dates";
import type { EventKind } from "~/rules/core/event-kinds";
import {
  type NoticedBecause,
  type SettledHow,
  type Weighed,
  weigh,
} from "~/rules/independence/independence";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import { recordsOf, whoIn } from "../core/one-person.server";
import { type Db, type Tx, transact } from "../core/open.server";
import { addMessages } from "../messages/outbox.server";
import { type Judging, listJudging, type Scope } from "./facts.server";

const todayOf = (stamp: Stamp): string => dateInLondon(new Date(stamp.at));

/**
 * Looks again at all open audits of core cycles, or at those in scope, and records what changed.
 * Answers the audits whose auditor or moderator was sent back.
 */
export async function noticeConflicts(
  tx: Tx,
  stamp: Stamp,
  because: NoticedBecause,
  scope: Scope = {},
): Promise<void> {
  const judging = await listJudging(tx, scope, todayOf(stamp));
  await letGoOfOthers(tx, stamp, judging, scope);
  if (because === "one-person") await keepOneOpen(tx, stamp, judging);
  for (const one of judging) await act(tx, stamp, because, one, weigh(one));
}

/**
 * Two records that turned out to be one person may each have had the same conflict waiting: the first
 * that was noticed goes on waiting, the other is settled with it.
 */
async function keepOneOpen(tx: Tx, stamp: Stamp, judging: readonly Judging[]): Promise<void> {
  const seen = new Set<string>();
  for (const { auditId, part, personId, open } of judging) {
    const key = `${auditId} ${part} ${personId}`;
    if (open === null || seen.has(key)) continue;
    seen.add(key);
    const rows = await tx
      .selectFrom("audit_conflict")
      .select("id")
      .where("audit_id", "=", auditId)
      .where("part", "=", part)
      .where("person_id", "in", recordsOf(personId))
      .where("settled_at", "is", null)
      .orderBy("noticed_at")
      .orderBy("id")
      .execute();
    for (const { id } of rows.slice(1))
      await tx
        .updateTable("audit_conflict")
        .set({ settled_at: stamp.at, settled_how: "gone" satisfies SettledHow })
        .where("id", "=", id)
        .execute();
  }
}

/** The same for whoever opens a page: nothing is written unless something differs. */
export async function lookAgain(
  db: Db,
  stamp: Stamp,
  because: NoticedBecause,
  scope: Scope,
): Promise<void> {
  const judging = await listJudging(db, scope, todayOf(stamp));
  const differs = judging.some((one) => {
    const { step, passes } = weigh(one);
    return step !== "none" || passes.length > 0;
  });
  if (differs) await transact(db, (tx) => noticeConflicts(tx, stamp, because, scope));
}

async function act(
  tx: Tx,
  stamp: Stamp,
  because: NoticedBecause,
  one: Judging,
  { step, how, bars, passes }: Weighed,
): Promise<void> {
  if (passes.length > 0) {
    await keep(tx, stamp, because, one, { rules: passes, how: "setting" });
  }
  if (step === "notice" && (await keep(tx, stamp, because, one, { rules: bars, how: null }))) {
    await tellLead(tx, stamp, one, "conflict-noticed");
  }
  if (step === "change") await changeOpen(tx, stamp, one, { rules: JSON.stringify(bars) });
  if (step === "clear") await settleOpen(tx, stamp, one, how);
  if (step === "send-back" && (await sendBack(tx, stamp, one, bars))) {
    await settleOpen(tx, stamp, one, "sent-back");
    await keep(tx, stamp, because, one, { rules: bars, how: "sent-back" });
    await tellBoth(tx, stamp, one);
  }
}

/** Keeps a conflict with one person; open while `how` is null. False where it was kept already. */
export async function keep(
  tx: Tx,
  stamp: Stamp,
  because: NoticedBecause,
  one: Pick<Judging, "auditId" | "part" | "personId">,
  {
    rules,
    how,
    reason = "",
  }: { rules: readonly string[]; how: SettledHow | null; reason?: string },
): Promise<boolean> {
  const id = newId();
  const result = await tx
    .insertInto("audit_conflict")
    .values({
      id,
      audit_id: one.auditId,
      part: one.part,
      person_id: one.personId,
      rules: JSON.stringify(rules),
      noticed_at: stamp.at,
      noticed_because: because,
      settled_at: how === null ? null : stamp.at,
      settled_how: how,
      settled_by: how === "stands" ? stamp.actorId : null,
      settled_reason: reason,
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows === 0n) return false;
  await tell(tx, stamp, one, how ?? "noticed", { rules, because, reason });
  return true;
}

const openOf = (
  tx: Tx,
  { auditId, part, personId }: Pick<Judging, "auditId" | "part" | "personId">,
) =>
  tx
    .updateTable("audit_conflict")
    .where("audit_id", "=", auditId)
    .where("part", "=", part)
    .where("person_id", "in", recordsOf(personId))
    .where("settled_at", "is", null);

async function changeOpen(tx: Tx, stamp: Stamp, one: Judging, values: { rules: string }) {
  const { numUpdatedRows } = await openOf(tx, one).set(values).executeTakeFirst();
  if (numUpdatedRows > 0n) {
    await tell(tx, stamp, one, "noticed", { rules: JSON.parse(values.rules) });
  }
}

/** Settles what is open with one person; false where nothing is. */
export async function settleOpen(
  tx: Tx,
  stamp: Stamp,
  one: Pick<Judging, "auditId" | "part" | "personId">,
  how: SettledHow,
  reason = "",
): Promise<boolean> {
  const settled = await openOf(tx, one)
    .set({
      settled_at: stamp.at,
      settled_how: how,
      settled_by: how === "stands" ? stamp.actorId : null,
      settled_reason: reason,
    })
    .returning("rules")
    .executeTakeFirst();
  if (!settled) return false;
  await tell(tx, stamp, one, how, { rules: JSON.parse(settled.rules), reason });
  return true;
}

const conflictKinds: Record<SettledHow | "noticed", EventKind> = {
  noticed: "audit.conflict-noticed",
  stands: "audit.conflict-stands",
  overridden: "audit.conflict-overridden",
  reassigned: "audit.conflict-reassigned",
  "sent-back": "audit.conflict-sent-back",
  gone: "audit.conflict-gone",
  setting: "audit.conflict-setting",
};

const tell = (
  tx: Tx,
  stamp: Stamp,
  { auditId, part, personId }: Pick<Judging, "auditId" | "part" | "personId">,
  what: SettledHow | "noticed",
  after: { rules: readonly string[]; because?: NoticedBecause; reason?: string },
) =>
  appendEvent(tx, stamp, {
    stream: `audit:${auditId}`,
    kind: conflictKinds[what],
    after: { part, personId, ...after },
  });

/** What is open with someone who no longer has the work is settled: someone else has it. */
async function letGoOfOthers(
  tx: Tx,
  stamp: Stamp,
  judging: readonly Judging[],
  { auditIds, exerciseId }: Scope,
): Promise<void> {
  let query = tx
    .selectFrom("audit_conflict")
    .innerJoin("audit", "audit.id", "audit_conflict.audit_id")
    .select(["audit_id as auditId", "part", whoIn("person_id").as("personId")])
    .where("settled_at", "is", null);
  if (exerciseId) query = query.where("audit.exercise_id", "=", exerciseId);
  if (auditIds) query = query.where("audit_id", "in", auditIds.length > 0 ? auditIds : [""]);
  const key = (one: { auditId: string; part: string; personId: string }) =>
    `${one.auditId} ${one.part} ${one.personId}`;
  const current = new Set(judging.map(key));
  for (const open of await query.execute()) {
    if (!current.has(key(open))) await settleOpen(tx, stamp, open, "reassigned");
  }
}

/** Takes unbegun work off the person's list; false where they began it, or lost it, meanwhile. */
async function sendBack(
  tx: Tx,
  stamp: Stamp,
  { auditId, part, personId, moderationId }: Judging,
  rules: string[],
): Promise<boolean> {
  if (part === "auditor") {
    const { numUpdatedRows } = await tx
      .updateTable("audit")
      .set((eb) => ({
        auditor_id: null,
        override_reason: null,
        override_rules: null,
        version: eb("version", "+", 1),
      }))
      .where("id", "=", auditId)
      .where("auditor_id", "in", recordsOf(personId))
      .where("state", "=", "allocated")
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }
  const { numUpdatedRows } = await tx
    .updateTable("moderation")
    .set((eb) => ({ moderator_id: null, version: eb("version", "+", 1) }))
    .where("id", "=", moderationId ?? "")
    .where("moderator_id", "in", recordsOf(personId))
    .where("state", "=", "selected")
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await appendEvent(tx, stamp, {
    stream: `moderation:${moderationId}`,
    kind: "moderation.sent-back",
    before: { moderatorId: personId },
    after: { moderatorId: null, rules },
  });
  return true;
}

/** The lead of the exercise; the outbox passes it on to the others where they have left. */
async function tellLead(
  tx: Tx,
  stamp: Stamp,
  one: Judging,
  kind: "conflict-noticed" | "conflict-sent-back",
): Promise<void> {
  const link = paths.exercises.one(one.exerciseId);
  const key = `${one.auditId}:${one.part}:${one.personId}:${stamp.at}`;
  await addMessages(tx, stamp, [{ to: one.leadId, kind, key, link }]);
}

/** The person is told without what the conflict is, which may be about someone else. */
async function tellBoth(tx: Tx, stamp: Stamp, one: Judging): Promise<void> {
  const kind = one.part === "auditor" ? "conflict-audit-back" : "conflict-moderation-back";
  const key = `${one.auditId}:${one.personId}:${stamp.at}`;
  await addMessages(tx, stamp, [{ to: one.personId, kind, key, link: paths.home() }]);
  await tellLead(tx, stamp, one, "conflict-sent-back");
}
