/** Owns the panel's decision as two people take it, for tests in which it is not the matter. */
import type { FinalDecision, PanelDecision } from "~db/decisions.server";
import type { Stamp } from "~db/events.server";
import { recordDecision, takeDecision } from "~db/moderation-decision.server";
import { findModeratedAudit, type ModeratedAudit } from "~db/moderations.server";
import { type Db, type Tx, transact } from "~db/open.server";

type By = Stamp & { actorId: string };

export async function moderatedAudit(db: Db, auditId: string): Promise<ModeratedAudit> {
  const found = await findModeratedAudit(db, auditId);
  if (!found) throw new Error("This audit is not moderated");
  return found;
}

/** Final with one grade overall, and the areas as given. */
export const finalWith = (
  overall: FinalDecision["overall"]["judgement"],
  areas: FinalDecision["areas"],
  more: Partial<FinalDecision> = {},
): FinalDecision => ({
  kind: "final",
  outcome: "confirmed",
  areas,
  overall: { judgement: overall, reason: "As seen" },
  quality: {},
  feedback: "Thank you",
  themes: [],
  ...more,
});

export async function recordAs(
  tx: Tx,
  by: By,
  auditId: string,
  decision: PanelDecision,
  present: string[] = [],
): Promise<void> {
  const subject = await moderatedAudit(tx, auditId);
  const { version } = subject.moderation;
  await recordDecision(tx, by, subject, { version, next: "recorded", decision, present });
}

/** Takes what is recorded as well; the version is the one that stands unless another is given. */
export async function takeAs(
  tx: Tx,
  by: By,
  auditId: string,
  { version, alone = null }: { version?: number; alone?: string | null } = {},
) {
  const subject = await moderatedAudit(tx, auditId);
  return takeDecision(tx, by, subject, { version: version ?? subject.moderation.version, alone });
}

/** Recorded by the first and confirmed by the second. */
export async function decideByTwo(
  db: Db,
  [first, second]: readonly [By, By],
  auditId: string,
  decision: PanelDecision,
): Promise<void> {
  await transact(db, (tx) => recordAs(tx, first, auditId, decision));
  const step = await transact(db, (tx) => takeAs(tx, second, auditId));
  if (!step.ok || step.next === "recorded") throw new Error(step.ok ? "Not taken" : step.message);
}
