/**
 * Owns factual corrections to audits: sent one by one, answered one by one, and waited for.
 * Practice: what someone is still writing is theirs alone; what is sent stays as it was written;
 * whoever answers is the auditor, and where none is left a QA lead.
 */
import { paths } from "~/paths";
import {
  asksPanelAgain,
  type CorrectionAnswer,
  type FinalWait,
  mayAnswer,
  mayCorrect,
  waitOf,
} from "~/rules/audits/corrections";
import { dateInLondon } from "~/rules/core/dates";
import { unscopedQaLeads } from "../../access/readers.server";
import { lockAudit } from "../../audits/audits.server";
import { draftAt, emptyDraft, removeDraft } from "../../core/drafts.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import type { Db, Tx } from "../../core/open.server";
import { type Save, saveTyped, type TypedSaved } from "../../core/typed.server";
import { Conflict, mustChange } from "../../core/versions.server";
import { addMessages } from "../../messages/outbox.server";
import { selectAgainFor } from "../moderation/moderation.server";
import { askPanelAgain } from "../moderation/panel-deeds.server";
import { countUnanswered, finishAudits } from "./finality.server";

type By = Stamp & { actorId: string };

export type Correction = {
  id: string;
  auditId: string;
  round: number;
  senderId: string;
  senderName: string;
  sentAt: string;
  text: string;
  answer: CorrectionAnswer | null;
  words: string;
  answeredByName: string | null;
  answeredAt: string | null;
  version: number;
};

const corrections = (db: Db) =>
  db
    .selectFrom("correction")
    .innerJoin("one_person as sender", "sender.record_id", "correction.sent_by")
    .leftJoin("one_person as answerer", "answerer.record_id", "correction.answered_by")
    .select(["correction.id", "audit_id as auditId", "round", "text", "words", "answer"])
    .select(["sender.id as senderId", "sender.name as senderName", "sent_at as sentAt"])
    .select(["answerer.name as answeredByName", "answered_at as answeredAt"])
    .select("correction.version");

const typed = <R extends { answer: string | null }>(row: R) => ({
  ...row,
  answer: row.answer as CorrectionAnswer | null,
});

/** The corrections of an audit, in the order they were sent. */
export async function listCorrections(db: Db, auditId: string): Promise<Correction[]> {
  const rows = await corrections(db)
    .where("audit_id", "=", auditId)
    .orderBy("sent_at")
    .orderBy("correction.id")
    .execute();
  return rows.map(typed);
}

export async function findCorrection(db: Db, id: string): Promise<Correction | null> {
  const row = await corrections(db).where("correction.id", "=", id).executeTakeFirst();
  return row ? typed(row) : null;
}

