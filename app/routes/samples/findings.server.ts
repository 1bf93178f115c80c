/** Owns what the findings page does: findings, actions into the log, next steps. */
import {
  nextStepsForm,
  removeSampleForm,
  sampleActionForm,
  sampleFindingForm,
} from "~/forms/sample-findings";
import { paths } from "~/paths";
import type { Guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { writtenAt } from "~/server/written.server";
import { listTeams } from "~db/access/people.server";
import { addFinding, listFindings, removeFinding, saveFinding } from "~db/audits/findings.server";
import { type Tx, transact } from "~db/core/open.server";
import { forgetWritten } from "~db/core/written.server";
import type { Exercise } from "~db/exercises/exercises.server";
import {
  addSampleAction,
  removeSampleAction,
  saveNextSteps,
  saveSampleAction,
} from "~db/operations/samples/actions.server";
import { listSampleCases } from "~db/samples/cases.server";
import { unscopedReviewersToChoose } from "~db/samples/choices.server";
import { saveFindingCases } from "~db/samples/finding-cases.server";
import { coreAreas, coreThemes } from "~db/tools/codes";

type Guard = Guarded<Exercise>;

const isKnown = (area: string | null, theme: string | null): boolean =>
  (area === null || coreAreas.some((code) => code === area)) &&
  (theme === null || coreThemes.some(({ code }) => code === theme));

/** What was kept of a form of this page while it was written ends with it. */
const forget = (tx: Tx, guard: Guard, part: string) =>
  forgetWritten(tx, writtenAt(guard, "sample-findings", guard.subject.id, part));

export async function keepFinding(guard: Guard) {
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, sampleFindingForm);
  if (!form.ok) return refuse(form);
  const { intent, version, auditIds, ...posted } = form.value;
  const typed = { ...form.value, caseCount: posted.caseCount ?? "" };
  const known = (await listSampleCases(db, subject.id)).map(({ auditId }) => auditId);
  if (auditIds.some((one) => !known.includes(one))) {
    return refuseWith(typed, "Tick cases from the list", "auditIds");
  }
  const cases = [...new Set(auditIds)];
  if (cases.length > 0 && posted.caseCount !== null && posted.caseCount !== cases.length) {
    const message = `Enter ${cases.length}, or leave it empty: so many cases are ticked`;
    return refuseWith(typed, message, "caseCount");
  }
  const finding = { ...posted, caseCount: cases.length > 0 ? cases.length : posted.caseCount };
  if (!isKnown(finding.area, finding.theme)) {
    return refuseWith(typed, "Choose the practice area and the theme from the lists", "area");
  }
  const place = { exerciseId: subject.id, auditId: null };
  await transact(db, async (tx) => {
    await (version === undefined
      ? addFinding(tx, { ...stamp, actorId: actor.id }, place, finding)
      : saveFinding(tx, stamp, place, { ...finding, version }));
    await saveFindingCases(tx, finding.id, cases);
    await forget(tx, guard, version === undefined ? finding.kind : finding.id);
  });
  const name = finding.kind === "strength" ? "The strength" : "The area for development";
  return done(paths.exercises.findings(subject.id), `${name} is saved`);
}

export async function keepAction(guard: Guard) {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, sampleActionForm);
  if (!form.ok) return refuse(form);
  const { intent, id, version, due, findingId, ...rest } = form.value;
  const action = { ...rest, ...due };
  const place = { exerciseId: subject.id, auditId: null };
  const finding = (await listFindings(db, place)).find((one) => one.id === findingId) ?? null;
  const typed = { ...form.value, due: action.dueOn ?? "" };
  if (!isKnown(action.area, action.theme)) {
    return refuseWith(typed, "Choose the practice area and the theme from the lists", "area");
  }
  const owners = await unscopedReviewersToChoose(db);
  if (action.ownerId && !owners.some((owner) => owner.id === action.ownerId)) {
    return refuseWith(typed, "Choose the owner from the list", "ownerId");
  }
  if (action.teamId && !(await listTeams(db)).some((team) => team.id === action.teamId)) {
    return refuseWith(typed, "Choose the team from the list", "teamId");
  }
  await transact(db, async (tx) => {
    await (id === null || version === undefined
      ? addSampleAction(tx, stamp, subject, action, finding)
      : saveSampleAction(tx, stamp, subject, { ...action, id, version }));
    await forget(tx, guard, id ?? "action");
  });
  return done(paths.exercises.findings(subject.id), "The action is in the learning log");
}

export async function removeOne(guard: Guard) {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, removeSampleForm);
  if (!form.ok) return refuse(form);
  const { intent, ...one } = form.value;
  const place = { exerciseId: subject.id, auditId: null };
  await transact(db, async (tx) => {
    await (intent === "remove-action"
      ? removeSampleAction(tx, stamp, subject.id, one)
      : removeFinding(tx, stamp, place, one, () => saveFindingCases(tx, one.id, [])));
    await forget(tx, guard, one.id);
  });
  return done(paths.exercises.findings(subject.id), "It is removed");
}

export async function keepNextSteps(guard: Guard) {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, nextStepsForm);
  if (!form.ok) return refuse(form);
  const { nextSteps, version } = form.value;
  await transact(db, async (tx) => {
    await saveNextSteps(tx, stamp, subject, nextSteps, version);
    await forget(tx, guard, "next-steps");
  });
  return done(paths.exercises.findings(subject.id), "The next steps are saved");
}
