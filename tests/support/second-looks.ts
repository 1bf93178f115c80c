/** Owns a second look as its auditor asks for it and two answer it, for tests. */
import type { Answer } from "~/rules/moderation/second-look";
import { type Db, transact } from "~db/core/open.server";
import { findModeratedAudit } from "~db/moderation/moderations.server";
import { findSecondLook, type SecondLook } from "~db/moderation/second-looks.server";
import { saveCommitment } from "~db/operations/moderation/grading.server";
import {
  askSecondLook,
  recordAnswer,
  takeAnswer,
} from "~db/operations/moderation/second-look.server";
import { addSelected } from "./moderated";
import { decideByTwo, finalWith, goodAreas, moderatedAudit } from "./panel";
import type { World, WorldPerson } from "./world";

/** An audit on which its QA lead and moderator decided: Good, final unless its window is open. */
export async function addAnswered(world: World, more: Parameters<typeof addSelected>[2] = {}) {
  const { db, people, stampOf } = world;
  const audit = await addSelected(world, people.moderator, more);
  const subject = await moderatedAudit(db, audit.id);
  await transact(db, (tx) =>
    saveCommitment(tx, stampOf(people.moderator), subject, {
      version: subject.moderation.version,
      changes: 0,
      grading: { areas: goodAreas, overall: { grade: "good", reason: "D" } },
      quality: {},
    }),
  );
  const decision = finalWith("good", goodAreas, { outcome: "upgraded" });
  await decideByTwo(db, [stampOf(people.qaLead), stampOf(people.moderator)], audit.id, decision);
  return audit;
}

export async function lookAt(db: Db, auditId: string): Promise<SecondLook> {
  const look = await findSecondLook(db, auditId);
  if (!look) throw new Error("No second look was asked for");
  return look;
}

export async function ask(world: World, auditId: string, as = world.people.auditor) {
  const subject = await findModeratedAudit(world.db, auditId, "answered");
  if (!subject) throw new Error("The panel has answered nothing");
  return transact(world.db, (tx) =>
    askSecondLook(tx, world.stampOf(as), subject, "The father was asked, and it stands there"),
  );
}

export const stands: Answer = { kind: "stands", reason: "We looked, and it stands" };

/** Every area Good but those given. */
export const changedTo = (
  overall: Extract<Answer, { kind: "changed" }>["overall"],
  areas: Extract<Answer, { kind: "changed" }>["areas"] = {},
): Answer => ({
  kind: "changed",
  reason: "Seen again",
  areas: { contact: "good", assessment: "good", plo: "good", ...areas },
  overall,
});

export async function recordFor(world: World, auditId: string, as: WorldPerson, answer: Answer) {
  const look = await lookAt(world.db, auditId);
  await transact(world.db, (tx) =>
    recordAnswer(tx, world.stampOf(as), look, { version: look.version, answer }),
  );
}

export async function takeFor(
  world: World,
  auditId: string,
  as: WorldPerson,
  more: { version?: number; alone?: string } = {},
) {
  const { db } = world;
  const { audit } = await moderatedAudit(db, auditId);
  const version = more.version ?? (await lookAt(db, auditId)).version;
  return transact(db, (tx) =>
    takeAnswer(tx, world.stampOf(as), audit, { version, alone: more.alone ?? null }),
  );
}