/** The auditor who can still answer for an audit; null when nobody is left. */
export async function findAnsweringAuditor(db: Db, auditId: string): Promise<string | null> {
  const row = await db
    .selectFrom("audit")
    .innerJoin("one_person as person", "person.record_id", "audit.auditor_id")
    .innerJoin("role_grant", "role_grant.person_id", "person.id")
    .select("person.id")
    .where("audit.id", "=", auditId)
    .where("person.active", "=", 1)
    .where("role_grant.role", "=", "auditor")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** What keeps an audit from being final, on a date (YYYY-MM-DD). */
export async function findWait(
  db: Db,
  audit: { id: string; correctionsUntil: string | null },
  today: string,
): Promise<FinalWait> {
  const unanswered = await countUnanswered(db, audit.id);
  return waitOf({ correctionsUntil: audit.correctionsUntil, unanswered }, today);
}

const writing = (auditId: string, personId: string) => `correction:${auditId}:${personId}` as const;

/** Where a correction is kept while it is written. */
export const correctionDraft = writing;

/** Saves what is typed of a correction; null once corrections are no longer taken. */
export async function saveCorrectionDraft(
  tx: Tx,
  stamp: By,
  auditId: string,
  save: Save,
): Promise<TypedSaved | null> {
  if (!(await isOpen(tx, stamp, auditId))) return null;
  const stream = writing(auditId, stamp.actorId);
  return saveTyped(tx, stamp, draftAt(stream, "correction.typed"), save);
}

/** Whether corrections are taken at this moment, of an audit that is locked by asking. */
async function isOpen(tx: Tx, stamp: Stamp, auditId: string): Promise<boolean> {
  const audit = await lockAudit(tx, auditId);
  return audit !== null && mayCorrect(audit, dateInLondon(new Date(stamp.at)));
}

/**
 * Sends a correction, and tells whoever answers it; null once corrections are no longer taken. The
 * very same words sent twice are one correction.
 */
export async function sendCorrection(
  tx: Tx,
  stamp: By,
  audit: { id: string; round: number },
  text: string,
): Promise<"sent" | "was-sent" | null> {
  if (!(await isOpen(tx, stamp, audit.id))) return null;
  const before = await listCorrections(tx, audit.id);
  if (before.some((one) => one.senderId === stamp.actorId && one.text === text)) return "was-sent";
  const id = newId();
  await tx
    .insertInto("correction")
    .values({
      id,
      audit_id: audit.id,
      round: audit.round,
      sent_by: stamp.actorId,
      sent_at: stamp.at,
      text,
    })
    .execute();
  await emptyDraft(tx, stamp, writing(audit.id, stamp.actorId));
  await appendEvent(tx, stamp, {
    stream: `audit:${audit.id}`,
    kind: "audit.corrected",
    after: { id, text },
  });
  const link = paths.audits.read(audit.id);
  const auditor = await findAnsweringAuditor(tx, audit.id);
  const told = auditor
    ? [{ to: auditor, kind: "audit-corrected", key: id, link } as const]
    : (await unscopedQaLeads(tx)).map(
        (to) => ({ to, kind: "correction-without-auditor", key: id, link }) as const,
      );
  await addMessages(tx, stamp, told);
  return "sent";
}

/** Where an answer is kept while it is written. */
export const answerDraft = (correctionId: string, personId: string) =>
  `answer:${correctionId}:${personId}` as const;

/** Saves what is typed of an answer; null for whoever may not answer it, or once it is answered. */
export async function saveAnswerDraft(
  tx: Tx,
  stamp: By,
  correction: Pick<Correction, "id" | "auditId">,
  save: Save,
): Promise<TypedSaved | null> {
  const audit = await lockAudit(tx, correction.auditId);
  const now = await findCorrection(tx, correction.id);
  const auditorId = await findAnsweringAuditor(tx, correction.auditId);
  if (!audit || !now || !mayAnswer(now, audit, { id: stamp.actorId, auditorId }).ok) return null;
  const stream = answerDraft(correction.id, stamp.actorId);
  return saveTyped(tx, stamp, draftAt(stream, "correction.answer-typed"), save);
}

export type Answered =
  | { ok: true; final: boolean; again: boolean }
  | { ok: false; message: string };

/**
 * Answers a correction. What the panel had decided is asked again where the fact was wrong; with
 * nothing more to wait for, the audit is final. Throws Conflict when it was answered meanwhile.
 */
export async function answerCorrection(
  tx: Tx,
  stamp: By,
  correction: Pick<Correction, "id" | "auditId" | "version">,
  given: { answer: CorrectionAnswer; words: string },
): Promise<Answered> {
  const { auditId } = correction;
  const audit = await lockAudit(tx, auditId);
  const now = await findCorrection(tx, correction.id);
  if (!audit || !now) throw new Conflict(`audit:${auditId}`);
  const auditorId = await findAnsweringAuditor(tx, auditId);
  const step = mayAnswer(now, audit, { id: stamp.actorId, auditorId });
  if (!step.ok) return step;
  const result = await tx
    .updateTable("correction")
    .set({
      ...given,
      answered_by: stamp.actorId,
      answered_at: stamp.at,
      version: correction.version + 1,
    })
    .where("id", "=", correction.id)
    .where("version", "=", correction.version)
    .where("answered_at", "is", null)
    .executeTakeFirst();
  mustChange(`audit:${auditId}`, result);
  await removeDraft(tx, answerDraft(correction.id, stamp.actorId));
  await appendEvent(tx, stamp, {
    stream: `audit:${auditId}`,
    kind: "audit.correction-answered",
    after: { id: correction.id, ...given },
  });
  const link = paths.audits.corrections(auditId);
  const told = { to: now.senderId, kind: "correction-answered", key: correction.id, link } as const;
  await addMessages(tx, stamp, [told]);
  const moderation = await tx
    .selectFrom("moderation")
    .select("state")
    .where("audit_id", "=", auditId)
    .orderBy("round", "desc")
    .limit(1)
    .executeTakeFirst();
  const again = asksPanelAgain(moderation?.state ?? null, given.answer);
  if (again) await askPanelAgain(tx, stamp, auditId);
  if (given.answer === "declined") await selectAgainFor(tx, stamp, auditId);
  const final = await finishAudits(tx, stamp, [auditId]);
  return { ok: true, final: final.length > 0, again };
}
