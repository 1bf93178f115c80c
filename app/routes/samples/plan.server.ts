/** Owns what the three pages that plan a sample share: their choices, and what a post does. */

import { data } from "@remix-run/node";
import type * as z from "zod";
import { entriesToObject, parseForm, type Typed } from "~/forms/fields";
import {
  changeRows,
  type dipSamplePlanForm,
  namedRows,
  type thematicPlanForm,
} from "~/forms/samples";
import type { Access } from "~/rules/access/access";
import { type Actor, keptName } from "~/rules/access/people";
import { mayEver } from "~/rules/access/permission";
import type { Capability } from "~/rules/access/policy";
import { formatMonth } from "~/rules/core/dates";
import { lastWorkingDayOf, suggestSample } from "~/rules/exercises/dates";
import { type ExerciseKind, exerciseKindNames } from "~/rules/exercises/exercises";
import { plannedTitle } from "~/rules/exercises/programme";
import { servicesToPlanFor } from "~/rules/samples/samples";
import { questionLimits } from "~/rules/tools/tools";
import { versionInWords } from "~/rules/tools/versions";
import { formOf } from "~/server/posted.server";
import { type FormResult, refuse, refuseWith } from "~/server/read-form.server";
import { listKept, listServices } from "~db/access/people.server";
import type { Db } from "~db/core/open.server";
import { findExercise, findToolVersion, listMembers } from "~db/exercises/exercises.server";
import { findToBegin, type PlannedExercise } from "~db/exercises/planned.server";
import { listPublishedTools } from "~db/operations/exercises/planning.server";
import {
  type EarlierExercise,
  findSampleStart,
  listEarlierExercises,
  type SampleKind,
  type SamplePlan,
} from "~db/operations/samples/samples.server";
import {
  unscopedLeadsToChoose,
  unscopedPartnersToChoose,
  unscopedReviewersToChoose,
} from "~db/samples/choices.server";
import { coreV2 } from "~db/tools/core-v2";
import { asEntries, findLibrary, withPicked } from "./library.server";

/** What the choice of a tool's questions starts with, to tell it from an exercise's. */
const fromTool = "tool-";

const nameOf = ({ kind, title, month }: EarlierExercise): string =>
  `${title}, ${formatMonth(month)} (${exerciseKindNames[kind as ExerciseKind].toLowerCase()})`;

const lendsQuestions = ({ graded, toolVersionId }: EarlierExercise): boolean =>
  graded === 0 && toolVersionId !== null;

