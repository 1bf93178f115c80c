/** Owns the look ahead of a draw: who could be drawn, and how many from each stratum. */
import { randomBytes } from "node:crypto";
import { parseForm } from "~/forms/fields";
import { type DrawSettings, drawForm, refusedSizes } from "~/forms/sampling";
import { limitOf } from "~/rules/sampling/draw-policy";
import { sumDraw } from "~/rules/sampling/draw-sums";
import {
  type DrawPlan,
  type FrameRow,
  familyOf,
  reasonToLeaveOut,
  stratumOf,
} from "~/rules/sampling/frame";
import { draw } from "~/rules/sampling/sampling";
import { nameStratum } from "~/rules/sampling/strata";
import { listTeams } from "~db/access/people.server";
import type { Db } from "~db/core/open.server";
import { findSettings } from "~db/core/settings.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { listFrame } from "~db/sampling/frame.server";

export const newSeed = (): string => randomBytes(16).toString("hex");

export const frameOf = (db: Db, exercise: Exercise, asOf: string): Promise<FrameRow[]> =>
  listFrame(db, { exerciseId: exercise.id, serviceId: exercise.serviceId, asOf });

export function planOf(
  settings: DrawSettings & { sizes: Record<string, number> },
  asOf: string,
  seed: string,
): DrawPlan {
  return {
    seed,
    size: settings.size,
    strataBy: settings.strataBy,
    sizes: settings.sizes,
    asOf,
    auditedWithinMonths: settings.months,
    openedBeforeWeeks: settings.weeks,
    excludeSensitive: settings.sensitive,
  };
}

/** Sizes set by hand as they stand in their boxes. */
export const asTyped = (sizes: Record<string, number>): Record<string, string> =>
  Object.fromEntries(Object.entries(sizes).map(([key, size]) => [key, String(size)]));

/** What is wrong with a draw that was asked for, each fault at its field. */
export async function faultsOf(db: Db, refusal: Parameters<typeof refusedSizes>[0]) {
  const teams = new Map((await listTeams(db)).map((team) => [team.id, team.name]));
  return refusedSizes(refusal, (key) => nameStratum(key, teams));
}

/** The settings that the address asks for, or the usual ones. */
async function readSettings(db: Db, exercise: Exercise, asked: URLSearchParams) {
  const policy = await findSettings(db);
  const usual = {
    strataBy: "team" as const,
    size: exercise.size,
    months: limitOf(policy["draw.audited-within-months"]),
    weeks: limitOf(policy["draw.opened-within-weeks"]),
    sensitive: true,
    sizes: {} as Record<string, number>,
  };
  if (!asked.has("strataBy")) return { settings: usual, outcome: undefined };
  const entries = new URLSearchParams(asked);
  entries.set("intent", "preview");
  const form = parseForm(drawForm, entries);
  return form.ok
    ? { settings: form.value, outcome: undefined }
    : { settings: usual, outcome: { errors: form.errors, typed: form.typed } };
}

/**
 * What a draw would work with. The dice of the draw itself are thrown later: where a family spans
 * strata, which child stands for it may then move the numbers a little.
 */
export async function findDrawPlan(
  db: Db,
  exercise: Exercise,
  asked: URLSearchParams,
  today: string,
) {
  const { settings, outcome } = await readSettings(db, exercise, asked);
  const frame = await frameOf(db, exercise, today);
  const plan = planOf(settings, today, `a look ahead ${exercise.id}`);
  const free = frame.filter((row) => reasonToLeaveOut(row, plan) === null);
  const families = new Map<string, Set<string | null>>();
  for (const row of free) {
    const strata = families.get(familyOf(row)) ?? new Set();
    families.set(familyOf(row), strata.add(stratumOf(row, plan.strataBy)));
  }
  const asPlanned = draw(frame, plan);
  // With everyone drawn and no size by hand, the populations show whatever the plan asks.
  const everyone = draw(frame, { ...plan, size: families.size, sizes: {} });
  const strata = asPlanned.ok
    ? asPlanned.draw.strata
    : everyone.ok
      ? everyone.draw.strata.map((stratum) => ({ ...stratum, size: null }))
      : [];
  const reasons = everyone.ok
    ? everyone.draw.cases.map(({ reason }) => reason)
    : frame.map((row) => reasonToLeaveOut(row, plan));
  const teams = new Map((await listTeams(db)).map((team) => [team.id, team.name]));
  return {
    outcome,
    settings,
    refusal: asPlanned.ok || asPlanned.tooMany ? null : asPlanned.message,
    /** Sizes set by hand that are too large, each at its field; null when none is. */
    tooLarge:
      !asPlanned.ok && asPlanned.tooMany
        ? { errors: await faultsOf(db, asPlanned), typed: { sizes: asTyped(settings.sizes) } }
        : null,
    planned: exercise.size,
    sums: sumDraw(reasons),
    spanning: [...families.values()].filter((keys) => keys.size > 1).length,
    strata: strata
      .map(({ key, population, size }) => ({
        key,
        name: nameStratum(key, teams),
        population,
        size,
        byHand: settings.sizes[key] ?? null,
      }))
      .filter(({ population, byHand }) => population > 0 || byHand !== null),
  };
}

export type DrawPlanView = Awaited<ReturnType<typeof findDrawPlan>>;
