/**
 * Owns doing a hand-over: each audit, moderation, exercise and action by the rule of one, in a
 * transaction of its own, so that what can't go keeps none of the others back.
 * Practice: whoever planned it and whoever takes it are looked at as they are on the day: roles,
 * conflicts of interest, what was read, the maximum.
 */

import type { Actor } from "~/rules/access/people";
import { inOwnRight, may, scopeOf } from "~/rules/access/permission";
import { dateInLondon } from "~/rules/core/dates";
import { moveAction } from "~/rules/learning-log/action-moves";
import { actionReference } from "~/rules/learning-log/learning-log";
import {
  type HandoverPart,
  type HandoverResult,
  handoverParts,
  type LeftBehind,
  mayHandOver,
} from "~/rules/people/handovers";
import { chooseAuditor, loadsOf } from "~/rules/sampling/core-allocation";
import { findActor } from "../../access/people.server";
import type { Stamp } from "../../core/events.server";
import { type Db, transact } from "../../core/open.server";
import { Conflict } from "../../core/versions.server";
import { findAction } from "../../learning-log/action-record.server";
import { listPossibleOwners } from "../../learning-log/action-work.server";
import { saveMove } from "../../learning-log/actions.server";
import { findModeratedAudit } from "../../moderation/moderations.server";
import { hasRoomToModerate, listModeratorChoices } from "../../moderation/moderators.server";
import { listStillTheirs } from "../../overviews/handovers-left.server";
import {
  listActionIdsOf,
  listActionsOf,
  listHandover,
  saveLead,
} from "../../overviews/leaving.server";
import {
  beginHandover,
  type Handover,
  saveHandoverResult,
  unscopedDueHandovers,
} from "../../people/handovers.server";
import { unscopedLeadsToChoose } from "../../samples/choices.server";
import { giveReviews, listReviews } from "../../samples/reviews.server";
import { saveModerator } from "../moderation/moderator-change.server";
import { findAllocation, saveAuditors } from "../sampling/allocation.server";

type By = Stamp & { actorId: string };
type Run = { db: Db; by: By; plan: Handover; planner: Actor | null; today: string };
/** One thing to hand over: null once it has gone, else why it stays. */
type Item = Pick<LeftBehind, "id" | "what"> & { go: () => Promise<string | null> };

const changed = "Someone changed it at the same moment";

async function listAuditItems({ db, by, plan, today }: Run): Promise<Item[]> {
  const { audits } = await listHandover(db, plan.personId);
  return audits.map(({ id, reference, exerciseId, graded }) => ({
    id,
    what: `the audit of case ${reference}`,
    go: async () => {
      if (graded !== 1) return "It is of an exercise without auditors of its own";
      const facts = await findAllocation(db, exerciseId);
      const audit = facts.audits.find((one) => one.id === id);
      const auditor = facts.auditors.find((one) => one.id === plan.toId);
      if (!audit || audit.auditorId !== plan.personId) return changed;
      if (!auditor) return `${plan.toName} is not an auditor of this cycle`;
      const load = loadsOf(facts.audits).get(auditor.id) ?? 0;
      const choice = chooseAuditor({ audit, auditor, load, reason: "", on: today });
      if (!choice.ok) {
        return choice.refusal === "maximum"
          ? `${plan.toName} has ${load} of at most ${auditor.maximum}`
          : (choice.conflicts[0]?.message ?? choice.message);
      }
      const change = { audit, auditorId: auditor.id, overrideReason: null };
      await transact(db, (tx) => saveAuditors(tx, by, exerciseId, [change], plan.reason));
      return null;
    },
  }));
}

async function listModerationItems({ db, by, plan, today }: Run): Promise<Item[]> {
  const { moderations } = await listHandover(db, plan.personId);
  return moderations.map(({ id: auditId, moderationId, reference, exerciseId }) => ({
    id: moderationId,
    what: `the moderation of case ${reference}`,
    go: async () => {
      const found = await findModeratedAudit(db, auditId);
      if (found?.moderation.moderatorId !== plan.personId) return changed;
      const chosen = (await listModeratorChoices(db, auditId, today)).find(
        ({ id }) => id === plan.toId,
      );
      if (!chosen) return `${plan.toName} is not a moderator`;
      if (chosen.conflicts[0]) return chosen.conflicts[0].message;
      if (!(await hasRoomToModerate(db, exerciseId, plan.toId))) {
        return `${plan.toName} has as many moderations of this cycle as they may have`;
      }
      await transact(db, (tx) =>
        saveModerator(tx, by, {
          moderationId,
          auditId,
          version: found.moderation.version,
          fromId: plan.personId,
          toId: plan.toId,
          reason: plan.reason,
          notBlind: false,
        }),
      );
      return null;
    },
  }));
}

