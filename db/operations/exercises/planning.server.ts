/**
 * Owns planning as stored: a core cycle or a graded thematic audit with its dates and who takes part, its changes, and its
 * being cancelled.
 * Practice: the seed of the moderation selection is made by the server when a cycle is planned;
 * audits not yet submitted move with the date they were due on.
 */

import { randomBytes } from "node:crypto";
import { auditMachine, openToAuditor } from "~/rules/audits/audits";
import { advanceExercise, exerciseMachine, type TriggerKind } from "~/rules/exercises/exercises";
import type { IndependenceRule } from "~/rules/independence/conflicts";
import { type CertainReason, usualCertain } from "~/rules/moderation/certain";
import { deadlineOf } from "~/rules/re-audits/re-audits";
import { flag } from "../../core/columns";
import { appendEvent, type Stamp } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import type { Db, Tx } from "../../core/open.server";
import { findSettings } from "../../core/settings.server";
import { mustChange } from "../../core/versions.server";
import { listOwnDates } from "../../exercises/deadlines.server";
import type { Exercise } from "../../exercises/exercises.server";
import { beginPlanned, openPlannedAgain } from "../../exercises/planned.server";
import { noticeConflicts } from "../../independence/independence.server";
import { mustHaveRoom } from "../../sampling/loads.server";

export type PlannedMember = {
  personId: string;
  part: "auditor" | "moderator";
  expected: number;
  maximum: number;
};

export type GradedPlan = {
  title: string;
  /** YYYY-MM */
  month: string;
  toolVersionId: string;
  size: number;
  /** YYYY-MM-DD */
  auditsDueOn: string;
  moderationDueOn: string;
  responsesDueOn: string | null;
  members: PlannedMember[];
  /** The rules of independence set aside for everyone. */
  rulesOff: IndependenceRule[];
  /** The exercise that prompted it; left out, it stays as it is. */
  promptedById?: string | null;
  /** Left out: as it is, or as is usual for a new cycle. */
  moderation?: ModerationChoice;
  /** Of a thematic audit: why it is done, and of whom. */
  commission?: Commission;
};

export type Commission = {
  triggerKind: TriggerKind;
  triggerText: string;
  rationale: string;
  linesOfEnquiry: string;
  methodology: string;
};

/** How a cycle is moderated; kept as it is while moderation is off. */
export type ModerationChoice = {
  moderated: boolean;
  /** Whole per cent. */
  from: number;
  to: number;
  certain: CertainReason[];
};

const columnsOf = (plan: GradedPlan) => ({
  title: plan.title,
  month: plan.month,
  tool_version_id: plan.toolVersionId,
  size: plan.size,
  audits_due_on: plan.auditsDueOn,
  moderation_due_on: plan.moderationDueOn,
  responses_due_on: plan.responsesDueOn,
  rules_off: JSON.stringify(plan.rulesOff),
  ...(plan.promptedById === undefined ? {} : { prompted_by_id: plan.promptedById }),
  ...(plan.moderation
    ? {
        moderated: flag(plan.moderation.moderated),
        moderation_from: plan.moderation.from,
        moderation_to: plan.moderation.to,
        moderation_certain: JSON.stringify(plan.moderation.certain),
      }
    : {}),
  ...(plan.commission
    ? {
        trigger_kind: plan.commission.triggerKind,
        trigger_text: plan.commission.triggerText,
        rationale: plan.commission.rationale,
        lines_of_enquiry: plan.commission.linesOfEnquiry,
        methodology: plan.commission.methodology,
      }
    : {}),
});

/** How a new cycle is moderated unless its plan says otherwise: by the settings. */
export async function usualModeration(db: Db): Promise<ModerationChoice> {
  const settings = await findSettings(db);
  return {
    moderated: true,
    from: settings["moderation.from-percent"],
    to: settings["moderation.to-percent"],
    certain: [...usualCertain],
  };
}

/**
 * Adds a planned core cycle led by `leadId`, or a graded thematic audit where it is commissioned as
 * one; perhaps of the programme. Answers its id.
 */
export async function addGraded(
  tx: Tx,
  stamp: Stamp,
  leadId: string,
  plan: GradedPlan,
  plannedId: string | null = null,
): Promise<string> {
  const id = newId();
  const kind = plan.commission ? "thematic" : "core";
  await tx
    .insertInto("exercise")
    .values({
      id,
      kind,
      graded: 1,
      lead_id: leadId,
      state: exerciseMachine.first,
      trigger_text: "",
      rationale: "",
      lines_of_enquiry: "",
      methodology: "",
      next_steps: "",
      narrative: "",
      moderation_seed: randomBytes(16).toString("hex"),
      moderated: 1,
      ...columnsOf({ moderation: await usualModeration(tx), ...plan }),
    })
    .execute();
  await saveMembers(tx, id, plan.members);
  await appendEvent(tx, stamp, {
    stream: `exercise:${id}`,
    kind: "exercise.planned",
    after: plan,
  });
  await beginPlanned(tx, stamp, { id, kind, month: plan.month, serviceId: null }, plannedId);
  return id;
}

/**
 * Saves a changed plan over `version`; throws Conflict when someone else saved first, or an auditor
 * has been given more meanwhile than they are to take at most.
 */
