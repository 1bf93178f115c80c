/**
 * Owns what the panel decides, as a deed: recorded by one, taken by two; with what follows, the
 * way back to the auditor among it.
 * Practice: what counts is decided under the audit's lock from who has taken it by then; the
 * auditor's and the moderator's judgements stay as they were.
 */

import { paths } from "~/paths";
import { dateInLondon } from "~/rules/core/dates";
import type { EventKind } from "~/rules/core/event-kinds";
import type { Moderation } from "~/rules/moderation/moderation";
import { moderationMachine } from "~/rules/moderation/moderation";
import { confirm, notRecorded, type Taken } from "~/rules/moderation/panel";
import { lockAudit } from "../../audits/audits.server";
import { moveAudit } from "../../audits/moves.server";
import { flag } from "../../core/columns";
import { appendEvent, type Stamp } from "../../core/events.server";
import { recordsOf } from "../../core/one-person.server";
import type { Tx } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import { findDeadline } from "../../exercises/deadlines.server";
import { addMessages } from "../../messages/outbox.server";
import {
  listParts,
  type PanelDecision,
  readDecision,
  tookIt,
} from "../../moderation/decisions.server";
import type { ModeratedAudit } from "../../moderation/moderations.server";
import { findPanellist, listPanellists, listWhoCount } from "../../moderation/panel.server";
import { addThemes } from "../../moderation/themes.server";
import { finishAudits, tellOfFeedback } from "../audits/finality.server";
import { heldByConflict } from "../independence/settling.server";

type Subject = Pick<ModeratedAudit, "audit" | "moderation">;
type By = Stamp & { actorId: string };

const streamOf = ({ moderation }: Subject) => `moderation:${moderation.id}` as const;

/**
 * Records what the panel decides, in place of what was recorded before and not yet taken by two.
 * Those named as present are told and asked to confirm. Throws Conflict when it changed meanwhile.
 */
export async function recordDecision(
  tx: Tx,
  stamp: By,
  subject: Subject,
  recorded: {
    version: number;
    /** The state that the rule answers. */
    next: Moderation["state"];
    decision: PanelDecision;
    /** Who else was there, as the recorder says. */
    present: readonly string[];
  },
): Promise<void> {
  const { audit, moderation } = subject;
  const { decision } = recorded;
  const on = dateInLondon(new Date(stamp.at));
  const locked = await lockAudit(tx, audit.id);
  mustChange(
    streamOf(subject),
    await tx
      .updateTable("moderation")
      .set((eb) => ({
        state: recorded.next,
        decision: JSON.stringify(decision),
        alone_reason: "",
        version: eb("version", "+", 1),
      }))
      .where("id", "=", moderation.id)
      .where("version", "=", recorded.version)
      .where("state", "in", moderationMachine.moves.record.from)
      .executeTakeFirst(),
  );
  await tx.deleteFrom("decision_part").where("moderation_id", "=", moderation.id).execute();
  const present = recorded.present.filter((id) => id !== stamp.actorId && id !== audit.auditorId);
  const people = [stamp.actorId, ...present];
  const judged = await listPanellists(tx, audit.id, people, on);
  await tx
    .insertInto("decision_part")
    .values(
      people.map((id) => ({
        moderation_id: moderation.id,
        person_id: id,
        part: id === stamp.actorId ? ("recorded" as const) : ("present" as const),
        counts: flag(judged.find((one) => one.id === id)?.counts ?? false),
        at: stamp.at,
      })),
    )
    .execute();
  await appendEvent(tx, stamp, {
    stream: streamOf(subject),
    kind: "moderation.recorded",
    before: { state: moderation.state },
    after: { state: recorded.next, decision, present },
  });
  if (locked?.state === "committed") await moveAudit(tx, stamp, audit.id, "refer");
  const link = paths.moderation.compare(audit.id);
  const key = `${moderation.id}:${recorded.version + 1}`;
  await addMessages(
    tx,
    stamp,
    present.map((to) => ({ to, kind: "decision-to-confirm", key, link }) as const),
  );
}

const takenKinds: Record<"recorded" | "taken" | "returned", EventKind> = {
  recorded: "moderation.confirmed",
  taken: "moderation.taken",
  returned: "moderation.returned",
};

/**
 * Takes a recorded decision as well: with two who count it is taken, or goes back to the auditor.
 * Everyone's part is looked at again by the caseload of today. The rule's refusal changes nothing;
 * throws Conflict when the decision is no longer the one that was read.
 */