/** Everything the form offers to choose from. */
export async function findChoices(
  db: Db,
  actor: Actor,
  kind: SampleKind,
  /** The exercise being changed, if any: it can't prompt itself, and whom it names stays in view. */
  exerciseId: string | null,
  today: string,
) {
  const held = exerciseId === null ? null : await findExercise(db, exerciseId);
  const earlier = await listEarlierExercises(db, exerciseId);
  const mine = servicesToPlanFor(actor);
  const services = await listServices(db);
  const option = (one: EarlierExercise) => ({ value: one.id, label: nameOf(one) });
  const person = ({ id, name, jobTitle }: { id: string; name: string; jobTitle: string }) => ({
    value: id,
    label: jobTitle ? `${name}, ${jobTitle}` : name,
  });
  const leads = (await unscopedLeadsToChoose(db)).map(person);
  const partners = await unscopedPartnersToChoose(db);
  const reviewers = [
    ...(await unscopedReviewersToChoose(db)).map(person),
    ...partners.map(({ id, name, agency }) => ({ value: id, label: `${name}, ${agency}` })),
  ];
  const named = held ? await listMembers(db, held.id) : [];
  /** Those who were chosen before and would not be offered today. */
  const kept = async (ids: readonly string[], offered: { value: string }[]) =>
    (
      await listKept(
        db,
        ids.filter((id) => !offered.some(({ value }) => value === id)),
      )
    ).map(({ id, name, active }) => ({ value: id, label: keptName(name, active) }));
  const ownLeads =
    mine === "all" ? leads : leads.filter(({ value }) => value === (held?.leadId ?? actor.id));
  const year = Number(today.slice(0, 4));
  const tools = await listPublishedTools(db, kind);
  return {
    kind,
    /** The questions that a new plan starts with. */
    startQuestions: (await findSampleStart(db, kind)).questions,
    services: services
      .filter(({ id }) => mine === "all" || mine.includes(id))
      .map(({ id, name }) => ({ value: id, label: name })),
    /** Only a QA lead plans for someone else. */
    leads: [...ownLeads, ...(await kept(held ? [held.leadId] : [], ownLeads))],
    /** Who leads it where nobody is chosen. */
    heldLead: held?.leadId ?? actor.id,
    reviewers: [
      ...reviewers,
      ...(await kept(
        named.filter(({ part }) => part === "reviewer").map(({ personId }) => personId),
        reviewers,
      )),
    ],
    promptedBy: earlier.map(option),
    questionsOf: [
      ...tools.map((tool) => ({
        value: `${fromTool}${tool.versionId}`,
        label: `${tool.name}, version ${versionInWords(tool)}`,
      })),
      ...earlier.filter(lendsQuestions).map(option),
    ],
    areas: coreV2.areas.map(({ code, name }) => ({ code, name })),
    library: (await findLibrary(db)).map(({ key, text, area, from, lastAsked }) => ({
      ...{ key, text, area, from },
      lastAsked: lastAsked && { ...lastAsked, month: formatMonth(lastAsked.month) },
    })),
    mayInvite: mayEver(actor, "people.invite-partner"),
    years: [year - 1, year, year + 1, year + 2],
  };
}

export type PlanChoices = Awaited<ReturnType<typeof findChoices>>;

/** What of the programme a page is asked to plan. */
export const askedFor = (request: Request): string | null =>
  new URL(request.url).searchParams.get("planned");

/** The exercise that a new one is said to follow from. */
export const promptedByIn = (request: Request): string | null =>
  new URL(request.url).searchParams.get("promptedBy");

/** What is planned of this kind, where this person may begin it. */
export async function findPlannedStart(
  { db, may }: { db: Db; may: (capability: Capability, access?: Access) => boolean },
  kind: SampleKind,
  id: string | null,
): Promise<PlannedExercise | null> {
  const planned = await findToBegin(db, kind, id);
  return planned && may("programme.change", planned.access) ? planned : null;
}

/** How most dip samples are done; whoever plans one says what differs. */
const usualMethod = (name: string) => `Drawn at random and read by ${name}.`;

/** The values a new plan starts with. */
export function startingValues(
  actor: Actor,
  choices: PlanChoices,
  today: string,
  planned: PlannedExercise | null = null,
  /** The exercise that it follows from, as an address names it. */
  promptedBy: string | null = null,
) {
  const [only, ...others] = choices.services;
  const usual = planned && plannedTitle(planned.kind, planned.month, planned.serviceName);
  const leads = choices.leads.some(({ value }) => value === planned?.ownerId);
  return {
    ...suggestSample(today),
    promptedById: choices.promptedBy.find(({ value }) => value === promptedBy)?.value ?? "",
    ...(planned
      ? {
          planned: planned.id,
          month: planned.month,
          title: planned.title === usual ? "" : planned.title,
          promptedById: planned.promptedById ?? "",
          ...(planned.month > today.slice(0, 7)
            ? { auditsDueOn: lastWorkingDayOf(planned.month) }
            : {}),
        }
      : {}),
    leadId: planned && leads ? planned.ownerId : actor.id,
    serviceId: planned?.serviceId ?? (only && others.length === 0 ? only.value : ""),
    subject: "case",
    ...(choices.kind === "dip-sample" ? { size: 10, methodology: usualMethod(actor.name) } : {}),
    reviewing: "together",
    questions: namedRows("questions", choices.startQuestions),
    reviewers: namedRows("reviewers", [{ personId: actor.id, roleText: "" }, {}]),
  };
}