export async function saveGraded(
  tx: Tx,
  stamp: Stamp,
  before: Pick<Exercise, "id" | "title" | "month" | "size" | "auditsDueOn" | "rulesOff">,
  plan: GradedPlan,
  version: number,
): Promise<void> {
  const stream = `exercise:${before.id}` as const;
  const result = await tx
    .updateTable("exercise")
    .set({ ...columnsOf(plan), version: version + 1 })
    .where("id", "=", before.id)
    .where("version", "=", version)
    .executeTakeFirstOrThrow();
  mustChange(stream, result);
  await tx
    .deleteFrom("exercise_member")
    .where("exercise_id", "=", before.id)
    .where("part", "in", ["auditor", "moderator"])
    .execute();
  await saveMembers(tx, before.id, plan.members);
  const auditors = plan.members.filter(({ part }) => part === "auditor");
  await mustHaveRoom(
    tx,
    before.id,
    auditors.map(({ personId }) => personId),
  );
  if (before.auditsDueOn !== null && before.auditsDueOn !== plan.auditsDueOn) {
    await moveDueDates(tx, stamp, before.id, before.auditsDueOn, plan.auditsDueOn);
  }
  await noticeConflicts(tx, stamp, "plan-changed", { exerciseId: before.id });
  await appendEvent(tx, stamp, { stream, kind: "exercise.changed", before, after: plan });
}

async function saveMembers(tx: Tx, exerciseId: string, members: PlannedMember[]): Promise<void> {
  if (members.length === 0) return;
  const rows = members.map(({ personId, part, expected, maximum }) => ({
    exercise_id: exerciseId,
    person_id: personId,
    part,
    role_text: "",
    expected,
    maximum,
  }));
  await tx.insertInto("exercise_member").values(rows).execute();
}

async function moveDueDates(tx: Tx, stamp: Stamp, exerciseId: string, from: string, to: string) {
  const audits = await tx
    .selectFrom("audit")
    .select("id")
    .where("exercise_id", "=", exerciseId)
    .where("due_on", "=", from)
    .where("state", "in", openToAuditor)
    .execute();
  const own = await listOwnDates(
    tx,
    audits.map(({ id }) => id),
  );
  for (const { id } of audits) {
    const dueOn = deadlineOf(to, own.get(id) ?? null);
    if (dueOn === from) continue;
    await tx
      .updateTable("audit")
      .set((eb) => ({ due_on: dueOn, version: eb("version", "+", 1) }))
      .where("id", "=", id)
      .execute();
    await appendEvent(tx, stamp, {
      stream: `audit:${id}`,
      kind: "audit.due-changed",
      before: { dueOn: from },
      after: { dueOn, reason: "The exercise's date was changed" },
    });
  }
}

/** Cancels an exercise that is not yet released; its drawn audits are withdrawn. */
export async function cancelExercise(
  tx: Tx,
  stamp: Stamp,
  exercise: Pick<Exercise, "id" | "version" | "state" | "moderated">,
  reason: string,
): Promise<void> {
  const move = advanceExercise(exercise, "cancel");
  if (!move.ok) throw new Error(move.message);
  const stream = `exercise:${exercise.id}` as const;
  const result = await tx
    .updateTable("exercise")
    .set({ state: move.next, version: exercise.version + 1 })
    .where("id", "=", exercise.id)
    .where("version", "=", exercise.version)
    .executeTakeFirstOrThrow();
  mustChange(stream, result);
  await tx
    .updateTable("audit")
    .set((eb) => ({ state: auditMachine.moves.withdraw.to, version: eb("version", "+", 1) }))
    .where("exercise_id", "=", exercise.id)
    .execute();
  await appendEvent(tx, stamp, {
    stream,
    kind: "exercise.cancelled",
    before: { state: exercise.state },
    after: { state: move.next, reason },
  });
  await openPlannedAgain(tx, stamp, exercise.id);
}

export type ToolInList = {
  versionId: string;
  toolId: string;
  name: string;
  major: number;
  minor: number;
};

/**
 * The newest published version of each tool offered for a kind of exercise, in the order of the
 * tools; and `held`, the version that an exercise has already, when it is another.
 */
export async function listPublishedTools(
  db: Db,
  kind: string,
  held: string | null = null,
): Promise<ToolInList[]> {
  const rows = await db
    .selectFrom("tool_version")
    .innerJoin("tool", "tool.id", "tool_version.tool_id")
    .select(["tool_version.id as versionId", "tool.id as toolId", "tool.name", "major", "minor"])
    .select("tool.retired")
    .where("tool.kind", "=", kind)
    .where("tool.shared", "=", 1)
    .where("tool_version.state", "=", "published")
    .orderBy("tool.position")
    .orderBy("major", "desc")
    .orderBy("minor", "desc")
    .execute();
  const newest = new Set<string>();
  return rows.flatMap(({ retired, ...tool }) => {
    const isNewest = !newest.has(tool.toolId);
    newest.add(tool.toolId);
    return (isNewest && retired === 0) || tool.versionId === held ? [tool] : [];
  });
}

/** The core cycle of the latest month, whose plan the next one starts with. */
export async function findLastCore(db: Db) {
  const row = await db
    .selectFrom("exercise")
    .leftJoin("tool_version", "tool_version.id", "exercise.tool_version_id")
    .select(["exercise.id", "title", "month", "tool_version.tool_id as toolId"])
    .select(["audits_due_on as auditsDueOn", "moderation_due_on as moderationDueOn"])
    .select("responses_due_on as responsesDueOn")
    .where("exercise.kind", "=", "core")
    .where("only_re_audits", "=", 0)
    .where("exercise.state", "<>", "cancelled")
    .orderBy("month", "desc")
    .orderBy("exercise.id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** The months (YYYY-MM) for which a core cycle is planned or done, the latest first. */
export async function listCoreMonths(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom("exercise")
    .select("month")
    .distinct()
    .where("kind", "=", "core")
    .where("only_re_audits", "=", 0)
    .where("state", "<>", "cancelled")
    .orderBy("month", "desc")
    .limit(24)
    .execute();
  return rows.map((row) => row.month);
}