async function listExerciseItems({ db, by, plan }: Run): Promise<Item[]> {
  const { exercises } = await listHandover(db, plan.personId);
  return exercises.map(({ id, title, graded }) => ({
    id,
    what: title,
    go: async () => {
      const leads = await unscopedLeadsToChoose(db, graded === 1);
      if (!leads.some((one) => one.id === plan.toId)) {
        return `${plan.toName} has no role that leads ${graded === 1 ? "a graded exercise" : "an exercise"}`;
      }
      const given = await transact(db, (tx) =>
        saveLead(tx, by, [id], { from: plan.personId, to: plan.toId }),
      );
      return given === 1 ? null : changed;
    },
  }));
}

async function listReviewItems({ db, by, plan, planner }: Run): Promise<Item[]> {
  const scope = planner ? scopeOf(planner, "exercises.manage") : undefined;
  const change = { from: plan.personId, to: plan.toId, reason: plan.reason };
  return (await listReviews(db, plan.personId, scope)).map((review) => ({
    id: review.id,
    what: `the reviewing of ${review.title}`,
    go: async () => {
      const { given, refusal } = await transact(db, (tx) =>
        giveReviews(tx, by, [review], { ...change, despiteConflict: false }),
      );
      return refusal ? refusal.message : given === 1 ? null : changed;
    },
  }));
}

async function listActionItems({ db, by, plan, planner, today }: Run): Promise<Item[]> {
  if (!planner) {
    const actions = await listActionsOf(db, plan.personId);
    return actions.map(({ id, reference }) => ({
      id,
      what: `action ${actionReference(reference)}`,
      go: async () => null,
    }));
  }
  const scope = scopeOf(planner, "learning-log.change-owner");
  const reader = { log: scope, audits: scopeOf(planner, "audits.read") };
  const owner = (await listPossibleOwners(db, scope)).find(({ id }) => id === plan.toId);
  const ids = await listActionIdsOf(db, plan.personId, scope);
  const items: Item[] = [];
  for (const id of ids) {
    const action = await findAction(db, reader, id);
    if (!action?.contentRead || !may("learning-log.change-owner", planner, action.access)) continue;
    items.push({
      id,
      what: `action ${actionReference(action.reference)}`,
      go: async () => {
        if (!owner) return `${plan.toName} can’t own actions of this team`;
        const mover = { id: planner.id, mayUpdate: false, mayVerify: false, mayChangeOwner: true };
        const move = { owner, from: plan.personName, reason: plan.reason };
        const moved = moveAction(action, { kind: "change-owner", ...move }, mover, today);
        if (!moved.ok) return moved.because;
        await transact(db, (tx) => saveMove(tx, by, action, moved, action.version));
        return null;
      },
    });
  }
  return items;
}

const itemsOf: Record<HandoverPart, (run: Run) => Promise<Item[]>> = {
  audits: listAuditItems,
  moderations: listModerationItems,
  exercises: listExerciseItems,
  reviews: listReviewItems,
  actions: listActionItems,
};

/** What stands against all of a part on this day. */
function whyNotNow(plan: Handover, part: HandoverPart, planner: Actor | null): string | null {
  if (plan.toId === plan.personId) return `${plan.toName} is the same person`;
  if (!planner) return `${plan.plannedByName}, who planned this, is no longer active`;
  if (mayHandOver(planner, part)) return null;
  return `${plan.plannedByName}, who planned this, may no longer hand it over`;
}

/** Hands over what is planned, once; null when someone else has begun or cancelled it. */
export async function runHandover(
  db: Db,
  stamp: Stamp,
  plan: Handover,
): Promise<HandoverResult | null> {
  if (!(await transact(db, (tx) => beginHandover(tx, stamp, plan)))) return null;
  const today = dateInLondon(new Date(stamp.at));
  const by: By = { at: stamp.at, systemAt: stamp.systemAt, actorId: plan.plannedBy };
  const found = await findActor(db, plan.plannedBy, today);
  const planner = found && inOwnRight(found);
  const result: HandoverResult = { given: {}, left: [] };
  for (const part of handoverParts.filter((one) => plan.parts.includes(one))) {
    const refused = whyNotNow(plan, part, planner);
    const run: Run = { db, by, plan, planner: refused ? null : planner, today };
    for (const { id, what, go } of await itemsOf[part](run)) {
      const why = refused ?? (await settle(go));
      if (why === null) result.given[part] = (result.given[part] ?? 0) + 1;
      else result.left.push({ part, id, what, why });
    }
  }
  // What went meanwhile, by another run or by hand, is not left behind.
  result.left = await listStillTheirs(db, plan.personId, result.left);
  await transact(db, (tx) => saveHandoverResult(tx, by, plan, result));
  return result;
}

/** A change by someone else at that moment leaves the one thing where it is. */
const settle = (go: Item["go"]): Promise<string | null> =>
  go().catch((error) => {
    if (error instanceof Conflict) return changed;
    throw error;
  });

/** Does what is due today: a job of the server, each minute. */
export async function runDueHandovers(db: Db, stamp: Stamp & { actorId: null }): Promise<number> {
  const due = await unscopedDueHandovers(db, dateInLondon(new Date(stamp.at)), stamp.at);
  for (const plan of due) await runHandover(db, stamp, plan);
  return due.length;
}
