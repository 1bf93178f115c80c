/**
 * Owns a form that comes in a second time: a button pressed twice, a page sent again by the back
 * button. Practice: where what was sent stands already, by the same person and word for word, it is
 * done, and saying that someone else was faster would be untrue. Anything else stays a conflict.
 */
import { isDeepStrictEqual } from "node:util";
import { type Answer, isWaitingLook } from "~/rules/moderation/second-look";
import type { Db } from "../core/open.server";
import { listParts, type PanelDecision, readDecision } from "./decisions.server";
import { findSecondLook } from "./second-looks.server";

/** Whether what was sent is what is kept, once it has become what can be kept. */
export const isAsKept = (sent: unknown, kept: unknown): boolean =>
  isDeepStrictEqual(JSON.parse(JSON.stringify(sent)), kept);

/** Whether this very decision stands recorded by this person already, with those who were there. */
export async function isRecordedBy(
  db: Db,
  personId: string,
  moderationId: string,
  sent: { decision: PanelDecision; present: readonly string[] },
): Promise<boolean> {
  const row = await db
    .selectFrom("moderation")
    .select(["state", "decision"])
    .where("id", "=", moderationId)
    .executeTakeFirst();
  if (row?.state !== "recorded" || !isAsKept(sent.decision, readDecision(row.decision)))
    return false;
  const parts = await listParts(db, moderationId);
  const isThere = (id: string) => parts.some((one) => one.personId === id);
  return (
    parts.some((one) => one.part === "recorded" && one.personId === personId) &&
    sent.present.every(isThere)
  );
}

/** What became of the decision that this person has confirmed; null where they have not. */
export async function confirmedBy(
  db: Db,
  personId: string,
  moderationId: string,
): Promise<"recorded" | "taken" | "returned" | null> {
  const parts = await listParts(db, moderationId);
  if (!parts.some((one) => one.part === "confirmed" && one.personId === personId)) return null;
  const row = await db
    .selectFrom("moderation")
    .select("state")
    .where("id", "=", moderationId)
    .executeTakeFirst();
  if (!row) return null;
  return row.state === "recorded" || row.state === "returned" ? row.state : "taken";
}

/** Whether this very answer to a second look stands recorded by this person already. */
export async function isAnsweredBy(
  db: Db,
  personId: string,
  auditId: string,
  answer: Answer,
): Promise<boolean> {
  const look = await findSecondLook(db, auditId);
  return (
    look?.state === "recorded" &&
    isAsKept(answer, look.answer) &&
    look.parts.some((one) => one.part === "recorded" && one.personId === personId)
  );
}

/** Whether this person has confirmed the answer as it stands, and whether it waits for one more. */
export async function lookConfirmedBy(
  db: Db,
  personId: string,
  auditId: string,
): Promise<"recorded" | "answered" | null> {
  const look = await findSecondLook(db, auditId);
  if (!look?.parts.some((one) => one.part === "confirmed" && one.personId === personId))
    return null;
  return isWaitingLook(look.state) ? "recorded" : "answered";
}
