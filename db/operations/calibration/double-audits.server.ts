/**
 * Owns double audits as changed: drawn once a closed cycle, given to a second auditor, graded,
 * cancelled, and answered where a grade escalates.
 * Practice: nothing of it touches the audit that was drawn: its final grade stays. The second
 * auditor's independence is looked at again whenever they open or submit it.
 */
import { randomBytes } from "node:crypto";
import { paths } from "~/paths";
import {
  type DoubleState,
  doubleDrawAlgorithm,
  doubleFingerprint,
  doubleMachine,
  drawDoubleAudits,
  goesToLead,
  type PeerConflict,
  shareOutDoubles,
} from "~/rules/calibration/double-audits";
import { dateInLondon } from "~/rules/core/dates";
import type { Judgement } from "~/rules/tools/grades";
import { unscopedQaLeads } from "../../access/readers.server";
import {
  type DoubleAudit,
  listCouldOpen,
  listDrawable,
  listPeers,
  unscopedOpenDoubles,
} from "../../calibration/double-audits.server";
import { flag } from "../../core/columns";
import { appendEvent, type Stamp } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import type { Db, Tx } from "../../core/open.server";
import { Conflict, mustChange } from "../../core/versions.server";
import { holdExercise } from "../../exercises/exercises.server";
import { addMessages } from "../../messages/outbox.server";

type By = Stamp & { actorId: string };
const { first, moves } = doubleMachine;
const streamOf = (id: string) => `double-audit:${id}` as const;

/**
 * Draws from the final audits of a closed cycle and gives each to a second auditor, where one is
 * free. Answers how many were drawn and how many have nobody. Throws Conflict where the cycle was
 * drawn from meanwhile; a cycle without final audits gives none.
 */
export async function drawDoubles(
  tx: Tx,
  stamp: By,
  asked: { exerciseId: string; percent: number; dueOn: string },
): Promise<{ drawn: number; withoutPeer: number }> {
  await holdExercise(tx, asked.exerciseId);
  const stream = `exercise:${asked.exerciseId}` as const;
  const before = await tx
    .selectFrom("double_draw")
    .select("id")
    .where("exercise_id", "=", asked.exerciseId)
    .executeTakeFirst();
  if (before) throw new Conflict(stream);
  const auditIds = await listDrawable(tx, asked.exerciseId);
  if (auditIds.length === 0) return { drawn: 0, withoutPeer: 0 };
  const drawId = newId();
  const seed = randomBytes(16).toString("hex");
  const { percent } = asked;
  await tx
    .insertInto("double_draw")
    .values({
      id: drawId,
      exercise_id: asked.exerciseId,
      seed,
      algorithm: doubleDrawAlgorithm,
      fingerprint: doubleFingerprint(auditIds),
      drawn_from: JSON.stringify(auditIds),
      percent,
      due_on: asked.dueOn,
      drawn_by: stamp.actorId,
      drawn_at: stamp.at,
    })
    .execute();
  const made = drawDoubleAudits({ seed, auditIds, percent }).map((auditId) => ({
    id: newId(),
    draw_id: drawId,
    audit_id: auditId,
    peer_id: null,
    state: first,
    waits_since: stamp.at,
  }));
  for (const row of made) await tx.insertInto("double_audit").values(row).execute();
  await appendEvent(tx, stamp, {
    stream,
    kind: "double-audit.drawn",
    after: { drawId, percent, drawn: made.length, dueOn: asked.dueOn },
  });
  const given = await shareOut(tx, stamp, made, asked.dueOn);
  return { drawn: made.length, withoutPeer: made.length - given };
}

/** Those whose roles could open an audit have it where nobody else is free. */
async function shareOut(
  tx: Tx,
  stamp: Stamp,
  made: readonly { id: string; audit_id: string }[],
  dueOn: string,
): Promise<number> {
  const auditIds = made.map(({ audit_id }) => audit_id);
  const peers = await listPeers(tx, auditIds, dateInLondon(new Date(stamp.at)));
  const couldOpen = await listCouldOpen(tx, auditIds);
  const loads = await unscopedOpenDoubles(tx);
  const pairs = shareOutDoubles({
    auditIds,
    loads,
    peers: new Map(
      auditIds.map((auditId) => [
        auditId,
        (peers.get(auditId) ?? []).map(({ id, conflicts }) => ({
          id,
          free: conflicts.length === 0,
          couldOpen: couldOpen.get(auditId)?.has(id) ?? false,
        })),
      ]),
    ),
  });
  for (const { auditId, peerId } of pairs) {
    const row = made.find(({ audit_id }) => audit_id === auditId);
    if (row) await giveTo(tx, stamp, { id: row.id, version: 1, peerId, dueOn });
  }
  return pairs.length;
}

