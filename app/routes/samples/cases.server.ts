/** Owns the four deeds of the page where cases are chosen: draw, choose, take out, release. */

import { randomBytes } from "node:crypto";
import type * as z from "zod";
import {
  chooseCasesForm,
  drawSampleForm,
  releaseSampleForm,
  removeCaseForm,
} from "~/forms/samples";
import { refusedSizes } from "~/forms/sampling";
import { paths } from "~/paths";
import type { Scope } from "~/rules/access/permission";
import { type Cohort, cohortNames, isCohort } from "~/rules/caseload/caseload";
import { andList, counted } from "~/rules/core/words";
import { advanceExercise } from "~/rules/exercises/exercises";
import { subjectWords } from "~/rules/samples/records";
import { agenciesOf, askedProblem, isAgreed } from "~/rules/samples/reviewing";
import type { DrawEvent } from "~/rules/sampling/draw-events";
import { limitOf } from "~/rules/sampling/draw-policy";
import { type DrawPlan, reasonToLeaveOut } from "~/rules/sampling/frame";
import { draw } from "~/rules/sampling/sampling";
import { drawnInWords } from "~/rules/sampling/sizes";
import type { Guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { attempt, overtaken } from "~/server/save.server";
import { type Db, transact } from "~db/core/open.server";
import { findSettings } from "~db/core/settings.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { addChosenCases, withdrawSampleCase } from "~db/operations/samples/chosen-cases.server";
import { makeParts } from "~db/operations/samples/parts.server";
import { releaseExercise } from "~db/operations/sampling/allocation.server";
import { addDraw } from "~db/operations/sampling/sampling.server";
import { listSampleCases, listSampleReviewers, type SampleCase } from "~db/samples/cases.server";
import { listCasesToChoose } from "~db/samples/choices.server";
import { listBarredIn } from "~db/samples/parts.server";
import { listFrame } from "~db/sampling/frame.server";
import { questionsOf } from "./grid.server";

type Guard = Guarded<Exercise>;

const stale = "Look at the cases again: someone changed them since you opened this page";

/** Reads one of the forms, does its deed, and says when the page was out of date. */
export async function perform<S extends z.ZodType>(
  guard: Guard,
  schema: S,
  deed: (
    value: z.output<S>,
    typed: Record<string, unknown>,
  ) => Promise<Response | ReturnType<typeof refuse>>,
) {
  const form = await readForm(guard.request, schema);
  if (!form.ok) return refuse(form);
  const saved = await attempt(() => deed(form.value, form.typed));
  if (saved.ok) return saved.value;
  return overtaken(form.typed, stale);
}

export const drawCases = (guard: Guard) =>
  perform(guard, drawSampleForm, async (value) => {
    const { db, subject, stamp, today, done } = guard;
    const { sizes, leaveOutAudited, redrawReason, version, event } = value;
    const typed = {
      ...value,
      ...eventAsTyped(event),
      sizes: mapText(sizes),
      leaveOutAudited: leaveOutAudited ? "yes" : "",
    };
    const move = advanceExercise(subject, "draw");
    if (!move.ok) return refuseWith(typed, move.message);
    const there = await listSampleCases(db, subject.id);
    if (there.length > 0 && redrawReason === "") {
      return refuseWith(typed, "Enter why the cases are drawn anew", "redrawReason");
    }
    const frame = await listFrame(db, {
      ...{ exerciseId: subject.id, serviceId: subject.serviceId, asOf: today },
      ...(event ? { event } : {}),
    });
    const settings = await findSettings(db);
    const plan: DrawPlan = {
      seed: randomBytes(16).toString("hex"),
      size: Object.values(sizes).reduce((sum, size) => sum + size, 0),
      strataBy: "cohort",
      sizes,
      asOf: today,
      auditedWithinMonths: leaveOutAudited ? limitOf(settings["draw.audited-within-months"]) : null,
      openedBeforeWeeks: null,
      excludeSensitive: true,
      ...(event ? { event } : {}),
    };
    const made = draw(frame, plan);
    if (!made.ok) {
      const nameOf = (key: string) => (isCohort(key) ? cohortNames[key].toLowerCase() : key);
      return refuse({ errors: refusedSizes(made, nameOf), typed });
    }
    await transact(db, (tx) =>
      addDraw(tx, stamp, {
        exercise: { ...subject, version },
        plan,
        frame,
        made: made.draw,
        reason: redrawReason,
      }),
    );
    return done(paths.exercises.cases(subject.id), drawnInWords(plan.size, subject.size));
  });

/** The records that nobody who reviews this sample may review. */
async function listForNobody(
  db: Db,
  exercise: Pick<Exercise, "id">,
  cases: readonly SampleCase[],
  today: string,
): Promise<string[]> {
  const reviewers = await listSampleReviewers(db, exercise.id);
  const barred = await listBarredIn(db, reviewers, cases, today);
  return cases
    .filter(
      ({ auditId, record }) =>
        record !== null && reviewers.every(({ id }) => barred.get(auditId)?.has(id)),
    )
    .map(({ reference }) => reference);
}

/** Reviewers may have changed since it was said whom each question is for, and then it stays. */
const findAskedProblem = async (db: Db, subject: Exercise): Promise<string | null> =>
  askedProblem(
    await questionsOf(db, subject),
    agenciesOf(await listSampleReviewers(db, subject.id)),
  );

const forNobodyInWords = (references: readonly string[]): string =>
  `Take out ${andList([...references])}, or name another reviewer: no reviewer may review a record of their own work`;

/** An event as the form posts it. */
export const eventAsTyped = (event: DrawEvent | null): Record<string, string> =>
  event === null
    ? {}
    : event.kind === "long-plan"
      ? { event: event.kind, months: String(event.months) }
      : { event: event.kind, from: event.from, to: event.to };

/** How many cases of each cohort a draw of an event could take from. */
export async function countOfEvent(
  db: Db,
  exercise: Pick<Exercise, "id" | "serviceId">,
  event: DrawEvent,
  today: string,
): Promise<Partial<Record<Cohort, number>>> {
  const { id: exerciseId, serviceId } = exercise;
  const frame = await listFrame(db, { exerciseId, serviceId, asOf: today, event });
  const counts: Partial<Record<Cohort, number>> = {};
  for (const row of frame) {
    if (reasonToLeaveOut(row, { ...anyOf, asOf: today, event }) !== null) continue;
    if (row.cohort) counts[row.cohort] = (counts[row.cohort] ?? 0) + 1;
  }
  return counts;
}

const anyOf = {
  ...{ seed: "", size: 0, strataBy: "cohort" as const },
  ...{ auditedWithinMonths: null, openedBeforeWeeks: null, excludeSensitive: true },
};

const mapText = (sizes: Record<string, number>) =>
  Object.fromEntries(Object.entries(sizes).map(([key, size]) => [key, String(size)]));

const countOf = (count: number): string => counted(count, "case is", "cases are");

export const chooseCases = (guard: Guard, scope: Scope) =>
  perform(guard, chooseCasesForm, async ({ caseIds, chooseReason, version }) => {
    const { db, subject, stamp, done } = guard;
    const typed = { intent: "choose", caseIds, chooseReason };
    const move = advanceExercise(subject, "draw");
    if (!move.ok) return refuseWith(typed, move.message);
    const known = await listCasesToChoose(db, scope, subject.serviceId, caseIds);
    if (known.length < new Set(caseIds).size) {
      return refuseWith(typed, "Tick cases from the list", "caseIds");
    }
    const exercise = { ...subject, version };
    const added = await transact(db, (tx) =>
      addChosenCases(tx, stamp, exercise, caseIds, chooseReason),
    );
    return done(paths.exercises.cases(subject.id), `${countOf(added)} added`);
  });

export const removeCase = (guard: Guard) =>
  perform(guard, removeCaseForm, async ({ auditId, version, removeReason }) => {
    const { db, subject, stamp, done } = guard;
    const typed = { intent: "remove", auditId, removeReason };
    if (subject.state !== "drawn") {
      return refuseWith(typed, "Leave the case in: the reviewers have started");
    }
    const audit = (await listSampleCases(db, subject.id)).find((one) => one.auditId === auditId);
    if (!audit) return refuseWith(typed, stale);
    await transact(db, (tx) =>
      withdrawSampleCase(
        tx,
        stamp,
        subject.id,
        { id: auditId, state: audit.state, version },
        removeReason,
      ),
    );
    const one = subjectWords[subject.of.subject].one;
    return done(paths.exercises.cases(subject.id), `The ${one} is taken out`);
  });

export const releaseSample = (guard: Guard) =>
  perform(guard, releaseSampleForm, async ({ version }) => {
    const { db, subject, stamp, today, done } = guard;
    const typed = { intent: "release" };
    if (subject.graded) return refuseWith(typed, "Allocate its cases to auditors first");
    const move = advanceExercise(subject, "release");
    if (!move.ok) return refuseWith(typed, move.message);
    const cases = await listSampleCases(db, subject.id);
    const { one: word } = subjectWords[subject.of.subject];
    if (cases.length === 0) return refuseWith(typed, `Choose at least one ${word} first`);
    const alone = await listForNobody(db, subject, cases, today);
    if (alone.length > 0) return refuseWith(typed, forNobodyInWords(alone));
    const unsaid = isAgreed(subject.reviewing) ? await findAskedProblem(db, subject) : null;
    if (unsaid) return refuseWith(typed, unsaid);
    await transact(db, async (tx) => {
      await releaseExercise(tx, stamp, { ...subject, version });
      await makeParts(tx, stamp, subject);
    });
    return done(paths.exercises.grid(subject.id), "The reviewers can start");
  });
