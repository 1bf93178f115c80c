/** Owns factual corrections as the pages of an audit, and of the panel, show them. */
import { correctionAnswerNames, mayAnswer, type ShownCorrection } from "~/rules/audits/corrections";
import { formatInstant } from "~/rules/core/dates";
import type { Audit } from "~db/audits/audits.server";
import {
  type Correction,
  findAnsweringAuditor,
  listCorrections,
} from "~db/operations/audits/corrections.server";
import type { Guarded } from "./guard.server";

type Reader = Pick<Guarded<unknown>, "db" | "actor" | "may">;

const shown = (one: Correction): Omit<ShownCorrection, "mayAnswer"> => ({
  id: one.id,
  by: one.senderName,
  sent: formatInstant(new Date(one.sentAt)),
  text: one.text,
  answer: one.answer && {
    code: one.answer,
    name: correctionAnswerNames[one.answer],
    words: one.words,
    by: one.answeredByName ?? "",
    at: one.answeredAt ? formatInstant(new Date(one.answeredAt)) : "",
  },
});

/** The corrections of an audit with their answers, and which of them the reader answers. */
export async function readCorrections(
  { db, actor, may }: Reader,
  audit: Pick<Audit, "id" | "state" | "access">,
): Promise<ShownCorrection[]> {
  const all = await listCorrections(db, audit.id);
  if (all.length === 0) return [];
  const isAnswerer = may("audits.answer-corrections", audit.access);
  const auditorId = await findAnsweringAuditor(db, audit.id);
  return all.map((one) => ({
    ...shown(one),
    mayAnswer: isAnswerer && mayAnswer(one, audit, { id: actor.id, auditorId }).ok,
  }));
}
