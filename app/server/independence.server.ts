/**
 * Owns looking again at the independence of whoever opens work of theirs.
 * Practice: work not begun goes back to the lead in that moment, and its reader is told why they see
 * it no more; work under way is opened as ever.
 */
import { type Part, partInWords } from "~/rules/independence/independence";
import { findHolder } from "~db/independence/facts.server";
import { lookAgain } from "~db/independence/independence.server";
import { listOpenConflicts } from "~db/operations/independence/settling.server";
import { type Guarded, refusal } from "./guard.server";

type Opening = Pick<Guarded<{ id: string }>, "db" | "stamp" | "actor" | "subject">;

/** Answers the page's refusal where the work is the reader's no longer. */
export async function mustBeIndependent(
  opening: Opening,
  part: Exclude<Part, "taker">,
): Promise<void> {
  const { db, stamp, actor, subject } = opening;
  await lookAgain(db, stamp, "opened", { auditIds: [subject.id] });
  if ((await findHolder(db, subject.id, part)) === actor.id) return;
  const what = part === "auditor" ? "audit" : "moderation";
  throw refusal(403, {
    title: `This ${what} has gone back to the QA lead`,
    because: `A conflict of interest has come up between you and the case since you were given this ${what}. You had not begun it, so the QA lead gives it to someone else. You need do nothing more.`,
  });
}

/** Why an audit can't become final yet, for who decides on it; null where nothing stands against it. */
export async function findHeld(
  { db, stamp }: Pick<Opening, "db" | "stamp">,
  auditId: string,
): Promise<string | null> {
  await lookAgain(db, stamp, "final", { auditIds: [auditId] });
  const [open] = await listOpenConflicts(db, { auditIds: [auditId] });
  if (!open) return null;
  const who = open.part === "taker" ? "someone who took its decision" : partInWords[open.part];
  return `the QA lead has to settle a conflict of interest with ${who} first`;
}