type PlanForm = z.output<typeof dipSamplePlanForm> | z.output<typeof thematicPlanForm>;

type Answer =
  | { done: false; response: ReturnType<typeof refuse> }
  | { done: true; plan: SamplePlan; version: number | null; typed: Typed };

const noRoom = (left: number): string =>
  `Remove questions and tick again: ${left} of those ticked had no room, as ${questionLimits.most} are asked at most`;

/** What a post of the form asks for: a change of its rows, or a plan to save. */
export async function readPlan<S extends z.ZodType<PlanForm>>(
  request: Request,
  schema: S,
  db: Db,
  choices: PlanChoices,
  /** The first day that it may be due, YYYY-MM-DD. */
  earliest: string,
): Promise<Answer> {
  const form = await formOf(request).catch(() => new FormData());
  const posted = JSON.parse(JSON.stringify(entriesToObject(form.entries()))) as Typed;
  // What is ticked in the library comes in with whatever button is pressed.
  const { typed, left } = await withPicked(db, posted);
  if (left > 0) return { done: false, response: refuseWith(typed, noRoom(left)) };
  const again = (values: Typed) =>
    ({ done: false, response: data({ errors: {}, typed: values } as FormResult) }) as const;
  const intent = form.get("intent");
  if (intent === "use-questions") return again(await withQuestionsOf(db, typed, choices));
  if (intent === "find-questions" || intent === "add-questions") return again(typed);
  const changed = changeRows(typed, String(intent ?? ""));
  if (changed) return again(changed);

  const result = parseForm(schema, asEntries(form, typed, posted));
  if (!result.ok) return { done: false, response: refuse(result) };
  const value = result.value;
  const refused = (message: string, field: string) =>
    ({ done: false, response: refuseWith(typed, message, field) }) as const;
  if (value.auditsDueOn < earliest) {
    return refused("Enter a date that is not in the past", "auditsDueOn");
  }
  const isOffered = (list: { value: string }[], one: string | null) =>
    one === null || list.some((option) => option.value === one);
  if (!isOffered(choices.services, value.serviceId)) {
    return refused("Choose a service from the list", "serviceId");
  }
  const leadId = value.leadId ?? choices.heldLead;
  if (!isOffered(choices.leads, leadId)) return refused("Choose who leads it", "leadId");
  if (!isOffered(choices.promptedBy, value.promptedById)) {
    return refused("Choose an exercise from the list", "promptedById");
  }
  const unknown = value.reviewers.findIndex((r) => !isOffered(choices.reviewers, r.personId));
  if (unknown >= 0) return refused("Choose the reviewers from the list", "reviewers.r1.personId");
  const { version, ...rest } = value;
  return { done: true, typed, version: version ?? null, plan: { ...rest, leadId } };
}

/** The questions of an earlier exercise, or of a tool, in place of those typed. */
async function withQuestionsOf(db: Db, typed: Typed, choices: PlanChoices): Promise<Typed> {
  const from = String(typed.questionsOf ?? "");
  if (from.startsWith(fromTool)) {
    const offered = choices.questionsOf.some(({ value }) => value === from);
    const tool = offered ? await findToolVersion(db, from.slice(fromTool.length)) : null;
    if (!tool) return typed;
    return { ...typed, questions: namedRows("questions", tool.definition.questions) };
  }
  const earlier = (await listEarlierExercises(db, null)).filter(lendsQuestions);
  const source = earlier.find((one) => one.id === from);
  const version = source?.toolVersionId ? await findToolVersion(db, source.toolVersionId) : null;
  if (!version) return typed;
  return { ...typed, questions: namedRows("questions", version.definition.questions) };
}
