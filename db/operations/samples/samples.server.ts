/**
 * Owns planning a thematic audit or a dip sample as stored: the exercise, its reviewers, and the
 * questions as a tool of its own.
 * Practice: a published version of a tool never changes; other questions make the next version.
 */

import type { TriggerKind } from "~/rules/exercises/exercises";
import { exerciseMachine } from "~/rules/exercises/exercises";
import type { SampleSubject } from "~/rules/samples/records";
import type { ReviewingMode } from "~/rules/samples/reviewing";
import { codeQuestions } from "~/rules/samples/samples";
import { readDefinition } from "~/rules/tools/definition";
import type { Question, ToolDefinition } from "~/rules/tools/tools";
import { versionMachine } from "~/rules/tools/versions";
import { appendEvent, type Stamp } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import type { Db, Tx } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import { type Exercise, findToolVersion } from "../../exercises/exercises.server";
import { beginPlanned } from "../../exercises/planned.server";
import { dipSampleTemplate } from "../../tools/dip-sample";
import { thematicTemplate } from "../../tools/thematic";
import { listPublishedTools } from "../exercises/planning.server";

export type SampleKind = "thematic" | "dip-sample";

/** What a new exercise starts with where no published tool of its kind is offered. */
const sampleTemplates: Record<SampleKind, ToolDefinition> = {
  thematic: thematicTemplate,
  "dip-sample": dipSampleTemplate,
};

/** What a new exercise starts with: the newest version of the first tool offered for its kind. */
export async function findSampleStart(db: Db, kind: SampleKind): Promise<ToolDefinition> {
  const [offered] = await listPublishedTools(db, kind);
  const found = offered ? await findToolVersion(db, offered.versionId) : null;
  return found?.definition ?? sampleTemplates[kind];
}

export type SamplePlan = {
  title: string;
  /** YYYY-MM */
  month: string;
  serviceId: string | null;
  subject: SampleSubject;
  /** What records of another kind are called; empty for the rest. */
  subjectName: string;
  leadId: string;
  triggerKind: TriggerKind;
  triggerText: string;
  promptedById: string | null;
  rationale: string;
  linesOfEnquiry: string;
  methodology: string;
  size: number;
  /** YYYY-MM-DD */
  auditsDueOn: string;
  questions: Question[];
  reviewing: ReviewingMode;
  reviewers: { personId: string; roleText: string }[];
};

const columnsOf = (plan: SamplePlan) => ({
  title: plan.title,
  month: plan.month,
  service_id: plan.serviceId,
  subject: plan.subject,
  subject_name: plan.subject === "other" ? plan.subjectName : "",
  lead_id: plan.leadId,
  trigger_kind: plan.triggerKind,
  trigger_text: plan.triggerText,
  prompted_by_id: plan.promptedById,
  rationale: plan.rationale,
  lines_of_enquiry: plan.linesOfEnquiry,
  methodology: plan.methodology,
  size: plan.size,
  audits_due_on: plan.auditsDueOn,
  reviewing: plan.reviewing,
});

/** Adds a planned exercise with its own questions, pinned, perhaps of the programme; answers its id. */
export async function addSample(
  tx: Tx,
  stamp: Stamp,
  kind: SampleKind,
  plan: SamplePlan,
  plannedId: string | null = null,
): Promise<string> {
  const id = newId();
  const toolVersionId = await addOwnTool(tx, stamp, kind, plan);
  await tx
    .insertInto("exercise")
    .values({
      id,
      kind,
      state: exerciseMachine.first,
      moderated: 0,
      tool_version_id: toolVersionId,
      next_steps: "",
      narrative: "",
      moderation_seed: "",
      ...columnsOf(plan),
    })
    .execute();
  await saveReviewers(tx, id, plan.reviewers);
  await appendEvent(tx, stamp, { stream: `exercise:${id}`, kind: "exercise.planned", after: plan });
  await beginPlanned(tx, stamp, { id, kind, ...plan }, plannedId);
  return id;
}

/** Saves a changed plan over `version`; throws Conflict when someone else saved first. */
export async function saveSample(
  tx: Tx,
  stamp: Stamp,
  kind: SampleKind,
  before: Exercise,
  plan: SamplePlan,
  version: number,
): Promise<void> {
  const stream = `exercise:${before.id}` as const;
  const held = await findOwnTool(tx, before.toolVersionId);
  const toolVersionId = held
    ? await addVersionWhenChanged(tx, stamp, held, plan)
    : await addOwnTool(tx, stamp, kind, plan);
  mustChange(
    stream,
    await tx
      .updateTable("exercise")
      .set({ ...columnsOf(plan), tool_version_id: toolVersionId, version: version + 1 })
      .where("id", "=", before.id)
      .where("version", "=", version)
      .executeTakeFirst(),
  );
  await tx.deleteFrom("exercise_member").where("exercise_id", "=", before.id).execute();
  await saveReviewers(tx, before.id, plan.reviewers);
  // Nobody has answered yet: they are made anew when the cases are given out.
  await tx.deleteFrom("review_part").where("exercise_id", "=", before.id).execute();
  const { access, ...facts } = before;
  await appendEvent(tx, stamp, { stream, kind: "exercise.changed", before: facts, after: plan });
}

