/**
 * Owns exercises as stored: one table for all kinds, its tool and its members.
 * Practice: an exercise pins one version of a tool; who takes part is a row each.
 */
import { sql } from "kysely";
import type { Access } from "~/rules/access/access";
import type { ExerciseKind, ExerciseState, TriggerKind } from "~/rules/exercises/exercises";
import { type IndependenceRule, rulesOffIn } from "~/rules/independence/conflicts";
import { type CertainReason, certainFrom } from "~/rules/moderation/certain";
import type { Percentages } from "~/rules/moderation/moderation";
import { type SampleOf, sampleOf } from "~/rules/samples/records";
import {
  isAgreed,
  isReviewingMode,
  type ReviewingMode,
  reviewerRoles,
} from "~/rules/samples/reviewing";
import { readDefinition } from "~/rules/tools/definition";
import type { ToolDefinition } from "~/rules/tools/tools";
import type { Edition } from "~/rules/tools/versions";
import { oncePerExercise, whoIn } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { Conflict } from "../core/versions.server";

export type Exercise = {
  id: string;
  kind: ExerciseKind;
  title: string;
  /** YYYY-MM */
  month: string;
  serviceId: string | null;
  leadId: string;
  toolVersionId: string | null;
  state: ExerciseState;
  size: number;
  moderated: boolean;
  /** Each case is an audit on the graded form: in core cycles, and thematic audits planned so. */
  graded: boolean;
  triggerKind: TriggerKind | null;
  triggerText: string;
  promptedById: string | null;
  rationale: string;
  linesOfEnquiry: string;
  methodology: string;
  nextSteps: string;
  narrative: string;
  auditsDueOn: string | null;
  moderationDueOn: string | null;
  responsesDueOn: string | null;
  /** What selects for moderation; empty until the order is drawn at release. */
  moderationAlgorithm: string;
  /** The range in whole per cent. */
  percentages: Percentages;
  /** Which reasons make an audit certain to be moderated. */
  certain: CertainReason[];
  /** The rules of independence that it sets aside for everyone. */
  rulesOff: IndependenceRule[];
  releasedAt: string | null;
  windowClosedAt: string | null;
  closedAt: string | null;
  /** How the reviewers of a thematic audit or a dip sample go about it. */
  reviewing: ReviewingMode;
  /** Who was named to chair it; null where whoever leads it does. */
  chairId: string | null;
  /** What a dip sample is of; anything else is of cases. */
  of: SampleOf;
  version: number;
  access: Access;
};

/** An exercise held by a transaction until it ends; what depends on all of it goes one after another. */
export type HeldExercise = { state: ExerciseState; moderated: boolean };

/** Locks an exercise for the rest of the transaction; null when there is none. */
export async function holdExercise(tx: Tx, id: string): Promise<HeldExercise | null> {
  const row = await tx
    .updateTable("exercise")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("id", "=", id)
    .returning(["state", "moderated"])
    .executeTakeFirst();
  return row ? { state: row.state as ExerciseState, moderated: row.moderated === 1 } : null;
}

/** Locks an exercise that must still be in the state it was read in; else throws Conflict. */
export async function holdExerciseIn(tx: Tx, id: string, state: ExerciseState): Promise<void> {
  const held = await holdExercise(tx, id);
  if (held?.state !== state) throw new Conflict(`exercise:${id}`);
}

/** Whether whoever was named as the chair of an exercise is here in a role that may chair one. */
export const mayChair = sql<number>`case when exists (
  select 1 from one_person as chairing
  inner join role_grant as chairing_role on chairing_role.person_id = chairing.id
  where chairing.record_id = exercise.chair_id and chairing.active = 1
    and chairing_role.role in (${sql.join([...reviewerRoles])})) then 1 else 0 end`;

/** The name of whoever was named as the chair of an exercise; null where nobody was. */
export const chairName = sql<string | null>`(select chairing.name from one_person as chairing
  where chairing.record_id = exercise.chair_id)`;

