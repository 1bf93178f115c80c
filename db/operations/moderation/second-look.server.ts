/**
 * Owns a second look as a deed: asked for by the auditor, answered by two of the panel, withdrawn.
 * Practice: it is asked and answered under the exercise's lock, so that moderation never closes over
 * one; the final grade stands until the answer is taken, and what stood is kept with the answer.
 */
import { paths } from "~/paths";
import { dateInLondon } from "~/rules/core/dates";
import { outcomeOf } from "~/rules/moderation/moderation";
import {
  type Answer,
  type Answered,
  changesOf,
  confirmAnswer,
  secondLookMachine,
} from "~/rules/moderation/second-look";
import { isGrade, type Judgement } from "~/rules/tools/grades";
import { lockAudit } from "../../audits/audits.server";
import { flag } from "../../core/columns";
import { appendEvent, type Stamp } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import { recordsOf } from "../../core/one-person.server";
import type { Tx } from "../../core/open.server";
import { Conflict, mustChange } from "../../core/versions.server";
import { holdExercise } from "../../exercises/exercises.server";
import { addMessages } from "../../messages/outbox.server";
import { readDecision } from "../../moderation/decisions.server";
import {
  findDecided,
  findModeratedAudit,
  type JudgementsBySource,
  type ModeratedAudit,
} from "../../moderation/moderations.server";
import { findPanellist, listPanellists, listWhoCount } from "../../moderation/panel.server";
import {
  findSecondLook,
  type Judged,
  listFirstTakers,
  type SecondLook,
  whyNotAsk,
} from "../../moderation/second-looks.server";
import { regrade } from "../audits/regrade.server";

type Subject = Pick<ModeratedAudit, "audit" | "moderation">;
type By = Stamp & { actorId: string };

const { moves } = secondLookMachine;

/** Asks for a second look, and tells whoever may answer. Answers why it can't be asked; null when it was. */
export async function askSecondLook(
  tx: Tx,
  stamp: By,
  { audit, moderation }: Subject,
  reasons: string,
): Promise<string | null> {
  // Closing holds the exercise too: either it sees this, or this sees that it is closed.
  await holdExercise(tx, audit.exerciseId);
  await lockAudit(tx, audit.id);
  const stands = await tx
    .selectFrom("moderation")
    .select("state")
    .where("id", "=", moderation.id)
    .executeTakeFirstOrThrow();
  const refusal = await whyNotAsk(tx, audit.id, stands.state as typeof moderation.state);
  if (refusal) return refusal;
  const id = newId();
  await tx
    .insertInto("second_look")
    .values({
      id,
      moderation_id: moderation.id,
      audit_id: audit.id,
      asked_by: stamp.actorId,
      asked_at: stamp.at,
      reasons,
      state: secondLookMachine.first,
      answered_at: null,
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream: `audit:${audit.id}`,
    kind: "audit.second-look-asked",
    after: { secondLookId: id, reasons },
  });
  const today = dateInLondon(new Date(stamp.at));
  const one = { moderationId: moderation.id, auditId: audit.id };
  const whoCount = (await listWhoCount(tx, [one], today)).get(moderation.id) ?? [];
  const lead = await tx
    .selectFrom("exercise")
    .select("lead_id")
    .where("id", "=", audit.exerciseId)
    .executeTakeFirstOrThrow();
  const to = new Set([...whoCount.map((person) => person.id), lead.lead_id]);
  await tell(tx, stamp, audit.id, "second-look-asked", id, [...to]);
  return null;
}

const tell = (
  tx: Tx,
  stamp: Stamp,
  auditId: string,
  kind: "second-look-asked" | "second-look-to-confirm" | "second-look-answered",
  key: string,
  people: readonly string[],
) =>
  addMessages(
    tx,
    stamp,
    people.map((to) => ({
      to,
      kind,
      key,
      link:
        kind === "second-look-answered"
          ? paths.moderation.secondLook(auditId)
          : paths.moderation.answer(auditId),
    })),
  );