async function saveReviewers(tx: Tx, exerciseId: string, reviewers: SamplePlan["reviewers"]) {
  const people = await tx
    .selectFrom("person")
    .select(["id", "agency"])
    .where(
      "id",
      "in",
      reviewers.map(({ personId }) => personId),
    )
    .execute();
  const agencyOf = new Map(people.map(({ id, agency }) => [id, agency]));
  await tx
    .insertInto("exercise_member")
    .values(
      reviewers.map(({ personId, roleText }) => ({
        exercise_id: exerciseId,
        person_id: personId,
        part: "reviewer" as const,
        role_text: roleText,
        agency: agencyOf.get(personId) ?? "",
        expected: 0,
        maximum: 0,
      })),
    )
    .execute();
}

/** Whom each question is for is no part of the form of the plan: it stays with the question. */
const withAgencies = (questions: Question[], held: readonly Question[]): Question[] =>
  questions.map((question) => {
    const { agencies } = held.find(({ code }) => code === question.code) ?? {};
    return agencies ? { ...question, agencies } : question;
  });

const definitionOf = (start: ToolDefinition, plan: SamplePlan): ToolDefinition => ({
  ...start,
  name: plan.title,
  areas: [],
  overall: null,
  voices: [],
  questions: withAgencies(codeQuestions(plan.questions), start.questions),
});

async function addOwnTool(tx: Tx, stamp: Stamp, kind: SampleKind, plan: SamplePlan) {
  const toolId = newId();
  await tx
    .insertInto("tool")
    .values({ id: toolId, kind, name: plan.title, shared: 0, position: 0 })
    .execute();
  return addVersion(tx, stamp, toolId, 0, definitionOf(await findSampleStart(tx, kind), plan));
}

async function addVersion(
  tx: Tx,
  stamp: Stamp,
  toolId: string,
  minor: number,
  definition: ToolDefinition,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto("tool_version")
    .values({
      id,
      tool_id: toolId,
      major: 1,
      minor,
      state: versionMachine.moves.publish.to,
      definition: JSON.stringify(definition),
      published_at: stamp.at,
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream: `tool:${toolId}`,
    kind: "tool.published",
    after: { versionId: id, version: `1.${minor}`, questions: definition.questions },
  });
  return id;
}

type OwnTool = { versionId: string; toolId: string; definition: ToolDefinition };

/** The tool made for one exercise alone; null when it is pinned to a shared one. */
async function findOwnTool(tx: Tx, versionId: string | null): Promise<OwnTool | null> {
  if (versionId === null) return null;
  const row = await tx
    .selectFrom("tool_version")
    .innerJoin("tool", "tool.id", "tool_version.tool_id")
    .select(["tool_id", "definition", "shared"])
    .where("tool_version.id", "=", versionId)
    .executeTakeFirst();
  if (!row || row.shared === 1) return null;
  return { versionId, toolId: row.tool_id, definition: readDefinition(row.definition) };
}

const addVersionWhenChanged = (tx: Tx, stamp: Stamp, held: OwnTool, plan: SamplePlan) =>
  addNext(tx, stamp, held, definitionOf(held.definition, plan));

/** Says which agencies each question is for, before the cases are out. Throws Conflict when it changed. */
export async function saveAgencies(
  tx: Tx,
  stamp: Stamp,
  exercise: Pick<Exercise, "id" | "version" | "toolVersionId">,
  questions: Question[],
): Promise<void> {
  const stream = `exercise:${exercise.id}` as const;
  const held = await findOwnTool(tx, exercise.toolVersionId);
  if (!held) throw new Error("An exercise has no questions of its own");
  const toolVersionId = await addNext(tx, stamp, held, { ...held.definition, questions });
  mustChange(
    stream,
    await tx
      .updateTable("exercise")
      .set({ tool_version_id: toolVersionId, version: exercise.version + 1 })
      .where("id", "=", exercise.id)
      .where("version", "=", exercise.version)
      .where("state", "in", ["planned", "drawn"])
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream,
    kind: "exercise.changed",
    before: { questions: held.definition.questions },
    after: { questions },
  });
}

async function addNext(tx: Tx, stamp: Stamp, held: OwnTool, next: ToolDefinition) {
  if (JSON.stringify(next.questions) === JSON.stringify(held.definition.questions)) {
    return held.versionId;
  }
  const latest = await tx
    .selectFrom("tool_version")
    .select((eb) => eb.fn.max("minor").as("minor"))
    .where("tool_id", "=", held.toolId)
    .executeTakeFirst();
  return addVersion(tx, stamp, held.toolId, Number(latest?.minor ?? 0) + 1, next);
}

export type EarlierExercise = {
  id: string;
  kind: string;
  title: string;
  month: string;
  /** 1 where its cases are audited: it asks no questions to lend. */
  graded: number;
  toolVersionId: string | null;
};

/** Exercises of any kind that may have prompted another, or lend their questions, latest first. */
export async function listEarlierExercises(
  db: Db,
  butNot: string | null,
): Promise<EarlierExercise[]> {
  let query = db
    .selectFrom("exercise")
    .select(["id", "kind", "title", "month", "graded", "tool_version_id as toolVersionId"])
    .where("state", "<>", "cancelled");
  if (butNot !== null) query = query.where("id", "<>", butNot);
  return query.orderBy("month", "desc").orderBy("title").limit(100).execute();
}
