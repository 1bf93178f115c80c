/**
 * Owns moving an audit from one state to the next.
 * Practice: the rule decides whether it may move; the move and its event are one write.
 */

import { type AuditMove, type AuditState, advance } from "~/rules/audits/audits";
import type { EventKind } from "~/rules/core/event-kinds";
import { appendEvent, type Stamp } from "../core/events.server";
import type { Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";

/** Moves an audit on and records it; throws Conflict when someone else moved it meanwhile. */
export async function moveAudit(
  tx: Tx,
  stamp: Stamp,
  auditId: string,
  move: AuditMove,
  also: {
    round?: number;
    due_on?: string;
    started_at?: string;
    submitted_at?: string;
    prompts_answered?: number;
    corrections_until?: string;
    final_at?: string;
    early_reason?: string;
    early_by?: string | null;
  } = {},
  reason?: string,
): Promise<void> {
  const stream = `audit:${auditId}` as const;
  const audit = await tx
    .selectFrom("audit")
    .select(["state", "version"])
    .where("id", "=", auditId)
    .executeTakeFirstOrThrow();
  const step = advance(audit.state as AuditState, move);
  if (!step.ok) throw new Error(step.message);
  mustChange(
    stream,
    await tx
      .updateTable("audit")
      .set((eb) => ({ ...also, state: step.next, version: eb("version", "+", 1) }))
      .where("id", "=", auditId)
      .where("version", "=", audit.version)
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream,
    kind: moveKinds[move],
    before: { state: audit.state },
    after: { state: step.next, ...also, ...(reason === undefined ? {} : { reason }) },
  });
}

const moveKinds: Record<AuditMove, EventKind> = {
  start: "audit.started",
  submit: "audit.submitted",
  select: "audit.selected",
  release: "audit.released",
  commit: "audit.moderated",
  refer: "audit.referred",
  return: "audit.returned",
  resubmit: "audit.resubmitted",
  decide: "audit.decided",
  "take-back": "audit.taken-back",
  "return-again": "audit.returned-again",
  "moderate-again": "audit.to-be-moderated-again",
  close: "audit.settled",
  "ask-again": "audit.asked-again",
  finish: "audit.final",
  withdraw: "audit.withdrawn",
};
