/**
 * Owns what the panel decides: final judgements with their tallies, or the way back to the auditor,
 * the feedback and that it was read.
 * Practice: a decision, its final judgements and the tallies are one write; the auditor's and the
 * moderator's judgements stay as they were.
 */
import { paths } from "~/paths";
import type { Grade, Judgement } from "~/rules/grades";
import type { Outcome } from "~/rules/moderation";
import type { QualityNote } from "~/rules/moderation-quality";
import { moveAudit } from "./audit-moves.server";
import { appendEvent, type Stamp } from "./events.server";
import { followFinal } from "./finality.server";
import { newId } from "./ids.server";
import { heldByConflict } from "./independence-settling.server";
import type { JudgementsBySource, ModeratedAudit } from "./moderations.server";
import type { Tx } from "./open.server";
import { addMessages } from "./outbox.server";
import { addToTallies } from "./tallies.server";
import { Conflict, mustChange } from "./versions.server";

type Decided = {
  version: number;
  quality: Record<string, QualityNote>;
  feedback: string;
  themes: { kind: "strength" | "development"; text: string }[];
};

export type FinalDecision = Decided & {
  outcome: Outcome;
  areas: Record<string, { judgement: Judgement; reason: string }>;
  overall: { judgement: Grade; reason: string };
};

type Subject = Pick<ModeratedAudit, "audit" | "moderation">;

async function saveOutcome(
  tx: Tx,
  stamp: Stamp,
  { moderation }: Subject,
  version: number,
  values: {
    state: "decided" | "returned";
    outcome: Outcome;
    decision_reason: string;
    quality: string;
    feedback: string;
  },
): Promise<void> {
  const stream = `moderation:${moderation.id}` as const;
  mustChange(
    stream,
    await tx
      .updateTable("moderation")
      .set((eb) => ({
        ...values,
        decided_by: stamp.actorId,
        decided_at: stamp.at,
        version: eb("version", "+", 1),
      }))
      .where("id", "=", moderation.id)
      .where("version", "=", version)
      .where("state", "=", "committed")
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream,
    kind: `moderation.${values.state}`,
    before: { state: moderation.state },
    after: values,
  });
}

/** Makes the audit final. Throws Conflict when the panel's decision was recorded meanwhile. */
export async function saveDecision(
  tx: Tx,
  stamp: Stamp,
  subject: Subject,
  judgements: JudgementsBySource,
  decision: FinalDecision,
): Promise<void> {
  const { audit, moderation } = subject;
  const held = await heldByConflict(tx, stamp, [audit.id]);
  if (held.size > 0) throw new Conflict(`audit:${audit.id}`);
  await saveOutcome(tx, stamp, subject, decision.version, {
    state: "decided",
    outcome: decision.outcome,
    decision_reason: decision.overall.reason,
    quality: JSON.stringify(decision.quality),
    feedback: decision.feedback,
  });
  await tx
    .insertInto("judgement")
    .values(
      Object.entries({ ...decision.areas, overall: decision.overall }).map(([area, made]) => ({
        audit_id: audit.id,
        area,
        source: "final" as const,
        round: moderation.round,
        judgement: made.judgement,
        reason: made.reason,
        team_id: judgements.auditor[area]?.teamId ?? audit.teamId,
        service_id: judgements.auditor[area]?.serviceId ?? audit.serviceId,
        made_by: stamp.actorId ?? "",
        made_at: stamp.at,
      })),
    )
    .execute();
  await moveAudit(tx, stamp, audit.id, "decide", { final_at: stamp.at });
  await addToTallies(tx, [audit.id]);
  await followFinal(tx, stamp, [audit.id]);
  if (audit.auditorId) {
    const to = audit.auditorId;
    const link = paths.moderation.feedback(audit.id);
    await addMessages(tx, stamp, [{ to, kind: "feedback-ready", key: moderation.id, link }]);
  }
  await addThemes(tx, stamp, audit.exerciseId, decision.themes);
}

/** Sends the audit back, for its next round. Throws Conflict as above. */
export async function saveReturn(
  tx: Tx,
  stamp: Stamp,
  subject: Subject,
  returned: Decided & { whatToMend: string /** YYYY-MM-DD */; dueOn: string },
): Promise<void> {
  await saveOutcome(tx, stamp, subject, returned.version, {
    state: "returned",
    outcome: "returned",
    decision_reason: returned.whatToMend,
    quality: JSON.stringify(returned.quality),
    feedback: returned.feedback,
  });
  await moveAudit(tx, stamp, subject.audit.id, "return", {
    round: subject.moderation.round + 1,
    due_on: returned.dueOn,
  });
  if (subject.audit.auditorId) {
    await addMessages(tx, stamp, [
      {
        to: subject.audit.auditorId,
        kind: "audit-returned",
        key: `${subject.audit.id}:${subject.moderation.round + 1}`,
        link: paths.audits.one(subject.audit.id),
        due: returned.dueOn,
      },
    ]);
  }
  await addThemes(tx, stamp, subject.audit.exerciseId, returned.themes);
}

/** Themes are about the whole service: they name the exercise and no audit. */
async function addThemes(
  tx: Tx,
  stamp: Stamp,
  exerciseId: string,
  themes: Decided["themes"],
): Promise<void> {
  for (const theme of themes) {
    const id = newId();
    await tx
      .insertInto("finding")
      .values({
        id,
        exercise_id: exerciseId,
        audit_id: null,
        kind: theme.kind,
        area: null,
        theme: null,
        text: theme.text,
        case_count: null,
        made_by: stamp.actorId ?? "",
        made_at: stamp.at,
      })
      .execute();
    await appendEvent(tx, stamp, {
      stream: `exercise:${exerciseId}`,
      kind: "finding.added",
      after: { id, ...theme },
    });
  }
}

/** The auditor says once that they have read the feedback; saying it again changes nothing. */
export async function saveFeedbackRead(tx: Tx, stamp: Stamp, moderationId: string): Promise<void> {
  const result = await tx
    .updateTable("moderation")
    .set((eb) => ({ feedback_read_at: stamp.at, version: eb("version", "+", 1) }))
    .where("id", "=", moderationId)
    .where("feedback_read_at", "is", null)
    .where("state", "in", ["decided", "returned"])
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return;
  await appendEvent(tx, stamp, {
    stream: `moderation:${moderationId}`,
    kind: "moderation.feedback-read",
  });
}