/** One exercise with its access: the lead and the reviewers are tied to it. */
export async function findExercise(db: Db, id: string): Promise<Exercise | null> {
  const row = await db
    .selectFrom("exercise")
    .innerJoin("one_person as lead", "lead.record_id", "exercise.lead_id")
    .selectAll("exercise")
    .select("lead.id as lead")
    .select([whoIn("exercise.chair_id").as("chair"), mayChair.as("may_chair")])
    .where("exercise.id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const members = await db
    .selectFrom("exercise_member")
    .select(whoIn("exercise_member.person_id").as("person_id"))
    .where("exercise_id", "=", id)
    .where("part", "=", "reviewer")
    .execute();
  const reviewing = isReviewingMode(row.reviewing) ? row.reviewing : "together";
  const named = row.chair === null ? [row.lead] : row.may_chair === 1 ? [row.chair] : [];
  return {
    id: row.id,
    kind: row.kind as ExerciseKind,
    title: row.title,
    month: row.month,
    serviceId: row.service_id,
    leadId: row.lead,
    toolVersionId: row.tool_version_id,
    state: row.state as ExerciseState,
    size: row.size,
    moderated: row.moderated === 1,
    graded: row.graded === 1,
    triggerKind: row.trigger_kind as TriggerKind | null,
    triggerText: row.trigger_text,
    promptedById: row.prompted_by_id,
    rationale: row.rationale,
    linesOfEnquiry: row.lines_of_enquiry,
    methodology: row.methodology,
    nextSteps: row.next_steps,
    narrative: row.narrative,
    auditsDueOn: row.audits_due_on,
    moderationDueOn: row.moderation_due_on,
    responsesDueOn: row.responses_due_on,
    moderationAlgorithm: row.moderation_algorithm,
    percentages: { from: row.moderation_from, to: row.moderation_to },
    certain: certainFrom(JSON.parse(row.moderation_certain) as string[]),
    rulesOff: rulesOffIn(row.rules_off),
    releasedAt: row.released_at,
    windowClosedAt: row.window_closed_at,
    closedAt: row.closed_at,
    reviewing,
    chairId: row.chair,
    of: sampleOf(row.subject, row.subject_name),
    version: row.version,
    access: {
      teamId: null,
      serviceId: row.service_id,
      people: {
        lead: [row.lead],
        // A plan may have changed to one that has no agreed view.
        chair: isAgreed(reviewing) ? named : [],
        reviewer: members.map((m) => m.person_id),
        // Whoever is of another agency has no business here before its cases are out, nor after.
        partner: row.state === "auditing" ? members.map((m) => m.person_id) : [],
      },
    },
  };
}

/** The rules of independence that an exercise sets aside. */
export async function findRulesOff(db: Db, exerciseId: string): Promise<IndependenceRule[]> {
  const row = await db
    .selectFrom("exercise")
    .select("rules_off")
    .where("id", "=", exerciseId)
    .executeTakeFirst();
  return rulesOffIn(row?.rules_off ?? "[]");
}

export type ToolVersion = Edition & { id: string; minor: number; definition: ToolDefinition };

/** The tool version an exercise is pinned to. */
export async function findToolVersion(db: Db, id: string): Promise<ToolVersion | null> {
  const row = await db
    .selectFrom("tool_version")
    .innerJoin("tool", "tool.id", "tool_version.tool_id")
    .select(["tool_version.id", "tool_id as toolId", "tool.name as toolName"])
    .select(["major", "minor", "definition"])
    .where("tool_version.id", "=", id)
    .executeTakeFirst();
  return row ? { ...row, definition: readDefinition(row.definition) } : null;
}

export type Member = {
  personId: string;
  name: string;
  teamId: string | null;
  part: "auditor" | "moderator" | "reviewer";
  roleText: string;
  expected: number;
  maximum: number;
  /** The agency that a reviewer answers for; empty for the council's own. */
  agency: string;
};

/** Who takes part in an exercise, by name. */
export async function listMembers(db: Db, exerciseId: string): Promise<Member[]> {
  return db
    .selectFrom("exercise_member")
    .innerJoin("one_person as person", "person.record_id", "exercise_member.person_id")
    .select(["person.id as personId", "person.name", "person.team_id as teamId", "part"])
    .select(["role_text as roleText", "expected", "maximum", "agency"])
    .where("exercise_id", "=", exerciseId)
    .where(oncePerExercise())
    .orderBy("person.name_folded")
    .execute();
}