/** The auditor no longer asks. Throws Conflict when it was answered meanwhile. */
export async function withdrawSecondLook(
  tx: Tx,
  stamp: By,
  look: SecondLook,
  version: number,
): Promise<void> {
  await lockAudit(tx, look.auditId);
  mustChange(
    `second-look:${look.id}`,
    await tx
      .updateTable("second_look")
      .set((eb) => ({ state: moves.withdraw.to, version: eb("version", "+", 1) }))
      .where("id", "=", look.id)
      .where("version", "=", version)
      .where("state", "in", moves.withdraw.from)
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream: `audit:${look.auditId}`,
    kind: "audit.second-look-withdrawn",
    after: { secondLookId: look.id },
  });
}

/**
 * Records what the panel answers, in place of what was recorded before: whoever took that takes
 * nothing any more. Throws Conflict when it changed meanwhile.
 */
export async function recordAnswer(
  tx: Tx,
  stamp: By,
  look: SecondLook,
  { version, answer }: { version: number; answer: Answer },
): Promise<void> {
  const today = dateInLondon(new Date(stamp.at));
  await lockAudit(tx, look.auditId);
  mustChange(
    `second-look:${look.id}`,
    await tx
      .updateTable("second_look")
      .set((eb) => ({
        state: moves.record.to,
        answer: JSON.stringify(answer),
        version: eb("version", "+", 1),
      }))
      .where("id", "=", look.id)
      .where("version", "=", version)
      .where("state", "in", moves.record.from)
      .executeTakeFirst(),
  );
  await tx.deleteFrom("second_look_part").where("second_look_id", "=", look.id).execute();
  const { counts } = await findPanellist(tx, look.auditId, stamp.actorId, today);
  await addPart(tx, stamp, look.id, "recorded", counts);
  await appendEvent(tx, stamp, {
    stream: `audit:${look.auditId}`,
    kind: "audit.second-look-recorded",
    after: { secondLookId: look.id, answer },
  });
  const one = { moderationId: look.moderationId, auditId: look.auditId };
  const whoCount = (await listWhoCount(tx, [one], today)).get(look.moderationId) ?? [];
  const first = await listFirstTakers(tx, look.moderationId);
  const isNew = ({ id }: { id: string }) => !first.includes(id);
  // Where the recorder is new anyone may confirm; else it takes someone new, where there is one.
  const fresh = whoCount.filter(isNew);
  const asked = isNew({ id: stamp.actorId }) || fresh.length === 0 ? whoCount : fresh;
  const key = `${look.id}:${version + 1}`;
  const people = asked.map(({ id }) => id);
  await tell(tx, stamp, look.auditId, "second-look-to-confirm", key, people);
}

const addPart = (
  tx: Tx,
  stamp: By,
  secondLookId: string,
  part: "recorded" | "confirmed",
  counts: boolean,
) => {
  const row = { part, counts: flag(counts), at: stamp.at };
  return tx
    .insertInto("second_look_part")
    .values({ ...row, second_look_id: secondLookId, person_id: stamp.actorId })
    .onConflict((c) => c.columns(["second_look_id", "person_id"]).doUpdateSet(row))
    .execute();
};

/**
 * Takes a recorded answer as well: with two who count, one of them new where anyone is, it is the
 * panel's answer. The rule's refusal changes nothing; throws Conflict when it is no longer the
 * answer that was read.
 */