async function giveTo(
  tx: Tx,
  stamp: Stamp,
  given: { id: string; version: number; peerId: string; dueOn: string },
): Promise<void> {
  mustChange(
    streamOf(given.id),
    await tx
      .updateTable("double_audit")
      .set({
        state: moves.give.to,
        peer_id: given.peerId,
        waits_since: stamp.at,
        version: given.version + 1,
      })
      .where("id", "=", given.id)
      .where("version", "=", given.version)
      .where("state", "in", moves.give.from)
      .executeTakeFirst(),
  );
  const { peerId } = given;
  await appendEvent(tx, stamp, {
    stream: streamOf(given.id),
    kind: "double-audit.given",
    after: { peerId },
  });
  const link = paths.doubleAudits.grade(given.id);
  const key = `${given.id}:${given.version + 1}`;
  await addMessages(tx, stamp, [
    { to: peerId, kind: "double-audit-given", key, link, due: given.dueOn },
  ]);
}

/** What keeps someone from grading it today; empty when nothing does, null for no auditor. */
export async function whatKeepsFrom(
  db: Db,
  stamp: Stamp,
  one: Pick<DoubleAudit, "auditId">,
  personId: string,
): Promise<PeerConflict[] | null> {
  const peers = await listPeers(db, [one.auditId], dateInLondon(new Date(stamp.at)));
  return peers.get(one.auditId)?.find(({ id }) => id === personId)?.conflicts ?? null;
}

/** The QA lead gives it to someone. False where they may not grade it; throws Conflict. */
export async function giveDouble(
  tx: Tx,
  stamp: By,
  one: DoubleAudit,
  given: { version: number; peerId: string },
): Promise<boolean> {
  const kept = await whatKeepsFrom(tx, stamp, one, given.peerId);
  if (kept === null || kept.length > 0) return false;
  await giveTo(tx, stamp, { id: one.id, dueOn: one.dueOn, ...given });
  return true;
}

async function move(
  tx: Tx,
  one: Pick<DoubleAudit, "id">,
  version: number,
  to: { from: readonly DoubleState[]; to: DoubleState },
  values: { peer_id?: null; waits_since?: string; submitted_at?: string; escalated?: 0 | 1 } = {},
): Promise<void> {
  mustChange(
    streamOf(one.id),
    await tx
      .updateTable("double_audit")
      .set({ ...values, state: to.to, version: version + 1 })
      .where("id", "=", one.id)
      .where("version", "=", version)
      .where("state", "in", to.from)
      .executeTakeFirst(),
  );
}

/** It goes back to the QA lead: whoever has it may not grade it any more, and why. */
export async function takeBack(
  tx: Tx,
  stamp: Stamp,
  one: DoubleAudit,
  conflicts: readonly PeerConflict[],
): Promise<void> {
  await move(tx, one, one.version, moves["take-back"], { peer_id: null, waits_since: stamp.at });
  await appendEvent(tx, stamp, {
    stream: streamOf(one.id),
    kind: "double-audit.taken-back",
    before: { peerId: one.peerId },
    after: { because: conflicts.map(({ kind }) => kind) },
  });
}

/** The second auditor's grades, once and for good; a grade that escalates goes to the QA leads. */
export async function submitDouble(
  tx: Tx,
  stamp: By,
  one: DoubleAudit,
  submitted: {
    version: number;
    grades: readonly { area: string; judgement: Judgement; reason: string }[];
  },
): Promise<void> {
  const escalated = goesToLead(submitted.grades.map(({ judgement }) => judgement));
  await move(tx, one, submitted.version, moves.submit, {
    submitted_at: stamp.at,
    escalated: flag(escalated),
  });
  await tx
    .insertInto("double_grade")
    .values(submitted.grades.map((grade) => ({ ...grade, double_audit_id: one.id })))
    .execute();
  await appendEvent(tx, stamp, {
    stream: streamOf(one.id),
    kind: "double-audit.graded",
    after: { grades: submitted.grades },
  });
  if (!escalated) return;
  const link = paths.doubleAudits.one(one.id);
  const told = { kind: "double-audit-escalates", key: one.id, link } as const;
  await addMessages(
    tx,
    stamp,
    (await unscopedQaLeads(tx)).map((to) => ({ ...told, to })),
  );
}

/** It is not graded again, with the reason. Throws Conflict when it changed. */
export async function cancelDouble(
  tx: Tx,
  stamp: By,
  one: DoubleAudit,
  cancelled: { version: number; reason: string },
): Promise<void> {
  await move(tx, one, cancelled.version, moves.cancel);
  const { reason } = cancelled;
  const stream = streamOf(one.id);
  await appendEvent(tx, stamp, { stream, kind: "double-audit.cancelled", after: { reason } });
}

/** What the QA lead did about a grade that escalates. Throws Conflict when it was answered. */
export async function answerDouble(
  tx: Tx,
  stamp: By,
  one: DoubleAudit,
  answered: { version: number; answer: string },
): Promise<void> {
  mustChange(
    streamOf(one.id),
    await tx
      .updateTable("double_audit")
      .set({
        answer: answered.answer,
        answered_by: stamp.actorId,
        answered_at: stamp.at,
        version: answered.version + 1,
      })
      .where("id", "=", one.id)
      .where("version", "=", answered.version)
      .where("escalated", "=", 1)
      .where("answered_at", "is", null)
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream: streamOf(one.id),
    kind: "double-audit.answered",
    after: { answer: answered.answer },
  });
}
