/** Owns what the planning and the changing of a core cycle share: the choices, and reading them. */

import type * as z from "zod";
import { gradedFormOf } from "~/forms/exercises";
import { keptName } from "~/rules/access/people";
import {
  patternDates,
  patternInForm,
  patternOf,
  suggestDates,
  suggestMonth,
  suggestTitle,
} from "~/rules/exercises/dates";
import type { ExerciseKind } from "~/rules/exercises/exercises";
import type { Guarded } from "~/server/guard.server";
import { readForm } from "~/server/read-form.server";
import {
  listKept,
  listTeams,
  type PersonInList,
  unscopedPeopleWithRole,
} from "~db/access/people.server";
import type { Db } from "~db/core/open.server";
import { listMembers, type Member } from "~db/exercises/exercises.server";
import { findToBegin } from "~db/exercises/planned.server";
import { listToBePromptedBy } from "~db/exercises/prompted.server";
import {
  findLastCore,
  type GradedPlan,
  listCoreMonths,
  listPublishedTools,
  usualModeration,
} from "~db/operations/exercises/planning.server";
import { listExemptTimes } from "~db/people/exemptions.server";
import { countCasesToDraw } from "~db/samples/choices.server";

/** What the exercise being changed has already: it stays in view though it is no longer offered. */
export type HeldPlan = {
  toolVersionId: string | null;
  members: readonly PlanMember[];
  /** Left out for a new one: it can't have prompted itself. */
  id?: string;
};
type PlanMember = Pick<Member, "personId" | "part">;

const nothingHeld: HeldPlan = { toolVersionId: null, members: [] };

export async function findPlanChoices(db: Db, held: HeldPlan = nothingHeld) {
  const teams = new Map((await listTeams(db)).map((team) => [team.id, team.name]));
  const asChoice = ({
    id,
    name,
    jobTitle,
    teamId,
  }: Pick<PersonInList, "id" | "name" | "jobTitle" | "teamId">) => ({
    id,
    name,
    jobTitle,
    teamName: teamId ? (teams.get(teamId) ?? "") : "",
  });
  const people = async (part: "auditor" | "moderator") => {
    const offered = await unscopedPeopleWithRole(db, part);
    const kept = await listKept(
      db,
      held.members
        .filter((one) => one.part === part && !offered.some(({ id }) => id === one.personId))
        .map(({ personId }) => personId),
    );
    return [
      ...offered.map(asChoice),
      ...kept.map((one) => ({ ...asChoice(one), name: keptName(one.name, one.active) })),
    ];
  };
  return {
    promptedBy: await listToBePromptedBy(db, held.id ?? null),
    tools: await listPublishedTools(db, "core", held.toolVersionId),
    auditors: await people("auditor"),
    moderators: await people("moderator"),
  };
}

type Offered = Awaited<ReturnType<typeof findPlanChoices>>;

/** What a new cycle takes over from the last: who takes part, their numbers, the tool and the dates. */
export async function findLastCycle(db: Db, offered: Offered) {
  const last = await findLastCore(db);
  if (!last) return null;
  const members = await listMembers(db, last.id);
  const taken = (part: "auditor" | "moderator", people: readonly { id: string }[]) => {
    const own = members.filter((one) => one.part === part);
    return {
      kept: own.filter(({ personId }) => people.some(({ id }) => id === personId)),
      out: own.filter(({ personId }) => !people.some(({ id }) => id === personId)),
    };
  };
  const auditors = taken("auditor", offered.auditors);
  const moderators = taken("moderator", offered.moderators);
  const out = [...auditors.out, ...moderators.out].map(({ personId }) => personId);
  return {
    title: last.title,
    tool: offered.tools.find(({ toolId }) => toolId === last.toolId),
    pattern: patternOf(last),
    auditors: auditors.kept,
    moderators: moderators.kept,
    /** Who took part in it and may not now. */
    leftOut: (await listKept(db, [...new Set(out)])).map(({ name, active }) =>
      keptName(name, active),
    ),
  };
}