export async function takeDecision(
  tx: Tx,
  stamp: By,
  subject: Subject,
  { version, alone }: { version: number; alone: string | null },
): Promise<Taken> {
  const { audit, moderation } = subject;
  const stream = streamOf(subject);
  const today = dateInLondon(new Date(stamp.at));
  await lockAudit(tx, audit.id);
  const stands = await tx
    .selectFrom("moderation")
    .select(["state", "decision", "version"])
    .where("id", "=", moderation.id)
    .executeTakeFirstOrThrow();
  mustChange(stream, { numUpdatedRows: stands.version === version ? 1n : 0n });
  const decision = readDecision(stands.decision);
  if (!decision) return notRecorded;
  const parts = await listParts(tx, moderation.id);
  const takers = await listPanellists(
    tx,
    audit.id,
    parts.filter(tookIt).map(({ personId }) => personId),
    today,
  );
  const actor = await findPanellist(tx, audit.id, stamp.actorId, today);
  const whoCount = await listWhoCount(
    tx,
    [{ moderationId: moderation.id, auditId: audit.id }],
    today,
  );
  const others = (whoCount.get(moderation.id) ?? []).filter(
    ({ id }) => id !== actor.id && !takers.some((taker) => taker.id === id),
  );
  const held =
    decision.kind === "final" && (await heldByConflict(tx, stamp, [audit.id])).has(audit.id);
  const step = confirm(
    { state: stands.state as Moderation["state"], auditorId: audit.auditorId ?? "" },
    { kind: decision.kind, dueOn: decision.kind === "returned" ? decision.dueOn : null },
    actor,
    { takers, others: others.length, held },
    today,
    alone,
  );
  if (!step.ok) return step;
  for (const { id, counts } of takers) {
    await tx
      .updateTable("decision_part")
      .set({ counts: flag(counts) })
      .where("moderation_id", "=", moderation.id)
      .where("person_id", "in", recordsOf(id))
      .execute();
  }
  const part = { part: "confirmed" as const, counts: flag(true), at: stamp.at };
  if (!takers.some(({ id }) => id === actor.id))
    await tx
      .insertInto("decision_part")
      .values({ moderation_id: moderation.id, person_id: actor.id, ...part })
      .onConflict((c) => c.columns(["moderation_id", "person_id"]).doUpdateSet(part))
      .execute();
  await moveOn(tx, stamp, subject, {
    version,
    decision,
    step,
    alone,
    recorder: parts[0]?.personId,
  });
  return step;
}

/** The next state as the rule gave it, and what follows from it. */
async function moveOn(
  tx: Tx,
  stamp: By,
  subject: Subject,
  {
    version,
    decision,
    step,
    alone,
    recorder,
  }: {
    version: number;
    decision: PanelDecision;
    step: Extract<Taken, { ok: true }>;
    alone: string | null;
    recorder: string | undefined;
  },
): Promise<void> {
  const { audit, moderation } = subject;
  const reason = decision.kind === "final" ? decision.overall.reason : decision.whatToMend;
  const taken = {
    outcome: decision.outcome,
    decision_reason: reason,
    quality: JSON.stringify(decision.quality),
    feedback: decision.feedback,
    decided_by: recorder ?? stamp.actorId,
    decided_at: stamp.at,
    alone_reason: step.alone ? (alone ?? "") : "",
  };
  mustChange(
    streamOf(subject),
    await tx
      .updateTable("moderation")
      .set((eb) => ({
        ...(step.next === "recorded" ? {} : taken),
        state: step.next,
        version: eb("version", "+", 1),
      }))
      .where("id", "=", moderation.id)
      .where("version", "=", version)
      .where("state", "in", moderationMachine.moves.take.from)
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream: streamOf(subject),
    kind: takenKinds[step.next],
    before: { state: moderationMachine.moves.record.to },
    after: { state: step.next, ...(step.alone ? { alone: taken.alone_reason } : {}) },
  });
  if (step.next === "taken") {
    await moveAudit(tx, stamp, audit.id, "decide");
    if (audit.auditorId) await tellOfFeedback(tx, stamp, audit.id, audit.auditorId);
    await finishAudits(tx, stamp, [audit.id]);
  }
  if (step.next === "returned" && decision.kind === "returned") {
    const due = await findDeadline(tx, audit.id, decision.dueOn);
    await moveAudit(tx, stamp, audit.id, "return", { round: moderation.round + 1, due_on: due });
    if (audit.auditorId) {
      const to = audit.auditorId;
      const key = `${audit.id}:${moderation.round + 1}`;
      const link = paths.audits.one(audit.id);
      await addMessages(tx, stamp, [{ to, kind: "audit-returned", key, link, due }]);
    }
    const by = recorder ?? stamp.actorId;
    await addThemes(tx, stamp, { exerciseId: audit.exerciseId, by }, decision.themes);
  }
}
