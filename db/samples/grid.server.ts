/**
 * Owns the grid of a thematic audit or dip sample: case by case, question by question.
 * Practice: several reviewers fill it at once, so every cell is kept on its own and two people
 * meet a conflict over one cell; a case is started by its first answer.
 */

import { isOpenToAuditor } from "~/rules/audits/audits";
import { fieldNames } from "~/rules/audits/content";
import type { PostedAnswer, StoredAnswer } from "~/rules/core/answer-merge";
import { answersOfCells, type CaseAnswers } from "~/rules/samples/samples";
import type { Question } from "~/rules/tools/tools";
import { saveAnswers } from "../audits/answers.server";
import { lockAudit } from "../audits/audits.server";
import { moveAudit } from "../audits/moves.server";
import type { Stamp } from "../core/events.server";
import type { Db, Tx } from "../core/open.server";

/** Everything typed into these audits, by audit id. */
export async function listGridAnswers(
  db: Db,
  auditIds: readonly string[],
): Promise<Map<string, StoredAnswer[]>> {
  const found = new Map<string, StoredAnswer[]>(auditIds.map((id) => [id, []]));
  if (auditIds.length === 0) return found;
  const rows = await db
    .selectFrom("answer")
    .innerJoin("one_person as person", "person.record_id", "answer.saved_by")
    .select(["audit_id", "field", "value", "answer.version", "save_id as saveId"])
    .select(["saved_by as by", "person.name as byName", "saved_at as at"])
    .where("audit_id", "in", auditIds)
    .orderBy("field")
    .execute();
  for (const { audit_id, ...answer } of rows) found.get(audit_id)?.push(answer);
  return found;
}

/** The answers of one case by question code; a code that is no answer counts as none. */
export function caseAnswersOf(
  questions: readonly Question[],
  stored: readonly StoredAnswer[],
): CaseAnswers {
  const values = new Map(stored.map(({ field, value }) => [field, value]));
  return answersOfCells(
    questions.map(({ code }) => [code, values.get(fieldNames.question(code)) ?? ""]),
  );
}

/** The same of what one reviewer or agency answered on their own. */
export const partAnswersOf = (
  questions: readonly Question[],
  stored: readonly StoredAnswer[],
  partId: string,
): CaseAnswers => caseAnswersOf(questions, answersInPart(stored, partId));

/** What was typed into one part, under the names that the agreed view has for it. */
export const answersInPart = (stored: readonly StoredAnswer[], partId: string): StoredAnswer[] => {
  const prefix = fieldNames.inPart(partId, "");
  return stored
    .filter(({ field }) => field.startsWith(prefix))
    .map((answer) => ({ ...answer, field: answer.field.slice(prefix.length) }));
};

/** What is typed into one case; `part` where it is one reviewer's or agency's alone. */
export type GridSave = { auditId: string; part: string | null; answers: PostedAnswer[] };

export type GridSaved = {
  written: number;
  /** Cells someone else changed meanwhile: left alone and given back. */
  contested: (StoredAnswer & { auditId: string })[];
  /** Cases that are no longer open: nothing of them was saved. */
  passedOver: string[];
};

/**
 * Saves the cells of many cases at once; audits are locked in the order of their ids, so that two
 * reviewers never wait for each other. Cases no longer open are left out and named.
 */
export async function saveGrid(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  saveId: string,
  saves: readonly GridSave[],
  /** With the case locked: whether something may be typed there now. */
  mayType: (save: GridSave) => Promise<boolean> = async () => true,
): Promise<GridSaved> {
  let written = 0;
  const contested: GridSaved["contested"] = [];
  const passedOver: string[] = [];
  for (const one of saves.toSorted((a, b) => (a.auditId < b.auditId ? -1 : 1))) {
    const { auditId, answers } = one;
    if (answers.length === 0) continue;
    const locked = await lockAudit(tx, auditId);
    if (!locked || !isOpenToAuditor(locked.state) || !(await mayType(one))) {
      passedOver.push(auditId);
      continue;
    }
    const saved = await saveAnswers(tx, stamp, { auditId, saveId, answers });
    written += saved.written.length;
    contested.push(...saved.contested.map((answer) => ({ ...answer, auditId })));
    if (saved.written.length > 0 && locked.state === "allocated") {
      await moveAudit(tx, stamp, auditId, "start", { started_at: stamp.at });
    }
  }
  return { written, contested, passedOver };
}
