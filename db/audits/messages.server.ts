/**
 * Owns telling the auditor of an audit what became of it, and asking how it goes.
 * Practice: before its exercise is released an audit is a plan and nobody's, so nobody hears of it.
 */
import { paths } from "~/paths";
import { dateInLondon } from "~/rules/core/dates";
import { type ExerciseState, isReleased } from "~/rules/exercises/exercises";
import { appendEvent, type Stamp } from "../core/events.server";
import type { Tx } from "../core/open.server";
import { addMessages, type NewMessage } from "../messages/outbox.server";

/** Tells the auditor of an audit that is out. */
async function tellAuditor(
  tx: Tx,
  stamp: Stamp,
  auditId: string,
  message: Omit<NewMessage, "to">,
): Promise<void> {
  const row = await tx
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .select(["audit.auditor_id", "exercise.state"])
    .where("audit.id", "=", auditId)
    .executeTakeFirstOrThrow();
  if (!row.auditor_id || !isReleased(row.state as ExerciseState)) return;
  await addMessages(tx, stamp, [{ ...message, to: row.auditor_id }]);
}

/** Says that an audit waits: one that came in after the others were given out. */
export const tellOfAllocation = (
  tx: Tx,
  stamp: Stamp,
  audit: { id: string; dueOn: string | null },
): Promise<void> =>
  tellAuditor(tx, stamp, audit.id, {
    kind: "audit-allocated",
    key: audit.id,
    link: paths.audits.one(audit.id),
    due: audit.dueOn,
  });

/** Says the new date of an audit; `version` is the one it has now. */
export const tellOfExtension = (
  tx: Tx,
  stamp: Stamp,
  audit: { id: string; version: number; dueOn: string },
): Promise<void> =>
  tellAuditor(tx, stamp, audit.id, {
    kind: "audit-extended",
    key: `${audit.id}:${audit.version}`,
    link: paths.audits.one(audit.id),
    due: audit.dueOn,
  });

/** Says that an audit is withdrawn: what it led to is no longer there, so the link is home. */
export const tellOfWithdrawal = (tx: Tx, stamp: Stamp, auditId: string): Promise<void> =>
  tellAuditor(tx, stamp, auditId, { kind: "audit-withdrawn", key: auditId, link: paths.home() });

/**
 * Asks the auditors of audits still with them how these are going: once a day each, whoever asks.
 * The history of each audit says so.
 */
export async function remindAuditors(
  tx: Tx,
  stamp: Stamp,
  audits: readonly { id: string; auditorId: string | null; dueOn: string | null }[],
): Promise<void> {
  const today = dateInLondon(new Date(stamp.at));
  await addMessages(
    tx,
    stamp,
    audits.flatMap(({ id, auditorId: to, dueOn: due }) => {
      const link = paths.audits.one(id);
      return to ? [{ to, kind: "audit-reminder", key: `${id}:${today}`, link, due } as const] : [];
    }),
  );
  for (const { id } of audits) {
    await appendEvent(tx, stamp, { stream: `audit:${id}`, kind: "audit.reminded" });
  }
}
