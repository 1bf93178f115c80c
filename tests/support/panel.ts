/** Owns the panel's decision as two people take it, for tests in which it is not the matter. */

import type { Stamp } from "~db/core/events.server";
import { type Db, type Tx, transact } from "~db/core/open.server";
import type { FinalDecision, PanelDecision } from "~db/moderation/decisions.server";
import { findModeratedAudit, type ModeratedAudit } from "~db/moderation/moderations.server";
import { recordDecision, takeDecision } from "~db/operations/moderation/decision.server";
import { saveCommitment } from "~db/operations/moderation/grading.server";
import { addSelected } from "./moderated";
import type { World, WorldPerson } from "./world";

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

export const goodAreas: FinalDecision["areas"] = {
  contact: { judgement: "good", reason: "A" },
  assessment: { judgement: "good", reason: "B" },
  plo: { judgement: "good", reason: "C" },
};

/** The last day of the window for corrections of an audit that is decided and not yet final. */
export const correctionsUntil = "2024-04-22";

/** A moderated audit whose window is open, decided by two: its QA lead and moderator unless others are named. */
export async function addDecided(world: World, by?: readonly [WorldPerson, WorldPerson]) {
  const { db, people, stampOf } = world;
  const audit = await addSelected(world, people.moderator);
  const until = { corrections_until: correctionsUntil };
  await db.updateTable("audit").set(until).where("id", "=", audit.id).execute();
  const subject = await moderatedAudit(db, audit.id);
  await transact(db, (tx) =>
    saveCommitment(tx, stampOf(people.moderator), subject, {
      version: subject.moderation.version,
      changes: 0,
      grading: { areas: goodAreas, overall: { grade: "good", reason: "D" } },
      quality: {},
    }),
  );
  const [first, second] = by ?? [people.qaLead, people.moderator];
  const decision = finalWith("good", goodAreas, { outcome: "upgraded" });
  await decideByTwo(db, [stampOf(first), stampOf(second)], audit.id, decision);
  return audit;
}