/** The plan that was posted, checked against what could be chosen. */
export async function readPlan(
  { db, request, today }: Pick<Guarded<unknown>, "db" | "request" | "today">,
  kind: ExerciseKind,
  held: HeldPlan = nothingHeld,
) {
  const form = await readForm<z.ZodType<GradedPlan>>(request, gradedFormOf(kind, today));
  if (!form.ok) return form;
  const { typed } = form;
  const plan: GradedPlan = form.value;
  const choices = await findPlanChoices(db, held);
  const errors: Record<string, string> = {};
  if (!choices.tools.some((tool) => tool.versionId === plan.toolVersionId)) {
    errors.toolVersionId = "Choose a published audit tool";
  }
  const { promptedById = null } = plan;
  if (promptedById && !choices.promptedBy.some(({ value }) => value === promptedById)) {
    errors.promptedById = "Choose an exercise from the list";
  }
  const unknown = (part: "auditor" | "moderator", people: { id: string }[]) =>
    plan.members.some((m) => m.part === part && !people.some((p) => p.id === m.personId));
  if (unknown("auditor", choices.auditors)) errors.auditors = "Choose auditors from the list";
  if (unknown("moderator", choices.moderators)) {
    errors.moderators = "Choose moderators from the list";
  }
  if (Object.keys(errors).length > 0) return { ok: false as const, errors, typed };
  return { ok: true as const, value: plan, typed };
}

/** How many cases a core cycle has where the caseload holds as many; a thematic audit has fewer. */
const usualSize = { core: 28, thematic: 12 };

/**
 * What a new plan starts with: as the last cycle was done, where it is one; whoever audits a theme is
 * chosen for it.
 */
export async function findStart(
  { db, request, today }: Pick<Guarded<unknown>, "db" | "request" | "today">,
  kind: "core" | "thematic",
) {
  const core = kind === "core";
  const choices = await findPlanChoices(db);
  const moderation = await usualModeration(db);
  const [last] = core ? await listCoreMonths(db) : [];
  const available = Object.values(await countCasesToDraw(db, null)).reduce((sum, n) => sum + n, 0);
  const asked = new URL(request.url).searchParams.get("planned");
  const planned = await findToBegin(db, kind, asked);
  const month = planned?.month ?? suggestMonth(last, today);
  const year = Number(today.slice(0, 4));
  const cycle = core ? await findLastCycle(db, choices) : null;
  const dates = cycle?.pattern
    ? patternDates(month, today, cycle.pattern)
    : suggestDates(month, today);
  const time = { from: `${month}-01`, to: dates.auditsDueOn };
  const exempt = await listExemptTimes(
    db,
    choices.auditors.map(({ id }) => id),
    time,
  );
  /** As in the last cycle, or as is usual where they had no part in it. */
  const numbers = (of: "expected" | "maximum", usual: number) =>
    Object.fromEntries(
      choices.auditors.map(({ id }) => {
        const before = cycle?.auditors.find(({ personId }) => personId === id)?.[of];
        return [id, String(before ?? usual)];
      }),
    );
  const exemptAuditors = choices.auditors.filter(({ id }) => exempt.has(id));
  return {
    today,
    plannedId: planned?.id ?? "",
    pattern: cycle?.pattern ? patternInForm(cycle.pattern) : "",
    exempt: exemptAuditors.map(({ name }) => name),
    copied: cycle && { title: cycle.title, leftOut: cycle.leftOut },
    choices: { ...choices, years: [year - 1, year, year + 1], moderation: { fixed: null } },
    stored: {
      month,
      title: planned?.title ?? (core ? suggestTitle(month) : ""),
      promptedById: planned?.promptedById ?? "",
      toolVersionId: (cycle?.tool ?? choices.tools[0])?.versionId,
      size: String(available === 0 ? usualSize[kind] : Math.min(usualSize[kind], available)),
      ...dates,
      auditors: cycle
        ? cycle.auditors.map(({ personId }) => personId)
        : core
          ? choices.auditors.map(({ id }) => id)
          : [],
      moderators: cycle
        ? cycle.moderators.map(({ personId }) => personId)
        : choices.moderators.map(({ id }) => id),
      moderation: "on",
      fromPercent: String(moderation.from),
      toPercent: String(moderation.to),
      certain: moderation.certain,
      expected: numbers("expected", 3),
      maximum: numbers("maximum", 5),
    },
  };
}