export async function takeAnswer(
  tx: Tx,
  stamp: By,
  { id: auditId, exerciseId }: Pick<ModeratedAudit["audit"], "id" | "exerciseId">,
  { version, alone }: { version: number; alone: string | null },
): Promise<Answered> {
  const today = dateInLondon(new Date(stamp.at));
  await holdExercise(tx, exerciseId);
  await lockAudit(tx, auditId);
  const look = await findSecondLook(tx, auditId);
  const subject = await findModeratedAudit(tx, auditId, "answered");
  if (!subject || !look?.answer || look.version !== version) throw new Conflict(`audit:${auditId}`);
  const took = look.parts.map(({ personId }) => personId);
  const takers = await listPanellists(tx, auditId, took, today);
  const actor = await findPanellist(tx, auditId, stamp.actorId, today);
  const one = { moderationId: look.moderationId, auditId };
  const whoCount = (await listWhoCount(tx, [one], today)).get(look.moderationId) ?? [];
  const others = whoCount
    .map(({ id }) => id)
    .filter((id) => id !== actor.id && !takers.some((taker) => taker.id === id));
  const first = await listFirstTakers(tx, look.moderationId);
  const step = confirmAnswer(
    { state: look.state, auditorId: subject.moderation.auditorId },
    actor,
    { takers, first, others },
    today,
    alone,
  );
  if (!step.ok) return step;
  for (const { id, counts } of takers) {
    await tx
      .updateTable("second_look_part")
      .set({ counts: flag(counts) })
      .where("second_look_id", "=", look.id)
      .where("person_id", "in", recordsOf(id))
      .execute();
  }
  if (!took.includes(actor.id)) await addPart(tx, stamp, look.id, "confirmed", true);
  const judged = await findDecided(tx, subject);
  const stood = withoutPlaces(judged.final);
  const isAnswered = step.next === "answered";
  const answered = {
    answered_at: stamp.at,
    stood_before: JSON.stringify(stood),
    alone_reason: step.alone ? (alone ?? "") : "",
  };
  await tx
    .updateTable("second_look")
    .set((eb) => ({
      ...(isAnswered ? answered : {}),
      state: step.next,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", look.id)
    .where("state", "in", moves.answer.from)
    .execute();
  await appendEvent(tx, stamp, {
    stream: `audit:${auditId}`,
    kind: isAnswered ? "audit.second-look-answered" : "audit.second-look-confirmed",
    before: { stood },
    after: { secondLookId: look.id, answer: look.answer },
  });
  if (isAnswered) await follow(tx, stamp, subject, look, look.answer, judged);
  return step;
}

const withoutPlaces = (judged: Judged): Judged =>
  Object.fromEntries(
    Object.entries(judged).map(([area, { judgement, reason }]) => [area, { judgement, reason }]),
  );

/** What stands from now on, and the feedback that waits for the auditor once more. */
async function follow(
  tx: Tx,
  stamp: By,
  { audit, moderation }: ModeratedAudit,
  look: SecondLook,
  answer: Answer,
  { auditor, final }: JudgementsBySource,
): Promise<void> {
  const grades = Object.fromEntries(
    Object.entries(final).map(([area, { judgement }]) => [area, judgement]),
  );
  const changed: Judged = Object.fromEntries(
    changesOf(answer, grades).map(({ area, to }) => [
      area,
      { judgement: to, reason: answer.reason },
    ]),
  );
  const isChanged = Object.keys(changed).length > 0;
  await tx
    .updateTable("moderation")
    .set((eb) => ({
      feedback_read_at: null,
      ...(isChanged ? decidedWith(moderation, changed, auditor.overall?.judgement) : {}),
      version: eb("version", "+", 1),
    }))
    .where("id", "=", moderation.id)
    .execute();
  // One that still waits for its corrections becomes final as it stands now.
  if (isChanged && audit.state === "final") await regrade(tx, stamp, audit.id, changed, look.id);
  if (audit.auditorId)
    await tell(tx, stamp, audit.id, "second-look-answered", look.id, [audit.auditorId]);
}

/** The decision as it stands with these judgements changed; the outcome is measured from the auditor's. */
function decidedWith(
  moderation: ModeratedAudit["moderation"],
  { overall, ...areas }: Judged,
  auditors: Judgement | undefined,
) {
  const outcome =
    overall && auditors && isGrade(overall.judgement) && isGrade(auditors)
      ? outcomeOf(auditors, overall.judgement)
      : (moderation.outcome ?? "confirmed");
  const decision = readDecision(moderation.decision);
  return {
    outcome,
    ...(overall ? { decision_reason: overall.reason } : {}),
    ...(decision?.kind === "final"
      ? {
          decision: JSON.stringify({
            ...decision,
            outcome,
            areas: { ...decision.areas, ...areas },
            overall: overall ?? decision.overall,
          }),
        }
      : {}),
  };
}
